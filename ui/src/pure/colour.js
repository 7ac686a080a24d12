/**
 * #rgb or #rrggbb with an opacity; anything else is left as it is.
 * @param {string | undefined} colour
 * @param {number} alpha
 */
export function fade(colour, alpha) {
  const hex = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(colour || "");
  if (!hex) return colour || "rgba(0,0,0,0)";
  const full = hex[1].length === 3 ? hex[1].replace(/./g, "$&$&") : hex[1];
  const n = parseInt(full, 16);
  return "rgba(" + (n >> 16) + "," + ((n >> 8) & 255) + "," + (n & 255) + "," + alpha + ")";
}
