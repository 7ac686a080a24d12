/* What the page says of a tour. */
import { mapsvc } from "../api.js";

/**
 * @typedef {object} TourConfig
 * @property {string} title
 * @property {number} step the one that the page opens with, from 1
 * @property {{href: string, heading: string, data: string}[]} steps
 * @property {string} [exit] where one goes when one leaves it
 * @property {Record<string, string>} words
 */

/** @type {TourConfig} */
export const config = mapsvc.pageJson("tour-data");
export const count = config.steps.length;
