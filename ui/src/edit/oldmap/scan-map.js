/* The scan as a map of its own: columns to the right, rows down. */

const PICTURE_ZOOMS = [-6, 3];

export class ScanMap {
  /** @param {HTMLElement} box */
  constructor(box) {
    this.map = L.map(box, {
      crs: L.CRS.Simple,
      minZoom: PICTURE_ZOOMS[0],
      maxZoom: PICTURE_ZOOMS[1],
      zoomSnap: 0.25,
      attributionControl: false,
    });
    this.map.setView([0, 0], 0);
    this.shown = "";
    /** @type {L.ImageOverlay | null} */
    this.picture = null;
    /** @type {L.Polygon | null} */
    this.frame = null;
  }

  /**
   * @param {string} id
   * @param {[number, number]} size
   */
  show(id, [width, height]) {
    if (this.shown === id) return;
    this.shown = id;
    this.picture?.remove();
    /** @type {L.LatLngBoundsLiteral} */
    const bounds = [
      [-height, 0],
      [0, width],
    ];
    this.picture = L.imageOverlay("/edit/oldmap/picture/" + encodeURIComponent(id), bounds).addTo(this.map);
    this.map.fitBounds(bounds);
  }

  /** @param {[number, number][]} crop */
  crop(crop) {
    this.frame?.remove();
    this.frame = crop.length
      ? L.polygon(crop.map(this.latlng), { color: "#a3262a", weight: 2, fill: false }).addTo(this.map)
      : null;
  }

  /** @param {[number, number]} pixel @returns {[number, number]} */
  latlng([x, y]) {
    return [-y, x];
  }

  /** @param {L.LatLng} at @returns {[number, number]} */
  pixel({ lat, lng }) {
    return [Math.round(lng * 10) / 10, Math.round(-lat * 10) / 10];
  }
}
