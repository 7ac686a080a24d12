/* A ring on the map where no sign is: a place inside a longer name, or another reading. */
import { mapsvc } from "../api.js";

const RADIUS_PX = 13;

export class Spot {
  /** @param {L.Map} map */
  constructor(map) {
    this.map = map;
    this.rings = L.svg();
    /** @type {L.CircleMarker | null} */
    this.ring = null;
  }

  /**
   * @param {{lon: number, lat: number}} at
   * @param {"always" | "unseen" | "never"} pan
   */
  show({ lon, lat }, pan) {
    const at = L.latLng(lat, mapsvc.nearLng(this.map, lon));
    const look = { radius: RADIUS_PX, className: "other-spot", interactive: false, renderer: this.rings };
    this.ring = L.circleMarker(at, look).addTo(this.map);
    const move = pan === "always" || (pan === "unseen" && !this.map.getBounds().contains(at));
    if (move) this.map.panTo(at, { animate: !mapsvc.calm() });
  }

  clear() {
    this.ring?.remove();
    this.ring = null;
  }
}
