/* One thing of a map: its geometry, where it is on the round of the world that is seen, what it keeps of before. */
import { rankOf } from "../drawing/factory.js";
import { TURN } from "../pure/extent.js";
import { extentOf, turnsTo, worldParts } from "../pure/projection.js";

/**
 * The things of a payload; what was there before keeps its geometry, and its word if that says the same.
 * @param {Payload} payload
 * @param {Map<string, Item>} [before]
 */
export function readItems(payload, before) {
  /** @type {Item[]} */
  const items = [];
  let order = 0;
  for (const layer of payload.layers) {
    for (const { id, properties: p, geometry } of layer.features) {
      const symbol = payload.symbols[p.symbol];
      if (!symbol) continue;
      /** @type {Item} */
      const item = {
        id,
        layer: layer.id,
        symbol,
        p,
        order: (order += 1),
        rank: rankOf(symbol),
        geometry: null,
        world: {},
        marker: null,
        turn: 0,
      };
      const old = before?.get(id);
      if (old && old.geometry && sameSource(old.p, p)) inherit(item, old);
      items.push(item);
      if (geometry) setGeometry(item, geometry);
    }
  }
  return items;
}

/**
 * Two maps may give one id to shapes of different files: the ground of a holder in two comparisons.
 * @param {Properties} a
 * @param {Properties} b
 */
const sameSource = (a, b) => a.shape === b.shape && (a.src && a.src.overview) === (b.src && b.src.overview);

/**
 * @param {Item} item
 * @param {Item} old
 */
function inherit(item, old) {
  const { geometry, world, bounds, turn, slot } = old;
  Object.assign(item, { geometry, world, bounds, turn, slot });
  const sameWord = old.p.label === item.p.label && old.p.priority === item.p.priority;
  const sameLook = old.symbol.type === item.symbol.type && old.symbol.color === item.symbol.color;
  if (old.word && sameWord && sameLook) item.word = old.word;
}

/**
 * @param {Item} item
 * @param {Geometry} geometry
 */
export function setGeometry(item, geometry) {
  const [west, south, east, north] = extentOf(geometry, item.p.radius_km);
  item.geometry = geometry;
  item.world = worldParts(geometry, item.p.radius_km);
  item.bounds = L.latLngBounds([south, west], [north, east]);
  item.turn = 0;
}

/** @param {Item} item */
const middleOf = (item) => /** @type {L.LatLngBounds} */ (item.bounds).getCenter();

/**
 * Where the sign or the name of an item stands.
 * @param {Item} item
 */
export function spotOf(item) {
  const middle = middleOf(item);
  const [lng, lat] = item.world.points ? item.world.points[0] : item.p.at || [middle.lng, middle.lat];
  return L.latLng(lat, lng + TURN * turnsTo(lng, middle.lng));
}

/**
 * Bring the sign, the word and the bounds of an item to the turn of the world that is seen.
 * @param {L.Map} map
 * @param {Item} item
 */
export function gather(map, item) {
  if (!item.bounds || !map._loaded) return;
  const turns = turnsTo(middleOf(item).lng, map.getCenter().lng);
  if (!turns) return;
  item.turn += turns;
  const [sw, ne] = [item.bounds.getSouthWest(), item.bounds.getNorthEast()];
  item.bounds = L.latLngBounds([sw.lat, sw.lng + TURN * turns], [ne.lat, ne.lng + TURN * turns]);
  if (item.marker && !item.shares) item.marker.setLatLng(spotOf(item));
  if (item.word && !item.world.lines) item.word.at = spotOf(item);
}

/**
 * A point of the feature for its pop-up: in view if it can be.
 * @param {L.Map} map
 * @param {Item} item
 */
export function pointOf(map, item) {
  if (!item.geometry) return null;
  if (!item.world.lines) return spotOf(item);
  const line = item.world.lines.reduce((a, b) => (b.length > a.length ? b : a));
  const size = 256 * 2 ** map.getZoom();
  const points = [];
  for (let i = 0; i < line.length; i += 2)
    points.push(map.unproject([(line[i] + item.turn) * size, line[i + 1] * size]));
  const seen = points.filter((p) => map.getBounds().contains(p));
  const pool = seen.length ? seen : points;
  return pool[Math.floor(pool.length / 2)];
}
