/** The list of all that is drawn: found by name, chosen by key or mouse, folded by file. */
import { buttonEl, el } from "../../map/dom.js";
import { word } from "../common/frame.js";
import { titleOf } from "./shapes.js";

/** @typedef {import("./types.js").Shape} Shape */

/**
 * Does a file hold on a day? One without a span always does.
 * @param {import("./types.js").ShapeFile} file
 * @param {string} day empty: any
 */
export function holdsOn({ valid }, day) {
  if (!day || !valid) return true;
  const [first, last] = valid;
  return (!first || first <= day) && (!last || day <= last);
}

export class List {
  /**
   * @param {HTMLElement} node
   * @param {import("./shapes.js").Shapes} shapes
   * @param {(path: string, id: string | null) => void} pick
   */
  constructor(node, shapes, pick) {
    this.node = node;
    this.shapes = shapes;
    this.pick = pick;
    /** @type {Set<string>} */
    this.open = new Set();
  }

  /**
   * @param {string} query
   * @param {string} day
   * @param {{path: string, id: string | null}} inHand
   */
  show(query, day, inHand) {
    const wanted = query.trim().toLowerCase();
    const items = this.shapes.files.map((file) => {
      const shapes = this.shapes
        .of(file.path)
        .filter((shape) => !wanted || `${titleOf(shape)} ${shape.feature.id}`.toLowerCase().includes(wanted));
      const named = wanted && file.title.toLowerCase().includes(wanted);
      if (wanted && !shapes.length && !named) return null;
      return this.file(file, named ? this.shapes.of(file.path) : shapes, { day, inHand, wide: !!wanted });
    });
    const found = items.filter((item) => item !== null);
    this.node.replaceChildren(...(found.length ? found : [el("p", "quiet", word("nothing_found"))]));
    this.node.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
  }

  /**
   * @param {import("./types.js").ShapeFile} file
   * @param {Shape[]} shapes
   * @param {{day: string, inHand: {path: string, id: string | null}, wide: boolean}} shown
   */
  file(file, shapes, { day, inHand, wide }) {
    const { path } = file;
    const box = el("details", "edit-file");
    box.open = wide || inHand.path === path || this.open.has(path);
    box.addEventListener("toggle", () => (box.open ? this.open.add(path) : this.open.delete(path)));
    const head = el("summary", "", `${file.title} (${shapes.length})`);
    if (!holdsOn(file, day)) box.classList.add("is-off");
    if (file.problems.length) head.append(" ", el("span", "edit-fault", word("unreadable")));
    box.append(head);
    const list = el("ul");
    const whole = el("li");
    const about = buttonEl("edit-row", word("about"));
    about.addEventListener("click", () => this.pick(path, null));
    if (inHand.path === path && !inHand.id) about.setAttribute("aria-current", "true");
    whole.append(about);
    list.append(whole, ...shapes.map((shape) => this.row(shape, inHand)));
    box.append(list);
    return box;
  }

  /** @param {Shape} shape @param {{path: string, id: string | null}} inHand */
  row(shape, inHand) {
    const item = el("li");
    const button = buttonEl("edit-row", titleOf(shape));
    button.dataset.shape = `${shape.path}#${shape.feature.id}`;
    if (inHand.path === shape.path && inHand.id === shape.feature.id)
      button.setAttribute("aria-current", "true");
    button.addEventListener("click", () => this.pick(shape.path, shape.feature.id));
    item.append(button);
    return item;
  }
}
