/* The lecture on this page: every change is in the address at once, and in a draft of this browser; what was done can be undone. */
import { encode, plain } from "../pure/lecture-link.js";
import { moved, newStep, written } from "../pure/lecture-steps.js";
import { config } from "./config.js";

/** @typedef {import("../pure/lecture-steps.js").Lecture} Lecture */
/** @typedef {import("../pure/lecture-steps.js").LectureStep} LectureStep */

/**
 * Steps in their order, whoever keeps them: what lists, cards and the catalogue need of them.
 * @typedef {object} Steps
 * @property {LectureStep[]} steps
 * @property {(() => void)[]} watchers
 * @property {(given: Omit<LectureStep, "id">[]) => LectureStep[]} add
 * @property {(id: number) => void} remove
 * @property {(id: number, to: number) => number} move
 * @property {(id: number, change: Partial<LectureStep>) => void} type
 * @property {(id: number) => LectureStep | undefined} find
 */

const MOST_UNDONE = 50;
/** Some browsers let an address be changed a hundred times in half a minute. */
const PAUSE_MS = 320;
const DRAFT = "mapsvc.lecture:" + location.pathname;

/** A browser that keeps nothing has no draft; the link is what counts. */
export const drafts = {
  read() {
    try {
      return localStorage.getItem(DRAFT) || "";
    } catch {
      return "";
    }
  },
  /** @param {string} code */
  write(code) {
    try {
      localStorage.setItem(DRAFT, code);
    } catch {
      /* then not */
    }
  },
};

export class Store {
  /** @param {Lecture} lecture */
  constructor(lecture) {
    this.lecture = lecture;
    this.code = "";
    /** @type {Lecture[]} */
    this.before = [];
    /** @type {(() => void)[]} what is to be done when steps have come, gone or moved */
    this.watchers = [];
    /** @type {(() => void)[]} what is to be done when the link is written anew */
    this.linked = [];
    this.turn = 0;
    this.timer = 0;
    this.pending = false;
    this.rested = 0;
    addEventListener("pagehide", () => this.leave());
  }

  get steps() {
    return this.lecture.steps;
  }

  /** @param {Lecture} lecture */
  set(lecture) {
    this.before = [...this.before, this.lecture].slice(-MOST_UNDONE);
    this.lecture = lecture;
    for (const watch of this.watchers) watch();
    this.save();
  }

  undo() {
    const lecture = this.before.pop();
    if (!lecture) return false;
    // What was typed since stays typed.
    const now = new Map(this.steps.map((step) => [step.id, step]));
    const title = this.lecture.title || lecture.title;
    this.lecture = { ...this.lecture, title, steps: lecture.steps.map((step) => now.get(step.id) || step) };
    for (const watch of this.watchers) watch();
    this.save();
    return true;
  }

  /** @param {Omit<LectureStep, "id">[]} given */
  add(given) {
    const room = config.limits.steps - this.steps.length;
    const added = given.slice(0, Math.max(0, room)).map(newStep);
    if (added.length) this.set({ ...this.lecture, steps: [...this.steps, ...added] });
    return added;
  }

  /** @param {number} id */
  remove(id) {
    this.set({ ...this.lecture, steps: this.steps.filter((step) => step.id !== id) });
  }

  /**
   * @param {number} id
   * @param {number} to
   */
  move(id, to) {
    const steps = moved(this.steps, id, to);
    if (steps !== this.steps) this.set({ ...this.lecture, steps });
    return steps.findIndex((step) => step.id === id);
  }

  /**
   * What is typed into a step: nothing is drawn anew.
   * @param {number} id
   * @param {Partial<LectureStep>} change
   */
  type(id, change) {
    const steps = this.steps.map((step) => (step.id === id ? { ...step, ...change } : step));
    this.lecture = { ...this.lecture, steps };
    this.save();
  }

  /** @param {Partial<Lecture>} change */
  name(change) {
    this.lecture = { ...this.lecture, ...change };
    this.save();
  }

  /** @param {number} id */
  find(id) {
    return this.steps.find((step) => step.id === id);
  }

  /** Write the link: at once, and after a pause where changes follow each other. */
  save() {
    clearTimeout(this.timer);
    this.pending = true;
    const wait = Math.max(0, this.rested - Date.now());
    if (wait) this.timer = window.setTimeout(() => void this.write(), wait);
    else void this.write();
  }

  async write() {
    this.turn += 1;
    const { turn } = this;
    this.rested = Date.now() + PAUSE_MS;
    const code = await encode(written(this.lecture));
    if (turn === this.turn) this.show(code);
  }

  /** @param {string} code */
  show(code) {
    this.code = code;
    this.pending = false;
    const { pathname, search } = location;
    history.replaceState(null, "", pathname + search + "#l=" + code);
    drafts.write(code);
    for (const tell of this.linked) tell();
  }

  /** Who leaves does not wait for a stream. */
  leave() {
    if (!this.pending) return;
    this.turn += 1;
    this.show(plain(written(this.lecture)));
  }
}
