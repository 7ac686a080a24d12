/* The way of one account of a journey: from kilometres to a place, and from a moment to kilometres. */

/**
 * One account of a journey, as the server gives it.
 * @typedef {object} Variant
 * @property {string} id
 * @property {string} title
 * @property {Stop[]} stops
 * @property {string[]} legs ids of features
 * @property {number[]} near for each day, the kilometres that are certainly behind
 * @property {number[]} far for each day, the kilometres that may be behind
 * @property {[day: number, kind: string, words: string][]} runs
 * @property {[day: number, words: string][]} reports
 */

/**
 * @typedef {object} Stop
 * @property {string} feature
 * @property {string} name
 * @property {string} when
 * @property {number} n counted from 1
 * @property {number} km
 * @property {number} day
 */

/** @typedef {DrawnItem & {geometry?: Geometry | null}} LegItem */
/** @typedef {{leg: TrackLeg, item: LegItem, whole: boolean, points: LngLat[]}} Part */

/**
 * @param {number} value
 * @param {number} low
 * @param {number} high
 */
export const clamp = (value, low, high) => Math.max(low, Math.min(high, value));

/**
 * @param {number} from
 * @param {number} to
 * @param {number} share
 */
export const between = (from, to, share) => from + (to - from) * share;

export class Track {
  /**
   * @param {Variant} variant
   * @param {(id: string) => LegItem | undefined} find
   */
  constructor(variant, find) {
    this.variant = variant;
    const { stops } = variant;
    this.legs = variant.legs.map((id, i) => new TrackLeg(find(id), stops[i].km, stops[i + 1].km));
    this.length = stops[stops.length - 1].km;
  }

  /** @param {number} km */
  legAt(km) {
    return this.legs.find((leg) => km <= leg.to) || this.legs[this.legs.length - 1];
  }

  /** @param {number} km */
  lngLat(km) {
    return this.legAt(km).lngLat(km);
  }

  /**
   * The parts of the legs between two distances, with the leg that each belongs to.
   * @param {number} from
   * @param {number} to
   */
  parts(from, to) {
    /** @type {Part[]} */
    const found = [];
    for (const leg of this.legs) {
      const a = Math.max(from, leg.from);
      const b = Math.min(to, leg.to);
      if (b - a <= 1e-3 || !leg.item) continue;
      const whole = b - a > leg.to - leg.from - 1e-3;
      found.push({ leg, item: leg.item, whole, points: leg.slice(a, b) });
    }
    return found;
  }

  /**
   * Where the travellers can have been at a moment: from the day's end before to that of the day.
   * @param {number} t
   * @returns {[near: number, far: number]}
   */
  reach(t) {
    const { near, far } = this.variant;
    const low = clamp(Math.floor(t), 0, near.length - 1);
    const high = clamp(low + 1, 0, near.length - 1);
    const share = clamp(t - low, 0, 1);
    return [between(near[low], near[high], share), between(far[low], far[high], share)];
  }

  /** @param {number} t */
  runAt(t) {
    let found = this.variant.runs[0];
    for (const run of this.variant.runs) if (run[0] <= t + 1e-6) found = run;
    return found;
  }

  /**
   * The number of the last stop that is certainly behind.
   * @param {number} t
   */
  passed(t) {
    const [near] = this.reach(t);
    return this.variant.stops.filter((stop) => stop.km <= near + 0.5).length || 1;
  }

  /** @param {number} t */
  rests(t) {
    const [near, far] = this.reach(t);
    return far - near < 0.5 && this.variant.stops.some((stop) => Math.abs(stop.km - near) < 0.5);
  }
}

class TrackLeg {
  /**
   * @param {LegItem | undefined} item
   * @param {number} from km
   * @param {number} to km
   */
  constructor(item, from, to) {
    this.item = item;
    this.from = from;
    this.to = to;
    /** @type {LngLat[]} */
    this.points = item && item.geometry ? item.geometry.coordinates : [];
    this.marks = [0];
    for (let i = 1; i < this.points.length; i += 1) {
      const [lng0, lat0] = this.points[i - 1];
      const [lng1, lat1] = this.points[i];
      const flat = Math.cos((((lat0 + lat1) / 2) * Math.PI) / 180);
      this.marks.push(this.marks[i - 1] + Math.hypot((lng1 - lng0) * flat, lat1 - lat0));
    }
    this.scale = this.marks[this.marks.length - 1] / (to - from || 1);
  }

  /** @param {number} km */
  spot(km) {
    const at = clamp(km - this.from, 0, this.to - this.from) * this.scale;
    let low = 0;
    let high = this.marks.length - 1;
    while (low < high - 1) {
      const middle = (low + high) >> 1;
      if (this.marks[middle] <= at) low = middle;
      else high = middle;
    }
    const gap = this.marks[high] - this.marks[low] || 1;
    return { low, share: clamp((at - this.marks[low]) / gap, 0, 1) };
  }

  /**
   * @param {number} km
   * @returns {LngLat}
   */
  lngLat(km) {
    if (!this.points.length) return [0, 0];
    const { low, share } = this.spot(km);
    const a = this.points[low];
    const b = this.points[Math.min(low + 1, this.points.length - 1)];
    return [between(a[0], b[0], share), between(a[1], b[1], share)];
  }

  /**
   * @param {number} from
   * @param {number} to
   */
  slice(from, to) {
    const found = [this.lngLat(from)];
    const a = this.spot(from).low;
    const b = this.spot(to).low;
    for (let i = a + 1; i <= b; i += 1) found.push(this.points[i]);
    found.push(this.lngLat(to));
    return found;
  }
}
