/*
 * Places for a name along a line: close beside it, near the middle of what is in view, where it is straight.
 * mapsvc/render/picture/line_places.py does the same for pictures; a test compares the two.
 */
import table from "../../../templates/static/style.json" with { type: "json" };
import { comparable } from "./ground-places.js";

const rules = table.placement;
const along = table.line_names;

/** @typedef {Omit<Candidate, "size">} Place */
/** @typedef {{length: number, xs: number[], ys: number[], sums: number[]}} Measured points, and how far along each lies */

/**
 * The longest stretch of a run that lies in a box, as something to walk along.
 * @param {Flat} run
 * @param {Box} box
 * @returns {Measured}
 */
function measure(run, box) {
  /** @type {number[]} */
  let best = [];
  /** @type {number[]} */
  let now = [];
  /**
   * @param {number} x
   * @param {number} y
   */
  const step = (x, y) => {
    if (holds(box, x, y)) now.push(x, y);
    else if (now.length) now = [];
    if (now.length > best.length) best = now;
  };
  step(run[0], run[1]);
  for (let i = 2; i < run.length; i += 2) {
    const dx = run[i] - run[i - 2];
    const dy = run[i + 1] - run[i - 1];
    const parts = Math.ceil(Math.hypot(dx, dy) / along.piece_px) || 1; // long straight pieces too
    for (let s = 1; s <= parts; s += 1) step(run[i - 2] + (dx * s) / parts, run[i - 1] + (dy * s) / parts);
  }
  const [xs, ys, sums] = [[best[0]], [best[1]], [0]];
  for (let i = 2; i < best.length; i += 2) {
    xs.push(best[i]);
    ys.push(best[i + 1]);
    sums.push(sums[sums.length - 1] + Math.hypot(best[i] - best[i - 2], best[i + 1] - best[i - 1]));
  }
  return { length: sums[sums.length - 1], xs, ys, sums };
}

/**
 * @param {Box} box
 * @param {number} x
 * @param {number} y
 */
const holds = (box, x, y) => x > box[0] && x < box[2] && y > box[1] && y < box[3];

/**
 * The last point that does not lie beyond a distance, or the last but one.
 * @param {number[]} sums
 * @param {number} d
 */
function indexAt(sums, d) {
  let lo = 0;
  let hi = sums.length - 1;
  while (hi - lo > 1) {
    const mid = (lo + hi) >> 1;
    if (sums[mid] <= d) lo = mid;
    else hi = mid;
  }
  return lo;
}

/**
 * @param {Measured} measured
 * @param {number} d
 * @param {number} [i] which point lies before it
 * @returns {XY}
 */
function pointAt({ xs, ys, sums }, d, i = indexAt(sums, d)) {
  const t = Math.max(0, Math.min(1, (d - sums[i]) / (sums[i + 1] - sums[i] || 1)));
  return { x: xs[i] + (xs[i + 1] - xs[i]) * t, y: ys[i] + (ys[i + 1] - ys[i]) * t };
}

/**
 * How far the line swells to one side of the words, and to the other; nothing where it swells more than they bear.
 * @param {Measured} measured
 * @param {number} mid
 * @param {number} width
 * @param {{angle: number, most: number}} words
 * @returns {[low: number, high: number] | null}
 */
function swell(measured, mid, width, { angle, most }) {
  const { sums } = measured;
  const m = pointAt(measured, mid);
  const [sin, cos] = [Math.sin(angle), Math.cos(angle)];
  let [low, high] = [0, 0];
  let i = indexAt(sums, mid - width / 2);
  for (let d = -width / 2; d <= width / 2; d += along.swell_px) {
    while (i < sums.length - 2 && sums[i + 1] <= mid + d) i += 1;
    const p = pointAt(measured, mid + d, i);
    const off = -sin * (p.x - m.x) + cos * (p.y - m.y);
    if (off < low) low = off;
    else if (off > high) high = off;
    if (high - low > most) return null;
  }
  return [low, high];
}

/**
 * A line shorter than its name, or that winds: the name stands level beside it.
 * @param {Flat[]} runs
 * @param {Box} box
 * @param {number} width
 * @param {number} height
 */
function besideLine(runs, box, width, height) {
  /** @type {Place[]} */
  const list = [];
  const longest = Math.max(...runs.map((run) => run.length));
  const clear = along.level_clear_px;
  for (const run of runs) {
    const short = along.short_cost * (1 - run.length / longest); // a name stands at what most of the line is
    for (let part = 1; part < along.parts; part += 1) {
      const i = 2 * Math.floor(((run.length / 2 - 1) * part) / along.parts);
      const [x, y] = [run[i], run[i + 1]];
      if (!holds(box, x, y)) continue;
      const base = along.level_cost + short + Math.abs(part - along.parts / 2);
      for (const [dx, dy, cost] of rules.around) {
        list.push({
          x: x + dx * (width / 2 + clear),
          y: y + dy * (height / 2 + clear),
          angle: 0,
          cost: comparable(base + cost),
          slot: 10000 + list.length,
        });
      }
    }
  }
  return list.sort((p, q) => p.cost - q.cost);
}

