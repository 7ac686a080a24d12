/* The ground of a map with its names and railways: what the server gives, and when it is asked for. */
import { labels } from "../labels/placer.js";
import { load } from "../map/data.js";
import { fail, task } from "../map/drawn.js";
import { of, pane } from "../map/state.js";
import { changesBetween, dayStamp, groundWords, reachesBeyond, readRailways } from "../pure/ground-names.js";
import { Ground } from "./canvas.js";
import { coastNote, Note } from "./note.js";

/**
 * @param {L.Map} map
 * @returns {Extent}
 */
function boundsOf(map) {
  const view = map.getBounds();
  return [view.getWest(), view.getSouth(), view.getEast(), view.getNorth()];
}

/**
 * Draw the ground of a map: options as the server gives them.
 * @param {L.Map} map
 * @param {BasemapOptions} options
 */
export function basemap(map, options) {
  const state = of(map);
  state.lang = options.lang || state.lang;
  state.day = dayStamp(options.day);
  pane(map, "mapsvc-ground", 200);
  const ground = new Ground(options);
  state.ground = ground;
  ground.addTo(map);
  const { coast } = options;
  if (coast) map.whenReady(() => coastNote(ground.tiles.index, coast).addTo(map));
  const placer = labels(map);
  // The view may still change in the rest of the page's script: start after it.
  task(
    map,
    Promise.resolve().then(() => ground.start()),
    { ground: true },
  );
  const day = () => state.day ?? dayStamp(options.day);
  /** @param {string} group */
  const names = (group) => (/** @type {GroundJson} */ json) => {
    const words = groundWords(json, day(), map.getCenter().lng);
    placer.set(
      group,
      words.map(({ spot: [lng, lat], ...word }) => ({ ...word, at: L.latLng(lat, lng) })),
    );
  };
  /** @type {[url: string | undefined, use: (json: GroundJson) => void][]} */
  const small = [
    [options.towns, names("towns")],
    [options.waters, names("waters")],
    [options.railways, (json) => ground.setRailways(readRailways(json, Math.floor(day() / 10000)))],
  ];
  for (const [url, use] of small)
    if (url) task(map, load(url).then(use), { ground: url === options.railways });
  if (options.near) {
    names("near")({ features: options.near });
    new Note(() => options.near_note).addTo(map);
  }
  // Names of the rest of the world weigh more than most maps need: they come when it is seen.
  const widen = async () => {
    if (!options.world || !reachesBeyond(boundsOf(map), options.named)) return;
    map.off("moveend", widen);
    small.push([options.world, names("world")]);
    await load(options.world).then(names("world"));
  };
  map.on("moveend", widen);
  task(map, Promise.resolve().then(widen));
  /** Names and railways of another day: those that change since the one before. */
  state.setDay = (iso) => {
    const [before, wanted] = [day(), dayStamp(iso)];
    if (wanted === before) return;
    state.day = wanted;
    for (const [url, use] of small) {
      if (!url) continue;
      load(url).then(
        (json) => changesBetween(json, before, wanted) && use(json),
        (problem) => fail(map, problem),
      );
    }
  };
  return ground;
}
