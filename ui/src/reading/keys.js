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
  /** @param {KeyboardEvent} event */
  const actionOf = (event) => {
    const on = document.activeElement;
    if (
      (event.key === "Enter" || event.key === " ") &&
      on instanceof HTMLElement &&
      on.classList.contains("m")
    ) {
      return () => reading.take(on);
    }
    if (event.key === "Escape" && card.contains(on) && reading.here) return () => reading.back();
    const inMap = reading.map?.getContainer().contains(on);
    const arrow = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (arrow && !inMap && !/^(INPUT|SELECT)$/.test(on?.tagName || "")) return () => reading.step(arrow);
    if (/^[1-5]$/.test(event.key) && switches[Number(event.key) - 1])
      return () => flip(switches[Number(event.key) - 1]);
    return actions[event.key.toLowerCase()];
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || keys.open) return;
    const action = actionOf(event);
    if (!action) return;
    event.preventDefault();
    action();
  });
}

/** @param {Reading} reading */
function toMap({ map, here, textBox }) {
  const container = map?.getContainer();
  if (!container) return;
  if (container.contains(document.activeElement)) (here || textBox).focus();
  else container.focus();
}
