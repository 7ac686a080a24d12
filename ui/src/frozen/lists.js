/* Lists that the service narrowed: the page holds everything, and the address says what of it is wanted. */
import { askedDay, foldDay } from "../pure/asked-day.js";
import { fold } from "../pure/search.js";

/** @typedef {import("../pure/asked-day.js").Asked} Asked */

/** @param {URLSearchParams} asked */
export function narrowList(asked) {
  const list = document.querySelector("form[data-live-filter]");
  if (!(list instanceof HTMLFormElement)) return;
  for (const [name, value] of asked) {
    const field = list.elements.namedItem(name);
    if (name !== "lang" && (field instanceof HTMLInputElement || field instanceof HTMLSelectElement))
      field.value = value;
  }
  list.addEventListener("submit", (event) => event.preventDefault());
  list.dispatchEvent(new Event("input", { bubbles: true }));
}

/** @param {URLSearchParams} asked */
export function narrowSearch(asked) {
  const index = document.querySelector("[data-search-index]");
  const field = document.getElementById("page-q");
  if (!index || !(field instanceof HTMLInputElement)) return;
  const { lang } = document.documentElement;
  const count = document.querySelector("[data-search-count]");
  const word = document.querySelector("[data-search-word]");
  const forms = word && JSON.parse(word.getAttribute("data-search-word") || "{}");
  const rules = word && new Intl.PluralRules(word.getAttribute("data-lang") || undefined);
  const day = dayAnswer();
  const rows = [...index.children].map((node) => ({
    node: /** @type {HTMLElement} */ (node),
    text: fold(node.textContent + " " + (node.getAttribute("data-words") || ""), lang),
  }));
  /** @param {Asked | null} found */
  const choose = (found) => {
    const words = fold(found ? found.rest : field.value, lang)
      .split(/\s+/)
      .filter(Boolean);
    let shown = 0;
    for (const { node, text } of rows) {
      const dated = found !== null && happens(node, found);
      const named = words.length > 0 || !found ? words.every((part) => text.includes(part)) : false;
      node.toggleAttribute("hidden", !dated && !named);
      node.style.order = dated ? "-1" : "";
      shown += Number(dated || named);
    }
    return shown;
  };
  const narrow = () => {
    const found = day(field.value);
    const shown = choose(found);
    if (count) count.textContent = String(shown);
    if (word && rules) word.textContent = forms[rules.select(shown)] || forms.other;
    document.querySelector("[data-search-none]")?.toggleAttribute("hidden", shown > 0 || Boolean(found));
  };
  field.value = asked.get("q") || "";
  field.addEventListener("input", narrow);
  field.form?.addEventListener("submit", (event) => {
    event.preventDefault();
    narrow();
  });
  narrow();
}

/** What shows the day that is asked for, with the way to its map. */
function dayAnswer() {
  const card = document.querySelector("[data-day-answer]");
  const link = card?.querySelector("a");
  const known = JSON.parse(card?.getAttribute("data-day-answer") || "{}");
  const { months = {} } = known;
  const small = new Set((known.small || []).map(foldDay));
  /** @param {string} text */
  return (text) => {
    const found = askedDay(text, months);
    card?.toggleAttribute("hidden", !found);
    if (!found || !link) return null;
    link.href = link.href.replace(/\?.*$/, "") + "?on=" + found.first;
    link.textContent = found.first === found.last ? found.first : found.first + " – " + found.last;
    // Words that name nothing, and what stands between day and month: "de".
    const idle = (/** @type {string} */ word) => word.length < 3 || small.has(foldDay(word));
    const rest = found.rest.split(/[\s?!.,;]+/).filter((word) => !idle(word));
    return { ...found, rest: rest.join(" ") };
  };
}

/**
 * Is the row that of an event or a journey of these days? A journey is shown on the first of them.
 * @param {HTMLElement} row
 * @param {Asked} days
 */
function happens(row, { first, last }) {
  if (row.dataset.days === undefined) return false;
  const [begin, end] = row.dataset.days.split("/");
  const of = (!begin || begin <= last) && (!end || end >= first);
  const link = row.querySelector("a");
  if (of && link && "journey" in row.dataset) link.search = "?at=" + (begin > first ? begin : first);
  return of;
}
