/** What is asked of a new shape when it is drawn, and the file that it belongs to. */
import { el } from "../../map/dom.js";
import { ask } from "../common/dialog.js";
import { word } from "../common/frame.js";
import { freeId, idOf } from "../../pure/stretches.js";
import { config, label, ownText, said } from "./config.js";
import { Fields } from "./fields.js";
import { formOf } from "./shapes.js";

/**
 * @typedef {import("./types.js").Change} Change
 * @typedef {import("./types.js").Fault} Fault
 * @typedef {import("./types.js").Field} Field
 * @typedef {import("./types.js").ShapeForm} ShapeForm
 * @typedef {{changes: Change[], path: string, id: string, what: string}} Made
 */

/** What was cited last is cited again until somebody says otherwise. */
let lastCites = config.sources.slice(0, 1).map(({ id }) => ({ source: id }));

export const usualCites = () => lastCites;

/** @param {any[] | undefined} cites */
export function citeAgain(cites) {
  if (cites?.length) lastCites = cites;
}

/**
 * Ask until what was drawn is saved, or is left.
 * @param {string} title
 * @param {Fields[]} forms
 * @param {HTMLElement[]} body
 * @param {() => Promise<Fault[] | null>} save
 * @returns {Promise<boolean>}
 */
export async function askUntilSaved(title, forms, body, save) {
  const rest = el("p", "edit-fault");
  rest.setAttribute("role", "alert");
  for (;;) {
    const answer = await ask(
      title,
      [...body, rest],
      [
        { value: "save", label: word("save"), main: true },
        { value: "", label: word("leave") },
      ],
    );
    if (answer !== "save") return false;
    const faults = await save();
    if (!faults) return true;
    const left = forms.reduce((found, form) => form.tell(found), faults);
    rest.textContent = left.map(({ message }) => message).join(" ");
  }
}

/** @param {string} where @param {string} kind */
export function shapeForm(where, kind) {
  const form = formOf(where)?.shapes.find((one) => one.kind === kind);
  if (!form) throw new Error(where + kind);
  return form;
}

/** @param {Field[]} fields @param {string[]} names in their order */
export const only = (fields, names) => names.flatMap((name) => fields.filter((field) => field.name === name));

/** @param {any} title words or text @param {Iterable<string>} taken @param {string} usual */
export const idFrom = (title, taken, usual) => freeId(idOf(said(title)) || usual, taken);

/**
 * A choice among the files of a folder, and a new one.
 * @param {import("./shapes.js").Shapes} shapes
 * @param {string} where
 * @param {string} wanted the path that is proposed
 * @param {string | null} fresh what a new one is called; null: there is none to make
 */
export function chooser(shapes, where, wanted, fresh) {
  const box = el("fieldset", "edit-field");
  const select = el("select");
  select.setAttribute("aria-label", word("belongs_to"));
  const files = shapes.files.filter(({ path, locked }) => path.startsWith(where) && !locked);
  for (const { path, title } of files) select.append(new Option(title, path));
  if (fresh !== null) select.append(new Option(fresh, ""));
  select.value = files.some(({ path }) => path === wanted) ? wanted : (files.at(-1)?.path ?? "");
  box.append(el("legend", "", word("belongs_to")), select);
  return { box, select };
}

/** Fields of a new file are shown where one is made. @param {HTMLSelectElement} select @param {Fields} head */
export function showHead(select, head) {
  const show = () => (head.node.hidden = select.value !== "");
  select.addEventListener("change", show);
  show();
}

/** @param {string} where @param {string[]} names */
export function headFields(where, names) {
  const fields = formOf(where)?.head || [];
  const status = fields.find(({ name }) => name === "status")?.choices?.[0];
  const start = { sources: usualCites(), ...(status && { status }) };
  const head = new Fields(only(fields, names), start);
  head.node.classList.add("edit-head-fields");
  return head;
}

/**
 * The path of a file, and what makes it where there is none.
 * @param {import("./shapes.js").Shapes} shapes
 * @param {string} where
 * @param {string} chosen
 * @param {Fields} head
 * @param {Record<string, any>} [more]
 * @returns {{path: string, changes: Change[]} | {faults: Fault[]}}
 */
export function newFile(shapes, where, chosen, head, more = {}) {
  if (chosen) return { path: chosen, changes: [] };
  const given = head.read();
  const faults = ["title", "valid"].flatMap((field) =>
    given[field] ? [] : [{ field, message: word("needed") }],
  );
  if (faults.length) return { faults };
  const files = shapes.files.map(({ path }) => path.slice(where.length).replace(/\.geojson$/, ""));
  const id = idFrom(given.title, files, where.slice(0, -2));
  const path = `${where}${id}.geojson`;
  const properties = { ...usualHead(where, given), ...more, ...given };
  return { path, changes: [{ path, id: null, value: { id, properties } }] };
}

/** What a new file says where nobody has said it yet. @param {string} where @param {Record<string, any>} given */
function usualHead(where, { title, status }) {
  const usual = { summary: title, licence: config.licence, attribution: config.defaults.attribution };
  if (!formOf(where)?.head.some(({ name }) => name === "status_note"))
    return { ...usual, travellers: [], conflict: null };
  const note = ownText(label(`status.${status}`));
  return { ...usual, kind: "line", label: title, status_note: note, signed: null, parties: [], articles: [] };
}
