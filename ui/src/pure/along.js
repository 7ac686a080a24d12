/* Places for a name along a line: close beside it, near the middle of what is in view, where it is straight. */
import { AROUND } from "./placement.js";

const MOST = 60;
const MOST_LEVEL = 30;

/** @typedef {(x: number, y: number) => boolean} Test */
/** @typedef {{length: number, at: (d: number) => XY}} Measured */

/**
 * The longest stretch of the run that lies in view, as something to walk along.
 * @param {Flat} run
 * @param {Test} inside
 * @returns {Measured}
 */
function measure(run, inside) {
  /** @type {[number, number][]} */
  let best = [];
  /** @type {[number, number][]} */
  let now = [];
  /**
   * @param {number} x
   * @param {number} y
   */
  const step = (x, y) => {
    if (inside(x, y)) now.push([x, y]);
    else now = [];
    if (now.length > best.length) best = now;
  };
  step(run[0], run[1]);
  for (let i = 2; i < run.length; i += 2) {
    const [dx, dy] = [run[i] - run[i - 2], run[i + 1] - run[i - 1]];
    const parts = Math.ceil(Math.hypot(dx, dy) / 40) || 1; // long straight pieces too
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
  for (let d = -width / 2; d <= width / 2; d += 8) {
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
 * @param {Test} inside
 * @param {number} width
 * @param {number} height
 * @param {Test} foreign
 */
function besideLine(runs, inside, width, height, foreign) {
  /** @type {Candidate[]} */
  const list = [];
  const longest = Math.max(...runs.map((run) => run.length));
  for (const run of runs) {
    const short = 4 * (1 - run.length / longest); // a name stands at what most of the line is
    for (let part = 1; part < 8; part += 1) {
      const i = 2 * Math.floor((run.length / 2 - 1) * (part / 8));
      const [x, y] = [run[i], run[i + 1]];
      if (!inside(x, y)) continue;
      for (const [dx, dy, cost] of AROUND) {
        list.push({
          x: x + dx * (width / 2 + 8),
          y: y + dy * (height / 2 + 8),
          angle: 0,
          cost: cost + short + Math.abs(part - 4) + (foreign(x, y) ? 8 : 0),
          slot: list.length,
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
 * @param {Test} foreign
 * @returns {Omit<Candidate, "slot">[]}
 */
function bothSides(measured, mid, width, height, foreign) {
  const a = measured.at(mid - width / 2);
  const b = measured.at(mid + width / 2);
  const m = measured.at(mid);
  const chord = Math.hypot(b.x - a.x, b.y - a.y);
  let angle = Math.atan2(b.y - a.y, b.x - a.x);
  if (angle > Math.PI / 2) angle -= Math.PI;
  if (angle < -Math.PI / 2) angle += Math.PI;
  const bend = 1 - chord / width;
  const steep = Math.abs(angle) > 1.2 ? 1 : 0;
  const [low, high] = swell(measured, mid, width, angle);
  if (high - low > height * 1.5) return []; // its ends would stand away from the line
  const astray = (foreign(m.x, m.y) ? 8 : 0) + (high - low) / 5;
  return [-1, 1].map((side) => {
    const clear = side * (height * 0.5 + 5) + (side > 0 ? high : low);
    return {
      x: m.x - Math.sin(angle) * clear,
      y: m.y + Math.cos(angle) * clear,
      angle,
      cost: bend * 14 + astray + Math.abs(mid / measured.length - 0.5) * 3 + steep + (side > 0 ? 0.4 : 0),
    };
  });
}

/**
 * Places for a label along runs of pixels; where they wind too much, level beside them.
 * @param {Flat[]} runs
 * @param {Box} view
 * @param {number} width
 * @param {number} height
 * @param {Test} [foreign] tells where another line runs in the same track: a name would be read as that line's there
 * @returns {Candidate[]}
 */
export function alongLine(runs, view, width, height, foreign = () => false) {
  /** @type {Candidate[]} */
  const list = [];
  /** @type {Test} */
  const inside = (x, y) => x > view[0] + 8 && x < view[2] - 8 && y > view[1] + 8 && y < view[3] - 8;
  let slot = 0;
  for (const run of runs) {
    const measured = measure(run, inside);
    const total = measured.length;
    if (total < width * 0.7) continue;
    const step = Math.max(14, total / 24);
    for (let mid = width / 2; mid <= total - width / 2 + 1; mid += step) {
      for (const place of bothSides(measured, mid, width, height, foreign)) {
        list.push({ ...place, slot: (slot += 1) });
      }
    }
  }
  const level = besideLine(runs, inside, width, height, foreign).map((place) => ({
    ...place,
    cost: place.cost + 5,
    slot: place.slot + 10000,
  }));
  return [...list.sort((p, q) => p.cost - q.cost).slice(0, MOST), ...level.slice(0, MOST_LEVEL)];
}
