/* What stands on the ground besides land and water: railways and names, each in its time. */
import table from "../../../templates/static/style.json" with { type: "json" };
import { TURN } from "./extent.js";
import { project01, turnsTo } from "./projection.js";

const BEYOND = 0.75; // so much of a view must have names of its own; else those of the world come too

/**
 * Year of an EDTF date, before the year 1 too.
 * @param {string | undefined} edtf
 * @param {number} fallback
 */
export function yearOf(edtf, fallback) {
  const found = /^\s*(-?)Y?(\d{4,})/.exec(edtf || "");
  return found ? Number(found[1] + found[2]) : fallback;
}

/** @typedef {{lines: Flat[], span: [west: number, east: number]}} Railways `span`: from the westernmost point to the easternmost */

/**
 * The railways of a year, in world units.
 * @param {GroundJson} json
 * @param {number} year
 * @returns {Railways}
 */
export function readRailways(json, year) {
  /** @type {Flat[]} */
  const lines = [];
  let [west, east] = [Infinity, -Infinity];
  for (const { geometry, properties } of json.features) {
    const closed = yearOf(properties.closed, Infinity) <= year;
    if (!geometry || yearOf(properties.opened, -Infinity) > year || closed) continue;
    /** @type {LngLat[][]} */
    const parts = geometry.type === "LineString" ? [geometry.coordinates] : geometry.coordinates;
    for (const part of parts) {
      lines.push(part.flatMap(([lng, lat]) => project01(lng, lat)));
      for (const [lng] of part) {
        if (lng < west) west = lng;
        if (lng > east) east = lng;
      }
    }
  }
  return { lines, span: [project01(west, 0)[0], project01(east, 0)[0]] };
}

/**
 * The name that a feature bears in a year; none if it bears none then.
 * @param {GroundProperties} properties
 * @param {number} year
 */
export function nameOf(properties, year) {
  if (year < yearOf(properties.since, -Infinity) || year > yearOf(properties.until, Infinity)) return "";
  for (const span of properties.spans || []) {
    if (yearOf(span.from, -Infinity) <= year && year <= yearOf(span.to, Infinity)) return span.name;
  }
  return properties.name;
}

/** @typedef {Omit<Word, "at"> & {spot: LngLat}} GroundWord */

/**
 * The words of the ground in a year, on the round of the world that is seen.
 * @param {GroundJson} json
 * @param {number} year
 * @param {number} middle the longitude in the middle of what is seen
 * @returns {GroundWord[]}
 */
export function groundWords(json, year, middle) {
  const words = json.features.map(({ properties, geometry }, order) => {
    const [lng, lat] = geometry.coordinates;
    const look = properties.kind === "town" ? townWord(properties) : waterWord(properties);
    /** @type {LngLat} */
    const spot = [lng + TURN * turnsTo(lng, middle), lat];
    return { ...look, text: nameOf(properties, year), order, spot, minzoom: properties.minzoom };
  });
  return words.filter((word) => word.text);
}

/** @param {GroundProperties} p */
const townWord = (p) => ({
  style: "town-" + Math.min(3, p.rank),
  tier: 2,
  priority: p.rank,
  dot: true,
  gap: table.town_dot.gap_px,
});

/** @param {GroundProperties} p */
const waterWord = (p) => ({
  style: (p.kind === "range" ? "range-" : "water-") + (p.size || "m"),
  tier: 3,
  priority: table.size_priorities[p.size || "m"],
  centre: true,
  angle: ((p.angle_deg || 0) * Math.PI) / 180,
  maxzoom: p.maxzoom,
});

/**
 * Whether so much of the view lies beyond a box that what is known only of the box leaves it empty.
 * @param {Extent} view
 * @param {Extent | undefined} box
 */
export function reachesBeyond(view, box) {
  if (!box) return true;
  const across = Math.min(view[2], box[2]) - Math.max(view[0], box[0]);
  const upright = Math.min(view[3], box[3]) - Math.max(view[1], box[1]);
  if (across <= 0 || upright <= 0) return true;
  return across * upright < BEYOND * (view[2] - view[0]) * (view[3] - view[1]);
}
