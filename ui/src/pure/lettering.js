/* How names are set on the map, and where a long one breaks. */

import table from "../../../templates/static/style.json" with { type: "json" };

const FAMILY = '"Noto Sans", "Noto Sans World", system-ui, sans-serif';

/** @type {Record<string, {size: number, fill: string, weight?: number, spacing?: number, wrap?: number, italic?: boolean}>} */
export const LOOKS = table.names;

/**
 * The font of a style as the canvas wants it.
 * @param {string} style
 * @param {number} scale
 */
export function fontOf(style, scale) {
  const { italic, weight = 400, size } = LOOKS[style];
  return (italic ? "italic " : "") + weight + " " + size * scale + "px " + FAMILY;
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
