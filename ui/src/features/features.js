/* The features of a map: signs, lines, areas and their words; pointing at them is in pointing.js. */
import { makeDrawing } from "../drawing/factory.js";
import { labels } from "../labels/placer.js";
import { load, pageJson } from "../map/data.js";
import { fail, task } from "../map/drawn.js";
import { of, pane } from "../map/state.js";
import { fitExtent, limit, scales } from "../map/view.js";
import { Beyond } from "./beyond.js";
import { gather, pointOf, readItems, setGeometry, spotOf } from "./item.js";
import { shapeOf } from "../pure/shapes.js";
import { showKey } from "./key.js";
import { linkList } from "./list.js";
import { familyRuns, FULL_FROM_ZOOM, samplesFor, wordOf } from "./names.js";
import { Pointing } from "./pointing.js";
import { wantedWords } from "./wanted.js";
import { placeCrowds, sideOf, Sign } from "./signs.js";
import { calm } from "../map/dom.js";

const SOON_MS = 400; // what lies in no file of its own waits so long for the rest, so that all is drawn once

/**
 * @typedef {object} FeatureOptions
 * @property {string | Payload} data the payload, or the id of the page's JSON that holds it
 * @property {boolean} [list] drive the map by the page's list
 * @property {(item: Item) => void} [pin] what to do instead when somebody points at a thing
 */

export class Features {
  /**
   * @param {L.Map} map
   * @param {Payload} payload
   * @param {Omit<FeatureOptions, "data">} options
   */
  constructor(map, payload, { list = true, pin }) {
    this.map = map;
    this.state = of(map);
    this.payload = payload;
    limit(map, payload);
    /** @type {Item[]} */
    this.items = [];
    /** @type {Map<string, Item>} */
    this.byId = new Map();
    /** @type {(item: Item) => boolean} which of its items a map shows now */
    this.shown = () => true;
    /** @type {((item: Item) => [from: number, to: number] | null) | null} the part of the view in which an item may say its name */
    this.within = null;
    /** @type {(item: Item) => Flat[]} the pixels that the name of a line may stand at */
    this.runsOf = (item) => familyRuns(this, item);
    /** @type {Payload | undefined} whose names beside those of features are said */
    this.wantedOf = undefined;
    /** @type {(() => Box[])[]} what else on the map names keep off */
    this.obstacles = [];
    this.drawing = makeDrawing();
    this.pointing = new Pointing(this, pin);
    this.fullAsked = false;
    this.scale = 1;
    this.readPayload();
    this.keyed = list;
    if (list) this.rows = linkList(this);
  }

  /** @type {Map<string, Element>} the rows of the page's list, by feature */
  rows = new Map();

  /** @param {Map<string, Item>} [before] */
  readPayload(before) {
    this.items = readItems(this.payload, before);
    this.byId = new Map(this.items.map((item) => [item.id, item]));
    this.items.forEach((item) => gather(this.map, item));
  }

  // ---- start ---------------------------------------------------------------------------------
  start() {
    const { map, pointing } = this;
    if (this.payload.extent) fitExtent(map, this.payload.extent, false);
    const gatherAll = () => this.items.forEach((item) => gather(map, item));
    gatherAll();
    map.on("moveend", gatherAll);
    pane(map, "mapsvc-drawing", 400);
    pane(map, "mapsvc-signs", 600).style.pointerEvents = "";
    this.drawing.addTo(map);
    this.placeSigns();
    this.scale = scales(map).signs;
    this.beyond = new Beyond(this);
    this.state.markerBoxes = () => [...this.signBoxes(), ...this.obstacles.flatMap((boxes) => boxes())];
    this.state.busyCells = (cell) => this.drawing.busyCells(cell);
    let shown = false;
    const show = () => {
      shown = true;
      this.show();
    };
    setTimeout(() => shown || show(), SOON_MS);
    task(map, this.loadGeometry("overview").then(show));
    map.on("zoomend", this.maybeFull, this);
    map.on("resize", this.rescale, this);
    pointing.listen();
    this.maybeFull();
  }

  /**
   * Fetch the lines that lie in files of their own.
   * @param {"overview" | "full"} which
   */
  async loadGeometry(which) {
    const wanted = this.items.filter((item) => item.p.src?.[which] && (which === "full" || !item.geometry));
    const urls = new Set(wanted.map((item) => item.p.src?.[which] || ""));
    await Promise.all(
      [...urls].map(async (url) => {
        const json = await load(url);
        /** @type {FeatureJson[]} */
        const features = json.features || [];
        const found = new Map(features.map((f) => [f.id, f.geometry]));
        for (const item of wanted) {
          const shape = shapeOf(found, item.p.shape || item.id); // one shape may be a ground of several maps
          if (item.p.src?.[which] !== url || !shape) continue;
          setGeometry(item, shape);
          gather(this.map, item);
        }
      }),
    );
  }

  maybeFull() {
    if (this.fullAsked || this.map.getZoom() < FULL_FROM_ZOOM) return;
    this.fullAsked = true;
    this.loadGeometry("full").then(
      () => this.show(),
      (problem) => fail(this.map, problem),
    );
  }

