/*
 * Whose line is the nearest: the name of a line stands nearer to its own than to any other, along its whole length.
 * mapsvc/render/picture/strands.py does the same for pictures; a test compares the two.
 */
import table from "../../../templates/static/style.json" with { type: "json" };

const { own_px: OWN, checks: CHECKS, sample_px: SAMPLE } = table.line_names;
const BLOCK = 64; // so many coordinates
const TINY = 1e-9; // what is as near is found too

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
 * Points as x and y, with the box round each `BLOCK` of them: most lie too far off to be looked at one by one.
 * @typedef {{points: Float64Array, boxes: Float64Array}} Blocks
 * @typedef {{own: Blocks, other: Blocks}} Parted points of a strand, and of all others
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
  return { own: blocksOf(all.subarray(0, first)), other: blocksOf(all.subarray(last)) };
}

/**
 * @param {Float64Array} points
 * @returns {Blocks}
 */
function blocksOf(points) {
  const boxes = new Float64Array(4 * Math.ceil(points.length / BLOCK));
  for (let from = 0, at = 0; from < points.length; from += BLOCK) {
    let [west, north, east, south] = [points[from], points[from + 1], points[from], points[from + 1]];
    const end = Math.min(points.length, from + BLOCK);
    for (let i = from + 2; i < end; i += 2) {
      const x = points[i];
      const y = points[i + 1];
      if (x < west) west = x;
      else if (x > east) east = x;
      if (y < north) north = y;
      else if (y > south) south = y;
    }
    for (const side of [west, north, east, south]) boxes[at++] = side;
  }
  return { points, boxes };
}

/**
 * The least square of a distance to any point, if it is less than a bound.
 * @param {Blocks} blocks
 * @param {XY} from
 * @param {number} bound
 * @param {(dx: number, dy: number) => number} square of the distance to what lies so far off `from`
 * @param {number} reach how much nearer than `from` a point may be to what is measured from
 */
function leastOf({ points, boxes }, { x, y }, bound, square, reach = 0) {
  let least = bound;
  for (let at = 0; at < boxes.length; at += 4) {
    const across = Math.max(boxes[at] - x, x - boxes[at + 2], 0);
    const up = Math.max(boxes[at + 1] - y, y - boxes[at + 3], 0);
    if (Math.max(0, Math.hypot(across, up) - reach) ** 2 >= least) continue;
    const end = Math.min(points.length, (at / 4 + 1) * BLOCK);
    for (let i = (at / 4) * BLOCK; i < end; i += 2) {
      const apart = square(points[i] - x, points[i + 1] - y);
      if (apart < least) least = apart;
    }
  }
  return least;
}

/**
 * @param {number} dx
 * @param {number} dy
 */
const squareOf = (dx, dy) => dx ** 2 + dy ** 2;

/**
 * Is a strand the nearest of all at a point, by enough to be told?
 * @param {Samples} samples
 * @param {string} strand
 * @param {number} x
 * @param {number} y
 */
export function isNearest(samples, strand, x, y) {
  const { own, other } = partedBy(samples, strand);
  const least = leastOf(own, { x, y }, Infinity, squareOf);
  if (least === Infinity) return !other.points.length;
  const most = (Math.sqrt(least) + OWN) ** 2;
  return leastOf(other, { x, y }, most + TINY, squareOf) > most;
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
  /**
   * @param {number} dx
   * @param {number} dy
   */
  const beside = (dx, dy) =>
    squareOf(
      Math.max(0, Math.abs(dx * cos + dy * sin) - width / 2),
      Math.max(0, Math.abs(dy * cos - dx * sin) - height / 2),
    );
  const reach = Math.hypot(width, height) / 2;
  const { own, other } = partedBy(samples, strand);
  const least = leastOf(own, { x, y }, Infinity, beside, reach);
  return leastOf(other, { x, y }, least + TINY, beside, reach) > least;
}
