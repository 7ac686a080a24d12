/* The atlas on a day: a slider over its period. Between two moments the picture stays the same. */
import { mapsvc } from "../api.js";
import { momentOf, nextDay, stepTo } from "../pure/moments.js";
import { Beyond } from "./beyond.js";
import { addMonths, config, dayTyped, isoOf, last, moments, numberOf, textOf } from "./config.js";
import { fadeGhosts, leaveGhost } from "./ghost.js";
import { showCredits, showGroups, showLegend } from "./lists.js";

const PLAY_MS = 90; // a step while it plays; calm readers get a moment at a time
const CALM_MS = 2200;
const WRITE_MS = 300;

export class Days {
  /** @param {L.Map} map */
  constructor(map) {
    this.map = map;
    this.root = mapsvc.find("[data-days]");
    this.slider = /** @type {HTMLInputElement} */ (mapsvc.find("[data-slider]", this.root));
    this.playButton = mapsvc.find("[data-play]", this.root);
    this.field = /** @type {HTMLInputElement} */ (mapsvc.find("input[name=on]", this.root));
    this.day = numberOf(config.day);
    this.moment = momentOf(moments, this.day);
    this.asked = this.moment;
    this.timer = 0;
    this.writing = 0;
    this.view = config.view;
    this.beyond = new Beyond(map);
    this.root.classList.add("days-live");
    mapsvc.find("[data-track]", this.root).hidden = false;
    this.playButton.hidden = false;
    this.listen();
    map.invalidateSize({ animate: false });
    mapsvc.fitExtent(map, mapsvc.featuresOf(map).payload.extent, false);
  }

  listen() {
    this.slider.addEventListener("input", () => this.go(Number(this.slider.value), { byHand: true }));
    this.slider.addEventListener("keydown", (event) => this.onKey(event));
    this.playButton.addEventListener("click", () => this.toggle());
    this.field.addEventListener("change", () => {
      const day = dayTyped(this.field.value);
      if (day !== null) this.go(day, { byHand: true });
    });
    // What only the service can read, it reads.
    this.field.form?.addEventListener("submit", (event) => {
      if (dayTyped(this.field.value) !== null) event.preventDefault();
    });
    for (const link of mapsvc.findAll("[data-step]", this.root)) {
      mapsvc.onPlainClick(link, () => this.step(link.dataset.step || ""));
    }
    for (const link of mapsvc.findAll("a[data-view]")) {
      mapsvc.onPlainClick(link, () => this.turn(link.dataset.view || ""));
    }
    for (const link of mapsvc.findAll("a[data-day]")) {
      mapsvc.onPlainClick(link, () => this.go(numberOf(link.dataset.day || ""), { byHand: true }));
    }
    document.addEventListener("keydown", (event) => {
      const busy =
        event.target instanceof Element &&
        event.target.closest("input, select, textarea, button, a, summary, .leaflet-container");
      if (!busy && !mapsvc.framed) this.onKey(event); // a deck of slides is not held up by thousands of days
    });
  }

  /** @param {string} name */
  step(name) {
    this.go(stepTo(name, this.day, moments, last), { byHand: true });
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    if (mapsvc.isCommand(event)) return;
    if (event.key === " ") {
      event.preventDefault();
      this.toggle();
      return;
    }
    const to = this.dayOfKey(event);
    if (to === null) return;
    event.preventDefault();
    this.go(to, { byHand: true });
  }

  /**
   * The day to which a key leads: a day on or back, with Shift a month or a year.
   * @param {KeyboardEvent} event
   */
  dayOfKey({ key, target, shiftKey }) {
    const onSlider = target === this.slider;
    /** @param {number} way */
    const by = (way) => (shiftKey ? addMonths(this.day, way) : this.day + way);
    /** @type {Record<string, () => number>} */
    const anywhere = { ArrowLeft: () => by(-1), ArrowRight: () => by(1) };
    /** @param {number} way */
    const page = (way) => (shiftKey ? addMonths(this.day, 12 * way) : this.day + way);
    /** @type {Record<string, () => number>} */
    const pages = { PageDown: () => page(1), PageUp: () => page(-1), Home: () => 0, End: () => last };
    /** @type {Record<string, () => number>} */
    const slider = { ArrowDown: () => by(-1), ArrowUp: () => by(1) };
    const ours = onSlider || !(target instanceof Element) || !target.closest(".atlas-text");
    const keys = { ...anywhere, ...(ours ? pages : {}), ...(onSlider ? slider : {}) };
    return keys[key] ? keys[key]() : null;
  }

  // ---- going to a day -----------------------------------------------------------------------
  /**
   * @param {number} n
   * @param {{byHand?: boolean}} [how]
   * @returns {Promise<void>}
   */
  go(n, { byHand = false } = {}) {
    if (byHand) this.stop();
    this.day = Math.max(0, Math.min(last, n));
    this.tell();
    // Browsers count how often an address changes.
    this.writing = this.writing || window.setTimeout(() => this.address(), WRITE_MS);
    mapsvc.of(this.map).setDay?.(isoOf(this.day)); // the background follows the day
    const moment = momentOf(moments, this.day);
    return moment === this.asked ? Promise.resolve() : this.load(moment);
  }

