/*
 * The ground of an area as cells of what is seen, so that a name can be weighed against it and not against its box.
 * mapsvc/render/picture/terrain.py does the same for pictures; a test compares the two.
 */
import table from "../../../templates/static/style.json" with { type: "json" };

const { cell_px: CELL, depths: DEPTHS } = table.ground_names;

/**
 * Cells of an area: `sums` holds for each corner of the cells how many lie above and left of it.
 * @typedef {object} Mask
 * @property {number} left
 * @property {number} top
 * @property {number} cols
 * @property {number} rows
 * @property {Int32Array} sums
 * @property {number} count
 * @property {XY} middle of gravity
 */

/**
 * Which cell begins at or after a coordinate, by its middle.
 * @param {number} at
 * @param {number} from
 */
const cellFrom = (at, from) => Math.ceil((at - from) / CELL - 0.5);

/**
 * Where the middles of rows cut a shape.
 * @param {ArrayLike<number>[]} rings closed
 * @param {number} top
 * @param {number} rows
 */
function cutsOf(rings, top, rows) {
  /** @type {number[][]} */
  const cuts = Array.from({ length: rows }, () => []);
  for (const ring of rings) {
    let [ax, ay] = [ring[ring.length - 2], ring[ring.length - 1]];
    let before = Math.max(0, Math.min(rows, cellFrom(ay, top)));
    for (let i = 0; i < ring.length; i += 2) {
      const bx = ring[i];
      const by = ring[i + 1];
      const after = Math.max(0, Math.min(rows, cellFrom(by, top)));
      for (let row = Math.min(before, after); row < Math.max(before, after); row += 1) {
        cuts[row].push(ax + ((bx - ax) * (top + (row + 0.5) * CELL - ay)) / (by - ay));
      }
      ax = bx;
      ay = by;
      before = after;
    }
  }
  return cuts;
}

/**
 * The cells of a shape that lie in a frame; none if it lies outside.
 * @param {ArrayLike<number>[]} rings closed, what lies in an even number of them is not of the shape
 * @param {Box} frame
 * @returns {Mask | null}
 */
export function maskOf(rings, [x0, y0, x1, y1]) {
  let [west, north, east, south] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const ring of rings) {
    for (let i = 0; i < ring.length; i += 2) {
      const x = ring[i];
      const y = ring[i + 1];
      if (x < west) west = x;
      if (x > east) east = x;
      if (y < north) north = y;
      if (y > south) south = y;
    }
  }
  const left = x0 + CELL * Math.max(0, Math.floor((west - x0) / CELL));
  const top = y0 + CELL * Math.max(0, Math.floor((north - y0) / CELL));
  const cols = Math.ceil((Math.min(x1, east) - left) / CELL);
  const rows = Math.ceil((Math.min(y1, south) - top) / CELL);
  if (!(cols > 0 && rows > 0)) return null;
  const mask = { left, top, cols, rows, sums: new Int32Array((cols + 1) * (rows + 1)) };
  const weight = { x: 0, y: 0 };
  cutsOf(rings, top, rows).forEach((cuts, row) => fillRow(mask, row, cuts, weight));
  const count = mask.sums[mask.sums.length - 1];
  const middle = { x: left + CELL * (weight.x / count), y: top + CELL * (weight.y / count) };
  return count ? { ...mask, count, middle } : null;
}

/**
 * @param {{left: number, cols: number, sums: Int32Array}} mask
 * @param {number} row
 * @param {number[]} cuts
 * @param {XY} weight takes in the middles of the cells
 */
function fillRow({ left, cols, sums }, row, cuts, weight) {
  if (cuts.length > 2) cuts.sort((a, b) => a - b);
  else if (cuts[0] > cuts[1]) cuts.reverse();
  const here = (row + 1) * (cols + 1) + 1;
  const above = here - cols - 1;
  let sum = 0;
  let col = 0;
  for (let i = 0; i + 1 < cuts.length; i += 2) {
    const from = Math.max(0, Math.min(cols, cellFrom(cuts[i], left)));
    const to = Math.max(0, Math.min(cols, cellFrom(cuts[i + 1], left)));
    for (; col < from; col += 1) sums[here + col] = sums[above + col] + sum;
    for (; col < to; col += 1) sums[here + col] = sums[above + col] + (sum += 1);
    weight.x += (to * to - from * from) / 2;
    weight.y += (to - from) * (row + 0.5);
  }
  for (; col < cols; col += 1) sums[here + col] = sums[above + col] + sum;
}

