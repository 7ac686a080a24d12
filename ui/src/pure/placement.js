/* Where a word stands: nothing overlaps, the best place first, lines are kept clear of. */
import { cellKey } from "./runs.js";

/** Pixels of a cell of the plane that lines are noted in. */
export const CELL = 8;
const STAY = 1.5; // so much better a new place must be than the one that a word has
const MOST_COST = 6; // a town buried in lines says nothing
const MOST_COST_WITHIN = 4;
const RING_PX = 12;
const MOST_ASTRAY = 0.5; // a name inside its ground stands there with more than half of itself
const ASTRAY = 1.5 / 12 ** 2; // what a pixel of a name on the ground of another costs
const APART_PX = 90; // two of one name nearer than this are one thing

/** Ways off a point, best first: [dx, dy, cost] with dx, dy in -1..1. */
export const AROUND = [
  [1, 0, 0],
  [-1, 0, 0.6],
  [1, -1, 0.9],
  [1, 1, 1],
  [0, -1, 1.2],
  [0, 1, 1.3],
  [-1, -1, 1.5],
  [-1, 1, 1.6],
];

/** In the middle of what it names, or a little off it: shares of the word's width and height. */
const WITHIN = [
  [0, 0],
  [0, -0.9],
  [0, 0.9],
  [0, -1.8],
  [0, 1.8],
  [-0.5, 0],
  [0.5, 0],
  [-0.5, -1],
  [0.5, 1],
];

/**
 * @param {Box} a
 * @param {Box} b
 */
export const overlap = (a, b) => a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1];

/** @param {XY} at */
const dotBox = (at) => /** @type {Box} */ ([at.x - 3, at.y - 3, at.x + 3, at.y + 3]);

/**
 * The boxes that a word takes: one if it stands level, a row of them if it is turned.
 * @param {XY & {angle: number}} candidate
 * @param {number} width
 * @param {number} height
 * @returns {Box[]}
 */
export function boxesOf(candidate, width, height) {
  const { x, y, angle } = candidate; // x, y: middle of the label
  if (!angle) return [[x - width / 2, y - height / 2, x + width / 2, y + height / 2]];
  /** @type {Box[]} */
  const boxes = [];
  const dx = Math.cos(angle);
  const dy = Math.sin(angle);
  const steps = Math.max(2, Math.ceil(width / height));
  const half = height * 0.55;
  for (let i = 0; i < steps; i += 1) {
    const along = -width / 2 + (width * (i + 0.5)) / steps;
    const reach = Math.max(half, (Math.abs(dx) * width) / steps / 2, (Math.abs(dy) * width) / steps / 2);
    boxes.push([
      x + dx * along - reach,
      y + dy * along - reach,
      x + dx * along + reach,
      y + dy * along + reach,
    ]);
  }
  return boxes;
}

/**
 * What a word has room in.
 * @typedef {object} Ground
 * @property {XY | null} at the point that it names, in pixels
 * @property {number} width
 * @property {number} height
 * @property {Box} view
 * @property {Box[]} used
 * @property {Set<number>} busy cells that lines run through
 * @property {number} scale how much larger than on a small screen words are
 */

/**
 * Places about a point, or within a region.
 * @param {Word} word
 * @param {Ground} ground
 * @returns {Candidate[]}
 */
function candidatesOf(word, { at, width, height, scale }) {
  if (word.along) return word.along(width, height);
  if (!at) return [];
  const room = word.room && word.room(width, height);
  if (word.centre || (room && room.fits)) {
    return WITHIN.map(([dx, dy], slot) => ({
      x: at.x + dx * width * 0.6,
      y: at.y + dy * height,
      angle: word.angle || 0,
      cost: slot * 0.5,
      slot,
    }));
  }
  const gap = (word.gap || 6) * ((word.gap || 0) > 6 ? scale : 1);
  /**
   * A name beside a region stands at its edge: further off it would name what lies there.
   * @param {0 | 1} way
   * @param {number} ring
   * @param {number} diagonal
   */
  const off = (way, ring, diagonal) =>
    room ? room.gaps[way] * diagonal + (ring - 1) * RING_PX : gap * ring * diagonal;
  const rings = word.priority <= 2 && word.tier <= 1 ? [1, 2.2, 3.6] : [1];
  return rings.flatMap((ring, r) =>
    AROUND.map(([dx, dy, cost], slot) => {
      const diagonal = dx && dy ? 0.75 : 1;
      return {
        x: at.x + dx * (off(0, ring, diagonal) + width / 2),
        y: at.y + dy * (off(1, ring, diagonal) + height / 2) * (dx ? 0.85 : 1),
        angle: 0,
        cost: cost + r * 4,
        slot: r * 8 + slot,
      };
    }),
  );
}

/**
 * How many cells of lines lie under boxes.
 * @param {Box[]} boxes
 * @param {Set<number>} busy
 */
