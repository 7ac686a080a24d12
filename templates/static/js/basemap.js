/* The ground: relief as pictures, sea, lakes and rivers as sharp shapes, on one canvas that is
   redrawn at every zoom, so that coasts stay crisp at fractional zooms and no seam shows. */
(function () {
  "use strict";

  const mapsvc = window.mapsvc;
  const UNITS = 4096;
  const RELIEF = 0.74; // the paper shows through: mountains are felt, and words stay easy to read
  const RIVER_PX = [0, 0.7, 1.1, 1.7];

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
  class Tiles {
    constructor(root, manifest) {
      this.root = root;
      this.zooms = new Map(manifest.zooms.map((level) => [level.z, level]));
      this.min = Math.min(...this.zooms.keys()); // no zooms at all: Infinity, and nothing is ever asked for
      this.max = Math.max(...this.zooms.keys());
      this.allSea = new Set(manifest.sea || []);
      this.held = new Map();
      this.reliefs = new Map();
    }

    exists(z, x, y) {
      const level = this.zooms.get(z);
      if (!level || x < level.x[0] || x > level.x[1] || y < level.y[0] || y > level.y[1]) return false;
      const key = z + "/" + x + "/" + y;
      return this.allSea.has(key) || mapsvc.reachable(this.root + "water/" + key + ".json");
    }

    /** The tile itself, or the deepest tile above it that exists. */
    nearest(z, x, y) {
      for (let up = 0; z - up >= this.min; up += 1) {
        if (this.exists(z - up, x >> up, y >> up)) return { z: z - up, x: x >> up, y: y >> up };
      }
      return null;
    }

    /** What is held of the finer tiles inside one: it stands in until the tile is here. */
    below(t) {
      return [...this.held.values()].filter((f) => f.ready && f.z > t.z && f.x >> (f.z - t.z) === t.x && f.y >> (f.z - t.z) === t.y);
    }

    key(t) {
      return t.z + "/" + t.x + "/" + t.y;
    }

    get(t) {
      const held = this.held.get(this.key(t));
      return held && held.ready ? held : null;
    }

    fetch(t) {
      const key = this.key(t);
      let tile = this.held.get(key);
      if (tile) {
        this.held.delete(key);
        this.held.set(key, tile); // youngest last
        return tile.promise;
      }
      tile = { ...t, ready: false, relief: null, water: null };
      this.held.set(key, tile);
      if (this.allSea.has(key)) {
        tile.water = { allSea: true, rivers: [] };
        tile.ready = true;
        tile.promise = Promise.resolve();
      } else {
        tile.promise = Promise.all([
          this.fetchRelief(t),
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

    /** Relief is soft by nature: the tile above it does, at a quarter of the bytes. Water alone is still a map. */
    fetchRelief(t) {
      const up = t.z > this.min ? 1 : 0;
      const above = { z: t.z - up, x: t.x >> up, y: t.y >> up };
      const key = this.key(above);
      if (this.allSea.has(key)) return Promise.resolve(null);
      if (!this.reliefs.has(key)) {
        const image = mapsvc.load(this.root + "relief/" + key + ".webp", "image").catch(() => null);
        this.reliefs.set(key, image.then((loaded) => loaded && { ...above, image: loaded }));
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

  // ---- the canvas ----------------------------------------------------------------------------
  const Ground = L.Renderer.extend({
    options: { pane: "mapsvc-ground", padding: 0.12 },

    initialize(options) {
      L.Renderer.prototype.initialize.call(this, options);
      this.tiles = new Tiles(options.tiles, options.manifest);
      this.colours = { land: "#efe7d3", sea: "#c5d9de", shore: "#5f8791", lake: "#c5d9de", river: "#8fb2bd", ...options.manifest.colours };
      this.railways = null;
    },

    _initContainer() {
      this._container = mapsvc.el("canvas", "mapsvc-ground");
      this._ctx = this._container.getContext("2d");
    },

    _destroyContainer() {
      this._container.remove();
      this._container = null;
    },

    getEvents() {
      const events = L.Renderer.prototype.getEvents.call(this);
      events.move = this._onMove;
      return events;
    },

    _updatePaths() {},

    _update() {
      if (!this.started || (this._map._animatingZoom && this._bounds)) {
        if (!this._bounds) L.Renderer.prototype._update.call(this);
        return;
      }
      L.Renderer.prototype._update.call(this);
      this._request();
      this._draw();
    },

    start() {
      this.started = true;
      L.Renderer.prototype._update.call(this);
      return this._request().then(() => {
        this.ready = true;
        this._draw();
      });
    },

    /** Keep the ground under a long drag. */
    _onMove() {
      if (!this.started || this._map._animatingZoom || this._map.getZoom() !== this._zoom) return;
      const corner = this._map.containerPointToLayerPoint([0, 0]);
      const view = L.bounds(corner, corner.add(this._map.getSize()));
      if (!this._bounds.contains(view)) this._update();
    },

    _tileZoom() {
      const wanted = Math.round(this._map.getZoom() - 1 - 0.1);
      return Math.max(this.tiles.min, Math.min(this.tiles.max, wanted));
    },

    /** Tiles that cover a rectangle of layer points. */
    _cover(z, bounds) {
      const px = (256 * 2 ** this._zoom) / 2 ** z;
      const origin = this._map.getPixelOrigin();
      const seen = new Map();
      const last = 2 ** z - 1;
      const y0 = Math.max(0, Math.floor((bounds.min.y + origin.y) / px));
      const y1 = Math.min(last, Math.floor((bounds.max.y + origin.y - 0.01) / px));
      const x0 = Math.max(0, Math.floor((bounds.min.x + origin.x) / px));
      const x1 = Math.min(last, Math.floor((bounds.max.x + origin.x - 0.01) / px));
      for (let y = y0; y <= y1; y += 1) {
        for (let x = x0; x <= x1; x += 1) {
          const t = this.tiles.nearest(z, x, y);
          if (t) seen.set(this.tiles.key(t), t);
        }
      }
      return [...seen.values()];
    },

    _request() {
      if (!this.tiles.zooms.size) return Promise.resolve();
      const corner = this._map.containerPointToLayerPoint([0, 0]);
      const view = L.bounds(corner, corner.add(this._map.getSize()));
      const missing = this._cover(this._tileZoom(), view).filter((t) => !this.tiles.get(t));
      if (!missing.length) return Promise.resolve();
      const round = (this._round = (this._round || 0) + 1);
      const all = Promise.all(missing.map((t) => this.tiles.fetch(t)));
      all.then(
        () => {
          if (this.ready && this._container && round === this._round && !this._map._animatingZoom) this._draw();
        },
        (problem) => mapsvc.fail(this._map, problem),
      );
      return all;
    },

    _draw() {
      const started = performance.now();
      const ratio = Math.min(2, window.devicePixelRatio || 1);
      const size = this._bounds.getSize();
      const canvas = this._container;
      const width = Math.round(size.x * ratio);
      const height = Math.round(size.y * ratio);
      if (canvas.width !== width || canvas.height !== height) {
        canvas.width = width;
        canvas.height = height;
        canvas.style.width = size.x + "px";
        canvas.style.height = size.y + "px";
      }
      L.DomUtil.setPosition(canvas, this._bounds.min);
      const ctx = this._ctx;
      ctx.setTransform(1, 0, 0, 1, 0, 0);
      ctx.fillStyle = this.colours.land;
      ctx.fillRect(0, 0, width, height);
      for (const tile of this._stack()) this._drawTile(ctx, tile, ratio);
      if (this.railways) this._drawRailways(ctx, ratio);
      this._map.getContainer().dataset.groundMs = Math.round(performance.now() - started);
    },

    /** What can be drawn now, coarse below fine. */
    _stack() {
      if (!this.tiles.zooms.size) return [];
      const wanted = this._cover(this._tileZoom(), this._bounds);
      const stack = new Map();
      for (const t of wanted) {
        let held = this.tiles.get(t);
        if (!held) for (const finer of this.tiles.below(t)) stack.set(this.tiles.key(finer), finer);
        for (let up = t; !held && up.z > this.tiles.min; ) {
          up = this.tiles.nearest(up.z - 1, up.x >> 1, up.y >> 1);
          if (!up) break;
          held = this.tiles.get(up);
        }
        if (held) stack.set(this.tiles.key(held), held);
      }
      return [...stack.values()].sort((a, b) => a.z - b.z);
    },

    _drawTile(ctx, tile, ratio) {
      const px = (256 * 2 ** this._zoom) / 2 ** tile.z;
      const origin = this._map.getPixelOrigin().add(this._bounds.min);
      const x0 = Math.round((tile.x * px - origin.x) * ratio);
      const y0 = Math.round((tile.y * px - origin.y) * ratio);
      const w = Math.round(((tile.x + 1) * px - origin.x) * ratio) - x0;
      const h = Math.round(((tile.y + 1) * px - origin.y) * ratio) - y0;
      const { water, relief } = tile;
      ctx.save();
      ctx.setTransform(1, 0, 0, 1, 0, 0);
      ctx.beginPath();
      ctx.rect(x0, y0, w, h);
      ctx.clip();
      if (water.allSea) {
        ctx.fillStyle = this.colours.sea;
        ctx.fillRect(x0, y0, w, h);
        ctx.restore();
        return;
      }
      if (relief) {
        // Drawn whole under the clip, so that neighbours that share it meet without a seam.
        const across = 2 ** (tile.z - relief.z);
        ctx.imageSmoothingQuality = "high";
        ctx.globalAlpha = RELIEF;
        ctx.drawImage(relief.image, x0 - (tile.x - relief.x * across) * w, y0 - (tile.y - relief.y * across) * h, w * across, h * across);
        ctx.globalAlpha = 1;
      }
      const scale = w / UNITS;
      ctx.setTransform(scale, 0, 0, h / UNITS, x0, y0);
      this._drawWater(ctx, water, ratio / scale);
      ctx.restore();
    },

    /** unit: one CSS pixel in tile units. */
    _drawWater(ctx, water, unit) {
      ctx.lineJoin = "round";
      ctx.lineCap = "round";
      ctx.strokeStyle = this.colours.river;
      water.rivers.forEach((path, w) => {
        if (!path) return;
        ctx.lineWidth = RIVER_PX[w] * unit;
        ctx.stroke(path);
      });
      for (const [path, fill] of [[water.lakes, this.colours.lake], [water.sea, this.colours.sea]]) {
        if (!path) continue;
        ctx.fillStyle = fill;
        ctx.fill(path, "evenodd");
        if (path === water.sea) this._drawShoreBands(ctx, path, unit);
        ctx.strokeStyle = this.colours.shore;
        ctx.lineWidth = 0.75 * unit;
        ctx.stroke(path);
      }
    },

    /** The engraver's water lining: the sea grows lighter towards the coast. */
    _drawShoreBands(ctx, path, unit) {
      ctx.save();
      ctx.clip(path, "evenodd");
      ctx.strokeStyle = "rgba(255,255,255,0.17)";
      for (const reach of [10, 5]) {
        ctx.lineWidth = reach * unit;
        ctx.stroke(path);
      }
      ctx.restore();
    },

    _drawRailways(ctx, ratio) {
      const scale = 256 * 2 ** this._zoom;
      const origin = this._map.getPixelOrigin().add(this._bounds.min);
      const size = this._bounds.getSize();
      ctx.save();
      ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
      const path = new Path2D();
      for (const line of this.railways) {
        for (let i = 2; i < line.length; i += 2) {
          const ax = line[i - 2] * scale - origin.x;
          const ay = line[i - 1] * scale - origin.y;
          const bx = line[i] * scale - origin.x;
          const by = line[i + 1] * scale - origin.y;
          if (Math.max(ax, bx) < -20 || Math.min(ax, bx) > size.x + 20 || Math.max(ay, by) < -20 || Math.min(ay, by) > size.y + 20) continue;
          path.moveTo(ax, ay);
          path.lineTo(bx, by);
        }
      }
      ctx.strokeStyle = "rgba(92,74,60,0.5)";
      ctx.lineWidth = 0.9;
      ctx.stroke(path);
      if (this._zoom >= 6) {
        ctx.lineWidth = 3.4;
        ctx.setLineDash([0.9, 11]);
        ctx.stroke(path);
      }
      ctx.restore();
    },
  });

  // ---- reading the small files ----------------------------------------------------------------
  function yearOf(edtf, fallback) {
    const found = /-?\d{4}/.exec(edtf || "");
    return found ? Number(found[0]) : fallback;
  }

  function project01(lng, lat) {
    const sin = Math.sin((Math.max(-85.0511, Math.min(85.0511, lat)) * Math.PI) / 180);
    return [(lng + 180) / 360, 0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)];
  }
  mapsvc.project01 = project01;

  function readRailways(json, year) {
    const lines = [];
    for (const feature of json.features) {
      const p = feature.properties;
      if (!feature.geometry || yearOf(p.opened, -Infinity) > year || yearOf(p.closed, Infinity) <= year) continue;
      const parts = feature.geometry.type === "LineString" ? [feature.geometry.coordinates] : feature.geometry.coordinates;
      for (const part of parts) lines.push(part.flatMap(([lng, lat]) => project01(lng, lat)));
    }
    return lines;
  }

  function nameOf(properties, lang, year) {
    for (const span of properties.spans || []) {
      if (yearOf(span.from, -Infinity) <= year && year <= yearOf(span.to, Infinity)) return span.names[lang] ?? Object.values(span.names)[0];
    }
    return properties.names[lang] ?? Object.values(properties.names)[0];
  }

  const latLngOf = (feature) => L.latLng(feature.geometry.coordinates[1], feature.geometry.coordinates[0]);

  function townLabels(json, lang, year) {
    return json.features.map((feature, order) => ({
      text: nameOf(feature.properties, lang, year),
      style: "town-" + Math.min(3, feature.properties.rank),
      tier: 2, priority: feature.properties.rank, order,
      at: latLngOf(feature), dot: true, gap: 5, minzoom: feature.properties.minzoom,
    }));
  }

  function waterLabels(json, lang, year) {
    return json.features.map((feature, order) => {
      const p = feature.properties;
      return {
        text: nameOf(p, lang, year),
        style: (p.kind === "range" ? "range-" : "water-") + (p.size || "m"),
        tier: 3, priority: { l: 1, m: 2, s: 3 }[p.size] || 2, order,
        at: latLngOf(feature), centre: true, angle: ((p.angle_deg || 0) * Math.PI) / 180,
        minzoom: p.minzoom, maxzoom: p.maxzoom,
      };
    });
  }

  /** Draw the ground of a map: options as the server gives them. */
  mapsvc.basemap = function (map, options) {
    const state = mapsvc.of(map);
    state.lang = options.lang || state.lang;
    state.year = options.year || 1920;
    mapsvc.pane(map, "mapsvc-ground", 200);
    const ground = new Ground({ tiles: options.tiles, manifest: options.manifest });
    state.ground = ground;
    ground.addTo(map);
    const labels = mapsvc.labels(map);
    // The view may still change in the rest of the page's script: start after it.
    mapsvc.task(map, Promise.resolve().then(() => ground.start()));
    const small = [
      [options.railways, (json) => { ground.railways = readRailways(json, state.year); if (ground.ready) ground._draw(); }],
      [options.towns, (json) => labels.set("towns", townLabels(json, state.lang, state.year))],
      [options.waters, (json) => labels.set("waters", waterLabels(json, state.lang, state.year))],
    ];
    for (const [url, use] of small) if (url) mapsvc.task(map, mapsvc.load(url).then(use));
    /** Names and railways of another year. */
    state.setYear = (year) => {
      if (year === state.year) return;
      state.year = year;
      for (const [url, use] of small) if (url) mapsvc.load(url).then(use, (problem) => mapsvc.fail(map, problem));
    };
    return ground;
  };
})();
