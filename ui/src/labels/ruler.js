/* How wide words are, measured by the browser itself, and when its fonts are here. */
import table from "../../../templates/static/style.json" with { type: "json" };
import { fontOf, LOOKS, settingsOf, wrap } from "../pure/lettering.js";
import { contextOf } from "../drawing/surface.js";

const LONGEST_MS = 1500; // words wait no longer for their font
const SAMPLE = "Aığş";

/** @type {CanvasRenderingContext2D | null} */
let ruler = null;
/** @type {Map<string, number>} */
const widths = new Map();
let rulerFont = "";

/**
 * @param {string} text
 * @param {string} style
 * @param {number} scale
 */
function textWidth(text, style, scale) {
  const key = style + "|" + scale + "|" + text;
  const known = widths.get(key);
  if (known !== undefined) return known;
  ruler = ruler || contextOf(document.createElement("canvas"));
  const font = fontOf(style, scale);
  if (font !== rulerFont) ruler.font = rulerFont = font;
  const width = ruler.measureText(text).width + (LOOKS[style].spacing || 0) * scale * text.length;
  widths.set(key, width);
  return width;
}

/**
 * How a name may be set, the best first: as its style says; that of an area in more or fewer lines, then smaller.
 * To measure letters is dear: only what is asked for is.
 * @param {Pick<Word, "text" | "style" | "ground">} word
 * @param {number} scale
 * @returns {Iterable<import("../pure/ground-places.js").Size>}
 */
export function* sizesOf({ text, style, ground }, scale) {
  for (const size of ground ? [scale, scale * table.ground_names.small] : [scale]) {
    /** @param {string} line */
    const widthOf = (line) => textWidth(line, style, size);
    const settings = ground ? settingsOf(text, style, size, widthOf) : [wrap(text, style, size, widthOf)];
    const [across, upright] = table.placement.margin_px;
    for (const lines of settings)
      yield {
        lines,
        width: Math.max(...lines.map(widthOf)) + across,
        height: lines.length * LOOKS[style].size * size * table.placement.leading + upright,
        scale: size,
      };
  }
}

/** A font has come: what was measured before is wrong. */
export const forgetWidths = () => widths.clear();

export function fontsReady() {
  if (!document.fonts) return Promise.resolve();
  const looks = ["400 13px ", "700 13px ", "italic 400 13px "];
  const fonts = Promise.all(looks.map((look) => document.fonts.load(look + '"Noto Sans"', SAMPLE)));
  const limit = new Promise((resolve) => setTimeout(resolve, LONGEST_MS));
  return Promise.race([fonts, limit]);
}
