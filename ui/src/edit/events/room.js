/** Drafts and events in a list; the one that is open as a form, saved as it is changed, with its map beside it. */
import { debounce, el, find, findAll, isCommand } from "../../map/dom.js";
import { fold } from "../../pure/search.js";
import { showProblems } from "../common/fields.js";
import { frame, pageData, word } from "../common/frame.js";
import { previewAddress } from "../common/preview.js";
import { keepForm, read, send } from "../common/save.js";
import { eventForm } from "./form.js";
import { offerProposals } from "./propose.js";

/** @typedef {{id: string, title: string, when: string, lacks: string[]}} Line */

export class EventsRoom {
  constructor() {
    /** @type {{drafts: Line[], events: Line[]}} */
    this.lines = { drafts: [], events: [] };
    this.id = "";
    /** @type {Record<string, any>} */
    this.record = {};
    /** @type {Record<string, string>} */
    this.base = {};
    this.saving = Promise.resolve();
    this.opening = false;
    this.look = debounce(350, () => this.preview());
    find("[data-find]").addEventListener("input", () => this.list());
    find("[data-new]").addEventListener("click", () => this.create());
    offerProposals(async (first) => {
      await this.readList();
      if (first) location.hash = first;
    });
    find("[data-form]").addEventListener("input", (event) => this.typed(event));
    window.addEventListener("hashchange", () => this.open());
    document.addEventListener("keydown", (event) => this.onKey(event));
    this.reload().then(() => {
      const { new: begun, open } = pageData();
      if (begun) this.create(new URLSearchParams(begun).toString());
      else if (open) location.hash = open;
    });
  }

  async reload() {
    await this.readList();
    await this.open();
  }

  async readList() {
    const { ok, data } = await read("/edit/events/list.json");
    if (ok) this.lines = data;
    this.list();
  }

  list() {
    const typed = /** @type {HTMLInputElement} */ (find("[data-find]")).value;
    const words = fold(typed, frame.lang).split(/\s+/).filter(Boolean);
    for (const kind of /** @type {const} */ (["drafts", "events"])) {
      const shown = this.lines[kind].filter((line) => {
        const text = fold(`${line.title} ${line.when} ${line.id}`, frame.lang);
        return words.every((part) => text.includes(part));
      });
      find(`[data-count="${kind}"]`).textContent = String(shown.length);
      find(`[data-list="${kind}"]`).replaceChildren(...shown.map((line) => this.row(line)));
    }
  }

  /** @param {Line} line */
  row(line) {
    const row = el("li");
    const link = el("a", "", line.title);
    link.href = `#${line.id}`;
    if (line.id === this.id) link.setAttribute("aria-current", "true");
    const lacks = line.lacks.length ? `${word("lacks", line.lacks.join(", "))}` : "";
    row.append(link, el("span", "quiet", [line.when, lacks].filter(Boolean).join(" · ")));
    return row;
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    const target = event.target instanceof HTMLElement ? event.target : document.body;
    if (
      this.opening ||
      isCommand(event) ||
      event.defaultPrevented ||
      target.closest("input, select, textarea, dialog")
    )
      return;
    const step = { j: 1, k: -1 }[event.key.toLowerCase()];
    if (step) {
      const ids = [...this.lines.drafts, ...this.lines.events].map((line) => line.id);
      const next = ids[ids.indexOf(this.id) + step];
      if (next) location.hash = next;
    } else if (event.key.toLowerCase() === "n") this.create();
    else return;
    event.preventDefault();
  }

  async open() {
    const [id, field] = decodeURIComponent(location.hash.slice(1)).split("/");
    if (!id) return;
    // What is typed meanwhile would go into the event that leaves, or be taken for a command.
    this.wait(true);
    const { ok, data } = await read(`/edit/events/${encodeURIComponent(id)}.json`);
    this.wait(false);
    if (!ok) {
      this.show(false);
      return;
    }
    this.id = id;
    this.take(data);
    const node = field && findAll("[data-field]").find((one) => one.dataset.field === field);
    (node || find("[data-name]")).focus();
    this.list();
    document.querySelector('[data-list] [aria-current="true"]')?.scrollIntoView({ block: "nearest" });
  }

