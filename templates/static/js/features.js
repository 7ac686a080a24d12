/* The features of a map: signs, lines, pop-ups, their words, and the text list that drives them. */
(function () {
  "use strict";

  const mapsvc = window.mapsvc;
  const FULL_FROM_ZOOM = 8;
  const CROWD_PRIORITY = 5;
  const FOREIGN_PX = 12;

  // ---- signs: an SVG path on an ordinary Leaflet marker ----------------------------------------
  const Sign = L.Icon.extend({
    options: { size: 18 },
    createIcon() {
      const { symbol, name, lang, shift, scale } = this.options;
      const side = Math.round((symbol.size || 18) * scale);
      const box = side + 8;
      const svg = mapsvc.svg("svg", { viewBox: "-14 -14 28 28", width: box, height: box, class: "map-sign", focusable: "false" });
      svg.appendChild(mapsvc.svg("circle", { r: 13, class: "map-sign-ring" }));
      svg.appendChild(mapsvc.svg("path", { d: symbol.path, fill: symbol.fill, stroke: symbol.stroke || "#fff", "stroke-width": 1.6, "stroke-linejoin": "round" }));
      svg.setAttribute("aria-label", name);
      if (lang) svg.setAttribute("lang", lang);
      svg.style.width = box + "px";
      svg.style.height = box + "px";
      svg.style.marginLeft = -box / 2 + (shift || 0) + "px";
      svg.style.marginTop = -box / 2 + "px";
      svg.classList.add("leaflet-marker-icon");
      return svg;
    },
    createShadow: () => null,
  });

  class Features {
    constructor(map, payload, { list = true } = {}) {
      this.map = map;
      this.state = mapsvc.of(map);
      this.payload = payload;
      mapsvc.limit(this.map, payload);
      this.items = [];
      this.byId = new Map();
      this.rows = new Map();
      this.shown = () => true; // which of its items a map shows now
      this.within = null; // the part of the view in which an item may say its name
      this.drawing = mapsvc.makeDrawing(payload);
      this.readPayload();
      if (list) this.linkList();
    }

    readPayload(before) {
      let order = 0;
      for (const layer of this.payload.layers) {
        for (const feature of layer.features) {
          const p = feature.properties;
          const symbol = this.payload.symbols[p.symbol];
          if (!symbol) continue;
          const item = {
            id: feature.id, layer: layer.id, symbol, p, order: (order += 1), rank: mapsvc.drawRank(symbol),
            geometry: null, world: {}, marker: null,
          };
          const old = before && before.get(item.id);
          if (old && old.geometry && sameSource(old.p, p)) {
            Object.assign(item, { geometry: old.geometry, world: old.world, bounds: old.bounds, turn: old.turn, slot: old.slot });
            if (old.word && old.p.label === p.label && old.p.priority === p.priority && old.symbol.type === symbol.type && old.symbol.color === symbol.color) item.word = old.word;
          }
          this.items.push(item);
          this.byId.set(item.id, item);
          if (feature.geometry) this.setGeometry(item, feature.geometry);
        }
      }
    }

    setGeometry(item, geometry) {
      item.geometry = geometry;
      item.world = mapsvc.worldParts(geometry, item.p.radius_km);
      item.bounds = boundsOf(geometry, item.p.radius_km);
      item.turn = 0;
      this.gather(item);
    }

    /** Bring the sign, the word and the bounds of an item to the turn of the world that is seen. */
    gather(item) {
      if (!item.bounds || !this.map._loaded) return;
      const turns = mapsvc.turnsTo(item.bounds.getCenter().lng, this.map.getCenter().lng);
      if (!turns) return;
      item.turn += turns;
      const [sw, ne] = [item.bounds.getSouthWest(), item.bounds.getNorthEast()];
      item.bounds = L.latLngBounds([sw.lat, sw.lng + 360 * turns], [ne.lat, ne.lng + 360 * turns]);
      if (item.marker && !item.shares) item.marker.setLatLng(this.spotOf(item));
      if (item.word && !item.world.lines) item.word.at = this.spotOf(item);
    }

    /** Where the sign or the name of an item stands. */
    spotOf(item) {
      const [lng, lat] = item.world.points ? item.world.points[0] : item.p.at || [item.bounds.getCenter().lng, item.bounds.getCenter().lat];
      return L.latLng(lat, lng + 360 * mapsvc.turnsTo(lng, item.bounds.getCenter().lng));
    }

    // ---- start ---------------------------------------------------------------------------------
    start() {
      const map = this.map;
      mapsvc.limit(map, this.payload);
      if (this.payload.extent) mapsvc.fitExtent(map, this.payload.extent, false);
      const gather = () => this.items.forEach((item) => this.gather(item));
      gather();
      map.on("moveend", gather);
      mapsvc.pane(map, "mapsvc-drawing", 400);
      mapsvc.pane(map, "mapsvc-signs", 600).style.pointerEvents = "";
      this.drawing.addTo(map);
      this.placeSigns();
      this.scale = mapsvc.scales(map).signs;
      this.beyond = mapsvc.beyond(this);
      this.state.markerBoxes = () => this.markerBoxes();
      this.state.busyCells = (cell) => this.drawing.busyCells(cell);
      this.show();
      mapsvc.task(map, this.loadGeometry("overview").then(() => this.show()));
      map.on("zoomend", this.maybeFull, this);
      map.on("resize", this.rescale, this);
      map.on("click", this.onMapClick, this);
      map.on("mousemove", this.onMapMove, this);
      map.on("popupclose", this.onPopupClose, this);
      document.addEventListener("keydown", (event) => {
        if (event.key === "Escape" && this.state.pinned) map.closePopup();
      });
      this.maybeFull();
    }

    /** Fetch the lines that lie in files of their own. */
    loadGeometry(which) {
      const wanted = this.items.filter((item) => item.p.src && item.p.src[which] && (which === "full" || !item.geometry));
      const urls = [...new Set(wanted.map((item) => item.p.src[which]))];
      return Promise.all(urls.map((url) => mapsvc.load(url).then((json) => {
        const found = new Map((json.features || []).map((f) => [f.id, f.geometry]));
        for (const item of wanted) {
          const shape = found.get(item.p.shape || item.id); // one shape may be a ground of several maps
          if (item.p.src[which] === url && shape) this.setGeometry(item, shape);
        }
      })));
    }

    maybeFull() {
      if (this.fullAsked || this.map.getZoom() < FULL_FROM_ZOOM) return;
      this.fullAsked = true;
      this.loadGeometry("full").then(
        () => this.show(),
        (problem) => mapsvc.fail(this.map, problem),
      );
    }

    show() {
      const shown = this.items.filter((item) => item.geometry && this.shown(item));
      this.drawing.setItems(shown.filter((item) => item.symbol.type !== "marker"));
      mapsvc.labels(this.map).set("features", shown.filter((item) => item.p.label).map((item) => this.wordOf(item)));
    }

    /** Show other features; what stays keeps its geometry, its sign and the place of its name. */
    replace(payload) {
      const before = this.byId;
      this.payload = payload;
      this.items = [];
      this.byId = new Map();
      this.readPayload(before);
      for (const old of before.values()) if (old.marker && !old.shares) old.marker.remove();
      for (const item of this.items) item.marker = item.shares = null;
      this.placeSigns();
      for (const item of this.items) if (item.marker && !item.shares && !before.has(item.id)) item.marker.getElement().classList.add("is-new");
      this.beyond.update();
      if (!this.byId.has(this.state.pinned)) this.map.closePopup();
      this.fullAsked = this.map.getZoom() >= FULL_FROM_ZOOM;
      this.rows = new Map();
      this.linkList();
      const load = () => this.loadGeometry(this.fullAsked ? "full" : "overview");
      return load().then(() => {
        if (this.payload === payload) this.show();
      });
    }

    /** Full screen makes a small map a large one. */
    rescale() {
      if (this.scale !== mapsvc.scales(this.map).signs) this.redraw();
    }

    redraw() {
      this.scale = mapsvc.scales(this.map).signs;
      for (const item of this.items) if (item.marker && !item.shares) item.marker.setIcon(this.signOf(item));
      this.drawing.draw();
      this.beyond.update();
      mapsvc.labels(this.map).later();
    }

    // ---- signs -----------------------------------------------------------------------------------
    placeSigns() {
      const signs = this.items.filter((item) => item.geometry && item.symbol.type === "marker" && item.geometry.type === "Point");
      const crowds = new Map();
      for (const item of signs) {
        const key = item.geometry.coordinates.map((v) => v.toFixed(3)).join();
        if (!crowds.has(key)) crowds.set(key, []);
        crowds.get(key).push(item);
      }
      for (const crowd of crowds.values()) this.placeCrowd(crowd);
    }

    /** Signs of one spot: the weightiest stands on it, another kind beside it, those of one kind share a sign. */
    placeCrowd(crowd) {
      crowd.sort((a, b) => (a.p.priority || 5) - (b.p.priority || 5) || a.order - b.order);
      const kinds = new Map();
      for (const item of crowd) {
        const family = item.p.symbol.split("-")[0]; // halts of several journeys at one place are one sign
        const twin = kinds.get(family);
        if (twin) {
          item.marker = twin.marker;
          item.shift = twin.shift;
          item.shares = true;
          continue;
        }
        item.shift = [...kinds.values()].reduce((sum, other) => sum + (other.symbol.size || 18) * 0.5 + (item.symbol.size || 18) * 0.5, 0);
        kinds.set(family, item);
        this.placeSign(item);
      }
    }

    signOf(item) {
      return new Sign({ symbol: item.symbol, name: item.p.name, lang: item.p.lang, shift: item.shift, scale: mapsvc.scales(this.map).signs });
    }

    placeSign(item) {
      const marker = L.marker(this.spotOf(item), {
        icon: this.signOf(item), pane: "mapsvc-signs", keyboard: true, alt: item.p.name,
        // The scene of an event stands above what lies beside it.
        zIndexOffset: 1000 - 100 * (item.p.priority || 5) + (item.p.symbol.startsWith("role-happened") ? 50 : 0), riseOnHover: true,
      });
      marker.on("click", () => this.pin(item, { latlng: marker.getLatLng() }));
      marker.on("keydown", (event) => {
        if (event.originalEvent.key !== "Enter" && event.originalEvent.key !== " ") return;
        event.originalEvent.preventDefault();
        this.pin(item, { latlng: marker.getLatLng(), focus: true, back: marker.getElement() });
      });
      marker.on("mouseover", () => this.hover(item));
      marker.on("mouseout", () => this.hover(null));
      item.marker = marker.addTo(this.map);
      const node = () => marker.getElement();
      node().addEventListener("focus", () => this.hover(item));
      node().addEventListener("blur", () => this.hover(null));
    }

    markerBoxes() {
      const boxes = [];
      const grow = mapsvc.scales(this.map).signs;
      for (const item of this.items) {
        if (!item.marker || item.shares) continue;
        const p = this.map.latLngToLayerPoint(item.marker.getLatLng());
        const half = ((item.symbol.size || 18) * grow) / 2;
        const x = p.x + (item.shift || 0);
        boxes.push([x - half, p.y - half, x + half, p.y + half]);
      }
      return boxes;
    }

    // ---- words -----------------------------------------------------------------------------------
    /** The word of an item for the placer: the same object as long as it says the same. */
    wordOf(item) {
      const word = item.word || (item.word = this.labelOf(item));
      word.item = item;
      return word;
    }

    labelOf(item) {
      const priority = item.p.priority || 3;
      const within = () => (this.within ? this.within(item) : null);
      const base = { text: item.p.label, tier: priority <= 1 ? 0 : 1, priority, order: item.order, within };
      const features = this;
      if (item.world.lines) {
        const tone = item.symbol.type === "line" ? "line" : "arrow";
        return { ...base, style: "line", tone, colour: item.symbol.color, along(w, h) { return mapsvc.alongLine(features.map, features.runsOf(this.item), w, h, features.foreignTo(this.item)); }, get last() { return this.item.slot; }, set last(v) { this.item.slot = v; } };
      }
      const point = this.spotOf(item);
      if (item.symbol.type === "marker") {
        // The sign of a whole country is not its place: the name is set as that of a region.
        const style = item.p.symbol.startsWith("wide-") ? "region" : "feature-" + Math.min(3, priority);
        const quiet = priority >= CROWD_PRIORITY ? (at) => this.inCrowd(item, at) : null;
        return { ...base, at: point, style, quiet, gap: (item.symbol.size || 18) / 2 + 3 + Math.abs(item.shift || 0) };
      }
      // A region carries its name inside; beside it where it is smaller than its name.
      return { ...base, at: point, style: item.symbol.type === "area" ? "area" : "region", room: (width, height) => this.roomIn(item, width, height) };
    }

    /** Pixels of a line and of the nameless parts that belong to the same one: its name may stand at any of them. */
    runsOf(item) {
      // Legs of one account are a family of their own: its name must not stand at another account's way.
      const family = /-leg-\d+$/.test(item.id) ? item.id.replace(/\d+$/, "") : item.id.slice(0, item.id.lastIndexOf("/") + 1);
      const parts = this.items.filter((other) => other !== item && other.layer === item.layer && !other.p.label && other.world.lines && family && other.id.startsWith(family));
      return [item, ...parts].flatMap((part) => this.drawing.layerRuns(part.id));
    }

    /** Where do lines of the same layer run that have another name? */
    foreignTo(item) {
      const { drawing } = this;
      if (!drawing.runs) return undefined;
      const family = (id) => id.slice(0, id.lastIndexOf("/"));
      const own = family(item.id);
      const others = new Set(this.items.filter((other) => other.layer === item.layer && other.world.lines && family(other.id) !== own).map((other) => other.id));
      if (!others.size) return undefined;
      const cells = drawing.busyCells(FOREIGN_PX, (id) => others.has(id));
      return (x, y) => cells.has(mapsvc.cellKey(Math.floor(x / FOREIGN_PX), Math.floor(y / FOREIGN_PX)));
    }

    /** A lesser sign among many says its name only when one comes nearer. */
    inCrowd(item, at) {
      if (this.map.getZoom() >= FULL_FROM_ZOOM) return false;
      let near = 0;
      for (const [x0, y0, x1, y1] of this.markerBoxes()) {
        if (Math.hypot((x0 + x1) / 2 - at.x, (y0 + y1) / 2 - at.y) < 24) near += 1;
      }
      return near > 3; // itself and two neighbours are still legible
    }

    /** Does a name fit into a region? If not, how far off it must stand, across and up or down. */
    roomIn(item, width, height) {
      const a = this.map.latLngToLayerPoint(item.bounds.getNorthWest());
      const b = this.map.latLngToLayerPoint(item.bounds.getSouthEast());
      return { fits: b.x - a.x > width * 0.8 && b.y - a.y > height * 1.2, gaps: [(b.x - a.x) / 2 + 2, (b.y - a.y) / 2 + 2] };
    }

    // ---- pointing, pinning ------------------------------------------------------------------------
    hover(item) {
      const id = item ? item.id : null;
      if (this.state.hovered === id) return;
      if (item) mapsvc.witnesses.ask(item); // here by the time that it is opened
      this.state.hovered = id;
      this.mark();
    }

    /** Show what is lit on the map and in the list. */
    mark() {
      const { hovered, pinned } = this.state;
      for (const item of this.items) {
        const lit = item.id === hovered || item.id === pinned;
        if (item.lit === lit) continue;
        item.lit = lit;
        if (!item.marker) this.stale = true;
        const row = this.rows.get(item.id);
        if (row) row.classList.toggle("is-lit", lit);
      }
      for (const item of this.items) {
        if (item.marker && !item.shares) item.marker.getElement().classList.toggle("is-lit", this.items.some((other) => other.lit && other.marker === item.marker));
      }
      for (const [id, row] of this.rows) {
        if (row.getAttribute("aria-current") === "step") continue; // a player's, for as long as it rests there
        if (id === (pinned || hovered)) row.setAttribute("aria-current", "true");
        else row.removeAttribute("aria-current");
      }
      if (this.stale && this.drawing._bounds) {
        this.stale = false;
        this.drawing.draw();
      }
      this.map.fire("mapsvc:mark", { hovered, pinned });
    }

    pin(item, { latlng, focus, back }) {
      this.map.closePopup();
      this.state.pinned = item.id;
      this.mark();
      const row = this.rows.get(item.id);
      if (row && !focus) row.scrollIntoView({ block: "nearest", behavior: mapsvc.calm() ? "auto" : "smooth" });
      const at = latlng || this.middleOf(item);
      if (!at) return;
      this.back = back || null;
      const waiting = mapsvc.witnesses.ask(item);
      if (!waiting) this.open(item, L.latLng(at), focus);
      else waiting.then(() => { if (this.state.pinned === item.id) this.open(item, L.latLng(at), focus); });
    }

    open(item, at, focus) {
      const size = this.map.getSize();
      const [frame, bar] = [70, size.x > 520 ? 68 : 16]; // its own margins; on a narrow map the buttons give way to it
      const maxWidth = Math.max(180, Math.min(340, size.x - frame));
      const popup = L.popup({ maxHeight: Math.max(170, Math.min(420, size.y * 0.62)), maxWidth, minWidth: Math.min(220, maxWidth), autoPanPaddingTopLeft: [bar, 16], autoPanPaddingBottomRight: [16, 16], offset: item.marker ? [item.shift || 0, -6] : [0, 2], className: "map-popup" });
      const body = mapsvc.popups.content(item);
      mapsvc.witnesses.fill(this.map, item, body, at);
      mapsvc.popups.nameOthers(this, item, body, at);
      popup.setLatLng(at).setContent(body).openOn(this.map);
      mapsvc.popups.finish(popup);
      if (focus) body.focus({ preventScroll: true });
    }

    onPopupClose() {
      this.state.pinned = null;
      this.mark();
      const back = this.back;
      this.back = null;
      if (back && back.isConnected && this.map.getContainer().contains(document.activeElement)) back.focus({ preventScroll: true });
      else if (back && back.isConnected && document.activeElement === document.body) back.focus({ preventScroll: true });
    }

    /** Everything at a spot, the weightiest first: signs that stand on it, lines through it, areas round it. */
    itemsAt(latlng) {
      const p = this.map.latLngToContainerPoint(latlng);
      const signs = this.items.filter((item) => item.marker && this.shown(item) && this.map.latLngToContainerPoint(item.marker.getLatLng()).distanceTo(p) < 9);
      return [...signs, ...this.drawing.hits(p)];
    }

    /** A point of the feature for its pop-up: in view if it can be. */
    middleOf(item) {
      if (!item.geometry) return null;
      if (!item.world.lines) return this.spotOf(item);
      const line = item.world.lines.reduce((a, b) => (b.length > a.length ? b : a));
      const size = 256 * 2 ** this.map.getZoom();
      const points = [];
      for (let i = 0; i < line.length; i += 2) points.push(this.map.unproject([(line[i] + item.turn) * size, line[i + 1] * size]));
      const seen = points.filter((p) => this.map.getBounds().contains(p));
      const pool = seen.length ? seen : points;
      return pool[Math.floor(pool.length / 2)];
    }

    onMapClick(event) {
      const item = this.drawing.hit(event.containerPoint);
      if (item) this.pin(item, { latlng: event.latlng });
    }

    onMapMove(event) {
      const target = event.originalEvent.target;
      if (target.closest && target.closest(".leaflet-marker-icon, .leaflet-control, .leaflet-popup")) return;
      const item = this.drawing.hit(event.containerPoint);
      this.map.getContainer().classList.toggle("over-feature", Boolean(item));
      this.hover(item);
    }

    // ---- the text list ---------------------------------------------------------------------------
    linkList() {
      for (const row of document.querySelectorAll("[data-feature]")) {
        const item = this.byId.get(row.dataset.feature);
        const button = row.querySelector("button");
        if (!item || !button) continue;
        this.rows.set(item.id, row);
        const bring = mapsvc.debounce(180, () => {
          if (this.state.hovered === item.id) this.bringIntoView(item);
        });
        const enter = () => { this.hover(item); bring(); };
        const leave = () => this.hover(null);
        row.addEventListener("mouseenter", enter);
        row.addEventListener("mouseleave", leave);
        button.addEventListener("focus", enter);
        button.addEventListener("blur", leave);
        button.addEventListener("click", (event) => {
          const byKey = event.detail === 0;
          this.bringIntoView(item);
          this.pin(item, { focus: byKey, back: byKey ? button : null });
        });
      }
    }

    bringIntoView(item) {
      if (!item.bounds) return;
      const view = this.map.getBounds();
      if (view.contains(item.bounds) || (!item.world.points && view.intersects(item.bounds))) return;
      const move = { animate: !mapsvc.calm(), padding: [40, 40] };
      if (item.world.points) this.map.panTo(this.middleOf(item), move);
      else this.map.fitBounds(item.bounds, { ...move, maxZoom: this.map.getZoom() });
    }
  }

  /** Two maps may give one id to shapes of different files: the ground of a holder in two comparisons. */
  const sameSource = (a, b) => a.shape === b.shape && (a.src && a.src.overview) === (b.src && b.src.overview);

  function boundsOf(geometry, radiusKm) {
    const bounds = L.latLngBounds([]);
    const walk = (c) => {
      if (typeof c[0] === "number") bounds.extend([c[1], c[0]]);
      else c.forEach(walk);
    };
    walk(geometry.coordinates);
    if (radiusKm && geometry.type === "Point") {
      const [lng, lat] = geometry.coordinates;
      const dLat = radiusKm / 111.2;
      const dLng = dLat / Math.cos((lat * Math.PI) / 180);
      bounds.extend([lat - dLat, lng - dLng]).extend([lat + dLat, lng + dLng]);
    }
    return bounds;
  }

  /** Draw the features of a map; options.data names the JSON script of the page. */
  mapsvc.features = function (map, options) {
    const payload = typeof options.data === "string" ? mapsvc.pageJson(options.data) : options.data;
    const features = new Features(map, payload, options);
    mapsvc.of(map).features = features;
    features.start();
    return features;
  };
})();
