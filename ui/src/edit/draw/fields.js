/** A form for what a record says: one control a field, faults at their fields. */
import { buttonEl, el } from "../../map/dom.js";
import { word } from "../common/frame.js";
import { config, label } from "./config.js";

/**
 * @typedef {import("./types.js").Field} Field
 * @typedef {import("./types.js").Fault} Fault
 * @typedef {{node: HTMLElement, value: () => any}} Control
 */

let made = 0;

export class Fields {
  /**
   * @param {Field[]} fields
   * @param {Record<string, any>} values
   * @param {(name: string, value: any) => void} [changed] after a field was left, with its new value
   */
  constructor(fields, values, changed) {
    this.node = el("div", "edit-fields");
    this.values = { ...values };
    /** @type {Map<string, {field: Field, box: HTMLElement, control: Control}>} */
    this.parts = new Map();
    this.node.append(...fields.map((field) => this.part(field, changed)));
  }

  /** @param {Field} field @param {((name: string, value: any) => void) | undefined} changed */
  part(field, changed) {
    const box = el("fieldset", "edit-field");
    box.append(el("legend", "", label(`field.${field.name}`) + (field.needed && !field.none ? " *" : "")));
    const control = CONTROLS[field.asked](field, this.values[field.name]);
    box.append(control.node);
    box.addEventListener("change", () => {
      const value = control.value();
      if (JSON.stringify(value) === JSON.stringify(this.values[field.name] ?? undefined)) return;
      if (value === undefined && !field.none) delete this.values[field.name];
      else this.values[field.name] = value ?? null;
      changed?.(field.name, value);
    });
    this.parts.set(field.name, { field, box, control });
    return box;
  }

  /** What the form says now: what is empty is left out, or nothing where the record asks for that. */
  read() {
    /** @type {Record<string, any>} */
    const found = { ...this.values };
    for (const [name, { field, control }] of this.parts) {
      const value = control.value();
      if (value !== undefined) found[name] = value;
      else if (field.none && field.needed) found[name] = null;
      else delete found[name];
    }
    return found;
  }

  /**
   * Put faults at their fields; those of no field are returned.
   * @param {Fault[]} faults
   */
  tell(faults) {
    for (const { box } of this.parts.values()) {
      box.querySelector(".edit-fault")?.remove();
      for (const input of inputs(box)) input.removeAttribute("aria-invalid");
    }
    return faults.filter(({ field, message }) => {
      const part = [...this.parts].find(([name]) => field.split(/[.[\]]/).includes(name))?.[1];
      if (!part) return true;
      const note = el("p", "edit-fault", message);
      note.id = `fault-${++made}`;
      part.box.append(note);
      for (const input of inputs(part.box)) {
        input.setAttribute("aria-invalid", "true");
        input.setAttribute("aria-describedby", note.id);
      }
      return false;
    });
  }
}

/** @param {HTMLElement} box @returns {HTMLElement[]} */
const inputs = (box) =>
  [...box.querySelectorAll("input, select, textarea")].map((node) => /** @type {HTMLElement} */ (node));

/** @param {string} name @param {string} type @param {unknown} value */
function inputEl(name, type, value) {
  const input = el("input");
  Object.assign(input, { type, value: value ?? "" });
  input.setAttribute("aria-label", name);
  input.autocomplete = "off";
  return input;
}

/** @param {Field} field @param {any} value @returns {Control} */
function words(field, value) {
  const given = typeof value === "string" ? { [config.languages[0].id]: value } : value || {};
  const box = el("div", "edit-words");
  const held = config.languages.map(({ id, label: language }) => {
    const area = el("textarea");
    area.rows = 1;
    area.value = given[id] || "";
    area.lang = id;
    area.dir = "auto";
    area.setAttribute("aria-label", `${label(`field.${field.name}`)}, ${language}`);
    const row = el("div", "edit-word-row");
    const tag = el("span", "edit-tag", id);
    tag.setAttribute("aria-hidden", "true");
    row.append(tag, area);
    box.append(row);
    return /** @type {const} */ ([id, area]);
  });
  return {
    node: box,
    value: () => {
      const now = { ...given };
      for (const [id, area] of held) {
        if (area.value.trim()) now[id] = area.value.trim();
        else delete now[id];
      }
      return Object.keys(now).length ? now : undefined;
    },
  };
}

