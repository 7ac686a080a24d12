/* The maps that steps show: their names in words, what they can be asked, their frames. */
import { config } from "./config.js";

/** @typedef {import("../pure/lecture-steps.js").LectureStep} LectureStep */
/** @typedef {import("./config.js").Thing} Thing */
/** @typedef {{title: string, when: string}} Names */

/** @type {Map<string, {thing: Thing, wishes: string[]}>} */
const known = new Map();
for (const { items, wishes } of config.groups) {
  for (const thing of items) known.set(thing.show, { thing, wishes });
}

const DAY = /^timeline\/(Y?-?\d{4,}-\d\d-\d\d)(?:\/(\w+))?$/;
const PAIR = /^compare\/([^/]+)\/([^/]+)(?:\/(\w+))?$/;
const ISO = /^Y?-?\d{4,}-\d\d-\d\d$/;

/** @param {string} iso */
function dayWords(iso) {
  const date = new Date(iso + "T00:00:00Z");
  if (Number.isNaN(date.getTime())) return iso;
  const { lang } = document.documentElement;
  return new Intl.DateTimeFormat(lang, { dateStyle: "long", timeZone: "UTC" }).format(date);
}

/** @param {string} side */
const sideWords = (side) =>
  ISO.test(side) ? dayWords(side) : config.compare?.sides.find(({ id }) => id === side)?.label;

/** @param {string | undefined} by */
const viewWords = (by) => config.days.views.find(({ id }) => id === by)?.label || "";

/**
 * What a step is called; nothing if this atlas has no such map.
 * @param {Pick<LectureStep, "show" | "stop">} step
 * @returns {Names | null}
 */
export function namesOf({ show, stop }) {
  const thing = known.get(show)?.thing;
  return thing ? namesOfThing(thing, stop) : namesOfDays(show);
}

/**
 * @param {Thing} thing
 * @param {string | undefined} stop
 */
function namesOfThing(thing, stop) {
  if (!stop) return { title: thing.title, when: thing.when || "" };
  return thing.parts?.find((part) => part.stop === stop) || null;
}

/** @param {string} show */
function namesOfDays(show) {
  const day = DAY.exec(show);
  if (day) return { title: dayWords(day[1]), when: viewWords(day[2] || config.days.views[0]?.id) };
  const pair = PAIR.exec(show);
  const sides = pair ? [sideWords(pair[1]), sideWords(pair[2])] : [];
  return sides.length && sides.every(Boolean)
    ? { title: sides.join(" – "), when: viewWords(pair?.[3]) }
    : null;
}

/**
 * Which wishes the map of a step takes.
 * @param {LectureStep} step
 */
export function wishesOf({ show, stop }) {
  if (PAIR.test(show)) return ["mode"];
  return stop ? [] : known.get(show)?.wishes || [];
}

/**
 * The first and the last day on which the map of a step can be asked for.
 * @param {LectureStep} step
 * @returns {readonly [string, string]}
 */
export const daysOf = ({ show }) => known.get(show)?.thing.days || [config.days.first, config.days.last];

/**
 * The address of the bare map, and what it is asked by its name.
 * @param {string} show
 * @returns {{address: string | undefined, on?: string, by?: string}}
 */
function bareMap(show) {
  const day = DAY.exec(show);
  if (day) return { address: config.days.frame, on: day[1], by: day[2] };
  const pair = PAIR.exec(show);
  if (!pair || !config.compare) return { address: known.get(show)?.thing.frame };
  const { a, b, frame } = config.compare.example;
  return { address: frame.replace(a + "/" + b, pair[1] + "/" + pair[2]), by: pair[3] };
}

/**
 * The bare map of a step, for a frame.
 * @param {LectureStep} step
 */
export function frameOf({ show, stop, on, mode, view }) {
  const { address, on: day, by } = bareMap(show);
  if (!address) return null;
  const url = new URL(address, location.href);
  const { thing, wishes } = known.get(show) || {};
  /** @type {Record<string, string | undefined>} */
  const asked = {
    on: day,
    view: [by, view?.join(",")].filter(Boolean).join(","),
    at: wishes?.includes("stop") ? on : "",
    mode,
    legend: "0",
    ...thing?.parts?.find((part) => part.stop === stop)?.asks,
  };
  for (const [name, value] of Object.entries(asked)) if (value) url.searchParams.set(name, value);
  return url.href;
}
