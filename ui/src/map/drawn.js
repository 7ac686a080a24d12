/* "Drawn": everything that was asked for at the start is on the screen. */
import { el } from "./dom.js";
import { maps, of } from "./state.js";
import { word } from "./words.js";

const LONGEST_MS = 200; // a page that is not shown gets no animation frame
const PATIENCE_MS = 2500; // since the page was asked for: on a slow line names come before what they are placed by
/** Names and the ground wait so long for each other, so that both are painted at once. */
export const GRACE_MS = 100;

let waiting = 0;
let unnamed = 0; // of these, what names are placed by
let named = false;
let announced = false;

/** Is everything here that names are placed by? Until then none is placed, unless it takes too long. */
export const settled = () => named;

function hurry() {
  if (named) return;
  named = true;
  for (const map of maps()) of(map).labels?.later();
}

/** Maps of one key: what one has no room for leaves less of all. Nothing is placed twice where nothing has changed. */
function placeAll() {
  const all = maps();
  if (!all.some((map) => of(map).labels?.stale)) return;
  for (const map of all) of(map).labels?.place();
  if (all.length > 1 && all.filter((map) => of(map).refit?.()).length)
    for (const map of all) of(map).labels?.place();
}

/** Names ask for no ground: they are placed while its tiles are on their way, and the view is settled before these are drawn. */
function name() {
  if (unnamed > 0 || announced) return;
  named = true;
  placeAll();
}

function announce() {
  if (announced || waiting > 0) return;
  announced = named = true;
  placeAll();
  for (const map of maps()) of(map).ground?.paint();
  let said = false;
  const say = () => {
    if (said) return;
    said = true;
    document.documentElement.dataset.mapDrawn = String(Math.round(performance.now()));
    document.dispatchEvent(new CustomEvent("mapsvc:drawn"));
  };
  requestAnimationFrame(say);
  setTimeout(say, LONGEST_MS);
}

/** Scripts that lead through a map begin when the page is whole: what they add to it names keep off. */
const whole = new Promise((resolve) => {
  if (document.readyState === "loading")
    document.addEventListener("DOMContentLoaded", () => setTimeout(resolve), { once: true });
  else resolve(undefined);
});

/**
 * Hold back "drawn" until the promise settles; a failure is told on the map, not thrown.
 * @template T
 * @param {L.Map} map
 * @param {Promise<T>} promise
 * @param {{ground?: boolean}} [what] is it of the ground alone, which names are not placed by?
 */
export function task(map, promise, { ground = false } = {}) {
  if (!waiting && !announced) setTimeout(hurry, PATIENCE_MS - performance.now());
  waiting += 1;
  if (!ground) unnamed += 1;
  return promise
    .catch((problem) => fail(map, problem))
    .then(async (value) => {
      if (!ground) {
        await whole;
        unnamed -= 1;
        if (!unnamed) setTimeout(name, GRACE_MS);
      }
      waiting -= 1;
      if (waiting === 0) announce();
      return value;
    });
}

/**
 * @param {L.Map} map
 * @param {any} problem
 */
export function fail(map, problem) {
  const container = map.getContainer();
  container.dataset.mapProblem = String((problem && problem.message) || problem);
  if (container.querySelector(".map-problem")) return;
  const note = el("p", "map-problem", word("failed"));
  note.setAttribute("role", "status");
  container.appendChild(note);
}
