/** The Places room: a list that is searched, a map, and the place in hand. */
import { buttonEl, el, find } from "../../map/dom.js";
import { groundMap } from "../common/map.js";
import { word } from "../common/frame.js";
import { config, firstLanguage } from "../draw/config.js";
import { makePlace } from "../draw/making-ground.js";
import { Shapes, titleOf } from "../draw/shapes.js";
import { rounded } from "../../pure/vertices.js";
import { PlaceCard } from "./card.js";

/** @typedef {import("../draw/types.js").Shape} Shape */

const PLACES = "places.geojson";

export class PlacesRoom {
  constructor() {
    this.map = groundMap(find("[data-canvas]"), config.map);
    this.dots = L.layerGroup().addTo(this.map);
    this.shapes = new Shapes();
    /** @type {string | null} */
    this.id = null;
    this.card = new PlaceCard(find("[data-card]"), this.shapes, (id) => this.pick(id));
    this.query = /** @type {HTMLInputElement} */ (find("[data-search]"));
    this.query.addEventListener("input", () => this.list());
    this.shapes.watchers.push(() => this.show());
    this.setting = false;
    find("[data-set]").addEventListener("click", () => this.set(!this.setting));
    find("[data-new]").addEventListener("click", () => void this.make());
    this.map.on("click", ({ latlng }) => {
      if (!this.setting) return;
      this.set(false);
      void this.card.move(rounded([latlng.lng, latlng.lat], 4));
    });
    find("#edit-languages").replaceChildren(
      ...config.languages.map(({ id, label }) => new Option(label, id)),
    );
  }

  async open() {
    this.id = decodeURIComponent(location.hash.slice(1)) || null;
    await this.shapes.load();
    this.look();
  }

  places() {
    return this.shapes.of(PLACES);
  }

  show() {
    if (!this.shapes.find(PLACES, this.id || "")) this.id = null;
    config.things.place = this.places().map((shape) => ({
      id: shape.feature.id,
      label: titleOf(shape),
      names: { [firstLanguage()]: shape.feature.properties.title },
      ...(shape.geometry?.type === "Point" && { at: shape.geometry.coordinates }),
    }));
    find("#edit-places").replaceChildren(...config.things.place.map(({ label }) => new Option(label, label)));
    this.list();
    this.draw();
    this.card.show(this.shapes.find(PLACES, this.id || "") || null);
    find("[data-set]").hidden = !this.id;
  }

  list() {
    const wanted = this.query.value.trim().toLowerCase();
    const found = this.places().filter(({ feature }) => !wanted || wordsOf(feature).includes(wanted));
    const rows = found.map((shape) => {
      const item = el("li");
      const button = buttonEl("edit-row", shape.feature.properties.title);
      if (shape.feature.id === this.id) button.setAttribute("aria-current", "true");
      button.addEventListener("click", () => this.pick(shape.feature.id));
      item.append(button);
      return item;
    });
    find("[data-list]").replaceChildren(...(rows.length ? rows : [el("li", "quiet", word("nothing_found"))]));
    find("[data-count]").textContent = word("count", found.length);
    find("[data-list]").querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
  }

  draw() {
    this.dots.clearLayers();
    for (const shape of this.places()) {
      if (shape.geometry?.type !== "Point") continue;
      const [lng, lat] = shape.geometry.coordinates;
      const inHand = shape.feature.id === this.id;
      const dot = L.circleMarker([lat, lng], {
        radius: inHand ? 9 : 6,
        color: inHand ? "#0b57a4" : "#173065",
        weight: inHand ? 4 : 2,
        fillOpacity: inHand ? 0.2 : 0.9,
        bubblingMouseEvents: true,
      });
      const tip = el("span", "", shape.feature.properties.title);
      dot.bindTooltip(tip).on("click", () => !this.setting && this.pick(shape.feature.id));
      this.dots.addLayer(dot);
    }
  }

  /** @param {string | null} id */
  pick(id) {
    this.id = id;
    history.replaceState(null, "", id ? `#${id}` : location.pathname + location.search);
    this.set(false);
    this.show();
    this.look();
  }

  look() {
    const { geometry } = this.shapes.find(PLACES, this.id || "") || {};
    if (geometry?.type !== "Point") return;
    const [lng, lat] = geometry.coordinates;
    if (!this.map.getBounds().pad(-0.1).contains([lat, lng])) this.map.panTo([lat, lng], { animate: false });
  }

  /** The next click on the map says where the place lies. @param {boolean} on */
  set(on) {
    this.setting = on;
    find("[data-set]").setAttribute("aria-pressed", String(on));
    find("[data-canvas]").classList.toggle("is-setting", on);
  }

  async make() {
    const { lng, lat } = this.map.getCenter();
    const made = await makePlace(this.shapes, rounded([lng, lat], 3));
    if (made) this.pick(made.id);
  }
}

/** What a place is found by. @param {any} feature */
const wordsOf = ({ id, properties, names = [], links = [] }) =>
  [
    id,
    properties.title,
    ...names.map((/** @type {any} */ name) => name.toponym),
    ...links.map((/** @type {any} */ link) => link.identifier),
  ]
    .join("\n")
    .toLowerCase();
