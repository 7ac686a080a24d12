/*
 * Places for a name along a line: close beside it, near the middle of what is in view, where it is straight.
 * mapsvc/render/picture/line_places.py does the same for pictures; a test compares the two.
 */
import table from "../../../templates/static/style.json" with { type: "json" };
import { comparable } from "./ground-places.js";

const rules = table.placement;
const along = table.line_names;

/** @typedef {Omit<Candidate, "size">} Place */
/** @typedef {{length: number, at: (d: number) => XY}} Measured */

/**
 * The longest stretch of a run that lies in a box, as something to walk along.
 * @param {Flat} run
 * @param {Box} box
 * @returns {Measured}
 */
function measure(run, box) {
  /** @type {[number, number][]} */
  let best = [];
  /** @type {[number, number][]} */
  let now = [];
  /**
   * @param {number} x
   * @param {number} y
   */
  const step = (x, y) => {
    if (holds(box, x, y)) now.push([x, y]);
    else now = [];
    if (now.length > best.length) best = now;
  };
  step(run[0], run[1]);
  for (let i = 2; i < run.length; i += 2) {
    const dx = run[i] - run[i - 2];
    const dy = run[i + 1] - run[i - 1];
    const parts = Math.ceil(Math.hypot(dx, dy) / along.piece_px) || 1; // long straight pieces too
    for (let s = 1; s <= parts; s += 1) step(run[i - 2] + (dx * s) / parts, run[i - 1] + (dy * s) / parts);
  }
  const sums = [0];
  for (let i = 1; i < best.length; i += 1) {
    sums.push(sums[i - 1] + Math.hypot(best[i][0] - best[i - 1][0], best[i][1] - best[i - 1][1]));
  }
  const length = best.length > 1 ? sums[sums.length - 1] : 0;
  return { length, at: (d) => pointAt(best, sums, d) };
}

/**
 * @param {Box} box
 * @param {number} x
 * @param {number} y
 */
const holds = (box, x, y) => x > box[0] && x < box[2] && y > box[1] && y < box[3];

/**
 * @param {[number, number][]} points
 * @param {number[]} sums
 * @param {number} d
 */
function pointAt(points, sums, d) {
  let lo = 0;
  let hi = sums.length - 1;
  while (hi - lo > 1) {
    const mid = (lo + hi) >> 1;
    if (sums[mid] <= d) lo = mid;
    else hi = mid;
  }
  const span = sums[hi] - sums[lo] || 1;
  const t = Math.max(0, Math.min(1, (d - sums[lo]) / span));
  const [[ax, ay], [bx, by]] = [points[lo], points[hi]];
  return { x: ax + (bx - ax) * t, y: ay + (by - ay) * t };
}

/**
 * How far the line swells to one side of the words, and to the other.
 * @param {Measured} measured
 * @param {number} mid
 * @param {number} width
 * @param {number} angle
 */
function swell(measured, mid, width, angle) {
  const m = measured.at(mid);
  let low = 0;
  let high = 0;
  for (let d = -width / 2; d <= width / 2; d += along.swell_px) {
    const p = measured.at(mid + d);
    const off = -Math.sin(angle) * (p.x - m.x) + Math.cos(angle) * (p.y - m.y);
    low = Math.min(low, off);
    high = Math.max(high, off);
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
  const a = measured.at(mid - width / 2);
  const b = measured.at(mid + width / 2);
  const m = measured.at(mid);
  let angle = Math.atan2(b.y - a.y, b.x - a.x);
  if (angle > Math.PI / 2) angle -= Math.PI;
  else if (angle < -Math.PI / 2) angle += Math.PI;
  const [low, high] = swell(measured, mid, width, angle);
  if (high - low > height * along.most_swell) return []; // its ends would stand away from the line
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
 * Places for a label along runs of pixels; where they wind too much, level beside them.
 * @param {Flat[]} runs
 * @param {Box} view
 * @param {number} width
 * @param {number} height
 * @returns {Place[]}
 */
export function alongLine(runs, view, width, height) {
  /** @type {Place[]} */
  const list = [];
  const edge = along.inside_px;
  /** @type {Box} */
  const box = [view[0] + edge, view[1] + edge, view[2] - edge, view[3] - edge];
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
  const level = besideLine(runs, box, width, height);
  return [...list.sort((p, q) => p.cost - q.cost).slice(0, along.most), ...level.slice(0, along.most_level)];
}

/**
 * Points of runs of pixels that a line to their name may end at, the middle first.
 * @param {Flat[]} runs
 * @param {Box} view
 * @returns {XY[]}
 */
export function leadersTo(runs, view) {
  const edge = along.inside_px;
  /** @type {Box} */
  const box = [view[0] + edge, view[1] + edge, view[2] - edge, view[3] - edge];
  /** @type {{at: XY, off: number}[]} */
  const found = [];
  for (const run of runs) {
    const measured = measure(run, box);
    for (let part = 1; measured.length && part < along.parts; part += 1) {
      const at = measured.at((measured.length * part) / along.parts);
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
