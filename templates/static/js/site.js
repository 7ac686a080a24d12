/* Arrow keys lead to the event before and after; everything else works without a script. */
(function () {
  "use strict";

  const { prev, next } = document.body.dataset;

  function busy(target) {
    return target.closest("input, select, textarea, [contenteditable], .leaflet-container, .timeline, [role=slider], [role=tablist]");
  }

  if (prev || next) {
    document.addEventListener("keydown", (event) => {
      if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.defaultPrevented) return;
      if (event.target instanceof Element && busy(event.target)) return;
      const href = event.key === "ArrowLeft" ? prev : event.key === "ArrowRight" ? next : null;
      if (!href) return;
      event.preventDefault();
      location.assign(href);
    });
  }
})();
