/* The stops and legs of all accounts on the map: whose name stands, what is pale, which sign is here, behind, ahead. */
import { journey } from "./journey.js";

/** @typedef {import("../pure/track.js").Stop} Stop */
/** @typedef {import("./player.js").Player} Player */
/** @typedef {{v: number, item: Item, stop?: Stop}} Owned */
/** @typedef {Owned & {stop: Stop}} OwnedStop */

const PALE = { ahead: 0.5, other: 0.28 };

export class Stops {
  /**
   * Every account names its own stops; one name stands once where they share a place.
   * @param {Player} player
   */
  constructor(player) {
    this.player = player;
    /** @type {Map<string, Owned>} */
    this.owner = new Map();
    /** @type {OwnedStop[]} */
    this.stops = [];
    const { features } = player;
    journey.variants.forEach((variant, v) => {
      for (const stop of variant.stops) {
        const item = features.byId.get(stop.feature);
        if (!item) continue;
        if (!item.p.label) {
          item.p.label = stop.name;
          item.word = null;
        }
        const owned = { v, stop, item };
        this.owner.set(item.id, owned);
        this.stops.push(owned);
      }
      for (const id of variant.legs) {
        const item = features.byId.get(id);
        if (item) this.owner.set(id, { v, item });
      }
    });
    features.shown = (item) => this.isShown(item);
  }

  /** @param {Item} item */
  isShown(item) {
    const owned = this.owner.get(item.id);
    if (!owned) return true;
    const { index, together } = this.player;
    if (!together && owned.v !== index) return false;
    const { stop } = owned;
    if (!stop) return true;
    // Of stops that lie on each other, the one of the chosen account says its name.
    const rank = this.rank({ v: owned.v, stop });
    return !this.stops.some(
      (other) => other.item !== item && other.item.marker === item.marker && this.rank(other) < rank,
    );
  }

  /** @param {{v: number, stop: Stop}} owned */
  rank({ v, stop }) {
    const { index, together } = this.player;
    if (!together && v !== index) return 1e6;
    return (v === index ? 0 : 1000) + stop.n;
  }

  /** What lies ahead is pale, and so, still paler, are other accounts. */
  dress() {
    const { index, together } = this.player;
    for (const { v, stop, item } of this.owner.values()) {
      item.pale = stop ? 0 : v === index || together ? PALE.ahead : PALE.other;
    }
  }

  /** Which stops are behind, ahead, here, or of another account. */
  mark() {
    const { index, together, step, tracks } = this.player;
    /** @type {Map<L.Marker, {away: boolean, ahead: boolean, now: boolean}>} */
    const wanted = new Map();
    for (const { v, stop, item } of this.stops) {
      if (!item.marker) continue;
      const found = wanted.get(item.marker) || { away: true, ahead: true, now: false };
      if (together || v === index) {
        found.away = false;
        const [, far] = this.player.target(tracks[v]);
        if (stop.km <= far + 0.5) found.ahead = false;
        if (v === index && step === stop.n) found.now = true;
      }
      wanted.set(item.marker, found);
    }
    for (const [marker, look] of wanted) dressSign(marker, look);
  }
}

/**
 * @param {L.Marker} marker
 * @param {{away: boolean, ahead: boolean, now: boolean}} look
 */
function dressSign(marker, { away, ahead, now }) {
  const key = [away, ahead, now].join();
  const node = marker.getElement();
  if (!node || node.dataset.moment === key) return;
  node.dataset.moment = key;
  node.classList.toggle("is-away", away);
  node.classList.toggle("is-ahead", ahead && !now);
  node.classList.toggle("is-now", now);
}
