/* Two borders on one map: overlay, swipe and difference share the view; an inset shows what is small. */
(function () {
  "use strict";

  const mapsvc = window.mapsvc;
  const config = mapsvc.pageJson("compare-data");
  const SIDES = ["a", "b"];
  const sideOf = (item) => (/-[ab]$/.test(item.layer) ? item.layer.slice(-1) : "");
  /** What lies on top is found first: lines, then changes, then grounds. */
  const weight = (item) => (item.world.lines ? 2 : item.layer === "pieces" ? 1 : 0);

  // ---- one canvas for the changes, one for each side --------------------------------------------
  class Stack {
    constructor() {
      this.parts = ["", ...SIDES].map((side) => ({ side, drawing: new mapsvc.Drawing({ pane: "mapsvc-drawing" + (side && "-" + side) }) }));
      this.owns = () => true;
    }

    addTo(map) {
      this.map = map;
      this.parts.forEach(({ side, drawing }, i) => {
        mapsvc.pane(map, "mapsvc-drawing" + (side && "-" + side), 400 + i);
        drawing.addTo(map);
      });
    }

    get _bounds() {
      return this.parts[0].drawing._bounds;
    }

    setItems(items) {
      for (const { side, drawing } of this.parts) drawing.setItems(items.filter((item) => sideOf(item) === side));
    }

    draw() {
      for (const { drawing } of this.parts) drawing.draw();
    }

    layerRuns(id) {
      return this.parts.flatMap(({ drawing }) => (drawing.runs ? drawing.layerRuns(id) : []));
    }

    busyCells(cell) {
      const busy = new Set();
      for (const { drawing } of this.parts) if (drawing.runs) for (const key of drawing.busyCells(cell)) busy.add(key);
      return busy;
    }

    /** All things under a point, of all canvases: the upper one first among equals. A half that a swipe hides has none. */
    hits(point) {
      const seen = this.parts.filter(({ side, drawing }) => drawing.paths && this.owns(side, point)).reverse();
      return seen.flatMap(({ drawing }) => drawing.hits(point)).sort((a, b) => weight(b) - weight(a));
    }

    hit(point) {
      return this.hits(point)[0] || null;
    }
  }

  mapsvc.makeDrawing = () => new Stack();

  // ---- modes -------------------------------------------------------------------------------------
  const full = new Map(); // the symbols of changes as the difference shows them

  function dress(features, mode) {
    for (const item of features.items) {
      if (item.layer !== "pieces") continue;
      if (!full.has(item.p.symbol)) full.set(item.p.symbol, item.symbol);
      const symbol = full.get(item.p.symbol);
      // In the overlay the two hatchings speak; a change is only its edge there.
      item.symbol = mode === "difference" ? symbol : { ...symbol, opacity: 0.02, hatch: null };
    }
  }

  /** The longest hint keeps its room, so that the map below does not move when a shorter one takes its place. */
  function holdHint(hint) {
    const room = mapsvc.el("div", "mode-hints");
    hint.replaceWith(room);
    room.append(hint, ...Object.values(config.words.hints).map((words) => {
      const held = mapsvc.el("p", "mode-hint mode-hint-room", words);
      held.setAttribute("aria-hidden", "true");
      return held;
    }));
  }

  /** So does the longest key: how its lines break depends on the width, so all modes are tried whenever that changes. */
  class HeldFoot {
    constructor(modes) {
      this.modes = modes;
      this.foot = modes.map.getContainer().closest(".map-figure").querySelector(".map-foot");
      this.measure();
      if (!window.ResizeObserver) return;
      const watch = new ResizeObserver(() => this.measure());
      for (const node of [this.foot, ...this.foot.children]) watch.observe(node);
    }

    measure() {
      if (document.documentElement.classList.contains("printing")) return;
      const { style } = this.foot;
      style.minHeight = "";
      const heights = Object.keys(config.modes).map((mode) => {
        this.modes.key(mode);
        return this.foot.getBoundingClientRect().height;
      });
      this.modes.key(this.modes.mode);
      style.minHeight = Math.max(...heights) + "px";
    }
  }

  class Modes {
    constructor(map) {
      this.map = map;
      this.features = mapsvc.of(map).features;
      this.mode = config.mode;
      this.links = [...document.querySelectorAll("[data-mode]")];
      this.hint = document.querySelector("[data-mode-hint]");
      if (this.hint) holdHint(this.hint);
      const replace = mapsvc.debounce(60, () => mapsvc.labels(map).later());
      this.swipe = new mapsvc.Swipe(map, {
        left: "mapsvc-drawing-a", right: "mapsvc-drawing-b", onMove: replace,
        words: { handle: config.words.handle, names: SIDES.map((side) => config.sides[side]), value: (n) => config.words.value.replace("{a}", config.sides.a).replace("{n}", String(n)) },
      });
      this.features.shown = (item) => config.modes[this.mode].includes(item.layer);
      this.features.within = (item) => this.reach(item);
      this.features.runsOf = (item) => this.features.drawing.layerRuns(item.id); // a shared stretch has the names of both
      this.features.drawing.owns = (side, point) => this.mode !== "swipe" || !side || SIDES[this.swipe.sideOf(point)] === side;
      for (const link of this.links) link.addEventListener("click", (event) => this.onLink(event, link));
      document.addEventListener("keydown", (event) => this.onKey(event));
    }

    /** In the swipe a name stands on its own side of the handle. */
    reach(item) {
      const side = sideOf(item);
      if (this.mode !== "swipe" || !side) return null;
      const { x } = this.map.containerPointToLayerPoint([0, 0]);
      return side === "a" ? [x, x + this.swipe.x - 4] : [x + this.swipe.x + 4, x + this.map.getSize().x];
    }

    onLink(event, link) {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button > 0) return;
      event.preventDefault();
      this.set(link.dataset.mode);
      try { history.replaceState(null, "", link.href); } catch { /* a frame without an origin keeps its address */ }
    }

    /** ← → between the modes, as in any row of choices. */
    onKey(event) {
      const here = this.links.indexOf(event.target);
      const to = { ArrowRight: here + 1, ArrowLeft: here - 1 }[event.key];
      if (here < 0 || to === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      this.links[(to + this.links.length) % this.links.length].focus();
    }

    set(mode) {
      this.mode = mode;
      for (const link of this.links) {
        if (link.dataset.mode === mode) link.setAttribute("aria-current", "true");
        else link.removeAttribute("aria-current");
      }
      if (this.hint) this.hint.textContent = config.words.hints[mode];
      document.documentElement.dataset.compareMode = mode;
      this.swipe.show(mode === "swipe");
      dress(this.features, mode);
      this.features.show();
      this.key(mode);
      for (const other of mapsvc.maps()) {
        const { features } = mapsvc.of(other);
        if (other === this.map || !features) continue;
        features.shown = (item) => config.modes[mode === "swipe" ? "overlay" : mode].includes(item.layer);
        dress(features, mode);
        features.show();
      }
    }

    /** The key names what a mode shows. */
    key(mode) {
      const used = new Set(this.features.items.filter((item) => config.modes[mode].includes(item.layer)).map((item) => item.p.symbol));
      for (const entry of document.querySelectorAll(".map-legend li[data-symbol]")) {
        const id = entry.dataset.symbol;
        const family = id.startsWith("line-") ? id.slice(0, 6) : id; // one entry for all certainties of a side
        const claim = id.endsWith("-claim") && [...used].some((key) => key.endsWith("-claim"));
        const shown = claim || [...used].some((key) => key.startsWith(family));
        entry.hidden = !id.startsWith("certainty-") && (!shown || (id.startsWith("gain-") && mode !== "difference"));
      }
    }
  }

  // ---- the inset -----------------------------------------------------------------------------------
  const Corner = L.Control.extend({
    options: { position: "bottomleft" },
    onAdd() {
      return this.options.box;
    },
  });

  function insetBox(main) {
    const box = mapsvc.el("div", "inset");
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", config.inset.label);
    const canvas = mapsvc.el("div", "inset-map");
    const go = mapsvc.el("button", "inset-go", config.inset.label);
    go.type = "button";
    go.title = config.words.inset_go;
    go.setAttribute("aria-label", config.inset.label + ": " + config.words.inset_go);
    go.addEventListener("click", () => mapsvc.fitExtent(main, config.inset.extent, !mapsvc.calm()));
    box.append(canvas, go);
    L.DomEvent.disableClickPropagation(box);
    L.DomEvent.disableScrollPropagation(box);
    if (window.matchMedia("(min-width: 700px)").matches) new Corner({ box }).addTo(main);
    else main.getContainer().closest(".map-stage").after(box);
    return canvas;
  }

  function buildInset(main) {
    const canvas = insetBox(main);
    const still = { keyboard: false, dragging: false, scrollWheelZoom: false, doubleClickZoom: false, boxZoom: false, touchZoom: false, tapHold: false };
    const map = L.map(canvas, { ...still, zoomControl: false, attributionControl: false, zoomSnap: 0.25, center: [0, 0], zoom: 5, fadeAnimation: false });
    canvas.removeAttribute("tabindex");
    canvas.setAttribute("aria-hidden", "true"); // the text beside the map says what it shows
    mapsvc.basemap(map, config.inset.basemap);
    const features = mapsvc.features(map, { data: config.data, list: false });
    features.runsOf = (item) => features.drawing.layerRuns(item.id);
    for (const item of features.items) if (item.world.lines || item.layer.startsWith("lines")) item.p = { ...item.p, label: item.p.label && item.p.label.includes(" = ") ? null : item.p.label };
    const [west, south, east, north] = config.inset.extent;
    map.fitBounds([[south, west], [north, east]], { animate: false });
    features.pin = (item) => mapsvc.of(main).features.pin(item, {});
    main.on("mapsvc:mark", ({ hovered, pinned }) => {
      Object.assign(mapsvc.of(map), { hovered, pinned });
      if (features.drawing._bounds) features.drawing.draw();
    });
    mapsvc.pane(main, "mapsvc-frame", 440);
    L.rectangle([[south, west], [north, east]], { pane: "mapsvc-frame", renderer: L.svg({ pane: "mapsvc-frame" }), interactive: false, fill: false, color: "#1f2b33", weight: 1.5, className: "inset-frame" }).addTo(main);
    return map;
  }

  // The script of the page makes the map after this one; then it is dressed.
  document.addEventListener("DOMContentLoaded", () => {
    const [main] = mapsvc.maps();
    if (!main) return;
    const narrow = main.getContainer().closest(".embed") && window.matchMedia("(max-width: 699px)").matches;
    if (config.inset && !narrow) buildInset(main);
    const modes = new Modes(main);
    modes.set(config.mode);
    new HeldFoot(modes);
    main.invalidateSize({ animate: false }); // the key has been folded since the map was made
    mapsvc.fitExtent(main, modes.features.payload.extent, false);
  });
})();
