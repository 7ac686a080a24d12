/* Where in the world a close map lies; hidden once the map itself shows as much. */
import { el } from "../map/dom.js";
import { of } from "../map/state.js";
import { freestCorner } from "../pure/corner.js";

/**
 * The corner without buttons in which a locator hides the fewest signs.
 * @param {L.Map} map
 */
function freeCorner(map) {
  const { x, y } = map.containerPointToLayerPoint([0, 0]);
  const boxes = of(map).markerBoxes?.() || [];
  const signs = boxes.map((box) => ({ x: (box[0] + box[2]) / 2 - x, y: (box[1] + box[3]) / 2 - y }));
  return freestCorner(map.getSize(), signs);
}

export class Locator extends L.Control {
  /**
   * @param {L.Map} map
   * @param {{src: string, words: string, extent: Extent}} options
   */
  constructor(map, { src, words, extent: [west, south, east, north] }) {
    super({ position: freeCorner(map) });
    const box = L.latLngBounds([south, west], [north, east]);
    this.picture = Object.assign(el("img", "map-locator"), { src, alt: words });
    map.on("zoomend", () => {
      this.picture.hidden = map.getBounds().pad(0.6).contains(box);
    });
    map.on("resize", () => this.setPosition(freeCorner(map)));
    this.addTo(map);
  }

  /** @override */
  onAdd() {
    return this.picture;
  }
}
