/* The region that a text tells of, and how far things lie from it. */

const EARTH_KM = 6371.009;
const RADIAN = Math.PI / 180;

/**
 * @param {LngLat} from
 * @param {LngLat} to
 */
export function distanceKm([lng, lat], [otherLng, otherLat]) {
  const half = Math.sin(((otherLat - lat) * RADIAN) / 2) ** 2;
  const across = Math.sin(((otherLng - lng) * RADIAN) / 2) ** 2;
  const chord = half + Math.cos(lat * RADIAN) * Math.cos(otherLat * RADIAN) * across;
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(chord)));
}

/**
 * The point from which the sum of distances is least among those given, each with a weight: one that lies far off
 * draws it nowhere. Nothing where there are none.
 * @param {{at: LngLat, weight: number}[]} points
 * @returns {LngLat | null}
 */
export function regionOf(points) {
  // So many of the heaviest say it as well as all.
  const heavy = [...points].sort((a, b) => b.weight - a.weight).slice(0, 60);
  let best = null;
  let least = Infinity;
  for (const { at } of heavy) {
    let sum = 0;
    for (const other of heavy) sum += other.weight * distanceKm(at, other.at);
    if (sum < least) [best, least] = [at, sum];
  }
  return best;
}

/**
 * The box about points that most of a text's weight lies in, and never narrower than so many degrees.
 * @param {LngLat[]} points
 * @param {number} [least]
 * @returns {Extent | null}
 */
export function boxOf(points, least = 1.5) {
  if (!points.length) return null;
  const middle = points[0][0];
  const near = points.map(([lng, lat]) => [lng + 360 * Math.round((middle - lng) / 360), lat]);
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [lng, lat] of near) {
    [west, east] = [Math.min(west, lng), Math.max(east, lng)];
    [south, north] = [Math.min(south, lat), Math.max(north, lat)];
  }
  const [wide, high] = [
    Math.max(0, least - (east - west)) / 2,
    Math.max(0, least * 0.6 - (north - south)) / 2,
  ];
  return [west - wide, Math.max(-85, south - high), east + wide, Math.min(85, north + high)];
}
