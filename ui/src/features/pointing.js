/* Pointing at things and opening them: what is lit on the map and in the list, and its pop-up. */
import { partOf, scrollWithin, whenSeen } from "../map/seen.js";
import { pointOf } from "./item.js";
import * as popups from "./popups.js";
import { isTooSmall, keepInSight, Sheet } from "./sheet.js";
import * as witnesses from "./witnesses.js";

/** @typedef {{latlng?: L.LatLng, focus?: boolean, back?: HTMLElement | null}} PinOptions `back`: where the focus returns to */

const SIGN_PX = 9;
const EDGE_PX = 16;
const BAR_PX = 68; // the buttons
const FRAME_PX = 70; // a pop-up's own margins

export class Pointing {
  /**
   * @param {import("./features.js").Features} features
   * @param {((item: Item) => void) | undefined} instead
   */
  constructor(features, instead) {
    this.features = features;
    this.map = features.map;
    this.state = features.state;
    this.instead = instead;
    /** @type {HTMLElement | null} */
    this.back = null;
    this.stale = false;
  }

  listen() {
    this.map.on("click", this.onMapClick, this);
    this.map.on("mousemove", this.onMapMove, this);
    this.map.on("popupclose", this.onPopupClose, this);
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !this.state.pinned) return;
      event.preventDefault(); // used up: no deck about a frame gets it too
      this.map.closePopup();
    });
  }

  /**
   * @param {Item} item
   * @param {L.Marker} marker
   */
  listenSign(item, marker) {
    marker.on("click", () => this.pin(item, { latlng: marker.getLatLng() }));
    marker.on("keydown", ({ originalEvent }) => {
      if (originalEvent.key !== "Enter" && originalEvent.key !== " ") return;
      originalEvent.preventDefault();
      this.pin(item, { latlng: marker.getLatLng(), focus: true, back: marker.getElement() });
    });
    marker.on("mouseover", () => this.hover(item));
    marker.on("mouseout", () => this.hover(null));
    const node = marker.getElement();
    node?.addEventListener("focus", () => this.hover(item));
    node?.addEventListener("blur", () => this.hover(null));
  }

  /** @param {Item | null} item */
  hover(item) {
    const id = item ? item.id : null;
    if (this.state.hovered === id) return;
    if (item) witnesses.ask(item); // here by the time that it is opened
    this.state.hovered = id;
    this.mark();
  }

  /** Show what is lit on the map and in the list. */
  mark() {
    const { hovered, pinned } = this.state;
    const { items, rows, drawing } = this.features;
    for (const item of items) {
      const lit = item.id === hovered || item.id === pinned;
      if (item.lit === lit) continue;
      item.lit = lit;
      if (!item.marker) this.stale = true;
      rows.get(item.id)?.classList.toggle("is-lit", lit);
    }
    this.markSigns();
    this.markRows(pinned || hovered);
    if (this.stale && drawing._bounds) {
      this.stale = false;
      drawing.draw();
    }
    this.map.fire("mapsvc:mark", { hovered, pinned });
  }

  markSigns() {
    const { items } = this.features;
    const bright = new Set(items.filter((item) => item.lit).map((item) => item.marker));
    for (const { marker } of items.filter((item) => !item.shares)) {
      marker?.getElement()?.classList.toggle("is-lit", bright.has(marker));
    }
  }

  /** @param {string | null} current */
  markRows(current) {
    for (const [id, row] of this.features.rows) {
      if (row.getAttribute("aria-current") === "step") continue; // a player's, for as long as it rests there
      if (id === current) row.setAttribute("aria-current", "true");
      else row.removeAttribute("aria-current");
    }
  }

  /**
   * @param {Item} item
   * @param {PinOptions} how
   */
  pin(item, { latlng, focus = false, back = null }) {
    if (this.instead) {
      this.instead(item);
      return;
    }
    this.map.closePopup();
    this.state.pinned = item.id;
    this.mark();
    const row = this.features.rows.get(item.id);
    if (row && !focus) scrollWithin(row);
    const at = latlng || pointOf(this.map, item);
    if (!at) return;
    this.back = back;
    const open = () =>
      whenSeen((seen) => this.state.pinned === item.id && this.open(item, at, { focus, seen }));
    const waiting = witnesses.ask(item);
    if (waiting) waiting.then(open);
    else open();
  }

  /**
   * Tell of a thing: on the map, or in a sheet where too little of the map is seen.
   * @param {Item} item
   * @param {L.LatLng} at
   * @param {{focus: boolean, seen: import("../map/seen.js").Seen}} how
   */
  open(item, at, { focus, seen }) {
    const part = partOf(this.map.getContainer(), seen);
    const asSheet = isTooSmall(part);
    const popup = asSheet ? new Sheet(this.map, seen) : this.popupOf(item, part);
    const body = popups.content(item);
    witnesses.fill(this, item, body, at);
    popups.nameOthers(this, item, body, at);
    popup.setLatLng(at).setContent(body).openOn(this.map);
    popups.finish(popup);
    if (asSheet) {
      this.back = this.back || item.marker?.getElement() || this.map.getContainer();
      keepInSight(/** @type {Sheet} */ (popup), at);
    }
    if (focus || asSheet) body.focus({ preventScroll: true });
  }

  /**
   * A pop-up that keeps within what is seen of the map, clear of the buttons.
   * @param {Item} item
   * @param {import("../map/seen.js").Seen} part
   */
  popupOf(item, part) {
    const box = this.map.getContainer().getBoundingClientRect();
    const maxWidth = Math.min(340, part.right - part.left - FRAME_PX);
    return L.popup({
      maxHeight: Math.min(420, (part.bottom - part.top) * 0.62),
      maxWidth,
      minWidth: Math.min(220, maxWidth),
      autoPanPaddingTopLeft: [BAR_PX, EDGE_PX + part.top - box.top],
      autoPanPaddingBottomRight: [EDGE_PX, EDGE_PX + box.bottom - part.bottom],
      offset: item.marker ? [item.shift || 0, -6] : [0, 2],
      className: "map-popup",
    });
  }

  onPopupClose() {
    this.state.pinned = null;
    this.mark();
    const { back } = this;
    this.back = null;
    const { activeElement } = document;
    const lost = activeElement === document.body || this.map.getContainer().contains(activeElement);
    if (back && back.isConnected && lost) back.focus({ preventScroll: true });
  }

  /**
   * Everything at a spot, the weightiest first: signs that stand on it, lines through it, areas round it.
   * @param {L.LatLng} at
   */
  itemsAt(at) {
    const { items, shown, drawing } = this.features;
    const p = this.map.latLngToContainerPoint(at);
    const signs = items.filter(
      (item) =>
        item.marker &&
        shown(item) &&
        this.map.latLngToContainerPoint(item.marker.getLatLng()).distanceTo(p) < SIGN_PX,
    );
    return [...signs, ...drawing.hits(p)];
  }

  /** @param {L.LeafletMouseEvent} event */
  onMapClick(event) {
    const item = this.features.drawing.hit(event.containerPoint);
    if (item) this.pin(item, { latlng: event.latlng });
  }

  /** @param {L.LeafletMouseEvent} event */
  onMapMove(event) {
    const { target } = event.originalEvent;
    if (target instanceof Element && target.closest(".leaflet-marker-icon, .leaflet-control, .leaflet-popup"))
      return;
    const item = this.features.drawing.hit(event.containerPoint);
    this.map.getContainer().classList.toggle("over-feature", Boolean(item));
    this.hover(item);
  }
}
