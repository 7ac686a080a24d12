/* What is said of the moment: the line above the map, the card, the list, what sources tell of the day. */
import { mapsvc } from "../api.js";
import { fill, reportAt } from "../pure/clock.js";
import { dateWords, isoOf, journey } from "./journey.js";
import { MOST_TAGS } from "./trail.js";

/** @typedef {import("./player.js").Player} Player */

const BESIDE = "(min-width: 900px)"; // above the list the map would leave the screen

/** What sources say of a day stands on the map, so that nothing moves when it comes and goes. */
class Report extends L.Control {
  constructor() {
    super({ position: "topright" });
    this.node = mapsvc.el("p", "player-report");
    this.node.hidden = true;
  }

  /** @override */
  onAdd() {
    return this.node;
  }

  /** @param {string | null} text */
  tell(text) {
    this.node.hidden = !text;
    if (text && this.node.textContent !== text) this.node.textContent = text;
  }
}

export class Panel {
  /** @param {Player} player */
  constructor(player) {
    this.player = player;
    const { root } = player;
    this.date = mapsvc.find("[data-player-date]", root);
    this.where = mapsvc.find("[data-player-where]", root);
    this.playButton = mapsvc.find("[data-player-play]", root);
    this.report = new Report().addTo(player.map);
    this.key = "";
    this.words = "";
    /** @type {HTMLInputElement | null} */
    this.field = document.querySelector("[data-player-day] [name=at]");
    this.spoken = false;
  }

  /** Tell the moment. */
  say() {
    const { track, step, t, together } = this.player;
    const { variant } = track;
    const stop = step ? variant.stops[step - 1] : null;
    const day = Math.round(t);
    const where = this.whereabouts(stop, day);
    const named = together && journey.variants.length > MOST_TAGS;
    write(this.date, stop ? stop.when : dateWords(day));
    write(this.where, named ? variant.title + ": " + where : where);
    if (this.field && document.activeElement !== this.field) this.field.value = isoOf(day);
    this.report.tell(stop ? null : reportAt(variant, t));
    this.current(stop ? stop.n : track.passed(t), Boolean(stop) || track.rests(t));
  }

  /**
   * Where they are: by the stop that was chosen, and by the day where it does not say the same.
   * @param {import("../pure/track.js").Stop | null} stop
   * @param {number} day
   */
  whereabouts(stop, day) {
    const { track } = this.player;
    const [, kind, known] = track.runAt(day);
    const sure = kind === "stop";
    this.words = dateWords(day) + ": " + (stop && sure ? stop.name : known);
    return stop ? stopWords(stop, track.variant.stops.length, sure ? null : [day, known]) : known;
  }

  /**
   * @param {number} n the last stop
   * @param {boolean} here
   */
  current(n, here) {
    const key = this.player.track.variant.id + "/" + n;
    if (key + here === this.key) return;
    this.key = key + here;
    for (const card of mapsvc.findAll("[data-card]")) card.hidden = card.dataset.card !== key;
    const rows = [...document.querySelectorAll("li[data-step]")];
    for (const node of [...this.player.diagram.links, ...rows]) {
      light(node, node.getAttribute("data-step") === key, here);
    }
    const row = rows.find((node) => node.getAttribute("data-step") === key);
    const still = mapsvc.calm() || this.player.playing;
    if (row && this.spoken && window.matchMedia(BESIDE).matches && isInView(row.parentElement)) {
      row.scrollIntoView({ block: "nearest", behavior: still ? "auto" : "smooth" });
    }
    this.spoken = true;
  }

  /** What depends on the account that is shown, not on the moment. */
  choose() {
    const { track, together, togetherButton } = this.player;
    for (const link of mapsvc.findAll("[data-player-variant]")) {
      if (!together && link.dataset.playerVariant === track.variant.id)
        link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    togetherButton?.setAttribute("aria-pressed", String(together));
  }

  /** @param {boolean} on */
  showPlaying(on) {
    this.player.root.classList.toggle("is-playing", on);
    this.where.setAttribute("aria-live", on ? "off" : "polite");
    const text = on ? journey.words.pause : journey.words.play;
    this.playButton.setAttribute("aria-label", text);
    this.playButton.title = text;
    document.documentElement.dataset.playerState = on ? "playing" : "ready";
  }
}

/**
 * Who reads something else keeps it: the list of stops follows where it is read.
 * @param {Element | null} list
 */
function isInView(list) {
  const { top, bottom } = (list || document.body).getBoundingClientRect();
  return top < window.innerHeight && bottom > 0;
}

/**
 * Which stop it is; where the day does not put them there, what is known of the day too.
 * @param {import("../pure/track.js").Stop} stop
 * @param {number} count
 * @param {[day: number, known: string] | null} open
 */
function stopWords({ n, name }, count, open) {
  const words = fill(journey.words.stop_of, { n, count, name });
  return open
    ? fill(journey.words.stop_on_day, { stop: words, day: dateWords(open[0]), where: open[1] })
    : words;
}

/**
 * @param {HTMLElement} node
 * @param {string} text
 */
function write(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/**
 * A stop in the list or the diagram: the one that was passed last, or where one is.
 * @param {Element} node
 * @param {boolean} last
 * @param {boolean} here
 */
function light(node, last, here) {
  node.toggleAttribute("data-passed", last && !here);
  if (last && here) node.setAttribute("aria-current", node.matches("li") ? "step" : "true");
  else node.removeAttribute("aria-current");
}
