/** The Draw room: list, map and card of one thing in hand. */
import { debounce, find, findAll } from "../../map/dom.js";
import { mapsvc } from "../../api.js";
import { groundMap } from "../common/map.js";
import { read } from "../common/save.js";
import { word } from "../common/frame.js";
import { decimalsFor } from "../../pure/vertices.js";
import { Card } from "./card.js";
import { config, firstLanguage } from "./config.js";
import { Hand } from "./hand.js";
import { latLng, Layers, newVertices } from "./layers.js";
import { holdsOn, List } from "./list.js";
import { makeDistrict, makePlace, makeStretch, makeTerritory } from "./making-ground.js";
import { makeJourney } from "./making-journey.js";
import { decimalsOf, HAND_KM, Shapes, titleOf } from "./shapes.js";

/** @typedef {import("./types.js").Shape} Shape */

const GROUND = "ground";

export class Room {
  constructor() {
    const map = groundMap(find("[data-canvas]"), config.map);
    this.map = map;
    this.shapes = new Shapes();
    this.inHand = { path: "", id: /** @type {string | null} */ (null) };
    this.query = /** @type {HTMLInputElement} */ (find("[data-search]"));
    this.day = /** @type {HTMLInputElement} */ (find("[data-day-field]"));
    this.day.value = config.day;
    const pick = (/** @type {string} */ path, /** @type {string | null} */ id) => this.pick(path, id, true);
    this.list = new List(find("[data-list]"), this.shapes, pick);
    const reshape = (/** @type {Shape} */ shape, /** @type {any} */ geometry) =>
      this.reshape(shape, geometry);
    this.layers = new Layers(map, this.shapes, {
      pick: (shape) => this.pick(shape.path, shape.feature.id, false),
      isDrawing: () => this.hand.done !== null,
      reshape,
    });
    this.card = new Card(find("[data-card]"), this.shapes, {
      reshape,
      point: (at) => this.layers.point(at),
      pick,
    });
    this.hand = new Hand(map, find("[data-hand]"), () => this.layers.known(null));
    this.shapes.watchers.push(() => this.show());
    this.shapes.leaving.push(() => this.layers.put(null));
    this.query.addEventListener("input", () => this.showList());
    this.day.addEventListener("change", () => this.setDay());
    this.tools();
    this.coast();
    this.sides();
  }

  async open() {
    await this.shapes.load();
    const [path, id] = decodeURIComponent(location.hash.slice(1)).split("#");
    if (path && this.shapes.file(path)) this.pick(path, id || null, true);
  }

  // ---- what is shown --------------------------------------------------------------------------------
  inHandShape() {
    const { path, id } = this.inHand;
    return (id && this.shapes.find(path, id)) || null;
  }

  visible() {
    const day = this.day.value.trim();
    return this.shapes.all.filter((shape) => {
      const file = this.shapes.file(shape.path);
      return file && (shape.path === this.inHand.path || holdsOn(file, day));
    });
  }

  show() {
    const shape = this.inHandShape();
    if (!shape) this.inHand.id = null;
    this.layers.show(this.visible(), shape);
    this.card.show(shape, this.shapes.file(this.inHand.path) ? this.inHand.path : "");
    this.showList();
    this.namePlaces();
  }

  showList() {
    this.list.show(this.query.value, this.day.value.trim(), this.inHand);
  }

  /** What may be typed in place of a position. */
  namePlaces() {
    const places = this.shapes.of("places.geojson").filter(({ geometry }) => geometry?.type === "Point");
    config.things.place = places.map((shape) => ({
      id: shape.feature.id,
      label: titleOf(shape),
      names: namesOf(shape),
      at: shape.geometry?.coordinates,
    }));
    find("#edit-places").replaceChildren(...config.things.place.map(({ label }) => new Option(label, label)));
  }

  setDay() {
    const day = this.day.value.trim();
    if (/^-?\d{4}-\d\d-\d\d$/.test(day)) mapsvc.of(this.map).setDay?.(day);
    this.show();
  }

  /** @param {string} path @param {string | null} id @param {boolean} look */
  pick(path, id, look) {
    this.inHand = { path, id };
    history.replaceState(
      null,
      "",
      path ? `#${path}${id ? `#${id}` : ""}` : location.pathname + location.search,
    );
    this.show();
    const shape = this.inHandShape();
    if (shape && look) this.layers.look(shape);
    if (look) find("[data-room]").dataset.shows = shape ? "map" : "card";
    find("[data-said]").textContent = shape ? word("in_hand", titleOf(shape)) : "";
  }

