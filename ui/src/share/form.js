/* One form of sharing: its text, what can be done with it, and how it will look. */
import { buttonEl, el } from "../map/dom.js";
import { isoOf, numberOf, textOf } from "../pure/calendar.js";

/** @typedef {import("./dialog.js").Share} Share */

const MINUTE_MS = 60000;

/**
 * The server may know itself by another name than the reader's browser; the day of access only the browser knows.
 * @param {ShareData} data
 * @param {ShareForm} form
 */
export function textOfForm({ origin, accessed }, form) {
  const now = new Date();
  const local = new Date(now.getTime() - now.getTimezoneOffset() * MINUTE_MS).toISOString().slice(0, 10);
  const today = numberOf(local) || 0;
  return (form.text || "")
    .replaceAll(origin, location.origin)
    .replaceAll(accessed.words, textOf(today, accessed.calendar))
    .replaceAll(accessed.iso, isoOf(today));
}

/**
 * @param {Share} share
 * @param {ShareForm} form
 */
export function formNodes(share, form) {
  const { words } = share.data;
  /** @type {HTMLElement[]} */
  const nodes = [el("h3", "", form.title)];
  if (form.hint) nodes.push(el("p", "share-hint", form.hint));
  if (form.text) nodes.push(area(share.data, form));
  nodes.push(actions(share, form));
  const shown = preview(share.data, form);
  if (shown) nodes.push(shown);
  nodes.push(el("p", "share-keys", words.keys));
  return nodes;
}

/**
 * @param {ShareData} data
 * @param {ShareForm} form
 */
function area(data, form) {
  const box = el("textarea", "share-text");
  box.readOnly = true;
  box.spellcheck = false;
  box.value = textOfForm(data, form);
  box.rows = Math.min(9, Math.max(2, box.value.split("\n").length + Math.floor(box.value.length / 90)));
  box.setAttribute("aria-label", form.title);
  box.addEventListener("focus", () => box.select());
  return box;
}

/**
 * @param {Share} share
 * @param {ShareForm} form
 */
function actions(share, form) {
  const { words, origin } = share.data;
  const row = el("p", "share-actions");
  if (form.text) {
    const copy = buttonEl("button", words.copy);
    copy.addEventListener("click", () => share.take());
    row.append(copy);
  }
  if (form.file) {
    const link = el("a", "button", words.download);
    link.href = form.href.replace(origin, location.origin);
    link.download = form.file;
    row.append(link);
  }
  return row;
}

/**
 * @param {ShareData} data
 * @param {ShareForm} form
 */
function preview({ words, origin }, form) {
  const { kind, src, size } = form.preview;
  if (kind === "none") return null;
  const box = el("figure", "share-preview");
  box.append(el("figcaption", "", words.preview));
  if (kind === "frame") {
    const frame = el("iframe", "share-frame share-frame-" + size);
    frame.title = words.preview + ": " + form.title;
    frame.setAttribute("sandbox", "allow-scripts");
    frame.src = src;
    box.append(frame);
  } else if (kind === "picture") {
    const image = el("img", form.id === "qr" ? "share-qr" : "share-picture");
    image.alt = words.preview + ": " + form.title;
    image.src = src;
    box.append(image);
    // No heading over nothing while it is made.
    box.hidden = true;
    image.addEventListener("load", () => void (box.hidden = false));
    image.addEventListener("error", () => box.remove());
  } else {
    const text = el("pre", "share-json");
    text.tabIndex = 0;
    box.append(text);
    fetch(src.replace(origin, location.origin))
      .then((answer) => answer.json())
      .then(
        (json) => {
          text.textContent = JSON.stringify(json, null, 2);
        },
        () => box.remove(),
      );
  }
  return box;
}
