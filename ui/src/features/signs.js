/* The signs of a map: an SVG path on an ordinary Leaflet marker. */
import table from "../../../templates/static/style.json" with { type: "json" };
import { svg } from "../map/dom.js";

const { signs, colours } = table;
const [half, side] = [signs.units / 2, signs.units];

/** @param {MapSymbol} symbol */
export const sideOf = (symbol) => symbol.size || signs.size_px;

/** @typedef {{symbol: MapSymbol, name: string, lang?: string, shift?: number, scale: number}} SignOptions */

export class Sign extends L.Icon {
  /** @param {SignOptions} sign */
  constructor(sign) {
    super(/** @type {any} */ ({ iconUrl: "" }));
    this.sign = sign;
  }

  /** @override */
  createIcon() {
    const { symbol, name, lang, shift, scale } = this.sign;
    const box = Math.round(sideOf(symbol) * scale) + signs.room_px;
    const picture = svg("svg", {
      viewBox: [-half, -half, side, side].join(" "),
      width: box,
      height: box,
      class: "map-sign",
      focusable: "false",
    });
    picture.append(
      svg("circle", { r: 13, class: "map-sign-ring" }),
      svg("path", {
        d: symbol.path,
        fill: symbol.fill || "",
        stroke: symbol.stroke || colours.sign_edge,
        "stroke-width": signs.edge,
        "stroke-linejoin": "round",
      }),
    );
    picture.setAttribute("aria-label", name);
    if (lang) picture.setAttribute("lang", lang);
    picture.style.width = box + "px";
    picture.style.height = box + "px";
    picture.style.marginLeft = -box / 2 + (shift || 0) + "px";
    picture.style.marginTop = -box / 2 + "px";
    picture.classList.add("leaflet-marker-icon");
    return /** @type {HTMLElement} */ (/** @type {unknown} */ (picture));
  }

  /** @override */
  createShadow() {
    return /** @type {HTMLElement} */ (/** @type {unknown} */ (null));
  }
}

/**
 * Signs of one spot: the weightiest stands on it, another kind beside it, those of one kind share a sign.
 * @param {Item[]} signs
 * @param {(item: Item) => L.Marker} place
 */
export function placeCrowds(signs, place) {
  /** @type {Map<string, Item[]>} */
  const crowds = new Map();
  for (const item of signs) {
    const key = item.geometry?.coordinates.map((/** @type {number} */ v) => v.toFixed(3)).join();
    crowds.set(key, [...(crowds.get(key) || []), item]);
  }
  for (const crowd of crowds.values()) placeCrowd(crowd, place);
}

/**
 * @param {Item[]} crowd
 * @param {(item: Item) => L.Marker} place
 */
function placeCrowd(crowd, place) {
  crowd.sort((a, b) => (a.p.priority || 5) - (b.p.priority || 5) || a.order - b.order);
  /** @type {Map<string, Item>} */
  const kinds = new Map();
  for (const item of crowd) {
    const family = item.p.symbol.split("-")[0]; // halts of several journeys at one place are one sign
    const twin = kinds.get(family);
    if (twin) {
      item.marker = twin.marker;
      item.shift = twin.shift;
      item.shares = true;
      continue;
    }
    item.shift = [...kinds.values()].reduce(
      (sum, other) => sum + (sideOf(other.symbol) + sideOf(item.symbol)) / 2,
      0,
    );
    kinds.set(family, item);
    item.marker = place(item);
  }
}