  // ---- what is changed ------------------------------------------------------------------------------
  /** @param {Shape} shape @param {import("../../pure/vertices.js").Drawn} geometry */
  async reshape(shape, geometry) {
    const changes = this.shapes.reshaped(shape, geometry);
    const taken = new Set(changes.flatMap(({ path, id }) => (id && this.shapes.find(path, id)) || []));
    const fresh = newVertices(shape.geometry, geometry);
    const met =
      geometry.type === "Point" ? [] : this.layers.met(fresh, shape.group, decimalsOf(shape), taken);
    const what = changes.length + met.length > 1 ? "moved_all" : "moved";
    const faults = await this.shapes.commit(
      [...changes, ...met],
      word(what, titleOf(shape), changes.length + met.length),
    );
    find("[data-said]").textContent = faults ? "" : word(what, titleOf(shape), changes.length + met.length);
    if (faults) await this.card.tell(faults);
  }

  tools() {
    /** @type {Record<string, () => Promise<{path: string, id: string} | null>>} */
    const ways = {
      place: () => this.drawn("point", 4, ([at]) => makePlace(this.shapes, at)),
      area: () => this.drawn("circle", 3, ([at], km) => makePlace(this.shapes, at, km || HAND_KM)),
      stretch: () =>
        this.drawn("line", HAND, (run) => makeStretch(this.shapes, run, this.inHand.path, this.met(run))),
      journey: () => this.drawn("line", 4, (run) => makeJourney(this.shapes, run, this.inHand.path)),
      territory: () =>
        this.drawn("area", HAND, (run) => makeTerritory(this.shapes, run, this.inHand.path, this.met(run))),
      district: () => this.drawn("area", HAND, (run) => makeDistrict(this.shapes, run, this.met(run))),
    };
    for (const button of findAll("[data-tool]"))
      button.addEventListener("click", async () => {
        const name = button.dataset.tool || "";
        this.layers.put(null);
        const made = await ways[name]();
        if (made) this.pick(made.path, made.id, true);
        else this.show();
        button.focus();
      });
  }

  /** @param {LngLat[]} run */
  met(run) {
    return this.layers.met(run, GROUND, HAND, new Set());
  }

  /**
   * @param {import("./hand.js").Way} way
   * @param {number} decimals
   * @param {(run: LngLat[], km?: number) => Promise<{path: string, id: string} | null>} make
   */
  async drawn(way, decimals, make) {
    find("[data-room]").dataset.shows = "map";
    const found = await this.hand.draw(way, word(`draw_${way}`), decimals);
    if (!found) return null;
    const keep = L.polyline(found.run.map(latLng), { color: "#0b57a4", pmIgnore: true, snapIgnore: true });
    keep.addTo(this.map);
    const made = await make(found.run, found.km);
    keep.remove();
    return made;
  }

  // ---- what is held on to ---------------------------------------------------------------------------
  /** The coast of what is seen: nothing is drawn of it, and vertices hold on to it. */
  coast() {
    const held = L.layerGroup().addTo(this.map);
    const style = { opacity: 0, fill: false, interactive: false, pmIgnore: true, snapIgnore: false };
    let last = "";
    const load = debounce(300, async () => {
      const box = this.map.getBounds().toBBoxString();
      if (box === last || this.map.getZoom() < 5) return;
      last = box;
      const { ok, data } = await read(`/edit/draw/coast.json?bbox=${box}`);
      if (!ok || box !== last) return;
      held.clearLayers();
      for (const run of data.lines) held.addLayer(L.polyline(run.map(latLng), style));
    });
    this.map.on("moveend", load);
    load();
  }

  /** On a narrow screen one side is seen at a time. */
  sides() {
    const room = find("[data-room]");
    const buttons = findAll("[data-side]");
    for (const button of buttons)
      button.addEventListener("click", () => {
        room.dataset.shows = button.dataset.side;
        this.map.invalidateSize();
      });
    const tell = () => {
      for (const button of buttons)
        button.setAttribute("aria-pressed", String(button.dataset.side === room.dataset.shows));
      this.map.invalidateSize();
    };
    new MutationObserver(tell).observe(room, { attributes: true, attributeFilter: ["data-shows"] });
    tell();
  }
}

/** A new line or area is drawn as a hand is sure. */
const HAND = decimalsFor(HAND_KM);

/** What a place is called at any time, by language. @param {Shape} shape */
function namesOf({ feature }) {
  const known = config.languages.map(({ id }) => id);
  const usual = (feature.names || []).filter(
    (/** @type {any} */ name) => !name.when && known.includes(name.lang),
  );
  const names = Object.fromEntries(
    usual.toReversed().map((/** @type {any} */ name) => [name.lang, name.toponym]),
  );
  return Object.keys(names).length ? names : { [firstLanguage()]: feature.properties.title };
}
