/* The Old map room: pairs of points, what they say of the map, and the tiles that are made of it. */
import { find } from "../../map/dom.js";
import { OldMapLayer } from "../../oldmap/layer.js";
import { readPosition } from "../../pure/degrees.js";
import { rounded } from "../../pure/vertices.js";
import { pageData, word } from "../common/frame.js";
import { groundMap } from "../common/map.js";
import { read, send } from "../common/save.js";
import { FieldsForm } from "./fields.js";
import { Marks } from "./marks.js";
import { pointRows } from "./rows.js";
import { ScanMap } from "./scan-map.js";

/** @typedef {import("./types.js").OldMapData} OldMapData */
/** @typedef {import("./types.js").PointJson} PointJson */

const LOOK_MS = 400;
const DECIMALS = 5;
const URL_ONE = "/edit/oldmap/map.json";

export class OldMapRoom {
  constructor() {
    const page = pageData();
    this.scan = new ScanMap(find("[data-scan]"));
    this.map = groundMap(find("[data-canvas]"), page.map);
    this.marks = new Marks(this.scan, this.map, (points) => void this.save({ points }));
    this.fields = new FieldsForm((fields) => void this.save(fields), page);
    this.which = /** @type {HTMLSelectElement} */ (find("[data-which]"));
    this.adding = Promise.resolve();
    /** @type {OldMapData | null} */
    this.data = null;
    /** @type {OldMapLayer | null} */
    this.layer = null;
    /** @type {[number, number] | null} */
    this.pixel = null;
    /** @type {[number, number] | null} */
    this.at = null;
    this.cropping = false;
    this.list(page.maps);
    this.listen();
  }

  listen() {
    this.which.addEventListener("change", () => void this.load(this.which.value));
    this.scan.map.on("click", ({ latlng }) => this.onScan(this.scan.pixel(latlng)));
    this.map.on("click", ({ latlng }) => {
      this.at = rounded([latlng.lng, latlng.lat], DECIMALS);
      this.pair();
    });
    const crop = find("[data-crop]");
    crop.addEventListener("click", () => {
      this.cropping = !this.cropping;
      crop.setAttribute("aria-pressed", String(this.cropping));
    });
    find("[data-uncrop]").addEventListener("click", () => void this.save({ crop: [] }));
    find("[data-tiles]").addEventListener("click", () => void this.makeTiles());
    find("[data-typed]").addEventListener("submit", (event) => this.typed(event));
    find("[data-bring]").addEventListener("submit", (event) => void this.bring(event));
  }

  /** @param {{id: string, label: string}[]} maps */
  list(maps) {
    this.which.replaceChildren(...maps.map(({ id, label }) => new Option(label, id)));
    this.which.disabled = !maps.length;
  }

  async open() {
    await this.load(decodeURIComponent(location.hash.slice(1)) || this.which.value);
  }

  /** @param {string} [id] */
  async load(id = this.data?.id) {
    if (!id) return this.tell(word("none"));
    const answer = await read(URL_ONE + "?id=" + encodeURIComponent(id));
    if (!answer.ok) return this.tell(answer.data.problems?.[0]?.message || word("failed"));
    this.which.value = id;
    history.replaceState(null, "", "#" + id);
    this.show(answer.data);
    const { bounds } = answer.data;
    if (bounds) this.map.fitBounds(L.latLngBounds([bounds[1], bounds[0]], [bounds[3], bounds[2]]));
  }

  /** @param {OldMapData} data */
  show(data) {
    this.data = data;
    this.pixel = this.at = null;
    this.scan.show(data.id, data.fields.size);
    this.scan.crop(data.fields.crop || []);
    this.marks.show(data, null, null);
    this.fields.show(data);
    pointRows(find("[data-rows]"), data, (points) => void this.save({ points }));
    find("[data-exact]").textContent =
      data.mean_km === null ? word("unknown") : word("mean", data.mean_km.toPrecision(2));
    find("[data-tiles]").toggleAttribute("disabled", !data.placed || Boolean(data.laid));
    this.lay();
  }

