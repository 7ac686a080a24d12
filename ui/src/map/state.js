/* The state of each map of the page. */

/** @type {Map<L.Map, MapState>} */
const states = new Map();

/**
 * @param {L.Map} map
 * @returns {MapState}
 */
export function of(map) {
  let state = states.get(map);
  if (!state) {
    state = { map, lang: document.documentElement.lang, day: null, pinned: null, hovered: null };
    states.set(map, state);
  }
  return state;
}

/** The maps of the page, the one it is about first. */
export const maps = () => [...states.keys()];

/**
 * The features of a map that has some.
 * @param {L.Map} map
 */
export function featuresOf(map) {
  const { features } = of(map);
  if (!features) throw new Error("a map without features");
  return features;
}

/**
 * @param {L.Map} map
 * @param {string} name
 * @param {number} zIndex
 */
export function pane(map, name, zIndex) {
  const node = map.getPane(name) || map.createPane(name);
  node.style.zIndex = String(zIndex);
  node.style.pointerEvents = "none";
  return node;
}
