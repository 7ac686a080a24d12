/* The text list beside a map drives it, and is lit with it. */
import { debounce } from "../map/dom.js";

const WAIT_MS = 180;

/**
 * Link the rows of the page with the features that they name.
 * @param {import("./features.js").Features} features
 */
export function linkList(features) {
  /** @type {Map<string, Element>} */
  const rows = new Map();
  for (const row of document.querySelectorAll("[data-feature]:not(.map-label)")) {
    const item = features.byId.get(row.getAttribute("data-feature") || "");
    const button = row.querySelector("button");
    if (item && button) {
      rows.set(item.id, row);
      linkRow(features, item, row, button);
    }
  }
  return rows;
}

/**
 * @param {import("./features.js").Features} features
 * @param {Item} item
 * @param {Element} row
 * @param {HTMLElement} button
 */
function linkRow(features, item, row, button) {
  const bring = debounce(WAIT_MS, () => {
    if (features.state.hovered === item.id) features.bringIntoView(item);
  });
  const enter = () => {
    features.hover(item);
    bring();
  };
  const leave = () => features.hover(null);
  row.addEventListener("mouseenter", enter);
  row.addEventListener("mouseleave", leave);
  button.addEventListener("focus", enter);
  button.addEventListener("blur", leave);
  button.addEventListener("click", (event) => {
    const byKey = event.detail === 0;
    features.bringIntoView(item);
    features.pin(item, { focus: byKey, back: byKey ? button : null });
  });
}
