/* A guided tour: one map that flies from view to view, the steps' texts beside it. */
(function () {
  "use strict";

  const mapsvc = window.mapsvc;
  const config = mapsvc.pageJson("tour-data");
  const count = config.steps.length;
  const LEAST_S = 0.7; // a flight; longer the further it goes
  const MOST_S = 1.8;
  const REDRAW_MS = 140; // the ground is drawn anew so often on the way
  const SWIPE_PX = 56;
  const NEXT = new Set(["ArrowRight", "ArrowDown", "PageDown"]);
  const BACK = new Set(["ArrowLeft", "ArrowUp", "PageUp"]);
  const PAN = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const words = (text, values) => Object.entries(values).reduce((said, [key, value]) => said.replace("{" + key + "}", String(value)), text);
  const modified = (event) => event.ctrlKey || event.metaKey || event.shiftKey || event.button > 0;

  // ---- names on the map grow with the screen: a hall sees a projector of 768 lines as large as one of 1080 ----
  function scaleNames() {
    const scale = Math.max(1.2, Math.min(2.4, Math.min(window.innerHeight / 600, window.innerWidth / 1000)));
    mapsvc.projectorScale = Math.round(scale * 20) / 20;
  }
  scaleNames();

  class Tour {
    constructor(map) {
      this.map = map;
      this.root = document.querySelector("[data-tour]");
      this.step = config.step;
      this.turn = 0;
      this.notes = false;
      this.extent = mapsvc.of(map).features.payload.extent;
      this.root.classList.add("tour-live");
      map.keyboard.disable(); // arrows go from step to step; with Shift they move the map
      this.findParts();
      this.listen();
      this.followFlights();
      this.nameSides();
      this.showNotes(false);
      this.preload();
    }

    findParts() {
      const find = (name) => this.root.querySelector("[data-" + name + "]");
      this.say = find("say");
      this.counter = find("counter");
      this.progress = find("progress");
      this.list = find("list");
      this.notesButton = find("notes");
      this.fullButton = find("full");
      this.printButton = find("print");
      this.scroller = this.root.querySelector(".tour-steps");
      this.goLinks = { back: this.root.querySelector("[data-go=back]"), on: this.root.querySelector("[data-go=on]") };
      this.toLinks = [...this.root.querySelectorAll("[data-to]")];
      this.texts = [...this.root.querySelectorAll("[data-step]")];
      this.keys = [...this.root.querySelectorAll("[data-key]")];
    }

    listen() {
      for (const [name, link] of Object.entries(this.goLinks)) {
        link.addEventListener("click", (event) => {
          if (modified(event)) return;
          event.preventDefault();
          this.go(this.step + (name === "on" ? 1 : -1));
        });
      }
      for (const link of this.toLinks) {
        link.addEventListener("click", (event) => {
          if (modified(event)) return;
          event.preventDefault();
          this.list.open = false;
          this.list.querySelector("summary").focus();
          this.go(Number(link.dataset.to));
        });
      }
      document.addEventListener("keydown", (event) => this.onKey(event));
      document.addEventListener("click", (event) => {
        if (this.list.open && !this.list.contains(event.target)) this.list.open = false;
      });
      this.listenButtons();
      this.listenSwipe();
      this.map.on("resize", mapsvc.debounce(80, () => {
        scaleNames();
        mapsvc.fitExtent(this.map, this.extent, false);
        mapsvc.labels(this.map).later();
      }));
      window.addEventListener("beforeprint", () => this.openNotes(true));
      window.addEventListener("afterprint", () => this.showNotes(this.notes));
    }

    listenButtons() {
      this.notesButton.hidden = !this.root.querySelector(".tour-notes");
      this.notesButton.addEventListener("click", () => this.showNotes(!this.notes));
      this.printButton.hidden = false;
      this.printButton.addEventListener("click", () => window.print());
      this.fullButton.hidden = !document.fullscreenEnabled;
      this.fullButton.addEventListener("click", () => this.toggleFull());
      document.addEventListener("fullscreenchange", () => {
        const on = Boolean(document.fullscreenElement);
        const text = on ? config.words.fullscreen_exit : config.words.fullscreen;
        this.fullButton.setAttribute("aria-pressed", String(on));
        this.fullButton.setAttribute("aria-label", text);
        this.fullButton.title = text + " (F)";
      });
    }

    /** A finger on the text turns the page; on the map it moves the map. */
    listenSwipe() {
      const text = this.root.querySelector("[data-text]");
      let from = null;
      text.addEventListener("touchstart", (event) => {
        from = event.touches.length === 1 ? event.touches[0] : null;
      }, { passive: true });
      text.addEventListener("touchend", (event) => {
        const to = event.changedTouches[0];
        if (!from || !to) return;
        const dx = to.clientX - from.clientX;
        if (Math.abs(dx) > SWIPE_PX && Math.abs(dx) > 2 * Math.abs(to.clientY - from.clientY)) this.go(this.step + (dx < 0 ? 1 : -1));
        from = null;
      }, { passive: true });
    }

    // ---- keys: those of a clicker work wherever the focus is --------------------------------------
    onKey(event) {
      if (event.altKey || event.ctrlKey || event.metaKey || this.isTyping(event.target)) return;
      const done = event.shiftKey && PAN[event.key] ? this.pan(PAN[event.key]) : this.stepBy(event) || this.toolBy(event);
      if (done) event.preventDefault();
    }

    isTyping(target) {
      return target instanceof Element && Boolean(target.closest("input, select, textarea"));
    }

    stepBy(event) {
      const { key } = event;
      if (key === " ") {
        if (event.target instanceof Element && event.target.closest("button, a, summary, [role=button]")) return false;
        return this.go(this.step + (event.shiftKey ? -1 : 1));
      }
      if (NEXT.has(key)) return this.go(this.step + 1);
      if (BACK.has(key)) return this.go(this.step - 1);
      if (key === "Home") return this.go(1);
      if (key === "End") return this.go(count);
      return false;
    }

    toolBy(event) {
      const key = event.key.toLowerCase();
      if (key === "f" && document.fullscreenEnabled) return this.toggleFull();
      if (key === "n" && !this.notesButton.hidden) return this.showNotes(!this.notes);
      if (key === "+" || key === "=") return Boolean(this.map.zoomIn(0.5));
      if (key === "-") return Boolean(this.map.zoomOut(0.5));
      return key === "escape" && this.escape();
    }

    pan([x, y]) {
      const size = this.map.getSize();
      this.map.panBy([x * size.x * 0.2, y * size.y * 0.2], { animate: !mapsvc.calm() });
      return true;
    }

    /** Escape closes what is open, first a pop-up, then the list; at last it leaves. */
    escape() {
      if (this.list.open) {
        this.list.open = false;
        this.list.querySelector("summary").focus();
        return true;
      }
      if (mapsvc.of(this.map).pinned || this.root.querySelector(".leaflet-popup") || document.fullscreenElement || !config.exit) return false;
      location.assign(config.exit);
      return true;
    }

    toggleFull() {
      if (document.fullscreenElement) document.exitFullscreen();
      else document.documentElement.requestFullscreen().catch(() => {});
      return true;
    }

    showNotes(on) {
      this.notes = on;
      this.notesButton.setAttribute("aria-pressed", String(on));
      this.openNotes(on);
      return true;
    }

    openNotes(on) {
      for (const notes of this.root.querySelectorAll(".tour-notes")) notes.open = on;
      this.markScroll();
    }

    // ---- from step to step -------------------------------------------------------------------------
    /** Go to a step, `at once` without a flight; what is asked beyond the ends stays where it is. Always true: the key is used up. */
    go(number, { atOnce = false } = {}) {
      const to = Math.max(1, Math.min(count, number));
      if (to === this.step) return true;
      this.step = to;
      this.turn += 1;
      this.showText();
      this.address();
      this.showMap(this.turn, atOnce);
      return true;
    }

    showText() {
      const n = this.step;
      for (const text of this.texts) text.hidden = Number(text.dataset.step) !== n;
      for (const key of this.keys) key.hidden = Number(key.dataset.key) !== n;
      for (const link of this.toLinks) {
        if (Number(link.dataset.to) === n) link.setAttribute("aria-current", "step");
        else link.removeAttribute("aria-current");
      }
      this.counter.textContent = n + " / " + count;
      this.progress.style.width = ((n / count) * 100).toFixed(2) + "%";
      this.enable(this.goLinks.back, config.steps[n - 2]);
      this.enable(this.goLinks.on, config.steps[n]);
      this.scroller.scrollTop = 0;
      this.markScroll();
      const shown = this.texts[n - 1];
      const parts = [words(config.words.step_of, { n, count }), ...[".tour-date", "h2", ".tour-paragraph"].map((part) => shown.querySelector(part)).filter(Boolean).map((part) => part.textContent.trim())];
      this.say.textContent = parts.join(". ");
    }

    enable(link, step) {
      if (step) {
        link.href = step.href;
        link.removeAttribute("aria-disabled");
      } else {
        link.removeAttribute("href");
        link.setAttribute("aria-disabled", "true");
      }
    }

    /** A text that is too long for its place can be scrolled by keyboard. */
    markScroll() {
      if (this.scroller.scrollHeight > this.scroller.clientHeight + 1) this.scroller.tabIndex = 0;
      else this.scroller.removeAttribute("tabindex");
    }

    address() {
      const { href, heading } = config.steps[this.step - 1];
      try { history.replaceState(null, "", href); } catch { /* a frame without an origin keeps its address */ }
      document.title = this.step + "/" + count + " " + heading + ": " + config.title;
      for (const link of document.querySelectorAll("link[hreflang]")) {
        const to = new URL(link.href);
        to.searchParams.set("step", String(this.step));
        link.href = to.pathname + to.search;
      }
    }

    preload() {
      for (const near of [this.step, this.step - 2]) {
        if (config.steps[near]) mapsvc.load(config.steps[near].data).catch(() => {});
      }
    }

    // ---- the map -------------------------------------------------------------------------------------
    async showMap(turn, atOnce) {
      const container = this.map.getContainer();
      delete document.documentElement.dataset.step;
      try {
        const json = await mapsvc.load(config.steps[this.step - 1].data);
        if (turn !== this.turn) return;
        this.map.closePopup();
        container.classList.toggle("is-travelling", !atOnce && !mapsvc.calm());
        await this.travel(json.map.extent, atOnce);
        if (turn !== this.turn) return;
        const { features, setYear } = mapsvc.of(this.map);
        setYear(json.year);
        await features.replace(json.map);
        if (turn !== this.turn) return;
        container.setAttribute("aria-label", json.map.title);
        document.documentElement.dataset.step = String(this.step); // this step's map is drawn
        this.preload();
      } catch (problem) {
        mapsvc.fail(this.map, problem);
      } finally {
        if (turn === this.turn) container.classList.remove("is-travelling");
      }
    }

    /** Fly to a view; done when there. */
    travel(extent, atOnce) {
      const map = this.map;
      map.stop();
      this.extent = extent;
      if (atOnce || mapsvc.calm()) {
        mapsvc.fitExtent(map, extent, false);
        return Promise.resolve();
      }
      const [west, south, east, north] = mapsvc.nearExtent(map, extent);
      const bounds = L.latLngBounds([[south, west], [north, east]]);
      const far = map.getSize().x / 256 / 2 ** map.getZoom(); // the width of the view as a share of the world
      const way = map.getCenter().distanceTo(bounds.getCenter()) / 40075000 / Math.max(far, 1e-6);
      const zoomed = Math.abs(map.getBoundsZoom(bounds) - map.getZoom());
      if (way < 0.004 && zoomed < 0.3) return Promise.resolve(mapsvc.fitExtent(map, extent, false));
      const duration = Math.min(MOST_S, LEAST_S + 0.5 * way + 0.2 * zoomed);
      return new Promise((resolve) => {
        let open = true;
        const done = () => {
          if (!open) return;
          open = false;
          map.off("moveend", done);
          resolve();
        };
        map.on("moveend", done);
        setTimeout(done, duration * 1000 + 600);
        map.flyToBounds(bounds, { duration, paddingTopLeft: [58, 14], paddingBottomRight: [14, 14] });
      });
    }

    /** A stretch that two compared borders share has the names of both: each stands at its own stretch. */
    nameSides() {
      const { features } = mapsvc.of(this.map);
      const usual = features.runsOf;
      features.runsOf = (item) => (item.layer.startsWith("lines-") ? features.drawing.layerRuns(item.id) : usual.call(features, item));
    }

    /** On a flight the ground follows: Leaflet only scales what was drawn at its start. */
    followFlights() {
      const { ground } = mapsvc.of(this.map);
      let last = 0;
      this.map.on("zoom", () => {
        const now = performance.now();
        const cost = Number(this.map.getContainer().dataset.groundMs) || 0;
        // A slow computer draws less often, so that the flight stays smooth.
        if (!ground || this.map._animatingZoom || now - last < Math.max(REDRAW_MS, 8 * cost)) return;
        ground._update();
        last = performance.now();
      });
    }
  }

  // The script of the page makes the map after this one; then the tour begins.
  document.addEventListener("DOMContentLoaded", () => {
    const [map] = mapsvc.maps();
    if (!map) return;
    mapsvc.tour = new Tour(map);
    document.documentElement.dataset.step = String(config.step);
  });
})();
