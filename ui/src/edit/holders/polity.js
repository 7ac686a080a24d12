/** What a holder is called, how its ground looks, who followed it: a form that saves itself. */
import { buttonEl, el, find } from "../../map/dom.js";
import { fieldEl, showProblems } from "../common/fields.js";
import { word } from "../common/frame.js";
import { keepTyped, send } from "../common/save.js";
import { looks } from "./looks.js";
import { config } from "./state.js";

/** @typedef {import("./state.js").State} State */

export class PolityCard {
  /**
   * @param {HTMLElement} box
   * @param {{state: () => State, take: (state: State) => void, close: () => void}} room
   */
  constructor(box, room) {
    this.box = box;
    this.room = room;
    this.id = "";
    /** @type {Record<string, any>} */
    this.record = {};
    this.saving = Promise.resolve();
  }

  get address() {
    return `/edit/holders/polities/${encodeURIComponent(this.id)}.json`;
  }

  /** @param {string} id @param {string} field */
  open(id, field) {
    const known = this.room.state().polities.find((one) => one.id === id);
    this.id = known ? id : "";
    this.box.hidden = !known;
    if (!known) return;
    this.record = structuredClone(known.record);
    this.form(known.name);
    const wanted = field && this.box.querySelector(`[data-field="${CSS.escape(field)}"]`);
    if (wanted instanceof HTMLElement) wanted.focus();
    else if (field !== undefined) this.box.querySelector("h2")?.focus({ preventScroll: true });
  }

  /** What others or undo made of it; nothing while it is typed in. */
  refresh() {
    const known = this.room.state().polities.find((one) => one.id === this.id);
    if (!this.id) return;
    if (!known) this.room.close();
    else if (
      JSON.stringify(known.record) !== JSON.stringify(this.record) &&
      !this.box.contains(document.activeElement)
    )
      this.open(this.id, "");
  }

  /** @param {string} name */
  form(name) {
    const title = el("h2", "", name);
    title.tabIndex = -1;
    const wrong = el("p", "edit-fault");
    wrong.setAttribute("role", "alert");
    wrong.dataset.told = "";
    wrong.hidden = true;
    const fields = el("div", "edit-fields");
    for (const { id, label } of config.languages) fields.append(this.nameField(id, label));
    fields.append(
      this.text("years", this.record.years || "", (value) => this.put("years", value)),
      this.countedWith(),
    );
    const away = buttonEl("button button-plain", word("remove_polity"));
    away.addEventListener("click", () => void this.remove());
    this.box.replaceChildren(title, wrong, fields, looks(this), this.heirs(), this.names(), away);
  }

  /** @param {string} key @param {any} value */
  put(key, value) {
    if (value === undefined || value === "" || (Array.isArray(value) && !value.length))
      delete this.record[key];
    else this.record[key] = value;
    this.save();
  }

  /**
   * @param {string} key
   * @param {string} value
   * @param {(value: string) => void} changed
   * @param {string} [label]
   */
  text(key, value, changed, label = word(key)) {
    const field = el("input");
    Object.assign(field, { type: "text", value, autocomplete: "off" });
    field.addEventListener("change", () => changed(field.value.trim()));
    const typed = () => ({ ...this.record, [key]: field.value.trim() });
    if (!key.includes("."))
      keepTyped(field, "PUT", this.address, () => ({ base: this.room.state().base, record: typed() }));
    return fieldEl(label, field, key);
  }

  /** Words by language; bare words are in the first. @param {any} said @returns {Record<string, string>} */
  words(said) {
    return typeof said === "string" ? { [config.languages[0].id]: said } : { ...said };
  }

  /** @param {string} lang @param {string} label */
  nameField(lang, label) {
    const changed = (/** @type {string} */ value) =>
      this.put("name", without({ ...this.words(this.record.name), [lang]: value }));
    return this.text(
      `name.${lang}`,
      this.words(this.record.name)[lang] || "",
      changed,
      `${word("name")} (${label})`,
    );
  }

  countedWith() {
    const select = el("select");
    select.append(new Option(word("none"), ""), ...this.others());
    select.value = this.record.counted_with || "";
    select.addEventListener("change", () => this.put("counted_with", select.value));
    return fieldEl(word("counted_with"), select, "counted_with");
  }

  others() {
    return this.room
      .state()
      .polities.filter(({ id }) => id !== this.id)
      .map(({ id, name }) => new Option(name, id));
  }

