/* One picture gives way to the next: a copy of what was drawn fades while the new stands under it. */
import { mapsvc } from "../api.js";

const LONGEST_MS = 500;
const CLASS = "drawing-ghost";

/** @param {import("../features/features.js").Features} features */
export function leaveGhost({ map, drawing }) {
  for (const old of mapsvc.findAll("." + CLASS)) old.remove();
  const canvas = drawing._container;
  if (mapsvc.calm() || !canvas || !canvas.width) return;
  const copy = mapsvc.el("canvas", CLASS);
  copy.width = canvas.width;
  copy.height = canvas.height;
  copy.style.width = canvas.style.width;
  copy.style.height = canvas.style.height;
  copy.style.transform = canvas.style.transform;
  copy.getContext("2d")?.drawImage(canvas, 0, 0);
  canvas.parentNode?.appendChild(copy);
  const gone = () => copy.remove();
  copy.addEventListener("transitionend", gone);
  map.once("zoomstart movestart", gone);
}

export function fadeGhosts() {
  for (const copy of mapsvc.findAll("." + CLASS)) {
    requestAnimationFrame(() => copy.classList.add("is-going"));
    setTimeout(() => copy.remove(), LONGEST_MS);
  }
}
