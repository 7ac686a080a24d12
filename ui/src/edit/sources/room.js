/** The list of works, and the fields of the one that is chosen. */
import { el, find } from "../../map/dom.js";
import { forgetSources } from "../common/cite.js";
import { fieldEl, showProblems } from "../common/fields.js";
import { frame, pageData, word } from "../common/frame.js";
import { keepTyped, read, send } from "../common/save.js";
import { fold } from "../../pure/search.js";

/** @typedef {{id: string, label: string, full: string, cited: number, fields: Record<string, any>}} Work */

/** Fields in their order, and how each is typed. @type {[string, "line" | "lines" | "type" | "tick", string?][]} */
const FIELDS = [
  ["title", "line", "edit-wide"],
  ["author", "lines", "edit-wide"],
  ["type", "type"],
  ["issued", "line"],
  ["container-title", "line", "edit-wide"],
  ["publisher", "line"],
  ["publisher-place", "line"],
  ["volume", "line"],
  ["issue", "line"],
  ["page", "line"],
  ["language", "line"],
  ["URL", "line", "edit-wide"],
  ["DOI", "line"],
  ["note", "lines", "edit-wide"],
  ["verified", "tick", "edit-wide"],
];

export class SourcesRoom {
  constructor() {
    const { items, base, types } = pageData();
    /** @type {Work[]} */
    this.items = items;
    this.base = base;
    this.types = types;
    this.form = find("[data-one]");
    find("[data-find]").addEventListener("input", () => this.list());
    find("[data-new]").addEventListener("click", () => this.create());
    find("[data-add]").addEventListener("click", () => this.paste());
    find("[data-remove]").addEventListener("click", () => this.remove());
    window.addEventListener("hashchange", () => this.open(true));
    this.list();
    this.open(true);
  }

  get chosen() {
    const id = decodeURIComponent(location.hash.slice(1)).split("/")[0];
    return this.items.find((work) => work.id === id);
  }

  async reload() {
    const { ok, data } = await read("/edit/sources/items.json");
    if (!ok) return;
    this.items = data.items;
    this.base = data.base;
    forgetSources();
    this.list();
    this.open();
  }

  list() {
    const typed = /** @type {HTMLInputElement} */ (find("[data-find]")).value;
    const words = fold(typed, frame.lang).split(/\s+/).filter(Boolean);
    const shown = this.items.filter((work) => {
      const text = fold(`${work.label} ${work.full} ${work.id}`, frame.lang);
      return words.every((part) => text.includes(part));
    });
    find("[data-count]").textContent = word("works", shown.length);
    find("[data-list]").replaceChildren(
      ...shown.map((work) => {
        const row = el("li");
        const link = el("a", "", work.label);
        link.href = `#${encodeURIComponent(work.id)}`;
        if (work.id === this.chosen?.id) link.setAttribute("aria-current", "true");
        row.append(link, el("span", "quiet", work.cited ? word("cited", work.cited) : word("not_cited")));
        return row;
      }),
    );
  }

  /** @param {boolean} [asked] by its address, which may name a field; else nothing takes the focus */
  open(asked = false) {
    const work = this.chosen;
    this.form.hidden = !work;
    find("[data-none]").hidden = Boolean(work);
    if (!work) return;
    this.name(work);
    find("[data-wrong]").hidden = true;
    find("[data-fields]").replaceChildren(...FIELDS.map((one) => this.field(work, ...one)));
    this.list();
    document.querySelector('[data-list] [aria-current="true"]')?.scrollIntoView({ block: "nearest" });
    const field = asked && decodeURIComponent(location.hash).split("/")[1];
    const node = field && this.form.querySelector(`[data-field="${CSS.escape(field)}"]`);
    if (node instanceof HTMLElement) node.focus();
    if (node instanceof HTMLInputElement && node.type !== "checkbox") node.select();
  }

  /** @param {Work} work */
  name(work) {
    find("[data-name]").textContent = work.label;
    find("[data-full]").textContent = work.full;
    find("[data-cited]").textContent = work.cited ? word("cited", work.cited) : word("not_cited");
    /** @type {HTMLButtonElement} */ (find("[data-remove]")).disabled = work.cited > 0;
  }

  /**
   * @param {Work} work
   * @param {string} name
   * @param {string} how
   * @param {string} [className]
   */
  field(work, name, how, className = "") {
    const value = work.fields[name];
    if (how === "tick") {
      const tick = el("input");
      Object.assign(tick, { type: "checkbox", checked: value });
      tick.addEventListener("change", () => this.save(work, { [name]: tick.checked }));
      const holder = el("label", `edit-tick ${className}`);
      tick.dataset.field = name;
      holder.append(tick, el("span", "", word(name)));
      return holder;
    }
    const input = how === "type" ? this.typeField(value) : el(how === "lines" ? "textarea" : "input");
    input.value = value;
    input.addEventListener("change", () => this.save(work, { [name]: input.value }));
    keepTyped(input, "PUT", address(work), () => ({ base: this.base, fields: { [name]: input.value } }));
    return fieldEl(word(name), input, name, className);
  }

  /** @param {string} value */
  typeField(value) {
    const select = el("select");
    const known = this.types.some((/** @type {{id: string}} */ one) => one.id === value);
    for (const { id, label } of known ? this.types : [...this.types, { id: value, label: value }])
      select.append(new Option(label, id));
    return select;
  }

  /** @param {Work} work @param {Record<string, any>} fields */
  async save(work, fields) {
    Object.assign(work.fields, fields);
    const answer = await send("PUT", address(work), {
      base: this.base,
      fields,
    });
    this.tell(answer.data.problems || []);
    if (!answer.ok) return;
    Object.assign(this.base, answer.data.base);
    if (answer.data.item) Object.assign(work, answer.data.item);
    forgetSources();
    this.name(work);
    this.list();
  }

  /** @param {{field: string, message: string}[]} problems */
  tell(problems) {
    const left = showProblems(this.form, problems);
    const node = find("[data-wrong]");
    node.hidden = !left.length;
    node.textContent = left.join(" ");
  }

  async create() {
    const answer = await send("POST", "/edit/sources/items.json", { fields: { title: word("new_title") } });
    if (!answer.ok) return;
    await this.reload();
    // Its field is gone to, and what stands there is typed over.
    location.hash = `${encodeURIComponent(answer.data.item.id)}/title`;
  }

  async remove() {
    const work = this.chosen;
    if (!work) return;
    const answer = await send("DELETE", address(work), {
      base: this.base,
    });
    if (!answer.ok) return this.tell(answer.data.problems || []);
    location.hash = "";
    await this.reload();
  }

  async paste() {
    const box = find("[data-paste]");
    const field = /** @type {HTMLTextAreaElement} */ (find("textarea", box));
    const answer = await send("POST", "/edit/bring/sources.json", { text: field.value });
    showProblems(box, answer.data.problems || []);
    if (!answer.ok) return;
    const there = new Set(this.items.map((work) => work.id));
    const { count, flaws } = answer.data;
    field.value = "";
    await this.reload();
    const added = this.items.filter((work) => !there.has(work.id));
    const said = word("pasted", added.length, Math.max(0, count - added.length));
    find("[data-pasted]").replaceChildren(said, ...flaws.map(flaw));
    if (added.length) location.hash = encodeURIComponent(added[0].id);
  }
}

/** @param {string} said */
const flaw = (said) => el("span", "edit-fault", said);

/** @param {Work} work */
const address = (work) => `/edit/sources/items/${encodeURIComponent(work.id)}.json`;
