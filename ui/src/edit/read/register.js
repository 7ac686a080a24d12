/* The mentions of the text and the places that they may mean. */
import * as states from "../../pure/mention-states.js";
import { distanceKm, regionOf } from "../../pure/text-region.js";

/** @typedef {import("../../pure/mention-states.js").Item} Item */
/** @typedef {import("../../pure/mention-states.js").Decided} Decided */
/** @typedef {import("./config.js").Place} Place */
/** @typedef {import("./config.js").TextData} TextData */

const MOST_OTHERS = 9;

/** @param {Place} place @returns {LngLat | null} */
export const pointOf = ({ lon, lat }) => (lon === null || lat === null ? null : [lon, lat]);

/**
 * Is a mention one of a place, as far as anybody has said?
 * @param {Item} item
 */
export const isPlaced = (item) => item.type === "place" && item.decided?.action !== "reject";

export class Register {
  constructor() {
    this.words = "";
    /** @type {Item[]} */
    this.items = [];
    /** @type {number[]} where they begin */
    this.starts = [];
    /** @type {Map<string, Item>} */
    this.byKey = new Map();
    /** @type {Map<string, Item[]>} the mentions of one name */
    this.twins = new Map();
    /** @type {import("../../pure/mention-states.js").Ids} */
    this.ids = { linked: {}, renames: {} };
    /** @type {Record<string, Place>} */
    this.places = {};
    /** @type {string[]} */
    this.reasons = [];
    /** @type {LngLat | null} where the text tells of */
    this.region = null;
    /** @type {Map<Place, number> | null} */
    this.counts = null;
  }

  /** @param {TextData} data */
  setFound(data) {
    this.ids = { linked: data.linked, renames: data.renames };
    this.places = { ...data.entries, ...data.places };
    this.reasons = data.reasons;
    this.setItems(states.itemsOf(this.words, data.mentions, data.decisions));
    const points = [...this.countPlaces()].flatMap(([place, weight]) => {
      const point = pointOf(place);
      return point ? [{ at: point, weight }] : [];
    });
    this.region = regionOf(points);
  }

  /** @param {Item[]} items */
  setItems(items) {
    this.items = items;
    this.starts = items.map((item) => item.start);
    this.byKey = new Map(items.map((item) => [item.key, item]));
    this.twins = new Map();
    for (const item of items) {
      const twins = this.twins.get(`${item.type} ${item.name}`);
      if (twins) twins.push(item);
      else this.twins.set(`${item.type} ${item.name}`, [item]);
    }
    this.counts = null;
  }

  /** How often each place is named. @returns {Map<Place, number>} */
  countPlaces() {
    if (this.counts) return this.counts;
    /** @type {Map<Place, number>} */
    const counts = new Map();
    for (const item of this.items) {
      const place = this.placeNow(item);
      if (place) counts.set(place, (counts.get(place) ?? 0) + 1);
    }
    this.counts = counts;
    return counts;
  }

  /** @param {string} id @returns {Place | null} */
  placeOf(id) {
    return this.places[this.ids.linked[id] ?? id] ?? this.places[id] ?? null;
  }

  /**
   * The place that a mention is read as; nothing where it is none, or nobody knows which.
   * @param {Item} item
   */
  placeNow(item) {
    return isPlaced(item) ? this.placeOf(states.placeIdOf(item, this.ids)) : null;
  }

  /**
   * What else a mention may be: what it was found as, what its name means elsewhere in this text, what the gazetteer
   * has; each once, without what it is read as.
   * @param {Item} item
   * @returns {{place: Place, score: number | null}[]}
   */
  othersOf(item) {
    if (item.type === "date") return [];
    const { found } = item;
    /** @type {Map<Place, number | null>} */
    const others = new Map();
    const add = (/** @type {string | undefined} */ id, /** @type {number | null} */ score) => {
      const place = id && this.placeOf(id);
      if (place && !others.has(place)) others.set(place, score);
    };
    if (found?.place) add(found.place, found.score);
    for (const twin of this.twinsOf(item)) add(twin.decided?.place, null);
    for (const [id, score] of found?.others ?? []) add(id, score);
    const now = this.placeNow(item);
    const listed = [...others].filter(([place]) => place !== now);
    return listed.slice(0, MOST_OTHERS).map(([place, score]) => ({ place, score }));
  }

  /** @param {Place} place */
  apartKm(place) {
    const point = pointOf(place);
    return point && this.region ? distanceKm(point, this.region) : null;
  }

  /** The mentions of one name. @param {Item} item */
  twinsOf(item) {
    return this.twins.get(`${item.type} ${item.name}`) ?? [item];
  }

  /**
   * What the text on the screen names, and how often the whole text does.
   * @param {Item[]} items
   * @returns {import("./map-view.js").Seen[]}
   */
  placesOf(items) {
    /** @type {Map<Place, boolean>} */
    const seen = new Map();
    for (const item of items) {
      const place = this.placeNow(item);
      if (place) seen.set(place, Boolean(seen.get(place)) || states.isDoubtful(item));
    }
    const counts = this.countPlaces();
    return [...seen].map(([place, doubtful]) => ({ place, doubtful, count: counts.get(place) ?? 1 }));
  }

  /**
   * Take over what the server has; tells whether there are other mentions now.
   * @param {Decided[]} decisions
   * @param {(item: Item) => void} changed
   */
  apply(decisions, changed) {
    this.counts = null;
    for (const decided of decisions) {
      const item = this.byKey.get(states.keyOf(decided));
      if (!item) continue;
      item.decided = decided.action ? decided : null;
      changed(item);
    }
  }

  /**
   * What only a reader said is gone when he takes it back.
   * @param {(item: Item) => boolean} kept
   */
  dropUnfound(kept) {
    const items = this.items.filter((item) => item.found || item.decided || kept(item));
    if (items.length === this.items.length) return false;
    this.setItems(items);
    return true;
  }

  /** Begin anew with other decisions. @param {Decided[]} decisions */
  restart(decisions) {
    const found = this.items.flatMap((item) => (item.found ? [item.found] : []));
    this.setItems(states.itemsOf(this.words, found, decisions));
  }
}
