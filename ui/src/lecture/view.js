/* The map of a step in a frame: moved and zoomed by the lecturer, and kept as its view. */
import { buttonEl, el } from "../map/dom.js";
import { tidyView } from "../pure/lecture-steps.js";
import { say } from "./config.js";
import { frameOf } from "./things.js";

/** @typedef {import("./store.js").Steps} Steps */

export class ViewBox {
  /**
   * @param {Steps} store
   * @param {number} id
   * @param {string} title
   * @param {() => void} onView
   */
  constructor(store, id, title, onView) {
    this.store = store;
    this.id = id;
    this.title = title;
    this.onView = onView;
    this.number = 0;
    this.frame = el("iframe", "lecture-frame");
    this.said = el("p", "quiet");
    this.said.setAttribute("role", "status");
    this.keep = buttonEl("button", say("view_keep"));
    this.back = buttonEl("lecture-plain", say("view_own"));
    this.keep.addEventListener("click", () => this.take());
    this.back.addEventListener("click", () => {
      this.set(undefined);
      this.show();
    });
    const row = el("p", "lecture-view-tools");
    row.append(this.keep, this.back);
    this.node = el("div", "lecture-view");
    this.node.append(this.frame, row, this.said);
  }

  show() {
    const step = this.store.find(this.id);
    const address = step && frameOf(step);
    if (!step || !address) return;
    this.frame.title = say("view", { n: this.number, title: this.title });
    if (this.frame.src !== address) this.frame.src = address;
    this.back.hidden = !step.view;
    this.said.textContent = step.view ? say("view_kept") : say("view_hint");
  }

  /** A map that nobody looks at costs nothing. */
  hide() {
    this.frame.removeAttribute("src");
  }

  /** What the frame shows now; nothing where the browser keeps two files of a disk apart. */
  seen() {
    try {
      const inner = /** @type {{mapsvc?: import("../api.js").Api} | null} */ (
        /** @type {unknown} */ (this.frame.contentWindow)
      );
      const [map] = inner?.mapsvc?.maps() || [];
      return map && inner?.mapsvc ? tidyView(inner.mapsvc.viewOf(map)) : null;
    } catch {
      return null;
    }
  }

  take() {
    const view = this.seen();
    if (view) this.set(view);
    this.said.textContent = say(view ? "view_kept" : "view_closed");
  }

  /** @param {number[] | undefined} view */
  set(view) {
    this.store.type(this.id, { view });
    this.back.hidden = !view;
    this.onView();
  }
}
