/* By which a reader lays an old map over the ground, sees through it, and is told whose it is and how exact. */
import { mapsvc } from "../api.js";
import { buttonEl, el, icon, showAddress } from "../map/dom.js";
import { holdsOn, meets, readChosen, writeChosen } from "../pure/old-map-tiles.js";
import { OldMapLayer } from "./layer.js";

const SHEET = "M3 5.500 8 3.500l4 2 5-2v11l-5 2-4-2-5 2zM8 3.500v11M12 5.500v11";
const STEP = 5;

export class OldMapControl extends L.Control {
  /**
   * @param {L.Map[]} maps the first carries the control
   * @param {OldMapsJson} told
   */
  constructor(maps, { maps: told, words }) {
    super({ position: "topright" });
    this.maps = maps;
    this.told = told;
    this.words = words;
    /** @type {OldMapJson | null} */
    this.chosen = null;
    this.opacity = 1;
    /** @type {OldMapLayer[]} */
    this.layers = [];
    this.box = el("section", "old-map");
    this.opener = this.makeOpener();
    this.panel = el("div", "old-map-panel");
    this.panel.id = "old-map-panel";
    this.panel.hidden = true;
    this.list = el("fieldset", "old-map-list");
    this.slider = el("input");
    this.credit = el("p", "old-map-credit");
    this.exact = el("p", "old-map-exact");
  }

  makeOpener() {
    const opener = buttonEl("old-map-open");
    opener.setAttribute("aria-expanded", "false");
    opener.setAttribute("aria-controls", "old-map-panel");
    const path = { d: SHEET, fill: "none", stroke: "currentColor", "stroke-width": 1.8 };
    opener.append(
      icon("0 0 20 20", 20, { ...path, "stroke-linejoin": "round" }),
      el("span", "", this.words.label),
    );
    opener.addEventListener("click", () => this.open(this.panel.hidden === true));
    return opener;
  }

  /** @param {boolean} on */
  open(on) {
    this.panel.hidden = !on;
    this.opener.setAttribute("aria-expanded", String(on));
  }

  /** @override */
  onAdd() {
    this.box.setAttribute("aria-label", this.words.label);
    const field = el("label", "old-map-opacity", this.words.opacity);
    Object.assign(this.slider, { type: "range", min: "5", max: "100", step: String(STEP) });
    this.slider.addEventListener("input", () => this.fade(Number(this.slider.value) / 100));
    this.slider.addEventListener("change", () => this.remember());
    field.append(this.slider);
    this.panel.append(this.list, field, this.exact);
    this.panel.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      this.open(false);
      this.opener.focus();
    });
    this.box.append(this.opener, this.panel, this.credit);
    L.DomEvent.disableClickPropagation(this.box);
    L.DomEvent.disableScrollPropagation(this.box);
    // What is typed in it is no key of the map or of the page.
    this.panel.addEventListener("keydown", (event) => event.stopPropagation());
    this.begin();
    this.maps[0].on("moveend", () => this.refresh());
    return this.box;
  }

  /** As the address asks; else as the atlas says. */
  begin() {
    const asked = readChosen(new URLSearchParams(location.search).get("oldmap"));
    const shown = asked
      ? this.told.find((one) => one.id === asked.id)
      : this.told.find((one) => one.shown && this.fits(one));
    this.choose(shown || null, asked?.opacity ?? null, false);
    this.refresh();
  }

  /** @param {OldMapJson} one */
  fits(one) {
    const view = this.maps[0].getBounds();
    const seen = /** @type {Extent} */ ([view.getWest(), view.getSouth(), view.getEast(), view.getNorth()]);
    const { day } = mapsvc.of(this.maps[0]);
    return meets(one.bounds, seen) && (day === null || holdsOn(one.days, day));
  }

  /** The list of what lies in the view; without any there is no control. */
  refresh() {
    const offered = this.told.filter((one) => one === this.chosen || this.fits(one));
    this.box.hidden = !offered.length;
    const ids = offered.map((one) => one.id).join(" ");
    if (this.list.dataset.ids === ids) return;
    this.list.dataset.ids = ids;
    const legend = el("legend", "visually-hidden", this.words.label);
    this.list.replaceChildren(legend, this.choice(null), ...offered.map((one) => this.choice(one)));
  }

  /** @param {OldMapJson | null} one */
  choice(one) {
    const field = el("label", "old-map-choice");
    const input = el("input");
    const lacking = Boolean(one && !one.rows.length);
    Object.assign(input, { type: "radio", name: "old-map", checked: one === this.chosen, disabled: lacking });
    input.addEventListener("change", () => this.choose(one, null, true));
    field.append(input, el("span", "", one ? one.title : this.words.none));
    if (one?.lacks) field.append(el("small", "", one.lacks));
    return field;
  }

  /**
   * @param {OldMapJson | null} one
   * @param {number | null} opacity
   * @param {boolean} byHand
   */
  choose(one, opacity, byHand) {
    for (const layer of this.layers) layer.remove();
    const chosen = one?.rows.length ? one : null;
    this.chosen = chosen;
    this.layers = chosen ? this.maps.map((map) => this.layerOn(map, chosen)) : [];
    if (chosen) this.fade(opacity ?? chosen.opacity);
    this.tell(chosen);
    if (byHand) this.remember();
  }

  /**
   * @param {L.Map} map
   * @param {OldMapJson} chosen
   */
  layerOn(map, chosen) {
    OldMapLayer.on(map);
    return new OldMapLayer(chosen, mapsvc.of(map).ground?.tiles.root || "").addTo(map);
  }

  /** @param {OldMapJson | null} chosen */
  tell(chosen) {
    for (const map of this.maps) map.getContainer().classList.toggle("has-old-map", Boolean(chosen));
    this.slider.disabled = !chosen;
    this.credit.textContent = chosen ? [chosen.title, chosen.credit].filter(Boolean).join(" · ") : "";
    this.exact.textContent = chosen ? chosen.exact : "";
    this.credit.hidden = this.exact.hidden = !chosen;
  }

  /** @param {number} opacity */
  fade(opacity) {
    this.opacity = opacity;
    this.slider.value = String(Math.round(opacity * 100));
    for (const layer of this.layers) layer.setOpacity(opacity);
  }

  /** The address keeps it, and with it what is shared. */
  remember() {
    const address = new URL(location.href);
    const { chosen } = this;
    address.searchParams.set("oldmap", writeChosen(chosen && { id: chosen.id, opacity: this.opacity }));
    showAddress(address.href.replace(/%2C/g, ","));
  }
}
