/* The inset: a second, still map of what is small on the first. */
import { mapsvc } from "../api.js";
import { config } from "./config.js";

/** @typedef {NonNullable<import("./config.js").CompareConfig["inset"]>} InsetConfig */

const WIDE = "(min-width: 700px)";
const STILL = {
  keyboard: false,
  dragging: false,
  scrollWheelZoom: false,
  doubleClickZoom: false,
  boxZoom: false,
  touchZoom: false,
  tapHold: false,
};

class Corner extends L.Control {
  /** @param {HTMLElement} box */
  constructor(box) {
    super({ position: "bottomleft" });
    this.box = box;
  }

  /** @override */
  onAdd() {
    return this.box;
  }
}

/**
 * @param {L.Map} main
 * @param {InsetConfig} inset
 */
function insetBox(main, inset) {
  const box = mapsvc.el("div", "inset");
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", inset.label);
  const canvas = mapsvc.el("div", "inset-map");
  const go = mapsvc.buttonEl("inset-go", inset.label);
  go.title = config.words.inset_go;
  go.setAttribute("aria-label", inset.label + ": " + config.words.inset_go);
  go.addEventListener("click", () => mapsvc.fitExtent(main, inset.extent, !mapsvc.calm()));
  box.append(canvas, go);
  L.DomEvent.disableClickPropagation(box);
  L.DomEvent.disableScrollPropagation(box);
  if (window.matchMedia(WIDE).matches) new Corner(box).addTo(main);
  else main.getContainer().closest(".map-stage")?.after(box);
  return canvas;
}

/**
 * @param {L.Map} main
 * @param {InsetConfig} inset
 */
export function buildInset(main, inset) {
  const canvas = insetBox(main, inset);
  const map = L.map(canvas, {
    ...STILL,
    zoomControl: false,
    attributionControl: false,
    zoomSnap: 0.25,
    center: [0, 0],
    zoom: 5,
    fadeAnimation: false,
  });
  canvas.removeAttribute("tabindex");
  canvas.setAttribute("aria-hidden", "true"); // the text beside the map says what it shows
  mapsvc.basemap(map, inset.basemap);
  /** @param {Item} item */
  const pin = (item) => mapsvc.featuresOf(main).pin(item, {});
  const features = mapsvc.features(map, { data: config.data, list: false, pin });
  for (const item of features.items) {
    if (!item.world.lines && !item.layer.startsWith("lines")) continue;
    // A stretch that both borders share is named once, on the map itself.
    item.p = { ...item.p, label: item.p.joint ? null : item.p.label };
  }
  const [west, south, east, north] = inset.extent;
  map.fitBounds(
    [
      [south, west],
      [north, east],
    ],
    { animate: false },
  );
  main.on("mapsvc:mark", (/** @type {any} */ { hovered, pinned }) => {
    Object.assign(mapsvc.of(map), { hovered, pinned });
    if (features.drawing._bounds) features.drawing.draw();
  });
  frameOn(main, inset.extent);
}

/**
 * Where the inset lies on the main map.
 * @param {L.Map} main
 * @param {Extent} extent
 */
function frameOn(main, [west, south, east, north]) {
  const pane = "mapsvc-frame";
  mapsvc.pane(main, pane, 440);
  L.rectangle(
    [
      [south, west],
      [north, east],
    ],
    {
      pane,
      renderer: L.svg({ pane }),
      interactive: false,
      fill: false,
      color: "#1f2b33",
      weight: 1.5,
      className: "inset-frame",
    },
  ).addTo(main);
}
