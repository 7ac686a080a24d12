/* The map: the places of what is on the screen of the text, how often each is named, and the mention in hand. */
import { mapsvc } from "../../api.js";
import { el } from "../../map/dom.js";
import { boxOf } from "../../pure/text-region.js";
import { groundMap } from "../common/map.js";
import { page } from "./config.js";
import { pointOf } from "./register.js";

/** @typedef {import("./config.js").Place} Place */
/** @typedef {{place: Place, count: number, doubtful: boolean}} Seen */

const [TINT, DOUBT_TINT, INK] = ["#14585f", "#a35200", "#1f2b33"];
const [LEAST_PX, MOST_PX, RING_PX] = [4, 15, 12];
const CLOSEST = 9;

export class MapView {
  /**
   * @param {HTMLElement} box
   * @param {(at: LngLat) => void} onPoint a click beside all signs
   * @param {(placeId: string) => void} onPlace
   */
  constructor(box, onPoint, onPlace) {
    const options = /** @type {NonNullable<typeof page.map>} */ (page.map);
    this.map = groundMap(box, options);
    const canvas = L.canvas({ padding: 0.2 });
    this.canvas = canvas;
    this.dots = L.layerGroup().addTo(this.map);
    this.hand = L.layerGroup().addTo(this.map);
    this.onPlace = onPlace;
    this.map.on("click", ({ latlng }) => onPoint([latlng.wrap().lng, latlng.lat]));
    this.fitted = false;
    this.told = "";
  }

  /**
   * Show what the text on the screen names.
   * @param {Seen[]} seen
   */
  show(seen) {
    const tells = seen.map(({ place, count, doubtful }) => [place.id, count, doubtful].join(" ")).join("|");
    if (tells === this.told) return;
    this.told = tells;
    this.dots.clearLayers();
    /** @type {Word[]} */
    const words = [];
    for (const [order, { place, count, doubtful }] of seen.entries()) {
      const at = this.at(place);
      if (!at) continue;
      const radius = Math.min(MOST_PX, LEAST_PX + Math.sqrt(count) * 1.4);
      const tint = doubtful ? DOUBT_TINT : TINT;
      const look = {
        radius,
        color: tint,
        weight: 1.5,
        fillColor: tint,
        fillOpacity: 0.35,
        renderer: this.canvas,
      };
      L.circleMarker(at, { ...look, dashArray: doubtful ? "3 3" : undefined, bubblingMouseEvents: false })
        .on("click", () => this.onPlace(place.id))
        .addTo(this.dots);
      const text = count > 1 ? `${place.name} · ${count}` : place.name;
      words.push({ text, style: "feature-2", tier: 0, priority: 2, order, at, gap: radius + 2 });
    }
    mapsvc.labels(this.map).set("read", words);
    if (!this.fitted && seen.length) this.fit(seen.map(({ place }) => place));
  }

  /** @param {Place[]} places */
  fit(places) {
    const box = boxOf(places.flatMap(points));
    if (!box) return;
    this.fitted = true;
    mapsvc.fitExtent(this.map, box, false);
  }

  /**
   * Show the mention in hand, and what else it may be by the numbers of the card.
   * @param {Place | null} place
   * @param {Place[]} others
   * @param {{move: boolean}} how
   */
  take(place, others, { move }) {
    this.hand.clearLayers();
    for (const [n, other] of others.entries()) {
      const at = this.at(other);
      const icon = L.divIcon({
        className: "read-number",
        html: el("span", "", String(n + 1)),
        iconSize: [22, 22],
      });
      if (at) L.marker(at, { icon, keyboard: false, interactive: false }).addTo(this.hand);
    }
    const at = place && this.at(place);
    if (!at) return;
    L.circleMarker(at, {
      radius: RING_PX,
      color: INK,
      weight: 3,
      fill: false,
      interactive: false,
      renderer: this.canvas,
    }).addTo(this.hand);
    if (move && !this.map.getBounds().pad(-0.08).contains(at))
      this.map.panTo(at, { animate: !mapsvc.calm() });
  }

  /**
   * Show where another reading would be.
   * @param {Place} place
   */
  look(place) {
    const at = this.at(place);
    if (at) this.map.setView(at, Math.min(this.map.getZoom(), CLOSEST), { animate: !mapsvc.calm() });
  }

  /** A new place that is not saved yet. @param {LngLat | null} point */
  point(point) {
    this.spot?.remove();
    this.spot = point
      ? L.circleMarker([point[1], mapsvc.nearLng(this.map, point[0])], {
          radius: 8,
          color: "#8f1d1d",
          weight: 3,
          dashArray: "2 4",
          interactive: false,
          renderer: this.canvas,
        }).addTo(this.map)
      : undefined;
  }

  /** @param {Place} place */
  at(place) {
    const point = pointOf(place);
    return point && L.latLng(point[1], mapsvc.nearLng(this.map, point[0]));
  }
}

/** @param {Place} place @returns {LngLat[]} */
function points(place) {
  const point = pointOf(place);
  return point ? [point] : [];
}
