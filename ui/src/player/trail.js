/* What a journey that plays draws on the map: the way behind, the stretch where it may be, a marker only where it is known. */
import { mapsvc } from "../api.js";
import { besideWay } from "../pure/beside.js";
import { Live } from "./live.js";

/** @typedef {import("../pure/track.js").Track} Track */
/** @typedef {{track: Track, near: number, far: number, resting: boolean}} Shown */
/** @typedef {{pin: SVGElement, tag: HTMLElement, leader: HTMLElement}} Mark */

const FROM_NARROW_PX = 22; // a shorter stretch is shown as a place
const NARROW_KM = 60;
const LINE = { type: /** @type {const} */ ("line"), path: "", casing: null, ticks: null, inert: true };
/** @type {MapSymbol} */
const HALO = { ...LINE, color: "#d99800", width: 5, dash: [], band: true, halo: true, strength: 0.17 };
/** @type {MapSymbol} */
const CORE = { ...LINE, color: "#22303c", width: 2.4, dash: [2, 6] };

const PIN = { width: 40, height: 52, foot: 50 };
const TAG = { away: 52, room: 26 }; // how far beside the stretch, and from every stop
const PIN_PATH = "M0,0C-4,-10 -16,-19 -16,-31A16,16 0 1 1 16,-31C16,-19 4,-10 0,0Z";
const TRAVELLER =
  "M0,-40.500A4,4 0 1 1 0,-32.500A4,4 0 1 1 0,-40.500ZM-8,-22.500V-25Q-8,-30.500 0,-30.500Q8,-30.500 8,-25V-22.500Z";
/** More tags than these are not shown: names over names help nobody. */
export const MOST_TAGS = 3;

/**
 * A leg that was made is drawn bolder; dots this large need no second sign in them.
 * @param {MapSymbol} symbol
 * @returns {MapSymbol}
 */
function bold(symbol) {
  const dotted = symbol.dash && symbol.dash[0] < 3;
  return {
    ...symbol,
    width: symbol.width * 1.9,
    inert: true,
    dash: (symbol.dash || []).map((d) => d * 1.4),
    strength: symbol.band ? 0.22 : undefined,
    ticks: dotted && symbol.ticks === "twin" ? null : symbol.ticks,
  };
}

/**
 * @param {string} id
 * @param {MapSymbol} symbol
 * @param {LngLat[]} coordinates
 * @param {Partial<Properties>} p
 * @returns {DrawnItem}
 */
function lineItem(id, symbol, coordinates, p) {
  const geometry = { type: "LineString", coordinates };
  const bounds = L.latLngBounds(coordinates.map(([lng, lat]) => [lat, lng]));
  return { id: "player/" + id, symbol, p, world: mapsvc.worldParts(geometry), rank: 2, order: 0, bounds };
}

export class Trail {
  /**
   * @param {L.Map} map
   * @param {string} onWay what stands on the map where only a stretch is known
   */
  constructor(map, onWay) {
    this.map = map;
    this.onWay = onWay;
    mapsvc.pane(map, "mapsvc-past", 420);
    mapsvc.pane(map, "mapsvc-live", 440);
    this.pane = mapsvc.pane(map, "mapsvc-player", 660);
    this.past = new mapsvc.Drawing({ pane: "mapsvc-past" }).addTo(map);
    this.live = new Live({ pane: "mapsvc-live" }).addTo(map);
    /** @type {Map<MapSymbol, MapSymbol>} */
    this.bold = new Map();
    /** @type {Map<string, Mark>} */
    this.marks = new Map();
    /** @type {Shown[]} */
    this.shown = [];
    /** @type {Box | null} what the marker takes of the map */
    this.box = null;
    this.key = "";
    map.on("zoomanim", (event) => {
      this.live._container.style.visibility = "hidden";
      this.placeMarks(event);
    });
    map.on("zoom zoomend viewreset move resize", () => this.placeMarks());
  }

  /** @param {MapSymbol} symbol */
  boldOf(symbol) {
    const known = this.bold.get(symbol) || bold(symbol);
    this.bold.set(symbol, known);
    return known;
  }

