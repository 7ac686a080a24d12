/* What stands about a map: its buttons, the scale bar, the key, where in the world it lies. */
import { inProjector } from "../map/dom.js";
import { leaveGestures } from "../framed/gestures.js";
import { leaveKeys } from "../framed/deck.js";
import { of } from "../map/state.js";
import { fitExtent, untouched } from "../map/view.js";
import { setWords, word } from "../map/words.js";
import { Bar, fullscreenButton, homeButton, projectorButton, zoomButtons } from "./buttons.js";
import { follow } from "./frame.js";
import { Locator } from "./locator.js";
import { fitPaper, foldLegend } from "./paper.js";
import { Scale } from "./scale.js";

const FOOT_PX = 10; // between the lowest sign and what is written below it

/**
 * No sign stands under the scale and the notes: the view makes room for them if one would.
 * @param {L.Map} map
 */
function clearFoot(map) {
  const state = of(map);
  const foot = map.getContainer().querySelector(".leaflet-bottom.leaflet-right");
  if (!foot || !state.fitted || !untouched(map)) return;
  const { width, height } = foot.getBoundingClientRect();
  const size = map.getSize();
  const corner = map.containerPointToLayerPoint([size.x - width, size.y - height]);
  const hidden = state.markerBoxes?.().some(([, , x, y]) => x > corner.x && y > corner.y);
  if (!hidden || height > size.y / 3) return;
  state.foot = height + FOOT_PX;
  fitExtent(map, state.fitted.extent, false);
}

/**
 * The buttons of a map: options as the server gives them.
 * @param {L.Map} map
 * @param {ControlOptions} options
 */
export function controls(map, options) {
  setWords(options.strings);
  map.zoomControl?.remove();
  map.attributionControl?.remove();
  const container = map.getContainer();
  const canvas = container.closest("[data-map-label]");
  container.setAttribute("role", "region");
  container.setAttribute("aria-label", canvas?.getAttribute("data-map-label") || word("label"));
  new Bar(buttonsOf(map, options)).addTo(map);
  if (options.scale) new Scale(options.scale).addTo(map);
  foldLegend(container);
  fitPaper(map);
  follow(map);
  clearFoot(map);
  leaveGestures(map);
  leaveKeys(map);
  if (options.locator) new Locator(map, options.locator);
  if (inProjector()) of(map).features?.redraw();
}

/**
 * @param {L.Map} map
 * @param {ControlOptions} options
 */
function buttonsOf(map, { extent, fullscreen, projector }) {
  const buttons = zoomButtons(map);
  if (extent) buttons.push(homeButton(map, extent));
  if (fullscreen && document.fullscreenEnabled) buttons.push(fullscreenButton(map));
  if (projector) buttons.push(projectorButton(map));
  return buttons;
}
