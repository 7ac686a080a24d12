/* How areas, soft regions, lines, journeys and arrows are drawn: one canvas above the ground. */
import { el } from "../map/dom.js";
import { of } from "../map/state.js";
import { scales, seenOf } from "../map/view.js";
import { project01 } from "../pure/projection.js";
import { addCells, lesserSide, pixelRuns } from "../pure/runs.js";
import { fadeTowards, fillArea, fillSoft } from "./fills.js";
import { pathOf, strokeLine } from "./strokes.js";
import { contextOf, fitCanvas, pixelRatio } from "./surface.js";

const NEAR_PX = 90; // so far beyond the canvas lines are still drawn; tints fade from as far

/** @typedef {{item: any, path: Path2D, solid: boolean, width?: number}} Drawn what was drawn, to be pointed at */

/**
 * What the strokes of one item need to know.
 * @typedef {object} Brush
 * @property {CanvasRenderingContext2D} ctx
 * @property {number} thick how much thicker lines are than on a small screen
 * @property {boolean} lit
 * @property {number} zoom
 */

export class Drawing extends L.Renderer {
  /** @param {{pane?: string, padding?: number}} [options] */
  constructor(options = {}) {
    super({ pane: "mapsvc-drawing", padding: 0.12, ...options });
    /** @type {DrawnItem[]} */
    this.items = [];
    /** @type {Map<string, Flat[]> | undefined} pixels of each line; none before the first drawing */
    this.runs = undefined;
    /** @type {Map<string, Flat[]>} the same in layer pixels, of those that were asked for since */
    this.laid = new Map();
    /** @type {Drawn[]} */
    this.paths = [];
    /** @type {L.Point | undefined} from where the pixels of its layer were counted */
    this.drawnFrom = undefined;
  }

  _initContainer() {
    this._container = el("canvas", "mapsvc-drawing");
    this.ctx = contextOf(this._container);
  }

  _destroyContainer() {
    this._container.remove();
  }

  _updatePaths() {}

  /** @override */
  _update() {
    if (this._map._animatingZoom && this._bounds) return;
    if (this.covers()) return;
    super._update();
    this.draw();
  }

  /**
   * Does what was drawn reach well beyond what is seen? It moves with the map, and a frame that has become a little lower
   * or a map that was moved a little needs nothing else.
   */
  covers() {
    const map = this._map;
    if (!this.drawnFrom?.equals(map.getPixelOrigin()) || this._zoom !== map.getZoom()) return false;
    const { padding = 0 } = this.options;
    const size = map.getSize();
    if (!this._bounds.contains(seenOf(map).pad(padding / 2))) return false;
    // Leaflet takes the canvas for one about this point, as large as frames are now.
    this._center = map.layerPointToLatLng(this._bounds.getTopLeft().add(size.multiplyBy(0.5 + padding)));
    return true;
  }

  /**
   * Drawn from the lowest rank up.
   * @param {DrawnItem[]} items
   */
  setItems(items) {
    this.items = items.slice().sort((a, b) => a.rank - b.rank || a.order - b.order);
    if (this._bounds) this.draw();
  }

  draw() {
    const { ctx } = this;
    if (!ctx || !this._bounds) return;
    const ratio = pixelRatio();
    // To give a canvas a size makes the browser paint it, though nothing is on it.
    if (!this.items.length && !this.drawnFrom) return;
    fitCanvas(this._container, this._bounds.getSize(), ratio, false);
    L.DomUtil.setPosition(this._container, this._bounds.getTopLeft());
    this.drawnFrom = this._map.getPixelOrigin();
    const { pinned, hovered } = of(this._map);
    const thick = scales(this._map).lines;
    this.runs = new Map();
    this.laid.clear();
    this.paths = [];
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.lineJoin = "round";
    ctx.lineCap = "butt";
    for (const item of this.items) {
      const brush = { ctx, thick, lit: item.id === pinned || item.id === hovered, zoom: this._zoom };
      for (const turn of this.turnsOf(item)) this.drawItem(brush, item, turn);
    }
  }

  /** Pixels of the world at this zoom. */
  get scale() {
    return 256 * 2 ** this._zoom;
  }

  /** The corner of the canvas in pixels of the world. */
  get origin() {
    return this._map.getPixelOrigin().add(this._bounds.getTopLeft());
  }

  /**
   * At which turns of the world an item reaches into the canvas: a wide view may show it twice.
   * @param {DrawnItem} item
   */
  turnsOf({ world }) {
    if (!world.span) return [0];
    const west = this.origin.x - NEAR_PX;
    const east = west + this._bounds.getSize().x + 2 * NEAR_PX;
    const turns = [];
    for (
      let turn = Math.ceil(west / this.scale - world.span[1]);
      turn <= east / this.scale - world.span[0];
      turn += 1
    )
      turns.push(turn);
    return turns;
  }

  /**
   * @param {Brush} brush
   * @param {DrawnItem} item
   * @param {number} turn
   */
  drawItem(brush, item, turn) {
    const { ctx } = brush;
    const { world, symbol } = item;
    ctx.save();
    if (item.pale) ctx.globalAlpha = item.pale; // what a player has not come to yet
    if (symbol.type === "soft") for (const ring of world.discs || []) this.drawSoft(brush, item, ring, turn);
    // In one path, so that no seam shows between parts that meet.
    if (symbol.type === "area" && world.polygons) this.drawArea(brush, item, world.polygons.flat(), turn);
    for (const line of world.lines || []) this.drawLine(brush, item, line, turn);
    ctx.restore();
  }

