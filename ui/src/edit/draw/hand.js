/** What is being drawn: with the mouse, with a finger, or by typing positions. */
import { buttonEl, el } from "../../map/dom.js";
import { word } from "../common/frame.js";
import { writePosition } from "../../pure/degrees.js";
import { settled } from "../../pure/vertices.js";
import { latLng, lngLat, SNAP_PX } from "./layers.js";
import { adderOf } from "./vertex-list.js";

/** @typedef {"point" | "line" | "area" | "circle"} Way */

/** What Geoman calls them. */
const SHAPES = { point: "Marker", line: "Line", area: "Polygon", circle: "Circle" };
const LEAST = { point: 1, line: 2, area: 3, circle: 1 };

export class Hand {
  /**
   * @param {L.Map} map
   * @param {HTMLElement} panel says what is drawn, and takes what is typed
   * @param {() => LngLat[]} known vertices that keep their numbers
   */
  constructor(map, panel, known) {
    this.map = map;
    this.panel = panel;
    this.known = known;
    this.preview = L.layerGroup().addTo(map);
    /** @type {((run: LngLat[] | null, km?: number) => void) | null} */
    this.done = null;
    /** @type {LngLat[]} */
    this.typed = [];
    map.on("pm:create", (/** @type {any} */ event) => this.created(event.layer));
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.done && !document.querySelector("dialog[open]")) this.end(null);
    });
  }

  /**
   * @param {Way} way
   * @param {string} said what is drawn
   * @param {number} decimals
   * @returns {Promise<{run: LngLat[], km?: number} | null>} nothing if it was left
   */
  draw(way, said, decimals) {
    this.end(null);
    this.way = way;
    this.decimals = decimals;
    this.typed = [];
    this.map.pm.enableDraw(SHAPES[way], {
      snappable: true,
      snapDistance: SNAP_PX,
      continueDrawing: false,
      allowSelfIntersection: true,
      tooltips: false,
      markerStyle: { icon: pin() },
      templineStyle: { color: "#0b57a4" },
      hintlineStyle: { color: "#0b57a4", dashArray: "5 5" },
      pathOptions: { color: "#0b57a4" },
    });
    this.show(said);
    return new Promise((resolve) => {
      this.done = (run, km) => resolve(run && { run, ...(km && { km }) });
    });
  }

  /** @param {string} said */
  show(said) {
    const way = this.way || "line";
    const list = el("ol", "edit-vertex-list");
    const finish = buttonEl("button edit-small", word("finish"));
    const leave = buttonEl("button button-plain edit-small", word("leave"));
    leave.addEventListener("click", () => this.end(null));
    finish.addEventListener("click", () => this.finish());
    const add = adderOf(word("vertex_add"), (to) => {
      this.type(to);
      list.append(el("li", "", writePosition(to)));
      if (way === "point" || way === "circle") this.finish();
    });
    const single = way === "point" || way === "circle";
    const buttons = el("p", "edit-buttons");
    buttons.append(...(single ? [leave] : [finish, leave]));
    this.panel.replaceChildren(el("h2", "", said), el("p", "quiet", word(`how_${way}`)), list, add, buttons);
    this.panel.hidden = false;
  }

  /** A position that was typed: the mouse has no part in it from then on. @param {LngLat} to */
  type(to) {
    this.map.pm.disableDraw();
    this.typed.push(to);
    this.preview.clearLayers();
    const style = { color: "#0b57a4", pmIgnore: true, snapIgnore: true, interactive: false };
    const run = this.typed.map(latLng);
    this.preview.addLayer(this.way === "area" ? L.polygon(run, style) : L.polyline(run, style));
    for (const at of run) this.preview.addLayer(L.circleMarker(at, { ...style, radius: 5 }));
    if (!this.map.getBounds().contains(latLng(to))) this.map.panTo(latLng(to));
  }

  finish() {
    if (this.typed.length) {
      if (this.typed.length >= LEAST[this.way || "line"]) this.end(this.typed);
      return;
    }
    this.map.pm.Draw[SHAPES[this.way || "line"]]?._finishShape?.();
  }

  /** @param {any} layer */
  created(layer) {
    layer.remove();
    if (!this.done) return;
    const latLngs = layer.getLatLng ? [layer.getLatLng()] : layer.getLatLngs().flat(2);
    const run = settled(latLngs.map(lngLat), this.known(), this.decimals || 3);
    this.end(run, layer.getRadius && this.way === "circle" ? layer.getRadius() / 1000 : undefined);
  }

  /** @param {LngLat[] | null} run @param {number} [km] */
  end(run, km) {
    this.map.pm.disableDraw();
    this.preview.clearLayers();
    this.panel.hidden = true;
    this.panel.replaceChildren();
    const { done } = this;
    this.done = null;
    done?.(run, km);
  }
}

const pin = () => L.divIcon({ className: "edit-pin", iconSize: [14, 14] });
