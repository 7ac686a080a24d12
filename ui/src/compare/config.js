/* What the page says of a comparison. */
import { mapsvc } from "../api.js";

/**
 * @typedef {object} CompareConfig
 * @property {string} mode
 * @property {Record<string, string[]>} modes the layers of each
 * @property {{a: string, b: string}} sides
 * @property {string} data id of the JSON of the map
 * @property {{handle: string, value: string, inset_go: string, hints: Record<string, string>}} words
 * @property {{label: string, extent: Extent, basemap: BasemapOptions}} [inset]
 * @property {{extent: Extent | null, middle: [lat: number, lng: number]}} [changed] where a swipe opens
 */

/** @type {CompareConfig} */
export const config = mapsvc.pageJson("compare-data");
