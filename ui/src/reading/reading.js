/* The reading page: one mention is in hand, in the text and on the map. */
import { mapsvc } from "../api.js";
import { cardNodes } from "./card.js";
import { mentionOf } from "./config.js";
import { listenKeys } from "./keys.js";
import { Spot } from "./spot.js";

const POINT_MS = 140;
const READ_MS = 110;
const LINE = 0.38; // of the text's height: where one reads

/** @typedef {{scroll?: boolean, focus?: boolean, pan?: boolean}} TakeOptions */

export class Reading {
  constructor() {
    const [map] = mapsvc.maps();
    /** @type {L.Map | undefined} */
    this.map = map;
    this.features = map ? mapsvc.of(map).features : undefined;
    this.spot = map ? new Spot(map) : null;
    this.textBox = mapsvc.find("#reading-text");
    this.card = mapsvc.find("#reading-card");
    this.follow = /** @type {HTMLInputElement} */ (mapsvc.find("#reading-follow"));
    this.marks = mapsvc.findAll(".m");
    /** @type {HTMLElement | null} the mark in hand */
    this.here = null;
    this.steered = 0; // scrolling that the page does itself is not the reader's
    /** @type {Map<string, HTMLElement[]>} */
    this.byFeature = new Map();
    for (const mark of this.marks) {
      const { feature } = mentionOf(mark);
      if (feature) this.byFeature.set(feature, [...(this.byFeature.get(feature) || []), mark]);
    }
    this.listenText();
    if (this.marks.length) this.take(this.marks[0], { scroll: false, pan: false });
    this.listenMap();
    this.listenReading();
    listenKeys(this);
  }

  /** @param {HTMLElement} mark */
  twinsOf(mark) {
    return this.byFeature.get(mentionOf(mark).feature || "") || [mark];
  }

  /** @param {HTMLElement} mark */
  isHidden(mark) {
    const { type, usage } = mentionOf(mark);
    return this.textBox.classList.contains("hide-" + (type === "date" ? "date" : usage));
  }

  // ---- what is in hand ------------------------------------------------------------------------
  /**
   * Take a mention in hand: mark it, tell of it, show it on the map.
   * @param {HTMLElement} mark
   * @param {TakeOptions} [how]
   */
  take(mark, { scroll = true, focus = false, pan = true } = {}) {
    if (this.here !== mark) this.mark(mark);
    if (scroll) this.bring(mark);
    if (focus) mark.focus({ preventScroll: true });
    this.light(mentionOf(mark), pan && this.follow.checked);
  }

  /** @param {HTMLElement} mark */
  mark(mark) {
    if (this.here) {
      this.here.classList.remove("is-here");
      this.here.removeAttribute("aria-current");
      this.here.tabIndex = -1;
    }
    for (const twin of document.querySelectorAll(".m.is-twin")) twin.classList.remove("is-twin");
    this.here = mark;
    mark.tabIndex = 0;
    mark.classList.add("is-here");
    mark.setAttribute("aria-current", "true");
    const twins = this.twinsOf(mark);
    for (const twin of twins) if (twin !== mark) twin.classList.add("is-twin");
    this.card.replaceChildren(...cardNodes(mark, twins, (other, button) => this.showOther(other, button)));
  }

  /** What scrolls: the text in its box, or the page. */
  scroller() {
    const inBox = getComputedStyle(this.textBox).overflowY === "auto";
    return inBox ? this.textBox : document.scrollingElement || document.documentElement;
  }

  /** @param {HTMLElement} mark */
  bring(mark) {
    const box = this.textBox.getBoundingClientRect();
    const at = mark.getBoundingClientRect();
    if (at.top > box.top + 60 && at.bottom < Math.min(box.bottom, window.innerHeight) - 80) return;
    const calm = mapsvc.calm();
    this.steered = performance.now() + (calm ? 120 : 700);
    const top = at.top - Math.max(0, box.top) - box.height * LINE;
    this.scroller().scrollBy({ top, behavior: calm ? "auto" : "smooth" });
  }

  /**
   * A place inside a longer name is no pin: a broken ring says where it would be.
   * @param {import("./config.js").Mention} mention
   * @param {boolean} pan
   */
  light(mention, pan) {
    this.spot?.clear();
    const { features } = this;
    if (!features) return;
    const pinned =
      mention.feature && mention.usage !== "embedded" ? features.byId.get(mention.feature) : null;
    features.hover(pinned);
    if (pinned && pan) features.bringIntoView(pinned);
    if (pinned || mention.lon === undefined || mention.lon === null) return;
    this.spot?.show({ lon: mention.lon, lat: mention.lat }, pan ? "unseen" : "never");
  }

