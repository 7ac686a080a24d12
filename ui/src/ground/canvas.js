/* The ground: relief as pictures, sea, lakes and rivers as sharp shapes, on one canvas that is redrawn at every zoom,
   so that coasts stay crisp at fractional zooms and no seam shows. */
import { contextOf, fitCanvas, pixelRatio } from "../drawing/surface.js";
import { el } from "../map/dom.js";
import { fail, GRACE_MS, settled } from "../map/drawn.js";
import { seenOf } from "../map/view.js";
import { cover } from "../pure/tile-index.js";
import { COLOURS, paintRailways, paintTile } from "./paint.js";
import { isRough, meet } from "./seams.js";
import { Tiles } from "./tiles.js";

const IDLE_MS = 500; // the seams of the relief wait no longer than that for a quiet moment

/** @param {() => void} act */
const whenIdle = (act) =>
  "requestIdleCallback" in window ? requestIdleCallback(act, { timeout: IDLE_MS }) : setTimeout(act, IDLE_MS);

export class Ground extends L.Renderer {
  /** @param {{tiles: string, manifest: GroundManifest}} options */
  constructor({ tiles, manifest }) {
    super({ pane: "mapsvc-ground", padding: 0.12 });
    this.tiles = new Tiles(tiles, manifest);
    this.colours = { ...COLOURS, ...manifest.colours };
    /** @type {import("../pure/ground-names.js").Railways | null} */
    this.railways = null;
    this.started = false;
    this.ready = false; // are the tiles of the first view here?
    this.painted = false;
    this.round = 0;
    this.mending = false;
  }

  _initContainer() {
    this._container = el("canvas", "mapsvc-ground");
    this.ctx = contextOf(this._container);
  }

  _destroyContainer() {
    this._container.remove();
    this.gone = true;
  }

  /** @override */
  getEvents() {
    return { ...super.getEvents(), move: this.follow };
  }

  _updatePaths() {}

  /** @override */
  _update() {
    if (!this.started || (this._map._animatingZoom && this._bounds)) {
      if (!this._bounds) super._update();
      return;
    }
    super._update();
    this.request();
    if (this.painted) this.draw(); // what comes piece by piece would be painted as often
  }

  async start() {
    this.started = true;
    super._update();
    try {
      let round;
      do {
        round = this.round;
        await this.request();
      } while (round !== this.round); // names that have no room make the key longer and the map lower
    } finally {
      this.ready = true; // what is not here does not hold back the rest
      if (settled()) this.paint();
      else setTimeout(() => this.paint(), GRACE_MS);
    }
  }

  /** The first time: when names have settled the view, which they soon do. */
  paint() {
    if (!this.ready || this.painted || this.gone) return;
    this.painted = true;
    this.draw();
  }

  /** @param {import("../pure/ground-names.js").Railways} railways */
  setRailways(railways) {
    this.railways = railways;
    if (this.painted) this.draw();
  }

  /** Keep the ground under a long drag. */
  follow() {
    if (!this.started || this._map._animatingZoom || this._map.getZoom() !== this._zoom) return;
    if (!this._bounds.contains(seenOf(this._map))) this._update();
  }

  /** The zoom whose tiles fit best. */
  wanted() {
    return Math.round(this._map.getZoom() - 1 - 0.1);
  }

  /**
   * Tiles that cover a rectangle of layer points.
   * @param {L.Bounds} bounds
   */
  cover(bounds) {
    const { index } = this.tiles;
    const z = Math.max(index.min, Math.min(index.max, this.wanted()));
    const origin = this._map.getPixelOrigin();
    const [a, b] = [bounds.getTopLeft().add(origin), bounds.getBottomRight().add(origin)];
    const px = (256 * 2 ** this._zoom) / 2 ** z;
    return cover(z, px, [a.x, a.y, b.x, b.y], (...tile) => index.nearest(...tile));
  }

