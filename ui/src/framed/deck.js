/* In a frame a key that the map does not use belongs to the page around it: to a deck of slides. See docs/lecture.md. */
import { isCommand } from "../map/dom.js";
import { framed } from "../map/seen.js";

const TURNS = /^(Arrow(Left|Right|Up|Down)|Page(Up|Down)|Home|End|Escape| )$/;
const TYPING = "input, select, textarea, [contenteditable], dialog";
const PRESSED = "button, a, summary, [role=button]";
const SCROLLED = ".leaflet-popup, .scroll-x";

/** Who has the keys, as the address of the frame asks: the map first, the deck at once, or the map alone. */
const asked = new URLSearchParams(location.search).get("keys");

/**
 * @param {KeyboardEvent} event
 * @returns {boolean}
 */
function isForDeck(event) {
  const { key, target } = event;
  const turns = TURNS.test(key);
  if (event.defaultPrevented || isCommand(event) || !(turns || key.length === 1)) return false;
  if (asked === "deck" && !turns) return false;
  if (!(target instanceof Element)) return true;
  if (target.closest(TYPING) || (key === " " && target.closest(PRESSED))) return false;
  return key === "Escape" || !target.closest(SCROLLED);
}

/** @param {KeyboardEvent} event */
function tell(event) {
  if (!isForDeck(event)) return;
  if (asked === "deck") event.stopImmediatePropagation();
  const { key, code, keyCode, shiftKey } = event;
  window.parent.postMessage({ type: "mapsvc:key", key, code, keyCode, shiftKey }, "*");
}

/**
 * A click leaves the focus with nobody, so that the keys are the deck's; who comes to the map with Tab moves it by keys.
 * @param {HTMLElement} container
 */
function letGo(container) {
  const { activeElement: on } = document;
  if (on instanceof HTMLElement && container.contains(on) && !on.closest(TYPING + ", .leaflet-popup"))
    on.blur();
}

/** @param {L.Map} map */
export function leaveKeys(map) {
  if (!framed || asked === "map") return;
  const container = map.getContainer();
  const later = () => setTimeout(letGo, 0, container);
  window.addEventListener("pointerup", later, true);
  window.addEventListener("click", ({ detail }) => void (detail && later()), true);
  window.addEventListener("keydown", tell, asked === "deck");
}
