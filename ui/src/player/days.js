/* Days by hand: the field, and the bar of the diagram by mouse, finger and keys. */
import { mapsvc } from "../api.js";
import { clamp } from "../pure/track.js";
import { seeDay } from "./framing.js";
import { isoOf, journey, typedOffset } from "./journey.js";

/** @typedef {import("./player.js").Player} Player */

const WEEK = 7;

/** @param {Player} player */
export function listenDays(player) {
  const form = document.querySelector("[data-player-day]");
  if (form instanceof HTMLFormElement) listenField(player, form);
  listenDrag(player);
  player.diagram.bar.addEventListener("keydown", (event) => onKey(player, event));
}

/**
 * @param {Player} player
 * @param {HTMLFormElement} form
 */
function listenField(player, form) {
  const field = /** @type {HTMLInputElement} */ (form.elements.namedItem("at"));
  const known = () => {
    const offset = typedOffset(field.value);
    return offset !== null && offset >= 0 && offset <= journey.days ? offset : null;
  };
  const go = () => {
    const offset = known();
    if (offset !== null) player.atDate(isoOf(offset));
    return offset !== null;
  };
  field.addEventListener("change", go);
  // What only the service can read, or refuse, it does.
  form.addEventListener("submit", (event) => {
    if (go()) event.preventDefault();
  });
}

/** @param {Player} player */
function listenDrag(player) {
  const { diagram } = player;
  const lines = mapsvc.find(".player-lines");
  let dragging = false;
  /** @param {PointerEvent} event */
  const follow = ({ clientX }) => player.onDay(diagram.dayAt(clientX), { quick: true });
  lines.addEventListener("pointerdown", (event) => {
    const on = /** @type {Element} */ (event.target);
    if (event.button || on.closest(".sl-stop")) return;
    const plot = diagram.scale && event.clientX - lines.getBoundingClientRect().left > diagram.left();
    if (!plot && on !== diagram.bar) return;
    dragging = true;
    lines.setPointerCapture(event.pointerId);
    event.preventDefault();
    diagram.bar.focus({ preventScroll: true });
    follow(event);
  });
  lines.addEventListener("pointermove", (event) => void (dragging && follow(event)));
  const end = () => {
    if (dragging) seeDay(player);
    dragging = false;
  };
  for (const name of ["pointerup", "pointercancel"]) lines.addEventListener(name, end);
}

/**
 * @param {Player} player
 * @param {KeyboardEvent} event
 */
function onKey(player, event) {
  if (mapsvc.isCommand(event)) return;
  const { t, diagram } = player;
  const { from = 0, days = journey.days + 1 } = diagram.scale || {};
  const [first, last, now] = [from, from + days - 1, Math.round(t)];
  /** @type {Record<string, number>} */
  const keys = {
    ArrowLeft: now - 1,
    ArrowDown: now - 1,
    ArrowRight: now + 1,
    ArrowUp: now + 1,
    PageUp: now + WEEK,
    PageDown: now - WEEK,
    Home: first,
    End: last,
  };
  if (!(event.key in keys)) return;
  event.preventDefault();
  event.stopPropagation();
  player.onDay(clamp(keys[event.key], first, last));
}
