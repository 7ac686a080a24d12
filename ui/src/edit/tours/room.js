/** Tours in a list; the one that is open with its steps, saved as it is changed, and the step as a hall sees it. */
import { Catalogue } from "../../lecture/catalogue.js";
import { say } from "../../lecture/config.js";
import { StepList } from "../../lecture/list.js";
import { ownSteps } from "../../lecture/own.js";
import { namesOf } from "../../lecture/things.js";
import { debounce, el, find } from "../../map/dom.js";
import { citeField } from "../common/cite.js";
import { showProblems } from "../common/fields.js";
import { word } from "../common/frame.js";
import { previewAddress } from "../common/preview.js";
import { keepForm, read, send } from "../common/save.js";
import { TourCard } from "./card.js";
import { TourSteps } from "./steps.js";
import { room, wordFields, wordsOf } from "./words.js";

export class ToursRoom {
  constructor() {
    this.id = "";
    /** @type {Record<string, any>} */
    this.record = {};
    /** @type {Record<string, string>} */
    this.base = {};
    this.step = 0;
    this.saving = Promise.resolve();
    this.later = debounce(900, () => this.save());
    this.look = debounce(500, () => void this.preview());
    this.steps = new TourSteps(room.reader, () => this.changed());
    const tell = (/** @type {string} */ words) => (find("[data-say]").textContent = words);
    const removed = (/** @type {string} */ title) => tell(say("removed", { title }));
    this.catalogue = new Catalogue(this.steps, { added: (id) => this.added(id), removed, full: () => {} });
    ownSteps(this.catalogue);
    this.list = new StepList(
      this.steps,
      { moved: tell, removed },
      (step) => new TourCard(this.steps, step, (id) => this.focused(id)),
    );
    this.steps.watchers.push(() => this.count());
    find("[data-new-tour]").addEventListener("click", () => this.create());
    find("[data-remove]").addEventListener("click", () => void this.remove());
    find("[data-bring]").addEventListener("change", () => void this.bring());
    window.addEventListener("hashchange", () => void this.open());
  }

  async begin() {
    await this.reload();
    document.documentElement.dataset.tours = "ready"; // for who looks from without
  }

  async reload() {
    await this.readList();
    await this.open();
  }

  async readList() {
    const { ok, data } = await read("/edit/tours/list.json");
    if (!ok) return;
    find("[data-tour-list]").replaceChildren(
      ...data.tours.map((/** @type {{id: string, title: string, steps: number}} */ tour) => {
        const row = el("li");
        const link = el("a", "", tour.title);
        link.href = `#${tour.id}`;
        if (tour.id === this.id) link.setAttribute("aria-current", "true");
        row.append(link, el("span", "quiet", word("steps", tour.steps)));
        return row;
      }),
    );
  }

  /** What the address names. */
  async open() {
    const [id, field] = decodeURIComponent(location.hash.slice(1)).split("/");
    if (!id) return;
    const { ok, data } = await read(`/edit/tours/${encodeURIComponent(id)}.json`);
    if (!ok) return this.show(false);
    const again = id === this.id;
    this.id = id;
    this.take(data, again);
    await this.readList();
    if (field) this.goTo(field);
    else if (!again) find("[data-name]").focus({ preventScroll: true });
  }

  /** @param {string} field `steps[2].view`, `title.en` */
  goTo(field) {
    const at = /^steps\[(\d+)\]\.?(.*)$/.exec(field);
    const card = at && find("[data-steps]").children[Number(at[1])];
    const name = at ? at[2] : field;
    const node = (card || find("[data-one]")).querySelector(`[data-field^="${CSS.escape(name)}"]`);
    node?.closest("details")?.setAttribute("open", "");
    if (node instanceof HTMLElement) node.focus();
    else if (card instanceof HTMLElement) card.querySelector("button")?.focus();
  }

  create() {
    history.replaceState(null, "", location.pathname + location.search);
    this.id = "";
    this.take(
      { record: { title: {}, subtitle: { ...room.subtitle }, sources: [], steps: [] }, base: {} },
      false,
    );
    void this.readList();
    find("[data-about] input").focus();
  }

  /** @param {{record: Record<string, any>, base: Record<string, string>}} data @param {boolean} again */
  take({ record, base }, again) {
    this.record = record;
    this.base = base;
    if (!again) this.step = 0;
    this.show(true);
    this.tell([]);
    this.name();
    this.about();
    this.steps.take(record.steps || []);
    this.look();
  }

  /** @param {boolean} open */
  show(open) {
    for (const name of ["one", "look", "choose"]) find(`[data-${name}]`).hidden = !open;
    find("[data-none]").hidden = open;
  }

  name() {
    const said = wordsOf(this.record.title);
    const first = [room.reader, ...Object.keys(said)].find((lang) => said[lang]);
    find("[data-name]").textContent = (first && said[first]) || word("untitled");
  }

