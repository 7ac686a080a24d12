/* A guided tour: one map that flies from view to view, the steps' texts beside it. */
import { mapsvc } from "../api.js";
import { addressOf, config, count, first, leave, mapOf, way } from "./config.js";
import { followFlights, travel } from "./flight.js";
import { listenKeys, listenSwipe } from "./keys.js";
import { Text } from "./text.js";
import { Tools } from "./tools.js";

const RESIZE_MS = 80;

/** Names on the map grow with the screen: a hall sees a projector of 768 lines as large as one of 1080. */
export function scaleNames() {
  const scale = Math.max(1.2, Math.min(2.4, Math.min(window.innerHeight / 554, window.innerWidth / 960)));
  mapsvc.setHallScale(Math.round(scale * 20) / 20);
}

export class Tour {
  /** @param {L.Map} map */
  constructor(map) {
    this.map = map;
    this.root = mapsvc.find("[data-tour]");
    this.step = config.step;
    this.turn = 0;
    this.extent = mapsvc.featuresOf(map).payload.extent;
    this.root.classList.add("tour-live");
    map.keyboard.disable(); // arrows go from step to step; with Shift they move the map
    this.text = new Text(this.root);
    this.tools = new Tools(this.root, () => this.text.markScroll());
    this.listen();
    followFlights(map);
    this.tools.showNotes(false);
    this.preload();
    if (way !== config.exit) this.ofLecture();
  }

  listen() {
    mapsvc.onPlainClick(this.text.back, () => this.go(this.step - 1));
    mapsvc.onPlainClick(this.text.on, () => this.go(this.step + 1));
    for (const link of this.text.toLinks) {
      mapsvc.onPlainClick(link, () => {
        this.tools.closeList();
        this.go(Number(link.dataset.to));
      });
    }
    listenKeys(this);
    listenSwipe(this, mapsvc.find("[data-text]", this.root));
    const refit = () => {
      scaleNames();
      mapsvc.fitExtent(this.map, this.extent, false);
      mapsvc.labels(this.map).later();
    };
    this.map.on("resize", mapsvc.debounce(RESIZE_MS, refit));
  }

  /** A lecture goes by its own link, from its first step on, and is left for the page that it was made on. */
  ofLecture() {
    const exit = this.root.querySelector("[data-exit]");
    if (exit instanceof HTMLAnchorElement) {
      exit.href = way || "";
      mapsvc.onPlainClick(exit, leave);
    }
    mapsvc.showAddress(addressOf(this.step));
    if (first > 1) this.go(first, { atOnce: true });
  }

  /** @param {[x: number, y: number]} way */
  pan([x, y]) {
    const size = this.map.getSize();
    this.map.panBy([x * size.x * 0.2, y * size.y * 0.2], { animate: !mapsvc.calm() });
    return true;
  }

  /** Escape closes what is open, first a pop-up, then the list; at last it leaves. */
  escape() {
    if (this.tools.list.open) {
      this.tools.closeList();
      return true;
    }
    const open = mapsvc.of(this.map).pinned || this.root.querySelector(".leaflet-popup");
    if (open || document.fullscreenElement || !way) return false;
    leave();
    return true;
  }

  // ---- from step to step -------------------------------------------------------------------------
  /**
   * Go to a step, `atOnce` without a flight; what is asked beyond the ends stays where it is: in a frame the key is then left to the page around it.
   * @param {number} number
   * @param {{atOnce?: boolean}} [how]
   */
  go(number, { atOnce = false } = {}) {
    const to = Math.max(1, Math.min(count, number));
    if (to === this.step) return !mapsvc.framed;
    this.step = to;
    this.turn += 1;
    this.text.show(to);
    this.address();
    this.showMap(this.turn, atOnce);
    return true;
  }

  address() {
    const { heading } = config.steps[this.step - 1];
    mapsvc.showAddress(addressOf(this.step));
    document.title = this.step + "/" + count + " " + heading + ": " + config.title;
    for (const node of mapsvc.findAll("link[hreflang]")) {
      const link = /** @type {HTMLLinkElement} */ (node);
      const to = new URL(link.href);
      to.searchParams.set("step", String(this.step));
      link.href = to.pathname + to.search;
    }
  }

  preload() {
    for (const near of [this.step, this.step - 2]) {
      if (config.steps[near]) mapOf(near + 1).catch(() => {});
    }
  }

  // ---- the map -------------------------------------------------------------------------------------
  /**
   * @param {number} turn what is overtaken by a later one stops
   * @param {boolean} atOnce
   */
  async showMap(turn, atOnce) {
    const container = this.map.getContainer();
    delete document.documentElement.dataset.step;
    try {
      const json = await mapOf(this.step);
      if (turn !== this.turn) return;
      this.map.closePopup();
      container.classList.toggle("is-travelling", !atOnce && !mapsvc.calm());
      this.extent = json.map.extent;
      await travel(this.map, json.map.extent, atOnce);
      if (turn !== this.turn) return;
      mapsvc.of(this.map).setDay?.(json.day);
      await mapsvc.featuresOf(this.map).replace(json.map);
      if (turn !== this.turn) return;
      container.setAttribute("aria-label", json.map.title);
      document.documentElement.dataset.step = String(this.step); // this step's map is drawn
      this.preload();
    } catch (problem) {
      mapsvc.fail(this.map, problem);
    } finally {
      if (turn === this.turn) container.classList.remove("is-travelling");
    }
  }
}
