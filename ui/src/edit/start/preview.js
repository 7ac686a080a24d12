/** What a file was read as: rows, the columns with what they hold, what is wrong by line. */
import { buttonEl, el } from "../../map/dom.js";
import { word } from "../common/frame.js";

/** @typedef {import("./bring.js").Brought} Brought */

/**
 * @param {any} data
 * @param {Brought} brought
 * @param {{again: () => void, enter: () => void}} act
 */
export function previewPart(data, brought, act) {
  const part = el("div", "edit-preview");
  const head = el("h3", "", `${brought.name}: ${data.called}`);
  head.tabIndex = -1;
  part.append(head, asField(data, brought, act));
  for (const sheet of data.sheets) part.append(sheetPart(sheet, data.fields, brought, act));
  if (data.text) part.append(el("pre", "edit-text-preview", data.text));
  if (data.flaws.length) {
    const list = el("ul", "edit-list edit-flaws");
    list.append(...data.flaws.map((/** @type {string} */ flaw) => el("li", "", flaw)));
    part.append(el("h4", "edit-fault", word("flaws", data.flaws.length)), list);
  }
  const row = el("p", "edit-row");
  const enter = buttonEl("button", word("enter", data.count));
  enter.disabled = !data.count;
  enter.addEventListener("click", act.enter);
  row.append(
    enter,
    el("span", "quiet", data.files.length ? word("changes", data.files.join(", ")) : word("no_change")),
  );
  part.append(row);
  return part;
}

/**
 * What its rows are to be.
 * @param {any} data
 * @param {Brought} brought
 * @param {{again: () => void}} act
 */
function asField(data, brought, act) {
  const label = el("label", "edit-field");
  const select = el("select");
  select.append(new Option(word("as_told"), ""));
  for (const { id, label: said } of data.targets) select.append(new Option(said, id));
  select.value = brought.as;
  select.addEventListener("change", () => {
    brought.as = select.value;
    brought.columns = {};
    act.again();
  });
  label.append(el("span", "", word("as")), select);
  return label;
}

/**
 * @param {any} sheet
 * @param {Record<string, string[]>} fields
 * @param {Brought} brought
 * @param {{again: () => void}} act
 */
function sheetPart(sheet, fields, brought, act) {
  const holder = el("div", "edit-sheet");
  holder.tabIndex = 0;
  holder.setAttribute("role", "group");
  holder.setAttribute("aria-label", sheet.name);
  const table = el("table");
  const head = el("tr");
  for (const column of sheet.columns) {
    const cell = el("th");
    cell.scope = "col";
    cell.append(el("span", "", column), columnField(column, sheet, fields, brought, act));
    head.append(cell);
  }
  const top = el("thead");
  top.append(head);
  const body = el("tbody");
  for (const cells of sheet.rows) {
    const row = el("tr");
    row.append(...cells.map((/** @type {string} */ text) => el("td", "", text)));
    body.append(row);
  }
  table.append(top, body);
  holder.append(table);
  const whole = el("div");
  whole.append(el("p", "quiet", [sheet.how, word("rows", sheet.count)].filter(Boolean).join(" · ")), holder);
  return whole;
}

/**
 * What a column holds.
 * @param {string} column
 * @param {any} sheet
 * @param {Record<string, string[]>} fields
 * @param {Brought} brought
 * @param {{again: () => void}} act
 */
function columnField(column, sheet, fields, brought, act) {
  const select = el("select");
  select.setAttribute("aria-label", `${column}: ${word("holds")}`);
  select.append(new Option(word("holds_nothing"), ""));
  const known = new Set([...(fields[sheet.target] || []), ...Object.values(sheet.holds)]);
  for (const field of known) select.append(new Option(field, field));
  select.value = sheet.holds[column] || "";
  select.addEventListener("change", () => {
    brought.columns = { ...brought.columns, [column]: select.value };
    act.again();
  });
  return select;
}
