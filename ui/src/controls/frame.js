/* A map whose frame changes its size, or is shown only later: a tab, a slide, a folded box, a turned phone. */
import { debounce } from "../map/dom.js";
import { of } from "../map/state.js";
import { fitExtent, isHidden, untouched } from "../map/view.js";

const WAIT_MS = 80;

/**
 * Keep the view that the map was made for, unless somebody has moved it.
 * @param {L.Map} map
 */
export function follow(map) {
  const container = map.getContainer();
  let known = map.getSize(); // Leaflet notes a new size by itself, sometimes before us
  const fit = () => {
    const size = { x: container.clientWidth, y: container.clientHeight };
    if (document.documentElement.classList.contains("printing")) return false;
    if (isHidden(size) || (size.x === known.x && size.y === known.y)) return false;
    const hidden = isHidden(known);
    const { fitted } = of(map);
    const keep = fitted && (hidden || untouched(map)) ? fitted.extent : null;
    if (keep) {
      // What stands on the map is drawn once, where it is to stand: Leaflet's own way would draw it here too.
      map._sizeChanged = true;
      map.fire("resize");
      fitExtent(map, keep, false);
    } else map.invalidateSize({ animate: false });
    known = map.getSize();
    if (hidden) refresh(map);
    return true;
  };
  of(map).refit = fit;
  fit(); // the key may have been folded since the map was made
  if (window.ResizeObserver) new ResizeObserver(debounce(WAIT_MS, fit)).observe(container);
}

/**
 * What was drawn without a size is drawn again.
 * @param {L.Map} map
 */
function refresh(map) {
  const { features, labels } = of(map);
  features?.redraw();
  labels?.later();
}
