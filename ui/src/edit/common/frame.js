/** What the server put into the page of a room: words, language, token, and the room's own data. */

/** @typedef {{token: string, lang: string, room: string, atlas: string, words: Record<string, string>}} EditFrame */

/** @param {string} id */
function json(id) {
  const node = document.getElementById(id);
  return node ? JSON.parse(node.textContent || "{}") : {};
}

/** @type {EditFrame} */
export const frame = json("edit-frame");

/** What the room's view gave as `data`. @returns {any} */
export const pageData = () => json("edit-data");

/**
 * A word of the workbench, `{0}` and so on filled in.
 * @param {string} key
 * @param {...(string | number)} values
 */
export function word(key, ...values) {
  const said = Object.hasOwn(frame.words, key) ? frame.words[key] : key;
  return values.reduce(
    (/** @type {string} */ text, value, at) => text.replaceAll(`{${at}}`, String(value)),
    said,
  );
}
