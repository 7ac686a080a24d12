/* A journey that plays: a marker that moves by date, a stretch where only that is known, never a false pin. */
(function () {
  "use strict";

  const mapsvc = window.mapsvc;
  const data = mapsvc.pageJson("player-data");
  const CALM_MS = 2400; // calm readers get a stop at a time
  const TWEEN_MS = 450;
  const WRITE_MS = 300;
  const SWIPE_PX = 45;
  const REPORT_DAYS = 1.2;
  const LEAST_MAP = 0.42; // of the window's height
  const PALE = { ahead: 0.5, other: 0.28 };

  const { calendar } = mapsvc;
  const first = calendar.numberOf(data.first);
  const isoOf = (offset) => calendar.isoOf(first + offset);
  const offsetOf = (iso) => (calendar.numberOf(iso) ?? NaN) - first;
  const dateWords = (offset) => calendar.textOf(first + offset, data.calendar);
  const clamp = (value, low, high) => Math.max(low, Math.min(high, value));
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, key) => (Object.hasOwn(values, key) ? values[key] : whole));

  class Player {
    constructor(map) {
      this.map = map;
      this.features = mapsvc.of(map).features;
      this.root = document.querySelector("[data-player]");
      this.tracks = data.variants.map((variant) => new mapsvc.Track(variant, this.features));
      this.index = Math.max(0, data.variants.findIndex((variant) => variant.id === data.at.variant));
      this.t = data.at.offset;
      this.step = data.at.stop;
      this.together = data.parts && data.variants.length > 1;
      this.speed = "normal";
      this.frame = 0;
      this.timer = 0;
      this.writing = 0;
      this.display = new Map(); // what is drawn now, on its way to what is meant
      this.trail = new mapsvc.Trail(map, data.words);
      this.readSvg();
      document.documentElement.classList.add("player-live");
      for (const node of document.querySelectorAll("[data-player] [hidden], .player-variants [hidden]")) node.hidden = false;
      this.nameStops();
      this.listen();
      this.addReport();
      this.choose();
      this.makeRoom(); // when all is there that takes room
      this.refit();
      this.settle({ tween: false, write: false });
      document.documentElement.dataset.playerState = "ready";
    }

    get track() {
      return this.tracks[this.index];
    }

    get state() {
      const [near, far] = this.target(this.track);
      return { variant: this.track.variant.id, day: isoOf(Math.round(this.t)), stop: this.step, kind: this.kind(), near_km: near, far_km: far, playing: this.playing, together: this.together };
    }

    get playing() {
      return Boolean(this.frame || this.timer);
    }

    kind() {
      return this.step ? "stop" : this.track.runAt(this.t)[1];
    }

    target(track) {
      if (this.step && track === this.track) {
        const { km } = track.variant.stops[this.step - 1];
        return [km, km];
      }
      return track.reach(this.t);
    }

    // ---- start --------------------------------------------------------------------------------------
    /** The map comes first: on a low screen the key, and on a lower one the diagram too, wait folded beside it. */
    makeRoom() {
      if (mapsvc.inProjector()) return;
      if (window.innerHeight < 1000) document.querySelector(".map-legend")?.removeAttribute("open");
      const sharesOneScreen = window.matchMedia("(min-width: 900px)").matches; // else the page is scrolled, and the map has its own height
      const diagram = document.querySelector(".player-diagram");
      const map = this.map.getContainer();
      if (sharesOneScreen && (window.innerHeight < 800 || map.clientHeight < LEAST_MAP * window.innerHeight)) diagram.removeAttribute("open");
    }

    /** The bar above and the diagram below have taken some of the map's room. */
    refit() {
      this.measure();
      this.map.invalidateSize({ animate: false });
      mapsvc.fitExtent(this.map, this.features.payload.extent, false);
    }

    /** What sources say of a day stands on the map, so that nothing moves when it comes and goes. */
    addReport() {
      const control = L.control({ position: "topright" });
      control.onAdd = () => {
        this.report = mapsvc.el("p", "player-report");
        this.report.hidden = true;
        return this.report;
      };
      control.addTo(this.map);
    }

    /** Every account names its own stops; one name stands once where they share a place. */
    nameStops() {
      this.owner = new Map();
      this.items = [];
      data.variants.forEach((variant, v) => {
        for (const stop of variant.stops) {
          const item = this.features.byId.get(stop.feature);
          if (!item) continue;
          if (!item.p.label) {
            item.p.label = stop.name;
            item.word = null;
          }
          this.owner.set(item.id, { v, stop, item });
          this.items.push(item);
        }
        for (const id of variant.legs) {
          const item = this.features.byId.get(id);
          if (!item) continue;
          this.owner.set(id, { v, item });
          if (item.p.label && data.variants.length > 1) item.legLabel = item.p.label;
        }
      });
      this.features.shown = (item) => this.isShown(item);
    }

    isShown(item) {
      const owned = this.owner.get(item.id);
      if (!owned) return true;
      if (!this.together && owned.v !== this.index) return false;
      if (!owned.stop) return true;
      // Of stops that lie on each other, the one of the chosen account says its name.
      return !this.items.some((other) => other !== item && other.marker === item.marker && this.rank(other) < this.rank(item));
    }

    rank(item) {
      const { v, stop } = this.owner.get(item.id);
      if (!this.together && v !== this.index) return 1e6;
      return (v === this.index ? 0 : 1000) + stop.n;
    }

    listen() {
      for (const button of this.root.querySelectorAll("[data-player-step]")) button.addEventListener("click", () => this.walk(Number(button.dataset.playerStep)));
      this.playButton = this.root.querySelector("[data-player-play]");
      this.playButton.addEventListener("click", () => this.toggle());
      this.root.querySelector("[data-player-speed]").addEventListener("change", (event) => { this.speed = event.target.value; });
      this.togetherButton = document.querySelector("[data-player-together]");
      if (this.togetherButton) this.togetherButton.addEventListener("click", () => this.showTogether(!this.together));
      for (const link of document.querySelectorAll("[data-player-variant]")) {
        this.onPlainClick(link, () => this.choose(data.variants.findIndex((variant) => variant.id === link.dataset.playerVariant), { keep: true }));
      }
      for (const link of this.links) {
        link.addEventListener("click", () => this.goToKey(link.dataset.step));
        const enter = () => this.light(link.dataset.spot);
        const leave = () => this.light(null);
        link.addEventListener("mouseenter", enter);
        link.addEventListener("mouseleave", leave);
      }
      for (const row of document.querySelectorAll("li[data-step]")) {
        row.querySelector("button").addEventListener("click", (event) => {
          event.stopImmediatePropagation(); // the step, and no pop-up over it, nor one from before
          this.map.closePopup();
          this.goToKey(row.dataset.step);
        }, true);
      }
      this.map.on("mapsvc:mark", ({ hovered, pinned }) => {
        for (const link of this.links) link.classList.toggle("is-lit", link.dataset.spot === hovered || link.dataset.spot === pinned);
      });
      document.addEventListener("keydown", (event) => this.onKey(event));
      document.addEventListener("visibilitychange", () => { if (document.hidden) this.pause(); });
      for (const zone of [this.root, document.querySelector("[data-player-cards]")]) this.listenSwipe(zone);
      const diagram = document.querySelector(".player-diagram");
      diagram.addEventListener("toggle", () => this.refit());
      const { state } = this.features;
      const boxes = state.markerBoxes;
      state.markerBoxes = () => (this.trail.box && !this.playing ? [...boxes(), this.trail.box] : boxes()); // names keep off the marker
    }

    onPlainClick(link, act) {
      link.addEventListener("click", (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.button > 0) return;
        event.preventDefault();
        act();
      });
    }

    listenSwipe(zone) {
      let from = null;
      zone.addEventListener("touchstart", (event) => { from = event.touches.length === 1 ? event.touches[0] : null; }, { passive: true });
      zone.addEventListener("touchend", (event) => {
        if (!from) return;
        const to = event.changedTouches[0];
        const [dx, dy] = [to.clientX - from.clientX, to.clientY - from.clientY];
        from = null;
        if (Math.abs(dx) > SWIPE_PX && Math.abs(dx) > 1.5 * Math.abs(dy)) this.walk(dx < 0 ? 1 : -1);
      }, { passive: true });
    }

    onKey(event) {
      if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.defaultPrevented) return;
      const on = event.target instanceof Element ? event.target : document.body;
      if (on.closest("input, select, textarea, .leaflet-container")) return;
      if (event.key === "ArrowRight" || event.key === "ArrowLeft") {
        if (on.matches(".scroll-x")) return; // what scrolls, scrolls
        event.preventDefault();
        this.walk(event.key === "ArrowRight" ? 1 : -1);
      } else if (event.key === " " && !on.closest("button, a, summary, [tabindex='0']")) {
        event.preventDefault();
        this.toggle();
      }
    }

    // ---- going somewhere ------------------------------------------------------------------------------
    goToKey(key) {
      const at = key.lastIndexOf("/");
      this.goTo(Number(key.slice(at + 1)), key.slice(0, at));
    }

    /** Go to a stop, counted from 1, of the account that is shown or of another. */
    goTo(step, variant) {
      const index = variant === undefined ? this.index : data.variants.findIndex((found) => found.id === variant);
      if (index < 0) return false;
      const { stops } = data.variants[index];
      if (!Number.isInteger(step) || step < 1 || step > stops.length) return false;
      this.pause();
      if (index !== this.index) this.choose(index, { settle: false });
      this.step = step;
      this.t = stops[step - 1].day;
      this.settle({});
      this.bringIntoView();
      return true;
    }

    /** Go to a day, `YYYY-MM-DD`, held within the journey. */
    atDate(iso, variant) {
      const offset = offsetOf(iso);
      if (Number.isNaN(offset)) return false;
      const index = variant === undefined ? this.index : data.variants.findIndex((found) => found.id === variant);
      if (index < 0) return false;
      this.pause();
      if (index !== this.index) this.choose(index, { settle: false });
      this.step = null;
      this.t = clamp(offset, 0, data.days);
      this.settle({});
      return true;
    }

    /** One stop on or back; beyond the end of an account lies the next one. */
    walk(way) {
      const { stops } = this.track.variant;
      let to = this.step ? this.step + way : this.passed() + (way > 0 ? 1 : this.atStop() ? -1 : 0);
      let { index } = this;
      if (to > stops.length || to < 1) {
        index += way;
        if (index < 0 || index >= data.variants.length) to = clamp(to, 1, stops.length);
        else to = way > 0 ? 1 : data.variants[index].stops.length;
        index = clamp(index, 0, data.variants.length - 1);
      }
      this.goTo(to, data.variants[index].id);
    }

    /** The number of the last stop that is certainly behind. */
    passed() {
      const [near] = this.track.reach(this.t);
      return this.track.variant.stops.filter((stop) => stop.km <= near + 0.5).length || 1;
    }

    atStop() {
      const [near, far] = this.track.reach(this.t);
      return far - near < 0.5 && this.track.variant.stops.some((stop) => Math.abs(stop.km - near) < 0.5);
    }

    choose(index = this.index, { keep = false, settle = keep } = {}) {
      if (keep) this.pause();
      this.index = index;
      if (keep && this.step) {
        this.step = Math.min(this.step, this.track.variant.stops.length);
        this.t = this.track.variant.stops[this.step - 1].day;
      }
      if (keep && !data.parts) this.together = false;
      this.refresh();
      if (settle) this.settle({});
    }

    showTogether(on) {
      this.together = on;
      this.refresh();
      this.settle({});
    }

    /** What depends on the account that is shown, not on the moment. */
    refresh() {
      const id = this.track.variant.id;
      for (const link of document.querySelectorAll("[data-player-variant]")) {
        if (link.dataset.playerVariant === id) link.setAttribute("aria-current", "true");
        else link.removeAttribute("aria-current");
      }
      if (this.togetherButton) this.togetherButton.setAttribute("aria-pressed", String(this.together));
      for (const svg of document.querySelectorAll(".string-line")) svg.classList.toggle("is-shown", svg.dataset.line === id);
      for (const [itemId, { v, item }] of this.owner) {
        item.pale = this.isLeg(itemId) ? (v === this.index || this.together ? PALE.ahead : PALE.other) : 0;
      }
      this.features.show();
      this.measure();
    }

    isLeg(id) {
      return !this.owner.get(id).stop;
    }

    /** Show the moment: words, list, diagram at once; the map on its way there. */
    settle({ tween = true, write = true }) {
      this.say();
      this.place(tween && !mapsvc.calm());
      if (write && !this.writing) this.writing = setTimeout(() => this.address(), WRITE_MS);
      document.dispatchEvent(new CustomEvent("mapsvc:moment", { detail: this.state }));
    }

    say() {
      const { variant } = this.track;
      const stop = this.step ? variant.stops[this.step - 1] : null;
      const day = Math.round(this.t);
      const report = stop ? null : variant.reports.find(([offset]) => Math.abs(offset - this.t) < REPORT_DAYS);
      const where = stop ? fill(data.words.stop_of, { n: stop.n, count: variant.stops.length, name: stop.name }) : this.track.runAt(day)[2];
      this.write("[data-player-date]", stop ? stop.when : dateWords(day));
      this.write("[data-player-where]", this.together && data.variants.length > mapsvc.Trail.MOST_TAGS ? variant.title + ": " + where : where);
      this.report.hidden = !report;
      if (report && this.report.textContent !== report[1]) this.report.textContent = report[1];
      this.current(stop ? stop.n : this.passed(), Boolean(stop) || this.atStop());
      this.cursor();
    }

    write(selector, text) {
      const node = this.root.querySelector(selector);
      if (node.textContent !== text) node.textContent = text;
    }

    current(n, here) {
      const key = this.track.variant.id + "/" + n;
      if (key + here === this.shownKey) return;
      this.shownKey = key + here;
      for (const card of document.querySelectorAll("[data-card]")) card.hidden = card.dataset.card !== key;
      for (const node of [...this.links, ...document.querySelectorAll("li[data-step]")]) {
        node.toggleAttribute("data-passed", node.dataset.step === key && !here);
        if (node.dataset.step === key && here) node.setAttribute("aria-current", node.matches("li") ? "step" : "true");
        else node.removeAttribute("aria-current");
      }
      const row = document.querySelector("li[data-step='" + CSS.escape(key) + "']");
      const beside = window.matchMedia("(min-width: 900px)").matches; // above the list the map would leave the screen
      if (row && beside && this.spoken) row.scrollIntoView({ block: "nearest", behavior: mapsvc.calm() || this.playing ? "auto" : "smooth" });
      this.spoken = true;
    }

    // ---- the diagram ------------------------------------------------------------------------------------
    readSvg() {
      this.links = [...document.querySelectorAll(".sl-stop")];
      this.cursors = [...document.querySelectorAll("[data-cursor]")].map((path) => {
        const [, , y, bottom] = /^M([\d.]+) ([\d.]+)V([\d.]+)/.exec(path.getAttribute("d"));
        const { first: from, days, left, right } = path.ownerSVGElement.dataset;
        return { svg: path.ownerSVGElement, y: Number(y), bottom: Number(bottom), from: Number(from), days: Number(days), left: Number(left), right: Number(right) };
      });
      // Moved by the compositor: a line of the picture itself would have it painted for each frame.
      this.bar = mapsvc.el("i", "player-cursor");
      document.querySelector(".player-lines").append(this.bar);
      window.addEventListener("resize", () => this.measure());
    }

    /** How large the diagram that is shown is on the screen. */
    measure() {
      this.scale = this.cursors.find(({ svg }) => svg.dataset.line === this.track.variant.id);
      const { svg, y, bottom } = this.scale;
      const unit = svg.getBoundingClientRect().width / 1000;
      this.scale.unit = unit;
      this.bar.style.top = y * unit + "px";
      this.bar.style.height = (bottom - y) * unit + "px";
      this.cursor();
    }

    cursor() {
      if (!this.scale) return;
      const { unit, from, days, left, right } = this.scale;
      const x = left + clamp((this.t + 0.5 - from) / days, 0, 1) * (right - left);
      this.bar.style.transform = "translateX(" + (x * unit).toFixed(1) + "px)";
    }

    light(id) {
      this.features.hover(id ? this.features.byId.get(id) : null);
    }

    // ---- the map ------------------------------------------------------------------------------------------
    shownTracks() {
      return this.together ? this.tracks : [this.track];
    }

    place(tween) {
      cancelAnimationFrame(this.tweening);
      const goals = this.shownTracks().map((track) => ({ track, goal: this.target(track), start: this.display.get(track) || this.target(track) }));
      const draw = (share) => {
        const shown = goals.map(({ track, goal, start }) => {
          const now = [start[0] + (goal[0] - start[0]) * share, start[1] + (goal[1] - start[1]) * share];
          this.display.set(track, now);
          // Of several, those that have not begun or are through carry no marker.
          const resting = this.together && track !== this.track && ["before", "after"].includes(track.runAt(this.t)[1]);
          return { track, near: now[0], far: now[1], resting };
        });
        this.trail.show(shown);
      };
      this.markSigns();
      if (!tween) {
        draw(1);
        return;
      }
      const begun = performance.now();
      const next = (now) => {
        const share = clamp((now - begun) / TWEEN_MS, 0, 1);
        draw(1 - (1 - share) ** 3);
        if (share < 1) this.tweening = requestAnimationFrame(next);
        else mapsvc.labels(this.map).later();
      };
      this.tweening = requestAnimationFrame(next);
    }

    /** Which stops are behind, ahead, here, or of another account. */
    markSigns() {
      const wanted = new Map();
      for (const item of this.items) {
        if (!item.marker) continue;
        const { v, stop } = this.owner.get(item.id);
        const found = wanted.get(item.marker) || { away: true, ahead: true, now: false };
        if (this.together || v === this.index) {
          found.away = false;
          const [, far] = this.target(this.tracks[v]);
          if (stop.km <= far + 0.5) found.ahead = false;
          if (v === this.index && this.step === stop.n) found.now = true;
        }
        wanted.set(item.marker, found);
      }
      for (const [marker, { away, ahead, now }] of wanted) {
        const key = [away, ahead, now].join();
        const node = marker.getElement();
        if (node.dataset.moment === key) continue;
        node.dataset.moment = key;
        node.classList.toggle("is-away", away);
        node.classList.toggle("is-ahead", ahead && !now);
        node.classList.toggle("is-now", now);
      }
    }

    bringIntoView() {
      const { km } = this.track.variant.stops[this.step - 1];
      const [lng, lat] = this.track.lngLat(km);
      const spot = [lat, mapsvc.nearLng(this.map, lng)];
      if (!this.map.getBounds().pad(-0.05).contains(spot)) this.map.panTo(spot, { animate: !mapsvc.calm() });
    }

    // ---- the address ----------------------------------------------------------------------------------------
    address() {
      this.writing = 0;
      const put = (url) => {
        url.searchParams.set("at", isoOf(Math.round(this.t)));
        url.searchParams.set("variant", this.track.variant.id);
        if (this.step) url.searchParams.set("stop", String(this.step));
        else url.searchParams.delete("stop");
        return url.pathname + url.search;
      };
      try { history.replaceState(null, "", put(new URL(location.href)) + location.hash); } catch { /* a frame without an origin, or a file, keeps its address */ }
      for (const link of document.querySelectorAll(".language-switch a, link[rel=alternate]")) {
        try { link.href = put(new URL(link.href)); } catch { /* a file has no other language */ }
      }
    }

    // ---- playing ------------------------------------------------------------------------------------------
    toggle() {
      if (this.playing) this.pause();
      else this.play();
    }

    span() {
      const tracks = this.shownTracks();
      return [Math.min(...tracks.map(({ variant }) => variant.stops[0].day)), Math.max(...tracks.map(({ variant }) => variant.stops[variant.stops.length - 1].day))];
    }

    play() {
      const [begin, end] = this.span();
      if (this.playing) return;
      if (this.t >= end - 0.01) this.t = begin;
      this.showPlaying(true);
      if (mapsvc.calm()) {
        this.playCalm();
        return;
      }
      this.step = null;
      let before = 0;
      let said = 0;
      const tick = (now) => {
        const passed = before ? Math.min(100, now - before) : 0;
        before = now;
        this.t = Math.min(end, this.t + (passed / 1000) * ((end - begin || 1) / data.speeds[this.speed]));
        this.place(false);
        this.cursor();
        if (now - said > 90 || this.t >= end) { // words change with the day, not with the frame
          said = now;
          this.say();
        }
        if (this.t < end) this.frame = requestAnimationFrame(tick);
        else this.pause();
      };
      this.frame = requestAnimationFrame(tick);
    }

    /** Without motion: a stop, a rest, the next stop. */
    playCalm() {
      const { stops } = this.track.variant;
      const next = (n) => {
        this.step = n;
        this.t = stops[n - 1].day;
        this.settle({ tween: false });
        if (n < stops.length) this.timer = setTimeout(() => next(n + 1), CALM_MS);
        else this.pause();
      };
      next(this.t <= stops[0].day + 0.01 || this.step === stops.length ? 1 : Math.min(stops.length, (this.step || this.passed()) + 1));
    }

    pause() {
      if (!this.playing) return;
      cancelAnimationFrame(this.frame);
      clearTimeout(this.timer);
      this.frame = this.timer = 0;
      if (!this.step) this.t = Math.round(this.t);
      this.showPlaying(false);
      this.settle({ tween: false });
    }

    showPlaying(on) {
      this.root.classList.toggle("is-playing", on);
      this.root.querySelector("[data-player-where]").setAttribute("aria-live", on ? "off" : "polite");
      const text = on ? data.words.pause : data.words.play;
      this.playButton.setAttribute("aria-label", text);
      this.playButton.title = text;
      document.documentElement.dataset.playerState = on ? "playing" : "ready";
    }
  }

  // The script of the page makes the map after this one; then the journey can be played.
  const begin = () => {
    const [map] = mapsvc.maps();
    if (map && data.variants) mapsvc.player = new Player(map);
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
  else begin();
})();
