/* All by keys: they act where nothing is typed and no button has the focus that they would press. */
import { find, isCommand } from "../../map/dom.js";

/**
 * @param {import("./room.js").ReadRoom} room
 * @param {import("./actions.js").Actions} actions
 */
export function listenKeys(room, actions) {
  const undo = () => find("[data-undo]").click();
  /** @type {Record<string, () => unknown>} */
  const keys = {
    j: () => room.step(1),
    ArrowRight: () => room.step(1),
    k: () => room.step(-1),
    ArrowLeft: () => room.step(-1),
    n: () => room.stepUnread(),
    d: () => room.stepDoubtful(),
    Enter: actions.accept,
    y: actions.accept,
    x: actions.reject,
    Delete: actions.reject,
    r: actions.forget,
    q: actions.doubt,
    u: actions.nextUsage,
    a: actions.all,
    p: actions.mark,
    "/": actions.search,
    m: () => document.getElementById("read-note")?.focus(),
    z: undo,
    f: () => find("#read-state").focus(),
    l: () => openNames(),
    Escape: () => room.here && room.text.bring(room.here),
  };
  document.addEventListener("keydown", (event) => {
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (event.defaultPrevented || isCommand(event) || !isFree(event, key)) return;
    const act = /^[1-9]$/.test(key) ? () => actions.chooseNth(Number(key)) : keys[key];
    if (!act) return;
    event.preventDefault();
    act();
  });
}

/**
 * Is a key meant for the room, and not for the field, the button or the map that has the focus?
 * @param {KeyboardEvent} event
 * @param {string} key
 */
function isFree({ target }, key) {
  if (document.querySelector("dialog[open]")) return false;
  if (!(target instanceof HTMLElement)) return true;
  if (key === "Escape") return !target.closest("#read-search");
  if (target.matches("input:not([type=checkbox]), textarea, select")) return false;
  if (key === "Enter") return !target.matches("a, button, summary, input");
  if (key.startsWith("Arrow")) return !target.closest(".leaflet-container");
  return true;
}

function openNames() {
  const names = /** @type {HTMLDetailsElement} */ (find("#read-names"));
  names.open = true;
  find("#read-name").focus();
}
