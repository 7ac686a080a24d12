/* What of the world a map shows, how far one may go, and how large things are in it. */
import { TURN } from "../pure/extent.js";
import { extentNear, leastZoom, MOST_LAT, turnsTo } from "../pure/projection.js";
import { inProjector } from "./dom.js";
import { of } from "./state.js";

const LEAST_PX = 8; // a smaller frame is not shown
const LARGE_PX = 1080; // from this width on a map is looked at from further off

/**
 * Room around a fitted box: clear of the buttons at the left, none where the frame is too small for them.
 * @param {L.Map} map
 * @returns {{paddingTopLeft: [number, number], paddingBottomRight: [number, number]}}
 */
export function margins(map) {
  const { x, y } = map.getSize();
  const bare = document.documentElement.classList.contains("is-bare");
  const edge = Math.min(14, Math.floor(Math.min(x, y) / 12));
  return {
    paddingTopLeft: [bare || x < 160 ? edge : 58, edge],
    paddingBottomRight: [edge, Math.max(edge, of(map).foot || 0)],
  };
}

/** @param {XY} size */
export const isHidden = ({ x, y }) => x < LEAST_PX || y < LEAST_PX;

/**
 * Show a box clear of the buttons at the left.
 * @param {L.Map} map
 * @param {Extent} extent
 * @param {boolean} animate
 */
export function fitExtent(map, extent, animate) {
  const [west, south, east, north] = animate ? nearExtent(map, extent) : extent;
  const state = of(map);
  const keep = () => {
    state.fitted = { extent, centre: map.getCenter(), zoom: map.getZoom() };
  };
  if (isHidden(map.getSize())) {
    // A frame that is not shown has no size: any view will do until it has one, see frame.js.
    map.setView([(south + north) / 2, (west + east) / 2], 5, { animate: false });
    keep();
    return;
  }
  if (animate) map.once("moveend", keep);
  map.fitBounds(
    [
      [south, west],
      [north, east],
    ],
    { animate, ...margins(map) },
  );
  if (!animate) keep();
}

/**
 * The longitude of the same meridian that is nearest to the middle of what is seen.
 * @param {L.Map} map
 * @param {number} lng
 */
export const nearLng = (map, lng) => lng + TURN * turnsTo(lng, map.getCenter().lng);

/**
 * @param {L.Map} map
 * @param {Extent} extent
 */
export const nearExtent = (map, extent) => extentNear(extent, map.getCenter().lng);

/**
 * Nobody leaves the world: as far in as the data bear, as far out as it fills the frame, north and south to its end.
 * @param {L.Map} map
 * @param {{extent: Extent, max_zoom?: number}} payload
 */
export function limit(map, payload) {
  const state = of(map);
  state.limits = { extent: payload.extent, most: payload.max_zoom };
  const set = () => {
    const size = map.getSize();
    if (isHidden(size) || !state.limits) return;
    const { extent, most } = state.limits;
    const least = Math.max(0, leastZoom(size, extent, map.options.zoomSnap || 1));
    map.setMinZoom(least);
    if (most) map.setMaxZoom(Math.max(most, least));
  };
  if (!state.limited) {
    state.limited = true;
    map.options.maxBoundsViscosity = 1;
    map.setMaxBounds([
      [-MOST_LAT, -TURN * 1000],
      [MOST_LAT, TURN * 1000],
    ]);
    map.on("resize", set);
  }
  set();
}

/**
 * The box that `fitExtent` would have been given to show what is seen now.
 * @param {L.Map} map
 * @returns {Extent}
 */
export function viewOf(map) {
  const {
    paddingTopLeft: [left, top],
    paddingBottomRight: [right, bottom],
  } = margins(map);
  const { x, y } = map.getSize();
  const a = map.containerPointToLatLng([left, y - bottom]);
  const b = map.containerPointToLatLng([x - right, top]);
  // A frame wider than the world shows some of it twice.
  const spare = Math.max(0, b.lng - a.lng - TURN) / 2;
  const west = a.lng + spare;
  const home = -TURN * Math.floor((west + TURN / 2) / TURN); // a reader may have gone round the world
  return [west + home, a.lat, b.lng - spare + home, b.lat];
}

/**
 * Has nobody moved the map since it was fitted?
 * @param {L.Map} map
 */
export function untouched(map) {
  const { fitted } = of(map);
  if (!fitted || Math.abs(map.getZoom() - fitted.zoom) > 0.01) return false;
  const [here, there] = [map.getCenter(), fitted.centre].map((at) => map.project(at, fitted.zoom));
  return here.distanceTo(there) < 3;
}

/**
 * What the view shows, in pixels of the layers that move with it.
 * @param {L.Map} map
 * @returns {Box}
 */
export function viewBox(map) {
  const { x, y } = map.containerPointToLayerPoint([0, 0]);
  const size = map.getSize();
  return [x, y, x + size.x, y + size.y];
}

/**
 * The same as bounds.
 * @param {L.Map} map
 */
export function seenOf(map) {
  const [left, top, right, bottom] = viewBox(map);
  return L.bounds([left, top], [right, bottom]);
}

/** @type {number | null} a tour sets its own */
let hall = null;
/** On a screen 1080 pixels high towns have 22. */
const HALL = 1.95;

/**
 * How large names are in a hall, if not by the size of the map.
 * @param {number} scale
 */
export function setHallScale(scale) {
  hall = scale;
}

/**
 * In a hall a large screen is looked at from as far away as a small one.
 * @param {XY} size
 */
function hallScale(size) {
  const scale = Math.min((HALL * window.innerHeight) / 1080, size.x / 540);
  return Math.round(Math.max(1.5, Math.min(2.4, scale)) * 20) / 20;
}

/**
 * How much larger than on a small screen words, signs and lines are.
 * @param {L.Map} map
 * @returns {Scales}
 */
export function scales(map) {
  const size = map.getSize();
  if (inProjector()) return { words: hall || hallScale(size), signs: 1.4, lines: 1.3, halo: 1.4 };
  if (size.x >= LARGE_PX) return { words: 1.16, signs: 1.15, lines: 1.12, halo: 1.1 };
  return { words: 1, signs: 1, lines: 1, halo: 1 };
}
