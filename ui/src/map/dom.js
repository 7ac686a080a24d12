/* Small help with the page: text only ever goes in as text. */

const SVG = "http://www.w3.org/2000/svg";

/**
 * An element with words; `lang` where they are in another language than the page's.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} name
 * @param {string} [className]
 * @param {string | null} [text]
 * @param {string} [lang]
 * @returns {HTMLElementTagNameMap[K]}
 */
export function el(name, className, text, lang) {
  const node = document.createElement(name);
  if (className) node.className = className;
  if (text !== undefined && text !== null) node.textContent = text;
  if (lang) Object.assign(node, { lang, dir: "auto" });
  return node;
}

/**
 * A button that sends no form.
 * @param {string} className
 * @param {string | null} [text]
 * @param {string} [lang]
 */
export function buttonEl(className, text, lang) {
  const node = el("button", className, text, lang);
  node.type = "button";
  return node;
}

/**
 * @template {keyof SVGElementTagNameMap} K
 * @param {K} name
 * @param {Record<string, string | number>} [attributes]
 * @returns {SVGElementTagNameMap[K]}
 */
export function svg(name, attributes = {}) {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, String(value));
  return node;
}

/**
 * A picture that says nothing to who cannot see it: one path in a square.
 * @param {string} viewBox
 * @param {number} side in pixels
 * @param {Record<string, string | number>} path
 */
export function icon(viewBox, side, path) {
  const picture = svg("svg", {
    viewBox,
    width: side,
    height: side,
    "aria-hidden": "true",
    focusable: "false",
  });
  picture.appendChild(svg("path", path));
  return picture;
}

/**
 * The element that has to be there.
 * @param {string} selector
 * @param {ParentNode} [within]
 * @returns {HTMLElement}
 */
export function find(selector, within = document) {
  const node = within.querySelector(selector);
  if (!(node instanceof HTMLElement)) throw new Error(selector);
  return node;
}

/**
 * @param {string} selector
 * @param {ParentNode} [within]
 * @returns {HTMLElement[]}
 */
export const findAll = (selector, within = document) =>
  [...within.querySelectorAll(selector)].filter((node) => node instanceof HTMLElement);

/** Does somebody ask for little motion? */
export const calm = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

export const inProjector = () => document.documentElement.classList.contains("projector");

/**
 * Run once what is asked for again and again, a while after the last time.
 * @template {any[]} A
 * @param {number} wait in milliseconds
 * @param {(...args: A) => void} run
 * @returns {(...args: A) => void}
 */
export function debounce(wait, run) {
  let timer = 0;
  return (...args) => {
    clearTimeout(timer);
    timer = window.setTimeout(() => run(...args), wait);
  };
}

/**
 * Does a key belong to the browser or the system?
 * @param {KeyboardEvent} event
 */
export const isCommand = (event) => event.altKey || event.ctrlKey || event.metaKey;

/**
 * Is a click meant for another window or the like?
 * @param {MouseEvent} event
 */
const isModified = (event) => event.ctrlKey || event.metaKey || event.shiftKey || event.button > 0;

/**
 * Act on a plain click on a link instead of following it.
 * @param {HTMLElement} link
 * @param {(event: MouseEvent) => void} act
 */
export function onPlainClick(link, act) {
  link.addEventListener("click", (event) => {
    if (isModified(event)) return;
    event.preventDefault();
    act(event);
  });
}

/**
 * Put the page under another address.
 * @param {string} href
 */
export function showAddress(href) {
  try {
    history.replaceState(null, "", href);
  } catch {
    /* a frame without an origin, or a file, keeps its address */
  }
}
