/* Finding as the server finds: in titles and places case, Turkish dots and accents do not matter; in running text
   a word must be the same but for its case, or be typed whole, so that "kars" does not find "karşı". */

/**
 * @param {string} text
 * @param {string} lang
 */
export const fold = (text, lang) =>
  text.toLocaleLowerCase(lang).replace(/ı/g, "i").normalize("NFD").replace(/\p{M}/gu, "");

/** @param {string} text */
const small = (text) => text.normalize("NFC").replace(/[İI]/g, "i").toLowerCase().replace(/ı/g, "i");

/** @typedef {[exact: string, folded: string]} SearchWord */

/**
 * @param {string | null | undefined} text
 * @param {string} lang
 */
export function searchWords(text, lang) {
  // What is written as a letter and its mark is no end of a word.
  const words = (text || "").normalize("NFC").match(/[\p{L}\p{N}'’-]+/gu) || [];
  return words
    .map((word) => word.replace(/['’].*$/u, ""))
    .flatMap((word) => [...new Set([word, ...word.split("-")])])
    .map((part) => /** @type {SearchWord} */ ([small(part), fold(part, lang)]));
}

/**
 * A year as people type it, "401 BC" too; years are counted as in EDTF, so that this is -400.
 * @param {string} text
 * @param {string[]} eras in lower case, that before the year 1 first
 * @param {string} lang
 */
export function yearTyped(text, eras, lang) {
  const typed = text.normalize("NFC").trim().toLocaleLowerCase(lang);
  if (/^-?\d{1,5}$/.test(typed)) return Number(typed);
  const era = eras.findIndex((name) => typed.startsWith(name) || typed.endsWith(name));
  const digits = era < 0 ? null : /\d{1,5}/.exec(typed);
  if (!digits) return null;
  return era ? Number(digits[0]) : 1 - Number(digits[0]);
}

/**
 * What a row of the list is found by.
 * @typedef {object} Row
 * @property {SearchWord[]} names
 * @property {SearchWord[]} text
 * @property {string | undefined} kind
 * @property {string[]} places
 * @property {[first: number | null, last: number | null]} years
 */

/**
 * @typedef {object} Want
 * @property {string} kind
 * @property {string} place
 * @property {number | null} from
 * @property {number | null} to
 * @property {SearchWord[]} words
 */

/**
 * @param {Row} row
 * @param {SearchWord} word
 */
const holds = (row, [exact, folded]) =>
  row.names.some((name) => name[1].startsWith(folded)) ||
  row.text.some((word) => word[0].startsWith(exact) || word[1] === folded);

/**
 * @param {Row} row
 * @param {Want} want
 */
export function fits(row, want) {
  if (want.kind && row.kind !== want.kind) return false;
  if (want.place && !row.places.includes(want.place)) return false;
  if (want.words.some((word) => !holds(row, word))) return false;
  const [first, last] = row.years;
  // What has no end in the data ends in no year.
  if (want.from !== null && last !== null && last < want.from) return false;
  return !(want.to !== null && first !== null && first > want.to);
}
