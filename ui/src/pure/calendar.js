/* Days as numbers and in words, from antiquity on. Years are astronomical as in EDTF: -0400 is 401 BC. */

const DAY_MS = 86400000;

/** @param {number} n */
const dateOf = (n) => new Date(n * DAY_MS); // UTC knows no summer time

/**
 * @param {number} n
 * @param {number} length
 */
const pad = (n, length) => String(n).padStart(length, "0");

/**
 * @param {number} year
 * @param {number} month from 1
 * @param {number} day
 */
function numberOfParts(year, month, day) {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day); // Date.UTC would take the year 14 for 1914
  return Math.round(date.getTime() / DAY_MS);
}

/**
 * The number of a day; of a year or a month, that of its first day; nothing if the text is none of these.
 * @param {string} text
 */
export function numberOf(text) {
  const found = /^\s*Y?(-?\d{1,5})(?:-(\d{1,2}))?(?:-(\d{1,2}))?\s*$/.exec(text);
  return found ? numberOfParts(Number(found[1]), Number(found[2] || 1), Number(found[3] || 1)) : null;
}

/**
 * The first day of a year with its era, as people type it: "401 BC"; nothing if the text is none.
 * @param {string} text
 * @param {CalendarWords} words
 */
export function numberOfYear(text, words) {
  const typed = text.normalize("NFC").trim().toLowerCase();
  const digits = /^\D*(\d{1,5})\D*$/.exec(typed);
  const eras = words.eras.map((era) => era.replace("{date}", "").trim().toLowerCase());
  const era = eras.findIndex((name) => name && (typed.startsWith(name) || typed.endsWith(name)));
  if (!digits || era < 0) return null;
  return numberOfParts(era ? Number(digits[1]) : 1 - Number(digits[1]), 1, 1);
}

/**
 * A day as people type it, in the words of the page's language or in digits; nothing if the text is none.
 * @param {string} text
 * @param {CalendarWords} words
 */
export function numberTyped(text, words) {
  const plain = numberOf(text) ?? numberOfYear(text, words);
  if (plain !== null) return plain;
  const typed = small(text);
  const months = words.months.map(small);
  const names = typed.match(/\p{L}{3,}/gu) || [];
  const named = months.findIndex((month) =>
    names.some((name) => month.startsWith(name) || name.startsWith(month)),
  );
  const numbers = (typed.match(/\d+/g) || []).map(Number);
  const year = numbers.pop() || 0;
  const whole = named < 0 ? numbers.length === 2 : numbers.length < 2;
  const [day = 1, month = named + 1] = numbers;
  return whole && year > 99 ? numberOfDay(year, month, day) : null;
}

/**
 * @param {number} year
 * @param {number} month
 * @param {number} day
 */
function numberOfDay(year, month, day) {
  const found = numberOfParts(year, month, day);
  const date = dateOf(found);
  return date.getUTCDate() === day && date.getUTCMonth() + 1 === month ? found : null;
}

/** @param {string} text */
const small = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/ı/g, "i");

/** @param {number} n */
export function isoOf(n) {
  const date = dateOf(n);
  const year = date.getUTCFullYear();
  const years = Math.abs(year) > 9999 ? "Y" + year : (year < 0 ? "-" : "") + pad(Math.abs(year), 4);
  return years + "-" + pad(date.getUTCMonth() + 1, 2) + "-" + pad(date.getUTCDate(), 2);
}

/** @param {number} n */
export const yearOf = (n) => dateOf(n).getUTCFullYear();

/**
 * A day as the server writes it; `words` come from there.
 * @param {number} n
 * @param {CalendarWords} words
 */
export function textOf(n, words) {
  const date = dateOf(n);
  const year = date.getUTCFullYear();
  /** @type {Record<string, string | number>} */
  const parts = {
    d: date.getUTCDate(),
    m: words.months[date.getUTCMonth()],
    n: date.getUTCMonth() + 1,
    y: year > 0 ? year : 1 - year,
  };
  const text = words.day.replace(/\{([dmny])\}/g, (_, key) => String(parts[key]));
  return year >= 100 ? text : words.eras[year > 0 ? 1 : 0].replace("{date}", () => text);
}

/**
 * The same day of another month; the last of a shorter one.
 * @param {number} n
 * @param {number} months
 */
export function addMonths(n, months) {
  const from = dateOf(n);
  const [year, month] = [from.getUTCFullYear(), from.getUTCMonth() + 1 + months];
  const longest = numberOfParts(year, month + 1, 1) - numberOfParts(year, month, 1);
  return numberOfParts(year, month, Math.min(from.getUTCDate(), longest));
}
