/* How wide words are, measured by the browser itself, and when its fonts are here. */
import table from "../../../templates/static/style.json" with { type: "json" };
import { fontOf, LOOKS, MEASURED_PX, settingsOf, wrap } from "../pure/lettering.js";
import { contextOf } from "../drawing/surface.js";

const LONGEST_MS = 1500; // words wait no longer for their font
const SAMPLE = "Aığş";

/** @type {CanvasRenderingContext2D | null} */
let ruler = null;
/** @type {Map<string, number>} */
const widths = new Map();
let rulerFont = "";

/** @param {string} font */
function rulerFor(font) {
  if (!ruler) {
    ruler = contextOf(document.createElement("canvas"));
    ruler.textRendering = "geometricPrecision"; // as names are set: widths grow as letters do
  }
  if (font !== rulerFont) ruler.font = rulerFont = font;
  return ruler;
}

/**
 * A browser takes a hundred times as long for the first text of a font as for the next: letters of one cut are measured
 * in one size, whatever size they are set in.
 * @param {string} text
 * @param {string} style
 * @param {number} scale
 */
function textWidth(text, style, scale) {
  const font = fontOf(style);
  const key = font + "|" + text;
  let width = widths.get(key);
  if (width === undefined) {
    width = rulerFor(font).measureText(text).width / MEASURED_PX;
    widths.set(key, width);
  }
  const { size, spacing = 0 } = LOOKS[style];
  return (width * size + spacing * text.length) * scale;
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
  return Promise.race([fonts, limit]).then(meetFonts);
}

/** The first text of a cut takes a browser up to 4 ms: better while shapes are on their way than when names are placed. */
const meetFonts = () => Object.keys(LOOKS).forEach((style) => textWidth(SAMPLE, style, 1));
