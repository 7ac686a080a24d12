/* A frozen site has no service: this does in the browser what its addresses asked of it. */
(function () {
  "use strict";

  const asked = new URLSearchParams(location.search);
  const language = document.documentElement.lang;
  const fold = (text) => text.toLocaleLowerCase(language).replace(/ı/g, "i").normalize("NFD").replace(/\p{M}/gu, "");

  const page = document.documentElement;
  const { mapsvc } = window;

  // ---- the language of the address: the same page in the other folder ---------------------------
  const languages = (page.dataset.languages || "").split(" ");
  const wanted = asked.get("lang");
  if (languages.includes(wanted)) {
    const top = new URL(page.dataset.frozen || ".", location.href);
    const [folder, ...rest] = location.pathname.slice(top.pathname.length).split("/");
    asked.delete("lang");
    if (folder !== wanted) {
      const here = languages.includes(folder) ? rest : [folder, ...rest];
      const to = new URL([wanted, ...here].join("/") || "index.html", top);
      to.search = asked;
      to.hash = location.hash;
      location.replace(to);
      return;
    }
  }

  // ---- forms whose every choice is a page of its own -------------------------------------------
  function refuse(form) {
    form.querySelector("select").setCustomValidity("–");
    form.reportValidity();
  }

  function chosen(form, find) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const found = find([...new FormData(form)].filter(([name, value]) => name !== "lang" && value));
      if (found) location.assign(found);
      else refuse(form);
    });
    form.addEventListener("input", () => form.querySelector("select").setCustomValidity(""));
  }

  for (const form of document.querySelectorAll("form[data-frozen-choices]")) {
    const pages = JSON.parse(form.dataset.frozenChoices);
    if (Object.keys(pages).length) chosen(form, (given) => pages[new URLSearchParams(given).toString()]);
  }

  for (const form of document.querySelectorAll("form[data-frozen-page]")) {
    chosen(form, (given) => {
      const values = new Map(given.map(([name, value]) => [name, /^Y?-?\d{4,5}-\d\d-\d\d$/.test(value) ? stateShown(form) : value]));
      const whole = given.length && [...values.values()].every(Boolean);
      return whole && form.dataset.frozenPage.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(values.get(name)));
    });
  }

  /** What stood on the day that the map shows: in the frame of the border beside it, else in the widest. */
  function stateShown(form) {
    const frames = new Map([...form.querySelectorAll("option[data-frame]")].map((option) => [option.value, Number(option.dataset.frame)]));
    const beside = frames.get(form.elements.namedItem("b").value);
    const grounds = mapsvc.of(mapsvc.maps()[0]).features.items.filter(({ id }) => id.startsWith("territories/"));
    const rank = (state) => [frames.get(state) !== beside, frames.get(state)];
    const drawn = [...new Set(grounds.map(({ id }) => id.split("/")[1]))];
    return drawn.sort((x, y) => rank(x)[0] - rank(y)[0] || rank(x)[1] - rank(y)[1])[0];
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
    const word = document.querySelector("[data-search-word]");
    const forms = word && JSON.parse(word.dataset.searchWord);
    const rules = word && new Intl.PluralRules(word.dataset.lang);
    const rows = [...index.children].map((node) => ({ node, text: fold(node.textContent + " " + (node.dataset.words || "")) }));
    const narrow = () => {
      const words = fold(field.value).split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const { node, text } of rows) {
        node.hidden = !words.every((word) => text.includes(word));
        shown += !node.hidden;
      }
      if (count) count.textContent = String(shown);
      if (word) word.textContent = forms[rules.select(shown)] || forms.other;
    };
    field.value = asked.get("q") || "";
    field.addEventListener("input", narrow);
    field.form.addEventListener("submit", (event) => { event.preventDefault(); narrow(); });
    narrow();
  }

  // ---- the map as the address asks for it --------------------------------------------------------
  // The map is made already; what plays it, compares on it or leads through it begins when the page is whole.
  const [map] = mapsvc ? mapsvc.maps() : [];
  if (!map) return;
  const { features } = mapsvc.of(map);

  /** West, south, east, north in degrees, as `maps/framing.py` reads them; nothing if it is no such box. */
  function boxOf(text) {
    const box = (text || "").split(",").map((part) => (part.trim() ? Number(part) : NaN));
    if (box.length !== 4 || !box.every(Number.isFinite)) return null;
    const [west, south, , north] = box;
    let east = box[2];
    if (west - east >= 90 && Math.max(Math.abs(west), Math.abs(east)) <= 180) east += 360; // across the 180th meridian
    const across = east - west;
    const inside = Math.max(Math.abs(west), Math.abs(east)) <= 540 && south >= -85 && north <= 85;
    if (!inside || across < 0.001 || across > 360.001 || north - south < 0.001) return null;
    const home = -360 * Math.floor((west + 180) / 360);
    return [west + home, south, west + home + Math.min(across, 360), north];
  }

  const view = boxOf(asked.get("view"));
  const bare = page.classList.contains("layout-embed") && asked.get("controls") === "0";
  if (page.classList.contains("layout-embed") && asked.get("legend") === "0") document.querySelector(".map-legend")?.remove();
  if (bare) page.classList.add("is-bare");
  if (view) features.payload.extent = view;
  if (view || bare) mapsvc.fitExtent(map, features.payload.extent, false);

  const comparison = mapsvc.pageJson("compare-data");
  if (Object.hasOwn(comparison.modes || {}, asked.get("mode"))) comparison.mode = asked.get("mode");

  // A journey at a stop, on a day, or both: by the account of the address, else by the page's own.
  const journey = mapsvc.pageJson("player-data");
  if (journey.variants) {
    const named = (id) => journey.variants.find((variant) => variant.id === id);
    const account = named(asked.get("variant")) || named(journey.at.variant);
    const number = Number(asked.get("stop"));
    const on = Math.round((Date.parse(asked.get("at") + "T00:00:00Z") - Date.parse(journey.first + "T00:00:00Z")) / 86400000);
    const dated = on >= 0 && on <= journey.days;
    const stop = account.stops[number - 1] ? number : dated ? null : 1;
    if (dated || stop > 1 || account.id !== journey.at.variant) {
      journey.at = { variant: account.id, stop, offset: dated ? on : account.stops[stop - 1].day };
    }
  }

  const begin = () => {
    const step = Number(asked.get("step"));
    if (mapsvc.tour && Number.isInteger(step) && step > 1) mapsvc.tour.go(step, { atOnce: true });
    const day = asked.get("on");
    const days = document.querySelector("[data-days] input[type=date]");
    if (!day || !days) return;
    const go = () => {
      days.value = day;
      days.dispatchEvent(new Event("change", { bubbles: true }));
    };
    if (page.dataset.mapDrawn) go();
    else document.addEventListener("mapsvc:drawn", go, { once: true });
  };
  document.addEventListener("DOMContentLoaded", begin);
})();
