/* The element of a word on the map: its letters, the dot of a town, the line that leads to it, the ring of a number. */
import { el, svg } from "../map/dom.js";

/** @param {Word} word */
export function elementOf(word) {
  if (word.el) return word.el;
  const tone = word.tone ? " tone-" + word.tone : "";
  const node = el("div", "map-label leaflet-zoom-animated label-" + word.style + tone);
  if (word.feature) node.dataset.feature = word.feature;
  const text = el("span", "map-label-text");
  text.style.setProperty("paint-order", "stroke fill"); // the halo lies under the letters
  node.appendChild(text);
  if (word.dot) node.appendChild(el("i", "town-dot"));
  word.el = node;
  return node;
}

/**
 * Set a word in its place.
 * @param {HTMLElement} node
 * @param {import("../pure/room.js").Found} best
 * @param {XY} anchor
 */
export function setWord(node, { x, y, angle, size, lead, number, short }, anchor) {
  const span = /** @type {HTMLElement} */ (node.querySelector(".map-label-text"));
  const text = size.lines.join("\n");
  if (span.textContent !== text) span.textContent = text;
  node.dataset.label = number ? "number" : lead && !short ? "leader" : "inside"; // as it is measured from without
  span.classList.toggle("map-label-number", Boolean(number));
  node.style.setProperty("--words", String(size.scale));
  const [dx, dy] = [x - anchor.x, y - anchor.y];
  if (number) span.style.cssText += ";width:" + size.width + "px;height:" + size.height + "px";
  else span.style.width = span.style.height = "";
  span.style.transform = angle
    ? shift(dx.toFixed(1), dy.toFixed(1)) + " rotate(" + angle.toFixed(4) + "rad) translate(-50%,-50%)"
    : shift(Math.round(dx - size.width / 2) + (number ? 0 : 2), Math.round(dy - size.height / 2));
  lay(node, lead && cutEnd(lead, short || 0), anchor);
  move(node, anchor);
}

/**
 * A line without the part that a sign covers.
 * @param {[x0: number, y0: number, x1: number, y1: number]} lead
 * @param {number} by
 * @returns {[x0: number, y0: number, x1: number, y1: number]}
 */
function cutEnd([x0, y0, x1, y1], by) {
  const share = Math.min(1, by / (Math.hypot(x1 - x0, y1 - y0) || 1));
  return [x0, y0, x1 + (x0 - x1) * share, y1 + (y0 - y1) * share];
}

/**
 * The line that leads from a word to what it names; none if it needs none.
 * @param {HTMLElement} node
 * @param {Candidate["lead"]} lead
 * @param {XY} anchor
 */
function lay(node, lead, anchor) {
  node.querySelector("svg")?.remove();
  if (!lead) return;
  const [x1, y1, x2, y2] = lead.map((at, i) => (at - (i % 2 ? anchor.y : anchor.x)).toFixed(1));
  const line = { x1, y1, x2, y2 };
  const drawing = svg("svg", { width: 1, height: 1 });
  drawing.append(
    svg("line", { ...line, class: "map-label-under" }),
    svg("line", { ...line, class: "map-label-leader" }),
    svg("circle", { cx: x2, cy: y2, r: 2 }),
  );
  node.prepend(drawing);
}

/**
 * @param {string | number} x
 * @param {string | number} y
 */
const shift = (x, y) => "translate(" + x + "px," + y + "px)";

/**
 * Whole pixels keep letters sharp; a flat transform keeps fifty words on one layer.
 * @param {HTMLElement} node
 * @param {XY} at
 */
export function move(node, at) {
  node.style.transform = shift(Math.round(at.x), Math.round(at.y));
}
