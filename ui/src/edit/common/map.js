/** The map of a room: the house's own ground and buttons. */
import { mapsvc } from "../../api.js";
import { el } from "../../map/dom.js";

/**
 * @param {HTMLElement} box
 * @param {{basemap: BasemapOptions & {extent: Extent}, controls: any, credits: string[]}} given as `ground_map` of the server made it
 * @returns {L.Map}
 */
export function groundMap(box, { basemap, controls, credits }) {
  const map = L.map(box, { zoomSnap: 0.25, zoomDelta: 0.5, worldCopyJump: false, maxZoom: 15 });
  const [west, south, east, north] = basemap.extent;
  map.fitBounds([
    [south, west],
    [north, east],
  ]);
  mapsvc.basemap(map, basemap);
  mapsvc.controls(map, controls);
  box.after(el("p", "edit-credits", credits.join(" · ")));
  new ResizeObserver(() => map.invalidateSize({ pan: false })).observe(box);
  return map;
}
