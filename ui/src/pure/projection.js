/* From degrees to the units of the web's Mercator world, and how often round it a thing has to go. */

import { TURN } from "./extent.js";
import table from "../../../templates/static/style.json" with { type: "json" };

const { earth } = table;
const EARTH_M_ROUND = earth.round_m;
export const MOST_LAT = earth.most_lat;
const KM_A_DEGREE = 111.2;

/** @param {number} degrees */
const radians = (degrees) => (degrees * Math.PI) / 180;

/**
 * Longitude and latitude in units of the world: 0..1 from west to east and from north to south.
 * @param {number} lng
 * @param {number} lat
 * @returns {[x: number, y: number]}
 */
export function project01(lng, lat) {
  const sin = Math.sin(radians(Math.max(-MOST_LAT, Math.min(MOST_LAT, lat))));
  return [(lng + 180) / 360, 0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)];
}

/**
 * How many times round the world a longitude must go to lie within half a turn of another.
 * @param {number} lng
 * @param {number} middle
 */
export const turnsTo = (lng, middle) => Math.round((middle - lng) / TURN);

/**
 * The same box at the turn of the world that is seen: nobody is flown the long way round.
 * @param {Extent} extent
 * @param {number} middle the longitude in the middle of what is seen
 * @returns {Extent}
 */
export function extentNear([west, south, east, north], middle) {
  const home = TURN * turnsTo((west + east) / 2, middle);
  return [west + home, south, east + home, north];
}

/**
 * The zoom at which the world fills a frame; less only for a view that would not fit into it then. Leaflet knows steps.
 * @param {XY} size
 * @param {Extent | undefined} extent
 * @param {number} step
 */
export function leastZoom(size, extent, step) {
  const full = Math.ceil(Math.log2(Math.max(size.x, size.y) / 256) / step) * step;
  if (!extent) return full;
  const fitting = Math.log2((size.x * TURN) / 256 / Math.max(extent[2] - extent[0], 1e-6));
  return Math.min(full, Math.floor(fitting / step) * step);
}

/**
 * Metres that a pixel shows.
 * @param {number} lat
 * @param {number} zoom
 */
export const metresAPixel = (lat, zoom) => (earth.round_m * Math.cos(radians(lat))) / (256 * 2 ** zoom);

/**
 * How many widths of a view a way on the ground is long, measured at the equator.
 * @param {number} metres
 * @param {number} width of the view in pixels
 * @param {number} zoom
 */
export const viewsOf = (metres, width, zoom) =>
  metres / EARTH_M_ROUND / Math.max(width / 256 / 2 ** zoom, 1e-6);

/**
 * Kilometres on the ground as pixels.
 * @param {number} km
 * @param {number} lat
 * @param {number} zoom
 */
export const pixelsOf = (km, lat, zoom) =>
  (km / (2 * Math.PI * earth.radius_km * Math.cos(radians(lat)))) * 256 * 2 ** zoom;

/**
 * How many times longer than elsewhere a map shows a length, from its north to its south.
 * @param {number} north
 * @param {number} south
 */
export function stretchOf(north, south) {
  const lats = [north, south].map((lat) => radians(Math.max(-85, Math.min(85, lat))));
  const far = Math.max(...lats.map(Math.abs));
  const near = lats[0] > 0 && lats[1] < 0 ? 0 : Math.min(...lats.map(Math.abs));
  return Math.cos(near) / Math.cos(far);
}

/** @param {LngLat[]} coordinates */
function worldLine(coordinates) {
  const flat = new Float64Array(coordinates.length * 2);
  coordinates.forEach(([lng, lat], i) => {
    const [x, y] = project01(lng, lat);
    flat[2 * i] = x;
    flat[2 * i + 1] = y;
  });
  return flat;
}

/**
 * A true circle on the globe, which the map shows a little taller than wide.
 * @param {LngLat} middle
 * @param {number} radiusKm
 */
function worldDisc([lng, lat], radiusKm) {
  /** @type {LngLat[]} */
  const ring = [];
  const d = radiusKm / earth.radius_km;
  const phi = radians(lat);
  for (let i = 0; i < earth.disc_points; i += 1) {
    const bearing = (i * 2 * Math.PI) / earth.disc_points;
    const phi2 = Math.asin(Math.sin(phi) * Math.cos(d) + Math.cos(phi) * Math.sin(d) * Math.cos(bearing));
    const step = Math.atan2(
      Math.sin(bearing) * Math.sin(d) * Math.cos(phi),
      Math.cos(d) - Math.sin(phi) * Math.sin(phi2),
    );
    ring.push([lng + (step * 180) / Math.PI, (phi2 * 180) / Math.PI]);
  }
  return worldLine(ring);
}

/**
 * @param {Geometry} geometry
 * @param {number} [radiusKm]
 * @returns {WorldParts}
 */
function partsOf(geometry, radiusKm) {
  const c = geometry.coordinates;
  /** @param {LngLat[]} points */
  const discs = (points) => (radiusKm ? points.map((point) => worldDisc(point, radiusKm)) : []);
  /** @param {LngLat[][]} rings */
  const polygon = (rings) => rings.map(worldLine);
  switch (geometry.type) {
    case "Point":
      return { points: [c], discs: discs([c]) };
    case "MultiPoint":
      return { points: c, discs: discs(c) };
    case "LineString":
      return { lines: [worldLine(c)] };
    case "MultiLineString":
      return { lines: c.map(worldLine) };
    case "Polygon":
      return { polygons: [polygon(c)] };
    case "MultiPolygon":
      return { polygons: c.map(polygon) };
    default:
      return {};
  }
}

/**
 * Parts of a geometry: {lines}, {rings per polygon} or {points}, in world units; `span` is from west to east.
 * @param {Geometry} geometry
 * @param {number} [radiusKm]
 * @returns {WorldParts}
 */
export function worldParts(geometry, radiusKm) {
  const parts = partsOf(geometry, radiusKm);
  const flats = [
    ...(parts.lines || []),
    ...(parts.polygons || []).map((rings) => rings[0]),
    ...(parts.discs || []),
  ];
  let [west, east] = [Infinity, -Infinity];
  for (const flat of flats) {
    for (let i = 0; i < flat.length; i += 2) {
      if (flat[i] < west) west = flat[i];
      if (flat[i] > east) east = flat[i];
    }
  }
  if (west <= east) parts.span = [west, east];
  return parts;
}

/**
 * The box of a geometry, with the disc round a point.
 * @param {Geometry} geometry
 * @param {number} [radiusKm]
 * @returns {Extent}
 */
export function extentOf(geometry, radiusKm) {
  /** @type {Extent} */
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  /** @param {LngLat} at */
  const extend = ([lng, lat]) => {
    box[0] = Math.min(box[0], lng);
    box[1] = Math.min(box[1], lat);
    box[2] = Math.max(box[2], lng);
    box[3] = Math.max(box[3], lat);
  };
  /** @param {any} c */
  const walk = (c) => (typeof c[0] === "number" ? extend(c) : c.forEach(walk));
  walk(geometry.coordinates);
  if (radiusKm && geometry.type === "Point") {
    const [lng, lat] = geometry.coordinates;
    const dLat = radiusKm / KM_A_DEGREE;
    const dLng = dLat / Math.cos(radians(lat));
    extend([lng - dLng, lat - dLat]);
    extend([lng + dLng, lat + dLat]);
  }
  return box;
}