  /** @param {boolean} opening another event is on its way */
  wait(opening) {
    this.opening = opening;
    find("[data-one]").inert = opening;
  }

  /** Begin a new one: empty, or of a selection of a text. @param {string} [query] */
  async create(query = "") {
    const { ok, data } = await read(`/edit/events/new.json?${query}`);
    if (!ok) return;
    history.replaceState(null, "", `/edit/events/?lang=${frame.lang}`);
    this.id = "";
    this.take(data);
    this.list();
    findAll("[data-form] input")[0]?.focus();
    this.save();
  }

  /** @param {{record: Record<string, any>, base: Record<string, string>, places: Record<string, string>}} data */
  take({ record, base, places }) {
    this.record = record;
    this.base = base;
    this.show(true);
    this.tell([]);
    this.name();
    find("[data-form]").replaceChildren(
      ...eventForm({
        record,
        places,
        data: pageData(),
        changed: () => this.changed(),
        remove: () => this.remove(),
      }),
    );
    this.preview();
  }

  /** @param {boolean} open */
  show(open) {
    find("[data-one]").hidden = !open;
    find("[data-map]").hidden = !open;
    find("[data-none]").hidden = open;
  }

  name() {
    const { title = {} } = this.record;
    const first = [...pageData().languages, ...Object.keys(title)].find((lang) => title[lang]);
    find("[data-name]").textContent = typeof title === "string" ? title : title[first] || word("untitled");
  }

  /** What is being typed stays in the browser until it is saved. @param {Event} event */
  typed({ target }) {
    const field = target instanceof HTMLElement && target.dataset.field;
    const value =
      target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement ? target.value : "";
    const [key, lang] = (field || "").split(".");
    if (!this.id || !["on", "title", "summary"].includes(key)) return;
    const said = lang ? { ...asWords(this.record[key]), [lang]: value.trim() } : value.trim();
    const record = { ...this.record, [key]: said };
    keepForm("PUT", `/edit/events/${encodeURIComponent(this.id)}.json`, { base: this.base, record });
  }

  changed() {
    this.name();
    this.look();
    this.save();
  }

  /** Save what is typed, one after the other; a new one as soon as it has a date and a title. */
  save() {
    if (!this.id && !(this.record.on && Object.values(this.record.title || {}).some(Boolean))) return;
    this.saving = this.saving.then(() => this.write());
  }

  async write() {
    const id = this.id || "new";
    const answer = await send("PUT", `/edit/events/${encodeURIComponent(id)}.json`, {
      base: this.base,
      record: this.record,
    });
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
    const left = showProblems(find("[data-one]"), problems);
    const node = find("[data-wrong]");
    node.hidden = !left.length;
    node.textContent = left.join(" ");
  }

  async preview() {
    const state = find("[data-map-state]");
    const shown = /** @type {HTMLIFrameElement} */ (find("[data-frame]"));
    const href = await previewAddress("/edit/events/preview", { record: this.record });
    state.textContent = href ? "" : word("no_map");
    shown.hidden = !href;
    if (href) shown.src = href;
  }

  async remove() {
    const id = this.id;
    if (id) {
      const answer = await send("DELETE", `/edit/events/${encodeURIComponent(id)}.json`, { base: this.base });
      if (!answer.ok) return;
    }
    this.id = "";
    history.replaceState(null, "", location.pathname + location.search);
    this.show(false);
    await this.readList();
    find("[data-find]").focus();
  }
}

/** Bare words are in the first language. @param {any} said @returns {Record<string, string>} */
const asWords = (said) => (typeof said === "string" ? { [pageData().languages[0]]: said } : said || {});
