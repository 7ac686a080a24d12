/** Fields of words in each language of the atlas. */
import { el } from "../../map/dom.js";
import { fieldEl } from "../common/fields.js";
import { pageData, word } from "../common/frame.js";
import { put } from "./steps.js";

/** @type {{languages: {id: string, label: string}[], reader: string, subtitle: Record<string, string>}} */
export const room = pageData();

/** Bare words are in the first language. @param {any} said @returns {Record<string, string>} */
export const wordsOf = (said) => (typeof said === "string" ? { [room.languages[0].id]: said } : said || {});

/**
 * A field a language; what is typed is in the record at once, and told when it is left.
 * @param {Record<string, any>} record
 * @param {string} key
 * @param {string} field by which faults name it
 * @param {"input" | "textarea"} tag
 * @param {{typed: () => void, changed: () => void}} tell
 */
export function wordFields(record, key, field, tag, { typed, changed }) {
  return room.languages.map(({ id, label }) => {
    const input = el(tag);
    input.value = wordsOf(record[key])[id] || "";
    input.lang = id;
    if (input instanceof HTMLTextAreaElement) input.rows = 2;
    input.addEventListener("input", () => {
      const said = { ...wordsOf(record[key]) };
      put(said, id, input.value.trim());
      put(record, key, said);
      typed();
    });
    input.addEventListener("change", changed);
    return fieldEl(`${word(key)} (${label})`, input, `${field}.${id}`, "edit-wide");
  });
}
