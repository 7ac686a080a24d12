/* The event list narrows while one types. Only when the page holds the whole list; else the form asks the server. */
(function () {
  "use strict";

  const form = document.querySelector("form[data-live-filter]");
  if (!form) return;
  const list = document.getElementById(form.dataset.liveFilter);
  const count = document.querySelector("[data-count]");
  const none = document.querySelector("[data-none]");
  const language = document.documentElement.lang;
  const whole = [...new FormData(form)].every(([name, value]) => name === "lang" || value === "");
  if (!whole) return;

  // One spelling for search: case, Turkish dots and accents do not matter.
  const fold = (text) => text.toLocaleLowerCase(language).replace(/ı/g, "i").normalize("NFD").replace(/\p{M}/gu, "");

  function years(edtf) {
    const found = (edtf.match(/\d{4}/g) || []).map(Number).filter((y) => y > 1000);
    return found.length ? [Math.min(...found), Math.max(...found)] : null;
  }

  const rows = [...list.children].map((node) => ({
    node,
    text: fold(node.textContent),
    kind: node.dataset.kind,
    places: node.dataset.places.split(" "),
    years: years(node.dataset.from),
  }));

  function fits(row, want) {
    if (want.kind && row.kind !== want.kind) return false;
    if (want.place && !row.places.includes(want.place)) return false;
    if (want.words.some((word) => !row.text.includes(word))) return false;
    if (want.from && !(row.years && row.years[1] >= want.from)) return false;
    return !(want.to && !(row.years && row.years[0] <= want.to));
  }

  function apply() {
    const data = new FormData(form);
    const want = {
      kind: data.get("kind"), place: data.get("place"), from: Number(data.get("from")), to: Number(data.get("to")),
      words: fold(data.get("q")).split(/\s+/).filter(Boolean),
    };
    let shown = 0;
    for (const row of rows) {
      const fit = fits(row, want);
      row.node.hidden = !fit;
      shown += fit;
    }
    count.textContent = String(shown);
    none.hidden = shown > 0;
  }

  form.addEventListener("input", apply);
  apply();
})();