  /**
   * World units → canvas pixels.
   * @param {Float64Array} flat
   * @param {number} turn
   * @param {boolean} closed
   */
  pixelRuns(flat, turn, closed) {
    const { x, y } = this.origin;
    const { x: width, y: height } = this._bounds.getSize();
    return pixelRuns(flat, { scale: this.scale, x, y, width, height, turn, pad: NEAR_PX }, closed);
  }

  /**
   * @param {Float64Array[]} rings
   * @param {number} turn
   */
  ringsPath(rings, turn) {
    const path = new Path2D();
    for (const run of rings.flatMap((ring) => this.pixelRuns(ring, turn, true))) {
      path.moveTo(run[0], run[1]);
      for (let i = 2; i < run.length; i += 2) path.lineTo(run[i], run[i + 1]);
      path.closePath();
    }
    return path;
  }

  /**
   * @param {Brush} brush
   * @param {DrawnItem} item
   * @param {Float64Array} ring
   * @param {number} turn
   */
  drawSoft(brush, item, ring, turn) {
    const [point] = item.world.points || [];
    const [wx, wy] = project01(...point);
    const { scale, origin } = this;
    const path = this.ringsPath([ring], turn);
    const middle = { x: (wx + turn) * scale - origin.x, y: wy * scale - origin.y };
    fillSoft(brush, item.symbol, path, middle, Math.max(4, Math.abs(ring[1] - wy) * scale));
    this.paths.push({ item, path, solid: true });
  }

  /**
   * @param {Brush} brush
   * @param {DrawnItem} item
   * @param {Float64Array[]} rings
   * @param {number} turn
   */
  drawArea(brush, item, rings, turn) {
    const path = this.ringsPath(rings, turn);
    fillArea(brush, item.symbol, path, { size: this._bounds.getSize(), origin: this.origin });
    if (!item.symbol.inert) this.paths.push({ item, path, solid: true });
  }

  /**
   * @param {Brush} brush
   * @param {DrawnItem} item
   * @param {Float64Array} flat
   * @param {number} turn
   */
  drawLine(brush, item, flat, turn) {
    const runs = this.pixelRuns(flat, turn, false);
    if (item.symbol.fade) {
      fadeTowards(brush, pathOf(runs), this.scale * lesserSide(flat));
      return;
    }
    const drawn = strokeLine(brush, item, runs);
    if (!drawn || !this.runs) return;
    this.runs.set(item.id, [...(this.runs.get(item.id) || []), ...drawn.runs]);
    if (!item.symbol.inert)
      this.paths.push({
        item,
        path: drawn.path,
        solid: false,
        width: drawn.width + (item.symbol.reach ?? 12),
      });
  }

  /**
   * All things under a point of the map's container. What the map is about comes first: a line that
   * crosses it may lie on top, but a reader who points at the frontier of a treaty means the frontier.
   * Lines come before areas, which are easily hit elsewhere; among equals the topmost.
   * @param {L.Point} containerPoint
   * @returns {Item[]}
   */
  hits(containerPoint) {
    const { ctx } = this;
    if (!ctx) return [];
    const p = this._map.containerPointToLayerPoint(containerPoint).subtract(this._bounds.getTopLeft());
    /** @type {Map<Item, {solid: boolean, depth: number}>} */
    const found = new Map();
    ctx.save();
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.setLineDash([]);
    for (let i = this.paths.length - 1; i >= 0; i -= 1) {
      const { item, path, solid, width } = this.paths[i];
      if (found.has(item)) continue;
      ctx.lineWidth = width || 8;
      const hit = solid ? ctx.isPointInPath(path, p.x, p.y, "evenodd") : ctx.isPointInStroke(path, p.x, p.y);
      if (hit) found.set(item, { solid, depth: found.size });
    }
    ctx.restore();
    /** @param {[Item, {solid: boolean, depth: number}]} found */
    const weight = ([item, at]) =>
      (at.solid ? 1000 : 0) + (item.p.priority ?? 5) * 20 + Math.min(19, at.depth);
    return [...found].sort((a, b) => weight(a) - weight(b)).map(([item]) => item);
  }

  /** @param {L.Point} containerPoint */
  hit(containerPoint) {
    return this.hits(containerPoint)[0] || null;
  }

  /**
   * Runs of a feature in layer pixels.
   * @param {string} id
   */
  layerRuns(id) {
    let laid = this.laid.get(id);
    if (!laid) {
      const { x, y } = this._bounds.getTopLeft();
      laid = (this.runs?.get(id) || []).map((run) => {
        const moved = new Array(run.length);
        for (let i = 0; i < run.length; i += 2) {
          moved[i] = run[i] + x;
          moved[i + 1] = run[i + 1] + y;
        }
        return moved;
      });
      this.laid.set(id, laid);
    }
    return laid;
  }

  /**
   * Cells of the layer plane that a line runs through, so that words keep off them.
   * @param {number} cell
   * @param {(id: string) => boolean} [counts]
   */
  busyCells(cell, counts = () => true) {
    /** @type {Set<number>} */
    const busy = new Set();
    for (const [id, runs] of this.runs || [])
      if (counts(id)) addCells(busy, runs, cell, this._bounds.getTopLeft());
    return busy;
  }
}