  show() {
    const shown = this.items.filter((item) => item.geometry && this.shown(item));
    this.drawing.setItems(shown.filter((item) => item.symbol.type !== "marker"));
    labels(this.map).set(
      "features",
      shown.filter((item) => item.p.label).map((item) => wordOf(this, item)),
    );
    if (this.wantedOf !== this.payload) labels(this.map).set("wanted", wantedWords(this.map, this.payload));
    this.wantedOf = this.payload;
    if (this.keyed) showKey(this);
  }

  /**
   * Show other features; what stays keeps its geometry, its sign and the place of its name.
   * @param {Payload} payload
   */
  async replace(payload) {
    const before = this.byId;
    this.payload = payload;
    this.readPayload(before);
    this.replaceSigns(before);
    this.beyond?.update();
    if (!this.state.pinned || !this.byId.has(this.state.pinned)) this.map.closePopup();
    this.fullAsked = this.map.getZoom() >= FULL_FROM_ZOOM;
    this.rows = linkList(this);
    await this.loadGeometry(this.fullAsked ? "full" : "overview");
    if (this.payload === payload) this.show();
  }

  /** @param {Map<string, Item>} before what had signs until now */
  replaceSigns(before) {
    for (const old of before.values()) if (old.marker && !old.shares) old.marker.remove();
    for (const item of this.items) item.marker = item.shares = null;
    this.placeSigns();
    for (const item of this.items.filter(({ id, shares }) => !shares && !before.has(id))) {
      item.marker?.getElement()?.classList.add("is-new");
    }
  }

  /** Full screen makes a small map a large one. */
  rescale() {
    if (this.scale !== scales(this.map).signs) this.redraw();
  }

  redraw() {
    this.scale = scales(this.map).signs;
    for (const item of this.items) if (item.marker && !item.shares) item.marker.setIcon(this.signOf(item));
    this.drawing.draw();
    this.beyond?.update();
    labels(this.map).later();
  }

  // ---- signs -----------------------------------------------------------------------------------
  placeSigns() {
    const signs = this.items.filter(
      (item) => item.symbol.type === "marker" && item.geometry?.type === "Point",
    );
    placeCrowds(signs, (item) => this.placeSign(item));
  }

  /** @param {Item} item */
  signOf(item) {
    const { symbol, p, shift } = item;
    return new Sign({ symbol, name: p.name, lang: p.lang, shift, scale: scales(this.map).signs });
  }

  /** @param {Item} item */
  placeSign(item) {
    const marker = L.marker(spotOf(item), {
      icon: this.signOf(item),
      pane: "mapsvc-signs",
      keyboard: true,
      alt: item.p.name,
      // The scene of an event stands above what lies beside it.
      zIndexOffset:
        1000 - 100 * (item.p.priority || 5) + (item.p.symbol.startsWith("role-happened") ? 50 : 0),
      riseOnHover: true,
    });
    item.marker = marker; // what listens asks for it
    marker.addTo(this.map);
    this.pointing.listenSign(item, marker);
    return marker;
  }

  /** The boxes of the signs, in layer pixels. */
  signBoxes() {
    /** @type {Box[]} */
    const boxes = [];
    const grow = scales(this.map).signs;
    for (const { marker, shares, symbol, shift } of this.items) {
      if (!marker || shares) continue;
      const p = this.map.latLngToLayerPoint(marker.getLatLng());
      const half = (sideOf(symbol) * grow) / 2;
      const x = p.x + (shift || 0);
      boxes.push([x - half, p.y - half, x + half, p.y + half]);
    }
    return boxes;
  }

  /** Points on the lines that names are told apart by. */
  samples() {
    return samplesFor(this);
  }

  // ---- for who leads through the map ---------------------------------------------------------------
  /** @param {Item} item */
  spotOf(item) {
    return spotOf(item);
  }

  /** @param {Item | null | undefined} item */
  hover(item) {
    this.pointing.hover(item || null);
  }

  /**
   * @param {Item} item
   * @param {import("./pointing.js").PinOptions} how
   */
  pin(item, how) {
    this.pointing.pin(item, how);
  }

  /** @param {Item} item */
  bringIntoView(item) {
    if (!item.bounds) return;
    const view = this.map.getBounds();
    if (view.contains(item.bounds) || (!item.world.points && view.intersects(item.bounds))) return;
    const animate = !calm();
    const point = item.world.points && pointOf(this.map, item);
    if (point) this.map.panTo(point, { animate });
    else this.map.fitBounds(item.bounds, { animate, padding: [40, 40], maxZoom: this.map.getZoom() });
  }
}

/**
 * Draw the features of a map.
 * @param {L.Map} map
 * @param {FeatureOptions} options
 */
export function features(map, { data, ...options }) {
  /** @type {Payload} */
  const payload = typeof data === "string" ? pageJson(data) : data;
  const drawn = new Features(map, payload, options);
  of(map).features = drawn;
  drawn.start();
  return drawn;
}
