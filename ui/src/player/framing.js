/* The view of a day: both stops of the stretch that is possible then, with some room around. */
import { mapsvc } from "../api.js";

/** @typedef {import("./player.js").Player} Player */

const ROOM = 0.3; // of the stretch, on each side
const LEAST_DEG = 0.8; // around a stop
const LEAST_MAP = 0.42; // of the window's height
const ONE_SCREEN = "(min-width: 900px)"; // else the page is scrolled, and the map has its own height

/**
 * From the stop at or before the near end to the one at or after the far end.
 * @param {Player} player
 * @returns {Extent}
 */
function extentOfDay(player) {
  const { track } = player;
  const [near, far] = player.target(track);
  const { stops } = track.variant;
  const from = Math.max(...stops.map(({ km }) => km).filter((km) => km <= near + 0.5), 0);
  const to = Math.min(...stops.map(({ km }) => km).filter((km) => km >= far - 0.5), track.length);
  const points = [track.lngLat(from), ...track.parts(from, to).flatMap((part) => part.points)];
  const [lngs, lats] = [0, 1].map((axis) => points.map((point) => point[axis]));
  const [west, east] = [Math.min(...lngs), Math.max(...lngs)];
  const [south, north] = [Math.min(...lats), Math.max(...lats)];
  const room = Math.max(LEAST_DEG, ROOM * Math.max(east - west, north - south));
  return [west - room, south - room, east + room, north + room];
}

/**
 * @param {Player} player
 * @param {boolean} animate
 */
export function frameDay(player, animate) {
  player.framed = true;
  mapsvc.fitExtent(player.map, extentOfDay(player), animate && !mapsvc.calm());
}

/**
 * Show the stretch of a day if it is not in view.
 * @param {Player} player
 */
export function seeDay(player) {
  const { map } = player;
  const [west, south, east, north] = mapsvc.nearExtent(map, extentOfDay(player));
  const inner = L.latLngBounds([south, west], [north, east]).pad(-0.2);
  if (!map.getBounds().contains(inner)) frameDay(player, true);
}

/**
 * Show where the journey is: a stop, or the stretch of a day that does not say which.
 * @param {Player} player
 */
export function bringIntoView(player) {
  const { map, track } = player;
  if (!player.step || !player.sure) {
    seeDay(player);
    return;
  }
  const [lng, lat] = track.lngLat(player.target(track)[0]);
  const spot = L.latLng(lat, mapsvc.nearLng(map, lng));
  if (!map.getBounds().pad(-0.05).contains(spot)) map.panTo(spot, { animate: !mapsvc.calm() });
}

/**
 * The map comes first: on a low screen the key, and on a lower one the diagram too, wait folded beside it.
 * @param {Player} player
 */
export function makeRoom({ map, diagram }) {
  if (mapsvc.inProjector()) return;
  if (window.innerHeight < 1000) document.querySelector(".map-legend")?.removeAttribute("open");
  const low = window.innerHeight < 800 || map.getContainer().clientHeight < LEAST_MAP * window.innerHeight;
  if (low && window.matchMedia(ONE_SCREEN).matches) diagram.box.removeAttribute("open");
}
