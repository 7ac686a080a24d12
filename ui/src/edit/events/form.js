/** The fields of an event; each changes the record as its file has it, and says so. */
import { buttonEl, el } from "../../map/dom.js";
import { citeField } from "../common/cite.js";
import { fieldEl } from "../common/fields.js";
import { frame, word } from "../common/frame.js";
import { read } from "../common/save.js";
import { disputeFields } from "./disputes.js";
import { placeFields } from "./places.js";

/**
 * @typedef {object} FormOf
 * @property {Record<string, any>} record
 * @property {Record<string, string>} places what the places of the record are called
 * @property {any} data languages, roles, certainties, categories
 * @property {() => void} changed
 * @property {() => void} remove
 */

/** @param {FormOf} of @returns {HTMLElement[]} */
export function eventForm(of) {
  const { record, data } = of;
  const fields = el("div", "edit-fields");
  fields.append(dateField(of));
  fields.append(choice(of, "category", word("category"), data.categories, "political"));
  fields.append(choice(of, "certainty", word("certainty"), data.certainties, "attested"));
  for (const lang of data.languages) fields.append(words(of, "title", lang, "input"));
  for (const lang of data.languages) fields.append(words(of, "summary", lang, "textarea"));
  const cites = el("fieldset");
  cites.dataset.field = "cites";
  const holder = el("div");
  cites.append(el("legend", "", word("cites")), holder);
  citeField(holder, {
    value: record.cites || [],
    onChange: (cited) => {
      put(record, "cites", cited.length ? cited : undefined);
      of.changed();
    },
  });
  return [fields, placeFields(of), cites, linesField(of), disputeFields(of), ending(of)];
}

/**
 * @param {Record<string, any>} record
 * @param {string} key
 * @param {any} value
 */
export function put(record, key, value) {
  if (value === undefined || value === "") delete record[key];
  else record[key] = value;
}

/** A date typed in any notation; what it is stands under it as one types. @param {FormOf} of */
function dateField({ record, changed }) {
  const input = el("input");
  Object.assign(input, { type: "text", value: record.on || "", autocomplete: "off" });
  const told = el("span", "quiet");
  told.setAttribute("role", "status");
  const holder = fieldEl(word("on"), input, "on");
  holder.append(told);
  let asked = 0;
  const look = async (/** @type {boolean} */ take) => {
    const number = ++asked;
    const { ok, data } = await read(`/edit/events/date.json?typed=${encodeURIComponent(input.value)}`);
    if (!ok || number !== asked) return;
    told.textContent = data.edtf ? tellDate(data) : input.value.trim() ? word("no_date") : "";
    if (!take) return;
    record.on = data.edtf || input.value.trim();
    calendars(record, data, input.value.trim());
    input.value = record.on;
    changed();
  };
  input.addEventListener("input", () => look(false));
  input.addEventListener("change", () => look(true));
  if (record.on) look(false);
  return holder;
}

/** @param {{edtf: string, words: string, julian: string}} data */
const tellDate = ({ edtf, words: said, julian }) =>
  [edtf, said, julian && word("julian", julian)].filter(Boolean).join(" · ");

/**
 * Keep what was typed as printed, and the day of the other calendar if it was typed in that.
 * @param {Record<string, any>} record
 * @param {{edtf: string, calendar?: string, julian?: string}} data
 * @param {string} typed
 */
function calendars(record, data, typed) {
  if (!data.edtf || typed === data.edtf) return;
  const date = { ...record.date, printed: typed };
  delete date.other;
  if (["gregorian", "julian", "rumi"].includes(data.calendar || "")) date.calendar = data.calendar;
  if (data.calendar === "julian" && data.julian) date.other = { julian: data.julian };
  record.date = date;
}

/**
 * @param {FormOf} of
 * @param {string} key
 * @param {string} label
 * @param {[string, string][]} options
 * @param {string} usual
 */
function choice({ record, changed }, key, label, options, usual) {
  const select = el("select");
  for (const [value, said] of options) select.append(new Option(said, value));
  select.value = record[key] || usual;
  select.addEventListener("change", () => {
    put(record, key, select.value === usual ? undefined : select.value);
    changed();
  });
  return fieldEl(label, select, key);
}

/**
 * @param {FormOf} of
 * @param {"title" | "summary"} key
 * @param {string} lang
 * @param {"input" | "textarea"} tag
 */
function words({ record, changed, data }, key, lang, tag) {
  const input = el(tag);
  const said = typeof record[key] === "string" ? { [data.languages[0]]: record[key] } : record[key] || {};
  input.value = said[lang] || "";
  input.lang = lang;
  input.addEventListener("change", () => {
    const now = { ...said };
    put(now, lang, input.value.trim());
    for (const tag of Object.keys(said)) delete said[tag];
    Object.assign(said, now);
    put(record, key, Object.keys(said).length || key === "title" ? said : undefined);
    changed();
  });
  const name = new Intl.DisplayNames([frame.lang], { type: "language" }).of(lang) || lang;
  return fieldEl(`${word(key)} (${name})`, input, `${key}.${lang}`, "edit-wide");
}

/** The lines of the atlas's texts that tell of it: "3, 5-7". @param {FormOf} of */
function linesField({ record, changed, data }) {
  const set = el("fieldset");
  set.append(el("legend", "", word("lines")));
  set.hidden = !data.texts.length;
  const fields = el("div", "edit-fields");
  for (const text of data.texts) {
    const input = el("input");
    input.value = (record.texts?.[text] || []).join(", ");
    input.inputMode = "numeric";
    input.addEventListener("change", () => {
      const lines = readLines(input.value);
      const texts = { ...record.texts };
      put(texts, text, lines.length ? lines : undefined);
      put(record, "texts", Object.keys(texts).length ? texts : undefined);
      input.value = lines.join(", ");
      changed();
    });
    fields.append(fieldEl(text, input, `texts.${text}`));
  }
  set.append(fields);
  return set;
}

/** @param {string} typed @returns {number[]} */
function readLines(typed) {
  const found = new Set();
  for (const [, first, last] of typed.matchAll(/(\d+)(?:\s*[-–]\s*(\d+))?/g))
    for (let line = Number(first); line <= Math.min(Number(last || first), Number(first) + 500); line += 1)
      found.add(line);
  return [...found].filter((line) => line > 0).sort((a, b) => a - b);
}

/** Finished or not, and away with it. @param {FormOf} of */
function ending({ record, changed, remove }) {
  const row = el("p", "edit-row");
  const tick = el("input");
  Object.assign(tick, { type: "checkbox", checked: !record.draft });
  tick.dataset.field = "draft";
  tick.addEventListener("change", () => {
    put(record, "draft", tick.checked ? undefined : true);
    changed();
  });
  const label = el("label", "edit-tick");
  label.append(tick, el("span", "", word("done")));
  const away = buttonEl("button button-plain", word("remove_event"));
  away.addEventListener("click", remove);
  row.append(label, away);
  return row;
}
