/* The maps that steps show: their names in words, what they can be asked, their frames. */
import { numberOf, textOf } from "../pure/calendar.js";
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
  const day = numberOf(iso);
  return day === null ? iso : textOf(day, config.calendar);
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
 * What the atlas says of the map of a step.
 * @param {LectureStep} step
 */
export const toldOf = ({ show, stop }) => (stop ? "" : known.get(show)?.thing.told || "");

/**
 * What a step shows of days, or of two sides, as a tour's file says it.
 * @param {string} show
 */
function daysIn(show) {
  const day = DAY.exec(show);
  if (day) return { day: day[1], by: day[2] };
  const pair = PAIR.exec(show);
  return pair ? { compare: [pair[1], pair[2]], by: pair[3] } : {};
}

/**
 * The fields of a tour's step, as its file has them.
 * @param {LectureStep} step
 * @returns {{shows: Record<string, any>, cites: string[]}}
 */
export function fieldsOf({ show, stop, on, mode }) {
  const { thing, wishes = [] } = known.get(show) || {};
  const part = thing?.parts?.find((each) => each.stop === stop);
  const variant = part?.asks.variant;
  const until = wishes.includes("stop") ? on : undefined;
  const cites = thing?.cites || [];
  return {
    shows: { ...thing?.shows, ...daysIn(show), mode, variant, stop, until, date: on },
    cites: cites.length ? cites : [config.atlas.source],
  };
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
