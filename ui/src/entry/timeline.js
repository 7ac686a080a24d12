/** The timeline of the first page: arrow keys walk from event to event, Home and End jump; titles stay inside the frame. */

for (const timeline of document.querySelectorAll(".timeline")) {
  const dots = [...timeline.querySelectorAll(".timeline-dot")];

  timeline.addEventListener("keydown", (event) => {
    if (!(event instanceof KeyboardEvent) || !(event.target instanceof HTMLElement)) return;
    const here = dots.indexOf(event.target);
    if (here < 0) return;
    if (event.key === "Escape") event.target.blur();
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    /** @type {Record<string, number>} */
    const ways = {
      ArrowRight: here + 1,
      ArrowDown: here + 1,
      ArrowLeft: here - 1,
      ArrowUp: here - 1,
      Home: 0,
      End: dots.length - 1,
    };
    const to = dots[ways[event.key]];
    if (!(to instanceof HTMLElement) && !(to instanceof SVGElement)) return;
    event.preventDefault();
    to.focus();
  });
}
