/* The page of a lecture: what there is on one side, the steps on the other, what can be made of them below. */
import { buttonEl, find, findAll } from "../map/dom.js";
import { Player } from "./alone.js";
import { Catalogue } from "./catalogue.js";
import { config, frozen, say } from "./config.js";
import { StepList } from "./list.js";
import { stepsIn } from "./opening.js";
import { Output, play } from "./output.js";
import { fill, ownSteps } from "./own.js";
import { Store } from "./store.js";
import { namesOf } from "./things.js";

/** @typedef {import("./opening.js").Opened} Opened */

export class Builder {
  /** @param {Opened} found */
  constructor(found) {
    this.store = new Store(found.lecture);
    this.said = find("[data-say]");
    this.undo = find("[data-undo]");
    this.page = find("[data-lecture]");
    this.output = new Output(this.store);
    this.catalogue = new Catalogue(this.store, {
      added: (id) => this.added(id),
      removed: (title) => this.say(say("removed", { title }), true),
      full: () => this.say(say("full", { most: config.limits.steps })),
    });
    ownSteps(this.catalogue);
    this.list = new StepList(this.store, {
      moved: (words) => this.say(words),
      removed: (title) => this.say(say("removed", { title }), true),
    });
    this.about();
    this.sides();
    this.listenUndo();
    this.store.watchers.push(() => this.count());
    this.count();
    this.page.hidden = false;
    this.tellFault(found);
    void this.begin(found);
  }

  /** @param {Opened} found */
  async begin({ adds, plays, draft, lecture }) {
    if (plays !== null) {
      await this.store.write();
      if (frozen) new Player(lecture).open(Number(plays || 1) - 1);
      else play(this.store, plays);
      if (!frozen) return;
    }
    if (adds.length) this.catalogue.add(adds);
    else if (lecture.steps.length) await this.store.write();
    const n = draft ? await stepsIn(draft) : 0;
    if (n) this.offerDraft(draft, n);
    document.documentElement.dataset.lecture = "ready"; // for who looks from without
  }

  // ---- what is said ---------------------------------------------------------------------------------
  /**
   * @param {string} words
   * @param {boolean} [undo] whether it can be taken back
   */
  say(words, undo = false) {
    this.said.textContent = words;
    this.undo.hidden = !undo;
  }

  /** @param {number} id */
  added(id) {
    const at = this.store.steps.findIndex((step) => step.id === id);
    const title = namesOf(this.store.steps[at])?.title || this.store.steps[at].show;
    this.say(say("added", { n: at + 1, title }));
  }

  listenUndo() {
    this.undo.textContent = say("undo");
    const undo = () => {
      if (!this.store.undo()) return false;
      this.say(say("undone"));
      return true;
    };
    this.undo.addEventListener("click", undo);
    document.addEventListener("keydown", (event) => {
      const typing = event.target instanceof Element && event.target.closest("input, textarea, select");
      const asked = event.key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey) && !event.shiftKey;
      if (asked && !typing && undo()) event.preventDefault();
    });
  }

  /** @param {Opened} found */
  tellFault({ fault }) {
    const box = find("[data-fault]");
    box.textContent = fault;
    box.hidden = !fault;
  }

  /**
   * @param {string} code
   * @param {number} n
   */
  offerDraft(code, n) {
    const box = find("[data-fault]");
    const open = buttonEl("lecture-plain", say("draft_open"));
    open.addEventListener("click", () => {
      location.hash = "#l=" + code;
      location.reload();
    });
    box.append(" ", say("draft", { n }), " ", open);
    box.hidden = false;
  }

  // ---- the lecture as a whole -----------------------------------------------------------------------
  about() {
    const title = /** @type {HTMLInputElement} */ (find("[data-title]"));
    const language = /** @type {HTMLSelectElement} */ (find("[data-language]"));
    const { lecture } = this.store;
    title.value = lecture.title;
    title.addEventListener("input", () => this.store.name({ title: title.value }));
    fill(language, config.languages);
    language.value = lecture.lang;
    language.addEventListener("change", () => this.store.name({ lang: language.value }));
    const label = language.closest("label");
    if (label) label.hidden = config.languages.length < 2;
    this.store.watchers.push(() => {
      if (title.value !== this.store.lecture.title) title.value = this.store.lecture.title;
    });
    find("[data-new]").addEventListener("click", () => {
      title.value = "";
      this.store.set({ ...this.store.lecture, title: "", steps: [] });
      this.say(say("removed", { title: say("everything") }), true);
    });
  }

  count() {
    const n = this.store.steps.length;
    find("[data-empty]").hidden = n > 0;
    find("[data-new]").hidden = n === 0;
    find("[data-count]").textContent = n ? "(" + n + ")" : "";
  }

  /** On a narrow screen one side is seen at a time. */
  sides() {
    const buttons = findAll("[data-side]");
    const show = (/** @type {string | undefined} */ side) => {
      this.page.dataset.shows = side;
      for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.side === side));
    };
    for (const button of buttons) button.addEventListener("click", () => show(button.dataset.side));
    show(this.store.steps.length ? "steps" : "choose");
  }
}
