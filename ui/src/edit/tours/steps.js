/** The steps of a tour as its file has them, for the lists and cards that lectures are made with. */
import { config } from "../../lecture/config.js";
import { fieldsOf, namesOf, toldOf } from "../../lecture/things.js";
import { moved, newStep } from "../../pure/lecture-steps.js";

/** @typedef {import("../../pure/lecture-steps.js").LectureStep} LectureStep */
/** @typedef {LectureStep & {record: Record<string, any>}} TourStep */

const MAIN = ["event", "border", "compare", "day", "route", "places"];
/** @type {Map<string, string>} */
const shown = new Map();
for (const { items } of config.groups)
  for (const { show, shows } of items) {
    const main = MAIN.find((name) => shows[name]);
    if (main) shown.set(main + JSON.stringify(shows[main]), show);
  }

/**
 * The name of the map that a step of a file shows.
 * @param {Record<string, any>} record
 */
function showOf(record) {
  const by = record.by ? `/${record.by}` : "";
  if (record.day) return `timeline/${record.day}${by}`;
  if (record.compare) return `compare/${record.compare.join("/")}${by}`;
  const main = MAIN.find((name) => record[name]);
  return (main && shown.get(main + JSON.stringify(record[main]))) || (main ? `${main}/${record[main]}` : "");
}

/** @param {Record<string, any>} record @returns {TourStep} */
function stepOf(record) {
  const { stop, mode, view, until } = record;
  return { ...newStep({ show: showOf(record), stop, mode, view, on: until }), record };
}

export class TourSteps {
  /** @param {string} lang that of the atlas in which its maps are named @param {() => void} changed */
  constructor(lang, changed) {
    this.lang = lang;
    this.changed = changed;
    /** @type {TourStep[]} */
    this.steps = [];
    /** @type {(() => void)[]} */
    this.watchers = [];
  }

  /** @param {Record<string, any>[]} records */
  take(records) {
    // What is as it was keeps its card, and what is being typed in it.
    const before = new Map(this.steps.map((step) => [JSON.stringify(step.record), step]));
    this.steps = records.map((record) => {
      const key = JSON.stringify(record);
      const found = before.get(key);
      before.delete(key);
      return found || stepOf(record);
    });
    this.tell();
  }

  tell() {
    for (const watch of this.watchers) watch();
  }

  get records() {
    return this.steps.map(({ record }) => record);
  }

  /** @param {Omit<LectureStep, "id">[]} given @returns {LectureStep[]} */
  add(given) {
    const added = given.map((one) => stepOf(this.recordOf({ ...one, id: 0 })));
    this.steps = [...this.steps, ...added];
    this.tell();
    this.changed();
    return added;
  }

  /** A step as a file has it: what it shows, named and told in the atlas's words. @param {LectureStep} step */
  recordOf(step) {
    const { shows, cites } = fieldsOf(step);
    const title = namesOf(step)?.title || step.show;
    /** @type {Record<string, any>} */
    const record = {};
    for (const [name, value] of Object.entries(shows))
      if (value !== undefined && value !== "") record[name] = value;
    if (step.view) record.view = step.view;
    record.heading = { [this.lang]: title };
    record.paragraph = { [this.lang]: toldOf(step) || title };
    record.cites = cites.filter(Boolean).map((source) => ({ source }));
    return record;
  }

  /** @param {number} id */
  remove(id) {
    this.steps = this.steps.filter((step) => step.id !== id);
    this.tell();
    this.changed();
  }

  /** @param {number} id @param {number} to */
  move(id, to) {
    const steps = moved(this.steps, id, to);
    if (steps !== this.steps) {
      this.steps = steps;
      this.tell();
      this.changed();
    }
    return this.steps.findIndex((step) => step.id === id);
  }

  /** @param {number} id @param {Partial<LectureStep>} change */
  type(id, change) {
    const step = this.find(id);
    if (!step) return;
    Object.assign(step, change);
    if ("view" in change) put(step.record, "view", change.view);
    this.changed();
  }

  /** @param {number} id */
  find(id) {
    return this.steps.find((step) => step.id === id);
  }
}

/**
 * What says nothing is left out.
 * @param {Record<string, any>} record
 * @param {string} key
 * @param {any} value
 */
export function put(record, key, value) {
  const nothing =
    value === undefined || value === "" || (typeof value === "object" && !Object.keys(value).length);
  if (nothing) delete record[key];
  else record[key] = value;
}
