/** The day whose holders are shown: typed in any notation, or step by step where something changes. */
import { debounce, find, isCommand } from "../../map/dom.js";
import { word } from "../common/frame.js";
import { read } from "../common/save.js";
import { stepOf } from "./state.js";

/** @param {string} name */
const input = (name) => /** @type {HTMLInputElement} */ (find(`[data-${name}]`));

export class DayField {
  /** @param {{state: () => import("./state.js").State, moved: () => void, rested: () => void}} room */
  constructor(room) {
    this.room = room;
    /** @type {number | null} */
    this.known = null;
    this.iso = "";
    const settled = debounce(150, () => room.rested());
    input("slide").addEventListener("input", () => {
      const step = room.state().steps[Number(input("slide").value)];
      if (step) this.set(step);
      room.moved();
      settled();
    });
    find("[data-before]").addEventListener("click", () => this.step(-1));
    find("[data-after]").addEventListener("click", () => this.step(1));
    input("day").addEventListener("change", () => void this.typed());
    document.addEventListener("keydown", (event) => this.onKey(event));
  }

  get day() {
    return this.known ?? 0;
  }

  /** What others changed may change the steps. */
  refresh() {
    const { steps, opening } = this.room.state();
    const slide = input("slide");
    slide.max = String(Math.max(0, steps.length - 1));
    if (this.known === null) this.set(opening);
    else slide.value = String(stepOf(steps, this.day));
  }

  /** @param {import("./state.js").Day} day */
  set({ n, iso, words }) {
    this.known = n;
    this.iso = iso;
    input("day").value = iso;
    input("slide").value = String(stepOf(this.room.state().steps, n));
    input("slide").setAttribute("aria-valuetext", words);
    find("[data-day-said]").textContent = words;
    find("[data-hold-day]").textContent = words;
  }

  /** To the change before the day, or to the one after it. @param {number} way */
  step(way) {
    const { steps } = this.room.state();
    const next = way > 0 ? steps.find(({ n }) => n > this.day) : steps.findLast(({ n }) => n < this.day);
    if (next) this.go(next);
  }

  /** @param {import("./state.js").Day} day */
  go(day) {
    this.set(day);
    this.room.moved();
    this.room.rested();
  }

  async typed() {
    const query = new URLSearchParams({ typed: input("day").value });
    const { ok, data } = await read(`/edit/holders/day.json?${query}`);
    if (ok && data.n !== null) this.go(data);
    else find("[data-day-said]").textContent = word("no_day");
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    const target = event.target instanceof HTMLElement ? event.target : document.body;
    const way = { "[": -1, "]": 1 }[event.key];
    const typing = target.closest("input:not([type=range]), select, textarea, dialog");
    if (!way || isCommand(event) || typing) return;
    event.preventDefault();
    this.step(way);
  }
}
