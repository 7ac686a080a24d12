/*
 * Where a word stands: nothing overlaps, the best place first, lines are kept clear of.
 *
 * Pictures are placed by the same rules with the same numbers (mapsvc/render/picture/placement.py); a test compares
 * the two. Only here a word stays where it was if it can (`last`), is held to its own part of a shared frame
 * (`within`), and may be quiet for a while (`quiet`).
 */
import table from "../../../templates/static/style.json" with { type: "json" };
import { alongLine } from "./along.js";
import { cellKey } from "./runs.js";

const rules = table.placement;
const STAY = 1.5; // so much better a new place must be than the one that a word has

/**
 * @param {Box} a
 * @param {Box} b
 */
export const overlap = (a, b) => a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1];

/**
 * @param {XY} at
 * @returns {Box}
 */
const dotBox = ({ x, y }) => [x - rules.dot_px, y - rules.dot_px, x + rules.dot_px, y + rules.dot_px];

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
 * Is a region large enough to carry its name inside?
 * @param {[across: number, upright: number] | null | undefined} room
 * @param {Ground} ground
 */
const fits = (room, { width, height }) =>
  Boolean(room && room[0] > width * rules.fits[0] && room[1] > height * rules.fits[1]);

/**
 * Places about a point, or within a region.
 * @param {Word} word
 * @param {Ground} ground
 * @param {Cells | undefined} foreign
 * @returns {Candidate[]}
 */
function candidatesOf(word, ground, foreign) {
  const { at, view, width, height, scale } = ground;
  if (word.runs) return alongLine(word.runs(), view, width, height, foreign);
  if (!at) return [];
  const room = word.room && word.room();
  if (word.centre || fits(room, ground)) {
    return rules.within.map(([dx, dy], slot) => ({
      x: at.x + dx * width * rules.within_across,
      y: at.y + dy * height,
      angle: word.angle || 0,
      cost: slot * rules.within_cost,
      slot,
    }));
  }
  const wide = word.gap || rules.gap_px;
  const gap = wide > rules.gap_px ? wide * scale : wide;
  const rings =
    word.priority <= rules.ringed_priority && word.tier <= rules.ringed_tier ? rules.rings : [rules.rings[0]];
  return rings.flatMap((ring, r) =>
    rules.around.map(([dx, dy, cost], slot) => {
      const [across, upright] = offsOf(room, gap, ring, dx && dy ? rules.diagonal : 1);
      return {
        x: at.x + dx * (across + width / 2),
        y: at.y + dy * (upright + height / 2) * (dx ? rules.level : 1),
        angle: 0,
        cost: cost + r * rules.ring_cost,
        slot: r * rules.around.length + slot,
      };
    }),
  );
}

/**
 * How far off a word stands, across and upright. A sign is round, so that a name may stand nearer to it at its
 * corners; one beside a region stands at its edge: further off it would name what lies there.
 * @param {[across: number, upright: number] | null | undefined} room
 * @param {number} gap
 * @param {number} ring
 * @param {number} near
 */
const offsOf = (room, gap, ring, near) =>
  room
    ? room.map((side) => side / 2 + rules.room_gap_px + (ring - 1) * rules.ring_px)
    : [gap * ring * near, gap * ring * near];

/**
 * How many cells of lines lie under boxes.
 * @param {Box[]} boxes
 * @param {Cells} busy
 * @param {number} cell
 */
export function crossing(boxes, busy, cell) {
  let count = 0;
  for (const b of boxes) {
    for (let x = Math.floor(b[0] / cell); x <= b[2] / cell; x += 1) {
      for (let y = Math.floor(b[1] / cell); y <= b[3] / cell; y += 1) if (busy.has(cellKey(x, y))) count += 1;
    }
  }
  return count;
}

/**
 * What it costs to stand on lines; no place at all where a name within its region would stand on another's.
 * @param {Word} word
 * @param {Box[]} boxes
 * @param {Ground} ground
 * @param {Cells | undefined} foreign
 */
function costOnLines(word, boxes, ground, foreign) {
  const share = isOfGround(word) ? rules.crossing_of_ground : rules.crossing;
  const cost = crossing(boxes, ground.busy, rules.cell_px) * share;
  if (!foreign) return cost;
  const crossed = crossing(boxes, foreign, rules.foreign_px);
  const much = crossed * rules.foreign_px ** 2 > rules.most_foreign * ground.width * ground.height;
  if (much && (word.centre || fits(word.room && word.room(), ground))) return Infinity;
  return cost + crossed * rules.crossing_foreign;
}

/**
 * Do boxes stand in a frame and on nothing?
 * @param {Box[]} boxes
 * @param {Box} frame
 * @param {Box[]} used
 */
const isFree = (boxes, [left, top, right, bottom], used) =>
  boxes.every((b) => b[0] >= left && b[1] >= top && b[2] <= right && b[3] <= bottom) &&
  !boxes.some((b) => used.some((u) => overlap(b, u)));

/**
 * The best place for a word; none if there is no room for it.
 * @param {Word} word
 * @param {Ground} ground
 * @returns {(Candidate & {boxes: Box[]}) | null}
 */
export function choose(word, ground) {
  /** @type {(Candidate & {boxes: Box[]}) | null} */
  let best = null;
  let least = Infinity;
  const frame = frameOf(word, ground.view);
  const foreign = word.foreign && word.foreign();
  for (const candidate of candidatesOf(word, ground, foreign)) {
    const own = candidate.cost - (candidate.slot === word.last ? STAY : 0);
    if (own >= least) continue;
    const boxes = boxesOf(candidate, ground.width, ground.height);
    if (!isFree(boxes, frame, ground.used)) continue;
    const cost = own + costOnLines(word, boxes, ground, foreign);
    if (cost < least) {
      best = { ...candidate, boxes, cost };
      least = cost;
    }
  }
  const most = word.centre ? rules.most_cost_within : rules.most_cost;
  return isOfGround(word) && least > most ? null : best; // a town buried in lines says nothing
}

/** @param {Word} word */
const isOfGround = (word) => word.tier > 1;

/**
 * Where a word may stand: a little off the edge, and in its own part of the view.
 * @param {Word} word
 * @param {Box} view
 * @returns {Box}
 */
function frameOf(word, view) {
  const edge = rules.edge_px;
  /** @type {Box} */
  const frame = [view[0] + edge, view[1] + edge, view[2] - edge, view[3] - edge];
  const reach = word.within && word.within(); // the part of the view that is its own, if not all
  return reach ? [Math.max(frame[0], reach[0]), frame[1], Math.min(frame[2], reach[1]), frame[3]] : frame;
}

/**
 * Is a word not to be shown at all: out of view, in a crowd, or a twin of one that stands?
 * @param {Word} word
 * @param {XY} at
 * @param {{view: Box, used: Box[], names: Map<string, XY>}} ground
 */
export function isIdle(word, at, { view, used, names }) {
  if (at.x < view[0] || at.x > view[2] || at.y < view[1] || at.y > view[3]) return true;
  if (word.quiet && word.quiet(at)) return true;
  const before = names.get(word.text);
  if (before && Math.hypot(before.x - at.x, before.y - at.y) < rules.twin_px) return true;
  return Boolean(word.dot && used.some((box) => overlap(box, dotBox(at))));
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
  const aside = rules.aside_px; // two words side by side are not to be read as one name
  for (const [left, top, right, bottom] of best.boxes)
    plane.used.push([left - aside, top, right + aside, bottom]);
  if (at && word.dot) plane.used.push(dotBox(at));
  if (at) plane.names.set(word.text, at);
  word.last = best.slot;
  return { ...size, at, best };
}
