/* What was found in a text and what was decided on it, joined: states, filters, counts, steps. */
import { countOf, lineStarts, offsetBehind, offsetOf, surfaceEnd } from "./text-places.js";

/** Below this score a reading is in doubt. */
export const DOUBT = 0.8;

/**
 * @typedef {object} FoundMention
 * @property {"place" | "date"} type
 * @property {number} line
 * @property {number} column
 * @property {number} length of the name
 * @property {number} whole of the inflected word
 * @property {string} [place] id of an entry; empty where nothing fits
 * @property {string} [kind]
 * @property {string} [usage]
 * @property {string} [lang]
 * @property {number} score
 * @property {number} why
 * @property {number} [why_usage]
 * @property {[string, number][]} [others]
 * @property {string} [edtf]
 * @property {string} [calendar]
 * @property {string} [gregorian]
 */

/**
 * @typedef {object} Decided
 * @property {number} line
 * @property {number} column
 * @property {"place" | "date"} type
 * @property {string} seen
 * @property {"accept" | "reject"} [action] nothing where nothing is decided
 * @property {string} [surface]
 * @property {string} [place]
 * @property {string} [usage]
 * @property {string} [lang]
 * @property {string} [edtf]
 * @property {string} [calendar]
 * @property {string} [gregorian]
 * @property {string} [certainty]
 * @property {string} [reason]
 */

/**
 * A mention as the room shows it.
 * @typedef {object} Item
 * @property {string} key
 * @property {"place" | "date"} type
 * @property {number} line
 * @property {number} column
 * @property {number} start offsets of the name
 * @property {number} end
 * @property {number} whole offset of the end of the inflected word
 * @property {string} surface
 * @property {string} name by which mentions of one name are told
 * @property {FoundMention | null} found nothing where only a reader says it
 * @property {Decided | null} decided
 */

/** @typedef {"unread" | "accepted" | "changed" | "rejected"} State */
/** @typedef {{linked: Record<string, string>, renames: Record<string, string>}} Ids */
/** @typedef {{kind: string, state: string, name: string}} Filter */

/** @param {{type: string, line: number, column: number}} where */
export const keyOf = ({ type, line, column }) => `${line}:${column}:${type}`;

/**
 * One name however its letters are written.
 * @param {string} surface
 */
export const nameKey = (surface) =>
  surface
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLocaleLowerCase("en")
    .replaceAll("ı", "i")
    .replace(/[\s­]+/g, " ")
    .trim();

/**
 * The mentions of a text in its order.
 * @param {string} text
 * @param {FoundMention[]} mentions
 * @param {Decided[]} decisions
 * @returns {Item[]}
 */
export function itemsOf(text, mentions, decisions) {
  const starts = lineStarts(text);
  /** @type {Map<string, Item>} */
  const items = new Map();
  for (const found of mentions) {
    const start = offsetOf(text, starts, found);
    const end = offsetBehind(text, start, found.length);
    const whole = offsetBehind(text, end, found.whole - found.length);
    items.set(keyOf(found), madeItem(text, found, [start, end, whole], found));
  }
  for (const decided of decisions) {
    const known = items.get(keyOf(decided));
    if (known) known.decided = decided.action ? decided : null;
    else if (decided.action === "accept" && decided.surface) {
      const start = offsetOf(text, starts, decided);
      const end = surfaceEnd(text, start, decided.surface);
      if (end > start)
        items.set(keyOf(decided), { ...madeItem(text, decided, [start, end, end], null), decided });
    }
  }
  return inOrder([...items.values()]);
}

/** @param {Item[]} items */
export const inOrder = (items) => items.sort((a, b) => a.start - b.start || b.whole - a.whole);

/**
 * @param {string} text
 * @param {{type: "place" | "date", line: number, column: number}} where
 * @param {[number, number, number]} offsets
 * @param {FoundMention | null} found
 * @returns {Item}
 */
export function madeItem(text, where, [start, end, whole], found) {
  const surface = text.slice(start, end).split(/\s+/).join(" ");
  const { type, line, column } = where;
  const name = nameKey(surface);
  return { key: keyOf(where), type, line, column, start, end, whole, surface, name, found, decided: null };
}

/**
 * The id of the place that a mention is read as, an atlas's own where it has one.
 * @param {Item} item
 * @param {Ids} ids
 */
export function placeIdOf(item, ids) {
  const asked = item.decided?.place ?? item.found?.place ?? "";
  const own = ids.linked[asked] ?? asked;
  return item.decided?.place ? own : (ids.renames[own] ?? own);
}

