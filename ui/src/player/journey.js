/* What the page says of a journey; its days are numbers of days since the first one. */
import { mapsvc } from "../api.js";

/** @typedef {import("../pure/track.js").Variant} Variant */

/**
 * @typedef {object} Journey
 * @property {Variant[]} variants accounts of it, or its parts
 * @property {boolean} parts
 * @property {string} first
 * @property {number} days
 * @property {{variant: string, stop: number | null, offset: number}} at
 * @property {Record<string, number>} speeds seconds that the whole way takes
 * @property {CalendarWords} calendar
 * @property {Record<string, string>} words
 */

/** @type {Journey} */
export const journey = mapsvc.pageJson("player-data");

const { calendar } = mapsvc;
const first = journey.first ? calendar.numberOf(journey.first) || 0 : 0;

/** @param {number} offset */
export const isoOf = (offset) => calendar.isoOf(first + offset);

/**
 * @param {string} iso
 * @returns {number} not a number if the text is no day
 */
export const offsetOf = (iso) => (calendar.numberOf(iso) ?? NaN) - first;

/**
 * The day that a reader has typed; nothing if it is none.
 * @param {string} typed
 */
export function typedOffset(typed) {
  const day = calendar.numberTyped(typed, journey.calendar);
  return day === null ? null : day - first;
}

/** @param {number} offset */
export const dateWords = (offset) => calendar.textOf(first + offset, journey.calendar);

/** @param {string} id of an account */
export const indexOf = (id) => journey.variants.findIndex((variant) => variant.id === id);
