/* Where in the world a close map lies; hidden once the map itself shows as much. */
import { el } from "../map/dom.js";

export class Locator extends L.Control {
  /** @param {{src: string, words: string, extent: Extent}} options */
  constructor({ src, words, extent: [west, south, east, north] }) {
    super({ position: "bottomleft" });
    this.box = L.latLngBounds([south, west], [north, east]);
    this.picture = el("img", "map-locator");
    this.picture.src = src;
    this.picture.alt = words;
  }

  /**
   * @override
   * @param {L.Map} map
   */
  onAdd(map) {
    map.on("zoomend", () => {
      this.picture.hidden = map.getBounds().pad(0.6).contains(this.box);
    });
    return this.picture;
  }
}
