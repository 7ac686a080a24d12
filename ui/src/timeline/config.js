/* What the page says of the days of the atlas; days are numbers of days since the first one. */
import { mapsvc } from "../api.js";
import { unpacked } from "../pure/moments.js";

/**
 * @typedef {object} TimelineConfig
 * @property {string} first
 * @property {string} last
 * @property {string} day the one that the page opens with
 * @property {string[] | string} moments days on which the picture changes; of very many how far each is from the one before
 * @property {string} page address with the word DAY in it
 * @property {string} data address with the word DAY in it
 * @property {string} view the one of the day's views that the page opens with
 * @property {Record<string, {data: string, page: string, label: string, intro: string}>} views none where there is one
 * @property {CalendarWords} calendar
 * @property {Record<string, string>} words
 */

const { calendar } = mapsvc;

/** @type {TimelineConfig} */
export const config = mapsvc.pageJson("timeline-data");

const first = calendar.numberOf(config.first) || 0;

/** @param {string} iso */
export const numberOf = (iso) => (calendar.numberOf(iso) || 0) - first;

/** @param {number} n */
export const isoOf = (n) => calendar.isoOf(first + n);

/** @param {number} n */
export const textOf = (n) => calendar.textOf(first + n, config.calendar);

/**
 * @param {number} n
 * @param {number} months
 */
export const addMonths = (n, months) => calendar.addMonths(first + n, months) - first;

/**
 * The day that a reader has typed; nothing if it is none.
 * @param {string} typed
 */
export function dayTyped(typed) {
  const n = calendar.numberTyped(typed, config.calendar);
  return n === null ? null : n - first;
}

export const last = numberOf(config.last);
export const moments =
  typeof config.moments === "string" ? unpacked(config.moments) : config.moments.map(numberOf);
