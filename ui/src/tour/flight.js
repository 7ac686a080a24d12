/* A flight from view to view: how long it takes, and the ground that follows. */
import { mapsvc } from "../api.js";
import { flightOf } from "../pure/flight.js";

const REDRAW_MS = 140; // the ground is drawn anew so often on the way
const LATE_MS = 600;
const PADDING = { paddingTopLeft: L.point(58, 14), paddingBottomRight: L.point(14, 14) };

/**
 * Fly to a view; done when there.
 * @param {L.Map} map
 * @param {Extent} extent
 * @param {boolean} atOnce
 * @returns {Promise<void>}
 */
export function travel(map, extent, atOnce) {
  map.stop();
  const [west, south, east, north] = mapsvc.nearExtent(map, extent);
  const bounds = L.latLngBounds([
    [south, west],
    [north, east],
  ]);
  const duration = flightOf({
    views: mapsvc.viewsOf(map.getCenter().distanceTo(bounds.getCenter()), map.getSize().x, map.getZoom()),
    zoomed: Math.abs(map.getBoundsZoom(bounds) - map.getZoom()),
  });
  if (atOnce || mapsvc.calm() || !duration) {
    mapsvc.fitExtent(map, extent, false);
    return Promise.resolve();
  }
  return new Promise((resolve) => {
    const done = () => {
      map.off("moveend", done);
      resolve();
    };
    map.on("moveend", done);
    setTimeout(done, duration * 1000 + LATE_MS);
    map.flyToBounds(bounds, { duration, ...PADDING });
  });
}

/**
 * On a flight the ground follows: Leaflet only scales what was drawn at its start.
 * @param {L.Map} map
 */
export function followFlights(map) {
  const { ground } = mapsvc.of(map);
  let last = 0;
  map.on("zoom", () => {
    const now = performance.now();
    const cost = Number(map.getContainer().dataset.groundMs) || 0;
    // A slow computer draws less often, so that the flight stays smooth.
    if (!ground || map._animatingZoom || now - last < Math.max(REDRAW_MS, 8 * cost)) return;
    ground._update();
    last = performance.now();
  });
}
