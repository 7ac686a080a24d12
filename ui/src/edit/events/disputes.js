/** Points on which sources differ: what it is about, and the readings of it, each with who says so. */
import { buttonEl, el } from "../../map/dom.js";
import { fieldEl } from "../common/fields.js";
import { word } from "../common/frame.js";
import { put } from "./form.js";

/** @typedef {import("./form.js").FormOf} FormOf */

const EVIDENCE = ["source-found", "not-verified", "general-knowledge", "uncertain"];

/** @param {FormOf} of */
export function disputeFields(of) {
  const { record, data, changed } = of;
  const lang = data.languages[0];
  const set = el("details");
  const list = el("div");
  const add = buttonEl("button button-plain", word("dispute_add"));
  const draw = () => {
    const found = record.disputes || [];
    list.replaceChildren(
      ...found.map((/** @type {any} */ one, /** @type {number} */ at) => dispute(of, one, at, draw)),
    );
    summary.textContent = `${word("disputes")} (${found.length})`;
  };
  add.addEventListener("click", () => {
    const reading = () => ({ claim: { [lang]: "" }, by: { [lang]: "" }, evidence: "not-verified" });
    record.disputes = [
      ...(record.disputes || []),
      { about: { [lang]: "" }, readings: [reading(), reading()] },
    ];
    draw();
    changed();
    list.lastElementChild?.querySelector("input")?.focus();
  });
  const summary = el("summary");
  set.append(summary, list, add);
  draw();
  return set;
}

/**
 * @param {FormOf} of
 * @param {any} one
 * @param {number} at
 * @param {() => void} draw
 */
function dispute({ record, data, changed }, one, at, draw) {
  const holder = el("div", "edit-dispute");
  const fields = el("div", "edit-fields");
  const text = (
    /** @type {any} */ owner,
    /** @type {string} */ key,
    /** @type {string} */ field,
    /** @type {string} */ lang,
  ) => {
    const input = el("input");
    const said = typeof owner[key] === "string" ? { [data.languages[0]]: owner[key] } : owner[key] || {};
    input.value = said[lang] || "";
    input.lang = lang;
    input.addEventListener("change", () => {
      put(said, lang, input.value.trim());
      owner[key] = said;
      changed();
    });
    return fieldEl(`${word(key)} (${lang})`, input, `${field}.${key}.${lang}`);
  };
  const where = `disputes[${at}]`;
  for (const lang of data.languages) fields.append(text(one, "about", where, lang));
  one.readings.forEach((/** @type {any} */ reading, /** @type {number} */ number) => {
    const field = `${where}.readings[${number}]`;
    for (const lang of data.languages) fields.append(text(reading, "claim", field, lang));
    for (const lang of data.languages) fields.append(text(reading, "by", field, lang));
    const select = el("select");
    for (const value of EVIDENCE) select.append(new Option(word(`evidence_${value}`), value));
    select.value = reading.evidence;
    select.addEventListener("change", () => {
      reading.evidence = select.value;
      changed();
    });
    fields.append(fieldEl(word("evidence"), select, `${field}.evidence`));
  });
  const away = buttonEl("button button-plain", word("dispute_remove"));
  away.addEventListener("click", () => {
    const left = record.disputes.filter((/** @type {any} */ other) => other !== one);
    put(record, "disputes", left.length ? left : undefined);
    draw();
    changed();
  });
  holder.append(fields, away);
  return holder;
}
