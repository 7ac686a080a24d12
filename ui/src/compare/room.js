/* What changes with the mode keeps its room, so that the map does not move when a shorter text takes its place. */
import { mapsvc } from "../api.js";
import { config } from "./config.js";

/** @param {Element} hint */
export function holdHint(hint) {
  const room = mapsvc.el("div", "mode-hints");
  hint.replaceWith(room);
  const held = Object.values(config.words.hints).map((words) => {
    const node = mapsvc.el("p", "mode-hint mode-hint-room", words);
    node.setAttribute("aria-hidden", "true");
    return node;
  });
  room.append(hint, ...held);
}

/** How the lines of the key break depends on the width, so all modes are tried whenever that changes. */
export class HeldFoot {
  /** @param {import("./modes.js").Modes} modes */
  constructor(modes) {
    this.modes = modes;
    this.foot = mapsvc.find(".map-foot", modes.map.getContainer().closest(".map-figure") || document);
    this.measure();
    // Before anything is drawn: watching alone would tell only after it.
    this.foot.querySelector(".map-legend")?.addEventListener("mapsvc:key", () => this.measure());
    if (!window.ResizeObserver) return;
    const watch = new ResizeObserver(() => this.measure());
    for (const node of [this.foot, ...this.foot.children]) watch.observe(node);
  }

  measure() {
    if (document.documentElement.classList.contains("printing")) return;
    const { style } = this.foot;
    style.minHeight = "";
    const heights = Object.keys(config.modes).map((mode) => {
      this.modes.nameInKey(mode);
      return this.foot.getBoundingClientRect().height;
    });
    this.modes.nameInKey(this.modes.mode);
    style.minHeight = Math.max(...heights) + "px";
  }
}
