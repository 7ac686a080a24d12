/* The modes of a comparison: which layers are seen, what the key names, where a name may stand. */
import { mapsvc } from "../api.js";
import { sideOf, SIDES, stillMode } from "../pure/difference.js";
import { config } from "./config.js";
import { paneOf, Stack } from "./stack.js";
import { Swipe } from "./swipe.js";

const WAIT_MS = 60;
export class Modes {
  /** @param {L.Map} map */
  constructor(map) {
    this.map = map;
    const features = mapsvc.featuresOf(map);
    this.features = features;
    this.mode = config.mode;
    this.links = mapsvc.findAll("[data-mode]");
    this.hint = document.querySelector("[data-mode-hint]");
    this.swipe = this.makeSwipe();
    features.shown = (item) => config.modes[this.mode].includes(item.layer);
    features.within = (item) => this.reach(item);
    if (features.drawing instanceof Stack) {
      features.drawing.owns = (side, point) =>
        this.mode !== "swipe" || !side || SIDES[this.swipe.sideOf(point)] === side;
    }
    for (const link of this.links) {
      mapsvc.onPlainClick(link, () => {
        this.set(link.dataset.mode || "");
        mapsvc.showAddress(/** @type {HTMLAnchorElement} */ (link).href);
      });
    }
    document.addEventListener("keydown", (event) => this.onKey(event));
    const here = () => this.links.findIndex((link) => link.dataset.mode === this.mode);
    mapsvc.actBy({
      next: () => this.go(here() + 1),
      back: () => this.go(here() - 1),
      first: () => this.go(0),
      last: () => this.go(this.links.length - 1),
    });
  }

  /** @param {number} index of a mode; beyond the first and the last nothing changes */
  go(index) {
    this.links[index]?.click();
  }

  makeSwipe() {
    const { words, sides } = config;
    return new Swipe(this.map, {
      left: paneOf("a"),
      right: paneOf("b"),
      onMove: mapsvc.debounce(WAIT_MS, () => mapsvc.labels(this.map).later()),
      words: {
        handle: words.handle,
        names: SIDES.map((side) => sides[side]),
        value: (n) => words.value.replace("{a}", sides.a).replace("{n}", String(n)),
      },
    });
  }

  /** The handle goes through the middle of what changed, if that is seen, until a reader takes it. */
  aim() {
    if (!config.changed || this.swipe.taken) return;
    const [lat, lng] = config.changed.middle;
    const x = this.map.latLngToContainerPoint([lat, mapsvc.nearLng(this.map, lng)]).x;
    const share = Math.round((100 * x) / this.map.getSize().x);
    if (share > 0 && share < 100) this.swipe.set(share);
  }

  /**
   * In the swipe a name stands on its own side of the handle.
   * @param {Item} item
   * @returns {[from: number, to: number] | null}
   */
  reach(item) {
    const side = sideOf(item);
    if (this.mode !== "swipe" || !side) return null;
    const { x } = this.map.containerPointToLayerPoint([0, 0]);
    return side === "a" ? [x, x + this.swipe.x - 4] : [x + this.swipe.x + 4, x + this.map.getSize().x];
  }

  /**
   * ← → between the modes, as in any row of choices.
   * @param {KeyboardEvent} event
   */
  onKey(event) {
    const here = this.links.indexOf(/** @type {HTMLElement} */ (event.target));
    /** @type {Record<string, number>} */
    const ways = { ArrowRight: here + 1, ArrowLeft: here - 1 };
    const to = ways[event.key];
    if (here < 0 || to === undefined || mapsvc.isCommand(event)) return;
    event.preventDefault();
    this.links[(to + this.links.length) % this.links.length].focus();
  }

  /** @param {string} mode */
  set(mode) {
    this.mode = mode;
    for (const link of this.links) {
      if (link.dataset.mode === mode) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    if (this.hint) this.hint.textContent = config.words.hints[mode];
    document.documentElement.dataset.compareMode = mode;
    this.aim();
    this.swipe.show(mode === "swipe");
    this.features.show();
    this.nameInKey(mode);
    for (const other of mapsvc.maps()) {
      const { features } = mapsvc.of(other);
      if (other === this.map || !features) continue;
      features.shown = (item) => config.modes[stillMode(mode)].includes(item.layer);
      features.show();
    }
  }

  /**
   * The key names what a mode shows.
   * @param {string} mode
   */
  nameInKey(mode) {
    mapsvc.showKey(this.features, (item) => config.modes[mode].includes(item.layer));
  }
}
