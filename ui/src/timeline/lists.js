/* The lists beside a day's map: built as the server builds them, text as text. */
import { mapsvc } from "../api.js";
import { config } from "./config.js";

/**
 * @typedef {object} Row
 * @property {string} id
 * @property {{id: string}} symbol
 * @property {string} name
 * @property {string} [lang]
 * @property {string} [detail]
 * @property {string} [detail_lang]
 * @property {string} [href]
 */

/** @typedef {{id: string, title: string, features: Row[]}} Group */

/** @param {string} id */
function sign(id) {
  const held = document.querySelector("template#signs");
  const found =
    held instanceof HTMLTemplateElement &&
    held.content.querySelector("[data-sign='" + CSS.escape(id) + "'] > svg");
  return found ? found.cloneNode(true) : mapsvc.el("span");
}

/** @param {Group[]} groups */
export function showGroups(groups) {
  const box = document.querySelector("[data-groups]");
  if (!box) return;
  const sections = groups
    .filter((group) => group.features.length)
    .map((group) => {
      const section = mapsvc.el("section", "feature-group");
      section.dataset.layer = group.id;
      const rows = mapsvc.el("ol", "feature-list");
      rows.append(...group.features.map(rowOf));
      section.append(mapsvc.el("h3", "", group.title), rows);
      return section;
    });
  box.replaceChildren(...(sections.length ? sections : [mapsvc.el("p", "quiet", config.words.nothing)]));
}

/** @param {Row} feature */
function rowOf(feature) {
  const row = mapsvc.el("li");
  row.dataset.feature = feature.id;
  const button = mapsvc.buttonEl("feature-row");
  const symbol = mapsvc.el("span", "feature-symbol");
  symbol.append(sign(feature.symbol.id));
  const text = mapsvc.el("span", "feature-text");
  text.append(mapsvc.el("span", "feature-name", feature.name, feature.lang));
  if (feature.detail)
    text.append(" ", mapsvc.el("span", "feature-detail", feature.detail, feature.detail_lang));
  button.append(symbol, text);
  row.append(button);
  if (feature.href) {
    const more = mapsvc.el("a", "feature-more");
    more.href = feature.href;
    more.setAttribute("aria-label", feature.name + ": " + config.words.more);
    const arrow = mapsvc.el("span", "", "→");
    arrow.setAttribute("aria-hidden", "true");
    more.append(arrow);
    row.append(more);
  }
  return row;
}

/** @param {{symbol: {id: string}, covers: string, label: string, lang?: string}[]} entries */
export function showLegend(entries) {
  const rows = entries.map((entry) => {
    const item = mapsvc.el("li");
    Object.assign(item.dataset, { symbol: entry.symbol.id, covers: entry.covers });
    item.append(sign(entry.symbol.id), " ", mapsvc.el("span", "", entry.label, entry.lang));
    return item;
  });
  document.querySelector(".map-legend ul")?.replaceChildren(...rows);
}

/** @param {{text: string, href?: string}[]} entries */
export function showCredits(entries) {
  const parts = entries.flatMap(({ text, href }, i) => {
    const node = href ? mapsvc.el("a", "", text) : mapsvc.el("span", "", text);
    if (href) node.setAttribute("href", href);
    return i ? [" · ", node] : [node];
  });
  document.querySelector(".map-credits")?.replaceChildren(...parts);
}