  /** The old map on the map, once it has tiles. */
  lay() {
    this.layer?.remove();
    this.layer = null;
    const { laid, ground } = this.data || {};
    if (!laid || !ground) return;
    OldMapLayer.on(this.map);
    this.layer = new OldMapLayer(laid, ground).addTo(this.map);
  }

  points() {
    return this.data?.fields.points || [];
  }

  /** @param {[number, number]} pixel */
  onScan(pixel) {
    if (!this.data) return;
    if (this.cropping) void this.save({ crop: [...(this.data.fields.crop || []), pixel] }, true);
    else {
      this.pixel = pixel;
      this.pair();
    }
  }

  /** A point of the scan and one of the map are a pair, whichever came first. */
  pair() {
    if (!this.data) return;
    const { pixel, at } = this;
    this.marks.show(this.data, pixel, at);
    if (pixel && at) this.add({ pixel, at });
    else this.tell(word(pixel ? "now_map" : "now_scan"));
  }

  /** One after the other: each point is added to those that were saved before it. @param {any} point */
  add(point) {
    this.adding = this.adding.then(() => this.save({ points: [...this.points(), point] }));
  }

  /** @param {Event} event */
  typed(event) {
    event.preventDefault();
    if (!this.data) return this.tell(word("none")); // what was typed stays until there is a map for it
    const form = /** @type {HTMLFormElement} */ (event.target);
    const given = new FormData(form);
    const [column, row] = ["column", "row"].map((name) => Number(String(given.get(name)).replace(",", ".")));
    const at = readPosition(String(given.get("position")));
    if (!at || !Number.isFinite(column) || !Number.isFinite(row)) return this.tell(word("no_position"));
    form.reset();
    this.add({ pixel: [column, row], at });
    /** @type {HTMLElement | null} */ (form.querySelector("input"))?.focus();
  }

  /**
   * @param {Record<string, any>} fields
   * @param {boolean} [few] corners that are too few yet stay in the page
   */
  async save(fields, few = false) {
    const { data } = this;
    if (!data) return;
    if (few && fields.crop.length < 3) {
      data.fields.crop = fields.crop;
      this.scan.crop(fields.crop);
      return;
    }
    const answer = await send("PUT", URL_ONE, { id: data.id, base: data.base, fields });
    if (answer.ok) {
      this.show(answer.data.map);
      this.tell("");
    } else if (answer.taken) await this.load();
    else this.tell(answer.data.problems?.[0]?.message || word("failed"));
  }

  /** @param {Event} event */
  async bring(event) {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    const given = new FormData(form);
    // The picture first, then what says where it lies.
    const files = given.getAll("file").filter((file) => file instanceof File && file.name);
    const isScan = (/** @type {any} */ file) => /\.(jpe?g|png|webp|tiff?)$/i.test(file.name);
    const body = new FormData();
    for (const file of [...files.filter(isScan), ...files.filter((file) => !isScan(file))])
      body.append("file", file);
    body.append("crs", String(given.get("crs") || ""));
    this.tell(word("bringing"));
    const answer = await send("POST", "/edit/oldmap/scan.json", body);
    if (!answer.ok) return this.tell(answer.data.problems?.[0]?.message || word("failed"));
    form.reset();
    this.list((await read("/edit/oldmap/list.json")).data.maps);
    if (answer.data.id) await this.load(answer.data.id);
    this.tell("");
  }

  async makeTiles() {
    const id = this.data?.id;
    if (!id) return;
    const bar = /** @type {HTMLProgressElement} */ (find("[data-progress]"));
    let answer = await send("POST", "/edit/oldmap/tiles.json", { id });
    if (!answer.ok) return this.tell(answer.data.problems?.[0]?.message || word("failed"));
    bar.hidden = false;
    while (answer.ok && !answer.data.ended) {
      bar.max = answer.data.all || 1;
      bar.value = answer.data.done;
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      answer = await read("/edit/oldmap/tiles.json?id=" + encodeURIComponent(id));
    }
    bar.hidden = true;
    await this.load(id);
    this.tell(answer.data.fault || word("made"));
  }

  /** @param {string} said */
  tell(said) {
    find("[data-told]").textContent = said;
  }
}
