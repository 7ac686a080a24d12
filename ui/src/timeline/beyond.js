/* What happened outside the view is told at its edge, with the way to it. */
import { mapsvc } from "../api.js";
import { config } from "./config.js";

const MOST = 3;

export class Beyond extends L.Control {
  /** @param {L.Map} map */
  constructor(map) {
    super({ position: "topright" });
    this.features = mapsvc.featuresOf(map);
    this.box = mapsvc.el("div", "beyond");
    this.box.setAttribute("role", "group");
    this.box.setAttribute("aria-label", config.words.beyond);
    L.DomEvent.disableClickPropagation(this.box);
    L.DomEvent.disableScrollPropagation(this.box);
    this.addTo(map);
    map.on("moveend resize", this.show, this);
    this.show();
  }

  /** @override */
  onAdd() {
    return this.box;
  }

  show() {
    const view = this._map.getBounds();
    const outside = this.features.items.filter(
      (item) => item.layer === "events" && item.geometry && item.bounds && !view.contains(item.bounds),
    );
    outside.sort((a, b) => (a.p.priority ?? 5) - (b.p.priority ?? 5) || b.order - a.order);
    this.box.replaceChildren(...outside.slice(0, MOST).map((item) => this.row(item)));
  }

  /** @param {Item} item */
  row(item) {
    const node = mapsvc.buttonEl("beyond-row");
    const centre = this._map.getCenter();
    const { lng, lat } = this.features.spotOf(item);
    const angle = (Math.atan2(centre.lat - lat, lng - centre.lng) * 180) / Math.PI;
    const arrow = mapsvc.icon("-10 -10 20 20", 18, {
      d: "M-8 0H6M0-6 7 0 0 6",
      fill: "none",
      stroke: "currentColor",
      "stroke-width": 2.4,
      transform: "rotate(" + angle.toFixed(0) + ")",
    });
    const today = (item.p.priority ?? 5) <= 1;
    node.append(arrow, mapsvc.el("span", today ? "is-today" : "", item.p.name, item.p.lang));
    node.addEventListener("click", () => {
      this.features.bringIntoView(item);
      this.features.pin(item, { focus: true });
    });
    return node;
  }
}
