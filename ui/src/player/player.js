/* A journey that plays: a marker that moves by date, a stretch where only that is known, never a false pin. */
import { mapsvc } from "../api.js";
import { spanOf, walk } from "../pure/clock.js";
import { between, clamp, Track } from "../pure/track.js";
import { writeAddress } from "./address.js";
import { Diagram } from "./diagram.js";
import { bringIntoView, frameDay, makeRoom, seeDay } from "./framing.js";
import { listen } from "./hands.js";
import { indexOf, isoOf, journey, offsetOf } from "./journey.js";
import { Panel } from "./panel.js";
import { playCalm, playOn } from "./playing.js";
import { Stops } from "./stops.js";
import { Trail } from "./trail.js";

const TWEEN_MS = 450;
const WRITE_MS = 300;

export class Player {
  /** @param {L.Map} map */
  constructor(map) {
    const { variants, parts, words } = journey;
    const at = mapsvc.askedFor().moment || journey.at;
    this.map = map;
    this.features = mapsvc.featuresOf(map);
    this.root = mapsvc.find("[data-player]");
    this.togetherButton = document.querySelector("[data-player-together]");
    this.tracks = variants.map((variant) => new Track(variant, (id) => this.features.byId.get(id)));
    this.index = Math.max(0, indexOf(at.variant));
    this.t = at.offset;
    this.step = at.stop;
    this.together = parts && variants.length > 1;
    this.speed = "normal";
    this.framed = !at.stop && !new URLSearchParams(location.search).has("view");
    this.frame = 0;
    this.timer = 0;
    this.writing = 0;
    this.tweening = 0;
    /** @type {Map<Track, [near: number, far: number]>} what is drawn now, on its way to what is meant */
    this.display = new Map();
    this.trail = new Trail(map, words.on_way);
    this.diagram = new Diagram();
    document.documentElement.classList.add("player-live");
    for (const node of mapsvc.findAll("[data-player] [hidden], .player-variants [hidden]"))
      node.hidden = false;
    this.stops = new Stops(this);
    this.features.obstacles.push(() => (this.trail.box && !this.playing ? [this.trail.box] : []));
    this.panel = new Panel(this);
    listen(this);
    this.refresh();
    makeRoom(this); // when all is there that takes room
    this.refit();
    this.settle({ tween: false, write: false });
    document.documentElement.dataset.playerState = "ready";
  }

  get track() {
    return this.tracks[this.index];
  }

  /** What is shown, for who looks from without. */
  get state() {
    const [near, far] = this.target(this.track);
    return {
      variant: this.track.variant.id,
      day: isoOf(Math.round(this.t)),
      stop: this.step,
      kind: this.track.runAt(this.t)[1],
      near_km: near,
      far_km: far,
      playing: this.playing,
      together: this.together,
    };
  }

  /** Does the day alone put the travellers at a stop? */
  get sure() {
    return this.track.runAt(this.t)[1] === "stop";
  }

  get playing() {
    return Boolean(this.frame || this.timer);
  }

  /**
   * Between which kilometres an account is now.
   * @param {Track} track
   * @returns {[near: number, far: number]}
   */
  target(track) {
    // A stop that the day does not make sure is no pin: the day says where they may have been.
    if (!this.step || track !== this.track || !this.sure) return track.reach(this.t);
    const { km } = track.variant.stops[this.step - 1];
    return [km, km];
  }

  // ---- room -----------------------------------------------------------------------------------------
  /** The bar above and the diagram below have taken some of the map's room. */
  refit() {
    this.measure();
    this.map.invalidateSize({ animate: false });
    if (this.framed) frameDay(this, false);
    else mapsvc.fitExtent(this.map, this.features.payload.extent, false);
  }

  measure() {
    this.diagram.measure(this.track.variant.id);
    this.diagram.point(this.t);
  }

  // ---- going somewhere ------------------------------------------------------------------------------
  /** @param {string} key an account and the number of its stop */
  goToKey(key) {
    const at = key.lastIndexOf("/");
    this.goTo(Number(key.slice(at + 1)), key.slice(0, at));
  }

  /**
   * Go to a stop, counted from 1, of the account that is shown or of another.
   * @param {number} step
   * @param {string} [variant]
   */
  goTo(step, variant = this.track.variant.id) {
    const index = indexOf(variant);
    const stop = index < 0 ? undefined : journey.variants[index].stops[step - 1];
    if (!stop) return false;
    this.pause();
    this.show(index, step, stop.day);
    bringIntoView(this);
    return true;
  }

  /**
   * Go to a day, `YYYY-MM-DD`, held within the journey.
   * @param {string} iso
   * @param {string} [variant]
   */
  atDate(iso, variant = this.track.variant.id) {
    const offset = offsetOf(iso);
    const index = indexOf(variant);
    if (Number.isNaN(offset) || index < 0) return false;
    this.pause();
    this.show(index, null, clamp(offset, 0, journey.days));
    frameDay(this, true);
    return true;
  }

