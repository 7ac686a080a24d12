/** What the server gave the Draw room. */
import { frame, pageData } from "../common/frame.js";

/** @typedef {import("./types.js").RoomData} RoomData */

/** @type {RoomData} */
export const config = pageData();

/**
 * The word of a field, or of what may be chosen in one.
 * @param {string} key
 */
export const label = (key) => config.labels[key] || key.split(".").at(-1) || key;

/** The first language of the atlas, in which a name is that says no other. */
export const firstLanguage = () => config.languages[0]?.id || "en";

/** Words of the workbench as a text of the atlas: in the language of the page, where the atlas has it. @param {string} words */
export const ownText = (words) => ({
  [config.languages.some(({ id }) => id === frame.lang) ? frame.lang : firstLanguage()]: words,
});

/**
 * What a text says to the reader: in the language of the page, else in the first of the atlas.
 * @param {any} text words by language, or words alone
 * @returns {string}
 */
export function said(text) {
  if (typeof text === "string") return text;
  if (!text || typeof text !== "object") return "";
  const tag = [frame.lang, ...config.languages.map(({ id }) => id)].find((id) => text[id]);
  return (tag && text[tag]) || Object.values(text).find((words) => typeof words === "string") || "";
}
