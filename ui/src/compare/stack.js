/* One canvas for the changes, one for each side: the panes that a swipe clips. */
import { mapsvc } from "../api.js";
import { sideOf, SIDES, weightOf } from "../pure/difference.js";

/** @typedef {import("../pure/difference.js").Side} Side */

const PANE = "mapsvc-drawing";
/** @type {Side[]} */
const LAYERS = ["", ...SIDES];

/** @param {Side} side */
export const paneOf = (side) => PANE + (side && "-" + side);

/** @implements {Drawer} */
export class Stack {
  constructor() {
    this.parts = LAYERS.map((side) => ({ side, drawing: new mapsvc.Drawing({ pane: paneOf(side) }) }));
    /** @type {(side: Side, point: L.Point) => boolean} is a point of the frame one of a side? */
    this.owns = () => true;
  }

  /** @param {L.Map} map */
  addTo(map) {
    this.parts.forEach(({ side, drawing }, i) => {
      mapsvc.pane(map, paneOf(side), 400 + i);
      drawing.addTo(map);
    });
  }

  get _bounds() {
    return this.parts[0].drawing._bounds;
  }

  /** @param {DrawnItem[]} items */
  setItems(items) {
    for (const { side, drawing } of this.parts) {
      // What lies on every canvas fades where the drawing ends.
      drawing.setItems(
        items.filter((item) => item.symbol.fade || sideOf(/** @type {Item} */ (item)) === side),
      );
    }
  }

  draw() {
    for (const { drawing } of this.parts) drawing.draw();
  }

  /** @param {string} id */
  layerRuns(id) {
    return this.parts.flatMap(({ drawing }) => (drawing.runs ? drawing.layerRuns(id) : []));
  }

  /** @param {number} cell */
  busyCells(cell) {
    /** @type {Set<number>} */
    const busy = new Set();
    for (const { drawing } of this.parts)
      if (drawing.runs) for (const key of drawing.busyCells(cell)) busy.add(key);
    return busy;
  }

  /**
   * All things under a point, of all canvases: the upper one first among equals. A half that a swipe hides has none.
   * @param {L.Point} point
   */
  hits(point) {
    const seen = this.parts.filter(({ side, drawing }) => drawing.runs && this.owns(side, point)).reverse();
    return seen.flatMap(({ drawing }) => drawing.hits(point)).sort((a, b) => weightOf(b) - weightOf(a));
  }

  /** @param {L.Point} point */
  hit(point) {
    return this.hits(point)[0] || null;
  }
}
