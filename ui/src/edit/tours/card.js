/** A step of a tour: the card of a lecture's step, with words in each language, sources and a date. */
import { Card } from "../../lecture/card.js";
import { config, say } from "../../lecture/config.js";
import { ViewBox } from "../../lecture/view.js";
import { el } from "../../map/dom.js";
import { wordsIn } from "../../pure/lecture-steps.js";
import { citeField } from "../common/cite.js";
import { fieldEl } from "../common/fields.js";
import { word } from "../common/frame.js";
import { put } from "./steps.js";
import { wordFields, wordsOf } from "./words.js";

export class TourCard extends Card {
  /**
   * @param {import("./steps.js").TourSteps} steps
   * @param {import("./steps.js").TourStep} step
   * @param {(id: number) => void} looked
   */
  constructor(steps, step, looked) {
    super(steps, step);
    this.node.addEventListener("focusin", () => looked(step.id));
  }

  /** @param {any} step @override */
  words(step) {
    const { record } = step;
    const box = el("div", "edit-fields");
    const count = el("p", "lecture-words-count edit-wide");
    const { words: most } = config.limits;
    const tell = () => {
      const n = Math.max(0, ...Object.values(wordsOf(record.paragraph)).map(wordsIn));
      count.textContent = say(n > most ? "words_over" : "words", { n, most });
      count.classList.toggle("is-over", n > most);
    };
    const on = {
      typed: () => (tell(), this.store.type(step.id, {})),
      changed: () => this.store.type(step.id, {}),
    };
    tell();
    box.append(
      ...wordFields(record, "heading", "heading", "input", on),
      ...wordFields(record, "paragraph", "paragraph", "textarea", on),
      count,
    );
    return box;
  }

  /** @param {any} step @override */
  more(step) {
    const { record } = step;
    const box = el("details", "lecture-more");
    box.append(el("summary", "", say("more")));
    const on = { typed: () => this.store.type(step.id, {}), changed: () => this.store.type(step.id, {}) };
    const fields = el("div", "edit-fields");
    const date = el("input");
    date.value = record.date || "";
    date.addEventListener("change", () => {
      put(record, "date", date.value.trim());
      on.changed();
    });
    const cites = el("div");
    cites.dataset.field = "cites";
    citeField(cites, {
      value: record.cites || [],
      label: word("cites"),
      onChange: (cited) => {
        record.cites = cited;
        on.changed();
      },
    });
    fields.append(
      fieldEl(word("date"), date, "date"),
      ...wordFields(record, "notes", "notes", "textarea", on),
    );
    const view = new ViewBox(this.store, step.id, this.title, () => {
      this.own.hidden = !this.store.find(step.id)?.view;
    });
    box.append(cites, fields, view.node);
    box.addEventListener("toggle", () => (box.open ? view.show() : view.hide()));
    this.view = view;
    return box;
  }
}
