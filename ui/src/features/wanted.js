/* What a map says besides the names of its features: places that it is about, capitals, states at its frontiers. */
import table from "../../../templates/static/style.json" with { type: "json" };
import { nearLng } from "../map/view.js";
import { worldParts } from "../pure/projection.js";
import { ringsOf } from "./names.js";

/** The weightiest first; signs that the map is about stand between. */
const ROLES = ["subject", "", "capital", "land"];

/**
 * @param {L.Map} map
 * @param {Payload} payload
 * @returns {Word[]}
 */
export const wantedWords = (map, payload) =>
  (payload.names || []).map(({ id, name, role, at, geometry }, order) => {
    const base = { text: name, feature: id, tier: -1, priority: ROLES.indexOf(role), order };
    const [lng, lat] = at;
    const word = { ...base, at: L.latLng(lat, nearLng(map, lng)) };
    if (!geometry)
      return {
        ...word,
        style: role === "subject" ? "feature-2" : "town-1",
        dot: true,
        gap: table.town_dot.gap_px,
      };
    const item = { world: worldParts(geometry), turn: 0 };
    return { ...word, style: "country", bound: true, ground: () => ringsOf(map, item) };
  });
