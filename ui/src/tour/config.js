/* What the page says of a tour, and the data of its steps. */
import { mapsvc } from "../api.js";

/**
 * @typedef {object} TourConfig
 * @property {string} title
 * @property {number} step the one that the page opens with, from 1
 * @property {{href: string, heading: string, data: string, carried?: any}[]} steps each with what its map shows, or where to ask
 * @property {string} [exit] where one goes when one leaves it
 * @property {Record<string, string>} words
 */

/** @type {TourConfig} */
export const config = mapsvc.pageJson("tour-data");
export const count = config.steps.length;

/**
 * What the map of a step shows; a page without addresses carries it.
 * @param {number} number
 * @returns {Promise<any>}
 */
export async function mapOf(number) {
  const { carried, data } = config.steps[number - 1];
  return carried ?? mapsvc.load(data);
}

/** A lecture that is played goes by its own link, not by the address of what made the page. */
const [, lecture = "", asked = ""] = /^#play=([\w.-]+)(?:&step=(\d+))?/.exec(location.hash) || [];
/** The step that the link of a lecture asks for. */
export const first = Number(asked);
export const way = lecture ? config.exit + "#l=" + lecture : config.exit;

/** Leave the tour. A lecture that is played stands under the address that it leads to: only its fragment differs. */
export function leave() {
  location.assign(way || location.href);
  if (lecture) location.reload();
}

/** @param {number} number */
export const addressOf = (number) =>
  lecture ? config.exit + "#play=" + lecture + "&step=" + number : config.steps[number - 1].href;