  /**
   * Whole legs that were made lie on a canvas of their own.
   * @param {Shown[]} shown
   */
  show(shown) {
    /** @type {DrawnItem[]} */
    const done = [];
    /** @type {DrawnItem[]} */
    const live = [];
    for (const { track, near, far } of shown) {
      for (const { item, whole, points } of track.parts(0, near)) {
        const target = whole ? done : live;
        target.push(lineItem(item.id + (whole ? "" : "/part"), this.boldOf(item.symbol), points, item.p));
      }
      const points = far - near > 0.5 ? track.parts(near, far).flatMap((part) => part.points) : [];
      if (points.length > 1) {
        live.push(lineItem(track.variant.id + "/halo", HALO, points, { band_km: 0 }));
        live.push(lineItem(track.variant.id + "/core", CORE, points, {}));
      }
    }
    const key = done.map((item) => item.id).join();
    if (key !== this.key) {
      this.key = key;
      this.past.setItems(done);
    }
    this.live.setItems(live);
    this.shown = shown;
    this.placeMarks();
  }

  /** @param {string} id */
  markOf(id) {
    const known = this.marks.get(id);
    if (known) return known;
    const pin = mapsvc.svg("svg", {
      class: "player-mark",
      viewBox: "-20 -50 40 52",
      width: PIN.width,
      height: PIN.height,
      "aria-hidden": "true",
      focusable: "false",
    });
    pin.append(
      mapsvc.svg("path", { d: PIN_PATH, fill: "#8f1d1d", stroke: "#fff", "stroke-width": 3 }),
      mapsvc.svg("path", { d: TRAVELLER, fill: "#fff" }),
    );
    const tag = mapsvc.el("span", "player-tag", this.onWay);
    const leader = mapsvc.el("i", "player-leader");
    for (const node of [tag, leader]) node.setAttribute("aria-hidden", "true");
    this.pane.append(pin, leader, tag);
    const mark = { pin, tag, leader };
    this.marks.set(id, mark);
    return mark;
  }

  /** @param {L.ZoomAnimEvent} [anim] where things will be when the map has been enlarged */
  placeMarks(anim) {
    /** @param {L.LatLng} at */
    const pixel = (at) =>
      anim ? this.map._latLngToNewLayerPoint(at, anim.zoom, anim.center) : this.map.latLngToLayerPoint(at);
    for (const shown of this.shown) this.placeMark(shown, pixel);
    for (const [id, { pin, tag, leader }] of this.marks) {
      if (this.shown.some(({ track }) => track.variant.id === id)) continue;
      pin.toggleAttribute("hidden", true);
      tag.hidden = leader.hidden = true;
    }
  }

  /**
   * @param {Shown} shown
   * @param {(at: L.LatLng) => L.Point} pixel
   */
  placeMark({ track, near, far, resting }, pixel) {
    const { pin, tag, leader } = this.markOf(track.variant.id);
    const home = mapsvc.nearLng(this.map, track.lngLat((near + far) / 2)[0]);
    /** @param {number} km */
    const at = (km) => {
      const [lng, lat] = track.lngLat(km);
      return pixel(L.latLng(lat, lng + 360 * Math.round((home - lng) / 360)));
    };
    const [a, b, middle] = [near, far, (near + far) / 2].map(at);
    const known =
      far - near < 0.5 || (Math.hypot(a.x - b.x, a.y - b.y) < FROM_NARROW_PX && far - near < NARROW_KM);
    const several = this.shown.length > 1;
    const text = several ? track.variant.title : this.onWay;
    if (tag.textContent !== text) tag.textContent = text;
    pin.toggleAttribute("hidden", !known || resting);
    tag.hidden = leader.hidden = known || this.shown.length > MOST_TAGS; // the stretch stays
    pin.style.transform = `translate(${(middle.x - PIN.width / 2).toFixed(1)}px,${(middle.y - PIN.foot).toFixed(1)}px)`;
    if (known) {
      const { width, foot } = PIN;
      this.box = several ? null : [middle.x - width / 2, middle.y - foot, middle.x + width / 2, middle.y - 8];
      return;
    }
    const share = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];
    const way = share.map((part) => at(near + (far - near) * part));
    const stops = track.variant.stops.map(({ km }) => at(km));
    const half = { x: (tag.offsetWidth || 84) / 2, y: (tag.offsetHeight || 26) / 2 };
    const spot = besideWay(way, stops, { half, away: TAG.away, room: TAG.room });
    this.box = several ? null : [spot.x - half.x, spot.y - half.y, spot.x + half.x, spot.y + half.y];
    tag.style.transform = `translate(${(spot.x - half.x).toFixed(1)}px,${(spot.y - half.y).toFixed(1)}px)`;
    const [dx, dy] = [spot.x - spot.from.x, spot.y - spot.from.y];
    leader.style.width = Math.hypot(dx, dy).toFixed(1) + "px";
    leader.style.transform = `translate(${spot.from.x.toFixed(1)}px,${spot.from.y.toFixed(1)}px) rotate(${Math.atan2(dy, dx).toFixed(3)}rad)`;
  }
}