  about() {
    const fields = el("div", "edit-fields");
    const on = { typed: () => this.typed(), changed: () => this.changed() };
    fields.append(
      ...wordFields(this.record, "title", "title", "input", on),
      ...wordFields(this.record, "subtitle", "subtitle", "input", on),
    );
    const cites = el("div");
    cites.dataset.field = "sources";
    citeField(cites, {
      value: this.record.sources || [],
      label: word("sources"),
      onChange: (cited) => {
        this.record.sources = cited;
        this.changed();
      },
    });
    find("[data-about]").replaceChildren(fields, cites);
  }

  count() {
    find("[data-empty]").hidden = this.steps.steps.length > 0;
  }

  /** @param {number} id */
  added(id) {
    const at = this.steps.steps.findIndex((step) => step.id === id);
    const { show } = this.steps.steps[at];
    find("[data-say]").textContent = say("added", {
      n: at + 1,
      title: namesOf(this.steps.steps[at])?.title || show,
    });
    this.focused(id);
  }

  /** @param {number} id */
  focused(id) {
    const at = Math.max(
      0,
      this.steps.steps.findIndex((step) => step.id === id),
    );
    if (at === this.step) return;
    this.step = at;
    this.look();
  }

  // ---- saving ---------------------------------------------------------------------------------------
  get address() {
    return `/edit/tours/${encodeURIComponent(this.id || "new")}.json`;
  }

  /** All that the tour says now; one without sources rests on those of its steps. */
  said() {
    const steps = this.steps.records;
    const sources = this.record.sources?.length ? this.record.sources : (steps[0]?.cites || []).slice(0, 1);
    return { ...this.record, sources, steps };
  }

  get isWhole() {
    return Object.values(wordsOf(this.record.title)).some(Boolean) && this.steps.steps.length > 0;
  }

  typed() {
    this.name();
    if (this.isWhole) keepForm("PUT", this.address, { base: this.base, record: this.said() });
    this.later();
  }

  changed() {
    this.typed();
    this.look();
  }

  save() {
    if (!this.isWhole) return;
    const { id } = this;
    this.saving = this.saving.then(() => (id === this.id || !id ? this.write() : undefined));
  }

  async write() {
    const record = structuredClone(this.said());
    const answer = await send("PUT", this.address, { base: this.base, record });
    if (answer.taken) return;
    this.tell(answer.ok ? [] : answer.data.problems || []);
    if (!answer.ok) return;
    this.base = answer.data.base;
    if (!this.id) {
      this.id = answer.data.id;
      history.replaceState(null, "", `#${this.id}`);
    }
    await this.readList();
  }

  /** @param {{field: string, message: string}[]} problems */
  tell(problems) {
    const cards = [...find("[data-steps]").children];
    /** @param {{field: string}} one */
    const at = ({ field }) => /^steps\[(\d+)\]\.?(.*)$/.exec(field);
    const left = showProblems(
      find("[data-about]"),
      problems.filter((one) => !at(one)),
    );
    cards.forEach((card, number) => {
      const own = problems.flatMap((one) => {
        const found = at(one);
        return found && Number(found[1]) === number ? [{ field: found[2], message: one.message }] : [];
      });
      const others = showProblems(/** @type {HTMLElement} */ (card), own);
      left.push(...others.map((said) => `${word("steps_number", number + 1)}: ${said}`));
    });
    const node = find("[data-wrong]");
    node.hidden = !left.length;
    node.textContent = left.join(" ");
  }

  async preview() {
    const shown = /** @type {HTMLIFrameElement} */ (find("[data-frame]"));
    const href = await previewAddress("/edit/tours/preview", {
      record: this.said(),
      step: Math.min(this.step, this.steps.steps.length - 1) + 1,
    });
    find("[data-look-state]").textContent = href ? word("steps_number", this.step + 1) : word("no_look");
    shown.hidden = !href;
    if (href) shown.src = href;
  }

  async remove() {
    if (this.id) {
      const answer = await send("DELETE", this.address, { base: this.base });
      if (!answer.ok) return;
    }
    this.id = "";
    history.replaceState(null, "", location.pathname + location.search);
    this.show(false);
    await this.readList();
    find("[data-new-tour]").focus();
  }

  /** The file that a lecture was kept as. */
  async bring() {
    const field = /** @type {HTMLInputElement} */ (find("[data-bring]"));
    const [file] = field.files || [];
    if (!file) return;
    const answer = await send("POST", "/edit/tours/bring.json", { text: await file.text() });
    field.value = "";
    const told = find("[data-brought]");
    told.hidden = answer.ok;
    told.textContent = (answer.data.problems || []).map((/** @type {any} */ one) => one.message).join(" ");
    if (answer.ok) location.hash = answer.data.id;
  }
}
