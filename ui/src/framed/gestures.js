/* A map in a frame leaves the wheel and one finger to the page around it, and says once how it is moved. */
import { el } from "../map/dom.js";
import { framed, isFull } from "../map/seen.js";
import { word } from "../map/words.js";

const SHOWN_MS = 1600;
const TRIED_PX = 14;
const IN_A_BOX = ".leaflet-popup, .leaflet-control";
const WHEEL_KEY = /Mac|iPhone|iPad/.test(navigator.platform) ? "⌘" : "Ctrl";

/** Shown when somebody tries; read out the first time only. */
class Hint {
  /** @param {HTMLElement} stage */
  constructor(stage) {
    this.node = el("p", "map-hint");
    this.node.setAttribute("role", "status");
    stage.appendChild(this.node);
    this.timer = 0;
  }

  /** @param {string} text */
  show(text) {
    const { node } = this;
    if (node.textContent) node.setAttribute("aria-hidden", "true");
    if (node.textContent !== text) node.textContent = text;
    node.classList.add("is-shown");
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.hide(), SHOWN_MS);
  }

  hide() {
    this.node.classList.remove("is-shown");
  }
}

/** @param {Event} event */
const isInBox = ({ target }) => target instanceof Element && Boolean(target.closest(IN_A_BOX));

/** @param {L.Map} map */
export function leaveGestures(map) {
  const container = map.getContainer();
  const stage = container.parentElement;
  if (!framed || !stage) return;
  const hint = new Hint(container);
  const note = () => container.classList.toggle("leaves-touch", !isFull());
  document.addEventListener("fullscreenchange", note);
  note();
  leaveWheel(stage, hint);
  leaveFinger(map, stage, hint);
}

/**
 * @param {HTMLElement} stage
 * @param {Hint} hint
 */
function leaveWheel(stage, hint) {
  /** @param {WheelEvent} event */
  const onWheel = (event) => {
    if (isFull() || event.ctrlKey || event.metaKey) return;
    event.stopPropagation(); // before Leaflet has it
    if (!isInBox(event)) hint.show(word("hint_wheel").replace("{key}", WHEEL_KEY));
  };
  stage.addEventListener("wheel", onWheel, { capture: true, passive: true });
}

/**
 * Two fingers are Leaflet's pinch, which moves the map too.
 * @param {L.Map} map
 * @param {HTMLElement} stage
 * @param {Hint} hint
 */
function leaveFinger(map, stage, hint) {
  /** @type {Touch | null} */
  let tried = null;
  const how = { capture: true, passive: true };
  /** @param {TouchEvent} event */
  const onStart = (event) => {
    const [one, more] = event.touches;
    tried = more || isFull() || isInBox(event) ? null : one;
    if (isFull()) map.dragging.enable();
    else map.dragging.disable();
    if (more) hint.hide();
  };
  /** @param {TouchEvent} event */
  const onMove = ({ touches: [to] }) => {
    if (!tried || Math.hypot(to.clientX - tried.clientX, to.clientY - tried.clientY) < TRIED_PX) return;
    tried = null;
    hint.show(word("hint_touch"));
  };
  stage.addEventListener("touchstart", onStart, how);
  stage.addEventListener("touchmove", onMove, how);
  stage.addEventListener(
    "pointerdown",
    ({ pointerType }) => pointerType === "mouse" && map.dragging.enable(),
    how,
  );
}
