/* A drawing no larger than what is on it: what moves makes the browser paint little. */
import { mapsvc } from "../api.js";

const MARGIN_PX = 30;

export class Live extends mapsvc.Drawing {
  /** @override */
  draw() {
    if (!this._container) return;
    const box = L.bounds([]);
    const size = 256 * 2 ** this._zoom;
    const origin = this._map.getPixelOrigin();
    for (const line of this.items.flatMap(({ world }) => world.lines || [])) {
      for (let i = 0; i < line.length; i += 2)
        box.extend([line[i] * size - origin.x, line[i + 1] * size - origin.y]);
    }
    const from = this._map.containerPointToLayerPoint([0, 0]).subtract([MARGIN_PX, MARGIN_PX]);
    const to = from.add(this._map.getSize()).add([2 * MARGIN_PX, 2 * MARGIN_PX]);
    let [min, max] = [L.point(0, 0), L.point(1, 1)];
    if (box.isValid()) {
      const [a, b] = [box.getTopLeft(), box.getBottomRight()];
      min = L.point(
        Math.max(from.x, Math.floor(a.x) - MARGIN_PX),
        Math.max(from.y, Math.floor(a.y) - MARGIN_PX),
      );
      max = L.point(Math.min(to.x, Math.ceil(b.x) + MARGIN_PX), Math.min(to.y, Math.ceil(b.y) + MARGIN_PX));
    }
    this._bounds = L.bounds(min, L.point(Math.max(max.x, min.x + 1), Math.max(max.y, min.y + 1)));
    this._container.style.visibility = "";
    super.draw();
  }
}
