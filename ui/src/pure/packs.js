/* Data that travel packed: what documents have in common stands once, and a frozen site's days lie in one script. */

/** The days of a year, and the steps of a tour, lie in one script; `web/frozen_packs.py` knows the same rule. */
const PACKED = /(\/timeline\/-?\d{4})-\d\d-\d\d((?:\/\w+)?\.\w+\.json)|(\/tours\/.+)\/\d+(\.\w+\.json)/;

/** @param {string} url */
export const packOf = (url) => url.replace(PACKED, "$1$2$3$4");

/** @type {WeakMap<object, any>} the whole of each part */
const known = new WeakMap();

/**
 * What several carried files have in common stands once, in a list: `{"$": n}` is its part n.
 * @param {any} value
 * @param {any[]} parts
 * @returns {any}
 */
export function whole(value, parts) {
  if (Array.isArray(value)) return value.map((part) => whole(part, parts));
  if (!value || typeof value !== "object") return value;
  if (Object.hasOwn(value, "$")) {
    const part = parts[value.$];
    if (!known.has(part)) known.set(part, whole(part, parts));
    return known.get(part);
  }
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, whole(part, parts)]));
}

/**
 * Links in data lead from the folder of the site; from a page they begin elsewhere.
 * @param {any} value
 * @param {string | undefined} root
 * @returns {any}
 */
export function near(value, root) {
  if (typeof value === "string") return value.startsWith("frozen:/") ? root + value.slice(8) : value;
  if (Array.isArray(value)) return value.map((part) => near(part, root));
  if (!value || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, near(part, root)]));
}

/** @param {string} uri */
export function jsonOfDataUri(uri) {
  const comma = uri.indexOf(",");
  const body = uri.slice(comma + 1);
  if (!/;base64$/i.test(uri.slice(0, comma))) return JSON.parse(decodeURIComponent(body));
  const bytes = Uint8Array.from(atob(body), (c) => c.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(bytes));
}
