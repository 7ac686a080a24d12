/* The ground: relief as pictures, sea, lakes and rivers as sharp shapes, on one canvas that is
   redrawn at every zoom, so that coasts stay crisp at fractional zooms and no seam shows. */
(function () {
  "use strict";

  const mapsvc = window.mapsvc;
  const { UNITS, Tiles, readRailways, groundLabels, reachesBeyond } = mapsvc.ground;
  const RELIEF = 0.74; // the paper shows through: mountains are felt, and words stay easy to read
  const WHOLE = 4; // a pixel of the relief may take so many of the screen, and no more than this:
  const GONE = 16;
  const SOFT = 0.55; // of the strength: what is left then is the broad tint of heights, without slopes
  const SOFT_PX = 2; // so many pixels of the relief are one of the broad tint
  const SEEN = 8; // so many pixels of doubt are seen as a wrong coast, and want a word
  const RIVER_PX = [0, 0.7, 1.1, 1.7];

  /** Seen closer than its source a relief would be blocks: it fades to a broad tint. grown: pixels a pixel of it takes. */
  function nearness(grown) {
    return Math.max(0, Math.min(1, (Math.log2(GONE) - Math.log2(grown)) / (Math.log2(GONE) - Math.log2(WHOLE))));
  }

  /** The relief without its slopes, whose places it does not know so near. */
  function softOf(relief) {
    if (!relief.soft) {
      const { width, height } = relief.image;
      const canvas = Object.assign(document.createElement("canvas"), { width: width / SOFT_PX, height: height / SOFT_PX });
      const ctx = canvas.getContext("2d");
      ctx.imageSmoothingQuality = "high";
      ctx.drawImage(relief.image, 0, 0, canvas.width, canvas.height);
      relief.soft = canvas;
    }
    return relief.soft;
  }

  /** Say how far the coast may be out where the map is looked at closer than that. */
  const CoastNote = L.Control.extend({
    options: { position: "bottomright" },

    initialize(tiles, words) {
      this.tiles = tiles;
      this.words = words;
    },

    onAdd(map) {
      this.node = mapsvc.el("div", "map-coast");
      map.on("moveend", this.update, this);
      this.update();
      return this.node;
    },

    update() {
      const map = this._map;
      const middle = map.getCenter();
      const metres = (40075017 * Math.cos((middle.lat * Math.PI) / 180)) / (256 * 2 ** map.getZoom());
      const km = this.tiles.accuracy(middle.lat, middle.lng);
      const told = (km * 1000) / metres >= SEEN ? this.words[km] : "";
      this.node.textContent = told || "";
      this.node.hidden = !told;
    },
  });

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
      const last = 2 ** z - 1; // rows end at the poles; columns go on round the world
      const y0 = Math.max(0, Math.floor((bounds.min.y + origin.y) / px));
      const y1 = Math.min(last, Math.floor((bounds.max.y + origin.y - 0.01) / px));
      const x0 = Math.floor((bounds.min.x + origin.x) / px);
      const x1 = Math.floor((bounds.max.x + origin.x - 0.01) / px);
      for (let y = y0; y <= y1; y += 1) {
        for (let x = x0; x <= x1; x += 1) {
          const t = this.tiles.nearest(z, x, y);
          if (t) seen.set(t.z + "/" + t.x + "/" + t.y, t);
        }
      }
      return [...seen.values()];
    },

    _request() {
      if (this.tiles.none) return Promise.resolve();
      const corner = this._map.containerPointToLayerPoint([0, 0]);
      const view = L.bounds(corner, corner.add(this._map.getSize()));
      const wanted = Math.round(this._map.getZoom() - 1 - 0.1);
      const missing = this._cover(this._tileZoom(), view).filter((t) => this.tiles.wants(t, wanted));
      if (!missing.length) return Promise.resolve();
      const round = (this._round = (this._round || 0) + 1);
      const all = Promise.all(missing.map((t) => this.tiles.fetch(t, wanted)));
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
      for (const { tile, x } of this._stack()) this._drawTile(ctx, tile, x, ratio);
      if (this.railways) this._drawRailways(ctx, ratio);
      this._map.getContainer().dataset.groundMs = Math.round(performance.now() - started);
    },

    /** What can be drawn now and in which column, coarse below fine. */
    _stack() {
      if (this.tiles.none) return [];
      const wanted = this._cover(this._tileZoom(), this._bounds);
      const stack = new Map();
      const add = (tile, x) => stack.set(tile.z + "/" + x + "/" + tile.y, { tile, x });
      for (const t of wanted) {
        let held = this.tiles.get(t);
        if (!held) for (const finer of this.tiles.below(t)) add(finer.tile, finer.x);
        let up = t;
        while (!held && up.z > this.tiles.min) {
          up = this.tiles.nearest(up.z - 1, up.x >> 1, up.y >> 1);
          if (!up) break;
          held = this.tiles.get(up);
        }
        if (held) add(held, up.x);
      }
      return [...stack.values()].sort((a, b) => a.tile.z - b.tile.z);
    },

    _drawTile(ctx, tile, column, ratio) {
      const px = (256 * 2 ** this._zoom) / 2 ** tile.z;
      const origin = this._map.getPixelOrigin().add(this._bounds.min);
      const x0 = Math.round((column * px - origin.x) * ratio);
      const y0 = Math.round((tile.y * px - origin.y) * ratio);
      const w = Math.round(((column + 1) * px - origin.x) * ratio) - x0;
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
        const near = nearness((w * across) / relief.image.width / ratio);
        const box = [x0 - (tile.x - relief.x * across) * w, y0 - (tile.y - relief.y * across) * h, w * across, h * across];
        for (const [share, picture] of [[SOFT * (1 - near), softOf], [near, (sharp) => sharp.image]]) {
          if (!share) continue;
          ctx.globalAlpha = RELIEF * share;
          ctx.drawImage(picture(relief), ...box);
        }
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

    _traceRailways(path, left, top, scale) {
      const size = this._bounds.getSize();
      for (const line of this.railways) {
        for (let i = 2; i < line.length; i += 2) {
          const ax = line[i - 2] * scale - left;
          const ay = line[i - 1] * scale - top;
          const bx = line[i] * scale - left;
          const by = line[i + 1] * scale - top;
          if (Math.max(ax, bx) < -20 || Math.min(ax, bx) > size.x + 20 || Math.max(ay, by) < -20 || Math.min(ay, by) > size.y + 20) continue;
          path.moveTo(ax, ay);
          path.lineTo(bx, by);
        }
      }
    },

    _drawRailways(ctx, ratio) {
      const scale = 256 * 2 ** this._zoom;
      const origin = this._map.getPixelOrigin().add(this._bounds.min);
      const size = this._bounds.getSize();
      ctx.save();
      ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
      const path = new Path2D();
      const [west, east] = this.railways.span;
      const last = Math.floor((origin.x + size.x) / scale - west);
      for (let round = Math.ceil(origin.x / scale - east); round <= last; round += 1) this._traceRailways(path, origin.x - round * scale, origin.y, scale);
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

  /** What is to be said of the ground, small in a corner. */
  const Note = L.Control.extend({
    options: { position: "bottomright" },
    initialize(text) {
      this.text = text;
    },
    onAdd() {
      return mapsvc.el("div", "map-coast", this.text);
    },
  });

  /** Draw the ground of a map: options as the server gives them. */
  mapsvc.basemap = function (map, options) {
    const state = mapsvc.of(map);
    state.lang = options.lang || state.lang;
    state.year = options.year;
    mapsvc.pane(map, "mapsvc-ground", 200);
    const ground = new Ground({ tiles: options.tiles, manifest: options.manifest });
    state.ground = ground;
    ground.addTo(map);
    if (options.coast) map.whenReady(() => new CoastNote(ground.tiles, options.coast).addTo(map));
    const labels = mapsvc.labels(map);
    // The view may still change in the rest of the page's script: start after it.
    mapsvc.task(map, Promise.resolve().then(() => ground.start()));
    const middle = () => map.getCenter().lng;
    const names = (group) => (json) => labels.set(group, groundLabels(json, state.year, middle()));
    const small = [
      [options.railways, (json) => { ground.railways = readRailways(json, state.year); if (ground.ready) ground._draw(); }],
      [options.towns, names("towns")],
      [options.waters, names("waters")],
    ];
    for (const [url, use] of small) if (url) mapsvc.task(map, mapsvc.load(url).then(use));
    if (options.near) {
      names("near")({ features: options.near });
      new Note(options.near_note).addTo(map);
    }
    // Names of the rest of the world weigh more than most maps need: they come when it is seen.
    const widen = () => {
      if (!options.world || !reachesBeyond(map, options.named)) return null;
      map.off("moveend", widen);
      small.push([options.world, names("world")]);
      return mapsvc.load(options.world).then(names("world"));
    };
    map.on("moveend", widen);
    mapsvc.task(map, Promise.resolve().then(widen));
    /** Names and railways of another year. */
    state.setYear = (year) => {
      if (year === state.year) return;
      state.year = year;
      for (const [url, use] of small) if (url) mapsvc.load(url).then(use, (problem) => mapsvc.fail(map, problem));
    };
    return ground;
  };
})();
