/*
 * Where a word stands: nothing overlaps, the best place first, lines are kept clear of. The name of an area stands on
 * its ground, beside it with a line, or its number stands there; the name of a line stands where that is the nearest.
 * Pictures are placed by the same rules with the same numbers (mapsvc/render/picture/placement.py); a test compares the
 * two. Only here a word stays where it was (`last`, `kept`), is held to its part of a frame (`within`), or is `quiet`.
 */
import table from "../../../templates/static/style.json" with { type: "json" };
import { alongLine, leadersTo, LEVEL_COST, levelBeside } from "./along.js";
import { aboutPoint } from "./around.js";
import { crossing, overlap } from "./boxes.js";
import {
  besideGround,
  offLine,
  homeOf,
  numberOnGround,
  numbersAbout,
  numberSize,
  onGround,
} from "./ground-places.js";
import { dotBox, frameOf, partOf, roomFor, take } from "./room.js";
import { isNearest, readsAsOwn } from "./strands.js";
import { commonOf, deepest, maskOf } from "./terrain.js";

/** @typedef {import("./room.js").Plane} Plane */
/** @typedef {import("./room.js").Placed} Placed */
/** @typedef {import("./room.js").Found} Found */
/** @typedef {import("./ground-places.js").Size} Size */

const { placement: rules, ground_names: names } = table;
const [LEADERS, NUMBERS] = [1e6, 2e6]; // from which on slots are those of such places
const STAY = 1.5; // so much better a new place must be than the one that a word has

/**
 * The best of some places for a word; none if there is no room at them.
 * @param {Word} word
 * @param {Plane} plane
 * @param {Candidate[]} candidates
 * @param {(place: Candidate) => boolean} [suits]
 * @returns {Found | null}
 */
function pick(word, plane, candidates, suits = () => true) {
  /** @type {Found | null} */
  let best = null;
  let least = Infinity;
  const frame = frameOf(word, plane.view);
  const share = isOfGround(word) ? rules.crossing_of_ground : rules.crossing;
  for (const candidate of candidates) {
    const own = candidate.cost - (candidate.slot === word.last ? STAY : 0);
    const taken = own < least && roomFor(candidate, plane, frame);
    if (!taken) continue;
    const lines = candidate.number ? 0 : crossing(taken.boxes, plane.busy, rules.cell_px);
    const cost = own + lines * share;
    if (cost >= least || !suits(candidate)) continue;
    best = { ...candidate, ...taken, cost };
    least = cost;
  }
  return best;
}

/**
 * The place of a name of the ground; a town buried in lines says nothing.
 * @param {Word} word
 * @param {Plane} plane
 * @param {XY} at
 * @param {Size} size
 */
function atPoint(word, plane, at, size) {
  const best = pick(word, plane, aboutPoint(word, plane, at, size));
  const most = word.centre ? rules.most_cost_within : rules.most_cost;
  return best && isOfGround(word) && best.cost > most ? null : best;
}

/**
 * The place of the name of an area, in the first of its settings that has one; else its number's.
 * @param {Word} word
 * @param {Plane} plane
 * @param {XY | null} at
 * @param {() => Iterable<Size>} sizes
 */
function atArea(word, plane, at, sizes) {
  const mask = plane.masks.get(word);
  if (!mask || (word.bound && isNamed(word, plane.masks))) return null;
  const home = homeOf(mask, at);
  const others = [...plane.masks].filter(([other]) => other.text !== word.text).map(([, found]) => found);
  const over = others.filter((other) => other.count < mask.count);
  let base = 0;
  for (const size of sizes()) {
    const how = { over, least: names.least_inside, base, keep: word.kept?.() };
    const best = pick(word, plane, onGround(mask, size, home, how));
    if (best) return best;
    base += names.setting_cost;
  }
  if (word.bound) return null;
  const [usual] = sizes();
  const end = deepest(mask, home);
  const twin = isTwin(word, home, plane.names);
  const beside = twin ? [] : besideGround(usual, end, { others, scale: plane.scale, slot: LEADERS });
  const led = pick(word, plane, beside);
  if (led || !word.number) return led;
  return pick(word, plane, numberOnGround(mask, numberSize(word.number, plane.scale), end, NUMBERS));
}

/**
 * Does an area of the map itself bear the same name, or cover most of the ground?
 * @param {Word} word
 * @param {Map<Word, import("./terrain.js").Mask>} masks
 */
