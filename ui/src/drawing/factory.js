/* Who draws the features of a map: one canvas, or what a page has instead. */
import table from "../../../templates/static/style.json" with { type: "json" };
import { Drawing } from "./canvas.js";

/** @type {() => Drawer} */
let make = () => new Drawing();

/**
 * A page that draws on several canvases says so before its map is made.
 * @param {() => Drawer} factory
 */
export function drawWith(factory) {
  make = factory;
}

export const makeDrawing = () => make();

/** @type {Record<string, number>} */
const ranks = table.ranks;

/** @param {MapSymbol} symbol */
export const rankOf = (symbol) => symbol.rank ?? ranks[symbol.type] ?? ranks.line;
