/* A journey as stops and the legs between them: made of points, longer by some, shorter by one. */
import { freeId } from "./stretches.js";
import { isSame } from "./vertices.js";

/** @typedef {{type: "Feature", id: string, properties: Record<string, any>, geometry: {type: string, coordinates: any}}} Part */

/**
 * The stops and legs of points in a row, as they follow what a journey has.
 * @param {Part[]} features what the journey has
 * @param {{variant: string, at: LngLat[], stop: Record<string, any>[], leg: Record<string, any>}} wanted what each stop says, and every leg
 * @returns {Part[]}
 */
export function following(features, { variant, at, stop, leg }) {
  const before = stopsOf(features, variant);
  const last = before.at(-1);
  // Who sets out from where the journey had come to makes no second stop of it.
  const skip = last && isSame(last.geometry.coordinates, at[0]) ? 1 : 0;
  const ids = new Set(features.map(({ id }) => id));
  const take = (/** @type {string} */ wish) => {
    const id = freeId(wish, ids);
    ids.add(id);
    return id;
  };
  let n = last?.properties.n || 0;
  let from = last?.geometry.coordinates;
  return at.slice(skip).flatMap((spot, index) => {
    n += 1;
    const legs = from
      ? [
          part(take(`${variant}-leg-${n - 1}`), { kind: "leg", variant, n: n - 1, ...leg }, "LineString", [
            from,
            spot,
          ]),
        ]
      : [];
    from = spot;
    const said = { kind: "stop", variant, n, ...stop[index + skip] };
    return [...legs, part(take(`${variant}-stop-${n}`), said, "Point", spot)];
  });
}

/** @param {string} id @param {Record<string, any>} properties @param {string} type @param {any} coordinates @returns {Part} */
const part = (id, properties, type, coordinates) => ({
  type: "Feature",
  id,
  properties,
  geometry: { type, coordinates },
});

/** @param {Part[]} features @param {string} variant @param {string} [kind] */
const stopsOf = (features, variant, kind = "stop") =>
  features
    .filter(({ properties }) => properties.kind === kind && properties.variant === variant)
    .sort((a, b) => a.properties.n - b.properties.n);

/**
 * What is left to change when a stop goes: the legs on its two sides become one, those after it count one less.
 * @param {Part[]} features
 * @param {string} id of the stop
 * @returns {{id: string, value: Part | null}[]}
 */
export function withoutStop(features, id) {
  const gone = features.find((one) => one.id === id);
  if (!gone) return [];
  const { variant, n } = gone.properties;
  const legs = stopsOf(features, variant, "leg");
  const [before, after] = [n - 1, n].map((number) => legs.find(({ properties }) => properties.n === number));
  /** @type {{id: string, value: Part | null}[]} */
  const changes = [{ id, value: null }];
  if (before && after) {
    const coordinates = [...before.geometry.coordinates, ...after.geometry.coordinates.slice(1)];
    changes.push({ id: before.id, value: { ...before, geometry: { type: "LineString", coordinates } } });
  } else if (before) changes.push({ id: before.id, value: null });
  if (after) changes.push({ id: after.id, value: null });
  const later = features.filter(
    (one) => one.properties.variant === variant && one.properties.n > n && one.id !== after?.id,
  );
  for (const one of later)
    changes.push({
      id: one.id,
      value: { ...one, properties: { ...one.properties, n: one.properties.n - 1 } },
    });
  return changes;
}
