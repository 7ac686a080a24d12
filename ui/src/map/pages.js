/* From one page with a map to its neighbour: by its address, or, where the map fills the screen, in its place. */
import { showAddress } from "./dom.js";
import { featuresOf, maps, of } from "./state.js";
import { fitExtent } from "./view.js";

/** What a page says beside its map. */
const PARTS = [".map-title", ".map-legend", ".map-credits", ".atlas-text", ".atlas-head"];

/** @param {string} href */
export function turnPage(href) {
  if (!document.fullscreenElement) location.assign(href);
  else takePlace(href).catch(() => location.assign(href));
}

/**
 * Leaving a page leaves the full screen: so the neighbour comes into this one.
 * @param {string} href
 */
async function takePlace(href) {
  const page = await loadPage(href);
  const data = page.querySelector("script[data-map]")?.textContent;
  const day = page.querySelector("figure[data-day]")?.getAttribute("data-day");
  if (!data || !day) throw new Error(href);
  takeWords(page);
  showAddress(href);
  const [map] = maps();
  const payload = JSON.parse(data);
  map.closePopup();
  of(map).setDay?.(day);
  fitExtent(map, payload.extent, false);
  await featuresOf(map).replace(payload);
}

/**
 * The document of an address of our own, loaded as the browser itself would load it; none of its scripts runs.
 * @param {string} href
 * @returns {Promise<Document>}
 */
function loadPage(href) {
  return new Promise((resolve, reject) => {
    const asked = new XMLHttpRequest();
    asked.open("GET", href);
    asked.responseType = "document";
    asked.onload = () =>
      asked.status === 200 && asked.response ? resolve(asked.response) : reject(new Error(href));
    asked.onerror = () => reject(new Error(href));
    asked.send();
  });
}

/** @param {Document} page */
function takeWords(page) {
  document.querySelector("aside.map-notes")?.remove();
  for (const part of [...PARTS, "a[data-share]"]) {
    const other = page.querySelector(part);
    if (other) document.querySelector(part)?.replaceWith(document.adoptNode(other));
  }
  const { dataset } = document.body;
  for (const name of ["prev", "next", "first", "last"]) delete dataset[name];
  Object.assign(dataset, page.body.dataset);
  document.title = page.title;
}
