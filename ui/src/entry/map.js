/**
 * What every page with a map loads. All that is here is `mapsvc.…` in the page: its own script calls `basemap`,
 * `features` and `controls`; a frozen site's data call `give`; the rest is for the scripts of single pages, and for
 * who looks at a map from without (`maps()`, `of(map)`, `viewOf(map)`, `player`, `days`, `tour`). Nothing of it can be
 * overwritten.
 */
export * as calendar from "../pure/calendar.js";
export { extentOf, viewsOf, worldParts } from "../pure/projection.js";
export {
  buttonEl,
  calm,
  debounce,
  el,
  find,
  findAll,
  icon,
  inProjector,
  isCommand,
  onPlainClick,
  showAddress,
  svg,
} from "../map/dom.js";
export { actBy, tell } from "../map/keys.js";
export { addressOf, give, load, pageJson } from "../map/data.js";
export { featuresOf, maps, of, pane } from "../map/state.js";
export { fitExtent, nearExtent, nearLng, setHallScale, untouched, viewOf } from "../map/view.js";
export { framed } from "../map/seen.js";
export { fail } from "../map/drawn.js";
export { word } from "../map/words.js";
export {
  askedFor,
  askFor,
  days,
  player,
  setDays,
  setPlayer,
  setTour,
  tour,
  whenMade,
} from "../map/stages.js";
export { Drawing } from "../drawing/canvas.js";
export { drawWith } from "../drawing/factory.js";
export { labels } from "../labels/placer.js";
export { basemap } from "../ground/basemap.js";
export { features } from "../features/features.js";
export { showKey } from "../features/key.js";
export { controls } from "../controls/controls.js";
