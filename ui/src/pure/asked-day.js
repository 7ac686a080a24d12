/* The day that is asked for among words, for a site without a service: the same notations, fewer calendars. */
import { isoOf, numberOf } from "./calendar.js";

/** @typedef {{first: string, last: string, rest: string}} Asked */

const ISO = /(?<![\w-])-?\d{4,5}-\d\d(?:-\d\d)?(?![\w-])/;
const DIGITS = /(?<!\d)(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?!\d)/;
const YEAR = /(?<![\w.-])\d{4}(?![\w-])/;

/** @param {string} text */
export const foldDay = (text) =>
  text
    .replace(/[İI]/g, "i")
    .toLowerCase()
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/ı/g, "i")
    .replace(/ə/g, "e");

/**
 * @param {string} iso a day, a month or a year
 * @param {string} rest
 * @returns {Asked | null}
 */
function asked(iso, rest) {
  const first = numberOf(iso);
  if (first === null || !isoOf(first).startsWith(iso)) return null;
  const [year, month, day] = isoOf(first)
    .split(/(?<=\d)-/)
    .map(Number);
  const parts = iso.split(/(?<=\d)-/).length;
  const next =
    parts > 2
      ? [year, month, day]
      : parts > 1
        ? [year + Math.floor(month / 12), (month % 12) + 1, 1]
        : [year + 1, 1, 1];
  const end = numberOf(next.map((part, i) => String(part).padStart(i ? 2 : 4, "0")).join("-")) ?? first;
  return { first: isoOf(first), last: isoOf(parts > 2 ? first : end - 1), rest: rest.trim() };
}

/** @param {number[]} parts */
const joined = (parts) => parts.map((part, i) => String(part).padStart(i ? 2 : 4, "0")).join("-");

/**
 * The first date among words; nothing if there is none.
 * @param {string} text
 * @param {Record<string, number>} months by folded name
 * @returns {Asked | null}
 */
export function askedDay(text, months) {
  const iso = ISO.exec(text);
  if (iso) return asked(iso[0], text.replace(iso[0], ""));
  const digits = DIGITS.exec(text);
  if (digits)
    return asked(joined([digits[3], digits[2], digits[1]].map(Number)), text.replace(digits[0], ""));
  const words = text.match(/[\p{L}\p{M}]+/gu) || [];
  const name = words.find((word) => Object.hasOwn(months, foldDay(word)));
  const year = YEAR.exec(text);
  if (!year) return null;
  if (!name) return asked(year[0], text.replace(year[0], ""));
  const day = /(?<!\d)(\d{1,2})(?!\d)/.exec(text.replace(year[0], ""));
  const rest = [name, year[0], ...(day ? [day[0]] : [])].reduce(
    (left, part) => left.replace(part, " "),
    text,
  );
  const month = months[foldDay(name)];
  return asked(
    joined([Number(year[0]), month, ...(day ? [Number(day[0])] : [])]),
    rest.replace(/(?<=\s)(?:st|nd|rd|th|,)(?=\s)/g, " "),
  );
}
