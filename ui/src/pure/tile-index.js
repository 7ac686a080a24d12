/* Which tiles of the ground there are, and which coarser one stands in where there is none. */
import { project01 } from "./projection.js";

/** @typedef {{z: number, x: number, y: number}} TileAt */

/**
 * @param {TileLevel} level
 * @param {TileAt} tile
 */
const inLevel = (level, { z, x, y }) =>
  level.z === z && x >= level.x[0] && x <= level.x[1] && y >= level.y[0] && y <= level.y[1];

/**
 * Column of a tile within the files: the ground goes on round the world.
 * @param {number} z
 * @param {number} x
 */
export function homeOf(z, x) {
  const across = 2 ** z;
  return ((x % across) + across) % across;
}

/**
 * Names the file: the same for a tile and for its like further round the world.
 * @param {TileAt} t
 */
export const keyOf = (t) => t.z + "/" + homeOf(t.z, t.x) + "/" + t.y;

export class TileIndex {
  /**
   * @param {GroundManifest} manifest
   * @param {(tile: TileAt) => boolean} reachable can the water of a tile be had?
   */
  constructor(manifest, reachable) {
    this.reachable = reachable;
    // The first stands above.
    this.parts = (manifest.parts || []).map((part) => ({ ...part, sea: new Set(part.sea) }));
    const zooms = this.parts.flatMap((part) => part.zooms.map((level) => level.z));
    this.none = !zooms.length;
    this.min = Math.min(...zooms);
    this.max = Math.max(...zooms);
  }

  /**
   * Who says what the water of a tile is.
   * @param {TileAt} t
   */
  part(t) {
    return this.parts.find((part) => part.zooms.some((level) => inLevel(level, t)));
  }

  /**
   * A tile named as sea is so with all the finer ones inside.
   * @param {TileAt} t
   */
  allSea(t) {
    const part = this.part(t);
    if (!part) return false;
    for (let up = 0; up <= t.z; up += 1) {
      if (part.sea.has([t.z - up, t.x >> up, t.y >> up].join("/"))) return true;
    }
    return false;
  }

  /**
   * How far the finest coast there is at a point may be out, in km.
   * @param {number} lat
   * @param {number} lng
   */
  accuracyKm(lat, lng) {
    const [x, y] = project01(lng, lat);
    for (let z = this.max; z >= this.min; z -= 1) {
      const at = { z, x: homeOf(z, Math.floor(x * 2 ** z)), y: Math.floor(y * 2 ** z) };
      for (const part of this.parts) {
        const level = part.zooms.find((found) => inLevel(found, at));
        if (level) return level.accuracy_km || 0;
      }
    }
    return 0;
  }

  /** @param {TileAt} t */
  exists(t) {
    return Boolean(this.part(t)) && (this.allSea(t) || this.reachable(t));
  }

  /**
   * The tile itself, or the deepest tile above it that exists; x goes on counting round the world.
   * @param {number} z
   * @param {number} x
   * @param {number} y
   * @returns {TileAt | null}
   */
  nearest(z, x, y) {
    for (let up = 0; z - up >= this.min; up += 1) {
      const t = { z: z - up, x: x >> up, y: y >> up };
      if (this.exists({ ...t, x: homeOf(t.z, t.x) })) return t;
    }
    return null;
  }

  /**
   * The tile of the finest relief down to a zoom whose picture is there; none where all is sea.
   * @param {TileAt} t
   * @param {number} depth
   * @param {(tile: TileAt) => boolean} reachable
   */
  reliefOf(t, depth, reachable) {
    for (let z = depth; z >= this.min; z -= 1) {
      const above = { z, x: t.x >> (t.z - z), y: t.y >> (t.z - z) };
      if (!this.parts.some((part) => part.relief.some((level) => inLevel(level, above)))) continue;
      if (this.allSea(above)) return null;
      if (reachable(above)) return above;
    }
    return null;
  }
}

/**
 * Tiles that cover a rectangle in pixels of the world: rows end at the poles, columns go on round it.
 * @param {number} z
 * @param {number} px the side of a tile
 * @param {Box} rect
 * @param {(z: number, x: number, y: number) => TileAt | null} nearest
 */
export function cover(z, px, rect, nearest) {
  /** @type {Map<string, TileAt>} */
  const seen = new Map();
  const y0 = Math.max(0, Math.floor(rect[1] / px));
  const y1 = Math.min(2 ** z - 1, Math.floor((rect[3] - 0.01) / px));
  const x0 = Math.floor(rect[0] / px);
  const x1 = Math.floor((rect[2] - 0.01) / px);
  for (let y = y0; y <= y1; y += 1) {
    for (let x = x0; x <= x1; x += 1) {
      const t = nearest(z, x, y);
      if (t) seen.set(t.z + "/" + t.x + "/" + t.y, t);
    }
  }
  return [...seen.values()];
}
