/* What a journey that plays draws on the map: the way behind, the stretch where it may be, a marker only where it is known. */
(function () {
  "use strict";

  const mapsvc = window.mapsvc;
  const FROM_NARROW_PX = 22; // a shorter stretch is shown as a place
  const HALO = { type: "line", color: "#d99800", width: 5, dash: [], casing: null, ticks: null, band: true, halo: true, strength: 0.17, inert: true };
  const CORE = { type: "line", color: "#22303c", width: 2.4, dash: [2, 6], casing: null, ticks: null, inert: true };

  const PIN = { width: 40, height: 52, foot: 50 };
  const TAG = { width: 84, foot: 36 };
  const MARGIN_PX = 30;

  /** A drawing no larger than what is on it: what moves makes the browser paint little. */
  const Live = mapsvc.Drawing.extend({
    draw() {
      const box = L.bounds([]);
      const size = 256 * 2 ** this._zoom;
      const origin = this._map.getPixelOrigin();
      for (const { world } of this.items) {
        for (const line of world.lines) for (let i = 0; i < line.length; i += 2) box.extend([line[i] * size - origin.x, line[i + 1] * size - origin.y]);
      }
      const view = this._map.getSize();
      const from = this._map.containerPointToLayerPoint([0, 0]).subtract([MARGIN_PX, MARGIN_PX]);
      const to = from.add(view).add([2 * MARGIN_PX, 2 * MARGIN_PX]);
      const empty = !box.isValid();
      const min = L.point(empty ? 0 : Math.max(from.x, Math.floor(box.min.x) - MARGIN_PX), empty ? 0 : Math.max(from.y, Math.floor(box.min.y) - MARGIN_PX));
      const max = L.point(empty ? 1 : Math.min(to.x, Math.ceil(box.max.x) + MARGIN_PX), empty ? 1 : Math.min(to.y, Math.ceil(box.max.y) + MARGIN_PX));
      this._bounds = L.bounds(min, L.point(Math.max(max.x, min.x + 1), Math.max(max.y, min.y + 1)));
      this._container.style.visibility = "";
      mapsvc.Drawing.prototype.draw.call(this);
    },
  });

  class Trail {
    static MOST_TAGS = 3; // names over names help nobody

    /** words: what stands on the map where only a stretch is known. */
    constructor(map, words) {
      this.map = map;
      this.words = words;
      mapsvc.pane(map, "mapsvc-past", 420);
      mapsvc.pane(map, "mapsvc-live", 440);
      mapsvc.pane(map, "mapsvc-player", 660);
      this.past = new mapsvc.Drawing({ pane: "mapsvc-past" }).addTo(map);
      this.live = new Live({ pane: "mapsvc-live" }).addTo(map);
      map.on("zoomanim", () => { this.live._container.style.visibility = "hidden"; });
      this.marks = new Map();
      map.on("zoom zoomend viewreset move resize", () => this.placeMarks());
      map.on("zoomanim", (event) => this.placeMarks(event));
    }

    item(id, symbol, points, p) {
      const world = mapsvc.worldParts({ type: "LineString", coordinates: points });
      return { id: "player/" + id, symbol, world, p: p || {}, rank: 2, order: 0, bounds: L.latLngBounds(points.map(([lng, lat]) => [lat, lng])) };
    }

    bold(leg) {
      const { symbol } = leg.item;
      const dotted = symbol.dash && symbol.dash[0] < 3; // dots this large need no second sign in them
      if (!leg.bold) leg.bold = { ...symbol, width: symbol.width * 1.9, inert: true, dash: (symbol.dash || []).map((d) => d * 1.4), strength: symbol.band ? 0.22 : undefined, ticks: dotted && symbol.ticks === "twin" ? null : symbol.ticks };
      return leg.bold;
    }

    /** shown: tracks with {near, far}; whole legs that were made lie on a canvas of their own. */
    show(shown) {
      const done = [];
      const live = [];
      for (const { track, near, far } of shown) {
        for (const { leg, whole, points } of track.parts(0, near)) {
          const target = whole ? done : live;
          target.push(this.item(leg.item.id + (whole ? "" : "/part"), this.bold(leg), points, leg.item.p));
        }
        if (far - near > 0.5) {
          const points = track.parts(near, far).flatMap((part) => part.points);
          if (points.length > 1) {
            live.push(this.item(track.variant.id + "/halo", HALO, points, { band_km: 0 }));
            live.push(this.item(track.variant.id + "/core", CORE, points));
          }
        }
      }
      const key = done.map((item) => item.id).join();
      if (key !== this.key) {
        this.key = key;
        this.past.setItems(done);
      }
      this.live.setItems(live);
      this.shown = shown;
      this.placeMarks();
    }

    markOf(id) {
      if (!this.marks.has(id)) {
        const pin = mapsvc.svg("svg", { class: "player-mark", viewBox: "-20 -50 40 52", width: PIN.width, height: PIN.height, "aria-hidden": "true", focusable: "false" });
        pin.append(
          mapsvc.svg("path", { d: "M0,0C-4,-10 -16,-19 -16,-31A16,16 0 1 1 16,-31C16,-19 4,-10 0,0Z", fill: "#8f1d1d", stroke: "#fff", "stroke-width": 3 }),
          mapsvc.svg("path", { d: "M0,-40.500A4,4 0 1 1 0,-32.500A4,4 0 1 1 0,-40.500ZM-8,-22.500V-25Q-8,-30.500 0,-30.500Q8,-30.500 8,-25V-22.500Z", fill: "#fff" }),
        );
        const tag = mapsvc.el("span", "player-tag", this.words.on_way);
        tag.setAttribute("aria-hidden", "true");
        this.map.getPane("mapsvc-player").append(pin, tag);
        this.marks.set(id, { pin, tag });
      }
      return this.marks.get(id);
    }

    placeMarks(anim) {
      if (!this.shown) return;
      const pixel = (latLng) => (anim && anim.zoom !== undefined && anim.center ? this.map._latLngToNewLayerPoint(latLng, anim.zoom, anim.center) : this.map.latLngToLayerPoint(latLng));
      for (const { track, near, far, resting } of this.shown) {
        const { pin, tag } = this.markOf(track.variant.id);
        const home = mapsvc.nearLng(this.map, track.lngLat((near + far) / 2)[0]);
        const at = ([lng, lat]) => pixel(L.latLng(lat, lng + 360 * mapsvc.turnsTo(lng, home)));
        const a = at(track.lngLat(near));
        const b = at(track.lngLat(far));
        const middle = at(track.lngLat((near + far) / 2));
        const known = far - near < 0.5 || (Math.hypot(a.x - b.x, a.y - b.y) < FROM_NARROW_PX && far - near < 60);
        pin.toggleAttribute("hidden", !known);
        tag.hidden = known;
        const several = this.shown.length > 1;
        const text = several ? track.variant.title : this.words.on_way;
        if (tag.textContent !== text) tag.textContent = text;
        if (this.shown.length > Trail.MOST_TAGS) tag.hidden = true; // the stretch stays
        if (resting) pin.toggleAttribute("hidden", true);
        if (!several) this.box = known ? [middle.x - PIN.width / 2, middle.y - PIN.foot, middle.x + PIN.width / 2, middle.y - 8] : [middle.x - TAG.width / 2, middle.y - TAG.foot, middle.x + TAG.width / 2, middle.y - 8];
        else this.box = null;
        pin.style.transform = "translate(" + (middle.x - PIN.width / 2).toFixed(1) + "px," + (middle.y - PIN.foot).toFixed(1) + "px)";
        tag.style.transform = "translate(" + middle.x.toFixed(1) + "px," + (middle.y - 34).toFixed(1) + "px) translateX(-50%)";
      }
      for (const [id, mark] of this.marks) {
        if (this.shown.some(({ track }) => track.variant.id === id)) continue;
        mark.pin.toggleAttribute("hidden", true);
        mark.tag.hidden = true;
      }
    }
  }

  mapsvc.Trail = Trail;
})();
