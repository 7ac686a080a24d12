/* Keys of a tour: those of a clicker work wherever the focus is. */
import { mapsvc } from "../api.js";
import { wayOf } from "../pure/keys.js";

/** @typedef {import("./tour.js").Tour} Tour */

/** @type {Record<string, [x: number, y: number]>} */
const PAN = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const SWIPE_PX = 56;

/**
 * @param {EventTarget | null} target
 * @param {string} what
 */
const isIn = (target, what) => target instanceof Element && Boolean(target.closest(what));

/** @param {Tour} tour */
export function listenKeys(tour) {
  document.addEventListener("keydown", (event) => {
    if (mapsvc.isCommand(event) || isIn(event.target, "input, select, textarea")) return;
    const way = event.shiftKey && PAN[event.key];
    if (way ? tour.pan(way) : stepBy(tour, event) || toolBy(tour, event)) event.preventDefault();
  });
}

/**
 * @param {Tour} tour
 * @param {KeyboardEvent} event
 */
function stepBy(tour, { key, target, shiftKey }) {
  if (key === " ") {
    if (isIn(target, "button, a, summary, [role=button]")) return false;
    return tour.go(tour.step + (shiftKey ? -1 : 1));
  }
  const way = wayOf(key);
  if (way) return tour.go(tour.step + way);
  if (key === "Home") return tour.go(1);
  return key === "End" && tour.go(Infinity);
}

/**
 * @param {Tour} tour
 * @param {KeyboardEvent} event
 */
function toolBy(tour, event) {
  const key = event.key.toLowerCase();
  if (key === "f" && document.fullscreenEnabled) return tour.tools.toggleFull();
  if (key === "n") return tour.tools.askNotes(tour.text.texts[tour.step - 1]);
  if (key === "+" || key === "=") return Boolean(tour.map.zoomIn(0.5));
  if (key === "-") return Boolean(tour.map.zoomOut(0.5));
  return key === "escape" && tour.escape();
}

/**
 * A finger on the text turns the page; on the map it moves the map.
 * @param {Tour} tour
 * @param {HTMLElement} text
 */
export function listenSwipe(tour, text) {
  /** @type {Touch | null} */
  let from = null;
  const passive = { passive: true };
  text.addEventListener(
    "touchstart",
    ({ touches }) => void (from = touches.length === 1 ? touches[0] : null),
    passive,
  );
  text.addEventListener(
    "touchend",
    ({ changedTouches: [to] }) => {
      if (!from || !to) return;
      const dx = to.clientX - from.clientX;
      const dy = to.clientY - from.clientY;
      from = null;
      if (Math.abs(dx) > SWIPE_PX && Math.abs(dx) > 2 * Math.abs(dy)) tour.go(tour.step + (dx < 0 ? 1 : -1));
    },
    passive,
  );
}
