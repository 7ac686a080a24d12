/* What a frozen site makes of a lecture by itself: a tour on the screen, a page of text and maps, the file of a tour. */
import { buttonEl, el } from "../map/dom.js";
import { wayOf, wishOf } from "../pure/keys.js";
import { lecturePage } from "../pure/lecture-page.js";
import { splitWords, tourFile } from "../pure/lecture-toml.js";
import { config } from "./config.js";
import { fieldsOf, frameOf, namesOf, toldOf } from "./things.js";

/** @typedef {import("../pure/lecture-steps.js").Lecture} Lecture */
/** @typedef {import("../pure/lecture-steps.js").LectureStep} LectureStep */

/** @param {LectureStep} step */
function wordsOf(step) {
  const names = namesOf(step);
  const { paragraph, rest } = splitWords(step.text || toldOf(step), config.limits.words);
  return {
    heading: step.heading || names?.title || step.show,
    when: names?.when || "",
    paragraph,
    notes: [rest, step.notes].filter(Boolean).join("\n\n"),
  };
}

/** @param {Lecture} lecture */
const shown = ({ steps }) => steps.filter((step) => namesOf(step));

/** @param {Lecture} lecture */
export function tomlOf(lecture) {
  const steps = shown(lecture).map((step) => {
    const { heading, paragraph, notes } = wordsOf(step);
    return { heading, paragraph: paragraph || heading, notes, view: step.view, ...fieldsOf(step) };
  });
  const { title, lang } = lecture;
  return tourFile({ title: title || config.atlas.title, subtitle: config.atlas.title, lang, steps });
}

/**
 * All steps on one page, each with its map in a frame of this site.
 * @param {Lecture} lecture
 */
export const pageOf = (lecture) =>
  lecturePage({
    title: lecture.title || config.atlas.title,
    lang: lecture.lang,
    steps: shown(lecture).map((step) => ({ ...wordsOf(step), frame: frameOf(step) || "" })),
  });

/** A tour on the whole screen: the map of a step in a frame, its words beside it, with the keys of tours. */
export class Player {
  /** @param {Lecture} lecture */
  constructor(lecture) {
    this.steps = shown(lecture);
    this.at = 0;
    this.notes = false;
    this.dialog = el("dialog", "lecture-player");
    this.dialog.tabIndex = -1;
    this.dialog.setAttribute("aria-label", lecture.title || config.atlas.title);
    this.frame = el("iframe", "lecture-player-map");
    this.text = el("div", "lecture-player-text");
    this.text.setAttribute("role", "status");
    this.count = el("span", "num");
    this.dialog.append(this.frame, this.side());
    this.dialog.addEventListener("keydown", (event) => this.onKey(event));
    const ending = new AbortController();
    window.addEventListener("message", (event) => this.onMessage(event), { signal: ending.signal });
    this.dialog.addEventListener("close", () => {
      ending.abort();
      this.dialog.remove();
    });
  }

  side() {
    const side = el("section", "lecture-player-side");
    const row = el("p", "lecture-player-tools");
    /** @type {[word: string, act: () => void][]} */
    const tools = [
      ["back", () => this.go(this.at - 1)],
      ["next", () => this.go(this.at + 1)],
      ["notes", () => this.toggle()],
      ["exit", () => this.dialog.close()],
    ];
    const buttons = tools.map(([word, act]) => {
      const button = buttonEl("button", config.tour[word]);
      button.addEventListener("click", act);
      return button;
    });
    row.append(buttons[0], this.count, ...buttons.slice(1));
    side.append(this.text, row);
    return side;
  }

  /** @param {number} at */
  open(at) {
    document.body.append(this.dialog);
    this.dialog.showModal();
    this.at = -1;
    this.go(at);
  }

  /** @param {number} to */
  go(to) {
    const at = Math.max(0, Math.min(this.steps.length - 1, to));
    if (at === this.at || !this.steps.length) return;
    this.at = at;
    // A key that is pressed while the next map loads would be lost in its frame.
    if (document.activeElement === this.frame) this.dialog.focus();
    this.frame.src = frameOf(this.steps[at]) || "";
    this.show();
  }

  toggle() {
    this.notes = !this.notes;
    this.show();
  }

  show() {
    const { heading, when, paragraph, notes } = wordsOf(this.steps[this.at]);
    this.frame.title = heading;
    this.count.textContent = this.at + 1 + " / " + this.steps.length;
    this.text.replaceChildren(
      el("p", "lecture-player-date", when),
      el("h2", "", heading),
      el("p", "", paragraph),
    );
    if (this.notes)
      this.text.append(...notes.split("\n\n").map((part) => el("p", "lecture-player-notes", part)));
  }

  /** @param {MessageEvent} event a key that the map in the frame has no use for */
  onMessage({ source, data }) {
    if (source === this.frame.contentWindow && data?.type === "mapsvc:key") this.press(String(data.key));
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    const pressed = event.target instanceof HTMLButtonElement && event.key === " ";
    if (event.altKey || event.ctrlKey || event.metaKey || pressed) return;
    if (this.press(event.key)) event.preventDefault();
  }

  /**
   * A key of this page, or one that the frame of the map has no use for.
   * @param {string} key
   */
  press(key) {
    /** @type {Partial<Record<import("../pure/keys.js").Wish, () => void>>} */
    const acts = {
      first: () => this.go(0),
      last: () => this.go(Infinity),
      notes: () => this.toggle(),
      full: () => void this.dialog.requestFullscreen?.(),
    };
    const wish = wishOf(key);
    const way = key === " " ? 1 : wayOf(key);
    const turn = way ? () => this.go(this.at + way) : undefined;
    const act = key === "Escape" ? () => this.dialog.close() : turn || (wish && acts[wish]);
    act?.();
    return Boolean(act);
  }
}
