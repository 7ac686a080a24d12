/**
 * What the scripts of single pages have of the map's: the global that map.js makes, see entry/map.js.
 * They are loaded after it, and hold nothing of it a second time.
 */

/** @typedef {typeof import("./entry/map.js")} Api */

const held = /** @type {{mapsvc?: Api}} */ (/** @type {unknown} */ (globalThis)).mapsvc;

/** Nothing on a page without a map. */
export const found = held;
export const mapsvc = /** @type {Api} */ (held);
