/* mapsvc: the namespace, loading of data, the state of each map, and the word "drawn". */
(function () {
  "use strict";

  const mapsvc = (window.mapsvc = {});

  // ---- data that travels inside the page ---------------------------------------------------
  const jsonCache = new Map();

  function pageJson(id) {
    if (!jsonCache.has(id)) {
      const node = document.getElementById(id);
      const held = node ? JSON.parse(node.textContent) : {};
      jsonCache.set(id, Object.hasOwn(held, "$") ? whole(held.$, held.parts) : held);
    }
    return jsonCache.get(id);
  }
  mapsvc.pageJson = pageJson;

  /** A page that carries files has no others: can this one be had? */
  mapsvc.reachable = function (url) {
    const inline = pageJson("mapsvc-inline");
    return Object.keys(inline).length === 0 || Object.hasOwn(inline, url);
  };

  function jsonOfDataUri(uri) {
    const comma = uri.indexOf(",");
    const body = uri.slice(comma + 1);
    if (!/;base64$/i.test(uri.slice(0, comma))) return JSON.parse(decodeURIComponent(body));
    const bytes = Uint8Array.from(atob(body), (c) => c.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(bytes));
  }

  const known = new WeakMap(); // the whole of each part

  /** What several carried files have in common stands once, in a list: `{"$": n}` is its part n. */
  function whole(value, parts) {
    if (Array.isArray(value)) return value.map((part) => whole(part, parts));
    if (!value || typeof value !== "object") return value;
    if (Object.hasOwn(value, "$")) {
      const part = parts[value.$];
      if (!known.has(part)) known.set(part, whole(part, parts));
      return known.get(part);
    }
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, whole(part, parts)]));
  }

  async function loadJson(url) {
    const inline = pageJson("mapsvc-inline");
    if (Object.hasOwn(inline, url)) {
      const held = inline[url];
      if (typeof held === "string") return jsonOfDataUri(held);
      return Object.hasOwn(held, "$") ? whole(held.$, inline["carried:/parts.json"]) : held;
    }
    if (root !== undefined) return packOf(url) === url ? loadScript(url) : unpacked(url);
    const answer = await fetch(url, { credentials: "same-origin" });
    if (!answer.ok) throw new Error(url + ": " + answer.status);
    return answer.json();
  }

  // ---- a frozen site has no service, and on a stick no origin: its data come as scripts ------
  const root = document.documentElement.dataset.frozen;
  const place = (url) => (root !== undefined && url.startsWith("/") ? root + url.slice(1) : url);
  const expected = new Map();

  /** Links in data lead from the folder of the site; from this page they begin elsewhere. */
  function near(value) {
    if (typeof value === "string") return value.startsWith("frozen:/") ? root + value.slice(8) : value;
    if (Array.isArray(value)) return value.map(near);
    if (value && typeof value === "object") return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, near(part)]));
    return value;
  }

  /** Called by a script of data: whoever put the script into the page has asked for it. */
  mapsvc.give = (url, data) => expected.get(document.currentScript)(near(data));

  /** The days of a year, and the steps of a tour, lie in one script; `web/frozen_packs.py` knows the same rule. */
  const PACKED = /(\/timeline\/-?\d{4})-\d\d-\d\d(\.\w+\.json)|(\/tours\/.+)\/\d+(\.\w+\.json)/;
  const packOf = (url) => url.replace(PACKED, "$1$2$3$4");

  async function unpacked(url) {
    const { documents, parts } = await mapsvc.load(packOf(url));
    if (!Object.hasOwn(documents, url)) throw new Error(url);
    return whole(documents[url], parts);
  }

  function loadScript(url) {
    return new Promise((resolve, reject) => {
      const node = mapsvc.el("script");
      expected.set(node, resolve);
      node.onerror = () => reject(new Error(url));
      node.src = place(url) + ".js";
      document.head.append(node);
    });
  }

  function loadImage(url) {
    const inline = pageJson("mapsvc-inline");
    return new Promise((resolve, reject) => {
      const image = new Image();
      image.decoding = "async";
      image.onload = () => resolve(image);
      image.onerror = () => reject(new Error(url));
      image.src = Object.hasOwn(inline, url) ? inline[url] : place(url);
    });
  }

  const loads = new Map();

  /** Load a resource once. A one-file page carries it in #mapsvc-inline. */
  mapsvc.load = function (url, kind) {
    if (kind === "image") return loadImage(url);
    if (!loads.has(url)) {
      const promise = loadJson(url);
      loads.set(url, promise);
      promise.catch(() => loads.delete(url));
    }
    return loads.get(url);
  };

  // ---- words -------------------------------------------------------------------------------
  let given = {};

  /** Words come with the options of the controls, or stand in the page. */
  mapsvc.setWords = function (words) {
    given = words || {};
  };

  mapsvc.word = function (key) {
    if (Object.hasOwn(given, key)) return given[key];
    const page = pageJson("mapsvc-strings");
    return Object.hasOwn(page, key) ? page[key] : key;
  };

  // ---- the state of each map ----------------------------------------------------------------
  const states = new Map();

  mapsvc.of = function (map) {
    if (!states.has(map)) {
      states.set(map, { map, lang: document.documentElement.lang, year: null, pinned: null, hovered: null });
    }
    return states.get(map);
  };

  /** The maps of the page, the one it is about first. */
  mapsvc.maps = () => [...states.keys()];

  mapsvc.pane = function (map, name, zIndex) {
    const pane = map.getPane(name) || map.createPane(name);
    pane.style.zIndex = zIndex;
    pane.style.pointerEvents = "none";
    return pane;
  };

  /** Room around a fitted box: clear of the buttons at the left, none where the frame is too small for them. */
  mapsvc.margins = function (map) {
    const { x, y } = map.getSize();
    const bare = document.documentElement.classList.contains("is-bare");
    const edge = Math.min(14, Math.floor(Math.min(x, y) / 12));
    return { paddingTopLeft: [bare || x < 160 ? edge : 58, edge], paddingBottomRight: [edge, edge] };
  };

  /** Show a west, south, east, north box clear of the buttons at the left. */
  mapsvc.fitExtent = function (map, extent, animate) {
    const [west, south, east, north] = animate ? mapsvc.nearExtent(map, extent) : extent;
    const state = mapsvc.of(map);
    const keep = () => { state.fitted = { extent, centre: map.getCenter(), zoom: map.getZoom() }; };
    const { x, y } = map.getSize();
    if (x < 8 || y < 8) {
      // A frame that is not shown has no size: any view will do until it has one, see frame.js.
      map.setView([(south + north) / 2, (west + east) / 2], 5, { animate: false });
      keep();
      return;
    }
    if (animate) map.once("moveend", keep);
    map.fitBounds([[south, west], [north, east]], { animate, ...mapsvc.margins(map) });
    if (!animate) keep();
  };

  // ---- how far a map goes ---------------------------------------------------------------------
  const TURN = 360;
  const MOST_LAT = 85.0511;

  /** How many times round the world a longitude must go to lie within half a turn of another. */
  mapsvc.turnsTo = (lng, middle) => Math.round((middle - lng) / TURN);

  /** The longitude of the same meridian that is nearest to the middle of what is seen. */
  mapsvc.nearLng = (map, lng) => lng + TURN * mapsvc.turnsTo(lng, map.getCenter().lng);

  /** The same box at the turn of the world that a map shows: nobody is flown the long way round. */
  mapsvc.nearExtent = function (map, [west, south, east, north]) {
    const home = TURN * mapsvc.turnsTo((west + east) / 2, map.getCenter().lng);
    return [west + home, south, east + home, north];
  };

  /** The zoom at which the world fills a frame; less only for a view that would not fit into it then. Leaflet knows steps. */
  function leastZoom(size, extent, step) {
    const full = Math.ceil(Math.log2(Math.max(size.x, size.y) / 256) / step) * step;
    if (!extent) return full;
    const fitting = Math.log2((size.x * TURN) / 256 / Math.max(extent[2] - extent[0], 1e-6));
    return Math.min(full, Math.floor(fitting / step) * step);
  }

  /** Nobody leaves the world: as far in as the data bear, as far out as it fills the frame, north and south to its end. */
  mapsvc.limit = function (map, payload) {
    const state = mapsvc.of(map);
    state.limits = { extent: payload.extent, most: payload.max_zoom };
    const set = () => {
      const size = map.getSize();
      if (size.x < 8 || size.y < 8) return;
      const { extent, most } = state.limits;
      const least = Math.max(0, leastZoom(size, extent, map.options.zoomSnap || 1));
      map.setMinZoom(least);
      if (most) map.setMaxZoom(Math.max(most, least));
    };
    if (!state.limited) {
      state.limited = true;
      map.options.maxBoundsViscosity = 1;
      map.setMaxBounds([[-MOST_LAT, -TURN * 1000], [MOST_LAT, TURN * 1000]]);
      map.on("resize", set);
    }
    set();
  };

  /** The box that `fitExtent` would have been given to show what is seen now: west, south, east, north. */
  mapsvc.viewOf = function (map) {
    const { paddingTopLeft: [left, top], paddingBottomRight: [right, bottom] } = mapsvc.margins(map);
    const { x, y } = map.getSize();
    const a = map.containerPointToLatLng([left, y - bottom]);
    const b = map.containerPointToLatLng([x - right, top]);
    // A frame wider than the world shows some of it twice.
    const spare = Math.max(0, b.lng - a.lng - TURN) / 2;
    const west = a.lng + spare;
    const home = -TURN * Math.floor((west + TURN / 2) / TURN); // a reader may have gone round the world
    return [west + home, a.lat, b.lng - spare + home, b.lat];
  };

  /** Has nobody moved the map since it was fitted? */
  mapsvc.untouched = function (map) {
    const { fitted } = mapsvc.of(map);
    if (!fitted || Math.abs(map.getZoom() - fitted.zoom) > 0.01) return false;
    return map.project(map.getCenter(), fitted.zoom).distanceTo(map.project(fitted.centre, fitted.zoom)) < 3;
  };

  mapsvc.inProjector = () => document.documentElement.classList.contains("projector");

  const LARGE_PX = 1080; // from this width on a map is looked at from further off

  /** How large names are in a hall, where a large screen is looked at from as far away as a small one; a tour sets its own. */
  function hallScale(size) {
    const scale = Math.min(size.y / 600, size.x / 1000);
    return Math.round(Math.max(1.5, Math.min(2.4, scale)) * 20) / 20;
  }

  /** How much larger than on a small screen words, signs and lines are. */
  mapsvc.scales = function (map) {
    if (mapsvc.inProjector()) return { words: mapsvc.projectorScale || hallScale(map.getSize()), signs: 1.4, lines: 1.3, halo: 1.4 };
    return map.getSize().x >= LARGE_PX ? { words: 1.16, signs: 1.15, lines: 1.12, halo: 1.1 } : { words: 1, signs: 1, lines: 1, halo: 1 };
  };
  mapsvc.calm = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

  mapsvc.debounce = function (wait, run) {
    let timer = 0;
    return function (...args) {
      clearTimeout(timer);
      timer = setTimeout(() => run.apply(this, args), wait);
    };
  };

  // ---- "drawn": everything that was asked for at the start is on the screen -------------------
  let waiting = 0;
  let announced = false;

  /** Is everything of the first view here? Until then nothing is placed or drawn twice. */
  mapsvc.settled = () => announced;

  function announce() {
    if (announced || waiting > 0) return;
    announced = true;
    for (const state of states.values()) if (state.labels) state.labels.place();
    let said = false;
    const say = () => {
      if (said) return;
      said = true;
      document.documentElement.dataset.mapDrawn = String(Math.round(performance.now()));
      document.dispatchEvent(new CustomEvent("mapsvc:drawn"));
    };
    requestAnimationFrame(say);
    setTimeout(say, 200); // a page that is not shown gets no animation frame
  }

  /** Hold back "drawn" until the promise settles; a failure is told on the map, not thrown. */
  mapsvc.task = function (map, promise) {
    waiting += 1;
    return promise
      .catch((problem) => mapsvc.fail(map, problem))
      .then((value) => {
        waiting -= 1;
        if (waiting === 0) announce();
        return value;
      });
  };

  mapsvc.fail = function (map, problem) {
    const container = map.getContainer();
    container.dataset.mapProblem = String((problem && problem.message) || problem);
    if (container.querySelector(".map-problem")) return;
    const note = document.createElement("p");
    note.className = "map-problem";
    note.setAttribute("role", "status");
    note.textContent = mapsvc.word("failed");
    container.appendChild(note);
  };

  // ---- small DOM help: text only ever goes in as text ----------------------------------------
  /** An element with words; `lang` where they are in another language than the page's. */
  mapsvc.el = function (name, className, text, lang) {
    const node = document.createElement(name);
    if (className) node.className = className;
    if (text !== undefined && text !== null) node.textContent = text;
    if (lang) Object.assign(node, { lang, dir: "auto" });
    return node;
  };

  const SVG = "http://www.w3.org/2000/svg";
  mapsvc.svg = function (name, attributes) {
    const node = document.createElementNS(SVG, name);
    for (const key of Object.keys(attributes || {})) node.setAttribute(key, attributes[key]);
    return node;
  };
})();
