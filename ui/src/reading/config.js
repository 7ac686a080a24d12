/* What the reading page says of its text. */
import { mapsvc } from "../api.js";

/**
 * @typedef {object} Other another reading of a mention
 * @property {string} name
 * @property {string} kind
 * @property {string} country
 * @property {number} score
 * @property {number | null} lon
 * @property {number} lat
 */

/**
 * @typedef {object} Mention
 * @property {"place" | "date"} type
 * @property {string} usage
 * @property {string} usage_reason
 * @property {string} [feature]
 * @property {string} [name]
 * @property {string} kind
 * @property {number} score
 * @property {string} reason
 * @property {number | null} [lon]
 * @property {number} lat
 * @property {number} [page]
 * @property {number} line
 * @property {string} gregorian
 * @property {string} edtf
 * @property {string} calendar
 * @property {Other[]} others
 */

/** @type {{mentions: Mention[], words: Record<string, string>}} */
export const data = mapsvc.pageJson("reading-data");
export const { words } = data;

/** @param {HTMLElement} mark */
export const mentionOf = (mark) => data.mentions[Number(mark.dataset.n)];
