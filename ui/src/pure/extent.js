/* A view as an address tells it. */

/** Degrees round the world. */
export const TURN = 360;

/**
 * West, south, east, north in degrees, as the server's framing reads them; nothing if it is no such box.
 * @param {string | null | undefined} text
 * @returns {Extent | null}
 */
export function parseExtent(text) {
  const box = (text || "").split(",").map((part) => (part.trim() ? Number(part) : NaN));
  if (box.length !== 4 || !box.every(Number.isFinite)) return null;
  const [west, south, , north] = box;
  let east = box[2];
  if (west - east >= 90 && Math.max(Math.abs(west), Math.abs(east)) <= 180) east += TURN; // across the 180th meridian
  const across = east - west;
  const inside = Math.max(Math.abs(west), Math.abs(east)) <= 540 && south >= -85 && north <= 85;
  if (!inside || across < 0.001 || across > 360.001 || north - south < 0.001) return null;
  const home = -TURN * Math.floor((west + 180) / TURN);
  return [west + home, south, west + home + Math.min(across, TURN), north];
}
