/** Districts and holders in lists, the map of a day, and the rows of the district that is chosen. */
import { el, find } from "../../map/dom.js";
import { fold } from "../../pure/search.js";
import { frame, word } from "../common/frame.js";
import { keepTyped, read, send } from "../common/save.js";
import { DayField } from "./day.js";
import { link, swatch } from "./lists.js";
import { DistrictMap } from "./map.js";
import { PolityCard } from "./polity.js";
import { ROWS, rowTable, RowView } from "./rows.js";
import { colourOf, config, heldOn, nameOn } from "./state.js";

/** @typedef {import("./state.js").State} State */

/** @param {string} name */
const input = (name) => /** @type {HTMLInputElement} */ (find(`[data-${name}]`));

export class HoldersRoom {
  constructor() {
    /** @type {State} */
    this.state = /** @type {any} */ (null);
    this.district = "";
    /** @type {RowView[]} */
    this.views = [];
    this.source = "";
    this.saving = Promise.resolve();
    this.map = new DistrictMap(find("[data-canvas]"), (id) => this.go(id));
    this.card = new PolityCard(find("[data-polity]"), {
      state: () => this.state,
      take: (state) => this.take(state),
      close: () => this.go(""),
    });
    find("[data-find]").addEventListener("input", () => this.list());
    this.at = new DayField({
      state: () => this.state,
      moved: () => this.draw(),
      rested: () => this.list(),
    });
    find("[data-hold]").addEventListener("submit", (event) => this.hold(event));
    find("[data-new-form]").addEventListener("submit", (event) => this.create(event));
    keepTyped(input("new-name"), "POST", "/edit/holders/polities.json", () => ({ name: this.named() }));
    window.addEventListener("hashchange", () => this.open(true));
  }

  async begin() {
    await this.reload();
    const shapes = await read("/edit/holders/shapes.json");
    if (shapes.ok) this.map.load(shapes.data);
    this.draw();
    document.documentElement.dataset.holders = "ready"; // for who looks from without
  }

  async reload() {
    const { ok, data } = await read("/edit/holders/state.json");
    if (!ok) return;
    this.take(data, true);
    this.open(!this.district);
  }

  /** @param {State} state @param {boolean} [anew] of others: what stands in the fields is theirs */
  take(state, anew = false) {
    this.state = state;
    this.at.refresh();
    find("[data-no-districts]").hidden = state.districts.length > 0;
    this.list();
    this.draw();
    if (this.district) this.rows(anew);
    this.card.refresh();
  }

  // ---- lists ----------------------------------------------------------------------------------------
  list() {
    const words = fold(input("find").value, frame.lang).split(/\s+/).filter(Boolean);
    const shown = this.state.districts.filter(({ id, title }) => {
      const text = fold(`${title} ${id}`, frame.lang);
      return words.every((part) => text.includes(part));
    });
    const faulty = new Set(
      this.state.rows.filter((row) => row.faults.length).map((row) => row.cells.district),
    );
    find("[data-districts]").replaceChildren(
      ...shown.map(({ id, title }) => {
        const held = heldOn(this.state, id, this.at.day).map(([, , polity]) =>
          nameOn(this.state, polity, this.at.day),
        );
        const amiss = faulty.has(id) || this.state.notes[id]?.length;
        return link(id, title, held.join(", "), id === this.district, amiss ? word("faulty") : "");
      }),
    );
    find("[data-polities]").replaceChildren(
      ...this.state.polities.map(({ id, name, colour }) => {
        const row = link(`polity/${id}`, name, "", this.card.id === id, "");
        row.prepend(swatch(colour || ""));
        return row;
      }),
    );
  }

  /** @param {string} hash */
  go(hash) {
    if (location.hash.slice(1) === hash) this.open(true);
    else location.hash = hash;
  }

  /** Open what the address names: a district, a holder, or a line of the file. @param {boolean} [asked] */
  open(asked = false) {
    const { district, polity, row, field } = this.asked();
    this.district = district;
    this.card.open(polity, asked ? field : "");
    find("[data-one]").hidden = !district;
    find("[data-none]").hidden = Boolean(district || this.card.id) || !this.state.districts.length;
    this.list();
    this.draw();
    if (!district) return;
    this.rows(true);
    this.map.show(district);
    if (row) this.views.find((view) => view.row?.line === row.line)?.focus(field || "polity");
    else if (asked) lookAt(find("[data-name]"));
  }

  /** What the address names. */
  asked() {
    const [first, ...rest] = decodeURIComponent(location.hash.slice(1)).split("/");
    if (first === "polity")
      return { district: "", polity: rest[0] || "", row: undefined, field: rest[1] || "" };
    const line = /^line (\d+)$/.exec(first);
    const row = line ? this.state.rows.find((one) => one.line === Number(line[1])) : undefined;
    const named = row ? row.cells.district : first;
    const known = this.state.districts.some(({ id }) => id === named);
    return { district: known ? named : "", polity: "", row, field: rest[0] || "" };
  }

