/* How areas, soft regions, lines, journeys and arrows are drawn: one canvas above the ground. */
(function () {
  "use strict";

  const mapsvc = window.mapsvc;
  const { paths } = mapsvc;
  const SOFT = [[0, 2.1], [0.45, 1.7], [0.8, 0.8], [1, 0.12]]; // parts of the opacity from the middle to the rim
  const NEAR_PX = 60; // so far beyond the canvas lines are still drawn
  const GLOW = "rgba(255,214,10,0.85)";

  // ---- the canvas ----------------------------------------------------------------------------
  const RANK = { area: 0, soft: 1, line: 2, arrow: 4 };

  const Drawing = L.Renderer.extend({
    options: { pane: "mapsvc-drawing", padding: 0.12 },

    initialize(options) {
      L.Renderer.prototype.initialize.call(this, options);
      this.items = [];
    },

    _initContainer() {
      this._container = mapsvc.el("canvas", "mapsvc-drawing");
      this._ctx = this._container.getContext("2d");
    },

    _destroyContainer() {
      this._container.remove();
      this._container = null;
    },

    _updatePaths() {},

    _update() {
      if (this._map._animatingZoom && this._bounds) return;
      L.Renderer.prototype._update.call(this);
      this.draw();
    },

    /** items: {id, symbol, world, rank}; drawn from the lowest rank up. */
    setItems(items) {
      this.items = items.slice().sort((a, b) => a.rank - b.rank || a.order - b.order);
      if (this._bounds) this.draw();
    },

    draw() {
      const ratio = Math.min(2, window.devicePixelRatio || 1);
      const size = this._bounds.getSize();
      const canvas = this._container;
      canvas.width = Math.round(size.x * ratio);
      canvas.height = Math.round(size.y * ratio);
      canvas.style.width = size.x + "px";
      canvas.style.height = size.y + "px";
      L.DomUtil.setPosition(canvas, this._bounds.min);
      const state = mapsvc.of(this._map);
      const ctx = this._ctx;
      this.thick = mapsvc.scales(this._map).lines;
      this.lit = new Set([state.pinned, state.hovered].filter(Boolean));
      this.runs = new Map();
      this.paths = [];
      ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
      ctx.lineJoin = "round";
      ctx.lineCap = "butt";
      for (const item of this.items) for (const turn of this._turns(item)) this._drawItem(ctx, item, turn);
    },

    /** At which turns of the world an item reaches into the canvas: a wide view may show it twice. */
    _turns({ world }) {
      if (!world.span) return [0];
      const scale = 256 * 2 ** this._zoom;
      const west = this._map.getPixelOrigin().x + this._bounds.min.x - NEAR_PX;
      const east = west + this._bounds.getSize().x + 2 * NEAR_PX;
      const turns = [];
      for (let turn = Math.ceil(west / scale - world.span[1]); turn <= east / scale - world.span[0]; turn += 1) turns.push(turn);
      return turns;
    },

    _drawItem(ctx, item, turn) {
      const { world, symbol } = item;
      this.turn = turn;
      ctx.save();
      if (item.pale) ctx.globalAlpha = item.pale; // what a player has not come to yet
      if (symbol.type === "soft") for (const ring of world.discs || []) this._drawSoft(ctx, item, ring);
      if (symbol.type === "area") for (const rings of world.polygons || []) this._drawArea(ctx, item, rings);
      if (world.lines) for (const line of world.lines) this._drawLine(ctx, item, line);
      ctx.restore();
    },

    /** World units → canvas pixels; runs of points near the canvas, close points dropped. */
    _runs(flat, closed) {
      const scale = 256 * 2 ** this._zoom;
      const origin = this._map.getPixelOrigin().add(this._bounds.min);
      const size = this._bounds.getSize();
      const pad = NEAR_PX;
      const runs = [];
      let run = null;
      let px = 0;
      let py = 0;
      for (let i = 0; i < flat.length; i += 2) {
        const x = (flat[i] + this.turn) * scale - origin.x;
        const y = flat[i + 1] * scale - origin.y;
        if (i > 0) {
          const near = closed || (Math.max(px, x) > -pad && Math.min(px, x) < size.x + pad && Math.max(py, y) > -pad && Math.min(py, y) < size.y + pad);
          if (near) {
            if (!run) {
              run = [px, py];
              runs.push(run);
            }
            const n = run.length;
            const last = i === flat.length - 2;
            if (last || Math.abs(run[n - 2] - x) + Math.abs(run[n - 1] - y) > 1.2) run.push(x, y);
          } else run = null;
        }
        px = x;
        py = y;
      }
      return runs;
    },

    _ringPath(path, flat) {
      for (const run of this._runs(flat, true)) {
        path.moveTo(run[0], run[1]);
        for (let i = 2; i < run.length; i += 2) path.lineTo(run[i], run[i + 1]);
        path.closePath();
      }
      return path;
    },

    _drawSoft(ctx, item, ring) {
      const path = this._ringPath(new Path2D(), ring);
      const scale = 256 * 2 ** this._zoom;
      const origin = this._map.getPixelOrigin().add(this._bounds.min);
      const [wx, wy] = mapsvc.project01(...item.world.points[0]);
      const cx = (wx + this.turn) * scale - origin.x;
      const cy = wy * scale - origin.y;
      const reach = Math.max(4, Math.abs(ring[1] - wy) * scale);
      // Nobody knows where it ends: the tint is spent before the rim, and thinner the more ground it covers.
      const opacity = (item.symbol.opacity ?? 0.2) * Math.min(1, Math.max(0.72, 150 / reach));
      const shade = ctx.createRadialGradient(cx, cy, 0, cx, cy, reach);
      for (const [at, part] of SOFT) shade.addColorStop(at, fade(item.symbol.fill, Math.min(0.6, opacity * part)));
      ctx.fillStyle = shade;
      ctx.fill(path);
      if (opacity < 0.08 && reach > 100 && !this.lit.has(item.id)) return void this.paths.push({ item, path, solid: true }); // its name is enough
      this._rim(ctx, item, path, 1.2, item.symbol.dash || [0.1, 5], opacity < 0.1 ? 0.45 : 0.7);
      this.paths.push({ item, path, solid: true });
    },

    _drawArea(ctx, item, rings) {
      const path = new Path2D();
      for (const ring of rings) this._ringPath(path, ring);
      ctx.fillStyle = fade(item.symbol.fill, item.symbol.opacity ?? 0.15);
      ctx.fill(path, "evenodd");
      if (item.symbol.hatch !== null && item.symbol.hatch !== undefined) this._hatch(ctx, item, path);
      if (item.symbol.rim !== false || this.lit.has(item.id)) this._rim(ctx, item, path, 1.6, item.symbol.dash || []);
      this.paths.push({ item, path, solid: true });
    },

    _rim(ctx, item, path, width, dash, alpha = 1) {
      if (this.lit.has(item.id)) {
        ctx.strokeStyle = GLOW;
        ctx.lineWidth = width * this.thick + 6;
        ctx.stroke(path);
      }
      ctx.strokeStyle = fade(item.symbol.stroke, alpha);
      ctx.lineWidth = width * this.thick;
      ctx.lineCap = dash[0] < 1 ? "round" : "butt";
      ctx.setLineDash(dash.map((d) => d * this.thick));
      ctx.stroke(path);
      ctx.setLineDash([]);
    },

    _hatch(ctx, item, path) {
      const size = this._bounds.getSize();
      const origin = this._map.getPixelOrigin().add(this._bounds.min);
      const gap = item.symbol.gap || 9;
      const angle = ((item.symbol.hatch || 45) * Math.PI) / 180;
      const cos = Math.cos(angle);
      const sin = Math.sin(angle);
      const reach = Math.hypot(size.x, size.y);
      const shift = ((origin.x * sin + origin.y * cos) % gap) + gap; // hatching stays where it is on the ground
      ctx.save();
      ctx.clip(path, "evenodd");
      ctx.beginPath();
      for (let d = -reach - shift; d < reach * 2; d += gap) {
        ctx.moveTo(d * sin - reach * cos, d * cos + reach * sin);
        ctx.lineTo(d * sin + reach * cos, d * cos - reach * sin);
      }
      ctx.strokeStyle = fade(item.symbol.stroke, item.symbol.strength ?? 0.5);
      ctx.lineWidth = item.symbol.strength > 0.6 ? 1.5 : 1;
      ctx.stroke();
      ctx.restore();
    },

    _drawLine(ctx, item, flat) {
      const { symbol } = item;
      const width = symbol.width * this.thick;
      let runs = this._runs(flat, false);
      if (symbol.type === "arrow" && runs.length) runs = paths.shorten(runs, 11 * this.thick);
      if (!runs.length) return;
      const own = this.runs.get(item.id) || [];
      own.push(...runs);
      this.runs.set(item.id, own);
      const path = new Path2D();
      for (const run of runs) {
        path.moveTo(run[0], run[1]);
        for (let i = 2; i < run.length; i += 2) path.lineTo(run[i], run[i + 1]);
      }
      if (!symbol.inert) this.paths.push({ item, path, solid: false, width: width + (symbol.reach ?? 12) });
      if (symbol.band) {
        this._drawBand(ctx, item, runs, path);
        return;
      }
      const shown = symbol.ticks === "wave" ? paths.wave(runs, 2.4 * this.thick, 11 * this.thick) : path;
      if (this.lit.has(item.id)) {
        ctx.strokeStyle = GLOW;
        ctx.lineWidth = width + 8;
        ctx.stroke(shown);
      }
      const casing = symbol.casing || (symbol.type === "arrow" ? "rgba(255,252,243,0.9)" : null);
      if (casing) {
        ctx.strokeStyle = casing;
        const [ink = 9] = symbol.dash || [];
        ctx.globalAlpha = !(symbol.dash || []).length ? 1 : ink < 5 ? 0.4 : 0.7; // the gaps of a doubtful line are no line of their own
        ctx.lineWidth = width + 3;
        ctx.stroke(shown);
        ctx.globalAlpha = 1;
      }
      ctx.strokeStyle = symbol.color;
      ctx.lineWidth = width;
      const dash = (symbol.dash || []).map((d) => d * this.thick);
      ctx.lineCap = dash[0] < 1 ? "round" : "butt";
      ctx.setLineDash(dash);
      ctx.stroke(shown);
      ctx.setLineDash([]);
      ctx.lineCap = "butt";
      if (symbol.ticks && symbol.ticks !== "wave") this._ornament(ctx, runs, path, width, symbol, dash);
      if (symbol.type === "arrow") this._head(ctx, runs[runs.length - 1], width, symbol.color);
    },

    /** A way of which only the ends are known: soft to both sides, and asked about, not a line to follow. */
    _drawBand(ctx, item, runs, path) {
      const { symbol } = item;
      const half = Math.max(9, this._pixelsOf(item.p.band_km || 0, item)) * (symbol.halo ? 1 : this.thick);
      ctx.lineCap = symbol.halo ? "butt" : "round";
      ctx.lineJoin = "round";
      if (this.lit.has(item.id)) {
        ctx.strokeStyle = GLOW;
        ctx.lineWidth = half * 2 + 6;
        ctx.stroke(path);
      }
      for (const share of symbol.halo ? [1, 0.55] : [1, 0.76, 0.52, 0.3]) { // a halo is drawn anew for each frame
        ctx.strokeStyle = fade(symbol.color, symbol.strength ?? 0.12);
        ctx.lineWidth = half * 2 * share;
        ctx.stroke(path);
      }
      ctx.lineCap = "butt";
      if (symbol.halo) return;
      const size = Math.round(15 * this.thick);
      ctx.font = "700 " + size + "px 'Noto Sans', sans-serif";
      ctx.textAlign = "center";
      ctx.textBaseline = "middle";
      ctx.lineWidth = 3;
      ctx.strokeStyle = "rgba(255,253,246,0.9)";
      ctx.fillStyle = symbol.color;
      for (const [x, y] of paths.spots(runs, 64 * this.thick)) {
        ctx.strokeText("?", x, y);
        ctx.fillText("?", x, y);
      }
    },

    /** Kilometres on the ground as pixels of the map, in the middle of a feature. */
    _pixelsOf(km, item) {
      if (!km || !item.bounds) return 0;
      const lat = (item.bounds.getCenter().lat * Math.PI) / 180;
      return (km / (2 * Math.PI * mapsvc.EARTH_KM * Math.cos(lat))) * 256 * 2 ** this._zoom;
    },

    /** What tells lines of one colour apart: each means a mode of travel or the status of a border. */
    _ornament(ctx, runs, path, width, symbol, dash) {
      const along = (period, size, color) => {
        ctx.strokeStyle = color;
        ctx.lineWidth = size;
        ctx.lineCap = "round";
        ctx.setLineDash([0.1, period]);
        ctx.lineDashOffset = -period / 2;
        ctx.stroke(path);
        ctx.setLineDash([]);
        ctx.lineDashOffset = 0;
        ctx.lineCap = "butt";
      };
      if (symbol.ticks === "rail") this._ties(ctx, path, width, symbol.color, dash);
      else if (symbol.ticks === "bars") this._ties(ctx, path, width + 1, symbol.color, [26, 6]);
      else if (symbol.ticks === "beads") along(22, width + 4.5, symbol.color);
      else if (symbol.ticks === "rings") {
        along(26, width + 6, symbol.color);
        along(26, width + 2, "#fff");
      } else if (symbol.ticks === "twin") {
        ctx.strokeStyle = "rgba(255,253,246,0.95)";
        ctx.lineWidth = Math.max(1, width * 0.38);
        ctx.setLineDash(dash); // it splits the strokes and must not join them
        ctx.stroke(path);
        ctx.setLineDash([]);
      } else if (symbol.ticks === "crosses") {
        ctx.strokeStyle = symbol.color;
        ctx.lineWidth = Math.max(1.6, width * 0.6);
        ctx.stroke(paths.crosses(runs, width + 2.5, 24));
      }
    },

    /** Sleepers across a railway, in step with its dashes. */
    _ties(ctx, path, width, color, dash) {
      const beat = dash.length > 1 ? dash[0] + dash[1] : 14;
      const period = beat * Math.ceil(14 / beat + (beat < 14 ? 1 : 0));
      ctx.strokeStyle = color;
      ctx.lineWidth = width + 5;
      ctx.setLineDash([1.6, period - 1.6]);
      ctx.lineDashOffset = dash.length > 1 ? 0.8 - dash[0] / 2 : 0;
      ctx.stroke(path);
      ctx.setLineDash([]);
      ctx.lineDashOffset = 0;
    },

    _head(ctx, run, width, color) {
      const n = run.length;
      const [tx, ty] = [run[n - 2], run[n - 1]];
      let i = n - 4;
      while (i > 0 && Math.hypot(run[i] - tx, run[i + 1] - ty) < 14) i -= 2;
      const angle = Math.atan2(ty - run[i + 1], tx - run[i]);
      const long = 8 + Math.min(width, 3.2) * 3;
      ctx.save();
      ctx.translate(tx, ty);
      ctx.rotate(angle);
      ctx.beginPath();
      ctx.moveTo(long * 0.55, 0);
      ctx.lineTo(-long * 0.55, long * 0.44);
      ctx.lineTo(-long * 0.3, 0);
      ctx.lineTo(-long * 0.55, -long * 0.44);
      ctx.closePath();
      ctx.strokeStyle = "rgba(255,252,243,0.95)";
      ctx.lineWidth = 3;
      ctx.stroke();
      ctx.fillStyle = color;
      ctx.fill();
      ctx.restore();
    },

    /**
     * All things under a point of the map's container. What the map is about comes first: a line that
     * crosses it may lie on top, but a reader who points at the frontier of a treaty means the frontier.
     * Lines come before areas, which are easily hit elsewhere; among equals the topmost.
     */
    hits(containerPoint) {
      const p = this._map.containerPointToLayerPoint(containerPoint).subtract(this._bounds.min);
      const ctx = this._ctx;
      const found = new Map();
      ctx.save();
      ctx.setTransform(1, 0, 0, 1, 0, 0);
      ctx.setLineDash([]);
      for (let i = this.paths.length - 1; i >= 0; i -= 1) {
        const { item, path, solid, width } = this.paths[i];
        if (found.has(item)) continue;
        ctx.lineWidth = width || 8;
        if (solid ? ctx.isPointInPath(path, p.x, p.y, "evenodd") : ctx.isPointInStroke(path, p.x, p.y)) found.set(item, { solid, depth: found.size });
      }
      ctx.restore();
      const weight = ([item, at]) => (at.solid ? 1000 : 0) + (item.p.priority ?? 5) * 20 + Math.min(19, at.depth);
      return [...found].sort((a, b) => weight(a) - weight(b)).map(([item]) => item);
    },

    hit(containerPoint) {
      return this.hits(containerPoint)[0] || null;
    },

    /** Runs of a feature in layer pixels. */
    layerRuns(id) {
      const { min } = this._bounds;
      return (this.runs.get(id) || []).map((run) => run.map((v, i) => v + (i % 2 ? min.y : min.x)));
    },

    /** Cells of the layer plane that a line runs through, so that words keep off them. */
    busyCells(cell, counts = () => true) {
      const busy = new Set();
      const { min } = this._bounds;
      for (const [id, runs] of this.runs) {
        if (!counts(id)) continue;
        for (const run of runs) {
          for (let i = 2; i < run.length; i += 2) {
            const dx = run[i] - run[i - 2];
            const dy = run[i + 1] - run[i - 1];
            const steps = Math.min(400, Math.ceil(Math.hypot(dx, dy) / cell) || 1);
            for (let s = 0; s <= steps; s += 1) {
              const x = run[i - 2] + (dx * s) / steps + min.x;
              const y = run[i - 1] + (dy * s) / steps + min.y;
              busy.add(mapsvc.cellKey(Math.floor(x / cell), Math.floor(y / cell)));
            }
          }
        }
      }
      return busy;
    },
  });

  /** #rgb or #rrggbb with an opacity; anything else is left as it is. */
  function fade(color, alpha) {
    const hex = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(color || "");
    if (!hex) return color || "rgba(0,0,0,0)";
    const full = hex[1].length === 3 ? hex[1].replace(/./g, "$&$&") : hex[1];
    const n = parseInt(full, 16);
    return "rgba(" + (n >> 16) + "," + ((n >> 8) & 255) + "," + (n & 255) + "," + alpha + ")";
  }

  mapsvc.cellKey = (x, y) => (x + 32768) * 65536 + (y + 32768);
  mapsvc.Drawing = Drawing;

  /** What draws the features of a map; a page may draw on several panes instead. */
  mapsvc.makeDrawing = () => new Drawing({});
  mapsvc.drawRank = (symbol) => RANK[symbol.type] ?? 2;
})();
