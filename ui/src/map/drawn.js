/* "Drawn": everything that was asked for at the start is on the screen. */
import { el } from "./dom.js";
import { maps, of } from "./state.js";
import { word } from "./words.js";

const LONGEST_MS = 200; // a page that is not shown gets no animation frame
const PATIENCE_MS = 2500; // since the page was asked for: on a slow line names come before the ground

let waiting = 0;
let announced = false;
let impatient = false;

/** Is everything of the first view here? Until then nothing is placed or drawn twice, unless it takes too long. */
export const settled = () => announced || impatient;

function hurry() {
  if (announced) return;
  impatient = true;
  for (const map of maps()) of(map).labels?.later();
}

/** Maps of one key: what one has no room for leaves less of all. */
function placeAll() {
  const all = maps();
  for (const map of all) of(map).labels?.place();
  if (all.length > 1 && all.filter((map) => of(map).refit?.()).length)
    for (const map of all) of(map).labels?.place();
}

function announce() {
  if (announced || waiting > 0) return;
  announced = true;
  placeAll();
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

/**
 * Hold back "drawn" until the promise settles; a failure is told on the map, not thrown.
 * @template T
 * @param {L.Map} map
 * @param {Promise<T>} promise
 */
export function task(map, promise) {
  if (!waiting && !announced) setTimeout(hurry, PATIENCE_MS - performance.now());
  waiting += 1;
  return promise
    .catch((problem) => fail(map, problem))
    .then((value) => {
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
