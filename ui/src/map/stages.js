/* What leads through a map: a journey that plays, the days of an atlas, a tour. Each begins when the page is whole. */
import { maps } from "./state.js";

/** @type {import("../player/player.js").Player | null} */
export let player = null;
/** @type {import("../timeline/days.js").Days | null} */
export let days = null;
/** @type {import("../tour/tour.js").Tour | null} */
export let tour = null;

/** @param {NonNullable<typeof player>} stage */
export const setPlayer = (stage) => void (player = stage);

/** @param {NonNullable<typeof days>} stage */
export const setDays = (stage) => void (days = stage);

/** @param {NonNullable<typeof tour>} stage */
export const setTour = (stage) => void (tour = stage);

/**
 * The script of the page makes the map after the scripts that lead through it; then they begin.
 * @param {(map: L.Map) => void} begin
 */
export function whenMade(begin) {
  const run = () => {
    const [map] = maps();
    if (map) begin(map);
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", run);
  else run();
}

/** @typedef {{variant: string, stop: number | null, offset: number}} Moment */
/** @type {{mode?: string, moment?: Moment}} */
let asked = {};

/**
 * What begins later begins as the address asks, not as the page was made: a frozen page is one for all.
 * @param {typeof asked} beginning
 */
export const askFor = (beginning) => void (asked = { ...asked, ...beginning });

/** What the address has asked for. */
export const askedFor = () => asked;
