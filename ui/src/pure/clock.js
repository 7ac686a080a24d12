/* The clock of a journey: which stop comes next, how far the hand goes in a frame, what is told on the way. */
import { clamp } from "./track.js";

/** @typedef {import("./track.js").Variant} Variant */
/** @typedef {import("./track.js").Track} Track */

const REPORT_DAYS = 1.2; // a report is told so long before and after its day
const MOST_FRAME_MS = 100; // a page that was held up does not leap

/**
 * Where one comes to by a step on or back; beyond the end of an account lies the next one.
 * @param {Variant[]} variants
 * @param {{index: number, step: number | null, passed: number, rests: boolean}} now
 * @param {1 | -1} way
 */
export function walk(variants, { index, step, passed, rests }, way) {
  const { stops } = variants[index];
  const to = step ? step + way : passed + (way > 0 ? 1 : rests ? -1 : 0);
  if (to >= 1 && to <= stops.length) return { index, step: to };
  const next = index + way;
  if (next < 0 || next >= variants.length) return { index, step: clamp(to, 1, stops.length) };
  return { index: next, step: way > 0 ? 1 : variants[next].stops.length };
}

/**
 * The moment after a frame: the whole way takes `seconds`.
 * @param {number} t
 * @param {[begin: number, end: number]} span
 * @param {number} ms since the frame before
 * @param {number} seconds
 */
export function advance(t, [begin, end], ms, seconds) {
  return Math.min(end, t + (Math.min(MOST_FRAME_MS, ms) / 1000) * ((end - begin || 1) / seconds));
}

/**
 * From the first stop of any account to the last.
 * @param {Variant[]} variants
 * @returns {[begin: number, end: number]}
 */
export function spanOf(variants) {
  const begins = variants.map(({ stops }) => stops[0].day);
  const ends = variants.map(({ stops }) => stops[stops.length - 1].day);
  return [Math.min(...begins), Math.max(...ends)];
}

/**
 * The stop at which a reader who wants no motion begins to be led.
 * @param {Variant} variant
 * @param {{t: number, step: number | null, passed: number}} now
 */
export function calmBegin({ stops }, { t, step, passed }) {
  if (t <= stops[0].day + 0.01 || step === stops.length) return 1;
  return Math.min(stops.length, (step || passed) + 1);
}

/**
 * What sources say of the days about a moment.
 * @param {Variant} variant
 * @param {number} t
 */
export function reportAt({ reports }, t) {
  const found = reports.find(([day]) => Math.abs(day - t) < REPORT_DAYS);
  return found ? found[1] : null;
}

/**
 * Words with their places filled in.
 * @param {string} text
 * @param {Record<string, string | number>} values
 */
export const fill = (text, values) =>
  text.replace(/\{(\w+)\}/g, (whole, key) => (Object.hasOwn(values, key) ? String(values[key]) : whole));

/**
 * A frozen journey at a stop, on a day, or both: by the account of the address, else by the page's own.
 * @param {{first: string, days: number, variants: Variant[], at: {variant: string}}} journey
 * @param {URLSearchParams} asked
 * @returns {{variant: string, stop: number | null, offset: number} | null} nothing if the page's own beginning is meant
 */
export function beginningOf(journey, asked) {
  /** @param {string | null} id */
  const named = (id) => journey.variants.find((variant) => variant.id === id);
  const account = named(asked.get("variant")) || named(journey.at.variant);
  if (!account) return null;
  const number = Number(asked.get("stop"));
  const on = Math.round(
    (Date.parse(asked.get("at") + "T00:00:00Z") - Date.parse(journey.first + "T00:00:00Z")) / 86400000,
  );
  const dated = on >= 0 && on <= journey.days;
  const stop = account.stops[number - 1] ? number : dated ? null : 1;
  if (!dated && (stop || 0) <= 1 && account.id === journey.at.variant) return null;
  return { variant: account.id, stop, offset: dated ? on : account.stops[(stop || 1) - 1].day };
}
