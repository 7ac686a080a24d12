/* The water of a tile: rings and lines of steps, made paths once. */

/** Units of a tile's side. */
export const UNITS = 4096;

/** @typedef {{allSea: boolean, sea: Path2D | null, lakes: Path2D | null, rivers: (Path2D | null)[]}} Water */

/**
 * @param {Path2D} path
 * @param {Flat} flat
 * @param {number} start
 * @param {boolean} close
 */
function traceInto(path, flat, start, close) {
  let x = flat[start];
  let y = flat[start + 1];
  path.moveTo(x, y);
  for (let i = start + 2; i < flat.length; i += 2) {
    x += flat[i];
    y += flat[i + 1];
    path.lineTo(x, y);
  }
  if (close) path.closePath();
}

/** @param {Flat[]} rings */
function ringsPath(rings) {
  const path = new Path2D();
  for (const ring of rings) traceInto(path, ring, 0, true);
  return path;
}

/**
 * @param {{r?: Flat[], s?: 1 | Flat[], l?: Flat[]}} json rivers with their width first, sea, lakes
 * @returns {Water}
 */
export function readWater(json) {
  /** @type {(Path2D | null)[]} */
  const rivers = [null, null, null, null];
  for (const line of json.r || []) {
    const w = Math.min(3, Math.max(1, line[0]));
    const path = rivers[w] || new Path2D();
    rivers[w] = path;
    traceInto(path, line, 1, false);
  }
  return {
    allSea: json.s === 1,
    sea: Array.isArray(json.s) && json.s.length ? ringsPath(json.s) : null,
    lakes: json.l && json.l.length ? ringsPath(json.l) : null,
    rivers,
  };
}
