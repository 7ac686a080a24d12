/* The key of a map names what it shows now, a handful at once and the rest by a click. */
import table from "../../../templates/static/style.json" with { type: "json" };
import { buttonEl, el } from "../map/dom.js";
import { word } from "../map/words.js";
import { foldRows } from "../pure/key.js";
import { spotOf } from "./item.js";
import { sideOf } from "./signs.js";

/** @typedef {import("./features.js").Features} Features */

/**
 * @param {Features} features
 * @param {(item: Item) => boolean} [shown] which items it is to speak of
 */
export function showKey(features, shown = features.shown) {
  const list = features.map.getContainer().closest(".map-figure")?.querySelector(".map-legend ul");
  if (!list) return;
  const view = features.map.getBounds();
  const drawn = features.items.filter(shown);
  const signs = drawn.filter((item) => item.marker && !item.shares);
  const seen = drawn.filter(
    (item) =>
      (!item.bounds || view.intersects(item.bounds) || features.beyond?.tells(item)) &&
      !item.shares &&
      !signs.some((other) => covers(features.map, other, item)),
  );
  const rows = [.../** @type {NodeListOf<HTMLElement>} */ (list.querySelectorAll("li[data-symbol]"))];
  const states = foldRows(
    rows.map((row) => ({
      covers: (row.dataset.covers || "").split(" ").filter(Boolean),
      number: row.querySelector(".key-number") !== null,
    })),
    { drawn: symbolsOf(drawn), seen: symbolsOf(seen) },
    table.key.most,
  );
  rows.forEach((row, i) => {
    row.hidden = states[i] === "hidden";
    row.classList.toggle("is-folded", states[i] === "folded");
  });
  offerRest(list, states.filter((state) => state === "folded").length);
}

/**
 * Does a sign hide another?
 * @param {L.Map} map
 * @param {Item} upper
 * @param {Item} lower
 */
function covers(map, upper, lower) {
  if (upper === lower || !upper.marker || !lower.marker) return false;
  const [over, under] = [upper, lower].map((item) => item.marker?.options.zIndexOffset ?? 0);
  const side = sideOf(upper.symbol);
  if (over < under || sideOf(lower.symbol) > side) return false;
  const [a, b] = [upper, lower].map((item) => map.latLngToLayerPoint(spotOf(item)));
  const across = a.x + (upper.shift || 0) - b.x - (lower.shift || 0);
  return Math.max(Math.abs(across), Math.abs(a.y - b.y)) < table.key.covered * side;
}

/** @param {Item[]} items */
const symbolsOf = (items) => new Set(items.map((item) => item.p.symbol));

/**
 * @param {Element} list
 * @param {number} count
 */
function offerRest(list, count) {
  list.querySelector(".key-more")?.remove();
  if (!count) return;
  const button = buttonEl("", "");
  const tell = () => {
    const open = list.classList.contains("is-open");
    button.textContent = open ? word("key_less") : word("key_more").replace("{n}", String(count));
    button.setAttribute("aria-expanded", String(open));
  };
  button.addEventListener("click", () => {
    list.classList.toggle("is-open");
    tell();
  });
  tell();
  const row = el("li", "key-more");
  row.append(button);
  list.append(row);
}
