/** The rows of a district as a table, written in place: a cell is saved when it is left, and told at once what it makes. */
import { buttonEl, el } from "../../map/dom.js";
import { combobox, matching, sourceList } from "../common/cite.js";
import { showProblems } from "../common/fields.js";
import { word } from "../common/frame.js";
import { keepTyped } from "../common/save.js";
import { config } from "./state.js";

/** @typedef {import("./state.js").Row} Row */
/** @typedef {import("./state.js").State} State */

export const ROWS = "/edit/holders/rows.json";
const SHOWN = /** @type {const} */ ([
  "polity",
  "from",
  "to",
  "how",
  "of",
  "certainty",
  "source",
  "locator",
  "note",
]);
let made = 0;

/**
 * @typedef {object} Keeper who saves
 * @property {(row: RowView, cells: Record<string, string>) => void} save
 * @property {(row: RowView) => void} remove
 * @property {() => State} state
 */

/** A row of the table; `row` is nothing of one that is not in the file yet. */
export class RowView {
  /**
   * @param {Keeper} keeper
   * @param {Record<string, string>} cells
   * @param {Row | null} row
   */
  constructor(keeper, cells, row) {
    this.keeper = keeper;
    this.cells = { ...cells };
    this.row = row;
    /** Another view stands in its place: what its fields still say as they go is nothing new. */
    this.gone = false;
    this.id = ++made;
    this.node = el("tr");
    /** @type {Map<string, HTMLInputElement | HTMLSelectElement>} */
    this.fields = new Map();
    for (const column of SHOWN) this.node.append(this.cell(column));
    this.node.append(this.end());
    this.tell(row?.faults || []);
  }

  /** @param {string} column */
  cell(column) {
    const cell = el("td");
    cell.dataset.label = word(`col_${column}`);
    const field = this.field(column);
    field.setAttribute("aria-label", `${word(`col_${column}`)}: ${this.cells.from || "–"}`);
    field.dataset.field = column;
    this.fields.set(column, field);
    field.value = this.cells[column] || "";
    field.addEventListener("change", () => this.changed(column));
    keepTyped(field, "PUT", ROWS, () => this.body(this.with(column)));
    if (column === "source" && field instanceof HTMLInputElement) cell.append(this.cite(field));
    else cell.append(field);
    return cell;
  }

  /** @param {string} column */
  field(column) {
    if (column === "polity" || column === "of") return choice([["", word("nobody")], ...this.polities()]);
    if (column === "how") return choice([["", "–"], ...config.hows]);
    if (column === "certainty") return choice([["", "–"], ...config.certainties]);
    const input = el("input");
    Object.assign(input, { type: "text", autocomplete: "off" });
    return input;
  }

  /** @returns {[string, string][]} */
  polities() {
    const { polities } = this.keeper.state();
    const known = polities.map(({ id, name }) => /** @type {[string, string]} */ ([id, name]));
    const named = [this.cells.polity, this.cells.of].filter(
      (id) => id && !polities.some((one) => one.id === id),
    );
    return [...known, ...named.map((id) => /** @type {[string, string]} */ ([id, id]))];
  }

  /** Works are found by what is typed of them; several are parted by a semicolon. @param {HTMLInputElement} field */
  cite(field) {
    field.id = `holders-source-${this.id}`;
    const choices = el("ul", "edit-choices");
    let before = "";
    const box = combobox(
      field,
      choices,
      (work) => {
        field.value = before + work.id;
        this.changed("source");
      },
      async (typed) => {
        before = typed.slice(0, typed.lastIndexOf(";") + 1);
        const rest = typed.slice(before.length).trim();
        return rest ? matching(await sourceList(), rest) : [];
      },
    );
    box.close();
    const holder = el("div", "edit-cite");
    holder.append(field, choices);
    return holder;
  }

  end() {
    const cell = el("td");
    const away = buttonEl("edit-tool", "×");
    const said = word("remove_row", this.cells.from || "–");
    Object.assign(away, { title: said });
    away.setAttribute("aria-label", said);
    away.addEventListener("click", () => this.keeper.remove(this));
    cell.append(away);
    return cell;
  }

  /** @param {string} column @returns {Record<string, string>} */
  with(column) {
    return { ...this.cells, [column]: this.fields.get(column)?.value.trim() || "" };
  }

  /** @param {Record<string, string> | null} row */
  body(row) {
    return { base: this.keeper.state().base, was: this.row?.cells || null, row };
  }

  /** @param {string} column */
  changed(column) {
    const cells = this.with(column);
    if (this.gone) return;
    if (cells[column] === (this.cells[column] || "") && this.row) return;
    this.cells = cells;
    this.keeper.save(this, this.cells);
  }

  /** Take what the file says now; what is being typed stays. @param {Row} row */
  take(row) {
    this.row = row;
    for (const [column, field] of this.fields) {
      const typed = this.cells[column] || "";
      if (field !== document.activeElement || field.value.trim() === typed)
        field.value = row.cells[column] || "";
    }
    this.cells = { ...row.cells };
    this.tell(row.faults);
  }

  /** @param {{field: string, message: string}[]} faults */
  tell(faults) {
    const left = showProblems(this.node, faults);
    this.node.classList.toggle("is-faulty", faults.length > 0);
    if (!left.length) return;
    const said = el("span", "edit-fault", left.join(" "));
    said.dataset.of = "row";
    this.node.lastElementChild?.append(said);
  }

  /** @param {string} column */
  focus(column) {
    (this.fields.get(column) || this.fields.get("polity"))?.focus();
  }
}

/** @param {[string, string][]} options */
function choice(options) {
  const select = el("select");
  for (const [value, said] of options) select.append(new Option(said, value));
  return select;
}

/** The table with its head. @param {RowView[]} views @param {string} label */
export function rowTable(views, label) {
  const table = el("table", "holders-table");
  table.setAttribute("aria-label", label);
  const head = el("tr");
  for (const column of SHOWN) {
    const cell = el("th", "", word(`col_${column}`));
    cell.scope = "col";
    head.append(cell);
  }
  head.append(el("td"));
  const top = el("thead");
  top.append(head);
  const body = el("tbody");
  body.append(...views.map(({ node }) => node));
  table.append(top, body);
  return table;
}
