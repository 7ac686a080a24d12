/* The room: a text, what is in hand, and what the reader decides. */
import { find } from "../../map/dom.js";
import * as states from "../../pure/mention-states.js";
import { lineStarts, placeOf as whereIs } from "../../pure/text-places.js";
import { page } from "./config.js";
import { MapView } from "./map-view.js";
import { Register } from "./register.js";
import { Saving } from "./saving.js";
import { TextView } from "./text-view.js";

/** @typedef {import("../../pure/mention-states.js").Item} Item */
/** @typedef {import("../../pure/mention-states.js").Decided} Decided */
/** @typedef {import("../../pure/decision-queue.js").NewPlace} NewPlace */

const STILL_MS = 120;

export class ReadRoom {
  constructor() {
    this.known = new Register();
    /** @type {Item | null} the mention in hand */
    this.here = null;
    /** @type {import("../../pure/mention-states.js").Filter} */
    this.filter = { kind: "", state: "", name: "" };
    this.note = ""; // for the next decision on what is in hand
    /** @type {(() => void)[]} who wants to know that something has changed */
    this.listeners = [];
    /** @type {(at: LngLat) => void} */
    this.onPoint = () => undefined;
    this.timer = 0;
    /** @type {any[]} what the map shows of what is in hand */
    this.shown = [];
    this.text = new TextView(this, find("#read-text"));
    this.map = page.map
      ? new MapView(
          find("#read-map"),
          (at) => this.onPoint(at),
          (id) => this.toPlace(id),
        )
      : null;
    this.saving = new Saving(this);
  }

  /** Down to here the window is free for the text: on a small screen the card lies over its foot. */
  floor() {
    const card = find("#read-side");
    const lies = getComputedStyle(card).position === "sticky";
    return lies ? card.getBoundingClientRect().top : window.innerHeight;
  }

  /** @param {string} words */
  setWords(words) {
    this.known.words = words;
    this.text.set(words);
  }

  /** @param {import("./config.js").TextData} data */
  setFound(data) {
    const key = this.here?.key;
    this.known.setFound(data);
    this.saving.queue.know(data.decisions);
    this.here = (key && this.known.byKey.get(key)) || null;
    this.text.redraw();
    this.changed();
  }

  // ---- what is in hand --------------------------------------------------------------------------
  /**
   * @param {Item | null} item
   * @param {{scroll?: boolean, focus?: boolean}} [how]
   */
  take(item, { scroll = true, focus = true } = {}) {
    const before = this.here;
    this.here = item;
    if (before !== item) this.note = "";
    for (const one of new Set([before, item])) {
      for (const twin of one ? this.known.twinsOf(one) : []) this.text.dress(twin);
      if (one) this.text.dress(one);
    }
    if (item && scroll) this.text.bring(item, { focus });
    this.showHand(before !== item);
    this.tell();
  }

  /** @param {boolean} move */
  showHand(move) {
    const { here, map, known } = this;
    if (!map) return;
    const others = here ? known.othersOf(here).map(({ place }) => place) : [];
    const place = here && known.placeNow(here);
    const shown = [here?.key, place, ...others];
    if (!move && shown.length === this.shown.length && shown.every((one, n) => one === this.shown[n])) return;
    this.shown = shown;
    map.take(place, others, { move });
  }

  /**
   * @param {1 | -1} by
   * @param {(item: Item) => boolean} [wanted]
   */
  step(by, wanted = (item) => this.passes(item)) {
    const { items } = this.known;
    const at = this.here ? items.indexOf(this.here) : by > 0 ? -1 : items.length;
    const next = states.stepFrom(items, at, by, wanted);
    if (next) this.take(next);
    return Boolean(next);
  }

  /** @param {Item} item */
  passes(item, filter = this.filter) {
    return states.passes(item, filter, this.known.ids);
  }

  /** To the next that nobody has read, among those that the filter shows; from the end to the beginning. */
  stepUnread() {
    const filter = { ...this.filter, state: this.filter.state === "doubtful" ? "doubtful" : "" };
    const wanted = (/** @type {Item} */ item) => !item.decided && this.passes(item, filter);
    if (this.step(1, wanted)) return true;
    const first = states.stepFrom(this.known.items, -1, 1, wanted);
    if (!first || first === this.here) return false;
    this.take(first);
    return true;
  }

