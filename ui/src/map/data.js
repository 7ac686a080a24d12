/* Data: what travels inside the page, what is asked for, and what a frozen site gives by script. */
import { isSharedLines, shapesOfLines } from "../pure/lines.js";
import { jsonOfDataUri, near, packOf, whole } from "../pure/packs.js";
import { el } from "./dom.js";

/** A frozen site has no service, and on a stick no origin: its data come as scripts from this folder. */
const root = document.documentElement.dataset.frozen;

/** @type {Map<string, any>} */
const held = new Map();

/**
 * JSON that stands in a script element of the page; an empty object if there is none.
 * @param {string} id
 * @returns {any}
 */
export function pageJson(id) {
  if (!held.has(id)) {
    const node = document.getElementById(id);
    const json = node ? JSON.parse(node.textContent || "") : {};
    held.set(id, Object.hasOwn(json, "$") ? whole(json.$, json.parts) : json);
  }
  return held.get(id);
}

/**
 * A page that carries files has no others: can this one be had?
 * @param {string} url
 */
export function reachable(url) {
  const inline = pageJson("mapsvc-inline");
  return Object.keys(inline).length === 0 || Object.hasOwn(inline, url);
}

/**
 * @param {string} url
 * @returns {Promise<any>}
 */
async function loadJson(url) {
  const inline = pageJson("mapsvc-inline");
  if (Object.hasOwn(inline, url)) {
    const carried = inline[url];
    if (typeof carried === "string") return jsonOfDataUri(carried);
    if (isSharedLines(carried)) return shapesOfLines(carried);
    return Object.hasOwn(carried, "$") ? whole(carried.$, inline["carried:/parts.json"]) : carried;
  }
  if (root !== undefined) return packOf(url) === url ? loadScript(url) : unpacked(url);
  const answer = await fetch(url, { credentials: "same-origin" });
  if (!answer.ok) throw new Error(url + ": " + answer.status);
  return answer.json();
}

/** @param {string} url */
const place = (url) => (root !== undefined && url.startsWith("/") ? root + url.slice(1) : url);

/**
 * Where a picture is: in the page, in the frozen site, or at its address.
 * @param {string} url
 * @returns {string}
 */
export function addressOf(url) {
  const inline = pageJson("mapsvc-inline");
  return Object.hasOwn(inline, url) ? inline[url] : place(url);
}

/** @type {Map<unknown, (data: any) => void>} who waits for a script */
const expected = new Map();

/**
 * Called by a script of data: whoever put the script into the page has asked for it.
 * @param {string} _url
 * @param {any} data
 */
export function give(_url, data) {
  const hand = expected.get(document.currentScript);
  if (hand) hand(near(data, root));
}

/** @param {string} url */
async function unpacked(url) {
  const { documents, parts } = await load(packOf(url));
  if (!Object.hasOwn(documents, url)) throw new Error(url);
  return whole(documents[url], parts);
}

/**
 * @param {string} url
 * @returns {Promise<any>}
 */
function loadScript(url) {
  return new Promise((resolve, reject) => {
    const node = el("script");
    expected.set(node, resolve);
    node.onerror = () => reject(new Error(url));
    node.src = place(url) + ".js";
    document.head.append(node);
  });
}

/**
 * @param {string} url
 * @returns {Promise<HTMLImageElement>}
 */
export function loadImage(url) {
  return new Promise((resolve, reject) => {
    const image = new Image();
    image.decoding = "async";
    image.onload = () => resolve(image);
    image.onerror = () => reject(new Error(url));
    image.src = addressOf(url);
  });
}

/** @type {Map<string, Promise<any>>} */
const loads = new Map();

/**
 * Load JSON once. A one-file page carries it in #mapsvc-inline.
 * @param {string} url
 * @returns {Promise<any>}
 */
export function load(url) {
  const before = loads.get(url);
  if (before) return before;
  const promise = loadJson(url);
  loads.set(url, promise);
  promise.catch(() => loads.delete(url));
  return promise;
}