/**
 * How many cells from one corner to before another are of the shape.
 * @param {Mask} mask
 * @param {number} c0
 * @param {number} r0
 * @param {number} c1
 * @param {number} r1
 */
export function countIn({ cols, rows, sums }, c0, r0, c1, r1) {
  const a = Math.max(0, c0);
  const b = Math.min(cols, c1);
  const p = Math.max(0, r0);
  const q = Math.min(rows, r1);
  if (a >= b || p >= q) return 0;
  const up = p * (cols + 1);
  const down = q * (cols + 1);
  return sums[down + b] - sums[up + b] - sums[down + a] + sums[up + a];
}

/**
 * How much of a box lies on the ground of a shape.
 * @param {Mask} mask
 * @param {Box} box
 */
export function shareOf(mask, box) {
  const c0 = cellFrom(box[0], mask.left);
  const c1 = cellFrom(box[2], mask.left);
  const r0 = cellFrom(box[1], mask.top);
  const r1 = cellFrom(box[3], mask.top);
  return countIn(mask, c0, r0, c1, r1) / Math.max(1, (c1 - c0) * (r1 - r0));
}

/**
 * Does any cell of a ground lie so near to another's that a name on the one may reach the other?
 * @param {Mask} mask
 * @param {Mask} other
 * @param {{width: number, height: number}} size of the name
 */
export const isBy = (mask, other, { width, height }) =>
  Math.abs(mask.left - other.left + (CELL * (mask.cols - other.cols)) / 2) <
    (CELL * (mask.cols + other.cols + 2)) / 2 + width &&
  Math.abs(mask.top - other.top + (CELL * (mask.rows - other.rows)) / 2) <
    (CELL * (mask.rows + other.rows + 2)) / 2 + height;

/**
 * The middle of a cell.
 * @param {Mask} mask
 * @param {number} col
 * @param {number} row
 */
export const spotIn = ({ left, top }, col, row) => ({
  x: left + (col + 0.5) * CELL,
  y: top + (row + 0.5) * CELL,
});

/**
 * @param {Mask} mask
 * @param {XY} at
 */
export function holdsAt(mask, { x, y }) {
  const col = Math.floor((x - mask.left) / CELL);
  const row = Math.floor((y - mask.top) / CELL);
  return countIn(mask, col, row, col + 1, row + 1) > 0;
}

/**
 * A point well inside, as near as can be to another: what a line to a name, or a number, points at.
 * @param {Mask} mask
 * @param {XY} home
 */
export function deepest(mask, home) {
  let best = home;
  for (const depth of DEPTHS) {
    let least = Infinity;
    for (let row = 0; row < mask.rows; row += 1) {
      for (let col = 0; col < mask.cols; col += 1) {
        const spot = spotIn(mask, col, row);
        const apart = (spot.x - home.x) ** 2 + (spot.y - home.y) ** 2;
        if (apart >= least) continue;
        const box = countIn(mask, col - depth, row - depth, col + depth + 1, row + depth + 1);
        if (box < (2 * depth + 1) ** 2) continue;
        best = spot;
        least = apart;
      }
    }
    if (least < Infinity) return best;
  }
  return best;
}

/**
 * About how much of a ground lies on another.
 * @param {Mask} mask
 * @param {Mask} other
 */
export function commonOf(mask, other) {
  if (!isBy(mask, other, { width: 0, height: 0 })) return 0;
  let [all, common] = [0, 0];
  for (let row = 1; row < mask.rows; row += 4) {
    for (let col = 1; col < mask.cols; col += 4) {
      if (!countIn(mask, col, row, col + 1, row + 1)) continue;
      all += 1;
      if (holdsAt(other, spotIn(mask, col, row))) common += 1;
    }
  }
  return common / Math.max(1, all);
}