  // ---- who followed it ------------------------------------------------------------------------------
  heirs() {
    const set = el("fieldset");
    set.dataset.field = "heirs";
    const list = el("ul", "holders-heirs");
    const select = el("select");
    const draw = () => {
      const heirs = /** @type {string[]} */ (this.record.heirs || []);
      const names = new Map(this.room.state().polities.map(({ id, name }) => [id, name]));
      list.replaceChildren(
        ...heirs.map((id) => {
          const row = el("li");
          const away = buttonEl("edit-tool", "×");
          away.setAttribute("aria-label", word("heir_remove", names.get(id) || id));
          away.addEventListener("click", () => {
            this.put(
              "heirs",
              heirs.filter((other) => other !== id),
            );
            draw();
            select.focus();
          });
          row.append(el("span", "", names.get(id) || id), away);
          return row;
        }),
      );
      const free = this.others().filter(({ value }) => !heirs.includes(value));
      select.replaceChildren(new Option(word("none"), ""), ...free);
    };
    const add = buttonEl("button button-plain", word("holder_add"));
    add.addEventListener("click", () => {
      if (!select.value) return select.focus();
      this.put("heirs", [...(this.record.heirs || []), select.value]);
      draw();
    });
    draw();
    const row = el("div", "edit-row");
    row.append(fieldEl(word("heirs"), select, "", "edit-grow"), add);
    set.append(el("legend", "", word("heirs")), list, row);
    return set;
  }

  // ---- other names, by years ------------------------------------------------------------------------
  names() {
    const set = el("fieldset");
    const list = el("div");
    const draw = () =>
      list.replaceChildren(
        ...(this.record.names || []).map((/** @type {any} */ _, /** @type {number} */ at) =>
          this.timed(at, draw),
        ),
      );
    const add = buttonEl("button button-plain", word("names_add"));
    add.addEventListener("click", () => {
      this.record.names = [...(this.record.names || []), { valid: "", name: {} }];
      draw();
      list.lastElementChild?.querySelector("input")?.focus();
    });
    draw();
    set.append(el("legend", "", word("names")), list, add);
    return set;
  }

  /** @param {number} at @param {() => void} draw */
  timed(at, draw) {
    const one = this.record.names[at];
    const row = el("div", "edit-fields holders-timed");
    const changed = () => {
      // Half a name is no name yet.
      if (one.valid && Object.keys(one.name).length) this.put("names", this.record.names);
    };
    row.append(
      this.text(
        `names[${at}].valid`,
        one.valid,
        (value) => {
          one.valid = value;
          changed();
        },
        word("names_valid"),
      ),
    );
    for (const { id, label } of config.languages)
      row.append(
        this.text(
          `names[${at}].name.${id}`,
          this.words(one.name)[id] || "",
          (value) => {
            one.name = without({ ...this.words(one.name), [id]: value });
            changed();
          },
          `${word("name")} (${label})`,
        ),
      );
    const away = buttonEl("button button-plain", word("names_remove"));
    away.addEventListener("click", () => {
      this.put(
        "names",
        this.record.names.filter((/** @type {any} */ other) => other !== one),
      );
      draw();
    });
    row.append(away);
    return row;
  }

  // ---- saving ---------------------------------------------------------------------------------------
  save() {
    this.saving = this.saving.then(async () => {
      const record = { ...this.record };
      const names = (record.names || []).filter(
        (/** @type {any} */ one) => one.valid && Object.keys(one.name).length,
      );
      if (names.length) record.names = names;
      else delete record.names;
      const answer = await send("PUT", this.address, { base: this.room.state().base, record });
      if (answer.taken) return;
      this.wrong(this.box, answer.ok ? [] : answer.data.problems || []);
      if (!answer.ok) return;
      const now = answer.data.state.polities.find((/** @type {any} */ one) => one.id === this.id);
      if (now && !this.record.names?.some((/** @type {any} */ one) => !one.valid))
        this.record = structuredClone(now.record);
      this.room.take(answer.data.state);
      find("h2", this.box).textContent = now?.name || "";
    });
  }

  async remove() {
    const answer = await send("DELETE", this.address, { base: this.room.state().base });
    if (!answer.ok) return this.wrong(this.box, answer.data.problems || []);
    this.room.take(answer.data.state);
    this.room.close();
  }

  /** @param {HTMLElement} box @param {{field: string, message: string}[]} problems */
  wrong(box, problems) {
    const left = showProblems(box, problems);
    const told = box.querySelector("[data-told]");
    if (!(told instanceof HTMLElement)) return;
    told.hidden = !left.length;
    told.textContent = left.join(" ");
  }
}

/** What says nothing is left out. @param {Record<string, string>} words */
const without = (words) => Object.fromEntries(Object.entries(words).filter(([, said]) => said));
