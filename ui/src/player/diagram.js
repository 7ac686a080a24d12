/* The string line: a picture of the way over the days, with a bar where the journey is now, to be dragged. */
import { mapsvc } from "../api.js";
import { clamp } from "../pure/track.js";
import { journey } from "./journey.js";

/** @typedef {{svg: SVGSVGElement, y: number, bottom: number, from: number, days: number, left: number, right: number}} Scale */

/** The width of the picture in its own units. */
const UNITS = 1000;

export class Diagram {
  constructor() {
    this.box = mapsvc.find(".player-diagram");
    /** @type {(SVGElement & HTMLAnchorElement)[]} */
    this.links = [...document.querySelectorAll(".sl-stop")].map((link) => /** @type {any} */ (link));
    this.scales = [...document.querySelectorAll("[data-cursor]")].flatMap(scaleOf);
    // Moved by the compositor: a line of the picture itself would have it painted for each frame.
    this.bar = mapsvc.find(".player-cursor");
    this.bar.hidden = false;
    this.unit = 0;
    /** @type {Scale | undefined} */
    this.scale = undefined;
  }

  /**
   * How large the diagram that is shown is on the screen.
   * @param {string} variant
   */
  measure(variant) {
    this.scale = this.scales.find(({ svg }) => svg.dataset.line === variant);
    if (!this.scale) return;
    const { svg, y, bottom } = this.scale;
    this.unit = svg.getBoundingClientRect().width / UNITS;
    this.bar.style.top = y * this.unit + "px";
    this.bar.style.height = (bottom - y) * this.unit + "px";
  }

  /** @param {number} t */
  point(t) {
    if (!this.scale) return;
    const { from, days, left, right } = this.scale;
    const x = left + clamp((t + 0.5 - from) / days, 0, 1) * (right - left);
    this.bar.style.transform = "translateX(" + (x * this.unit).toFixed(1) + "px)";
  }

  /**
   * What is under a pointer: the day, in numbers since the first one of all accounts.
   * @param {number} clientX
   */
  dayAt(clientX) {
    if (!this.scale) return 0;
    const { svg, from, days, left, right } = this.scale;
    const x = (clientX - svg.getBoundingClientRect().left) / this.unit;
    return clamp(Math.floor(from + ((x - left) / (right - left)) * days), from, from + days - 1);
  }

  /** Where the plot begins, right of the names of stops, in pixels. */
  left() {
    return (this.scale?.left || 0) * this.unit;
  }

  /**
   * Tell the day and the place to who cannot see the bar.
   * @param {number} t
   * @param {string} words
   */
  tell(t, words) {
    const { from = 0, days = journey.days } = this.scale || {};
    const values = { min: from, max: from + days - 1, now: Math.round(t), text: words };
    for (const [name, value] of Object.entries(values))
      this.bar.setAttribute("aria-value" + name, String(value));
  }

  /** @param {string} variant */
  show(variant) {
    for (const svg of document.querySelectorAll(".string-line")) {
      svg.classList.toggle("is-shown", svg.getAttribute("data-line") === variant);
    }
  }
}

/**
 * @param {Element} path
 * @returns {Scale[]}
 */
function scaleOf(path) {
  const found = /^M([\d.]+) ([\d.]+)V([\d.]+)/.exec(path.getAttribute("d") || "");
  const svg = path instanceof SVGElement ? path.ownerSVGElement : null;
  if (!found || !svg) return [];
  const { first, days, left, right } = svg.dataset;
  return [
    {
      svg,
      y: Number(found[2]),
      bottom: Number(found[3]),
      from: Number(first),
      days: Number(days),
      left: Number(left),
      right: Number(right),
    },
  ];
}
