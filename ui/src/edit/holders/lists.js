/** What stands in the lists: a link, what is said beside it, whether it needs a look. */
import { el } from "../../map/dom.js";

/**
 * @param {string} hash
 * @param {string} title
 * @param {string} more
 * @param {boolean} current
 * @param {string} amiss
 */
export function link(hash, title, more, current, amiss) {
  const row = el("li");
  const node = el("a", "", title);
  node.href = `#${encodeURI(hash)}`;
  if (current) node.setAttribute("aria-current", "true");
  row.append(node, el("span", "quiet", more));
  if (amiss) row.append(el("span", "edit-fault", amiss));
  return row;
}

/** @param {string} colour */
export function swatch(colour) {
  const node = el("span", "holders-swatch");
  node.setAttribute("aria-hidden", "true");
  if (colour) node.style.background = colour;
  return node;
}
