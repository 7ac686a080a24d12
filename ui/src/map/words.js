/* Words come with the options of the controls, or stand in the page. */
import { pageJson } from "./data.js";

/** @type {Record<string, string>} */
let given = {};

/** @param {Record<string, string> | undefined} words */
export function setWords(words) {
  given = words || {};
}

/**
 * @param {string} key
 * @returns {string}
 */
export function word(key) {
  if (Object.hasOwn(given, key)) return given[key];
  const page = pageJson("mapsvc-strings");
  return Object.hasOwn(page, key) ? page[key] : key;
}
