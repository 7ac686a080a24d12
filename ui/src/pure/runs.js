/* Lines in pixels, as runs [x0, y0, x1, y1, …]: what is near the canvas, where ornaments stand, which cells they cross. */
import table from "../../../templates/static/style.json" with { type: "json" };

/**
 * Units of the world → pixels of a canvas; only what comes near it, close points dropped.
 * @param {Float64Array} flat
 * @param {{scale: number, x: number, y: number, width: number, height: number, turn: number, pad: number}} view
 *   `x, y`: the canvas's corner in pixels of the world of this scale
 * @param {boolean} closed a ring is wanted whole
 * @returns {Flat[]}
 */
export function pixelRuns(flat, view, closed) {
  const { scale, width, height, turn, pad } = view;
  const runs = [];
  /** @type {Flat | null} */
  let run = null;
  let px = 0;
  let py = 0;
  for (let i = 0; i < flat.length; i += 2) {
    const x = (flat[i] + turn) * scale - view.x;
    const y = flat[i + 1] * scale - view.y;
    if (i > 0) {
      const near =
        closed ||
        (Math.max(px, x) > -pad &&
          Math.min(px, x) < width + pad &&
          Math.max(py, y) > -pad &&
          Math.min(py, y) < height + pad);
      if (near) {
        if (!run) {
          run = [px, py];
          runs.push(run);
        }
        const n = run.length;
        const last = i === flat.length - 2;
        if (last || Math.abs(run[n - 2] - x) + Math.abs(run[n - 1] - y) > 1.2) run.push(x, y);
      } else run = null;
    }
    px = x;
    py = y;
  }
  return runs;
}

/**
 * Cut the end of the last run, so that an arrow's head stands before the sign it points at.
 * @param {Flat[]} runs
 * @param {number} by
 */
export function shorten(runs, by) {
  const run = runs[runs.length - 1].slice();
  if (lengthOf(run) <= 2 * by) return runs;
  let left = by;
  while (run.length >= 4 && left > 0) {
    const n = run.length;
    const dx = run[n - 2] - run[n - 4];
    const dy = run[n - 1] - run[n - 3];
    const long = Math.hypot(dx, dy);
    if (long > left) {
      run[n - 2] -= (dx / long) * left;
      run[n - 1] -= (dy / long) * left;
      left = 0;
    } else {
      run.length = n - 2;
      left -= long;
    }
  }
  return [...runs.slice(0, -1), run];
}

/** @param {Flat} run */
function lengthOf(run) {
  let whole = 0;
  for (let i = 2; i < run.length; i += 2) whole += Math.hypot(run[i] - run[i - 2], run[i + 1] - run[i - 1]);
  return whole;
}

/**
 * The points of a run at `first` pixels from its beginning, and every `period` after, with the way the line runs there.
 * @param {Flat} run
 * @param {number} first
 * @param {number} period
 */
export function stations(run, first, period) {
  /** @type {[x: number, y: number, dx: number, dy: number][]} */
  const found = [];
  let along = 0;
  let next = first;
  for (let i = 2; i < run.length; i += 2) {
    const dx = run[i] - run[i - 2];
    const dy = run[i + 1] - run[i - 1];
    const long = Math.hypot(dx, dy);
    while (long && next <= along + long) {
      const share = (next - along) / long;
      found.push([run[i - 2] + dx * share, run[i - 1] + dy * share, dx / long, dy / long]);
      next += period;
    }
    along += long;
  }
  return found;
}

/**
 * Points along runs, so far from each other and at least one, in the middle.
 * @param {Flat[]} runs
 * @param {number} period
 */
export function spots(runs, period) {
  return runs.flatMap((run) => {
    const whole = lengthOf(run);
    const count = Math.max(1, Math.floor(whole / period));
    return stations(run, whole / (2 * count), whole / count).map(([x, y]) => [x, y]);
  });
}

