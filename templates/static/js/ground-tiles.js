/* The tiles of the ground: which there are, where a finer or coarser one stands in, and what they hold. */
(function () {
  "use strict";

  const mapsvc = window.mapsvc;
  const UNITS = 4096;

  // ---- water: rings and lines of steps → Path2D ---------------------------------------------
  function traceInto(path, flat, start, close) {
    let x = flat[start];
    let y = flat[start + 1];
    path.moveTo(x, y);
    for (let i = start + 2; i < flat.length; i += 2) {
      x += flat[i];
      y += flat[i + 1];
      path.lineTo(x, y);
    }
    if (close) path.closePath();
  }

  function ringsPath(rings) {
    const path = new Path2D();
    for (const ring of rings) traceInto(path, ring, 0, true);
    return path;
  }

  function readWater(json) {
    const rivers = [null, null, null, null];
    for (const line of json.r || []) {
      const w = Math.min(3, Math.max(1, line[0]));
      traceInto((rivers[w] = rivers[w] || new Path2D()), line, 1, false);
    }
    return {
      allSea: json.s === 1,
      sea: Array.isArray(json.s) && json.s.length ? ringsPath(json.s) : null,
      lakes: json.l && json.l.length ? ringsPath(json.l) : null,
      rivers,
    };
  }

  // ---- which tiles exist, and their contents --------------------------------------------------
  const inLevel = (level, z, x, y) => level.z === z && x >= level.x[0] && x <= level.x[1] && y >= level.y[0] && y <= level.y[1];

  /** Column of a tile within the files: the ground goes on round the world. */
  const homeOf = (z, x) => { const across = 2 ** z; return ((x % across) + across) % across; };

  class Tiles {
    constructor(root, manifest) {
      this.root = root;
      this.parts = (manifest.parts || []).map((part) => ({ ...part, sea: new Set(part.sea) })); // the first stands above
      const zooms = this.parts.flatMap((part) => part.zooms.map((level) => level.z));
      this.none = !zooms.length;
      this.min = Math.min(...zooms);
      this.max = Math.max(...zooms);
      this.held = new Map();
      this.reliefs = new Map();
    }

    /** Who says what the water of a tile is. */
    part(z, x, y) {
      return this.parts.find((part) => part.zooms.some((level) => inLevel(level, z, x, y)));
    }

    /** A tile named as sea is so with all the finer ones inside. */
    allSea(z, x, y) {
      const part = this.part(z, x, y);
      if (!part) return false;
      for (let up = 0; up <= z; up += 1) if (part.sea.has([z - up, x >> up, y >> up].join("/"))) return true;
      return false;
    }

    /** How far the finest coast there is at a point may be out, in km. */
    accuracy(lat, lng) {
      const [x, y] = mapsvc.project01(lng, lat);
      for (let z = this.max; z >= this.min; z -= 1) {
        const at = [z, homeOf(z, Math.floor(x * 2 ** z)), Math.floor(y * 2 ** z)];
        for (const part of this.parts) {
          const level = part.zooms.find((found) => inLevel(found, ...at));
          if (level) return level.accuracy_km || 0;
        }
      }
      return 0;
    }

    exists(z, x, y) {
      if (!this.part(z, x, y)) return false;
      return this.allSea(z, x, y) || mapsvc.reachable(this.root + "water/" + [z, x, y].join("/") + ".json");
    }

    /** The tile itself, or the deepest tile above it that exists; x goes on counting round the world. */
    nearest(z, x, y) {
      for (let up = 0; z - up >= this.min; up += 1) {
        const t = { z: z - up, x: x >> up, y: y >> up };
        if (this.exists(t.z, homeOf(t.z, t.x), t.y)) return t;
      }
      return null;
    }

    /** What is held of the finer tiles inside one: it stands in until the tile is here. */
    below(t) {
      const home = homeOf(t.z, t.x);
      return [...this.held.values()]
        .filter((f) => f.ready && f.z > t.z && f.x >> (f.z - t.z) === home && f.y >> (f.z - t.z) === t.y)
        .map((f) => ({ tile: f, x: f.x + (t.x - home) * 2 ** (f.z - t.z) }));
    }

    /** Names the file: the same for a tile and for its like further round the world. */
    key(t) {
      return t.z + "/" + homeOf(t.z, t.x) + "/" + t.y;
    }

    get(t) {
      const held = this.held.get(this.key(t));
      return held && held.ready ? held : null;
    }

    /** Whether a tile is not here yet, or only with coarser relief than this zoom asks for. */
    wants(t, wanted) {
      const held = this.get(t);
      return !held || held.depth < Math.min(t.z, wanted - 1);
    }

    /** Where no finer tile is, the finest relief of this one; else that of the tile above, which is soft enough. */
    fetch(t, wanted) {
      const key = this.key(t);
      const depth = Math.min(t.z, Math.max(this.min, wanted - 1));
      let tile = this.held.get(key);
      if (tile) {
        this.held.delete(key);
        this.held.set(key, tile); // youngest last
        return depth > tile.depth ? this.sharpen(tile, depth) : tile.promise;
      }
      tile = { ...t, x: homeOf(t.z, t.x), depth, ready: false, relief: null, water: null };
      this.held.set(key, tile);
      if (this.allSea(tile.z, tile.x, tile.y)) {
        tile.water = { allSea: true, rivers: [] };
        tile.ready = true;
        tile.promise = Promise.resolve();
      } else {
        tile.promise = Promise.all([
          this.fetchRelief(tile, depth),
          mapsvc.load(this.root + "water/" + key + ".json"),
        ]).then(
          ([relief, water]) => {
            tile.relief = relief;
            tile.water = readWater(water);
            tile.ready = true;
          },
          (problem) => {
            this.held.delete(key);
            throw problem;
          },
        );
      }
      this.trim();
      return tile.promise;
    }

    /** Seen from nearer than before: take finer relief, if there is any. */
    sharpen(tile, depth) {
      tile.depth = depth;
      if (this.allSea(tile.z, tile.x, tile.y)) return tile.promise;
      tile.promise = Promise.all([tile.promise, this.fetchRelief(tile, depth)]).then(([, relief]) => {
        if (relief) tile.relief = relief;
      });
      return tile.promise;
    }

    /** The finest relief down to a zoom. Water alone is still a map. */
    fetchRelief(t, depth) {
      for (let z = depth; z >= this.min; z -= 1) {
        const above = { z, x: t.x >> (t.z - z), y: t.y >> (t.z - z) };
        const there = this.parts.some((part) => part.relief.some((level) => inLevel(level, z, above.x, above.y)));
        if (!there) continue;
        if (this.allSea(z, above.x, above.y)) return Promise.resolve(null);
        if (mapsvc.reachable(this.reliefUrl(above))) return this.loadRelief(above);
      }
      return Promise.resolve(null);
    }

    reliefUrl(t) {
      return this.root + "relief/" + this.key(t) + ".webp";
    }

    loadRelief(t) {
      const key = this.key(t);
      if (!this.reliefs.has(key)) {
        const image = mapsvc.load(this.reliefUrl(t), "image").catch(() => null);
        this.reliefs.set(key, image.then((loaded) => loaded && { ...t, image: loaded }));
        if (this.reliefs.size > 80) this.reliefs.delete(this.reliefs.keys().next().value);
      }
      return this.reliefs.get(key);
    }

    trim() {
      for (const [key, tile] of this.held) {
        if (this.held.size <= 160) return;
        if (tile.ready && tile.z > this.min) this.held.delete(key);
      }
    }
  }

  mapsvc.ground = { ...mapsvc.ground, UNITS, Tiles };
})();
