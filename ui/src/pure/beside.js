/* Where a badge stands beside a way, off the way itself and off its stops. */

/** @typedef {{x: number, y: number}} Spot */

/** Turns of an eighth, those that are read most easily first. */
const TURNS = [-2, 2, -1, 1, -3, 3, 0, 4].map((eighths) => (eighths * Math.PI) / 4);

/**
 * The spot that is farthest from everything, with the point of the way from which a line leads to it.
 * @param {Spot[]} way points along it
 * @param {Spot[]} stops
 * @param {{half: Spot, away: number, room: number}} size `half` of the badge; how far off it stands; room that is enough
 * @returns {Spot & {from: Spot}}
 */
export function besideWay(way, stops, { half, away, room }) {
  const middle = way.length >> 1;
  const near = way.map((_, i) => i).sort((i, j) => Math.abs(i - middle) - Math.abs(j - middle));
  let best = { x: way[middle].x, y: way[middle].y - away, from: way[middle], free: -1 };
  for (const i of near) {
    for (const turn of TURNS) {
      const from = way[i];
      const x = from.x + Math.cos(turn) * (away + half.x * Math.abs(Math.cos(turn)));
      const y = from.y + Math.sin(turn) * (away + half.y);
      const free = Math.min(...[...way, ...stops].map((at) => gap(at, { x, y }, half)));
      if (free > best.free) best = { x, y, from, free };
      if (best.free >= room) return best;
    }
  }
  return best;
}

/**
 * How far a point lies from a box.
 * @param {Spot} at
 * @param {Spot} centre
 * @param {Spot} half
 */
const gap = (at, centre, half) =>
  Math.hypot(
    Math.max(0, Math.abs(at.x - centre.x) - half.x),
    Math.max(0, Math.abs(at.y - centre.y) - half.y),
  );
