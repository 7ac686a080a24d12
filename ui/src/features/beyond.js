/* What the story needs but the view leaves out: a pointer at the edge of the map, towards it. */
import table from "../../../templates/static/style.json" with { type: "json" };
import { buttonEl, calm, el, icon } from "../map/dom.js";
import { word } from "../map/words.js";
import { edgeAt } from "../pure/edge.js";

const { most, priority } = table.pointers; // what is only mentioned may stay away
const LEAST = { x: 260, y: 220 };

/** @typedef {Item & {marker: L.Marker}} Scene */
/** @typedef {{node: HTMLElement, at: XY, width: number, item: Item}} Pointer */

/**
 * Scenes of the map outside its view, the weightiest first.
 * @param {import("./features.js").Features} features
 */
function outside(features) {
  const view = features.map.getBounds();
  /** @param {Item} item */
  const weight = (item) => item.p.priority ?? 5;
  return features.items
    .filter(
      (item) => item.layer === "places" && !item.shares && features.shown(item) && weight(item) <= priority,
    )
    .filter(
      /** @returns {item is Scene} */ (item) =>
        item.marker !== null && !view.contains(item.marker.getLatLng()),
    )
    .sort((a, b) => weight(a) - weight(b) || a.order - b.order)
    .slice(0, most);
}

/** @param {MapSymbol} symbol */
const sign = (symbol) =>
  icon("-12 -12 24 24", 18, {
    d: symbol.path,
    fill: symbol.fill || "",
    stroke: symbol.stroke || "#fff",
    "stroke-width": 1.4,
  });

/** @param {number} angle */
const arrow = (angle) =>
  icon("-10 -10 20 20", 18, {
    d: "M-7 0H6M1-5 6 0 1 5",
    fill: "none",
    stroke: "currentColor",
    "stroke-width": 2.2,
    "stroke-linecap": "round",
    "stroke-linejoin": "round",
    transform: "rotate(" + Math.round((angle * 180) / Math.PI) + ")",
  });

export class Beyond {
  /** @param {import("./features.js").Features} features */
  constructor(features) {
    this.features = features;
    this.map = features.map;
    /** @type {Pointer[]} */
    this.pointers = [];
    this.map.on("movestart zoomstart", this.clear, this);
    this.map.on("moveend", this.update, this);
    this.update();
  }

  /**
   * Is an item outside the view told of at its edge?
   * @param {Item} item
   */
  tells(item) {
    return this.pointers.some((pointer) => pointer.item === item);
  }

  clear() {
    for (const { node } of this.pointers) node.remove();
    this.pointers = [];
  }

  update() {
    this.clear();
    const size = this.map.getSize();
    if (size.x < LEAST.x || size.y < LEAST.y) return;
    const items = outside(this.features);
    const ways = items.map((item) => this.map.latLngToContainerPoint(item.marker.getLatLng()));
    const nodes = items.map((item, i) => this.nodeOf(item, ways[i].subtract(size.divideBy(2))));
    this.map.getContainer().append(...nodes);
    // All are measured before one is moved, so that the page is laid out once.
    const sizes = nodes.map(({ offsetWidth, offsetHeight }) => L.point(offsetWidth, offsetHeight));
    items.forEach((item, i) => {
      const at = edgeAt(size, ways[i], sizes[i].x, sizes[i].y);
      this.place({ node: nodes[i], at, width: sizes[i].x, item }, sizes[i].y, size);
    });
  }

  /**
   * @param {Scene} item
   * @param {XY} way to where it lies
   */
  nodeOf(item, { x, y }) {
    const name = item.p.label || item.p.name;
    const node = buttonEl("map-beyond leaflet-control");
    node.title = word("beyond");
    node.setAttribute("aria-label", name + ": " + word("beyond"));
    node.append(sign(item.symbol), el("span", "", name, item.p.lang), arrow(Math.atan2(y, x)));
    L.DomEvent.disableClickPropagation(node);
    node.addEventListener("click", () => this.widen(item));
    return node;
  }

  /**
   * @param {Pointer} pointer
   * @param {number} height
   * @param {XY} size
   */
  place(pointer, height, size) {
    const { node, at, width } = pointer;
    const taken = this.pointers.filter(
      (other) =>
        Math.abs(other.at.y - at.y) < height + 4 &&
        Math.abs(other.at.x - at.x) < (other.width + width) / 2 + 4,
    );
    if (taken.length) at.y += (at.y < size.y / 2 ? 1 : -1) * taken.length * (height + 6);
    node.style.left = Math.round(at.x - width / 2) + "px";
    node.style.top = Math.round(at.y - height / 2) + "px";
    this.pointers.push(pointer);
  }

  /**
   * Show what is seen now and the scene outside it.
   * @param {Scene} item
   */
  widen(item) {
    const { map } = this;
    const view = map.getBounds();
    const bounds = L.latLngBounds(view.getSouthWest(), view.getNorthEast()).extend(item.marker.getLatLng());
    map.getContainer().focus({ preventScroll: true });
    map.fitBounds(bounds, { animate: !calm(), paddingTopLeft: [58, 40], paddingBottomRight: [30, 30] });
  }
}
