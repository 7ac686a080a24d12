/* How names are set on the map, and where a long one breaks. */

const FAMILY = '"Noto Sans", "Noto Sans World", system-ui, sans-serif';
export const LINE_HEIGHT = 1.2;

/** @type {Record<string, {size: number, weight: number, spacing?: number, wrap?: number, italic?: boolean}>} */
export const STYLES = {
  "feature-1": { size: 15, weight: 700, wrap: 150 },
  "feature-2": { size: 13.5, weight: 700, wrap: 150 },
  "feature-3": { size: 12.5, weight: 400, wrap: 140 },
  region: { size: 14, weight: 700, spacing: 1.4, wrap: 150 },
  area: { size: 12.5, weight: 700, wrap: 130 },
  line: { size: 12.5, weight: 700, spacing: 0.3 },
  "town-1": { size: 13, weight: 400 },
  "town-2": { size: 12, weight: 400 },
  "town-3": { size: 11.5, weight: 400 },
  "water-s": { size: 11.5, weight: 400, italic: true, spacing: 0.4 },
  "water-m": { size: 13, weight: 400, italic: true, spacing: 1.2 },
  "water-l": { size: 16, weight: 400, italic: true, spacing: 3 },
  "range-s": { size: 11, weight: 400, italic: true, spacing: 1.5 },
  "range-m": { size: 12, weight: 400, italic: true, spacing: 2.5 },
  "range-l": { size: 13, weight: 400, italic: true, spacing: 4 },
};

/**
 * The font of a style as the canvas wants it.
 * @param {string} style
 * @param {number} scale
 */
export function fontOf(style, scale) {
  const { italic, weight, size } = STYLES[style];
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
  const limit = STYLES[style].wrap;
  if (!limit || widthOf(text) <= limit * scale || !text.includes(" ")) return [text];
  let best = -1;
  const middle = text.length / 2;
  for (let i = text.indexOf(" "); i !== -1; i = text.indexOf(" ", i + 1)) {
    if (best < 0 || Math.abs(i - middle) < Math.abs(best - middle)) best = i;
  }
  return [text.slice(0, best), text.slice(best + 1)];
}
