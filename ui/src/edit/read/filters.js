/* Which mentions are walked through: by kind, state and name; how many there are, and how many are read. */
import { buttonEl, el, find } from "../../map/dom.js";
import { namesOf, progressOf } from "../../pure/mention-states.js";
import { word } from "../common/frame.js";
import { counted } from "./config.js";

const MOST_NAMES = 400;

export class Filters {
  /** @param {import("./room.js").ReadRoom} room */
  constructor(room) {
    this.room = room;
    this.kind = /** @type {HTMLSelectElement} */ (find("#read-kind"));
    this.state = /** @type {HTMLSelectElement} */ (find("#read-state"));
    this.typed = /** @type {HTMLInputElement} */ (find("#read-name"));
    this.list = find("[data-names]");
    this.bar = /** @type {HTMLProgressElement} */ (find("#read-progress"));
    this.said = find("[data-progress]");
    this.only = find("[data-only]");
    this.stale = true;
    this.frame = 0;
    for (const field of [this.kind, this.state]) field.addEventListener("change", () => this.set());
    this.typed.addEventListener("input", () => this.showNames());
    find("#read-names").addEventListener("toggle", () => this.showNames());
    room.listeners.push(() => this.later());
  }

  /** @param {string} [name] a key; nothing for all names */
  set(name = this.room.filter.name) {
    const { room } = this;
    room.filter = { kind: this.kind.value, state: this.state.value, name };
    room.text.dressAll();
    room.tell();
  }

  later() {
    if (this.frame) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.show();
    });
  }

  show() {
    const { room } = this;
    const filter = { ...room.filter, state: "" };
    const { all, read, doubtful } = progressOf(room.known.items.filter((item) => room.passes(item, filter)));
    this.bar.max = Math.max(1, all);
    this.bar.value = read;
    this.said.textContent = word("progress", counted(read), counted(all), counted(doubtful));
    this.showOnly();
    this.showNames();
  }

  /** The one name that is walked through, with the way back to all. */
  showOnly() {
    const { name } = this.room.filter;
    this.only.hidden = !name;
    if (!name) return this.only.replaceChildren();
    const surface = this.room.known.items.find((item) => item.name === name)?.surface ?? name;
    const button = buttonEl("button button-plain", word("only", surface));
    button.addEventListener("click", () => this.set(""));
    return this.only.replaceChildren(button);
  }

  showNames() {
    if (!find("#read-names").hasAttribute("open")) return;
    const { room } = this;
    const typed = this.typed.value.trim().toLocaleLowerCase();
    const filter = { kind: this.kind.value, state: this.state.value, name: "" };
    const names = namesOf(room.known.items, (item) => room.passes(item, filter));
    const shown = names.filter(({ surface }) => !typed || surface.toLocaleLowerCase().includes(typed));
    const rows = shown.slice(0, MOST_NAMES).map(({ name, surface, all, read, doubtful }) => {
      const button = buttonEl("read-name");
      const label = el("span", "read-place-name", surface);
      label.dir = "auto";
      button.append(label, el("span", "num", `${counted(read)} / ${counted(all)}`));
      if (doubtful) button.append(el("span", "read-doubts", word("doubts", counted(doubtful))));
      button.setAttribute("aria-pressed", String(name === room.filter.name));
      button.addEventListener("click", () => this.pick(name));
      const row = el("li");
      row.append(button);
      return row;
    });
    this.list.replaceChildren(...rows);
    find("[data-names-count]").textContent = word("names_count", counted(shown.length));
  }

  /** @param {string} name */
  pick(name) {
    this.set(name === this.room.filter.name ? "" : name);
    if (this.room.filter.name && this.room.here?.name !== name) {
      this.room.here = null;
      this.room.step(1);
    }
  }
}
