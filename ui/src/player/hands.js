/* What a reader does: buttons, links, rows, keys, a finger. */
import { mapsvc } from "../api.js";
import { listenDays } from "./days.js";
import { indexOf } from "./journey.js";

/** @typedef {import("./player.js").Player} Player */

const SWIPE_PX = 45;
/** @type {Record<string, 1 | -1>} */
const WAYS = { ArrowRight: 1, ArrowLeft: -1 };

/** @param {Player} player */
export function listen(player) {
  const { root, map, diagram } = player;
  for (const button of mapsvc.findAll("[data-player-step]", root)) {
    button.addEventListener("click", () => player.walk(Number(button.dataset.playerStep) < 0 ? -1 : 1));
  }
  mapsvc.find("[data-player-play]", root).addEventListener("click", () => player.toggle());
  const speed = /** @type {HTMLSelectElement} */ (mapsvc.find("[data-player-speed]", root));
  speed.addEventListener("change", () => {
    player.speed = speed.value;
  });
  player.togetherButton?.addEventListener("click", () => player.showTogether(!player.together));
  for (const link of mapsvc.findAll("[data-player-variant]")) {
    mapsvc.onPlainClick(link, () => player.choose(indexOf(link.dataset.playerVariant || ""), { keep: true }));
  }
  listenDiagram(player);
  listenDays(player);
  for (const row of mapsvc.findAll("li[data-step]")) listenRow(player, row);
  map.on("mapsvc:mark", (/** @type {any} */ { hovered, pinned }) => {
    for (const link of diagram.links) {
      link.classList.toggle("is-lit", link.dataset.spot === hovered || link.dataset.spot === pinned);
    }
  });
  document.addEventListener("keydown", (event) => onKey(player, event));
  mapsvc.actBy({
    next: () => player.walk(1),
    back: () => player.walk(-1),
    first: () => player.goTo(1),
    last: () => player.goTo(player.track.variant.stops.length),
  });
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) player.pause();
  });
  for (const zone of [root, mapsvc.find("[data-player-cards]")]) listenSwipe(player, zone);
}

/** @param {Player} player */
function listenDiagram(player) {
  const { diagram, features } = player;
  /** @param {string | undefined} id */
  const light = (id) => features.hover(id ? features.byId.get(id) : null);
  for (const link of diagram.links) {
    link.addEventListener("click", () => player.goToKey(link.dataset.step || ""));
    link.addEventListener("mouseenter", () => light(link.dataset.spot));
    link.addEventListener("mouseleave", () => light(undefined));
  }
  diagram.box.addEventListener("toggle", () => player.refit());
  window.addEventListener("resize", () => player.measure());
}

/**
 * @param {Player} player
 * @param {HTMLElement} row
 */
function listenRow(player, row) {
  /** @param {Event} event */
  const go = (event) => {
    event.stopImmediatePropagation(); // the step, and no pop-up over it, nor one from before
    player.map.closePopup();
    player.goToKey(row.dataset.step || "");
  };
  row.querySelector("button")?.addEventListener("click", go, true);
}

/**
 * @param {Player} player
 * @param {HTMLElement} zone
 */
function listenSwipe(player, zone) {
  /** @type {Touch | null} */
  let from = null;
  const passive = { passive: true };
  zone.addEventListener(
    "touchstart",
    ({ touches }) => void (from = touches.length === 1 ? touches[0] : null),
    passive,
  );
  zone.addEventListener(
    "touchend",
    ({ changedTouches: [to] }) => {
      if (!from) return;
      const [dx, dy] = [to.clientX - from.clientX, to.clientY - from.clientY];
      from = null;
      if (Math.abs(dx) > SWIPE_PX && Math.abs(dx) > 1.5 * Math.abs(dy)) player.walk(dx < 0 ? 1 : -1);
    },
    passive,
  );
}

/**
 * @param {Player} player
 * @param {KeyboardEvent} event
 */
function onKey(player, event) {
  if (mapsvc.isCommand(event) || event.shiftKey || event.defaultPrevented) return;
  const on = event.target instanceof Element ? event.target : document.body;
  if (on.closest("input, select, textarea, .leaflet-container")) return;
  const way = WAYS[event.key];
  if (way) {
    if (on.matches(".scroll-x")) return; // what scrolls, scrolls
    if (player.walk(way)) event.preventDefault();
  } else if (event.key === " " && !on.closest("button, a, summary, [tabindex='0']")) {
    event.preventDefault();
    player.toggle();
  }
}