export function crossing(boxes, busy) {
  let count = 0;
  for (const b of boxes) {
    for (let x = Math.floor(b[0] / CELL); x <= b[2] / CELL; x += 1) {
      for (let y = Math.floor(b[1] / CELL); y <= b[3] / CELL; y += 1) if (busy.has(cellKey(x, y))) count += 1;
    }
  }
  return count;
}

/**
 * What it costs that a word stands on lines and on the ground of another; without end where it must not.
 * @param {Word} word
 * @param {XY} middle
 * @param {Box[]} boxes
 * @param {Ground} ground
 */
function costOf(word, middle, boxes, { width, height, busy }) {
  const astray = word.astray?.(middle, width) || 0;
  if (astray > MOST_ASTRAY && word.room?.(width, height).fits) return Infinity;
  return crossing(boxes, busy) * 0.5 + astray * width * height * ASTRAY;
}

/**
 * Do boxes lie in a view, and on nothing?
 * @param {Box[]} boxes
 * @param {Box} view
 * @param {Box[]} used
 */
const areFree = (boxes, [left, top, right, bottom], used) =>
  boxes.every((b) => b[0] >= left && b[1] >= top && b[2] <= right && b[3] <= bottom) &&
  !boxes.some((b) => used.some((u) => overlap(b, u)));

/**
 * The part of the view in which a word may stand, if not all.
 * @param {Word} word
 * @param {Box} view
 * @returns {Box}
 */
function ownView(word, [left, top, right, bottom]) {
  const [from, to] = (word.within && word.within()) || [left, right];
  return [Math.max(left, from), top, Math.min(right, to), bottom];
}

/**
 * The best place for a word; none if there is no room for it.
 * @param {Word} word
 * @param {Ground} ground
 * @returns {(Candidate & {boxes: Box[]}) | null}
 */
export function choose(word, ground) {
  const { width, height, used } = ground;
  /** @type {(Candidate & {boxes: Box[]}) | null} */
  let best = null;
  const view = ownView(word, ground.view);
  for (const candidate of candidatesOf(word, ground)) {
    const boxes = boxesOf(candidate, width, height);
    let cost = candidate.cost - (candidate.slot === word.last ? STAY : 0);
    if ((best && cost >= best.cost) || !areFree(boxes, view, used)) continue;
    cost += costOf(word, candidate, boxes, ground);
    if (cost < (best ? best.cost : Infinity)) best = { ...candidate, boxes, cost };
  }
  const most = word.tier > 1 ? (word.centre ? MOST_COST_WITHIN : MOST_COST) : Infinity;
  return best && best.cost > most ? null : best;
}

/**
 * Is a word not to be shown at all: out of view, in a crowd, or a twin of one that stands?
 * @param {Word} word
 * @param {XY} at
 * @param {{view: Box, used: Box[], names: Map<string, XY>}} ground
 */
export function isIdle(word, at, { view, used, names }) {
  if (at.x < view[0] - 40 || at.x > view[2] + 40 || at.y < view[1] - 40 || at.y > view[3] + 40) return true;
  if (word.quiet && word.quiet(at)) return true;
  const before = names.get(word.text);
  if (before && Math.hypot(before.x - at.x, before.y - at.y) < APART_PX) return true;
  return Boolean(word.tier > 1 && word.dot && used.some((box) => overlap(box, dotBox(at))));
}

/**
 * The order in which words are placed: what the map is about first, then towns, then waters.
 * @param {Word} a
 * @param {Word} b
 */
export const byWeight = (a, b) => a.tier - b.tier || a.priority - b.priority || a.order - b.order;

/**
 * What of a map is taken: the boxes that no word may touch, the cells of lines, where a name already stands.
 * @typedef {object} Plane
 * @property {Box} view
 * @property {Box[]} used
 * @property {Set<number>} busy
 * @property {Map<string, XY>} names so that a town never repeats a feature
 * @property {number} scale
 */

/** @typedef {{lines: string[], width: number, height: number}} Size */
/** @typedef {Size & {at: XY | null, best: Candidate & {boxes: Box[]}}} Placed */

/**
 * Place a word and take its room; nothing if there is none.
 * @param {Word} word
 * @param {Plane} plane
 * @param {XY | null} at the point that it names, in pixels
 * @param {(word: Word) => Size} sizeOf
 * @returns {Placed | null}
 */
export function placeWord(word, plane, at, sizeOf) {
  if (at && isIdle(word, at, plane)) return null;
  const size = sizeOf(word);
  const best = choose(word, { ...plane, ...size, at });
  if (!best) return null;
  plane.used.push(...best.boxes);
  if (at && word.dot) plane.used.push(dotBox(at));
  if (at) plane.names.set(word.text, at);
  word.last = best.slot;
  return { ...size, at, best };
}