/** @param {Field} field @param {any} value @returns {Control} */
function several(field, value) {
  const first = config.languages[0].id;
  const area = el("textarea");
  area.rows = 2;
  const given = /** @type {any[]} */ (value || []);
  const show = (/** @type {any} */ text) =>
    typeof text === "string" ? text : (text[first] ?? Object.values(text)[0]);
  area.value = given.map(show).join("\n");
  area.setAttribute("aria-label", `${label(`field.${field.name}`)}: ${word("one_a_line")}`);
  return {
    node: area,
    value: () =>
      area.value
        .split("\n")
        .map((line) => line.trim())
        .filter(Boolean)
        .map((line) => given.find((text) => show(text) === line) ?? { [first]: line }),
  };
}

/** @param {Field} field @param {any} value @returns {Control} */
function plain(field, value) {
  if (field.of && config.things[field.of]) return choice({ ...field, choices: undefined }, value);
  const input = inputEl(label(`field.${field.name}`), "text", value);
  if (field.asked === "date") input.placeholder = "YYYY-MM-DD";
  return { node: input, value: () => input.value.trim() || undefined };
}

/** @param {Field} field @param {any} value @returns {Control} */
function number(field, value) {
  const input = inputEl(label(`field.${field.name}`), "text", value);
  input.inputMode = "decimal";
  return {
    node: input,
    value: () => {
      const text = input.value.trim().replace(",", ".");
      if (!text) return undefined;
      return Number.isNaN(Number(text)) ? input.value.trim() : Number(text);
    },
  };
}

/** @param {Field} field @param {any} value @returns {Control} */
function choice(field, value) {
  const select = el("select");
  select.setAttribute("aria-label", label(`field.${field.name}`));
  const known = field.choices
    ? field.choices.map((id) => ({ id, label: label(`${field.name}.${id}`) }))
    : config.things[field.of || ""];
  const empty = field.needed && !field.none && value !== undefined ? [] : [{ id: "", label: "–" }];
  const lost = value && !known.some(({ id }) => id === value) ? [{ id: value, label: value }] : [];
  for (const { id, label: text } of [...empty, ...lost, ...known]) select.append(new Option(text, id));
  select.value = value ?? "";
  return { node: select, value: () => select.value || undefined };
}

/** @param {Field} field @param {any} value @returns {Control} */
function flag(field, value) {
  const line = el("label", "edit-flag");
  const box = inputEl(label(`field.${field.name}`), "checkbox", "on");
  box.checked = Boolean(value);
  line.append(box, el("span", "", word("yes")));
  return { node: line, value: () => (box.checked ? true : value === false ? false : undefined) };
}

/** @param {Field} _field @param {any} value @returns {Control} */
function cites(_field, value) {
  const box = el("div", "edit-cites");
  /** @type {{source: HTMLSelectElement, place: HTMLInputElement, row: HTMLElement}[]} */
  const rows = [];
  const add = (/** @type {any} */ cited) => {
    const row = el("div", "edit-cite");
    const source = el("select");
    source.setAttribute("aria-label", word("source"));
    source.append(new Option("–", ""), ...config.sources.map((one) => new Option(one.label, one.id)));
    source.value = typeof cited === "string" ? cited : (cited?.source ?? "");
    const place = inputEl(word("locator"), "text", cited?.locator);
    place.placeholder = word("locator");
    row.append(source, place);
    rows.push({ source, place, row });
    box.insertBefore(row, more);
  };
  const more = buttonEl("button button-plain edit-small", word("source_add"));
  more.addEventListener("click", () => {
    add(null);
    rows.at(-1)?.source.focus();
  });
  box.append(more);
  for (const cited of value?.length ? value : [null]) add(cited);
  return {
    node: box,
    value: () =>
      rows
        .filter(({ source }) => source.value)
        .map(({ source, place }) => ({
          source: source.value,
          ...(place.value.trim() && { locator: place.value.trim() }),
        })),
  };
}

/** @type {Record<Field["asked"], (field: Field, value: any) => Control>} */
const CONTROLS = { words, several, word: plain, date: plain, number, choice, flag, cites };
