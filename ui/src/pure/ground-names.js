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

const YEAR = 10000; // a day as a number: year, month and day in figures, in order of time
const REST = 99;

/**
 * A date as such a number; month and day that it does not name are `rest`.
 * @param {string | undefined} edtf
 * @param {number} fallback
 * @param {number} rest
 */
function stampOf(edtf, fallback, rest) {
  const found = /^\s*-?Y?-?\d{4,}[~?%]*(?:-(\d\d)[~?%]*)?(?:-(\d\d))?/.exec(edtf || "");
  return found
    ? yearOf(edtf, 0) * YEAR + Number(found[1] || rest) * 100 + Number(found[2] || rest)
    : fallback;
}

/**
 * A day as a number in order of time.
 * @param {string} iso
 */
export const dayStamp = (iso) => stampOf(iso, 0, 0);

/**
 * Does something of the ground change its name or come and go between two days?
 * @param {GroundJson} json
 * @param {number} one
 * @param {number} other
 */
export function changesBetween(json, one, other) {
  const [low, high] = [Math.min(one, other), Math.max(one, other)];
  /** @param {string | undefined} edtf */
  const begins = (edtf) => within(stampOf(edtf, -Infinity, 0));
  /** @param {string | undefined} edtf */
  const ends = (edtf) => within(stampOf(edtf, Infinity, REST) + 1);
  /** @param {number} at */
  const within = (at) => low < at && at <= high;
  return json.features.some(
    ({ properties: p }) =>
      begins(p.since) ||
      ends(p.until) ||
      begins(p.opened) ||
      begins(p.closed) ||
      (p.spans || []).some((span) => begins(span.from) || ends(span.to)),
  );
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
 * The name that a feature bears on a day; none if it bears none then.
 * @param {GroundProperties} properties
 * @param {number} day as `dayStamp` tells it
 */
export function nameOf(properties, day) {
  if (day < stampOf(properties.since, -Infinity, 0) || day > stampOf(properties.until, Infinity, REST))
    return "";
  for (const span of properties.spans || []) {
    if (stampOf(span.from, -Infinity, 0) <= day && day <= stampOf(span.to, Infinity, REST)) return span.name;
  }
  return properties.name;
}

/** @typedef {Omit<Word, "at"> & {spot: LngLat}} GroundWord */

/**
 * The words of the ground on a day, on the round of the world that is seen.
 * @param {GroundJson} json
 * @param {number} day as `dayStamp` tells it
 * @param {number} middle the longitude in the middle of what is seen
 * @returns {GroundWord[]}
 */
export function groundWords(json, day, middle) {
  const words = json.features.map(({ properties, geometry }, order) => {
    const [lng, lat] = geometry.coordinates;
    const look = properties.kind === "town" ? townWord(properties) : waterWord(properties);
    /** @type {LngLat} */
    const spot = [lng + TURN * turnsTo(lng, middle), lat];
    return { ...look, text: nameOf(properties, day), order, spot, minzoom: properties.minzoom };
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
  near: p.kind === "river" ? table.placement.near_line : undefined,
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
