/* A frozen site has no service: this does in the browser what its addresses asked of it. */
(function () {
  "use strict";

  const asked = new URLSearchParams(location.search);
  const language = document.documentElement.lang;
  const fold = (text) => text.toLocaleLowerCase(language).replace(/ı/g, "i").normalize("NFD").replace(/\p{M}/gu, "");

  // ---- forms whose every choice is a page of its own -------------------------------------------
  for (const form of document.querySelectorAll("form[data-frozen-choices]")) {
    const pages = JSON.parse(form.dataset.frozenChoices);
    if (!Object.keys(pages).length) continue;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const given = [...new FormData(form)].filter(([name, value]) => name !== "lang" && value);
      const page = pages[new URLSearchParams(given).toString()];
      if (page) location.assign(page);
      else form.querySelector("select").setCustomValidity("–");
      if (!page) form.reportValidity();
    });
    form.addEventListener("input", () => form.querySelector("select").setCustomValidity(""));
  }

  // ---- the list of events, narrowed by the address ---------------------------------------------
  const list = document.querySelector("form[data-live-filter]");
  if (list) {
    for (const [name, value] of asked) {
      const field = list.elements.namedItem(name);
      if (field && name !== "lang") field.value = value;
    }
    list.addEventListener("submit", (event) => event.preventDefault());
    list.dispatchEvent(new Event("input", { bubbles: true }));
  }

  // ---- search: the page holds everything that can be found -------------------------------------
  const index = document.querySelector("[data-search-index]");
  if (index) {
    const field = document.getElementById("page-q");
    const count = document.querySelector("[data-search-count]");
    const rows = [...index.children].map((node) => ({ node, text: fold(node.textContent + " " + (node.dataset.words || "")) }));
    const narrow = () => {
      const words = fold(field.value).split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const { node, text } of rows) {
        node.hidden = !words.every((word) => text.includes(word));
        shown += !node.hidden;
      }
      if (count) count.textContent = String(shown);
    };
    field.value = asked.get("q") || "";
    field.addEventListener("input", narrow);
    field.form.addEventListener("submit", (event) => { event.preventDefault(); narrow(); });
    narrow();
  }

  // ---- the atlas on the day of the address -----------------------------------------------------
  const day = asked.get("on");
  const days = document.querySelector("[data-days] input[type=date]");
  if (day && days) {
    const go = () => {
      days.value = day;
      days.dispatchEvent(new Event("change", { bubbles: true }));
    };
    if (document.documentElement.dataset.mapDrawn) go();
    else document.addEventListener("mapsvc:drawn", go, { once: true });
  }
})();
