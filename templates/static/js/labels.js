/* One placer for all words on the map: features first, then towns, then waters. Nothing overlaps. */
(function () {
  "use strict";

  const mapsvc = window.mapsvc;
  const FAMILY = '"Noto Sans", "Noto Sans World", system-ui, sans-serif';
  const STYLES = {
    "feature-1": { size: 15, weight: 700, wrap: 150 },
    "feature-2": { size: 13.5, weight: 700, wrap: 150 },
    "feature-3": { size: 12.5, weight: 400, wrap: 140 },
    region: { size: 14, weight: 700, spacing: 1.4, wrap: 150 },
    area: { size: 12.5, weight: 700, wrap: 130 },
    line: { size: 12.5, weight: 700, spacing: 0.3 },
    "town-1": { size: 13, weight: 400 },
    "town-2": { size: 12, weight: 400 },
    "town-3": { size: 11.5, weight: 400 },
    "water-s": { size: 11.5, weight: 400, italic: true, spacing: 0.4 },
    "water-m": { size: 13, weight: 400, italic: true, spacing: 1.2 },
    "water-l": { size: 16, weight: 400, italic: true, spacing: 3 },
    "range-s": { size: 11, weight: 400, italic: true, spacing: 1.5 },
    "range-m": { size: 12, weight: 400, italic: true, spacing: 2.5 },
    "range-l": { size: 13, weight: 400, italic: true, spacing: 4 },
  };
  const LINE_HEIGHT = 1.2;
  const CELL = 8;

  const ruler = document.createElement("canvas").getContext("2d");
  const widths = new Map();
  let rulerFont = "";

  function textWidth(text, style, scale) {
    const key = style + "|" + scale + "|" + text;
    if (!widths.has(key)) {
      const s = STYLES[style];
      const font = (s.italic ? "italic " : "") + s.weight + " " + s.size * scale + "px " + FAMILY;
      if (font !== rulerFont) ruler.font = rulerFont = font;
      widths.set(key, ruler.measureText(text).width + (s.spacing || 0) * scale * text.length);
    }
    return widths.get(key);
  }

  /** Break a long name once, at the gap nearest its middle. */
  function wrap(text, style, scale) {
    const limit = STYLES[style].wrap;
    if (!limit || textWidth(text, style, scale) <= limit * scale || !text.includes(" ")) return [text];
    let best = -1;
    const middle = text.length / 2;
    for (let i = text.indexOf(" "); i !== -1; i = text.indexOf(" ", i + 1)) {
      if (best < 0 || Math.abs(i - middle) < Math.abs(best - middle)) best = i;
    }
    return [text.slice(0, best), text.slice(best + 1)];
  }

  function boxesOf(candidate, width, height) {
    const { x, y, angle } = candidate; // x, y: middle of the label
    if (!angle) return [[x - width / 2, y - height / 2, x + width / 2, y + height / 2]];
    const boxes = [];
    const dx = Math.cos(angle);
    const dy = Math.sin(angle);
    const steps = Math.max(2, Math.ceil(width / height));
    const half = height * 0.55;
    for (let i = 0; i < steps; i += 1) {
      const along = -width / 2 + (width * (i + 0.5)) / steps;
      const reach = Math.max(half, (Math.abs(dx) * width) / steps / 2, (Math.abs(dy) * width) / steps / 2);
      boxes.push([x + dx * along - reach, y + dy * along - reach, x + dx * along + reach, y + dy * along + reach]);
    }
    return boxes;
  }

  const overlap = (a, b) => a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1];

  /** Positions round a point, best first: [dx, dy, cost] with dx, dy in -1..1. */
  const AROUND = [
    [1, 0, 0], [-1, 0, 0.6], [1, -1, 0.9], [1, 1, 1], [0, -1, 1.2], [0, 1, 1.3], [-1, -1, 1.5], [-1, 1, 1.6],
  ];

  class Placer {
    constructor(map) {
      this.map = map;
      this.groups = new Map();
      this.taken = new Set();
      this.pane = mapsvc.pane(map, "mapsvc-labels", 650);
      this.pane.setAttribute("aria-hidden", "true");
      map.on("zoomanim", this.follow, this);
      map.on("moveend", this.later, this);
      map.on("viewreset", this.later, this);
      this.queued = false;
    }

    /** items: {text, style, tier, priority, at: LatLng | along(): [{x, y, angle}], gap, angle, dot, key} */
    set(group, items) {
      const kept = new Set(items);
      for (const item of this.groups.get(group) || []) if (item.el && !kept.has(item)) item.el.remove();
      this.groups.set(group, items);
      this.later();
    }

    later() {
      if (this.queued || !mapsvc.settled()) return;
      this.queued = true;
      requestAnimationFrame(() => {
        if (this.queued) this.place();
      });
    }

    /** Boxes no label may touch: signs of the map and the buttons. */
    obstacles(origin) {
      const state = mapsvc.of(this.map);
      const boxes = (state.markerBoxes ? state.markerBoxes() : []).slice();
      const frame = this.map.getContainer().getBoundingClientRect();
      for (const node of this.map.getContainer().querySelectorAll(".leaflet-control")) {
        const r = node.getBoundingClientRect();
        if (!r.width) continue;
        boxes.push([r.left - frame.left + origin.x - 4, r.top - frame.top + origin.y - 4,
          r.right - frame.left + origin.x + 4, r.bottom - frame.top + origin.y + 4]);
      }
      return boxes;
    }

    /** Tell the style sheet how large words are now. */
    dress() {
      const { words, halo } = mapsvc.scales(this.map);
      if (this.words !== words) {
        this.words = words;
        const { style } = this.map.getContainer();
        style.setProperty("--words", words);
        style.setProperty("--halo", halo);
      }
      return words;
    }

    place() {
      this.queued = false;
      const map = this.map;
      const state = mapsvc.of(map);
      const scale = this.dress();
      const origin = map.containerPointToLayerPoint([0, 0]);
      const size = map.getSize();
      if (!size.x || !size.y) return;
      const view = [origin.x + 3, origin.y + 3, origin.x + size.x - 3, origin.y + size.y - 3];
      const used = this.obstacles(origin);
      const busy = state.busyCells ? state.busyCells(CELL) : new Set();
      const zoom = map.getZoom();

      const all = [];
      for (const items of this.groups.values()) for (const item of items) all.push(item);
      all.sort((a, b) => a.tier - b.tier || a.priority - b.priority || a.order - b.order);

      const names = new Map(); // where a name already stands, so that a town never repeats a feature
      for (const item of all) {
        if ((item.minzoom && zoom < item.minzoom) || (item.maxzoom && zoom > item.maxzoom)) {
          this.hide(item);
          continue;
        }
        this.placeOne(item, { scale, view, used, busy, names });
      }
    }

    placeOne(item, room) {
      const { scale, view, used, busy, names } = room;
      const at = item.at ? this.map.latLngToLayerPoint(item.at) : null;
      if (at && (at.x < view[0] - 40 || at.x > view[2] + 40 || at.y < view[1] - 40 || at.y > view[3] + 40)) {
        this.hide(item);
        return;
      }
      if (item.quiet && item.quiet(at)) {
        this.hide(item);
        return;
      }
      if (at) {
        const before = names.get(item.text);
        const twin = before && Math.hypot(before.x - at.x, before.y - at.y) < 90;
        if (twin || (item.tier > 1 && item.dot && used.some((b) => overlap(b, [at.x - 3, at.y - 3, at.x + 3, at.y + 3])))) {
          this.hide(item);
          return;
        }
      }
      const style = STYLES[item.style];
      const lines = wrap(item.text, item.style, scale);
      const width = Math.max(...lines.map((line) => textWidth(line, item.style, scale))) + 4;
      const height = lines.length * style.size * scale * LINE_HEIGHT + 2;
      const best = this.choose(item, { at, width, height, view, used, busy, scale });
      if (!best) {
        this.hide(item);
        return;
      }
      for (const box of best.boxes) used.push(box);
      if (item.dot) used.push([at.x - 3, at.y - 3, at.x + 3, at.y + 3]);
      if (at) names.set(item.text, at);
      item.last = best.slot;
      this.show(item, best, { lines, width, height, at });
    }

    candidates(item, m) {
      if (item.along) return item.along(m.width, m.height);
      const { at, width, height, scale } = m;
      const room = item.room && item.room(width, height);
      if (item.centre || (room && room.fits)) {
        const shifts = [[0, 0], [0, -0.9], [0, 0.9], [0, -1.8], [0, 1.8], [-0.5, 0], [0.5, 0], [-0.5, -1], [0.5, 1]];
        return shifts.map(([dx, dy], slot) => ({
          x: at.x + dx * width * 0.6, y: at.y + dy * height, angle: item.angle || 0, cost: slot * 0.5, slot,
        }));
      }
      const gap = (item.gap || 6) * (item.gap > 6 ? scale : 1);
      // A name beside a region stands at its edge: further off it would name what lies there.
      const off = (way, ring, diagonal) => (room ? room.gaps[way] * diagonal + (ring - 1) * 12 : gap * ring * diagonal);
      const list = [];
      const rings = item.priority <= 2 && item.tier <= 1 ? [1, 2.2, 3.6] : [1];
      rings.forEach((ring, r) => {
        AROUND.forEach(([dx, dy, cost], slot) => {
          const diagonal = dx && dy ? 0.75 : 1;
          list.push({
            x: at.x + dx * (off(0, ring, diagonal) + width / 2),
            y: at.y + dy * (off(1, ring, diagonal) + height / 2) * (dx ? 0.85 : 1),
            angle: 0, cost: cost + r * 4, slot: r * 8 + slot,
          });
        });
      });
      return list;
    }

    choose(item, m) {
      let best = null;
      const reach = item.within && item.within(); // the part of the view that is its own, if not all
      const view = reach ? [Math.max(m.view[0], reach[0]), m.view[1], Math.min(m.view[2], reach[1]), m.view[3]] : m.view;
      for (const candidate of this.candidates(item, m)) {
        const boxes = boxesOf(candidate, m.width, m.height);
        let cost = candidate.cost - (candidate.slot === item.last ? 1.5 : 0);
        if (best && cost >= best.cost) continue;
        if (boxes.some((b) => b[0] < view[0] || b[1] < view[1] || b[2] > view[2] || b[3] > view[3])) continue;
        if (boxes.some((b) => m.used.some((u) => overlap(b, u)))) continue;
        cost += this.crossing(boxes, m.busy) * 0.5;
        if (!best || cost < best.cost) best = { ...candidate, boxes, cost };
      }
      if (best && item.tier > 1 && best.cost > (item.centre ? 4 : 6)) return null; // a town buried in lines says nothing
      return best;
    }

    crossing(boxes, busy) {
      let count = 0;
      for (const b of boxes) {
        for (let x = Math.floor(b[0] / CELL); x <= b[2] / CELL; x += 1) {
          for (let y = Math.floor(b[1] / CELL); y <= b[3] / CELL; y += 1) if (busy.has(mapsvc.cellKey(x, y))) count += 1;
        }
      }
      return count;
    }

    show(item, best, m) {
      if (!item.el) {
        item.el = mapsvc.el("div", "map-label leaflet-zoom-animated label-" + item.style + (item.tone ? " tone-" + item.tone : ""));
        const words = mapsvc.el("span", "map-label-text");
        words.style.paintOrder = "stroke fill"; // the halo lies under the letters
        item.el.appendChild(words);
        if (item.dot) item.el.appendChild(mapsvc.el("i", "town-dot"));
      }
      const span = item.el.firstChild;
      const text = m.lines.join("\n");
      if (span.textContent !== text) span.textContent = text;
      const anchor = m.at || { x: best.x, y: best.y };
      item.anchor = m.at ? item.at : this.map.layerPointToLatLng([best.x, best.y]);
      const dx = Math.round(best.x - m.width / 2 - anchor.x) + 2;
      const dy = Math.round(best.y - m.height / 2 - anchor.y);
      span.style.transform = best.angle
        ? "translate(" + (best.x - anchor.x).toFixed(1) + "px," + (best.y - anchor.y).toFixed(1) + "px) rotate(" + best.angle.toFixed(4) + "rad) translate(-50%,-50%)"
        : "translate(" + dx + "px," + dy + "px)";
      move(item.el, anchor.x, anchor.y);
      if (!item.el.isConnected) this.pane.appendChild(item.el);
    }

    hide(item) {
      if (item.el) item.el.remove();
      item.last = undefined;
    }

    follow(event) {
      for (const items of this.groups.values()) {
        for (const item of items) {
          if (!item.el || !item.el.isConnected || !item.anchor) continue;
          const to = this.map._latLngToNewLayerPoint(item.anchor, event.zoom, event.center);
          move(item.el, to.x, to.y);
        }
      }
    }
  }

  /** Whole pixels keep letters sharp; a flat transform keeps fifty words on one layer. */
  function move(el, x, y) {
    el.style.transform = "translate(" + Math.round(x) + "px," + Math.round(y) + "px)";
  }

  // ---- measuring a line in pixels -----------------------------------------------------------------
  /** The longest stretch of the run that lies in view, as something to walk along. */
  function measure(run, inside) {
    let best = [];
    let now = [];
    const step = (x, y) => {
      if (inside(x, y)) now.push([x, y]);
      else now = [];
      if (now.length > best.length) best = now;
    };
    step(run[0], run[1]);
    for (let i = 2; i < run.length; i += 2) {
      const parts = Math.ceil(Math.hypot(run[i] - run[i - 2], run[i + 1] - run[i - 1]) / 40) || 1; // long straight pieces too
      for (let s = 1; s <= parts; s += 1) {
        step(run[i - 2] + ((run[i] - run[i - 2]) * s) / parts, run[i - 1] + ((run[i + 1] - run[i - 1]) * s) / parts);
      }
    }
    const sums = [0];
    for (let i = 1; i < best.length; i += 1) sums.push(sums[i - 1] + Math.hypot(best[i][0] - best[i - 1][0], best[i][1] - best[i - 1][1]));
    const length = best.length > 1 ? sums[sums.length - 1] : 0;
    const at = (d) => {
      let lo = 0;
      let hi = sums.length - 1;
      while (hi - lo > 1) {
        const mid = (lo + hi) >> 1;
        if (sums[mid] <= d) lo = mid;
        else hi = mid;
      }
      const span = sums[hi] - sums[lo] || 1;
      const t = Math.max(0, Math.min(1, (d - sums[lo]) / span));
      return { x: best[lo][0] + (best[hi][0] - best[lo][0]) * t, y: best[lo][1] + (best[hi][1] - best[lo][1]) * t };
    };
    return { length, at };
  }

  /** How far the line swells to one side of the words, and to the other. */
  function swell(measured, mid, width, angle) {
    const m = measured.at(mid);
    let low = 0;
    let high = 0;
    for (let d = -width / 2; d <= width / 2; d += 8) {
      const p = measured.at(mid + d);
      const off = -Math.sin(angle) * (p.x - m.x) + Math.cos(angle) * (p.y - m.y);
      low = Math.min(low, off);
      high = Math.max(high, off);
    }
    return [low, high];
  }

  /** A line shorter than its name, or that winds: the name stands level beside it. */
  function besideLine(runs, inside, width, height, foreign) {
    const list = [];
    const longest = Math.max(...runs.map((run) => run.length));
    for (const run of runs) {
      const short = 4 * (1 - run.length / longest); // a name stands at what most of the line is
      for (let part = 1; part < 8; part += 1) {
        const i = 2 * Math.floor((run.length / 2 - 1) * (part / 8));
        if (!inside(run[i], run[i + 1])) continue;
        for (const [dx, dy, cost] of AROUND) {
          list.push({
            x: run[i] + dx * (width / 2 + 8), y: run[i + 1] + dy * (height / 2 + 8), angle: 0,
            cost: cost + short + Math.abs(part - 4) + (foreign(run[i], run[i + 1]) ? 8 : 0), slot: list.length,
          });
        }
      }
    }
    return list.sort((p, q) => p.cost - q.cost);
  }

  /**
   * Places for a label along runs of layer points: close beside them, near the middle of what is in view,
   * where they are straight; where they wind too much, level beside them. foreign(x, y) tells where another
   * line runs in the same track: a name would be read as that line's there.
   */
  mapsvc.alongLine = function (map, runs, width, height, foreign = () => false) {
    const list = [];
    const view = map.getSize();
    const origin = map.containerPointToLayerPoint([0, 0]);
    const inside = (x, y) => x > origin.x + 8 && x < origin.x + view.x - 8 && y > origin.y + 8 && y < origin.y + view.y - 8;
    let slot = 0;
    for (const run of runs) {
      const measured = measure(run, inside);
      const total = measured.length;
      if (total < width * 0.7) continue;
      const step = Math.max(14, total / 24);
      for (let mid = width / 2; mid <= total - width / 2 + 1; mid += step) {
        const a = measured.at(mid - width / 2);
        const b = measured.at(mid + width / 2);
        const m = measured.at(mid);
        const chord = Math.hypot(b.x - a.x, b.y - a.y);
        let angle = Math.atan2(b.y - a.y, b.x - a.x);
        if (angle > Math.PI / 2) angle -= Math.PI;
        if (angle < -Math.PI / 2) angle += Math.PI;
        const bend = 1 - chord / width;
        const steep = Math.abs(angle) > 1.2 ? 1 : 0;
        const [low, high] = swell(measured, mid, width, angle);
        if (high - low > height * 1.5) continue; // its ends would stand away from the line
        const astray = (foreign(m.x, m.y) ? 8 : 0) + (high - low) / 5;
        for (const side of [-1, 1]) {
          const clear = side * (height * 0.5 + 5) + (side > 0 ? high : low);
          list.push({
            x: m.x - Math.sin(angle) * clear, y: m.y + Math.cos(angle) * clear, angle,
            cost: bend * 14 + astray + Math.abs(mid / total - 0.5) * 3 + steep + (side > 0 ? 0.4 : 0), slot: (slot += 1),
          });
        }
      }
    }
    const level = besideLine(runs, inside, width, height, foreign).map((place) => ({ ...place, cost: place.cost + 5, slot: place.slot + 10000 }));
    return [...list.sort((p, q) => p.cost - q.cost).slice(0, 60), ...level.slice(0, 30)];
  };

  mapsvc.labels = function (map) {
    const state = mapsvc.of(map);
    if (!state.labels) {
      state.labels = new Placer(map);
      mapsvc.task(map, fontsReady());
      if (document.fonts) {
        document.fonts.addEventListener("loadingdone", () => {
          widths.clear();
          state.labels.later();
        });
      }
    }
    return state.labels;
  };

  function fontsReady() {
    if (!document.fonts) return Promise.resolve();
    const sample = "Aığş";
    const fonts = Promise.all(["400 13px ", "700 13px ", "italic 400 13px "].map((f) => document.fonts.load(f + '"Noto Sans"', sample)));
    const limit = new Promise((resolve) => setTimeout(resolve, 1500));
    return Promise.race([fonts, limit]);
  }
})();
