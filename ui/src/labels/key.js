/* The rows of a map's key for names without room: what the numbers on the map stand for, and what says nothing at all. */
import { el } from "../map/dom.js";

/** @typedef {{numbered: Word[], hidden: Word[]}} Told */

/** @typedef {{screen: string, height: number}} Held */

/** @type {WeakMap<Element, Map<L.Map, Told>>} what each map of a figure has told */
const keys = new WeakMap();
/** @type {WeakMap<Element, string>} what each key says of names without room */
const spoken = new WeakMap();
/** @type {WeakMap<Element, Held>} how tall each key has been on this screen */
const held = new WeakMap();

/**
 * The key of the figure that a map stands in, if it has one.
 * @param {L.Map} map
 */
export const keyOf = (map) => map.getContainer().closest(".map-figure")?.querySelector(".map-legend") || null;

/**
 * Say in the key what has no room on a map.
 * @param {L.Map} map
 * @param {Told} told
 * @returns {boolean} whether it says something else now
 */
export function tellKey(map, told) {
  const key = keyOf(map);
  if (!key) return false;
  const maps = keys.get(key) || new Map();
  keys.set(key, maps.set(map, told));
  const all = [...maps.values()];
  /** @type {Map<string, Word>} */
  const rows = new Map();
  for (const word of all.flatMap(({ numbered }) => numbered)) rows.set(word.text, { ...word });
  for (const word of all.flatMap(({ hidden }) => hidden))
    if (!rows.has(word.text)) rows.set(word.text, { ...word, number: undefined });
  const words = [...rows.values()].sort((a, b) => (a.number || Infinity) - (b.number || Infinity));
  const said = words.map(({ number, text }) => `${number} ${text}`).join("\n");
  const kept = key.querySelectorAll(".key-number").length === words.length; // another day has other rows
  if (kept && said === (spoken.get(key) || "")) return false;
  spoken.set(key, said);
  showRows(key, words);
  hold(key);
  key.dispatchEvent(new CustomEvent("mapsvc:key"));
  return true;
}

/**
 * A taller key leaves a lower map, on which other names have room, so that the key would be lower again, and so on: on one
 * screen it keeps the height that it once needed.
 * @param {Element} key
 */
function hold(key) {
  if (!(key instanceof HTMLDetailsElement) || !key.open || key.querySelector(".is-open")) return;
  const screen = [innerWidth, innerHeight, Boolean(document.fullscreenElement)].join();
  let known = held.get(key);
  if (known?.screen !== screen) {
    known = { screen, height: 0 };
    held.set(key, known);
    key.style.removeProperty("--held");
  }
  if (key.offsetHeight <= known.height) return;
  known.height = key.offsetHeight;
  key.style.setProperty("--held", `${known.height}px`);
}

/**
 * A number stands before the row that names the same already; what no row names gets one of its own.
 * @param {Element} key
 * @param {Word[]} words
 */
function showRows(key, words) {
  for (const number of key.querySelectorAll(".key-number")) number.remove();
  const list = key.querySelector(".map-numbers") || el("ul", "map-numbers");
  const known = new Map(
    [...key.querySelectorAll("li[data-symbol]")].map((row) => [row.textContent?.trim(), row]),
  );
  const wanted = words.filter((word) => {
    const row = known.get(word.text);
    if (row) row.prepend(numberOf(word));
    return !row;
  });
  list.replaceChildren(
    ...wanted.map((word) => {
      const row = el("li");
      row.append(numberOf(word), el("span", "", word.text));
      return row;
    }),
  );
  if (wanted.length) key.append(list);
  else list.remove();
}

/** @param {Word} word */
const numberOf = ({ number }) =>
  el("b", number ? "key-number" : "key-number is-none", number ? String(number) : "–");
