/* The points on both maps, with their numbers; one is moved by dragging. */
import { el } from "../../map/dom.js";
import { rounded } from "../../pure/vertices.js";
import { word } from "../common/frame.js";

const DECIMALS = 5;

export class Marks {
  /**
   * @param {import("./scan-map.js").ScanMap} scan
   * @param {L.Map} map
   * @param {(points: import("./types.js").PointJson[]) => void} change
   */
  constructor(scan, map, change) {
    this.scan = scan;
    this.change = change;
    this.groups = [L.layerGroup().addTo(scan.map), L.layerGroup().addTo(map)];
  }

  /**
   * @param {import("./types.js").OldMapData} data
   * @param {[number, number] | null} pixel the half of a pair that waits for the other
   * @param {[number, number] | null} at
   */
  show(data, pixel, at) {
    for (const group of this.groups) group.clearLayers();
    const points = data.fields.points || [];
    points.forEach((point, index) => {
      const state = data.doubtful.includes(index) ? "is-doubtful" : "";
      const here = this.mark(0, this.scan.latlng(point.pixel), String(index + 1), state);
      here.on("dragend", () => this.move(points, index, { pixel: this.scan.pixel(here.getLatLng()) }));
      const there = this.mark(1, [point.at[1], point.at[0]], String(index + 1), state);
      there.on("dragend", () => {
        const { lng, lat } = there.getLatLng();
        this.move(points, index, { at: rounded([lng, lat], DECIMALS) });
      });
    });
    const next = String(points.length + 1);
    if (pixel) this.mark(0, this.scan.latlng(pixel), next, "is-open", false);
    if (at) this.mark(1, [at[1], at[0]], next, "is-open", false);
  }

  /**
   * @param {import("./types.js").PointJson[]} points
   * @param {number} index
   * @param {Partial<import("./types.js").PointJson>} change
   */
  move(points, index, change) {
    this.change(points.map((point, at) => (at === index ? { ...point, ...change } : point)));
  }

  /**
   * @param {number} side
   * @param {[number, number]} latlng
   * @param {string} number
   * @param {string} state
   */
  mark(side, latlng, number, state, draggable = true) {
    const sign = el("span", "om-mark " + state, number);
    const icon = L.divIcon({ html: sign, className: "", iconSize: [26, 26] });
    const title = word("point", number);
    return L.marker(latlng, { icon, draggable, title, alt: title, keyboard: false }).addTo(this.groups[side]);
  }
}
