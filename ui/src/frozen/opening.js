/* The map as the address asks for it: made already; what leads through it begins when the page is whole. */
import { found } from "../api.js";
import { beginningOf } from "../pure/clock.js";
import { parseExtent } from "../pure/extent.js";

/** @typedef {import("../api.js").Api} Api */

/** @param {URLSearchParams} asked */
export function openMap(asked) {
  const api = found;
  const [map] = api?.maps() || [];
  if (!api || !map) return;
  showView(api, map, asked);
  const mode = asked.get("mode");
  if (mode && Object.hasOwn(api.pageJson("compare-data").modes || {}, mode)) api.askFor({ mode });
  const journey = api.pageJson("player-data");
  const moment = journey.variants && beginningOf(journey, asked);
  if (moment) api.askFor({ moment });
  document.addEventListener("DOMContentLoaded", () => begin(api, asked));
}

/**
 * @param {Api} api
 * @param {L.Map} map
 * @param {URLSearchParams} asked
 */
function showView(api, map, asked) {
  const page = document.documentElement.classList;
  const features = api.featuresOf(map);
  const view = parseExtent((asked.get("view") || "").replace(/^[a-z]+,/, "")); // a view of a day has a name before its box
  const bare = page.contains("layout-embed") && asked.get("controls") === "0";
  if (page.contains("layout-embed") && asked.get("legend") === "0")
    document.querySelector(".map-legend")?.remove();
  if (bare) page.add("is-bare");
  if (view) features.payload.extent = view;
  if (view || bare) api.fitExtent(map, features.payload.extent, false);
}

/**
 * @param {Api} api
 * @param {URLSearchParams} asked
 */
function begin(api, asked) {
  const step = Number(asked.get("step"));
  if (Number.isInteger(step) && step > 1) api.tour?.go(step, { atOnce: true });
  const [named] = (asked.get("view") || "").split(",");
  const link = document.querySelector(`a[data-view="${CSS.escape(named)}"]`);
  if (named && link instanceof HTMLElement) whenDrawn(() => link.click());
  const day = asked.get("on");
  const field = document.querySelector("[data-days] input[name=on]");
  if (!day || !(field instanceof HTMLInputElement)) return;
  const go = () => {
    field.value = day;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  };
  whenDrawn(go);
}

/** @param {() => void} act */
function whenDrawn(act) {
  if (document.documentElement.dataset.mapDrawn) act();
  else document.addEventListener("mapsvc:drawn", act, { once: true });
}
