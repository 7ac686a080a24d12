/* On whose ground a name would stand. */

const ALONG = [-0.4, -0.2, 0, 0.2, 0.4]; // where a name is looked under, in shares of its width

/**
 * Does a polygon hold a point? All in one plane; each ring a run of x and y.
 * @param {ArrayLike<number>[]} rings
 * @param {number} x
 * @param {number} y
 */
export function holds(rings, x, y) {
  let inside = false;
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      const [ay, by] = [ring[i + 1], ring[j + 1]];
      if (ay > y !== by > y && x < ring[i] + ((ring[j] - ring[i]) * (y - ay)) / (by - ay)) inside = !inside;
    }
  }
  return inside;
}

/**
 * How much of a name, 0 to 1, stands on ground that is not its own but another's.
 * @param {XY} middle
 * @param {number} width
 * @param {(x: number, y: number) => boolean} own
 * @param {(x: number, y: number) => boolean} others
 */
export function shareAstray({ x, y }, width, own, others) {
  const astray = ALONG.filter((share) => !own(x + share * width, y) && others(x + share * width, y));
  return astray.length / ALONG.length;
}
