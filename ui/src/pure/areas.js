/* On whose ground a name would stand. */

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
