/* What a pop-up says: the rows of a feature, where to read more, and what else lies at the same spot. */
import { buttonEl, el } from "../map/dom.js";
import { word } from "../map/words.js";

const MOST = 8;

/** @param {Item} item */
export function content(item) {
  const body = el("div", "popup-body");
  body.tabIndex = -1;
  body.setAttribute("role", "group");
  body.setAttribute("aria-label", item.p.name);
  body.appendChild(el("p", "popup-title", item.p.name, item.p.lang));
  if (item.p.rows && item.p.rows.length) {
    const list = el("dl", "popup-rows");
    for (const [term, text, lang] of item.p.rows) list.append(el("dt", "", term), el("dd", "", text, lang));
    body.appendChild(list);
  }
  if (item.p.href && new URL(item.p.href, location.href).href !== location.href.split("#")[0]) {
    const link = el("a", "popup-more", word("more"));
    link.href = item.p.href;
    const line = el("p", "popup-foot");
    line.appendChild(link);
    body.appendChild(line);
  }
  return body;
}

/**
 * What else lies at this spot: each a button that opens it, so that nothing is hidden by what is on top.
 * @param {import("./pointing.js").Pointing} pointing
 * @param {Item} item
 * @param {HTMLElement} body
 * @param {L.LatLng} at
 */
export function nameOthers(pointing, item, body, at) {
  const said = new Set([item.p.name]);
  const others = pointing.itemsAt(at).filter((other) => !said.has(other.p.name) && said.add(other.p.name));
  if (!others.length) return;
  const part = el("div", "popup-others");
  part.appendChild(el("p", "popup-others-title", word("also_here")));
  const list = part.appendChild(el("ul"));
  for (const other of others.slice(0, MOST)) {
    const button = buttonEl("popup-other", other.p.name, other.p.lang);
    button.addEventListener("click", (event) => {
      event.stopPropagation();
      pointing.pin(other, { latlng: at, focus: true, back: pointing.back });
    });
    list.appendChild(el("li")).appendChild(button);
  }
  body.appendChild(part);
}

/**
 * What Leaflet leaves out: the name of the button, and a way to scroll by keyboard.
 * @param {L.Popup} popup
 */
export function finish(popup) {
  const frame = popup.getElement();
  frame?.querySelector(".leaflet-popup-close-button")?.setAttribute("aria-label", word("close"));
  const body = frame?.querySelector(".popup-body");
  const scrolled = frame?.querySelector(".leaflet-popup-scrolled");
  body?.setAttribute("tabindex", scrolled ? "0" : "-1");
}