  /**
   * Show another reading on the map.
   * @param {import("./config.js").Other} other
   * @param {HTMLElement} button
   */
  showOther(other, button) {
    const was = button.getAttribute("aria-pressed") === "true";
    for (const each of this.card.querySelectorAll("[aria-pressed]"))
      each.setAttribute("aria-pressed", "false");
    this.spot?.clear();
    if (was || other.lon === null || !this.spot) return;
    button.setAttribute("aria-pressed", "true");
    this.spot.show({ lon: other.lon, lat: other.lat }, "always");
  }

  /** From the card back to the text. */
  back() {
    this.spot?.clear();
    this.here?.focus();
  }

  // ---- steps ----------------------------------------------------------------------------------
  /** @param {number} by */
  step(by) {
    const { marks, here } = this;
    let at = here ? marks.indexOf(here) : by > 0 ? -1 : marks.length;
    do at += by;
    while (marks[at] && this.isHidden(marks[at]));
    if (marks[at]) this.take(marks[at], { focus: true });
  }

  /** To the next mention of the same place. */
  same() {
    if (!this.here) return;
    const twins = this.twinsOf(this.here);
    if (twins.length > 1) this.take(twins[(twins.indexOf(this.here) + 1) % twins.length], { focus: true });
  }

  listenText() {
    for (const mark of this.marks) mark.addEventListener("click", () => this.take(mark, { scroll: false }));
    const pointed = mapsvc.debounce(POINT_MS, (/** @type {HTMLElement} */ mark) => {
      if (mark.matches(":hover")) this.take(mark, { scroll: false });
    });
    this.textBox.addEventListener("pointerover", ({ target, pointerType }) => {
      const mark = target instanceof Element ? target.closest(".m") : null;
      if (mark instanceof HTMLElement && !this.isHidden(mark) && pointerType === "mouse") pointed(mark);
    });
    this.textBox.addEventListener("focusin", ({ target }) => {
      if (target instanceof HTMLElement && target.classList.contains("m"))
        this.take(target, { scroll: false });
    });
    mapsvc.find("#reading-next").addEventListener("click", () => this.step(1));
    mapsvc.find("#reading-previous").addEventListener("click", () => this.step(-1));
    mapsvc.find("#reading-same").addEventListener("click", () => this.same());
  }

  // ---- the map leads the text -------------------------------------------------------------------
  listenMap() {
    for (const [id, twins] of this.byFeature) {
      const item = this.features?.byId.get(id);
      if (!item || !item.marker) continue;
      item.marker.on("click keydown", (/** @type {any} */ event) => {
        if (event.type === "keydown" && event.originalEvent.key !== "Enter") return;
        const shown = item.shares ? null : twins.find((twin) => !this.isHidden(twin)) || twins[0];
        const { here } = this;
        const after =
          here && twins.find((twin) => here.compareDocumentPosition(twin) & Node.DOCUMENT_POSITION_FOLLOWING);
        const mark = after || shown;
        if (mark) this.take(mark, { pan: false });
      });
    }
  }

  // ---- the text leads the map -------------------------------------------------------------------
  listenReading() {
    const read = mapsvc.debounce(READ_MS, () => this.read());
    this.textBox.addEventListener("scroll", read, { passive: true });
    const onPage = () => {
      if (this.scroller() !== this.textBox) read();
    };
    document.addEventListener("scroll", onPage, { passive: true });
  }

  /** Take in hand what stands where one reads. */
  read() {
    if (performance.now() < this.steered) return;
    const on = document.activeElement;
    const held = on && this.textBox.contains(on) && on.classList.contains("m");
    if (held && isOnScreen(on)) return;
    const box = this.textBox.getBoundingClientRect();
    const line = Math.max(0, box.top) + Math.min(box.height, window.innerHeight) * LINE;
    let best = null;
    let least = Infinity;
    for (const mark of this.marks) {
      if (this.isHidden(mark) || !mentionOf(mark).feature) continue;
      const apart = Math.abs(mark.getBoundingClientRect().top - line);
      if (apart < least) [best, least] = [mark, apart];
    }
    if (best && best !== this.here) this.take(best, { scroll: false });
  }
}

/** @param {Element} node */
function isOnScreen(node) {
  const box = node.getBoundingClientRect();
  return box.bottom > 0 && box.top < window.innerHeight;
}
