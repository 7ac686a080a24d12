/* Positions as people type them: 41.5, 42.25 · 41°30′N 42°15′E · 41 30 15 N, 42 15 E */

const NUMBER = /\d+(?:[.,]\d+)?/g;

/**
 * A position from typed text, latitude first unless letters say otherwise; nothing where it is none.
 * @param {string} text
 * @returns {LngLat | null}
 */
export function readPosition(text) {
  const parts = halves(text.trim());
  if (!parts) return null;
  const read = parts.map(readAngle);
  const [one, other] = read;
  if (!one || !other) return null;
  const turned = one.axis === "lng" || other.axis === "lat";
  const [lat, lng] = turned ? [other, one] : [one, other];
  if (lat.axis === "lng" || lng.axis === "lat") return null;
  if (Math.abs(lat.value) > 90 || Math.abs(lng.value) > 180) return null;
  return [lng.value, lat.value];
}

/**
 * @param {string} text
 * @returns {[string, string] | null}
 */
function halves(text) {
  const lettered = text.match(/^(.*?[NSEW])[\s,;]*(.+)$/i);
  if (lettered && /[NSEW]$/i.test(text)) return [lettered[1], lettered[2]];
  const led = text.match(/^([NSEW].*?)[\s,;]*([NSEW].+)$/i);
  if (led) return [led[1], led[2]];
  for (const mark of [/\s*;\s*/, /,\s+|\s+,/, /\s*,\s*/, /\s+/]) {
    const parts = text.split(mark);
    if (parts.length === 2) return [parts[0], parts[1]];
  }
  return null;
}

/**
 * Degrees, or degrees, minutes and seconds.
 * @param {string} text
 * @returns {{value: number, axis?: "lat" | "lng"} | null}
 */
function readAngle(text) {
  const rest = text
    .replace(NUMBER, "")
    .replace(/[\s°º'’′"”″-]/g, "")
    .replace(/^−/, "");
  if (!/^[NSEW]?$/i.test(rest)) return null;
  const parts = (text.match(NUMBER) || []).map((part) => Number(part.replace(",", ".")));
  if (!parts.length || parts.length > 3 || parts.slice(1).some((part) => part >= 60)) return null;
  if (parts.slice(0, -1).some((part) => !Number.isInteger(part))) return null;
  const size = parts.reduceRight((sum, part) => part + sum / 60, 0);
  const minus = /^\s*[-−]/.test(text) || /[SW]/i.test(rest);
  const value = +(minus ? -size : size).toFixed(6);
  return rest ? { value, axis: /[NS]/i.test(rest) ? "lat" : "lng" } : { value };
}

/**
 * A position as it is typed: latitude, longitude.
 * @param {LngLat} at
 */
export const writePosition = ([lng, lat]) => `${lat}, ${lng}`;
