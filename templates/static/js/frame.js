/* A map whose frame changes its size, or is shown only later: a tab, a slide, a folded box, a turned phone. */
(function () {
  "use strict";

  const mapsvc = window.mapsvc;
  const WAIT_MS = 80;

  /** Keep the view that the map was made for, unless somebody has moved it. */
  function follow(map) {
    const container = map.getContainer();
    const fit = () => {
      const { x, y } = map.getSize();
      const { clientWidth, clientHeight } = container;
      if (document.documentElement.classList.contains("printing")) return;
      if (clientWidth < 8 || clientHeight < 8 || (clientWidth === x && clientHeight === y)) return;
      const hidden = x < 8 || y < 8;
      const { fitted } = mapsvc.of(map);
      const keep = Boolean(fitted) && (hidden || mapsvc.untouched(map));
      map.invalidateSize({ animate: false, pan: !keep });
      if (keep) mapsvc.fitExtent(map, fitted.extent, false);
      if (hidden) refresh(map);
    };
    fit(); // the key may have been folded since the map was made
    new ResizeObserver(mapsvc.debounce(WAIT_MS, fit)).observe(container);
  }

  /** What was drawn without a size is drawn again. */
  function refresh(map) {
    const { features, labels } = mapsvc.of(map);
    if (features) features.redraw();
    if (labels) labels.later();
  }

  mapsvc.follow = function (map) {
    if (window.ResizeObserver) follow(map);
  };
})();
