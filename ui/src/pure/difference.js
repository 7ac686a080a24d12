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
 * How a change is drawn: in the overlay the two hatchings speak, and it is only its edge there.
 * @param {MapSymbol} symbol
 * @param {string} mode
 * @returns {MapSymbol}
 */
export const dressed = (symbol, mode) =>
  mode === "difference" ? symbol : { ...symbol, opacity: 0.02, hatch: null };

/**
 * Does the key name a symbol in a mode? One entry stands for all certainties of a side.
 * @param {string} id
 * @param {Set<string>} used symbols that the mode draws
 * @param {string} mode
 */
export function keyNames(id, used, mode) {
  if (id.startsWith("certainty-")) return true;
  if (id.startsWith("gain-") && mode !== "difference") return false;
  const family = id.startsWith("line-") ? id.slice(0, 6) : id;
  const symbols = [...used];
  const claim = id.endsWith("-claim") && symbols.some((key) => key.endsWith("-claim"));
  return claim || symbols.some((key) => key.startsWith(family));
}

/**
 * The layers that an inset or another map shows: it has no handle to swipe with.
 * @param {string} mode
 */
export const stillMode = (mode) => (mode === "swipe" ? "overlay" : mode);
