/* A scale bar, where one is true of the whole map; its words come from the server, as the language writes them. */
import table from "../../../templates/static/style.json" with { type: "json" };
import { stretchOf } from "../pure/projection.js";

export class Scale extends L.Control.Scale {
  /** @param {[metres: number, words: string][]} lengths the longest first */
  constructor(lengths) {
    super({ imperial: false, maxWidth: 140, position: "bottomright" });
    this.lengths = lengths;
  }

  /** @param {number} most metres */
  _updateMetric(most) {
    const bounds = this._map.getBounds();
    // No bar tells lengths on a map that shows one of them so many times as long as another.
    this._mScale.style.display =
      stretchOf(bounds.getNorth(), bounds.getSouth()) > table.scale_bar.most_stretch ? "none" : "";
    const shortest = this.lengths[this.lengths.length - 1];
    const [metres, words] = this.lengths.find(([length]) => length <= most) || shortest;
    this._updateScale(this._mScale, words, metres / most);
  }
}
