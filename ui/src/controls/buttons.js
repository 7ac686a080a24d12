/* The buttons of a map: zoom, start view, full screen, projector style. */
import { buttonEl, calm, el, icon } from "../map/dom.js";
import { of } from "../map/state.js";
import { fitExtent } from "../map/view.js";
import { word } from "../map/words.js";

const ICONS = {
  zoom_in: "M10 3.5v13M3.5 10h13",
  zoom_out: "M3.5 10h13",
  home: "M3 10.2 10 4l7 6.2M5.2 8.8V16h9.6V8.8",
  fullscreen: "M3.5 7.5v-4h4M16.5 7.5v-4h-4M3.5 12.5v4h4M16.5 12.5v4h-4",
  projector: "M3 4h14v9H3zM10 13v3.5M6.5 17h7",
};
const PROJECTOR = "mapsvc-projector";

/**
 * @param {keyof typeof ICONS} name
 * @param {() => void} run
 */
function button(name, run) {
  const node = buttonEl("map-button map-button-" + name.replace("_", "-"));
  const words = word(name);
  node.title = words;
  node.setAttribute("aria-label", words);
  node.appendChild(
    icon("0 0 20 20", 20, {
      d: ICONS[name],
      fill: "none",
      stroke: "currentColor",
      "stroke-width": 2,
      "stroke-linecap": "round",
      "stroke-linejoin": "round",
    }),
  );
  node.addEventListener("click", run);
  return node;
}

/** A bar of buttons at the left of the map. */
export class Bar extends L.Control {
  /** @param {HTMLElement[]} buttons */
  constructor(buttons) {
    super({ position: "topleft" });
    this.buttons = buttons;
  }

  /** @override */
  onAdd() {
    const bar = el("div", "map-bar leaflet-bar");
    bar.append(...this.buttons);
    L.DomEvent.disableClickPropagation(bar);
    L.DomEvent.disableScrollPropagation(bar);
    return bar;
  }
}

/**
 * What the tab remembers. The window's name lives as long as the tab and is there at once; the first look into
 * sessionStorage can hold a page up for a fifth of a second, and is refused in sandboxed frames.
 */
const memory = {
  /** @param {string} name */
  holds: (name) => window.name.split(" ").includes(name),
  /**
   * @param {string} name
   * @param {boolean} on
   */
  keep(name, on) {
    const rest = window.name.split(" ").filter((other) => other && other !== name);
    window.name = (on ? [...rest, name] : rest).join(" ");
  },
};

/** @param {L.Map} map */
export function zoomButtons(map) {
  const plus = button("zoom_in", () => map.zoomIn(1));
  const minus = button("zoom_out", () => map.zoomOut(1));
  const sync = () => {
    plus.setAttribute("aria-disabled", String(map.getZoom() >= map.getMaxZoom()));
    minus.setAttribute("aria-disabled", String(map.getZoom() <= map.getMinZoom()));
  };
  map.on("zoomend", sync);
  sync();
  return [plus, minus];
}

/**
 * @param {L.Map} map
 * @param {Extent} extent
 */
export function homeButton(map, extent) {
  return button("home", () => {
    map.closePopup();
    // A map that shows one thing after another has the view of the present one.
    fitExtent(map, of(map).features?.payload.extent || extent, !calm());
  });
}

/** @param {L.Map} map */
export function fullscreenButton(map) {
  const figure = map.getContainer().closest(".map-figure, .embed") || map.getContainer();
  const node = button("fullscreen", () => {
    if (document.fullscreenElement) document.exitFullscreen();
    else figure.requestFullscreen().catch(() => {});
  });
  document.addEventListener("fullscreenchange", () => {
    const on = document.fullscreenElement === figure;
    const words = word(on ? "fullscreen_exit" : "fullscreen");
    node.title = words;
    node.setAttribute("aria-label", words);
    node.setAttribute("aria-pressed", String(on));
    map.invalidateSize({ animate: false });
  });
  return node;
}

/** @param {L.Map} map */
export function projectorButton(map) {
  const root = document.documentElement;
  /** @param {boolean} on */
  const show = (on) => {
    root.classList.toggle("projector", on);
    node.setAttribute("aria-pressed", String(on));
  };
  const node = button("projector", () => {
    const on = !root.classList.contains("projector");
    show(on);
    memory.keep(PROJECTOR, on);
    map.invalidateSize({ animate: false });
    const { features, labels } = of(map);
    features?.redraw();
    labels?.later();
  });
  show(root.classList.contains("projector") || memory.holds(PROJECTOR));
  return node;
}