  stepDoubtful() {
    return this.step(1, (item) => this.passes(item, { ...this.filter, state: "doubtful" }));
  }

  /** To the next mention of a place, from the map. @param {string} placeId */
  toPlace(placeId) {
    const { items } = this.known;
    const at = this.here ? items.indexOf(this.here) : -1;
    const wanted = (/** @type {Item} */ item) => this.known.placeNow(item)?.id === placeId;
    const next = states.stepFrom(items, at, 1, wanted) || states.stepFrom(items, -1, 1, wanted);
    if (next) this.take(next);
  }

  // ---- what is decided --------------------------------------------------------------------------
  /**
   * Decide on mentions; it shows at once, and is saved behind.
   * @param {Item[]} items
   * @param {Record<string, string>} changes
   * @param {string} what in a few words, for the history
   * @param {Record<string, NewPlace>} [places]
   */
  decide(items, changes, what, places) {
    const { known, here } = this;
    /** @type {Record<string, string>} */
    const noted = this.note && here && items.includes(here) ? { reason: this.note } : {};
    const sent = items.map((item) =>
      states.decisionOf(item, known.words, known.ids, { ...noted, ...changes }),
    );
    for (const [n, item] of items.entries()) {
      item.decided = changes.action === "forget" ? null : /** @type {any} */ (sent[n]);
    }
    known.counts = null;
    this.note = "";
    for (const item of items) this.text.dress(item);
    if (changes.action === "forget" && known.dropUnfound(() => false)) {
      if (here && !known.byKey.has(here.key)) this.here = null;
      this.text.redraw();
    }
    this.saving.queue.put(/** @type {any} */ (sent), what, places);
    this.changed();
  }

  /**
   * Take words that were not found for a mention; nothing is decided before a place is.
   * @param {[number, number]} offsets
   * @returns {Item}
   */
  add([start, end]) {
    const { known } = this;
    const at = whereIs(known.words, lineStarts(known.words), start);
    const where = { type: /** @type {"place"} */ ("place"), ...at };
    const there = known.byKey.get(states.keyOf(where));
    if (there) return there;
    const item = states.madeItem(known.words, where, [start, end, end], null);
    known.setItems(states.inOrder([...known.items, item]));
    this.text.redraw();
    return item;
  }

  /**
   * What the server made of what was sent.
   * @param {import("../../pure/decision-queue.js").Result} result
   */
  settle({ decisions = [], made = {} }) {
    const { known } = this;
    for (const [asked, own] of Object.entries(made)) {
      const place = known.placeOf(asked);
      if (place && !known.places[own]) known.places[own] = { ...place, id: own, tier: "atlas" };
      known.ids.linked[asked] = own;
    }
    this.apply(decisions);
    this.changed();
  }

  /** @param {Decided[]} decisions all there are */
  replaceDecisions(decisions) {
    const { known, saving } = this;
    const listed = new Set(decisions.map(states.keyOf));
    const gone = known.items.filter(
      (item) => item.decided && !listed.has(item.key) && !saving.queue.has(item),
    );
    this.apply(gone.map(({ type, line, column }) => ({ type, line, column, seen: "" })));
    const key = this.here?.key;
    const isMore = decisions.some((one) => !known.byKey.has(states.keyOf(one)));
    if (isMore) known.restart(decisions);
    if (isMore || known.dropUnfound((item) => item === this.here)) {
      this.here = (key && known.byKey.get(key)) || null;
      this.text.redraw();
    }
    this.apply(decisions);
    this.changed();
  }

  /** @param {Decided[]} decisions */
  apply(decisions) {
    const settled = decisions.filter((one) => !this.saving.queue.has(one));
    this.known.apply(settled, (item) => this.text.dress(item));
  }

  // ---- who is told ------------------------------------------------------------------------------
  /** Something is other than it was: all that shows it. */
  changed() {
    this.tell();
    this.showHand(false);
    this.onSeen();
  }

  tell() {
    for (const listener of this.listeners) listener();
  }

  /** The text was scrolled, or something was decided: when it stands still the map follows. */
  onSeen() {
    if (!this.map) return;
    clearTimeout(this.timer);
    this.timer = window.setTimeout(
      () => this.map?.show(this.known.placesOf(this.text.itemsSeen())),
      STILL_MS,
    );
  }
}