  // ---- rows -----------------------------------------------------------------------------------------
  /** @param {boolean} anew */
  rows(anew) {
    const own = this.state.rows.filter((row) => row.cells.district === this.district);
    find("[data-name]").textContent =
      this.state.districts.find(({ id }) => id === this.district)?.title || "";
    find("[data-notes]").replaceChildren(
      ...(this.state.notes[this.district] || []).map((said) => el("li", "edit-fault", said)),
    );
    this.holdFields();
    const lines = this.views.flatMap(({ row }) => (row ? [row.line] : []));
    if (!anew && lines.length === own.length && own.every(({ line }, at) => line === lines[at])) {
      for (const view of this.views) {
        const row = own.find(({ line }) => line === view.row?.line);
        if (row) view.take(row);
      }
      return;
    }
    this.views = own.map((row) => new RowView(this.keeper(), row.cells, row));
    this.table();
  }

  table() {
    find("[data-rows]").replaceChildren(rowTable(this.views, find("[data-name]").textContent || ""));
  }

  /** @returns {import("./rows.js").Keeper} */
  keeper() {
    return {
      state: () => this.state,
      save: (view, cells) => this.save(view, cells),
      remove: (view) => this.remove(view),
    };
  }

  /** @param {RowView} view @param {Record<string, string>} cells */
  save(view, cells) {
    this.saving = this.saving.then(async () => {
      const answer = await send("PUT", ROWS, view.body(cells));
      if (answer.taken) return;
      const isNew = !view.row;
      view.tell(answer.ok ? [] : answer.data.problems || []);
      if (!answer.ok) {
        const field =
          isNew && answer.data.problems?.find((/** @type {any} */ one) => view.fields.has(one.field))?.field;
        if (field && !view.node.contains(document.activeElement)) view.focus(field);
        return;
      }
      this.source = cells.source || this.source;
      view.gone = isNew;
      this.take(answer.data.state, isNew);
    });
  }

  /** @param {RowView} view */
  remove(view) {
    this.saving = this.saving.then(async () => {
      if (view.row) {
        const answer = await send("PUT", ROWS, view.body(null));
        if (!answer.ok) return view.tell(answer.taken ? [] : answer.data.problems || []);
        this.take(answer.data.state, true);
      } else {
        this.views = this.views.filter((other) => other !== view);
        this.table();
      }
      find("[data-name]").focus();
    });
  }

  holdFields() {
    const select = /** @type {HTMLSelectElement} */ (find("[data-hold-polity]"));
    const chosen = select.value;
    const options = this.state.polities.map(({ id, name }) => new Option(name, id));
    select.replaceChildren(...options, new Option(word("blank"), ""));
    if (chosen) select.value = chosen;
  }

  /** A row of the district, the day and the holder; what it still lacks is asked for at its field. @param {Event} event */
  hold(event) {
    event.preventDefault();
    const polity = /** @type {HTMLSelectElement} */ (find("[data-hold-polity]")).value;
    /** @type {Record<string, string>} */
    const said = polity
      ? { how: "administered", certainty: "attested", source: this.source }
      : { certainty: "uncertain" };
    const view = new RowView(
      this.keeper(),
      { district: this.district, polity, from: this.at.iso, ...said },
      null,
    );
    this.views.push(view);
    this.table();
    view.node.scrollIntoView({ block: "nearest" });
    this.save(view, view.cells);
  }

  // ---- the map ------------------------------------------------------------------------------------
  draw() {
    this.map.draw(this.state, this.at.day, this.district);
    /** @type {Map<string, number>} */
    const count = new Map();
    for (const { id } of this.state.districts)
      for (const [, , polity] of heldOn(this.state, id, this.at.day))
        if (polity) count.set(polity, (count.get(polity) || 0) + 1);
    find("[data-legend]").replaceChildren(
      ...[...count].map(([id, n]) => {
        const row = el("li");
        row.append(
          swatch(colourOf(this.state, id)),
          el("span", "", nameOn(this.state, id, this.at.day)),
          el("span", "quiet", word("many", n)),
        );
        return row;
      }),
    );
  }

  // ---- a new holder ---------------------------------------------------------------------------------
  named() {
    return { [config.languages[0].id]: input("new-name").value.trim() };
  }

  /** @param {Event} event */
  async create(event) {
    event.preventDefault();
    const answer = await send("POST", "/edit/holders/polities.json", { name: this.named() });
    if (!answer.ok) return this.card.wrong(find("[data-new-form]"), answer.data.problems || []);
    this.card.wrong(find("[data-new-form]"), []);
    input("new-name").value = "";
    this.take(answer.data.state);
    this.go(`polity/${answer.data.id}`);
  }
}

/** @param {HTMLElement} node */
function lookAt(node) {
  node.focus({ preventScroll: true });
  node.scrollIntoView({ block: "nearest" });
}