  /** @returns {Promise<unknown>} */
  request() {
    if (this.tiles.index.none) return Promise.resolve();
    const wanted = this.wanted();
    const missing = this.cover(seenOf(this._map)).filter((t) => this.tiles.wants(t, wanted));
    if (!missing.length) return Promise.resolve();
    const round = (this.round += 1);
    const all = Promise.all(missing.map((t) => this.tiles.fetch(t, wanted)));
    all.then(
      () => {
        if (this.painted && !this.gone && round === this.round && !this._map._animatingZoom) this.draw();
      },
      (problem) => fail(this._map, problem),
    );
    return all;
  }

  draw() {
    const { ctx } = this;
    if (!ctx) return;
    const started = performance.now();
    const ratio = pixelRatio();
    const size = this._bounds.getSize();
    const canvas = this._container;
    fitCanvas(canvas, size, ratio, true);
    L.DomUtil.setPosition(canvas, this._bounds.getTopLeft());
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.clearRect(0, 0, canvas.width, canvas.height);
    const origin = this._map.getPixelOrigin().add(this._bounds.getTopLeft());
    // Beyond the poles there is no land.
    const [, top, , high] = this.rectOf({ z: 0, y: 0 }, 0, origin, ratio);
    ctx.fillStyle = this.colours.land;
    ctx.fillRect(0, top, canvas.width, high);
    const stack = this.stack();
    for (const { tile, x } of stack)
      paintTile(ctx, tile, this.rectOf(tile, x, origin, ratio), ratio, this.colours);
    if (this.railways) paintRailways(ctx, this.railways, { origin, size, zoom: this._zoom }, ratio);
    this._map.getContainer().dataset.groundMs = String(Math.round(performance.now() - started));
    this.mend(stack);
  }

  /**
   * Paint the seams of the relief when the map stands: to see it comes first.
   * @param {ReturnType<Ground["stack"]>} stack what has been painted
   */
  mend(stack) {
    const rough = stack.flatMap(({ tile: { relief } }) => (relief && isRough(relief) ? [relief] : []));
    if (!rough.length || this.mending) return;
    this.mending = true;
    whenIdle(() => {
      this.mending = false;
      for (const relief of new Set(rough)) meet(relief);
      if (!this.gone && !this._map._animatingZoom) this.draw();
    });
  }

  /**
   * Where a tile lies on the canvas, in whole pixels of it.
   * @param {{z: number, y: number}} tile
   * @param {number} column
   * @param {XY} origin
   * @param {number} ratio
   * @returns {[x: number, y: number, width: number, height: number]}
   */
  rectOf({ z, y }, column, origin, ratio) {
    const px = (256 * 2 ** this._zoom) / 2 ** z;
    const x0 = Math.round((column * px - origin.x) * ratio);
    const y0 = Math.round((y * px - origin.y) * ratio);
    const x1 = Math.round(((column + 1) * px - origin.x) * ratio);
    const y1 = Math.round(((y + 1) * px - origin.y) * ratio);
    return [x0, y0, x1 - x0, y1 - y0];
  }

  /** What can be drawn now and in which column, coarse below fine. */
  stack() {
    const { index } = this.tiles;
    if (index.none) return [];
    /** @type {Map<string, {tile: import("./tiles.js").Tile, x: number}>} */
    const stack = new Map();
    /**
     * @param {import("./tiles.js").Tile} tile
     * @param {number} x
     */
    const add = (tile, x) => stack.set(tile.z + "/" + x + "/" + tile.y, { tile, x });
    for (const t of this.cover(this._bounds)) {
      let held = this.tiles.get(t);
      if (!held) for (const finer of this.tiles.below(t)) add(finer.tile, finer.x);
      let up = t;
      while (!held && up.z > index.min) {
        const above = index.nearest(up.z - 1, up.x >> 1, up.y >> 1);
        if (!above) break;
        up = above;
        held = this.tiles.get(up);
      }
      if (held) add(held, up.x);
    }
    return [...stack.values()].sort((a, b) => a.tile.z - b.tile.z);
  }
}
