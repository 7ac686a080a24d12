/* Keys and switches of the reading page. */
import { mapsvc } from "../api.js";

/** @typedef {import("./reading.js").Reading} Reading */

/** @param {HTMLInputElement} input */
function flip(input) {
  input.checked = !input.checked;
  input.dispatchEvent(new Event("change"));
}

/** @param {Reading} reading */
export function listenKeys(reading) {
  const { textBox, card, follow } = reading;
  const keys = /** @type {HTMLDialogElement} */ (mapsvc.find("#reading-keys"));
  const switches = /** @type {HTMLInputElement[]} */ (mapsvc.findAll("[data-usage]"));
  for (const each of switches) {
    each.addEventListener("change", () =>
      textBox.classList.toggle("hide-" + each.dataset.usage, !each.checked),
    );
  }
  mapsvc.find("#reading-help-button").addEventListener("click", () => keys.showModal());
  /** @type {Record<string, () => void>} */
  const actions = {
    j: () => reading.step(1),
    k: () => reading.step(-1),
    s: () => reading.same(),
    m: () => toMap(reading),
    f: () => flip(follow),
    a: () => /** @type {HTMLElement | null} */ (card.querySelector(".card-others button"))?.focus(),
    "?": () => keys.showModal(),
  };
  document.addEventListener("keydown", (event) => {
    if (mapsvc.isCommand(event) || keys.open) return;
    const nth = /^[1-5]$/.test(event.key) ? switches[Number(event.key) - 1] : undefined;
    const action =
      walkBy(reading, event.key) || (nth && (() => flip(nth))) || actions[event.key.toLowerCase()];
    if (!action) return;
    event.preventDefault();
    action();
  });
}

/**
 * What the large keys do where the focus is: take a mark, come back from the card, walk.
 * @param {Reading} reading
 * @param {string} key
 */
function walkBy(reading, key) {
  const on = document.activeElement;
  const mark = reading.marks.find((each) => each === on);
  if (mark && (key === "Enter" || key === " ")) return () => reading.take(mark);
  if (key === "Escape" && reading.here && reading.card.contains(on)) return () => reading.back();
  const way = { ArrowRight: 1, ArrowLeft: -1 }[key];
  const inMap = reading.map?.getContainer().contains(on);
  return way && !inMap && !on?.matches("input, select") ? () => reading.step(way) : null;
}

/** @param {Reading} reading */
function toMap({ map, here, textBox }) {
  const container = map?.getContainer();
  if (!container) return;
  if (container.contains(document.activeElement)) (here || textBox).focus();
  else container.focus();
}
