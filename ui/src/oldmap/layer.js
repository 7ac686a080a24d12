/* An old map on a canvas of its own, above the ground and below everything that a map says. */
import { mapsvc } from "../api.js";
import { el } from "../map/dom.js";
import { columnOf, OldTiles } from "../pure/old-map-tiles.js";

const MOST_HELD = 120;
const PANE = "mapsvc-old-map";

export class OldMapLayer extends L.Renderer {
  /**
   * @param {OldMapJson} told
   * @param {string} root where the files of the ground are
   */
  constructor(told, root) {
    super({ pane: PANE, padding: 0.12 });
    this.told = told;
    this.root = root;
    this.tiles = new OldTiles(told.rows);
    /** @type {Map<string, HTMLImageElement>} */
    this.held = new Map();
    this.opacity = told.opacity;
    this.later = 0;
  }

  /** @param {L.Map} map */
  static on(map) {
    mapsvc.pane(map, PANE, 210);
  }

  _initContainer() {
    this._container = el("canvas", "mapsvc-old-map");
    this.ctx = this._container.getContext("2d");
    this.setOpacity(this.opacity);
  }

  _destroyContainer() {
    cancelAnimationFrame(this.later);
    this._container.remove();
    this.gone = true;
  }

  /** @override */
  getEvents() {
    return { ...super.getEvents(), move: this.follow };
  }

  _updatePaths() {}

  /** Keep it under a long drag. */
  follow() {
    const map = this._map;
    if (/** @type {any} */ (map)._animatingZoom || map.getZoom() !== this._zoom) return;
    const corner = map.containerPointToLayerPoint([0, 0]);
    if (!this._bounds.contains(L.bounds(corner, corner.add(map.getSize())))) this._update();
  }

  /** @param {number} opacity */
  setOpacity(opacity) {
    this.opacity = opacity;
    if (this._container) this._container.style.opacity = String(opacity);
  }

  /** @override */
  _update() {
    if (/** @type {any} */ (this._map)._animatingZoom && this._bounds) return;
    super._update();
    this.draw();
  }

  /** What comes piece by piece is drawn once a frame. */
  drawLater() {
    cancelAnimationFrame(this.later);
    this.later = requestAnimationFrame(() => this.gone || this.draw());
  }

  draw() {
    const ratio = Math.min(2, window.devicePixelRatio || 1);
    const size = this._bounds.getSize();
    const canvas = this._container;
    canvas.width = Math.round(size.x * ratio);
    canvas.height = Math.round(size.y * ratio);
    canvas.style.width = size.x + "px";
    canvas.style.height = size.y + "px";
    const corner = /** @type {L.Point} */ (this._bounds.getTopLeft());
    L.DomUtil.setPosition(canvas, corner);
    const origin = this._map.getPixelOrigin().add(corner);
    /** @param {number} z */
    const side = (z) => (256 * 2 ** this._zoom) / 2 ** z;
    const wanted = this.tiles.zoomFor(this._zoom, ratio);
    const box = /** @type {Box} */ ([origin.x, origin.y, origin.x + size.x, origin.y + size.y]);
    const { ctx } = this;
    if (!ctx) return;
    ctx.imageSmoothingQuality = "high";
    for (const tile of this.tiles.over(wanted, box, side)) {
      const image = this.image(tile, tile.z === wanted);
      if (!image) continue;
      const px = side(tile.z);
      const [x0, y0] = [tile.x * px - origin.x, tile.y * px - origin.y].map((at) => Math.round(at * ratio));
      const [x1, y1] = [(tile.x + 1) * px - origin.x, (tile.y + 1) * px - origin.y].map((at) =>
        Math.round(at * ratio),
      );
      // A finer tile takes the place of what stands in for it: edges that are half clear would be drawn twice.
      ctx.clearRect(x0, y0, x1 - x0, y1 - y0);
      ctx.drawImage(image, x0, y0, x1 - x0, y1 - y0);
    }
  }

  /**
   * A tile that is here; one that is wanted and is not comes later.
   * @param {{z: number, x: number, y: number}} tile
   * @param {boolean} wanted
   * @returns {HTMLImageElement | null}
   */
  image({ z, x, y }, wanted) {
    const key = z + "/" + columnOf(z, x) + "/" + y;
    const before = this.held.get(key);
    if (before) {
      this.held.delete(key);
      this.held.set(key, before); // youngest last
      return before.complete && before.naturalWidth ? before : null;
    }
    // The coarsest stands in for what is on its way.
    if (!wanted && z !== this.tiles.zooms[0]) return null;
    const image = new Image();
    image.onload = () => this.drawLater();
    image.src = mapsvc.addressOf(this.root + this.told.path + "/" + key + ".webp");
    this.held.set(key, image);
    for (const oldest of this.held.keys()) {
      if (this.held.size <= MOST_HELD) break;
      this.held.delete(oldest);
    }
    return null;
  }
}
