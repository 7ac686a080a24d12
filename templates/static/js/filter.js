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

  // As the server finds: in titles and places case, Turkish dots and accents do not matter; in running text
  // a word must be the same but for its case, or be typed whole, so that "kars" does not find "karşı".
  const small = (text) => text.replace(/[İI]/g, "i").toLowerCase().replace(/ı/g, "i");
  const fold = (text) => text.toLocaleLowerCase(language).replace(/ı/g, "i").normalize("NFD").replace(/\p{M}/gu, "");

  const eras = JSON.parse(form.dataset.eras || "[]").map((era) => era.toLocaleLowerCase(language));

  /** A year as people type it, "401 BC" too; years are counted as in EDTF, so that this is -400. */
  function yearOf(text) {
    const typed = text.trim().toLocaleLowerCase(language);
    if (/^-?\d{1,5}$/.test(typed)) return Number(typed);
    const era = eras.findIndex((name) => typed.startsWith(name) || typed.endsWith(name));
    const digits = era < 0 ? null : /\d{1,5}/.exec(typed);
    return digits ? (era ? Number(digits[0]) : 1 - Number(digits[0])) : null;
  }

  function wordsOf(text) {
    return (text.match(/[\p{L}\p{N}'’-]+/gu) || []).map((word) => word.replace(/['’].*$/u, "")).flatMap((word) => [...new Set([word, ...word.split("-")])].map((part) => [small(part), fold(part)]));
  }

  const holds = (row, word) =>
    row.names.some(([, folded]) => folded.startsWith(word[1])) || row.text.some(([exact, folded]) => exact.startsWith(word[0]) || folded === word[1]);

  const rows = [...list.querySelectorAll(".event-row")].map((node) => ({
    node,
    names: wordsOf([...node.querySelectorAll("h2, .meta, .date-cell")].map((part) => part.textContent).join(" ")),
    text: wordsOf(node.querySelector(".summary").textContent),
    kind: node.dataset.kind,
    places: node.dataset.places.split(" "),
    years: JSON.parse(node.dataset.years),
  }));

  function fits(row, want) {
    if (want.kind && row.kind !== want.kind) return false;
    if (want.place && !row.places.includes(want.place)) return false;
    if (want.words.some((word) => !holds(row, word))) return false;
    // What has no end in the data ends in no year.
    if (want.from !== null && row.years[1] !== null && row.years[1] < want.from) return false;
    return !(want.to !== null && row.years[0] !== null && row.years[0] > want.to);
  }

  function apply() {
    const data = new FormData(form);
    const want = {
      kind: data.get("kind"), place: data.get("place"), from: yearOf(data.get("from")), to: yearOf(data.get("to")),
      words: wordsOf(data.get("q")),
    };
    let shown = 0;
    for (const row of rows) {
      const fit = fits(row, want);
      row.node.hidden = !fit;
      shown += fit;
    }
    for (const group of list.querySelectorAll("section")) group.hidden = !group.querySelector(".event-row:not([hidden])");
    count.textContent = String(shown);
    none.hidden = shown > 0;
  }

  form.addEventListener("input", apply);
  apply();
})();
