/* Where a map has no room for a pop-up, it is a sheet over the lower part of the screen. */
import { calm, el } from "../map/dom.js";
import { partOf } from "../map/seen.js";

const LEAST_X = 560; // so much of a map has to be seen for a pop-up on it
const LEAST_Y = 340;
const LEAST_LEFT = 180; // so much of the map stays above the sheet
const DRAG_PX = 56;
const CLEAR = { left: 64, top: 24, right: 24, bottom: 32 }; // from the thing shown to the edges of what is seen

/** @typedef {import("../map/seen.js").Seen} Seen */

/** @param {Seen} part of the map that is seen */
export const isTooSmall = ({ left, top, right, bottom }) => right - left < LEAST_X || bottom - top < LEAST_Y;

export class Sheet extends L.Popup {
  /**
   * @param {L.Map} map
   * @param {Seen} seen
   */
  constructor(map, seen) {
    super({
      pane: /** @type {any} */ (map.getContainer()),
      className: "map-popup map-sheet",
      autoPan: false,
    });
    this.map = map;
    this.seen = seen;
  }

  /**
   * @param {L.Map} map
   * @override
   */
  onAdd(map) {
    super.onAdd(map);
    const frame = /** @type {HTMLElement} */ (this.getElement());
    frame.setAttribute("role", "dialog");
    frame.setAttribute("aria-label", frame.querySelector(".popup-title")?.textContent || "");
    frame.style.setProperty("--below", Math.max(0, window.innerHeight - this.seen.bottom) + "px");
    const grip = el("div", "map-sheet-grip");
    frame.prepend(grip);
    listenDrag(frame, grip, () => map.closePopup(this));
    const words = frame.querySelector(".leaflet-popup-content");
    if (words && words.scrollHeight > words.clientHeight) words.classList.add("leaflet-popup-scrolled");
    return this;
  }

  // It lies still, whatever the map does.
  _updateLayout() {}
  _updatePosition() {}
  _adjustPan() {}
  _animateZoom() {}
}

/**
 * A finger that draws the sheet down closes it.
 * @param {HTMLElement} sheet
 * @param {HTMLElement} grip
 * @param {() => void} close
 */
function listenDrag(sheet, grip, close) {
  let from = 0;
  /** @param {PointerEvent} event */
  const by = ({ clientY }) => Math.max(0, clientY - from);
  grip.addEventListener("pointerdown", (event) => {
    from = event.clientY;
    grip.setPointerCapture(event.pointerId);
  });
  grip.addEventListener("pointermove", (event) => {
    if (grip.hasPointerCapture(event.pointerId)) sheet.style.translate = "0 " + by(event) + "px";
  });
  grip.addEventListener("pointerup", (event) => {
    sheet.style.translate = "";
    if (by(event) > DRAG_PX) close();
  });
  grip.addEventListener("pointercancel", () => void (sheet.style.translate = ""));
}

/**
 * What the sheet tells of stays in sight: beside it or above it.
 * @param {Sheet} sheet
 * @param {L.LatLng} at
 */
export function keepInSight(sheet, at) {
  const { map, seen } = sheet;
  const frame = /** @type {HTMLElement} */ (sheet.getElement()).getBoundingClientRect();
  const container = map.getContainer();
  const aside = frame.left > seen.left + LEAST_LEFT;
  const free = aside ? { ...seen, right: frame.left } : { ...seen, bottom: frame.top };
  let part = partOf(container, free);
  const lack =
    Math.min(LEAST_LEFT, container.clientHeight, free.bottom - free.top) - (part.bottom - part.top);
  if (lack > 0) {
    window.scrollBy({
      top: container.getBoundingClientRect().top > free.top ? lack : -lack,
      behavior: "instant",
    });
    part = partOf(container, free);
  }
  const box = container.getBoundingClientRect();
  const spot = map.latLngToContainerPoint(at);
  const [x, y] = [spot.x + box.left, spot.y + box.top];
  const off = [
    Math.min(0, x - part.left - CLEAR.left) || Math.max(0, x - part.right + CLEAR.right),
    Math.min(0, y - part.top - CLEAR.top) || Math.max(0, y - part.bottom + CLEAR.bottom),
  ];
  if (off.some(Boolean)) map.panBy(/** @type {any} */ (off), { animate: !calm() });
}
