/* The swipe: two panes of one map, each clipped at a handle that mouse, finger and keyboard move. */
import { mapsvc } from "../api.js";

const STEP = 2;
const LEAP = 10;
const CLEAR_PX = 90; // a narrower half has no room for its name

/**
 * @typedef {object} SwipeOptions
 * @property {string} left name of a pane
 * @property {string} right
 * @property {{handle: string, names: string[], value: (share: number) => string}} words
 * @property {() => void} onMove
 */

export class Swipe {
  /**
   * @param {L.Map} map
   * @param {SwipeOptions} options
   */
  constructor(map, { left, right, words, onMove }) {
    this.map = map;
    this.panes = [left, right].map((name) => map.getPane(name) || map.createPane(name));
    this.words = words;
    this.onMove = onMove;
    this.share = 50;
    this.active = false;
    this.said = false;
    this.taken = false;
    this.handle = this.makeHandle();
    this.names = words.names.map((name, i) => mapsvc.el("p", "swipe-name swipe-name-" + "ab"[i], name));
    this.frame = mapsvc.el("div", "swipe");
    this.frame.append(...this.names, this.handle);
    this.frame.hidden = true;
    map.getContainer().appendChild(this.frame);
    map.on("move zoom viewreset resize", this.clip, this);
  }

  makeHandle() {
    const handle = mapsvc.el("div", "swipe-handle");
    handle.tabIndex = 0;
    handle.setAttribute("role", "slider");
    handle.setAttribute("aria-label", this.words.handle);
    handle.setAttribute("aria-orientation", "horizontal");
    handle.setAttribute("aria-valuemin", "0");
    handle.setAttribute("aria-valuemax", "100");
    const grip = mapsvc.svg("svg", {
      viewBox: "-22 -22 44 44",
      width: 44,
      height: 44,
      "aria-hidden": "true",
      focusable: "false",
    });
    grip.append(
      mapsvc.svg("circle", { r: 20, class: "swipe-grip" }),
      mapsvc.svg("path", { d: "M-5-7-12 0-5 7M5-7 12 0 5 7", class: "swipe-arrows" }),
    );
    handle.append(mapsvc.el("div", "swipe-line"), grip);
    handle.addEventListener("keydown", (event) => this.onKey(event));
    handle.addEventListener("pointerdown", (event) => this.onDown(event));
    L.DomEvent.disableClickPropagation(handle);
    return handle;
  }

  /** x of the handle in pixels of the map's container. */
  get x() {
    return (this.map.getSize().x * this.share) / 100;
  }

  /**
   * Which side owns a point of the container: 0 left, 1 right.
   * @param {XY} point
   */
  sideOf(point) {
    return point.x < this.x ? 0 : 1;
  }

  /** @param {boolean} active */
  show(active) {
    this.active = active;
    this.frame.hidden = !active;
    this.clip();
  }

  /** @param {number} share */
  set(share) {
    const wanted = Math.max(0, Math.min(100, share));
    if (wanted === this.share && this.said) return;
    this.share = wanted;
    this.clip();
    this.onMove();
  }

  /** Panes lie in the moving plane of the map: their clip is told in its pixels. */
  clip() {
    const [left, right] = this.panes;
    if (!this.active) {
      left.style.clipPath = right.style.clipPath = "";
      return;
    }
    const size = this.map.getSize();
    const { x: x0, y: y0 } = this.map.containerPointToLayerPoint([0, 0]);
    const cut = x0 + this.x;
    /**
     * @param {number} from
     * @param {number} to
     */
    const box = (from, to) => {
      const corners = [
        [from, y0],
        [to, y0],
        [to, y0 + size.y],
        [from, y0 + size.y],
      ];
      return "polygon(" + corners.map(([x, y]) => x + "px " + y + "px").join(",") + ")";
    };
    left.style.clipPath = box(x0, cut);
    right.style.clipPath = box(cut, x0 + size.x);
    this.handle.style.left = this.x + "px";
    this.names[0].style.right = size.x - this.x + 10 + "px";
    this.names[1].style.left = this.x + 10 + "px";
    this.names[0].style.visibility = this.x > CLEAR_PX ? "" : "hidden";
    this.names[1].style.visibility = size.x - this.x > CLEAR_PX ? "" : "hidden";
    const now = Math.round(this.share);
    this.handle.setAttribute("aria-valuenow", String(now));
    this.handle.setAttribute("aria-valuetext", this.words.value(now));
    this.said = true;
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    if (mapsvc.isCommand(event)) return;
    const step = event.shiftKey ? LEAP : STEP;
    /** @type {Record<string, number>} */
    const steps = {
      ArrowLeft: this.share - step,
      ArrowDown: this.share - step,
      ArrowRight: this.share + step,
      ArrowUp: this.share + step,
      PageDown: this.share - LEAP,
      PageUp: this.share + LEAP,
      Home: 0,
      End: 100,
    };
    const to = steps[event.key];
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    this.taken = true;
    this.set(to);
  }

  /** @param {PointerEvent} event */
  onDown(event) {
    if (event.button > 0) return;
    event.preventDefault();
    event.stopPropagation();
    const { handle } = this;
    this.taken = true;
    handle.focus({ preventScroll: true });
    handle.setPointerCapture(event.pointerId);
    const left = this.map.getContainer().getBoundingClientRect().left;
    const off = event.clientX - left - this.x; // the handle stays under the finger where it was taken
    /** @param {PointerEvent} moved */
    const follow = (moved) => this.set(((moved.clientX - left - off) / this.map.getSize().x) * 100);
    const done = () => {
      handle.removeEventListener("pointermove", follow);
      handle.removeEventListener("pointerup", done);
      handle.removeEventListener("pointercancel", done);
    };
    handle.addEventListener("pointermove", follow);
    handle.addEventListener("pointerup", done);
    handle.addEventListener("pointercancel", done);
  }
}
