/* Who draws the features of a map: one canvas, or what a page has instead. */
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
const RANK = { area: 0, soft: 1, line: 2, arrow: 4 };

/** @param {MapSymbol} symbol */
export const rankOf = (symbol) => RANK[symbol.type] ?? 2;
