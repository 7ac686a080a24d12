/* One placer for all words on the map: features first, then towns, then waters. Nothing overlaps. */
import table from "../../../templates/static/style.json" with { type: "json" };
import { settled, task } from "../map/drawn.js";
import { el } from "../map/dom.js";
import { of, pane } from "../map/state.js";
import { scales, viewBox } from "../map/view.js";
import { byWeight, placeWord } from "../pure/placement.js";
import { fontsReady, forgetWidths, sizeOf } from "./ruler.js";

const CLEAR_PX = 4; // about the buttons

export class Placer {
  /** @param {L.Map} map */
  constructor(map) {
    this.map = map;
    /** @type {Map<string, Word[]>} */
    this.groups = new Map();
    this.pane = pane(map, "mapsvc-labels", 650);
    this.pane.setAttribute("aria-hidden", "true");
    map.on("zoomanim", this.follow, this);
    map.on("moveend", this.later, this);
    map.on("viewreset", this.later, this);
    this.queued = false;
    this.words = 0;
  }

  /**
   * Give a group its words.
   * @param {string} group
   * @param {Word[]} words
   */
  set(group, words) {
    const kept = new Set(words);
    for (const word of this.groups.get(group) || []) if (word.el && !kept.has(word)) word.el.remove();
    this.groups.set(group, words);
    this.later();
  }

  later() {
    if (this.queued || !settled()) return;
    this.queued = true;
    requestAnimationFrame(() => {
      if (this.queued) this.place();
    });
  }

  /**
   * Boxes no label may touch: signs of the map and the buttons.
   * @param {XY} origin
   */
  obstacles(origin) {
    const { markerBoxes } = of(this.map);
    const boxes = markerBoxes ? markerBoxes().slice() : [];
    const container = this.map.getContainer();
    const frame = container.getBoundingClientRect();
    const [dx, dy] = [origin.x - frame.left, origin.y - frame.top];
    for (const node of container.querySelectorAll(".leaflet-control")) {
      const r = node.getBoundingClientRect();
      if (!r.width) continue;
      boxes.push([
        r.left + dx - CLEAR_PX,
        r.top + dy - CLEAR_PX,
        r.right + dx + CLEAR_PX,
        r.bottom + dy + CLEAR_PX,
      ]);
    }
    return boxes;
  }

  /** Tell the style sheet how large words are now. */
  dress() {
    const { words, halo } = scales(this.map);
    if (this.words !== words) {
      this.words = words;
      const { style } = this.map.getContainer();
      style.setProperty("--words", String(words));
      style.setProperty("--halo", String(halo));
    }
    return words;
  }

  place() {
    this.queued = false;
    const { map } = this;
    const { busyCells } = of(map);
    const scale = this.dress();
    const view = viewBox(map);
    const [left, top, right, bottom] = view;
    if (left === right || top === bottom) return;
    const zoom = map.getZoom();
    /** @type {import("../pure/placement.js").Plane} */
    const plane = {
      scale,
      view,
      used: this.obstacles({ x: left, y: top }),
      busy: busyCells ? busyCells(table.placement.cell_px) : new Set(),
      names: new Map(),
    };
    for (const word of [...this.groups.values()].flat().sort(byWeight)) {
      const away = (word.minzoom && zoom < word.minzoom) || (word.maxzoom && zoom > word.maxzoom);
      const at = word.at ? map.latLngToLayerPoint(word.at) : null;
      const placed = away
        ? null
        : placeWord(word, plane, at, ({ text, style }) => sizeOf(text, style, scale));
      if (placed) this.show(word, placed);
      else this.hide(word);
    }
  }

  /** @param {Word} word */
  elementOf(word) {
    if (word.el) return word.el;
    const tone = word.tone ? " tone-" + word.tone : "";
    const node = el("div", "map-label leaflet-zoom-animated label-" + word.style + tone);
    if (word.feature) node.dataset.feature = word.feature;
    node.dataset.label = "inside"; // a name is written where it belongs; none hangs on a line or is a number yet
    const text = el("span", "map-label-text");
    text.style.setProperty("paint-order", "stroke fill"); // the halo lies under the letters
    node.appendChild(text);
    if (word.dot) node.appendChild(el("i", "town-dot"));
    word.el = node;
    return node;
  }

  /**
   * @param {Word} word
   * @param {import("../pure/placement.js").Placed} placed
   */
  show(word, { best, lines, width, height, at }) {
    const node = this.elementOf(word);
    const span = /** @type {HTMLElement} */ (node.firstChild);
    const text = lines.join("\n");
    if (span.textContent !== text) span.textContent = text;
    const anchor = at || best;
    word.anchor = at ? word.at : this.map.layerPointToLatLng([best.x, best.y]);
    const [dx, dy] = [best.x - anchor.x, best.y - anchor.y];
    span.style.transform = best.angle
      ? shift(dx.toFixed(1), dy.toFixed(1)) + " rotate(" + best.angle.toFixed(4) + "rad) translate(-50%,-50%)"
      : shift(Math.round(dx - width / 2) + 2, Math.round(dy - height / 2));
    move(node, anchor);
    if (!node.isConnected) this.pane.appendChild(node);
  }

  /** @param {Word} word */
  hide(word) {
    if (word.el) word.el.remove();
    word.last = undefined;
  }

  /** @param {L.ZoomAnimEvent} event */
  follow(event) {
    for (const word of [...this.groups.values()].flat()) {
      if (!word.el || !word.el.isConnected || !word.anchor) continue;
      move(word.el, this.map._latLngToNewLayerPoint(word.anchor, event.zoom, event.center));
    }
  }
}

/**
 * @param {string | number} x
 * @param {string | number} y
 */
const shift = (x, y) => "translate(" + x + "px," + y + "px)";

/**
 * Whole pixels keep letters sharp; a flat transform keeps fifty words on one layer.
 * @param {HTMLElement} node
 * @param {XY} at
 */
function move(node, at) {
  node.style.transform = shift(Math.round(at.x), Math.round(at.y));
}

/**
 * The placer of a map.
 * @param {L.Map} map
 */
export function labels(map) {
  const state = of(map);
  if (state.labels) return state.labels;
  const placer = new Placer(map);
  state.labels = placer;
  task(map, fontsReady());
  document.fonts?.addEventListener("loadingdone", () => {
    forgetWidths();
    placer.later();
  });
  return placer;
}
