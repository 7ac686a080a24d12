/* Buttons of the map: zoom, start view, full screen, projector style; and the scale bar. */
(function () {
  "use strict";

  const MOST_STRETCH = 2; // no bar tells lengths on a map that shows one of them so many times as long as another
  const mapsvc = window.mapsvc;
  const ICONS = {
    zoom_in: "M10 3.5v13M3.5 10h13",
    zoom_out: "M3.5 10h13",
    home: "M3 10.2 10 4l7 6.2M5.2 8.8V16h9.6V8.8",
    fullscreen: "M3.5 7.5v-4h4M16.5 7.5v-4h-4M3.5 12.5v4h4M16.5 12.5v4h-4",
    projector: "M3 4h14v9H3zM10 13v3.5M6.5 17h7",
  };

  function icon(name) {
    const svg = mapsvc.svg("svg", { viewBox: "0 0 20 20", width: 20, height: 20, "aria-hidden": "true", focusable: "false" });
    svg.appendChild(mapsvc.svg("path", { d: ICONS[name], fill: "none", stroke: "currentColor", "stroke-width": 2, "stroke-linecap": "round", "stroke-linejoin": "round" }));
    return svg;
  }

  function button(name, run) {
    const node = mapsvc.el("button", "map-button map-button-" + name.replace("_", "-"));
    node.type = "button";
    const words = mapsvc.word(name);
    node.title = words;
    node.setAttribute("aria-label", words);
    node.appendChild(icon(name));
    node.addEventListener("click", run);
    return node;
  }

  const Bar = L.Control.extend({
    options: { position: "topleft" },
    initialize(buttons, options) {
      L.setOptions(this, options);
      this.buttons = buttons;
    },
    onAdd() {
      const bar = mapsvc.el("div", "map-bar leaflet-bar");
      bar.append(...this.buttons);
      L.DomEvent.disableClickPropagation(bar);
      L.DomEvent.disableScrollPropagation(bar);
      return bar;
    },
  });

  // ---- what the tab remembers -------------------------------------------------------------------
  // The window's name lives as long as the tab and is there at once; the first look into
  // sessionStorage can hold a page up for a fifth of a second, and is refused in sandboxed frames.
  const memory = {
    holds: (word) => window.name.split(" ").includes(word),
    keep(word, on) {
      const rest = window.name.split(" ").filter((other) => other && other !== word);
      window.name = (on ? [...rest, word] : rest).join(" ");
    },
  };

  function zoomButtons(map) {
    const plus = button("zoom_in", () => map.zoomIn(1));
    const minus = button("zoom_out", () => map.zoomOut(1));
    const sync = () => {
      plus.setAttribute("aria-disabled", String(map.getZoom() >= map.getMaxZoom()));
      minus.setAttribute("aria-disabled", String(map.getZoom() <= map.getMinZoom()));
    };
    map.on("zoomend", sync);
    sync();
    return [plus, minus];
  }

  function homeButton(map, options) {
    return button("home", () => {
      map.closePopup();
      const { features } = mapsvc.of(map); // a map that shows one thing after another has the view of the present one
      mapsvc.fitExtent(map, (features && features.payload.extent) || options.extent, !mapsvc.calm());
    });
  }

  function fullscreenButton(map) {
    const figure = map.getContainer().closest(".map-figure, .embed") || map.getContainer();
    const node = button("fullscreen", () => {
      if (document.fullscreenElement) document.exitFullscreen();
      else figure.requestFullscreen().catch(() => {});
    });
    document.addEventListener("fullscreenchange", () => {
      const on = document.fullscreenElement === figure;
      const words = mapsvc.word(on ? "fullscreen_exit" : "fullscreen");
      node.title = words;
      node.setAttribute("aria-label", words);
      node.setAttribute("aria-pressed", String(on));
      map.invalidateSize({ animate: false });
    });
    return node;
  }

  function projectorButton(map) {
    const root = document.documentElement;
    const show = (on) => {
      root.classList.toggle("projector", on);
      node.setAttribute("aria-pressed", String(on));
    };
    const node = button("projector", () => {
      const on = !root.classList.contains("projector");
      show(on);
      memory.keep("mapsvc-projector", on);
      map.invalidateSize({ animate: false });
      const { features, labels } = mapsvc.of(map);
      if (features) features.redraw();
      if (labels) labels.later();
    });
    show(root.classList.contains("projector") || memory.holds("mapsvc-projector"));
    return node;
  }

  /** Where the key starts closed: it would push the text away, or leave the map beside its slider of days too little room. */
  function smallScreen(container) {
    const narrow = "(max-width: 899px)";
    if (container.closest(".embed")) return narrow + ", (max-height: 600px)";
    return container.closest(".timeline-page") ? narrow + ", (max-height: 850px)" : narrow;
  }

  function foldLegend(container) {
    const figure = container.closest(".map-figure");
    const legend = figure && figure.querySelector("details.map-legend");
    const small = window.matchMedia(smallScreen(container));
    if (!legend) return;
    const fold = () => { legend.open = !small.matches || document.documentElement.classList.contains("printing"); };
    small.addEventListener("change", fold);
    fold();
  }

  const PAPER_PX = 660; // the width of a sheet between its margins

  /** On paper the map keeps the picture of the screen, made as small as the sheet asks; its key stands open. */
  function fitPaper(map) {
    const container = map.getContainer();
    const figure = container.closest(".map-figure");
    if (!figure || window.parent !== window) return; // a frame is printed as large as its page gives it
    const stage = figure.querySelector(".map-stage");
    const legend = figure.querySelector("details.map-legend");
    let open = true;
    window.addEventListener("beforeprint", () => {
      map.closePopup();
      const size = map.getSize();
      stage.style.cssText = "flex:none;width:" + size.x + "px;height:" + size.y + "px";
      figure.style.cssText = "width:" + size.x + "px;zoom:" + Math.min(1, PAPER_PX / size.x).toFixed(4);
      document.documentElement.classList.add("printing");
      if (legend) {
        open = legend.open;
        legend.open = true;
      }
    });
    window.addEventListener("afterprint", () => {
      stage.style.cssText = figure.style.cssText = "";
      document.documentElement.classList.remove("printing");
      if (legend) legend.open = open;
    });
  }

  const LOCATOR_PX = [252, 178]; // the most that it takes with its edges

  /** The corner without buttons in which a locator hides the fewest signs. */
  function freeCorner(map) {
    const { x, y } = map.getSize();
    const [width, height] = LOCATOR_PX;
    const corner = map.containerPointToLayerPoint([0, 0]);
    const { markerBoxes } = mapsvc.of(map);
    const signs = markerBoxes ? markerBoxes().map((box) => [(box[0] + box[2]) / 2 - corner.x, (box[1] + box[3]) / 2 - corner.y]) : [];
    const hidden = (left, top) => signs.filter(([sx, sy]) => sx > left && sx < left + width && sy > top && sy < top + height).length;
    const corners = [["bottomleft", 0, y - height], ["topright", x - width, 0], ["bottomright", x - width, y - height]];
    return corners.map(([name, left, top]) => [hidden(left, top), name]).reduce((best, next) => (next[0] < best[0] ? next : best))[1];
  }

  /** Where in the world a close map lies; hidden once the map itself shows as much. */
  const Locator = L.Control.extend({
    onAdd(map) {
      if (this.picture) return this.picture;
      const { src, words, extent } = this.options;
      const box = L.latLngBounds([extent[1], extent[0]], [extent[3], extent[2]]);
      this.picture = Object.assign(mapsvc.el("img", "map-locator"), { src, alt: words });
      map.on("zoomend", () => { this.picture.hidden = map.getBounds().pad(0.6).contains(box); });
      map.on("resize", () => this.setPosition(freeCorner(map)));
      return this.picture;
    },
  });

  /** How many times longer than elsewhere a map shows a length, from its north to its south. */
  function stretchOf(map) {
    const bounds = map.getBounds();
    const lats = [bounds.getNorth(), bounds.getSouth()].map((lat) => (Math.max(-85, Math.min(85, lat)) * Math.PI) / 180);
    const far = Math.max(...lats.map(Math.abs));
    const near = lats[0] > 0 && lats[1] < 0 ? 0 : Math.min(...lats.map(Math.abs));
    return Math.cos(near) / Math.cos(far);
  }

  /** A scale bar, where one is true of the whole map, whose unit is written as the language writes it. */
  const Scale = L.Control.Scale.extend({
    _updateMetric(maxMeters) {
      this._mScale.style.display = stretchOf(this._map) > MOST_STRETCH ? "none" : "";
      const { lengths } = this.options;
      const [metres, words] = lengths.find(([length]) => length <= maxMeters) || lengths[lengths.length - 1];
      this._updateScale(this._mScale, words, metres / maxMeters);
    },
  });

  /** The buttons of a map: options as the server gives them. */
  mapsvc.controls = function (map, options) {
    mapsvc.setWords(options.strings);
    if (map.zoomControl) map.zoomControl.remove();
    if (map.attributionControl) map.attributionControl.remove();
    const container = map.getContainer();
    const canvas = container.closest("[data-map-label]");
    container.setAttribute("role", "region");
    container.setAttribute("aria-label", (canvas && canvas.dataset.mapLabel) || mapsvc.word("label"));
    const buttons = zoomButtons(map);
    if (options.extent) buttons.push(homeButton(map, options));
    if (options.fullscreen && document.fullscreenEnabled) buttons.push(fullscreenButton(map));
    if (options.projector) buttons.push(projectorButton(map));
    new Bar(buttons).addTo(map);
    if (options.scale) new Scale({ imperial: false, maxWidth: 140, position: "bottomright", lengths: options.scale }).addTo(map);
    foldLegend(container);
    fitPaper(map);
    mapsvc.follow(map);
    if (options.locator) new Locator({ ...options.locator, position: freeCorner(map) }).addTo(map);
    const { features } = mapsvc.of(map);
    if (mapsvc.inProjector() && features) features.redraw();
  };
})();
