/* Timeline: arrow keys walk from event to event, Home and End jump; titles stay inside the frame. */
(function () {
  "use strict";

  for (const timeline of document.querySelectorAll(".timeline")) {
    const dots = [...timeline.querySelectorAll(".timeline-dot")];

    timeline.addEventListener("keydown", (event) => {
      const here = dots.indexOf(event.target);
      if (here < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
      const to = {
        ArrowRight: here + 1, ArrowDown: here + 1, ArrowLeft: here - 1, ArrowUp: here - 1, Home: 0, End: dots.length - 1,
      }[event.key];
      if (to === undefined || !dots[to]) return;
      event.preventDefault();
      dots[to].focus();
    });

    timeline.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && dots.includes(event.target)) event.target.blur();
    });
  }
})();
