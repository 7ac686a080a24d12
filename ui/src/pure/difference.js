/* Two views of one ground: which side a thing is of, and what a mode shows of it. */

export const SIDES = /** @type {const} */ (["a", "b"]);
/** @typedef {"" | "a" | "b"} Side */

/** @param {{layer: string}} item */
export const sideOf = (item) => /** @type {Side} */ (/-[ab]$/.test(item.layer) ? item.layer.slice(-1) : "");

/**
 * What lies on top is found first: lines, then changes, then grounds.
 * @param {{layer: string, world: WorldParts}} item
 */
export const weightOf = (item) => (item.world.lines ? 2 : item.layer === "pieces" ? 1 : 0);

/**
 * The layers that an inset or another map shows: it has no handle to swipe with.
 * @param {string} mode
 */
export const stillMode = (mode) => (mode === "swipe" ? "overlay" : mode);