/**
 * @param {Measured} measured
 * @param {number} mid
 * @param {number} width
 * @param {number} height
 * @returns {Omit<Place, "slot">[]}
 */
function bothSides(measured, mid, width, height) {
  const a = pointAt(measured, mid - width / 2);
  const b = pointAt(measured, mid + width / 2);
  const m = pointAt(measured, mid);
  let angle = Math.atan2(b.y - a.y, b.x - a.x);
  if (angle > Math.PI / 2) angle -= Math.PI;
  else if (angle < -Math.PI / 2) angle += Math.PI;
  const swollen = swell(measured, mid, width, { angle, most: height * along.most_swell });
  if (!swollen) return []; // its ends would stand away from the line
  const [low, high] = swollen;
  const cost =
    (1 - Math.hypot(b.x - a.x, b.y - a.y) / width) * along.bend_cost +
    (Math.abs(angle) > along.steep_rad ? along.steep_cost : 0) +
    (high - low) * along.swell_cost +
    Math.abs(mid / measured.length - 0.5) * along.off_middle_cost;
  return [-1, 1].map((side) => {
    const clear = side * (height * 0.5 + along.clear_px) + (side > 0 ? high : low);
    return {
      x: m.x - Math.sin(angle) * clear,
      y: m.y + Math.cos(angle) * clear,
      angle,
      cost: comparable(cost + (side > 0 ? along.below_cost : 0)),
    };
  });
}

/**
 * Where the name of a line may be: off the edge of what is seen.
 * @param {Box} view
 * @returns {Box}
 */
const insideOf = ([left, top, right, bottom]) => [
  left + along.inside_px,
  top + along.inside_px,
  right - along.inside_px,
  bottom - along.inside_px,
];

/**
 * Places for a label along runs of pixels, the best first.
 * @param {Flat[]} runs
 * @param {Box} view
 * @param {number} width
 * @param {number} height
 * @returns {Place[]}
 */
export function alongLine(runs, view, width, height) {
  /** @type {Place[]} */
  const list = [];
  const box = insideOf(view);
  for (const run of runs) {
    const measured = measure(run, box);
    const step = Math.max(along.step_px, measured.length / along.steps);
    const count = measured.length ? Math.floor((measured.length - width + 1) / step) : -1;
    for (let i = 0; i <= count; i += 1) {
      for (const place of bothSides(measured, width / 2 + i * step, width, height)) {
        list.push({ ...place, slot: list.length + 1 });
      }
    }
  }
  return list.sort((p, q) => p.cost - q.cost).slice(0, along.most);
}

/** What a place level beside a line costs at least: where one along it is as good, none is looked for. */
export const LEVEL_COST = along.level_cost;

/**
 * Places for a label level beside runs of pixels, as where they wind too much.
 * @param {Flat[]} runs
 * @param {Box} view
 * @param {number} width
 * @param {number} height
 */
export const levelBeside = (runs, view, width, height) =>
  besideLine(runs, insideOf(view), width, height).slice(0, along.most_level);

/**
 * Points of runs of pixels that a line to their name may end at, the middle first.
 * @param {Flat[]} runs
 * @param {Box} view
 * @returns {XY[]}
 */
export function leadersTo(runs, view) {
  const box = insideOf(view);
  /** @type {{at: XY, off: number}[]} */
  const found = [];
  for (const run of runs) {
    const measured = measure(run, box);
    for (let part = 1; measured.length && part < along.parts; part += 1) {
      const at = pointAt(measured, (measured.length * part) / along.parts);
      found.push({ at, off: Math.abs(part - along.parts / 2) });
    }
  }
  return found.sort((p, q) => p.off - q.off).map(({ at }) => at);
}

/**
 * What lines of one thing have in common: the border, or the account of a journey. The name of one may stand at any
 * of them, and not at those of another. A stretch on which several run is of none of them alone.
 * @param {{id: string, p: {joint?: string}}} item
 */
export function strandOf({ id, p }) {
  if (p.joint) return p.joint;
  return /-leg-\d+$/.test(id) ? id.replace(/-leg-\d+$/, "") : id.slice(0, Math.max(0, id.lastIndexOf("/")));
}