function isNamed(word, masks) {
  const own = masks.get(word);
  const others = [...masks].filter(([other]) => !other.bound);
  return (
    others.some(([other]) => other.text === word.text) ||
    others.some(([, mask]) => own && commonOf(own, mask) > names.most_named)
  );
}

/**
 * The place of the name of a line: where it is the nearest, else off it with a line to it, else its number's.
 * @param {Word} word
 * @param {Plane} plane
 * @param {Size} size
 */
function atLine(word, plane, size) {
  const runs = word.runs?.() || [];
  const { lines: samples, scale } = plane;
  const view = partOf(word, plane.view);
  const strand = word.strand || "";
  /** @param {Candidate} place */
  const suits = (place) => !samples || readsAsOwn(samples, strand, place, place.size);
  /** @param {typeof alongLine} places */
  const candidates = (places) =>
    places(runs, view, size.width, size.height).map((place) => ({ ...place, size }));
  const beside = candidates(alongLine);
  const along = pick(word, plane, beside, suits);
  if (along && along.cost <= LEVEL_COST - STAY) return along;
  const best = pick(word, plane, [...beside, ...candidates(levelBeside)], suits);
  if (best) return best;
  /** @param {XY} end */
  const isOwn = ({ x, y }) => !samples || isNearest(samples, strand, x, y);
  const all = leadersTo(runs, view);
  const own = all.filter(isOwn);
  // Where it runs so close to another all along that both are one line to the eye, it may be pointed at anywhere.
  const ends = own.length ? own : all;
  const led = pick(
    word,
    plane,
    ends.flatMap((end, i) => offLine(end, size, { scale, late: i, slot: LEADERS + 1000 * i })),
  );
  if (led || !word.number) return led;
  const number = numberSize(word.number, scale);
  const spots = ends.flatMap((end, i) => numbersAbout(end, number, NUMBERS + 100 * i).slice(0, 1));
  return pick(word, plane, spots);
}

/**
 * The best place for a word; none if there is no room for it.
 * @param {Word} word
 * @param {Plane} plane
 * @param {XY | null} at
 * @param {() => Iterable<Size>} sizes
 * @returns {Found | null}
 */
export function choose(word, plane, at, sizes) {
  if (word.ground) return atArea(word, plane, at, sizes);
  const [size] = sizes();
  if (word.runs) return atLine(word, plane, size);
  return at && atPoint(word, plane, at, size);
}

/**
 * The ground of words that name areas, as far as each may say its name there.
 * @param {Iterable<Word>} words
 * @param {Box} view
 * @returns {Map<Word, import("./terrain.js").Mask>}
 */
export function masksOf(words, view) {
  const masks = new Map();
  for (const word of words) {
    const mask = word.ground && maskOf(word.ground(), frameOf(word, view));
    if (mask) masks.set(word, mask);
  }
  return masks;
}

/** @param {Word} word */
const isOfGround = (word) => word.tier > 1;

/**
 * Does the same name stand near by?
 * @param {Word} word
 * @param {XY} at
 * @param {Map<string, XY>} names
 */
function isTwin(word, at, names) {
  const before = names.get(word.text);
  return Boolean(before && Math.hypot(before.x - at.x, before.y - at.y) < rules.twin_px);
}

/**
 * Is a word not to be shown at all: out of view, in a crowd, or a twin of one that stands?
 * @param {Word} word
 * @param {XY} at
 * @param {{view: Box, used: Box[], names: Map<string, XY>}} ground
 */
export function isIdle(word, at, { view, used, names: said }) {
  if (at.x < view[0] || at.x > view[2] || at.y < view[1] || at.y > view[3]) return true;
  if (word.quiet && word.quiet(at)) return true;
  if (isTwin(word, at, said)) return true;
  return Boolean(word.dot && used.some((box) => overlap(box, dotBox(at))));
}

/**
 * The order in which words are placed: what the map is about first, then towns, then waters.
 * @param {Word} a
 * @param {Word} b
 */
export const byWeight = (a, b) => a.tier - b.tier || a.priority - b.priority || a.order - b.order;

/**
 * Place a word and take its room; nothing if there is none.
 * @param {Word} word
 * @param {Plane} plane
 * @param {XY | null} at the point that it names, in pixels
 * @param {(word: Word) => Iterable<Size>} sizesOf how it may be set, the best first
 * @returns {Placed | null}
 */
export function placeWord(word, plane, at, sizesOf) {
  if (at && !word.ground && isIdle(word, at, plane)) return null;
  const best = choose(word, plane, at, () => sizesOf(word));
  if (!best) return null;
  take(word, { at, best }, plane);
  word.last = best.slot;
  return { at, best };
}
