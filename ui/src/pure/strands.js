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
        const [dx, dy] = [run[i] - run[i - 2], run[i + 1] - run[i - 1]];
        const steps = Math.min(400, Math.ceil(Math.hypot(dx, dy) / SAMPLE) || 1);
        for (let s = 1; s <= steps; s += 1)
          add(strand, run[i - 2] + (dx * s) / steps, run[i - 1] + (dy * s) / steps);
      }
    }
  }
  return samples;
}

/**
 * Is a strand the nearest of all at a point, by enough to be told?
 * @param {Samples} samples
 * @param {string} strand
 * @param {number} x
 * @param {number} y
 */
export function isNearest({ xs, ys, of }, strand, x, y) {
  let [own, other] = [Infinity, Infinity];
  for (let i = 0; i < xs.length; i += 1) {
    const apart = (xs[i] - x) ** 2 + (ys[i] - y) ** 2;
    if (of[i] === strand) own = Math.min(own, apart);
    else other = Math.min(other, apart);
  }
  return Math.sqrt(own) + OWN < Math.sqrt(other);
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
  let [own, other] = [Infinity, Infinity];
  for (let i = 0; i < samples.xs.length; i += 1) {
    const [dx, dy] = [samples.xs[i] - x, samples.ys[i] - y];
    const beside = Math.max(0, Math.abs(dx * cos + dy * sin) - width / 2);
    const above = Math.max(0, Math.abs(dy * cos - dx * sin) - height / 2);
    const apart = beside ** 2 + above ** 2;
    if (samples.of[i] === strand) own = Math.min(own, apart);
    else other = Math.min(other, apart);
  }
  return own < other;
}
