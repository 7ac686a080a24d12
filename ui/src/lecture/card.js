/* One step on the page: its name, the words to it, and, opened, its map, heading and wishes. */
import { buttonEl, el, icon } from "../map/dom.js";
import { wordsIn } from "../pure/lecture-steps.js";
import { config, say } from "./config.js";
import { dayField, fill } from "./own.js";
import { daysOf, namesOf, toldOf, wishesOf } from "./things.js";
import { ViewBox } from "./view.js";

/** @typedef {import("../pure/lecture-steps.js").LectureStep} LectureStep */
/** @typedef {import("./store.js").Steps} Steps */

const PATHS = {
  grip: "M7 5h.01M7 10h.01M7 15h.01M13 5h.01M13 10h.01M13 15h.01",
  up: "m5 12 5-5 5 5",
  down: "m5 8 5 5 5-5",
  remove: "M5 5l10 10M15 5 5 15",
};

/**
 * @param {keyof typeof PATHS} name
 * @param {string} title
 */
function tool(name, title) {
  const button = buttonEl("lecture-tool lecture-" + name);
  button.title = title;
  button.setAttribute("aria-label", title);
  const width = name === "grip" ? 3 : 2.2;
  const stroke = {
    fill: "none",
    stroke: "currentColor",
    "stroke-width": width,
    "stroke-linecap": "round",
    "stroke-linejoin": "round",
  };
  button.append(icon("0 0 20 20", 20, { d: PATHS[name], ...stroke }));
  return button;
}

export class Card {
  /**
   * @param {Steps} store
   * @param {LectureStep} step
   */
  constructor(store, step) {
    this.store = store;
    this.id = step.id;
    const names = namesOf(step);
    this.title = names?.title || step.show;
    this.node = el("li", "lecture-card");
    this.node.dataset.id = String(step.id);
    this.number = el("span", "lecture-number");
    this.grip = tool("grip", say("grip", { title: this.title }));
    this.up = tool("up", say("up", { title: this.title }));
    this.down = tool("down", say("down", { title: this.title }));
    this.gone = tool("remove", say("remove", { title: this.title }));
    const head = el("div", "lecture-card-head");
    const name = el("h3", "lecture-card-name", this.title);
    this.own = el("span", "lecture-own-view", say("own_view"));
    this.own.hidden = !step.view;
    const when = el("p", "lecture-when", names?.when || "");
    when.append(this.own);
    const tools = el("div", "lecture-tools");
    tools.append(this.up, this.down, this.gone);
    const words = el("div", "lecture-card-words");
    words.append(name, when);
    head.append(this.grip, this.number, words, tools);
    this.node.append(head);
    if (names) this.node.append(this.words(step), this.more(step));
    else this.node.append(el("p", "lecture-fault", say("unknown", { show: step.show })));
  }

  /** @param {LectureStep} step */
  words(step) {
    const box = el("div", "lecture-words");
    const count = el("span", "lecture-words-count");
    const tell = () => {
      const n = wordsIn(this.store.find(this.id)?.text || "");
      const { words: most } = config.limits;
      count.textContent = n ? say(n > most ? "words_over" : "words", { n, most }) : say("sentence_hint");
      count.classList.toggle("is-over", n > most);
    };
    const text = this.area("text", say("sentence"), step.text, 2_000, count);
    const area = text.querySelector("textarea");
    if (area) area.placeholder = toldOf(step);
    text.addEventListener("input", tell);
    tell();
    const hint = el("span", "lecture-words-count", say("notes_hint"));
    box.append(text, this.area("notes", say("notes"), step.notes, 12_000, hint));
    return box;
  }

  /**
   * @param {"text" | "notes"} name
   * @param {string} title
   * @param {string | undefined} value
   * @param {number} most
   * @param {HTMLElement} below
   */
  area(name, title, value, most, below) {
    const label = el("label", "lecture-area", title);
    const area = el("textarea");
    Object.assign(area, { rows: 2, value: value || "", maxLength: most });
    area.dataset.name = name;
    area.addEventListener("input", () => this.store.type(this.id, { [name]: area.value }));
    label.append(area, below);
    return label;
  }

  /** @param {LectureStep} step */
  more(step) {
    const box = el("details", "lecture-more");
    box.append(el("summary", "", say("more")));
    const fields = el("div", "lecture-fields");
    const heading = this.field("heading", "heading", step.heading);
    heading.input.placeholder = this.title;
    heading.input.maxLength = 200;
    fields.append(heading.label);
    const wishes = wishesOf(step);
    if (wishes.includes("on")) {
      const on = this.field("on", "on", step.on, "change");
      dayField(on.input, daysOf(step));
      fields.append(on.label);
    }
    if (wishes.includes("mode")) fields.append(this.modes(step));
    const view = new ViewBox(this.store, this.id, this.title, () => {
      this.own.hidden = !this.store.find(this.id)?.view;
    });
    box.append(fields, view.node);
    box.addEventListener("toggle", () => (box.open ? view.show() : view.hide()));
    this.view = view;
    return box;
  }

  /**
   * @param {"heading" | "on"} name
   * @param {string} word
   * @param {string | undefined} value
   * @param {string} [when]
   */
  field(name, word, value, when = "input") {
    const label = el("label", "", say(word) + " ");
    const input = el("input");
    input.value = value || "";
    input.dataset.name = name;
    input.addEventListener(when, () => {
      if (!input.reportValidity()) return;
      this.store.type(this.id, { [name]: input.value });
      if (when === "change") this.view?.show();
    });
    label.append(input);
    return { label, input };
  }

  /** @param {LectureStep} step */
  modes(step) {
    const label = el("label", "", say("mode") + " ");
    const select = el("select");
    fill(select, config.compare?.modes || []);
    if (step.mode) select.value = step.mode;
    select.addEventListener("change", () => {
      this.store.type(this.id, { mode: select.selectedIndex > 0 ? select.value : undefined });
      this.view?.show();
    });
    label.append(select);
    return label;
  }

  /**
   * Its number among all, and where it can go.
   * @param {number} at from 0
   * @param {number} all
   */
  place(at, all) {
    this.number.textContent = String(at + 1);
    this.up.toggleAttribute("disabled", at === 0);
    this.down.toggleAttribute("disabled", at === all - 1);
    if (this.view) this.view.number = at + 1;
  }
}
