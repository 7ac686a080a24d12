/* One placer for all words on the map: features first, then towns, then waters. Nothing overlaps. */
import table from "../../../templates/static/style.json" with { type: "json" };
import { settled, task } from "../map/drawn.js";
import { of, pane } from "../map/state.js";
import { scales, viewBox } from "../map/view.js";
import { byWeight, masksOf, placeWord } from "../pure/placement.js";
import { moveWords } from "../pure/room.js";
import { elementOf, move, setWord } from "./element.js";
import { tellKey } from "./key.js";
import { fontsReady, forgetWidths, sizesOf } from "./ruler.js";

const CLEAR_PX = 4; // about the buttons
const ROUNDS = 3; // a key never gets lower again, so that the last is seldom needed
const BUTTONS = ".leaflet-control, .swipe-name";
const HANDLE = ".swipe-line, .swipe-grip";

/**
 * Words as they are placed, the weightiest first; after `rows` of them none has a row in the key.
 * @typedef {object} Round
 * @property {Word[]} words
 * @property {number} rows
 * @property {import("../pure/room.js").Plane} plane
 * @property {[Word, import("../pure/room.js").Placed | null][]} placed
 * @property {number} zoom
 * @property {XY} origin of its pixels
 */

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
    this.stale = true; // something has changed since names were placed
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
    this.stale = true;
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
    return [...(markerBoxes ? markerBoxes() : []), ...this.boxesOf(BUTTONS, origin)];
  }

  /**
   * @param {string} selector
   * @param {XY} origin
   */
  boxesOf(selector, origin) {
    /** @type {Box[]} */
    const boxes = [];
    const container = this.map.getContainer();
    const frame = container.getBoundingClientRect();
    const [dx, dy] = [origin.x - frame.left, origin.y - frame.top];
    for (const node of container.querySelectorAll(selector)) {
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

  /**
   * Names without room are rows of the key, which may leave a lower map: nothing is shown before that is settled, and
   * nothing placed that has no row there.
   */
  place() {
    let round = this.begin();
    for (let rounds = 1; round && this.tell(round); rounds += 1) {
      if (rounds === ROUNDS || !of(this.map).refit?.()) break;
      round = this.begin(round);
    }
    this.queued = this.stale = false;
    if (!round) return;
    this.goOn(round, round.words.length);
    for (const [word, placed] of round.placed) {
      if (placed) this.show(word, placed);
      else this.hide(word);
    }
  }

  /**
   * Words in their order, and room for them; nothing where the map has no size. Where only the frame has changed, those
   * that were placed before stand as they did.
   * @param {Round} [before]
   * @returns {Round | null}
   */
  begin(before) {
    const scale = this.dress();
    const view = viewBox(this.map);
    if (view[0] === view[2] || view[1] === view[3]) return null;
    const words = [...this.groups.values()].flat().sort(byWeight);
    const rows = words.findLastIndex((word) => word.number) + 1;
    const round = { words, rows, zoom: this.map.getZoom(), origin: this.map.getPixelOrigin() };
    if (before && isSame(before, { ...round, scale })) {
      const plane = this.planeFor(view, scale, before.plane.masks);
      const by = { x: before.origin.x - round.origin.x, y: before.origin.y - round.origin.y };
      const placed = moveWords(before.placed, by, plane);
      if (placed) return { ...round, plane, placed };
    }
    return { ...round, plane: this.planeFor(view, scale, masksOf(words, view)), placed: [] };
  }

  /**
   * Find where words have room, up to one of them.
   * @param {Round} round
   * @param {number} end
   */
  goOn({ words, plane, placed }, end) {
    const zoom = this.map.getZoom();
    for (const word of words.slice(placed.length, end))
      placed.push([word, isAway(word, zoom) ? null : this.placeOne(word, plane)]);
  }

  /**
   * Place what may have a row in the key, and tell it; whether the key says something else now.
   * @param {Round} round
   */
  tell(round) {
    this.goOn(round, round.rows);
    return tellKey(this.map, toldBy(round));
  }

  /**
   * @param {Box} view
   * @param {number} scale
   * @param {import("../pure/room.js").Plane["masks"]} masks
   * @returns {import("../pure/room.js").Plane}
   */
  planeFor(view, scale, masks) {
    const { busyCells, features } = of(this.map);
    return {
      scale,
      view,
      used: this.obstacles({ x: view[0], y: view[1] }),
      held: this.boxesOf(HANDLE, { x: view[0], y: view[1] }),
      led: [],
      busy: busyCells ? busyCells(table.placement.cell_px) : new Set(),
      names: new Map(),
      masks,
      lines: features?.samples(),
    };
  }

  /**
   * @param {Word} word
   * @param {import("../pure/room.js").Plane} plane
   */
  placeOne(word, plane) {
    const at = word.at ? this.map.latLngToLayerPoint(word.at) : null;
    return placeWord(word, plane, at, (one) => sizesOf(one, plane.scale));
  }

  /**
   * @param {Word} word
   * @param {import("../pure/room.js").Placed} placed
   */
  show(word, { best, at }) {
    const node = elementOf(word);
    const [, , x, y] = best.lead || [0, 0, best.x, best.y];
    const anchor = at && !word.ground && !best.number ? at : { x, y }; // a line to a name ends at its anchor
    word.anchor = anchor === at ? word.at : this.map.layerPointToLatLng([anchor.x, anchor.y]);
    const spot = this.map.layerPointToLatLng([best.x, best.y]);
    word.kept =
      word.ground && !best.lead && !best.number ? () => this.map.latLngToLayerPoint(spot) : undefined;
    setWord(node, best, anchor);
    if (!node.isConnected) this.pane.appendChild(node);
  }

  /** @param {Word} word */
  hide(word) {
    if (word.el) word.el.remove();
    word.last = word.kept = undefined;
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
 * Are words the same as before, and of the same size on the same map?
 * @param {Round} before
 * @param {{words: Word[], zoom: number, scale: number}} now
 */
const isSame = ({ placed, plane, zoom }, now) =>
  zoom === now.zoom && plane.scale === now.scale && placed.every(([word], i) => word === now.words[i]);

/**
 * What the key is to say of names without room.
 * @param {Round} round
 */
function toldBy({ placed, plane }) {
  /** @type {import("./key.js").Told} */
  const told = { numbered: [], hidden: [] };
  for (const [word, at] of placed) {
    if (at?.best.number) told.numbered.push(word);
    else if (!at && isSeen(word, plane)) told.hidden.push(word);
  }
  return told;
}

/**
 * Is what a word names in view, if it is an area or a line?
 * @param {Word} word
 * @param {import("../pure/room.js").Plane} plane
 */
const isSeen = (word, { masks }) => Boolean(word.number && (masks.has(word) || word.runs?.().length));

/**
 * Is a word one of another zoom?
 * @param {Word} word
 * @param {number} zoom
 */
const isAway = ({ minzoom, maxzoom }, zoom) =>
  Boolean((minzoom && zoom < minzoom) || (maxzoom && zoom > maxzoom));

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
