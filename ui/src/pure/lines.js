/* Shapes that travel as the lines they are made of: what several share stands once (`render/shared_lines.py`). */

/** @typedef {{type: string, unit: number, lines: number[][], shapes: Record<string, {type: string, lines: any[]}>}} SharedLines */

/** @type {Record<string, number>} how deep the runs of a type of geometry lie in its coordinates */
const DEPTH = { LineString: 0, MultiLineString: 1, Polygon: 1, MultiPolygon: 2 };

/** @param {any} document */
export const isSharedLines = (document) => document.type === "SharedLines";

/**
 * @param {SharedLines} document
 * @returns {{type: string, features: any[]}}
 */
export function shapesOfLines({ unit, lines, shapes }) {
  const known = lines.map((steps) => pointsOf(steps, unit));
  const ahead = (/** @type {number} */ n) => (n < 0 ? [...known[-1 - n]].reverse() : known[n]);
  /** @type {(numbers: any[], depth: number) => any[]} */
  const nested = (numbers, depth) =>
    depth
      ? numbers.map((inner) => nested(inner, depth - 1))
      : numbers.flatMap((n, index) => ahead(n).slice(index ? 1 : 0));
  const features = Object.entries(shapes).map(([id, shape]) => ({
    type: "Feature",
    id,
    geometry: { type: shape.type, coordinates: nested(shape.lines, DEPTH[shape.type]) },
  }));
  return { type: "FeatureCollection", features };
}

/**
 * @param {number[]} steps a start and what is between points, x and y in turn
 * @param {number} unit
 */
function pointsOf(steps, unit) {
  const points = [];
  let [x, y] = [0, 0];
  for (let at = 0; at < steps.length; at += 2) {
    x += steps[at];
    y += steps[at + 1];
    points.push([x / unit, y / unit]);
  }
  return points;
}
