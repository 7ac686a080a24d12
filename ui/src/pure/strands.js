/*
 * Whose line is the nearest: the name of a line stands nearer to its own than to any other, along its whole length.
 * mapsvc/render/picture/strands.py does the same for pictures; a test compares the two.
 */
import table from "../../../templates/static/style.json" with { type: "json" };

const { own_px: OWN, checks: CHECKS, sample_px: SAMPLE } = table.line_names;

/** @typedef {{xs: number[], ys: number[], of: string[]}} Samples points on lines, and which strand each belongs to */

/**
 * Points on the lines of a map.
 * @param {Iterable<[strand: string, runs: Flat[]]>} lines
 * @returns {Samples}
 */
export function samplesOf(lines) {
  /** @type {Samples} */
  const samples = { xs: [], ys: [], of: [] };
  /**
   * @param {string} strand
   * @param {number} x
   * @param {number} y
   */
  const add = (strand, x, y) => {
    samples.xs.push(x);
    samples.ys.push(y);
    samples.of.push(strand);
  };
  for (const [strand, runs] of lines) {
    for (const run of runs) {
      add(strand, run[0], run[1]);
      for (let i = 2; i < run.length; i += 2) {
        const dx = run[i] - run[i - 2];
        const dy = run[i + 1] - run[i - 1];
        const steps = Math.min(400, Math.ceil(Math.hypot(dx, dy) / SAMPLE) || 1);
        for (let s = 1; s <= steps; s += 1)
          add(strand, run[i - 2] + (dx * s) / steps, run[i - 1] + (dy * s) / steps);
      }
    }
  }
  return samples;
}

/**
 * @typedef {{own: Float64Array, other: Float64Array}} Parted points of a strand, and of all others, as x and y
 * @type {WeakMap<Samples, Map<string, Parted>>}
 */
const partings = new WeakMap();

/**
 * @param {Samples} samples
 * @param {string} strand
 * @returns {Parted}
 */
function partedBy(samples, strand) {
  const known = partings.get(samples) || new Map();
  partings.set(samples, known);
  if (!known.has(strand)) known.set(strand, part(samples, strand));
  return known.get(strand);
}

/**
 * @param {Samples} samples
 * @param {string} strand
 * @returns {Parted}
 */
function part({ xs, ys, of }, strand) {
  const all = new Float64Array(2 * of.length);
  let [first, last] = [0, all.length];
  for (let i = 0; i < of.length; i += 1) {
    const at = of[i] === strand ? (first += 2) - 2 : (last -= 2);
    all[at] = xs[i];
    all[at + 1] = ys[i];
  }
  return { own: all.subarray(0, first), other: all.subarray(last) };
}

/**
 * Is a strand the nearest of all at a point, by enough to be told?
 * @param {Samples} samples
 * @param {string} strand
 * @param {number} x
 * @param {number} y
 */
export function isNearest(samples, strand, x, y) {
  const { own, other } = partedBy(samples, strand);
  let least = Infinity;
  for (let i = 0; i < own.length; i += 2) {
    const apart = (own[i] - x) ** 2 + (own[i + 1] - y) ** 2;
    if (apart < least) least = apart;
  }
  const most = (Math.sqrt(least) + OWN) ** 2;
  for (let i = 0; i < other.length; i += 2) {
    if ((other[i] - x) ** 2 + (other[i + 1] - y) ** 2 <= most) return false;
  }
  return least < Infinity || !other.length;
}

/**
 * Does a name read as that of its own strand: at each of its points, and by the edge that is nearest to any?
 * @param {Samples} samples
 * @param {string} strand
 * @param {XY & {angle: number}} place its middle
 * @param {{width: number, height: number}} size
 */
export function readsAsOwn(samples, strand, { x, y, angle }, { width, height }) {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  for (let i = 0; i < CHECKS; i += 1) {
    const along = width * (i / (CHECKS - 1) - 0.5);
    if (!isNearest(samples, strand, x + cos * along, y + sin * along)) return false;
  }
  /** @param {Float64Array} points */
  const nearest = (points) => {
    let least = Infinity;
    for (let i = 0; i < points.length; i += 2) {
      const dx = points[i] - x;
      const dy = points[i + 1] - y;
      const beside = Math.max(0, Math.abs(dx * cos + dy * sin) - width / 2);
      const above = Math.max(0, Math.abs(dy * cos - dx * sin) - height / 2);
      least = Math.min(least, beside ** 2 + above ** 2);
    }
    return least;
  };
  const { own, other } = partedBy(samples, strand);
  return nearest(own) < nearest(other);
}
