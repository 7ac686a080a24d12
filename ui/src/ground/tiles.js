/* The tiles of the ground: fetched once, held for a while, drawn from what is here. */
import { load, loadImage, reachable } from "../map/data.js";
import { homeOf, keyOf, TileIndex } from "../pure/tile-index.js";
import { readWater } from "./water.js";

/** @typedef {import("../pure/tile-index.js").TileAt} TileAt */
/** @typedef {{x: number, y: number, other: HTMLImageElement | undefined}} Beside */
/** @typedef {TileAt & {image: HTMLImageElement, around: () => Beside[], met?: string, sheet?: HTMLCanvasElement, soft?: HTMLCanvasElement}} Relief */
/** @typedef {TileAt & {depth: number, ready: boolean, relief: Relief | null, water: import("./water.js").Water | null, promise: Promise<void>}} Tile */

const MOST_RELIEFS = 80;
const MOST_TILES = 160;
const SIDES = [
  { x: 1, y: 0 },
  { x: -1, y: 0 },
  { x: 0, y: 1 },
  { x: 0, y: -1 },
];

export class Tiles {
  /**
   * @param {string} root
   * @param {GroundManifest} manifest
   */
  constructor(root, manifest) {
    this.root = root;
    this.index = new TileIndex(manifest, (tile) => reachable(this.waterUrl(tile)));
    /** @type {Map<string, Tile>} */
    this.held = new Map();
    /** @type {Map<string, Promise<Relief | null>>} */
    this.reliefs = new Map();
    /** @type {Map<string, HTMLImageElement>} */
    this.images = new Map();
  }

  /** @param {TileAt} t */
  waterUrl(t) {
    return this.root + "water/" + keyOf(t) + ".json";
  }

  /** @param {TileAt} t */
  reliefUrl(t) {
    return this.root + "relief/" + keyOf(t) + ".webp";
  }

  /**
   * What is held of the finer tiles inside one: it stands in until the tile is here.
   * @param {TileAt} t
   */
  below(t) {
    const home = homeOf(t.z, t.x);
    return [...this.held.values()]
      .filter((f) => f.ready && f.z > t.z && f.x >> (f.z - t.z) === home && f.y >> (f.z - t.z) === t.y)
      .map((f) => ({ tile: f, x: f.x + (t.x - home) * 2 ** (f.z - t.z) }));
  }

  /** @param {TileAt} t */
  get(t) {
    const held = this.held.get(keyOf(t));
    return held && held.ready ? held : null;
  }

  /**
   * Whether a tile is not here yet, or only with coarser relief than this zoom asks for.
   * @param {TileAt} t
   * @param {number} wanted
   */
  wants(t, wanted) {
    const held = this.get(t);
    return !held || held.depth < Math.min(t.z, wanted - 1);
  }

  /**
   * Where no finer tile is, the finest relief of this one; else that of the tile above, which is soft enough.
   * @param {TileAt} t
   * @param {number} wanted
   * @returns {Promise<void>}
   */
  fetch(t, wanted) {
    const key = keyOf(t);
    const depth = Math.min(t.z, Math.max(this.index.min, wanted - 1));
    const before = this.held.get(key);
    if (before) {
      this.held.delete(key);
      this.held.set(key, before); // youngest last
      return depth > before.depth ? this.sharpen(before, depth) : before.promise;
    }
    /** @type {Tile} */
    const tile = {
      ...t,
      x: homeOf(t.z, t.x),
      depth,
      ready: false,
      relief: null,
      water: null,
      promise: Promise.resolve(),
    };
    this.held.set(key, tile);
    if (this.index.allSea(tile))
      Object.assign(tile, { water: { allSea: true, sea: null, lakes: null, rivers: [] }, ready: true });
    else tile.promise = this.fill(tile);
    this.trim();
    return tile.promise;
  }

  /** @param {Tile} tile */
  async fill(tile) {
    try {
      const [relief, water] = await Promise.all([
        this.fetchRelief(tile, tile.depth),
        load(this.waterUrl(tile)),
      ]);
      Object.assign(tile, { relief, water: readWater(water), ready: true });
    } catch (problem) {
      this.held.delete(keyOf(tile));
      throw problem;
    }
  }

  /**
   * Seen from nearer than before: take finer relief, if there is any.
   * @param {Tile} tile
   * @param {number} depth
   */
  sharpen(tile, depth) {
    tile.depth = depth;
    if (this.index.allSea(tile)) return tile.promise;
    tile.promise = Promise.all([tile.promise, this.fetchRelief(tile, depth)]).then(([, relief]) => {
      if (relief) tile.relief = relief;
    });
    return tile.promise;
  }

  /**
   * The finest relief down to a zoom. Water alone is still a map.
   * @param {TileAt} t
   * @param {number} depth
   * @returns {Promise<Relief | null>}
   */
  fetchRelief(t, depth) {
    const at = this.index.reliefOf(t, depth, (tile) => reachable(this.reliefUrl(tile)));
    return at ? this.loadRelief(at) : Promise.resolve(null);
  }

  /** @param {TileAt} t */
  loadRelief(t) {
    const key = keyOf(t);
    const before = this.reliefs.get(key);
    if (before) return before;
    const relief = loadImage(this.reliefUrl(t)).then(
      (image) => {
        this.images.set(key, image);
        return { ...t, image, around: () => this.around(t) };
      },
      () => null,
    );
    this.reliefs.set(key, relief);
    if (this.reliefs.size > MOST_RELIEFS) {
      const [oldest] = this.reliefs.keys();
      this.reliefs.delete(oldest);
      this.images.delete(oldest);
    }
    return relief;
  }

  /**
   * The reliefs beside one, as far as they are here.
   * @param {TileAt} t
   */
  around({ z, x, y }) {
    return SIDES.map((side) => ({
      ...side,
      other: this.images.get(keyOf({ z, x: x + side.x, y: y + side.y })),
    }));
  }

  trim() {
    for (const [key, tile] of this.held) {
      if (this.held.size <= MOST_TILES) return;
      if (tile.ready && tile.z > this.index.min) this.held.delete(key);
    }
  }
}