  /**
   * Show another view of the same day: in whose hands the ground was, or what was law.
   * @param {string} view
   */
  turn(view) {
    if (view === this.view || !Object.hasOwn(config.views, view)) return Promise.resolve();
    this.view = view;
    const { label, intro } = config.views[view];
    for (const link of mapsvc.findAll("a[data-view]")) {
      if (link.dataset.view === view) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    for (const node of mapsvc.findAll("[data-view-title]")) node.textContent = label;
    for (const node of mapsvc.findAll("[data-view-intro]")) node.textContent = intro;
    this.tell();
    this.writing = this.writing || window.setTimeout(() => this.address(), WRITE_MS);
    return this.load(this.asked);
  }

  /** The address of the day in a view, the one that is shown if none is named. */
  pageOf(view = this.view) {
    return (config.views[view] || config).page.replace("DAY", isoOf(this.day));
  }

  /** Say everywhere which day it is. */
  tell() {
    const iso = isoOf(this.day);
    const text = textOf(this.day);
    this.slider.value = String(this.day);
    this.slider.setAttribute("aria-valuetext", text);
    this.field.value = iso;
    for (const node of mapsvc.findAll("[data-view-field]"))
      /** @type {HTMLInputElement} */ (node).value = this.view;
    for (const node of mapsvc.findAll("[data-day-text]")) node.textContent = text;
    for (const node of mapsvc.findAll("[data-day-field]")) /** @type {HTMLInputElement} */ (node).value = iso;
    for (const node of mapsvc.findAll("[data-day-link]")) node.setAttribute("href", this.pageOf());
    for (const node of mapsvc.findAll("a[data-view]"))
      node.setAttribute("href", this.pageOf(node.dataset.view));
  }

  address() {
    this.writing = 0;
    const iso = isoOf(this.day);
    mapsvc.showAddress(this.pageOf());
    const { label } = config.views[this.view] || {};
    const title = document.title.replace(/^[^:]*/, textOf(this.day));
    document.title = label ? title.replace(/: [^·]*/, ": " + label + " ").trim() : title;
    for (const node of mapsvc.findAll(".language-switch a, link[hreflang]")) {
      const link = /** @type {HTMLAnchorElement | HTMLLinkElement} */ (node);
      const to = new URL(link.href);
      to.searchParams.set("on", iso);
      const view = new URL(this.pageOf(), location.href).searchParams.get("view");
      if (view) to.searchParams.set("view", view);
      else to.searchParams.delete("view");
      link.href = to.pathname + to.search;
    }
  }

  /** @param {number} moment */
  urlOf(moment) {
    return (config.views[this.view] || config).data.replace("DAY", config.moments[moment]);
  }

  /** @param {number} moment */
  load(moment) {
    this.asked = moment;
    const { view } = this;
    return mapsvc.load(this.urlOf(moment)).then(
      (json) => {
        if (this.asked !== moment || this.view !== view) return undefined;
        this.moment = moment;
        document.documentElement.dataset.moment = config.moments[moment];
        return this.show(json);
      },
      (problem) => mapsvc.fail(this.map, problem),
    );
  }

  /** @param {any} json the map of a moment and what is listed beside it */
  async show(json) {
    const features = mapsvc.featuresOf(this.map);
    leaveGhost(features);
    showGroups(json.groups);
    showLegend(json.legend);
    showCredits(json.credits);
    await features.replace(json.map);
    this.beyond.show();
    fadeGhosts();
  }

  // ---- playing -----------------------------------------------------------------------------------
  toggle() {
    if (this.timer) this.stop();
    else this.start();
  }

  start() {
    if (this.day >= last) this.day = -1;
    this.playing(true);
    const tick = () => {
      const calm = mapsvc.calm();
      const next = nextDay(this.day, moments, last, calm);
      if (next === undefined) {
        this.stop();
        return;
      }
      const ahead = momentOf(moments, next) + 1;
      if (ahead < moments.length) mapsvc.load(this.urlOf(ahead)).catch(() => {}); // ready before it is needed
      this.go(next).then(() => {
        if (this.timer) this.timer = window.setTimeout(tick, calm ? CALM_MS : PLAY_MS);
      });
    };
    this.timer = window.setTimeout(tick, 0);
  }

  stop() {
    clearTimeout(this.timer);
    this.timer = 0;
    this.playing(false);
  }

  /** @param {boolean} on */
  playing(on) {
    this.root.classList.toggle("is-playing", on);
    const text = on ? config.words.pause : config.words.play;
    this.playButton.setAttribute("aria-label", text);
    this.playButton.title = text;
  }
}
