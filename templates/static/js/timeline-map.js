/* The atlas on a day: a slider over its period. Between two moments the picture stays the same. */
(function () {
  "use strict";

  const mapsvc = window.mapsvc;
  const config = mapsvc.pageJson("timeline-data");
  const PLAY_MS = 90; // a step while it plays; calm readers get a moment at a time
  const PLAY_STEPS = 7000; // of long periods a step takes more than a day
  const CALM_MS = 2200;
  const WRITE_MS = 300;
  const MOST_BEYOND = 3;

  // Days are numbers of days since the first one.
  const { calendar } = mapsvc;
  const first = calendar.numberOf(config.first);
  const numberOf = (iso) => calendar.numberOf(iso) - first;
  const last = numberOf(config.last);
  const isoOf = (n) => calendar.isoOf(first + n);
  const textOf = (n) => calendar.textOf(first + n, config.calendar);
  const yearOf = (n) => calendar.yearOf(first + n);
  const addMonths = (n, months) => calendar.addMonths(first + n, months) - first;
  const stride = Math.max(1, Math.ceil(last / PLAY_STEPS));
  const moments = config.moments.map(numberOf);

  /** The moment whose picture a day has. */
  function momentOf(n) {
    let low = 0;
    let high = moments.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (moments[middle] <= n) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** What happened outside the view is told at its edge, with the way to it. */
  class Beyond {
    constructor(map) {
      this.map = map;
      const control = L.control({ position: "topright" });
      control.onAdd = () => {
        this.box = mapsvc.el("div", "beyond");
        this.box.setAttribute("role", "group");
        this.box.setAttribute("aria-label", config.words.beyond);
        L.DomEvent.disableClickPropagation(this.box);
        L.DomEvent.disableScrollPropagation(this.box);
        return this.box;
      };
      control.addTo(map);
      map.on("moveend resize", this.show, this);
      this.show();
    }

    show() {
      const { features } = mapsvc.of(this.map);
      const view = this.map.getBounds();
      const centre = this.map.getCenter();
      const outside = features.items.filter((item) => item.layer === "events" && item.geometry && !view.contains(item.bounds));
      outside.sort((a, b) => a.p.priority - b.p.priority || b.order - a.order);
      this.box.replaceChildren(...outside.slice(0, MOST_BEYOND).map((item) => {
        const node = mapsvc.el("button", "beyond-row");
        node.type = "button";
        const { lng, lat } = features.spotOf(item);
        const angle = (Math.atan2(centre.lat - lat, lng - centre.lng) * 180) / Math.PI;
        const arrow = mapsvc.svg("svg", { viewBox: "-10 -10 20 20", width: 18, height: 18, "aria-hidden": "true", focusable: "false" });
        arrow.appendChild(mapsvc.svg("path", { d: "M-8 0H6M0-6 7 0 0 6", fill: "none", stroke: "currentColor", "stroke-width": 2.4, transform: "rotate(" + angle.toFixed(0) + ")" }));
        node.append(arrow, mapsvc.el("span", item.p.priority <= 1 ? "is-today" : "", item.p.name, item.p.lang));
        node.addEventListener("click", () => {
          features.bringIntoView(item);
          features.pin(item, { focus: true });
        });
        return node;
      }));
    }
  }

  class Days {
    constructor(map) {
      this.map = map;
      this.root = document.querySelector("[data-days]");
      this.slider = this.root.querySelector("[data-slider]");
      this.playButton = this.root.querySelector("[data-play]");
      this.field = this.root.querySelector("input[name=on]");
      this.day = numberOf(config.day);
      this.year = yearOf(this.day);
      this.moment = momentOf(this.day);
      this.asked = this.moment;
      this.timer = 0;
      this.writing = 0;
      this.beyond = new Beyond(map);
      this.root.classList.add("days-live");
      this.root.querySelector("[data-track]").hidden = false;
      this.playButton.hidden = false;
      this.listen();
      this.map.invalidateSize({ animate: false });
      mapsvc.fitExtent(this.map, mapsvc.of(this.map).features.payload.extent, false);
    }

    listen() {
      this.slider.addEventListener("input", () => this.go(Number(this.slider.value), { byHand: true }));
      this.slider.addEventListener("keydown", (event) => this.onKey(event));
      this.playButton.addEventListener("click", () => this.toggle());
      this.field.addEventListener("change", () => {
        const typed = this.field.validity.valid ? this.field.value : "";
        const n = calendar.numberOf(typed) ?? calendar.numberOfYear(typed, config.calendar);
        if (n !== null) this.go(n - first, { byHand: true });
      });
      this.field.form.addEventListener("submit", (event) => event.preventDefault());
      for (const link of this.root.querySelectorAll("[data-step]")) {
        link.addEventListener("click", (event) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey || event.button > 0) return;
          event.preventDefault();
          this.step(link.dataset.step);
        });
      }
      for (const link of document.querySelectorAll("a[data-day]")) {
        link.addEventListener("click", (event) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey || event.button > 0) return;
          event.preventDefault();
          this.go(numberOf(link.dataset.day), { byHand: true });
        });
      }
      document.addEventListener("keydown", (event) => {
        const busy = event.target instanceof Element && event.target.closest("input, select, textarea, button, a, summary, .leaflet-container");
        if (!busy) this.onKey(event);
      });
    }

    step(name) {
      const here = momentOf(this.day);
      const to = {
        back: this.day - 1, on: this.day + 1,
        "moment-back": moments[here] < this.day ? moments[here] : moments[Math.max(0, here - 1)],
        "moment-on": here + 1 < moments.length ? moments[here + 1] : last,
      }[name];
      this.go(to, { byHand: true });
    }

    onKey(event) {
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      const way = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key];
      if (event.target !== this.slider && (event.key === "ArrowUp" || event.key === "ArrowDown")) return;
      let to = null;
      if (way) to = event.shiftKey ? addMonths(this.day, way) : this.day + way;
      else if (event.key === "PageUp" || event.key === "PageDown") {
        if (event.target !== this.slider && event.target !== document.body) return;
        to = addMonths(this.day, event.key === "PageUp" ? 12 : -12);
      } else if (event.target === this.slider && event.key === "Home") to = 0;
      else if (event.target === this.slider && event.key === "End") to = last;
      else if (event.key === " ") {
        event.preventDefault();
        this.toggle();
        return;
      }
      if (to === null) return;
      event.preventDefault();
      this.go(to, { byHand: true });
    }

    // ---- going to a day -----------------------------------------------------------------------
    go(n, { byHand = false } = {}) {
      if (byHand) this.stop();
      this.day = Math.max(0, Math.min(last, n));
      const iso = isoOf(this.day);
      const text = textOf(this.day);
      this.slider.value = String(this.day);
      this.slider.setAttribute("aria-valuetext", text);
      this.field.value = iso;
      for (const node of document.querySelectorAll("[data-day-text]")) node.textContent = text;
      for (const node of document.querySelectorAll("[data-day-field]")) node.value = iso;
      for (const node of document.querySelectorAll("[data-day-link]")) node.href = config.page.replace("DAY", iso);
      this.writing = this.writing || setTimeout(() => this.address(), WRITE_MS); // browsers count how often an address changes
      this.showYear();
      const moment = momentOf(this.day);
      return moment === this.asked ? Promise.resolve() : this.load(moment);
    }

    /** The background changes by the year. */
    showYear() {
      const year = yearOf(this.day);
      if (year === this.year) return;
      this.year = year;
      mapsvc.of(this.map).setYear(year);
    }

    address() {
      this.writing = 0;
      const iso = isoOf(this.day);
      const href = config.page.replace("DAY", iso);
      try { history.replaceState(null, "", href); } catch { /* a frame without an origin keeps its address */ }
      document.title = document.title.replace(/^[^:]*/, textOf(this.day));
      for (const link of document.querySelectorAll(".language-switch a, link[hreflang]")) {
        const to = new URL(link.href);
        to.searchParams.set("on", iso);
        link.href = to.pathname + to.search;
      }
    }

    urlOf(moment) {
      return config.data.replace("DAY", config.moments[moment]);
    }

    load(moment) {
      this.asked = moment;
      return mapsvc.load(this.urlOf(moment)).then((json) => {
        if (this.asked !== moment) return undefined;
        this.moment = moment;
        document.documentElement.dataset.moment = config.moments[moment];
        return this.show(json);
      }, (problem) => mapsvc.fail(this.map, problem));
    }

    show(json) {
      const { features } = mapsvc.of(this.map);
      this.ghost(features.drawing);
      this.list(json.groups);
      this.legend(json.legend);
      this.credits(json.credits);
      return features.replace(json.map).then(() => {
        this.beyond.show();
        this.fade();
      });
    }

    /** A copy of what was drawn, which fades while the new stands under it. */
    ghost(drawing) {
      for (const old of document.querySelectorAll(".drawing-ghost")) old.remove();
      const canvas = drawing._container;
      if (mapsvc.calm() || !canvas || !canvas.width) return;
      const copy = mapsvc.el("canvas", "drawing-ghost");
      copy.width = canvas.width;
      copy.height = canvas.height;
      copy.style.width = canvas.style.width;
      copy.style.height = canvas.style.height;
      copy.style.transform = canvas.style.transform;
      copy.getContext("2d").drawImage(canvas, 0, 0);
      canvas.parentNode.appendChild(copy);
      const gone = () => copy.remove();
      copy.addEventListener("transitionend", gone);
      this.map.once("zoomstart movestart", gone);
    }

    fade() {
      for (const copy of document.querySelectorAll(".drawing-ghost")) {
        requestAnimationFrame(() => copy.classList.add("is-going"));
        setTimeout(() => copy.remove(), 500);
      }
    }

    // ---- lists: built as the server builds them, text as text ------------------------------------
    sign(id) {
      const held = document.getElementById("signs").content.querySelector("[data-sign='" + CSS.escape(id) + "'] > svg");
      return held ? held.cloneNode(true) : mapsvc.el("span");
    }

    list(groups) {
      const box = document.querySelector("[data-groups]");
      if (!box) return;
      const sections = groups.filter((group) => group.features.length).map((group) => {
        const section = mapsvc.el("section", "feature-group");
        section.dataset.layer = group.id;
        const rows = mapsvc.el("ol", "feature-list");
        rows.append(...group.features.map((feature) => this.row(feature)));
        section.append(mapsvc.el("h3", "", group.title), rows);
        return section;
      });
      box.replaceChildren(...(sections.length ? sections : [mapsvc.el("p", "quiet", config.words.nothing)]));
    }

    row(feature) {
      const row = mapsvc.el("li");
      row.dataset.feature = feature.id;
      const button = mapsvc.el("button", "feature-row");
      button.type = "button";
      const symbol = mapsvc.el("span", "feature-symbol");
      symbol.append(this.sign(feature.symbol.id));
      const text = mapsvc.el("span", "feature-text");
      text.append(mapsvc.el("span", "feature-name", feature.name, feature.lang));
      if (feature.detail) text.append(" ", mapsvc.el("span", "feature-detail", feature.detail, feature.detail_lang));
      button.append(symbol, text);
      row.append(button);
      if (feature.href) {
        const more = mapsvc.el("a", "feature-more");
        more.href = feature.href;
        more.setAttribute("aria-label", feature.name + ": " + config.words.more);
        const arrow = mapsvc.el("span", "", "→");
        arrow.setAttribute("aria-hidden", "true");
        more.append(arrow);
        row.append(more);
      }
      return row;
    }

    legend(entries) {
      const list = document.querySelector(".map-legend ul");
      if (!list) return;
      list.replaceChildren(...entries.map((entry) => {
        const item = mapsvc.el("li");
        item.append(this.sign(entry.symbol.id), " ", mapsvc.el("span", "", entry.label, entry.lang));
        return item;
      }));
    }

    credits(entries) {
      const line = document.querySelector(".map-credits");
      const parts = entries.flatMap((entry, i) => {
        const node = mapsvc.el(entry.href ? "a" : "span", "", entry.text);
        if (entry.href) node.href = entry.href;
        return i ? [" · ", node] : [node];
      });
      line.replaceChildren(...parts);
    }

    // ---- playing -----------------------------------------------------------------------------------
    toggle() {
      if (this.timer) this.stop();
      else this.start();
    }

    start() {
      if (this.day >= last) this.day = -1;
      this.playing(true);
      const tick = () => {
        const calm = mapsvc.calm();
        const change = moments[momentOf(this.day) + 1];
        const step = Math.min(this.day + stride, change > this.day ? change : last, last);
        const next = calm ? change : step > this.day ? step : undefined;
        if (next === undefined) {
          this.stop();
          return;
        }
        const ahead = momentOf(next) + 1;
        if (ahead < moments.length) mapsvc.load(this.urlOf(ahead)).catch(() => {}); // ready before it is needed
        this.go(next).then(() => {
          if (this.timer) this.timer = setTimeout(tick, calm ? CALM_MS : PLAY_MS);
        });
      };
      this.timer = setTimeout(tick, 0);
    }

    stop() {
      clearTimeout(this.timer);
      this.timer = 0;
      this.playing(false);
    }

    playing(on) {
      this.root.classList.toggle("is-playing", on);
      const text = on ? config.words.pause : config.words.play;
      this.playButton.setAttribute("aria-label", text);
      this.playButton.title = text;
    }
  }

  // The script of the page makes the map after this one; then the days begin to move.
  document.addEventListener("DOMContentLoaded", () => {
    const [map] = mapsvc.maps();
    if (map) mapsvc.days = new Days(map);
  });
})();
