/* What is to be said of the ground, small in a corner. */
import table from "../../../templates/static/style.json" with { type: "json" };
import { el } from "../map/dom.js";
import { metresAPixel } from "../pure/projection.js";

/** A note whose words change with what is seen; without any it is not there. */
export class Note extends L.Control {
  /** @param {(map: L.Map) => string | undefined} tell */
  constructor(tell) {
    super({ position: "bottomright" });
    this.tell = tell;
    this.node = el("div", "map-coast");
  }

  /**
   * @override
   * @param {L.Map} map
   */
  onAdd(map) {
    map.on("moveend", this.update, this);
    this.update();
    return this.node;
  }

  update() {
    const told = this.tell(this._map) || "";
    this.node.textContent = told;
    this.node.hidden = !told;
  }
}

/**
 * Say how far the coast may be out where the map is looked at closer than that.
 * @param {import("../pure/tile-index.js").TileIndex} index
 * @param {Record<string, string>} words by kilometres
 */
export const coastNote = (index, words) =>
  new Note((map) => {
    const { lat, lng } = map.getCenter();
    const km = index.accuracyKm(lat, lng);
    return (km * 1000) / metresAPixel(lat, map.getZoom()) >= table.ground.coast_seen_px ? words[km] : "";
  });
