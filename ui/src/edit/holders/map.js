/** The districts on a map, in the tint of who held each on the day. */
import { el } from "../../map/dom.js";
import { groundMap } from "../common/map.js";
import { colourOf, config, heldOn, howWord, nameOn } from "./state.js";

const EDGE = "#4a4436";
const CHOSEN = "#0b57a4";

export class DistrictMap {
  /**
   * @param {HTMLElement} box
   * @param {(district: string) => void} choose
   */
  constructor(box, choose) {
    this.map = groundMap(box, config.map);
    this.choose = choose;
    /** @type {Map<string, L.Path>} */
    this.paths = new Map();
    /** @type {Map<string, string>} */
    this.said = new Map();
  }

  /** @param {any} shapes */
  load(shapes) {
    for (const path of this.paths.values()) path.remove();
    this.paths.clear();
    const layer = L.geoJSON(shapes, {
      onEachFeature: (feature, path) => {
        const id = String(feature.id);
        this.paths.set(id, /** @type {L.Path} */ (path));
        path.on("click", () => this.choose(id));
        path.bindTooltip(() => el("span", "", this.said.get(id) || id), { sticky: true });
      },
    }).addTo(this.map);
    const bounds = layer.getBounds();
    if (bounds.isValid()) this.map.fitBounds(bounds);
  }

  /**
   * @param {import("./state.js").State} state
   * @param {number} day
   * @param {string} chosen
   */
  draw(state, day, chosen) {
    for (const { id, title } of state.districts) {
      const held = heldOn(state, id, day);
      const names = held.map(([, , polity, how]) =>
        how === "administered" || !polity
          ? nameOn(state, polity, day)
          : `${nameOn(state, polity, day)} (${howWord(how)})`,
      );
      this.said.set(id, [title, names.join(", ")].filter(Boolean).join(": "));
      this.paths.get(id)?.setStyle({
        ...tint(state, held),
        ...(id === chosen ? { color: CHOSEN, weight: 4, opacity: 1 } : {}),
      });
    }
    this.paths.get(chosen)?.bringToFront();
  }

  /** @param {string} district */
  show(district) {
    const path = /** @type {L.Polygon | undefined} */ (this.paths.get(district));
    const bounds = path?.getBounds();
    if (bounds && !this.map.getBounds().contains(bounds))
      this.map.panTo(bounds.getCenter(), { animate: false });
  }
}

/**
 * @param {import("./state.js").State} state
 * @param {import("./state.js").Held[]} held
 * @returns {L.PathOptions}
 */
function tint(state, held) {
  const [first] = held;
  const plain = { color: EDGE, weight: 1, opacity: 0.7, dashArray: "" };
  if (!first || !first[2]) return { ...plain, fillOpacity: 0.04, fillColor: EDGE };
  const [, , polity, how, of, certainty] = first;
  const own = colourOf(state, polity) || EDGE;
  if (how === "occupied")
    return {
      color: own,
      weight: 3,
      opacity: 0.9,
      dashArray: "2 5",
      fillColor: colourOf(state, of) || EDGE,
      fillOpacity: 0.3,
    };
  if (how === "contested") {
    const other = colourOf(state, held[1]?.[2] ?? null) || EDGE;
    return { color: other, weight: 3, opacity: 0.9, dashArray: "6 6", fillColor: own, fillOpacity: 0.35 };
  }
  return {
    ...plain,
    dashArray: certainty === "uncertain" ? "3 3" : "",
    fillColor: own,
    fillOpacity: certainty === "uncertain" ? 0.35 : 0.55,
  };
}