/**
 * Crosses on runs, each as two strokes.
 * @param {Flat[]} runs
 * @param {{size: number, first: number, period: number}} marks
 * @returns {Flat[]}
 */
export function crosses(runs, { size, first, period }) {
  return runs
    .flatMap((run) => stations(run, first, period))
    .flatMap(([x, y]) => [
      [x - size, y - size, x + size, y + size],
      [x - size, y + size, x + size, y - size],
    ]);
}

/**
 * Figures on runs, each turned as its line runs there.
 * @param {Flat[]} runs
 * @param {{size: number, first: number, period: number}} marks
 * @param {number[][]} figure points along the line and across it, in halves of the size
 * @returns {Flat[]}
 */
export function figures(runs, { size, first, period }, figure) {
  const half = size / 2;
  return runs
    .flatMap((run) => stations(run, first, period))
    .map(([x, y, dx, dy]) =>
      figure.flatMap(([along, across]) => [
        x + (dx * along - dy * across) * half,
        y + (dy * along + dx * across) * half,
      ]),
    );
}

/**
 * Runs that swing about the line.
 * @param {Flat[]} runs
 * @param {number} thick how much larger than on a small screen
 * @returns {Flat[]}
 */
export function waves(runs, thick) {
  const { step } = table.ornaments.wave;
  const [height, length] = [table.ornaments.wave.height * thick, table.ornaments.wave.length * thick];
  return runs.map((run) => {
    const wave = [run[0], run[1]];
    let along = 0;
    for (let i = 2; i < run.length; i += 2) {
      const dx = run[i] - run[i - 2];
      const dy = run[i + 1] - run[i - 1];
      const long = Math.hypot(dx, dy);
      if (!long) continue;
      for (let s = step; s < long; s += step) {
        const swing = Math.sin(((along + s) / length) * 2 * Math.PI) * height;
        wave.push(run[i - 2] + (dx * s - dy * swing) / long, run[i - 1] + (dy * s + dx * swing) / long);
      }
      along += long;
    }
    wave.push(run[run.length - 2], run[run.length - 1]);
    return wave;
  });
}

/**
 * Which way the end of a run points, as an angle.
 * @param {Flat} run
 */
export function headingOf(run) {
  const n = run.length;
  const [tx, ty] = [run[n - 2], run[n - 1]];
  let i = n - 4;
  while (i > 0 && Math.hypot(run[i] - tx, run[i + 1] - ty) < table.lines.head_back_px) i -= 2;
  return Math.atan2(ty - run[i + 1], tx - run[i]);
}

/**
 * Names a cell of the plane.
 * @param {number} x
 * @param {number} y
 */
export const cellKey = (x, y) => (x + 32768) * 65536 + (y + 32768);

/**
 * Add the cells that runs go through.
 * @param {Set<number>} busy
 * @param {Flat[]} runs
 * @param {number} cell
 * @param {XY} shift
 */
export function addCells(busy, runs, cell, shift) {
  for (const run of runs) {
    for (let i = 2; i < run.length; i += 2) {
      const dx = run[i] - run[i - 2];
      const dy = run[i + 1] - run[i - 1];
      const steps = Math.min(400, Math.ceil(Math.hypot(dx, dy) / cell) || 1);
      for (let s = 0; s <= steps; s += 1) {
        const x = run[i - 2] + (dx * s) / steps + shift.x;
        const y = run[i - 1] + (dy * s) / steps + shift.y;
        busy.add(cellKey(Math.floor(x / cell), Math.floor(y / cell)));
      }
    }
  }
}

/**
 * The lesser side of the box round a flat line.
 * @param {Float64Array} flat
 */
export function lesserSide(flat) {
  let [west, north, east, south] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < flat.length; i += 2) {
    west = Math.min(west, flat[i]);
    east = Math.max(east, flat[i]);
    north = Math.min(north, flat[i + 1]);
    south = Math.max(south, flat[i + 1]);
  }
  return Math.min(east - west, south - north);
}
