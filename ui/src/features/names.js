/* The names of things: where each may stand, and what it keeps clear of. */
import table from "../../../templates/static/style.json" with { type: "json" };
import { keyOf } from "../labels/key.js";
import { scales, viewBox } from "../map/view.js";
import { strandOf } from "../pure/along.js";
import { pixelRuns } from "../pure/runs.js";
import { samplesOf } from "../pure/strands.js";
import { spotOf } from "./item.js";
import { sideOf } from "./signs.js";

/** @typedef {import("./features.js").Features} Features */

/** From this zoom on lines are had in full, and lesser signs say their names. */
export const FULL_FROM_ZOOM = table.crowd.until_zoom;
const { crowd, placement } = table;

/**
 * The word of an item for the placer: the same object as long as it says the same.
 * @param {Features} features
 * @param {Item} item
 */
export function wordOf(features, item) {
  const word = item.word || (item.word = nameOf(features, item));
  word.item = item;
  return word;
}

/**
 * @param {Features} features
 * @param {Item} item
 * @returns {ItemWord}
 */
function nameOf(features, item) {
  const priority = item.p.priority ?? 3;
  const base = {
    item,
    feature: item.id,
    text: item.p.label || "",
    tier: priority > 1 ? 1 : item.symbol.type === "marker" ? -1 : 0,
    priority,
    order: item.order,
    number: keyOf(features.map) ? item.p.number : undefined,
    within: () => (features.within ? features.within(item) : null),
  };
  if (item.world.lines) return lineName(features, item, base);
  const point = spotOf(item);
  if (item.symbol.type === "marker") {
    // The sign of a whole country is not its place: the name is set as that of a region.
    const style = item.p.symbol.startsWith("wide-") ? "region" : "feature-" + Math.min(3, priority);
    /** @param {XY} at */
    const inCrowd = (at) => isInCrowd(features, at);
    /** @param {XY} at */
    const quiet = (at) =>
      priority > 1 && (isCovered(features, item, at) || (priority >= crowd.priority && inCrowd(at)));
    const gap = sideOf(item.symbol) / 2 + placement.sign_gap_px + Math.abs(item.shift || 0);
    return { ...base, at: point, style, quiet, gap };
  }
  const style = item.symbol.type === "area" ? "area" : "region";
  /** @type {ItemWord} */
  const word = { ...base, at: point, style, ground: () => ringsOf(features.map, word.item) };
  return word;
}

/**
 * The slot of a line's name is kept with the line: its word may go and come back.
 * @param {Features} features
 * @param {Item} item
 * @param {Omit<ItemWord, "style">} base
 * @returns {ItemWord}
 */
function lineName(features, item, base) {
  return {
    ...base,
    style: "line",
    tone: item.symbol.type === "line" ? "line" : "arrow",
    runs() {
      return features.runsOf(this.item);
    },
    strand: strandOf(item),
    get last() {
      return this.item.slot;
    },
    set last(slot) {
      this.item.slot = slot;
    },
  };
}

/**
 * Pixels of a line and of the nameless parts that belong to the same one: its name may stand at any of them.
 * @param {Features} features
 * @param {Item} item
 */
export function familyRuns({ items, drawing }, item) {
  const strand = strandOf(item);
  const parts = items.filter(
    (other) =>
      other !== item &&
      other.layer === item.layer &&
      !other.p.label &&
      other.world.lines &&
      strand &&
      strandOf(other) === strand,
  );
  return [item, ...parts].flatMap((part) => drawing.layerRuns(part.id));
}

/**
 * Points on all lines that somebody could take a name for; none if they are all of one thing.
 * @param {Features} features
 */
export function samplesFor({ items, drawing, shown }) {
  if (!drawing._bounds) return undefined; // nothing is drawn yet
  const lines = items.filter(
    (item) => item.world.lines && !item.symbol.inert && !item.symbol.fade && shown(item),
  );
  if (new Set(lines.map(strandOf)).size < 2) return undefined;
  return samplesOf(lines.map((item) => [strandOf(item), drawing.layerRuns(item.id)]));
}

/**
 * A lesser sign among many says its name only when one comes nearer.
 * @param {Features} features
 * @param {XY} at
 */
function isInCrowd(features, at) {
  if (features.map.getZoom() >= FULL_FROM_ZOOM) return false;
  const near = features
    .signBoxes()
    .filter(([x0, y0, x1, y1]) => Math.hypot((x0 + x1) / 2 - at.x, (y0 + y1) / 2 - at.y) < crowd.reach_px);
  return near.length > crowd.most; // itself and two neighbours are still legible
}

/**
 * A sign under a larger one says no name: it would be read as that of the larger.
 * @param {Features} features
 * @param {Item} item
 * @param {XY} at
 */
function isCovered({ items, map }, item, at) {
  const grown = scales(map).signs / 2;
  return items.some((other) => {
    if (!other.marker || other.shares || other.shift || sideOf(other.symbol) <= sideOf(item.symbol))
      return false;
    const there = map.latLngToLayerPoint(other.marker.getLatLng());
    const apart = Math.hypot(there.x - at.x, there.y - at.y);
    return apart > 0 && apart < sideOf(other.symbol) * grown;
  });
}

/**
 * The edge of an area in pixels.
 * @param {L.Map} map
 * @param {{world: WorldParts, turn: number}} item
 */
export function ringsOf(map, { world, turn }) {
  const [left, top, right, bottom] = viewBox(map);
  const origin = map.getPixelOrigin();
  const view = {
    scale: 256 * 2 ** map.getZoom(),
    x: origin.x,
    y: origin.y,
    width: right - left,
    height: bottom - top,
    turn,
    pad: 0,
  };
  const rings = [...(world.polygons || []).flat(), ...(world.discs || [])];
  return rings.flatMap((ring) => pixelRuns(ring, view, true));
}
