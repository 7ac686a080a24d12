/* Another place for the mention in hand: by typing a name, by a click on the map, by coordinates. */
import { buttonEl, debounce, el, find } from "../../map/dom.js";
import { word } from "../common/frame.js";
import { read } from "../common/save.js";
import { placeButton } from "./card.js";

/** @typedef {import("./config.js").Place} Place */

const TYPED_MS = 120;
const NUMBER = /-?\d{1,3}(?:\.\d+)?/g;

export class Search {
  /**
   * @param {import("./room.js").ReadRoom} room
   * @param {import("./actions.js").Actions} actions
   */
  constructor(room, actions) {
    this.room = room;
    this.actions = actions;
    this.box = find("#read-search");
    this.input = /** @type {HTMLInputElement} */ (find("#read-q"));
    this.list = find("[data-found]", this.box);
    this.status = find("[data-status]", this.box);
    this.spot = /** @type {HTMLInputElement} */ (find("#read-spot"));
    this.asked = 0;
    actions.search = () => this.open();
    room.onPoint = (at) => this.point(at);
    room.listeners.push(() => {
      if (this.item !== room.here) this.close(false);
    });
    this.input.addEventListener(
      "input",
      debounce(TYPED_MS, () => this.find()),
    );
    this.box.addEventListener("keydown", (event) => this.onKey(event));
    find("[data-close]", this.box).addEventListener("click", () => this.close(true));
    find("form", this.box).addEventListener("submit", (event) => {
      event.preventDefault();
      this.create();
    });
  }

  open() {
    const { here } = this.room;
    if (here?.type === "date") {
      document.getElementById("read-date")?.focus();
      return;
    }
    if (!here) return;
    this.item = here;
    this.box.hidden = false;
    this.input.value = here.surface;
    this.list.replaceChildren();
    this.spot.value = "";
    this.room.map?.point(null);
    this.input.focus();
    this.input.select();
    this.find();
  }

  /** @param {boolean} back to the text */
  close(back) {
    if (this.box.hidden) return;
    this.box.hidden = true;
    this.item = null;
    this.room.map?.point(null);
    if (back && this.room.here) this.room.text.bring(this.room.here);
  }

  async find() {
    const { region } = this.room.known;
    const near = region ? { lon: String(region[0]), lat: String(region[1]) } : null;
    const query = new URLSearchParams({ q: this.input.value, ...near });
    this.asked += 1;
    const { asked } = this;
    const { ok, data } = await read(`/edit/read/search.json?${query}`);
    if (!ok || asked !== this.asked || this.box.hidden) return;
    const nodes = data.found.map((/** @type {Place} */ place) => {
      const row = el("li");
      row.append(placeButton(place, this.room.known.apartKm(place), () => this.choose(place)));
      return row;
    });
    this.list.replaceChildren(...nodes);
    this.status.textContent = word(nodes.length ? "found" : "found_none", nodes.length);
  }

  /** @param {Place} place */
  choose(place) {
    this.close(false);
    this.actions.choose(place);
  }

  /** A click on the map is a new place for what is in hand. @param {LngLat} at */
  point([lon, lat]) {
    if (!this.room.here || this.room.here.type === "date") return;
    if (this.box.hidden) this.open();
    this.spot.value = `${lat.toFixed(4)}, ${lon.toFixed(4)}`;
    this.room.map?.point([lon, lat]);
    this.input.focus();
  }

  /** A place of this name that no list has; without a point where none is said. */
  create() {
    const numbers = (this.spot.value.match(NUMBER) || []).map(Number);
    const name = this.input.value.trim();
    const isPoint = numbers.length === 2 && Math.abs(numbers[0]) <= 90 && Math.abs(numbers[1]) <= 180;
    if (!name || (this.spot.value.trim() && !isPoint)) {
      this.status.textContent = word(name ? "spot_fault" : "name_fault");
      (name ? this.spot : this.input).focus();
      return;
    }
    this.close(false);
    this.actions.create({ name, lon: isPoint ? numbers[1] : null, lat: isPoint ? numbers[0] : null });
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    if (event.key === "Escape") {
      event.stopPropagation();
      this.close(true);
    }
    const buttons = [...this.list.querySelectorAll("button")];
    const at = buttons.indexOf(/** @type {any} */ (document.activeElement));
    if (event.key === "ArrowDown" && at < buttons.length - 1) {
      event.preventDefault();
      buttons[at + 1].focus();
    } else if (event.key === "ArrowUp" && at >= 0) {
      event.preventDefault();
      (buttons[at - 1] || this.input).focus();
    } else if (event.key === "Enter" && event.target === this.input && buttons.length) {
      event.preventDefault();
      buttons[0].click();
    }
  }
}

/** A way to make a mention of what is selected, where a finger or a mouse selects. */
export function offerSelection(
  /** @type {import("./room.js").ReadRoom} */ room,
  /** @type {() => void} */ act,
) {
  const bar = find("#read-selected");
  const link = /** @type {HTMLAnchorElement} */ (find("a", bar));
  const button = buttonEl("button", word("is_place"));
  button.addEventListener("click", act);
  bar.prepend(button);
  document.addEventListener("selectionchange", () => {
    const selected = room.text.selected();
    bar.hidden = !selected;
    if (selected) link.href = link.dataset.address + `&from=${selected[0]}&to=${selected[1]}`;
  });
}
