/* Which tiles of an old map there are, which cover a view, and what an address says of old maps. */
/** @typedef {{z: number, x: number, y: number}} TileAt */
/** @typedef {{id: string, opacity: number}} Chosen */

/**
 * Column of a tile within the files: maps go on round the world.
 * @param {number} z
 * @param {number} x
 */
export const columnOf = (z, x) => ((x % 2 ** z) + 2 ** z) % 2 ** z;

/** The tiles of one old map, from rows of zoom, row, first and last column. */
export class OldTiles {
  /** @param {number[][]} rows */
  constructor(rows) {
    /** @type {Set<string>} */
    this.there = new Set();
    const zooms = new Set();
    for (const [z, y, first, last] of rows) {
      zooms.add(z);
      for (let x = first; x <= last; x += 1) this.there.add(z + "/" + x + "/" + y);
    }
    this.zooms = [...zooms].sort((a, b) => a - b);
  }

  /**
   * The zoom whose tiles are drawn: the coarsest that is sharp, or the finest there is.
   * @param {number} zoom of the map, whose tiles have 256 pixels
   * @param {number} ratio pixels of the screen to one of the page
   */
  zoomFor(zoom, ratio) {
    const wanted = zoom - 1 + Math.log2(ratio) - 0.35;
    return this.zooms.find((z) => z >= wanted) ?? this.zooms[this.zooms.length - 1];
  }

  /**
   * Tiles that cover a box of world pixels, coarse ones first; of each zoom up to the one that is wanted.
   * @param {number} wanted
   * @param {Box} box
   * @param {(z: number) => number} side of a tile of a zoom, in those pixels
   * @returns {TileAt[]} their columns go on round the world
   */
  over(wanted, [left, top, right, bottom], side) {
    const found = [];
    for (const z of this.zooms) {
      if (z > wanted) break;
      const px = side(z);
      for (let y = Math.floor(top / px); y <= Math.floor(bottom / px); y += 1)
        for (let x = Math.floor(left / px); x <= Math.floor(right / px); x += 1)
          if (this.there.has(z + "/" + columnOf(z, x) + "/" + y)) found.push({ z, x, y });
    }
    return found;
  }
}

/**
 * Which old map an address asks for: `sheet-12,60`; `none` for none.
 * @param {string | null} text
 * @returns {{id: string, opacity: number | null} | null} nothing if it asks for nothing
 */
export function readChosen(text) {
  const found = /^([a-z0-9-]+)(?:,(\d{1,3}))?$/.exec(text || "");
  if (!found) return null;
  return { id: found[1], opacity: found[2] ? Math.min(100, Number(found[2])) / 100 : null };
}

/** @param {Chosen | null} chosen */
export const writeChosen = (chosen) => (chosen ? chosen.id + "," + Math.round(chosen.opacity * 100) : "none");

/**
 * Is there anything of an old map in a view, whichever turn round the world that is?
 * @param {Extent} bounds
 * @param {Extent} view
 */
export function meets([west, south, east, north], [left, below, right, above]) {
  const turns = Math.round((left + right - west - east) / 720) * 360;
  return west + turns <= right && east + turns >= left && south <= above && north >= below;
}

/**
 * May an old map lie under the map of a day?
 * @param {[number | null, number | null]} days year, month and day in one number each
 * @param {number} day
 */
export const holdsOn = ([first, last], day) =>
  (first === null || first <= day) && (last === null || day <= last);
