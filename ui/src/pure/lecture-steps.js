/* What a lecture is, read from whatever a link holds; its order; what it says to the service. */

/**
 * @typedef {object} LectureStep
 * @property {number} id within this page alone
 * @property {string} show name of a map
 * @property {string} [heading]
 * @property {string} [text]
 * @property {string} [notes]
 * @property {number[]} [view] west, south, east, north
 * @property {string} [mode]
 * @property {string} [on]
 * @property {string} [stop]
 * @property {string} [variant]
 */

/** @typedef {{title: string, lang: string, steps: LectureStep[]}} Lecture */

const TEXTS = /** @type {const} */ (["heading", "text", "notes", "mode", "on", "stop", "variant"]);
/** Of the form that is written today. */
export const FORM = 1;

let last = 0;

/**
 * @param {Omit<LectureStep, "id">} given
 * @returns {LectureStep}
 */
export const newStep = (given) => ({ ...given, id: (last += 1) });

/** @param {unknown} value */
const isBox = (value) =>
  Array.isArray(value) && value.length === 4 && value.every((degree) => Number.isFinite(degree));

/**
 * A step of what a link holds; nothing if it names no map.
 * @param {any} given
 */
function readStep(given) {
  if (typeof given?.show !== "string" || !given.show) return null;
  /** @type {Omit<LectureStep, "id">} */
  const step = { show: given.show };
  for (const name of TEXTS) if (typeof given[name] === "string" && given[name]) step[name] = given[name];
  if (isBox(given.view)) step.view = given.view;
  return newStep(step);
}

/**
 * The lecture that a link holds, what of it can be used; `lost` counts the steps that cannot.
 * @param {any} given
 * @param {{lang: string, most: number}} rules
 * @returns {{lecture: Lecture, lost: number}}
 */
export function readLecture(given, { lang, most }) {
  const told = Array.isArray(given?.steps) ? given.steps : [];
  const steps = told.map(readStep).filter((/** @type {LectureStep | null} */ step) => step !== null);
  return {
    lecture: {
      title: typeof given?.title === "string" ? given.title : "",
      lang: typeof given?.lang === "string" && given.lang ? given.lang : lang,
      steps: steps.slice(0, most),
    },
    lost: told.length - Math.min(steps.length, most),
  };
}

/**
 * What goes into a link, and to the service.
 * @param {Lecture} lecture
 */
export function written({ title, lang, steps }) {
  return { v: FORM, title, lang, steps: steps.map(({ id: _own, ...rest }) => told(rest)) };
}

/** @param {Omit<LectureStep, "id">} step */
const told = (step) =>
  Object.fromEntries(Object.entries(step).filter(([, value]) => value !== undefined && value !== ""));

/**
 * Steps with one of them in another place; the same list if there is none further.
 * @template {{id: number}} T
 * @param {T[]} steps
 * @param {number} id
 * @param {number} to index among the others
 */
export function moved(steps, id, to) {
  const from = steps.findIndex((step) => step.id === id);
  const place = Math.max(0, Math.min(steps.length - 1, to));
  if (from < 0 || place === from) return steps;
  const rest = steps.filter((step) => step.id !== id);
  return [...rest.slice(0, place), steps[from], ...rest.slice(place)];
}

/**
 * Where a step that is drawn at a height belongs, among the others from top to bottom.
 * @param {number} y the middle of what is drawn
 * @param {{top: number, height: number}[]} others
 */
export const placeAt = (y, others) => others.filter(({ top, height }) => top + height / 2 < y).length;

/** @param {string} text */
export const wordsIn = (text) => text.trim().split(/\s+/).filter(Boolean).length;

/**
 * A view as a step holds it: longitudes within ±180, four places.
 * @param {number[]} view
 */
export function tidyView([west, south, east, north]) {
  const round = (/** @type {number} */ degree) => Math.round(degree * 1e4) / 1e4;
  if (east - west >= 360) return [-180, south, 180, north].map(round);
  const within = (/** @type {number} */ lng) => ((((lng + 180) % 360) + 360) % 360) - 180;
  return [within(west), Math.max(-85, south), within(east) || 180, Math.min(85, north)].map(round);
}
