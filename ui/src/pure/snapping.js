/* Where a vertex comes to lie that is set near another, or near an edge. */
import { isSame, runsOf, unrolled } from "./vertices.js";

/** @typedef {import("./vertices.js").Drawn} Drawn */
/** @typedef {{at: LngLat, edge?: [LngLat, LngLat]}} Hold on a vertex, or on the edge between two */

/**
 * The nearest vertex within reach, else the nearest point of an edge; a vertex goes before an edge.
 * @param {LngLat} at
 * @param {Iterable<Drawn>} shapes
 * @param {number} reach in degrees of latitude
 * @returns {Hold | null}
 */
export function holdNear(at, shapes, reach) {
  const narrow = Math.max(0.05, Math.cos((at[1] * Math.PI) / 180));
  /** @type {{hold: Hold | null, far: number}} */
  const vertex = { hold: null, far: reach };
  /** @type {{hold: Hold | null, far: number}} */
  const edge = { hold: null, far: reach };
  for (const shape of shapes)
    for (const { run, ring } of runsOf(shape)) {
      const flat = unrolled(run);
      const count = run.length - (ring ? 0 : 1);
      flat.forEach((spot, n) => {
        nearer(vertex, distance(at, spot, narrow), () => ({ at: run[n] }));
        if (n >= count || run.length < 2) return;
        const other = (n + 1) % run.length;
        const spotOn = nearestOn(at, spot, flat[other], narrow);
        nearer(edge, distance(at, spotOn, narrow), () => ({ at: spotOn, edge: [run[n], run[other]] }));
      });
    }
  return vertex.hold || edge.hold;
}

/**
 * @param {{hold: Hold | null, far: number}} best
 * @param {number} far
 * @param {() => Hold} hold
 */
function nearer(best, far, hold) {
  if (far > best.far || (best.hold && far === best.far)) return;
  Object.assign(best, { far, hold: hold() });
}

/** @param {LngLat} a @param {LngLat} b @param {number} narrow */
const distance = (a, b, narrow) => Math.hypot((a[0] - b[0]) * narrow, a[1] - b[1]);

/**
 * @param {LngLat} at
 * @param {LngLat} a
 * @param {LngLat} b
 * @param {number} narrow
 * @returns {LngLat}
 */
function nearestOn(at, a, b, narrow) {
  const [dx, dy] = [(b[0] - a[0]) * narrow, b[1] - a[1]];
  const length = dx * dx + dy * dy;
  if (!length) return a;
  const along = ((at[0] - a[0]) * narrow * dx + (at[1] - a[1]) * dy) / length;
  const share = Math.min(1, Math.max(0, along));
  return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share];
}

/**
 * The edges of other shapes on which vertices came to lie: they take a vertex there, so that neighbours meet in it.
 * @param {LngLat[]} run
 * @param {Drawn} shape
 * @param {number} reach in degrees
 * @returns {{vertex: LngLat, between: [LngLat, LngLat]}[]}
 */
export function meetings(run, shape, reach) {
  return run.flatMap((vertex) => {
    const hold = holdNear(vertex, [shape], reach);
    if (!hold?.edge || isSame(hold.at, hold.edge[0]) || isSame(hold.at, hold.edge[1])) return [];
    return [{ vertex, between: hold.edge }];
  });
}
