/* What the server gives the room: the page's own data, and a text with what was found in it. */
import { pageData, word } from "../common/frame.js";

/**
 * A place as the server tells it: of the atlas, or an entry of the gazetteer.
 * @typedef {object} Place
 * @property {string} id
 * @property {string} name
 * @property {string} kind
 * @property {number | null} lon
 * @property {number | null} lat
 * @property {string} country
 * @property {string} tier
 * @property {number} people
 * @property {number} start
 * @property {number} end
 */

/**
 * @typedef {object} TextData
 * @property {string} [words]
 * @property {boolean} ready
 * @property {number} [share]
 * @property {string} [unread] why it could not be read
 * @property {string} fault why the corrections could not be read
 * @property {Record<string, Place>} entries
 * @property {Record<string, Place>} places
 * @property {Record<string, string>} linked
 * @property {Record<string, string>} renames
 * @property {string[]} reasons
 * @property {import("../../pure/mention-states.js").FoundMention[]} mentions
 * @property {import("../../pure/mention-states.js").Decided[]} decisions
 * @property {{line: number, column: number, surface: string, told: string}[]} stale
 */

/**
 * @typedef {object} PageData
 * @property {string} text
 * @property {string} title
 * @property {string} language
 * @property {string[]} usages
 * @property {string[]} calendars
 * @property {Record<string, string>} said
 * @property {{basemap: BasemapOptions & {extent: Extent}, controls: any, credits: string[]} | null} map
 */

/** @type {PageData} */
export const page = pageData();

/**
 * A word of another page: a kind of place, a calendar, a list of names; as it is called inside where there is none.
 * @param {string} group
 * @param {string} name
 */
export const said = (group, name) => page.said[group + name] ?? name;

/** @param {Place} place */
export const kindOf = (place) =>
  [said("reading_kind.", place.kind), place.country].filter(Boolean).join(", ");

const number = new Intl.NumberFormat(document.documentElement.lang);

/** @param {number} value */
export const counted = (value) => number.format(value);

/** @param {number} score */
export const percent = (score) => `${Math.round(score * 100)} %`;

/**
 * What speaks for a place and against it, in words.
 * @param {Place} place
 * @param {number | null} apartKm from where the text tells of
 */
export function tellsOf(place, apartKm) {
  const told = [kindOf(place), said("reason_tier.", place.tier)];
  if (apartKm !== null)
    told.push(word("apart", counted(apartKm < 100 ? Math.round(apartKm) : round2(apartKm))));
  else if (place.lon === null) told.push(word("no_point"));
  if (place.people) told.push(word("people", counted(place.people)));
  if (place.start || place.end) told.push(`${place.start || "…"}–${place.end || "…"}`);
  return told.join(" · ");
}

/**
 * To two digits that count.
 * @param {number} km
 */
function round2(km) {
  const step = 10 ** (Math.floor(Math.log10(km)) - 1);
  return Math.round(km / step) * step;
}
