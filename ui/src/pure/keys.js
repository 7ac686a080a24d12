/* What a key asks for, the same on every page of ours; a presenter's clicker sends PageDown, PageUp, b or a full stop. */

/** @typedef {"next" | "back" | "first" | "last" | "notes" | "full" | "blank" | "help"} Wish */

/** @type {Record<string, Wish>} */
const KEYS = {
  ArrowRight: "next",
  PageDown: "next",
  ArrowLeft: "back",
  PageUp: "back",
  Home: "first",
  End: "last",
  n: "notes",
  f: "full",
  b: "blank",
  ".": "blank",
  "?": "help",
};
/** @type {Record<string, string>} */
const SIGNS = { ArrowRight: "→", ArrowLeft: "←" };

/**
 * @param {string} key
 * @returns {Wish | undefined}
 */
export const wishOf = (key) => KEYS[key] ?? KEYS[key.toLowerCase()];

const AHEAD = new Set(["ArrowRight", "ArrowDown", "PageDown"]);
const BACK = new Set(["ArrowLeft", "ArrowUp", "PageUp"]);

/**
 * Which way a key turns the steps of a tour: ahead, back, or not at all.
 * @param {string} key
 */
export const wayOf = (key) => (AHEAD.has(key) ? 1 : BACK.has(key) ? -1 : 0);

/** What may be wished, each with the signs of its keys, in the order in which they are told. */
export function keysByWish() {
  /** @type {Map<Wish, string[]>} */
  const found = new Map();
  for (const [key, wish] of Object.entries(KEYS)) {
    found.set(wish, [...(found.get(wish) || []), SIGNS[key] || (key.length > 1 ? key : key.toUpperCase())]);
  }
  return [...found];
}
