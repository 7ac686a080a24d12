/* The names of things: where each may stand, and what it keeps clear of. */
import table from "../../../templates/static/style.json" with { type: "json" };
import { scales } from "../map/view.js";
import { strandOf } from "../pure/along.js";
import { holds } from "../pure/areas.js";
import { middleOf } from "../pure/runs.js";
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
  const priority = item.p.priority || 3;
  const base = {
    item,
    feature: item.id,
    text: item.p.label || "",
    tier: priority <= 1 ? 0 : 1,
    priority,
    order: item.order,
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
    const quiet = (at) => isCovered(features, item, at) || (priority >= crowd.priority && inCrowd(at));
    const gap = sideOf(item.symbol) / 2 + placement.sign_gap_px + Math.abs(item.shift || 0);
    return { ...base, at: point, style, quiet, gap };
  }
  // A region carries its name inside; beside it where it is smaller than its name.
  const style = item.symbol.type === "area" ? "area" : "region";
  return {
    ...base,
    at: point,
    style,
    // Of ground that lies between others' a name stands on it, or nowhere.
    centre: item.symbol.named_inside,
    room: () => roomOf(features.map, item),
    foreign() {
      return groundOfOthers(features, this.item);
    },
  };
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
    foreign() {
      return foreignTo(features, this.item);
    },
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
  const strand = strandOf(item.id);
  const parts = items.filter(
    (other) =>
      other !== item &&
      other.layer === item.layer &&
      !other.p.label &&
      other.world.lines &&
      strand &&
      strandOf(other.id) === strand,
  );
  return [item, ...parts].flatMap((part) => drawing.layerRuns(part.id));
}

/**
 * Where do lines of the same layer run that have another name?
 * @param {Features} features
 * @param {Item} item
 */
function foreignTo({ items, drawing }, item) {
  if (!drawing.runs) return undefined;
  const own = strandOf(item.id);
  const others = new Set(
    items
      .filter((other) => other.layer === item.layer && other.world.lines && strandOf(other.id) !== own)
      .map((other) => other.id),
  );
  return others.size ? drawing.busyCells(placement.foreign_px, (id) => others.has(id)) : undefined;
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
 * Cells in which the name of an area would be read as that of another: on its ground, and not on the area's own.
 * @param {Features} features
 * @param {Item} item
 * @returns {Cells | undefined}
 */
function groundOfOthers({ items, map, shown }, item) {
  if (!item.world.polygons) return undefined;
  const scale = 256 * 2 ** map.getZoom();
  const origin = map.getPixelOrigin();
  const inside = item.symbol.named_inside;
  const others = items.filter(
    (other) => other.world.polygons && other.p.label && other.p.label !== item.p.label && shown(other),
  );
  if (!others.length && !inside) return undefined;
  /**
   * @param {Item} area
   * @param {XY} at
   */
  const isHeld = (area, at) => {
    const [x, y] = [(at.x + origin.x) / scale - area.turn, (at.y + origin.y) / scale];
    const [west, east] = area.world.span || [0, 1];
    return x >= west && x <= east && (area.world.polygons || []).some((rings) => holds(rings, x, y));
  };
  return {
    has(key) {
      const at = middleOf(key, placement.foreign_px);
      return !isHeld(item, at) && (inside || others.some((other) => isHeld(other, at)));
    },
  };
}

/**
 * How large a region is, in pixels.
 * @param {L.Map} map
 * @param {Item} item
 * @returns {[across: number, upright: number]}
 */
function roomOf(map, item) {
  const bounds = /** @type {L.LatLngBounds} */ (item.bounds);
  const a = map.latLngToLayerPoint(bounds.getNorthWest());
  const b = map.latLngToLayerPoint(bounds.getSouthEast());
  return [b.x - a.x, b.y - a.y];
}