  /**
   * Go to a day by hand; `quick` while a hand drags.
   * @param {number} offset
   * @param {{quick?: boolean}} [how]
   */
  onDay(offset, { quick = false } = {}) {
    this.pause();
    this.step = null;
    this.t = offset;
    this.settle({ tween: !quick });
    if (!quick) seeDay(this);
  }

  /**
   * @param {number} index
   * @param {number | null} step
   * @param {number} t
   */
  show(index, step, t) {
    if (index !== this.index) this.choose(index);
    this.step = step;
    this.t = t;
    this.settle();
  }

  /**
   * One stop on or back; beyond the end of an account lies the next one, beyond the last nothing.
   * @param {1 | -1} way
   */
  walk(way) {
    const { index, step, t, track } = this;
    const to = walk(journey.variants, { index, step, passed: track.passed(t), rests: track.rests(t) }, way);
    const moves = to.step !== step || to.index !== index;
    this.goTo(to.step, journey.variants[to.index].id);
    return moves || !mapsvc.framed; // a key that is not used goes to the page around a frame
  }

  /**
   * Show another account; `keep` the moment, and what plays comes to rest there.
   * @param {number} index
   * @param {{keep?: boolean}} [how]
   */
  choose(index, { keep = false } = {}) {
    if (keep) this.pause();
    this.index = index;
    if (keep && this.step) {
      const { stops } = this.track.variant;
      this.step = Math.min(this.step, stops.length);
      this.t = stops[this.step - 1].day;
    }
    if (keep) this.together = false;
    this.refresh();
    if (keep) this.settle();
  }

  /** @param {boolean} on */
  showTogether(on) {
    this.together = on;
    this.refresh();
    this.settle();
  }

  /** What depends on the account that is shown, not on the moment. */
  refresh() {
    this.panel.choose();
    this.diagram.show(this.track.variant.id);
    this.stops.dress();
    this.features.show();
    this.measure();
  }

  /**
   * Show the moment: words, list, diagram at once; the map on its way there.
   * @param {{tween?: boolean, write?: boolean}} [how]
   */
  settle({ tween = true, write = true } = {}) {
    this.say();
    this.place(tween && !mapsvc.calm());
    if (write && !this.writing) this.writing = window.setTimeout(() => writeAddress(this), WRITE_MS);
    document.dispatchEvent(new CustomEvent("mapsvc:moment", { detail: this.state }));
  }

  say() {
    this.panel.say();
    this.diagram.point(this.t);
    this.diagram.tell(this.t, this.panel.words);
  }

  // ---- the map ------------------------------------------------------------------------------------------
  shownTracks() {
    return this.together ? this.tracks : [this.track];
  }

  /** @param {boolean} tween */
  place(tween) {
    cancelAnimationFrame(this.tweening);
    const goals = this.shownTracks().map((track) => {
      const goal = this.target(track);
      return { track, goal, start: this.display.get(track) || goal };
    });
    /** @param {number} share */
    const draw = (share) => {
      const shown = goals.map(({ track, goal, start }) => {
        const [near, far] = [between(start[0], goal[0], share), between(start[1], goal[1], share)];
        this.display.set(track, [near, far]);
        // Of several, those that have not begun or are through carry no marker.
        const resting =
          this.together && track !== this.track && ["before", "after"].includes(track.runAt(this.t)[1]);
        return { track, near, far, resting };
      });
      this.trail.show(shown);
    };
    this.stops.mark();
    if (!tween) {
      draw(1);
      return;
    }
    const begun = performance.now();
    /** @param {number} now */
    const next = (now) => {
      const share = clamp((now - begun) / TWEEN_MS, 0, 1);
      draw(1 - (1 - share) ** 3);
      if (share < 1) this.tweening = requestAnimationFrame(next);
      else mapsvc.labels(this.map).later();
    };
    this.tweening = requestAnimationFrame(next);
  }

  // ---- playing ------------------------------------------------------------------------------------------
  toggle() {
    if (this.playing) this.pause();
    else this.play();
  }

  play() {
    if (this.playing) return;
    const span = spanOf(this.shownTracks().map(({ variant }) => variant));
    const [begin, end] = span;
    if (this.t >= end - 0.01) this.t = begin;
    this.panel.showPlaying(true);
    if (mapsvc.calm()) playCalm(this);
    else playOn(this, span);
  }

  pause() {
    if (!this.playing) return;
    cancelAnimationFrame(this.frame);
    clearTimeout(this.timer);
    this.frame = this.timer = 0;
    if (!this.step) this.t = Math.round(this.t);
    this.panel.showPlaying(false);
    this.settle({ tween: false });
  }
}
