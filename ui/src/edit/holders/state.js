/** What the room knows, as the server tells it, and what follows from it for a day. */
import { pageData, word } from "../common/frame.js";

/**
 * @typedef {{field: string, message: string}} Fault
 * @typedef {{line: number, cells: Record<string, string>, faults: Fault[]}} Row
 * @typedef {[start: number, end: number, polity: string | null, how: string, of: string | null, certainty: string]} Held
 * @typedef {{n: number, iso: string, words: string}} Day
 * @typedef {{id: string, name: string, names: [number | null, number | null, string][], colour: string | null, record: Record<string, any>}} Polity
 * @typedef {object} State
 * @property {Record<string, string>} base
 * @property {string[]} locked
 * @property {string[]} columns
 * @property {string[]} header
 * @property {{id: string, title: string}[]} districts
 * @property {Row[]} rows
 * @property {Record<string, string[]>} notes
 * @property {Record<string, Held[]>} held
 * @property {Polity[]} polities
 * @property {Day[]} steps
 * @property {[number, number]} period
 * @property {Day} opening
 */

/** @typedef {{map: any, languages: {id: string, label: string}[], hows: [string, string][], certainties: [string, string][]}} RoomData */

/** @type {RoomData} */
export const config = pageData();

/**
 * Who held a district on a day.
 * @param {State} state
 * @param {string} district
 * @param {number} day
 */
export const heldOn = (state, district, day) =>
  (state.held[district] || []).filter(([start, end]) => start <= day && day <= end);

/**
 * What a holder was called on a day.
 * @param {State} state
 * @param {string | null} id
 * @param {number} day
 */
export function nameOn(state, id, day) {
  const polity = state.polities.find((one) => one.id === id);
  if (!polity) return id || word("nobody");
  const then = polity.names.find(([start, end]) => (start ?? -Infinity) <= day && day <= (end ?? Infinity));
  return then ? then[2] : polity.name;
}

/** @param {State} state @param {string | null} id */
export const colourOf = (state, id) => state.polities.find((one) => one.id === id)?.colour || "";

/** The word of a manner of holding. @param {string} how */
export const howWord = (how) => config.hows.find(([id]) => id === how)?.[1] || how;

/**
 * Which of the days on which something changes is the last until a day.
 * @param {Day[]} steps
 * @param {number} day
 */
export const stepOf = (steps, day) => Math.max(0, steps.filter(({ n }) => n <= day).length - 1);