/**
 * What a mention says now: as decided, else as found.
 * @param {Item} item
 * @param {"usage" | "lang" | "edtf" | "calendar" | "gregorian"} field
 * @returns {string}
 */
export const valueOf = (item, field) => item.decided?.[field] ?? item.found?.[field] ?? "";

/**
 * @param {Item} item
 * @param {Ids} ids
 * @returns {State}
 */
export function stateOf(item, ids) {
  const { found, decided } = item;
  if (!decided) return "unread";
  if (decided.action === "reject") return "rejected";
  return found && saysSame(found, decided, ids) ? "accepted" : "changed";
}

/**
 * Is a mention what it was found as? What a decision does not say is as it was found.
 * @param {FoundMention} found
 * @param {Decided} decided
 * @param {Ids} ids
 */
function saysSame(found, decided, { linked }) {
  if (found.type === "date")
    return decided.edtf === undefined || (decided.edtf === found.edtf && decided.calendar === found.calendar);
  const [was, is] = [found.place ?? "", decided.place ?? found.place ?? ""];
  return (linked[was] ?? was) === (linked[is] ?? is) && (decided.usage ?? found.usage) === found.usage;
}

/**
 * Unread and of a low score or without a place, or marked so by a reader.
 * @param {Item} item
 */
export function isDoubtful({ found, decided, type }) {
  if (decided) return decided.certainty === "uncertain";
  return !found || found.score < DOUBT || (type === "place" && !found.place);
}

/**
 * @param {Item} item
 * @param {Filter} filter
 * @param {Ids} ids
 */
export function passes(item, filter, ids) {
  if (filter.kind && item.type !== filter.kind) return false;
  if (filter.name && item.name !== filter.name) return false;
  if (!filter.state) return true;
  return filter.state === "doubtful" ? isDoubtful(item) : stateOf(item, ids) === filter.state;
}

/**
 * The next item from a place on that is wanted; nothing where there is none.
 * @param {Item[]} items
 * @param {number} at index from which to go, itself not
 * @param {1 | -1} by
 * @param {(item: Item) => boolean} wanted
 * @returns {Item | null}
 */
export function stepFrom(items, at, by, wanted) {
  for (let n = at + by; n >= 0 && n < items.length; n += by) if (wanted(items[n])) return items[n];
  return null;
}

/**
 * How many there are, and how many of them are read, in doubt and unread.
 * @param {Item[]} items
 */
export function progressOf(items) {
  let [read, doubtful] = [0, 0];
  for (const item of items) {
    if (item.decided) read += 1;
    if (isDoubtful(item)) doubtful += 1;
  }
  return { all: items.length, read, doubtful };
}

/**
 * The names of a text, the most frequent first, with how many of their mentions are read.
 * @param {Item[]} items
 * @param {(item: Item) => boolean} counted
 */
export function namesOf(items, counted) {
  /** @type {Map<string, {name: string, surface: string, all: number, read: number, doubtful: number}>} */
  const names = new Map();
  for (const item of items) {
    if (!counted(item)) continue;
    const row = names.get(item.name) || {
      name: item.name,
      surface: item.surface,
      all: 0,
      read: 0,
      doubtful: 0,
    };
    row.all += 1;
    if (item.decided) row.read += 1;
    if (isDoubtful(item)) row.doubtful += 1;
    names.set(item.name, row);
  }
  return [...names.values()].sort((a, b) => b.all - a.all || (a.surface < b.surface ? -1 : 1));
}

/**
 * What is sent to decide on a mention as it is read now, with changes.
 * @param {Item} item
 * @param {string} text
 * @param {Ids} ids
 * @param {Record<string, string>} changes
 * @returns {Record<string, string | number>}
 */
export function decisionOf(item, text, ids, changes) {
  const { type, line, column, decided } = item;
  // Names are kept with their endings, as they stand in the list of mentions.
  const length = countOf(text, item.start, item.whole);
  const base = { line, column, length, type, seen: decided?.seen ?? "", reason: decided?.reason ?? "" };
  return {
    ...base,
    action: "accept",
    ...saysNow(item, ids),
    certainty: decided?.certainty ?? "",
    ...changes,
  };
}

/**
 * @param {Item} item
 * @param {Ids} ids
 * @returns {Record<string, string>}
 */
function saysNow(item, ids) {
  if (item.type === "place") {
    const usage = valueOf(item, "usage") || "literal";
    return { place: placeIdOf(item, ids), usage, lang: valueOf(item, "lang") };
  }
  const [edtf, calendar] = [valueOf(item, "edtf"), valueOf(item, "calendar")];
  return { edtf, calendar, gregorian: valueOf(item, "gregorian") };
}
