/* How names are set on the map, and where a long one breaks. */

import table from "../../../templates/static/style.json" with { type: "json" };

const FAMILY = '"Noto Sans", "Noto Sans World", system-ui, sans-serif';

/** @type {Record<string, {size: number, fill: string, weight?: number, spacing?: number, wrap?: number, italic?: boolean}>} */
export const LOOKS = table.names;

/** The size in which letters are measured. */
export const MEASURED_PX = 16;

/**
 * The cut of a style as the canvas wants it, in the size in which letters are measured.
 * @param {string} style
 */
export function fontOf(style) {
  const { italic, weight = 400 } = LOOKS[style];
  return (italic ? "italic " : "") + weight + " " + MEASURED_PX + "px " + FAMILY;
}

/**
 * Break a long name once, at the gap nearest its middle.
 * @param {string} text
 * @param {string} style
 * @param {number} scale
 * @param {(text: string) => number} widthOf
 */
export function wrap(text, style, scale, widthOf) {
  const limit = LOOKS[style].wrap;
  if (!limit || widthOf(text) <= limit * scale || !text.includes(" ")) return [text];
  let best = -1;
  const middle = text.length / 2;
  for (let i = text.indexOf(" "); i !== -1; i = text.indexOf(" ", i + 1)) {
    if (best < 0 || Math.abs(i - middle) < Math.abs(best - middle)) best = i;
  }
  return [text.slice(0, best), text.slice(best + 1)];
}

/**
 * A name in so many lines, of which the longest is as short as can be.
 * @param {string[]} words
 * @param {number} count
 * @param {(text: string) => number} widthOf
 * @returns {string[]}
 */
function inLines(words, count, widthOf) {
  if (count === 1) return [words.join(" ")];
  /** @type {string[]} */
  let best = [];
  let least = Infinity;
  for (let i = 1; i <= words.length - count + 1; i += 1) {
    const lines = [words.slice(0, i).join(" "), ...inLines(words.slice(i), count - 1, widthOf)];
    const broad = Math.max(...lines.map(widthOf));
    if (broad < least) [best, least] = [lines, broad];
  }
  return best;
}

/**
 * The lines that the name of an area may be set in: first as its style says, then in one, two, three. Each is measured
 * when it is asked for: most names stand as the first says.
 * @param {string} text
 * @param {string} style
 * @param {number} scale
 * @param {(text: string) => number} widthOf
 */
export function* settingsOf(text, style, scale, widthOf) {
  const usual = wrap(text, style, scale, widthOf);
  const words = text.split(" ");
  const most = Math.min(table.ground_names.most_lines, words.length);
  yield usual;
  for (let count = 1; count <= most; count += 1)
    if (count !== usual.length) yield inLines(words, count, widthOf);
}
