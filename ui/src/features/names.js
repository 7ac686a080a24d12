/* The names of things: where each may stand, and what it keeps clear of. */
import { scales, viewBox } from "../map/view.js";
import { alongLine } from "../pure/along.js";
import { holds, shareAstray } from "../pure/areas.js";
import { cellKey } from "../pure/runs.js";
import { spotOf } from "./item.js";
import { sideOf } from "./signs.js";

/** @typedef {import("./features.js").Features} Features */

/** From this zoom on lines are had in full, and lesser signs say their names. */
export const FULL_FROM_ZOOM = 8;
const CROWD_PRIORITY = 5;
const CROWD_PX = 24;
const FOREIGN_PX = 12;

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
    const quiet = (at) => isCovered(features, item, at) || (priority >= CROWD_PRIORITY && inCrowd(at));
    return { ...base, at: point, style, quiet, gap: sideOf(item.symbol) / 2 + 3 + Math.abs(item.shift || 0) };
  }
  // A region carries its name inside; beside it where it is smaller than its name.
  const style = item.symbol.type === "area" ? "area" : "region";
  return {
    ...base,
    at: point,
    style,
    room: (width, height) => roomIn(features.map, item, width, height),
    astray(middle, width) {
      return astrayOf(features, this.item, middle, width);
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
    along(width, height) {
      const runs = features.runsOf(this.item);
      return alongLine(runs, viewBox(features.map), width, height, foreignTo(features, this.item));
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
  // Legs of one account are a family of their own: its name must not stand at another account's way.
  const leg = /-leg-\d+$/.test(item.id);
  const family = leg ? item.id.replace(/\d+$/, "") : item.id.slice(0, item.id.lastIndexOf("/") + 1);
  const parts = items.filter(
    (other) =>
      other !== item &&
      other.layer === item.layer &&
      !other.p.label &&
      other.world.lines &&
      family &&
      other.id.startsWith(family),
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
  /** @param {string} id */
  const family = (id) => id.slice(0, id.lastIndexOf("/"));
  const own = family(item.id);
  const others = new Set(
    items
      .filter((other) => other.layer === item.layer && other.world.lines && family(other.id) !== own)
      .map((other) => other.id),
  );
  if (!others.size) return undefined;
  const cells = drawing.busyCells(FOREIGN_PX, (id) => others.has(id));
  return (/** @type {number} */ x, /** @type {number} */ y) =>
    cells.has(cellKey(Math.floor(x / FOREIGN_PX), Math.floor(y / FOREIGN_PX)));
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
    .filter(([x0, y0, x1, y1]) => Math.hypot((x0 + x1) / 2 - at.x, (y0 + y1) / 2 - at.y) < CROWD_PX);
  return near.length > 3; // itself and two neighbours are still legible
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
 * How much of the name of an area would stand on another that carries a name too?
 * @param {Features} features
 * @param {Item} item
 * @param {XY} middle
 * @param {number} width
 */
function astrayOf({ items, map, shown }, item, middle, width) {
  if (!item.world.polygons) return 0;
  const scale = 256 * 2 ** map.getZoom();
  const origin = map.getPixelOrigin();
  /** @param {Item} area */
  const heldBy = (area) => (/** @type {number} */ x, /** @type {number} */ y) => {
    const [wx, wy] = [(x + origin.x) / scale - area.turn, (y + origin.y) / scale];
    const [west, east] = area.world.span || [0, 1];
    return wx >= west && wx <= east && (area.world.polygons || []).some((rings) => holds(rings, wx, wy));
  };
  const named = items.filter(
    (other) => other.world.polygons && other.p.label && other.p.label !== item.p.label && shown(other),
  );
  const others = named.map(heldBy);
  return shareAstray(middle, width, heldBy(item), (x, y) => others.some((holdsIt) => holdsIt(x, y)));
}

/**
 * Does a name fit into a region? If not, how far off it must stand, across and up or down.
 * @param {L.Map} map
 * @param {Item} item
 * @param {number} width
 * @param {number} height
 * @returns {Room}
 */
function roomIn(map, item, width, height) {
  const bounds = /** @type {L.LatLngBounds} */ (item.bounds);
  const a = map.latLngToLayerPoint(bounds.getNorthWest());
  const b = map.latLngToLayerPoint(bounds.getSouthEast());
  return {
    fits: b.x - a.x > width * 0.8 && b.y - a.y > height * 1.2,
    gaps: [(b.x - a.x) / 2 + 2, (b.y - a.y) / 2 + 2],
  };
}
