/* The keys of all pages with a map: what a page does not do with one of them itself is done here. */
import { keysByWish, wishOf } from "../pure/keys.js";
import { pageJson } from "./data.js";
import { buttonEl, el, findAll, isCommand } from "./dom.js";
import { turnPage } from "./pages.js";
import { word } from "./words.js";

const TYPED = "input, select, textarea, [contenteditable], [role=slider], dialog";
/** What moves, or scrolls, by keys of its own when it has the focus. */
const OWN_ARROWS = ".leaflet-container, .timeline, .mode-switch, .scroll-x, [role=tablist]";
const OWN_PAGES = ".atlas-text, .scroll-x";
const TOLD = ".player-card:not([hidden]) p, .atlas-text .lead, .atlas-text .note";
const MESSAGE_MS = 2500;

/** @typedef {import("../pure/keys.js").Wish} Wish */
/** @typedef {Partial<Record<Wish, () => unknown>>} Acts what is done; `false` if nothing could be */

/** Over all, also where the map fills the screen. */
const stage = () => document.fullscreenElement || document.body;

/** @param {string} wish the neighbour of a page that has one */
const turn = (wish) => () => {
  const name = { next: "next", back: "prev", first: "first", last: "last" }[wish];
  const href = document.body.dataset[name || ""];
  return href ? turnPage(href) : false;
};

/** @type {Acts} */
let acts = {
  next: turn("next"),
  back: turn("back"),
  first: turn("first"),
  last: turn("last"),
  notes: showNotes,
  full: () =>
    document.querySelector(".map-button-fullscreen, [data-full]")?.dispatchEvent(new Event("click")),
  blank,
  help,
};

/**
 * What a page does by its keys.
 * @param {Acts} own
 */
export const actBy = (own) => void (acts = { ...acts, ...own });

/** @param {string} text that is seen for a moment */
export function tell(text) {
  const note = el("p", "map-notes", text);
  note.setAttribute("role", "status");
  stage().append(note);
  setTimeout(() => note.remove(), MESSAGE_MS);
}

function showNotes() {
  const open = document.querySelector("aside.map-notes");
  if (open) return open.remove();
  const texts = findAll(TOLD).map((node) => node.textContent?.trim());
  const panel = el("aside", "map-notes");
  for (const text of texts) if (text) panel.append(el("p", "", text));
  if (panel.firstChild) stage().append(panel);
  else tell(word("no_notes"));
}

/** A black screen, until the next key. */
function blank() {
  stage().append(el("div", "map-blank"));
}

function help() {
  const dialog = el("dialog", "keys-help");
  const list = el("dl", "");
  const words = pageJson("mapsvc-strings").keys || {};
  for (const [wish, keys] of keysByWish()) {
    const names = el("dt", "");
    for (const key of keys) names.append(el("kbd", "", key));
    list.append(names, el("dd", "", words[wish]));
  }
  const close = buttonEl("button", word("close"));
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  dialog.append(el("h2", "", words.title), list, close);
  stage().append(dialog);
  dialog.showModal();
}

/** @param {KeyboardEvent} event */
function isElsewhere({ target, key }) {
  const on = target instanceof Element ? target : document.body;
  return on.closest(TYPED) || on.closest(key.startsWith("Arrow") ? OWN_ARROWS : OWN_PAGES);
}

// After the listeners of the page, whose keys are used up then; in a frame the keys are those of the deck around it.
window.addEventListener("keydown", (event) => {
  const wish = wishOf(event.key);
  if (!wish || event.defaultPrevented || isCommand(event) || (event.shiftKey && wish !== "help")) return;
  if (window.parent !== window && !document.fullscreenElement) return;
  const dark = document.querySelector(".map-blank");
  if (dark) dark.remove();
  else if (isElsewhere(event) || acts[wish]?.() === false) return;
  event.preventDefault();
});
