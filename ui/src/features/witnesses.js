/* Witnesses: who says that a line runs here. A stretch that is opened shows the points of its treaty around it. */
import { load, reachable } from "../map/data.js";
import { buttonEl, el } from "../map/dom.js";

const MOST = 4;
const LONGEST_MS = 1500; // a pop-up waits no longer for its witnesses

/**
 * A point that a treaty names.
 * @typedef {object} Witness
 * @property {string} id
 * @property {number} n
 * @property {LngLat} at
 * @property {string} name
 * @property {string} [names]
 * @property {string} [what]
 * @property {string} [height]
 * @property {string} [certainty]
 */

/** @typedef {{points: Witness[], article?: string, article_lang?: string, basis?: string, basis_lang?: string}} Found */
/** @typedef {{parts: Record<string, Found>, words: Record<string, string>}} Witnesses */

/** @type {Map<string, Witnesses>} */
const held = new Map();
/** @type {Map<string, Promise<unknown>>} */
const asked = new Map();

/**
 * What a stretch rests on is asked for when one points at it. Nothing if it has none, or they are here.
 * @param {Item} item
 */
export function ask(item) {
  const url = item.p.src?.witnesses;
  if (!url || held.has(url) || !item.world.lines || !reachable(url)) return null;
  const before = asked.get(url);
  if (before) return before;
  const here = load(url).then(
    (json) => held.set(url, json),
    () => asked.delete(url),
  );
  const waiting = Promise.race([here, new Promise((resolve) => setTimeout(resolve, LONGEST_MS))]);
  asked.set(url, waiting);
  return waiting;
}

/**
 * The points nearest to a place, in the order of the treaty.
 * @param {Witness[]} points
 * @param {L.LatLng} at
 */
function around(points, at) {
  /** @param {Witness} p */
  const far = (p) => at.distanceTo([p.at[1], p.at[0]]);
  const near = points.slice().sort((p, q) => far(p) - far(q));
  return near.slice(0, MOST).sort((p, q) => p.n - q.n);
}

/**
 * @param {import("./pointing.js").Pointing} pointing
 * @param {Witness} point
 */
function pointRow(pointing, point) {
  const row = el("li", "witness");
  const sign = pointing.features.byId.get(point.id);
  const title = point.n + ". " + point.name;
  const name = sign ? buttonEl("witness-name", title) : el("span", "witness-name", title);
  if (sign) name.addEventListener("click", () => pointing.pin(sign, { focus: true }));
  row.appendChild(name);
  const rest = [point.names, point.what, point.height, point.certainty].filter(Boolean).join(" · ");
  if (rest) row.appendChild(el("span", "witness-more", rest));
  return row;
}

/**
 * Tell in a pop-up who says that its line runs here, if that is known by now.
 * @param {import("./pointing.js").Pointing} pointing
 * @param {Item} item
 * @param {HTMLElement} body
 * @param {L.LatLng} at
 */
export function fill(pointing, item, body, at) {
  const json = held.get(item.p.src?.witnesses || "");
  const found = json && json.parts[item.id];
  if (!found) return;
  const { words } = json;
  const list = body.querySelector(".popup-rows");
  if (list) tellArticle(list, found, words.article);
  const rest = el("dl", "popup-rows"); // what takes long to read comes after the points
  if (list && list.children.length > 2) rest.append(...[...list.children].slice(-2));
  if (found.basis) rest.append(el("dt", "", words.basis), el("dd", "", found.basis, found.basis_lang));
  const foot = body.querySelector(".popup-foot");
  body.insertBefore(pointsBox(pointing, found.points, words, at), foot);
  body.insertBefore(rest, foot);
}

/**
 * The article that speaks of this very stretch takes the place of that of the whole line.
 * @param {Element} list
 * @param {Found} found
 * @param {string} title of the row
 */
function tellArticle(list, found, title) {
  const term = [...list.querySelectorAll("dt")].find((each) => each.textContent === title);
  if (!term || !found.article) return;
  Object.assign(term.nextElementSibling || {}, {
    textContent: found.article,
    lang: found.article_lang || "",
  });
}

/**
 * @param {import("./pointing.js").Pointing} pointing
 * @param {Witness[]} points
 * @param {Record<string, string>} words
 * @param {L.LatLng} at
 */
function pointsBox(pointing, points, words, at) {
  const box = el("div", "witnesses");
  box.appendChild(el("p", "witnesses-title", points.length ? words.points : words.none));
  if (points.length) {
    const rows = el("ol", "");
    rows.append(...around(points, at).map((point) => pointRow(pointing, point)));
    box.appendChild(rows);
  }
  return box;
}
