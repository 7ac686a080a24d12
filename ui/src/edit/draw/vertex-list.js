/** The vertices of the shape in hand as a list: typed, moved, added and taken out without a mouse. */
import { buttonEl, el } from "../../map/dom.js";
import { word } from "../common/frame.js";
import { readPosition, writePosition } from "../../pure/degrees.js";
import { config } from "./config.js";

/** So many rows are shown at once; of longer lines those round the vertex in hand. */
const MOST_ROWS = 40;

/**
 * A position from what was typed: degrees, or the name of a place of the atlas.
 * @param {string} text
 * @returns {LngLat | null}
 */
export function positionOf(text) {
  const typed = readPosition(text);
  if (typed) return typed;
  const wanted = text.trim().toLowerCase();
  const found = config.things.place.find(
    ({ id, label, at }) => at && wanted && (id === wanted || label.toLowerCase() === wanted),
  );
  return found?.at || null;
}

export class VertexList {
  /**
   * @param {object} acts
   * @param {(at: number, to: LngLat) => void} acts.move
   * @param {(at: number, to: LngLat) => void} acts.insert before the vertex of that number
   * @param {(at: number) => void} acts.remove
   * @param {(at: number | null) => void} acts.point show on the map which one is meant
   */
  constructor(acts) {
    this.acts = acts;
    this.node = el("section", "edit-vertices");
    /** @type {LngLat[]} */
    this.run = [];
    this.chosen = 0;
    this.from = 0;
  }

  /** @param {LngLat[]} run @param {boolean} fixed nothing of it may change */
  show(run, fixed) {
    this.run = run;
    this.chosen = Math.min(this.chosen, run.length - 1);
    this.from = Math.max(0, Math.min(this.from, run.length - MOST_ROWS));
    const list = el("ol", "edit-vertex-list");
    list.start = this.from + 1;
    run
      .slice(this.from, this.from + MOST_ROWS)
      .forEach((at, n) => list.append(this.row(at, this.from + n, fixed)));
    const more = run.length > MOST_ROWS ? [this.pages()] : [];
    const add = fixed ? [] : [this.adder(run.length)];
    this.node.replaceChildren(el("h3", "", word("vertices", run.length)), list, ...more, ...add);
  }

  /** @param {LngLat} at @param {number} n @param {boolean} fixed */
  row(at, n, fixed) {
    const row = el("li");
    const input = el("input");
    Object.assign(input, { value: writePosition(at), readOnly: fixed, autocomplete: "off" });
    input.setAttribute("aria-label", word("vertex", n + 1));
    input.addEventListener("focus", () => {
      this.chosen = n;
      this.acts.point(n);
    });
    input.addEventListener("blur", () => this.acts.point(null));
    input.addEventListener("change", () => {
      const to = positionOf(input.value);
      input.toggleAttribute("aria-invalid", !to);
      if (to) this.acts.move(n, to);
    });
    row.append(input);
    if (!fixed) {
      const gone = buttonEl("edit-tool", "×");
      gone.setAttribute("aria-label", word("vertex_remove", n + 1));
      gone.addEventListener("click", () => this.acts.remove(n));
      row.append(gone);
    }
    return row;
  }

  pages() {
    const box = el("p", "edit-pages");
    for (const [by, said] of /** @type {[number, string][]} */ ([
      [-MOST_ROWS, "‹"],
      [MOST_ROWS, "›"],
    ])) {
      const turn = buttonEl("edit-tool", said);
      turn.setAttribute("aria-label", word(by < 0 ? "earlier" : "later"));
      turn.disabled = by < 0 ? !this.from : this.from + MOST_ROWS >= this.run.length;
      turn.addEventListener("click", () => {
        this.from = Math.max(0, this.from + by);
        this.show(this.run, false);
      });
      box.append(turn);
    }
    return box;
  }

  /** @param {number} end */
  adder(end) {
    return adderOf(word("vertex_add"), (to) => this.acts.insert(end, to));
  }
}

/**
 * A field that takes positions one by one.
 * @param {string} label
 * @param {(to: LngLat) => void} take
 */
export function adderOf(label, take) {
  const form = el("form", "edit-adder");
  const input = el("input");
  input.autocomplete = "off";
  input.placeholder = "12°30′N 34°15′E";
  input.setAttribute("aria-label", label);
  input.setAttribute("list", "edit-places");
  const button = el("button", "button button-plain edit-small", word("add"));
  form.append(input, button);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const to = positionOf(input.value);
    input.toggleAttribute("aria-invalid", !to);
    if (!to) return;
    input.value = "";
    take(to);
    input.focus();
  });
  return form;
}
