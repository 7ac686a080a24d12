/* Decisions on their way to be saved: none is waited for, none is lost, and of two on one mention the later counts. */

/** @typedef {import("./mention-states.js").Decided} Decided */
/** @typedef {Record<string, any> & {line: number, column: number, type: string, seen: string}} Sent */
/** @typedef {{name: string, lon: number | null, lat: number | null, kind: string}} NewPlace */

/**
 * What saving came to: `ok` with what stands there now; refused ones are given back to the room; what could not
 * be sent stays and is sent again.
 * @typedef {object} Result
 * @property {boolean} ok
 * @property {boolean} [refused] the server said no: it will not say yes to the same
 * @property {Decided[]} [decisions]
 * @property {Decided[]} [disagreed]
 * @property {Record<string, string>} [made]
 */

/** @param {{type: string, line: number, column: number}} where */
const keyOf = ({ type, line, column }) => `${line}:${column}:${type}`;

export class DecisionQueue {
  /**
   * @param {(decisions: Sent[], places: Record<string, NewPlace>, what: string) => Promise<Result>} save
   * @param {(result: Result, sent: Sent[]) => void} told
   */
  constructor(save, told) {
    this.save = save;
    this.told = told;
    /** @type {Map<string, Sent>} what waits, by mention */
    this.waiting = new Map();
    /** @type {Map<string, Sent>} what is on its way */
    this.under = new Map();
    /** @type {Map<string, string>} what stands decided as far as we know, by mention */
    this.seen = new Map();
    /** @type {Record<string, NewPlace>} */
    this.places = {};
    /** @type {Record<string, string>} ids that new places got */
    this.made = {};
    this.what = "";
    this.held = false;
  }

  get size() {
    return this.waiting.size + this.under.size;
  }

  /**
   * @param {Sent[]} decisions
   * @param {string} what
   * @param {Record<string, NewPlace>} [places]
   */
  put(decisions, what, places = {}) {
    Object.assign(this.places, places);
    for (const decision of decisions) {
      const key = keyOf(decision);
      if (!this.seen.has(key)) this.seen.set(key, decision.seen);
      this.waiting.delete(key);
      this.waiting.set(key, decision);
    }
    this.what = this.waiting.size > decisions.length ? "" : what;
    return this.flush();
  }

  /** Send what waits, unless something is on its way: then it goes after it. */
  async flush() {
    if (this.held || !this.waiting.size) return;
    this.held = true;
    this.under = this.waiting;
    this.waiting = new Map();
    const decisions = [...this.under].map(([key, decision]) => ({
      ...decision,
      seen: this.seen.get(key) ?? decision.seen,
      ...(decision.place ? { place: this.made[decision.place] ?? decision.place } : {}),
    }));
    const wanted = decisions.flatMap(({ place }) => (place && this.places[place] ? [place] : []));
    const places = Object.fromEntries(wanted.map((id) => [id, this.places[id]]));
    const result = await this.save(decisions, places, this.what);
    this.held = false;
    if (result.ok) this.settle(result);
    else if (!result.refused) this.waiting = new Map([...this.under, ...this.waiting]);
    this.under = new Map();
    this.told(result, decisions);
    if (result.ok || result.refused) await this.flush();
  }

  /** @param {Result} result */
  settle({ decisions = [], disagreed = [], made = {} }) {
    Object.assign(this.made, made);
    for (const decided of [...decisions, ...disagreed]) this.seen.set(keyOf(decided), decided.seen);
  }

  /**
   * What stands decided, told by the server: what waits is later than that.
   * @param {Decided[]} decisions
   */
  know(decisions) {
    const old = [...this.seen.keys()].filter((key) => !this.waiting.has(key) && !this.under.has(key));
    for (const key of old) this.seen.delete(key);
    for (const decided of decisions) if (!this.has(decided)) this.seen.set(keyOf(decided), decided.seen);
  }

  /**
   * Is a decision on a mention still to be saved?
   * @param {{type: string, line: number, column: number}} where
   */
  has(where) {
    const key = keyOf(where);
    return this.waiting.has(key) || this.under.has(key);
  }
}
