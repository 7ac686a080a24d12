/* Arrow keys lead to the event before and after; everything else works without a script. */
import { isCommand } from "../map/dom.js";

const BUSY =
  "input, select, textarea, [contenteditable], .leaflet-container, .timeline, [role=slider], [role=tablist]";
const { prev, next } = document.body.dataset;

if (prev || next) {
  document.addEventListener("keydown", (event) => {
    if (isCommand(event) || event.shiftKey || event.defaultPrevented) return;
    if (event.target instanceof Element && event.target.closest(BUSY)) return;
    const href = event.key === "ArrowLeft" ? prev : event.key === "ArrowRight" ? next : null;
    if (!href) return;
    event.preventDefault();
    location.assign(href);
  });
}
