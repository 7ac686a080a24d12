/** The event list narrows while one types. Only when the page holds the whole list; else the form asks the server. */
import { fits, searchWords, yearTyped } from "../pure/search.js";

/** @typedef {import("../pure/search.js").Row & {node: HTMLElement}} ListRow */

const lang = document.documentElement.lang;

/**
 * @param {HTMLElement} node
 * @returns {ListRow}
 */
function rowOf(node) {
  const names = [...node.querySelectorAll("h2, .meta, .date-cell")].map((part) => part.textContent).join(" ");
  return {
    node,
    names: searchWords(names, lang),
    text: searchWords(node.querySelector(".summary")?.textContent, lang),
    kind: node.dataset.kind,
    places: (node.dataset.places || "").split(" "),
    years: JSON.parse(node.dataset.years || "[null,null]"),
  };
}

/** @param {HTMLFormElement} form */
function narrowBy(form) {
  const list = document.getElementById(form.dataset.liveFilter || "");
  const whole = [...new FormData(form)].every(([name, value]) => name === "lang" || value === "");
  if (!list || !whole) return;
  const count = document.querySelector("[data-count]");
  const none = document.querySelector("[data-none]");
  const rows = [...list.querySelectorAll(".event-row")].map((node) =>
    rowOf(/** @type {HTMLElement} */ (node)),
  );
  /** @type {string[]} */
  const eras = JSON.parse(form.dataset.eras || "[]").map((/** @type {string} */ era) =>
    era.toLocaleLowerCase(lang),
  );
  const apply = () => {
    const data = new FormData(form);
    /** @param {string} name */
    const given = (name) => String(data.get(name) ?? "");
    const want = {
      kind: given("kind"),
      place: given("place"),
      from: yearTyped(given("from"), eras, lang),
      to: yearTyped(given("to"), eras, lang),
      words: searchWords(given("q"), lang),
    };
    let shown = 0;
    for (const row of rows) {
      const fit = fits(row, want);
      row.node.hidden = !fit;
      shown += Number(fit);
    }
    for (const group of list.querySelectorAll("section"))
      group.hidden = !group.querySelector(".event-row:not([hidden])");
    if (count) count.textContent = String(shown);
    none?.toggleAttribute("hidden", shown > 0);
  };
  form.addEventListener("input", apply);
  apply();
}

const form = document.querySelector("form[data-live-filter]");
if (form instanceof HTMLFormElement) narrowBy(form);
