/** The shapes on the map: drawn, pointed at, and changed by hand. */
import { meetings } from "../../pure/snapping.js";
import {
  editsBetween,
  keyOf,
  rounded,
  runsOf,
  settled,
  unrolled,
  withVertexOn,
} from "../../pure/vertices.js";
import { config } from "./config.js";
import { decimalsOf, titleOf, valueOf } from "./shapes.js";

/**
 * @typedef {import("./types.js").Shape} Shape
 * @typedef {import("./types.js").Change} Change
 * @typedef {import("../../pure/vertices.js").Drawn} Drawn
 */

/** What is held within so many pixels; with Alt nothing is. */
export const SNAP_PX = 12;
/** Of longer shapes only the vertices near the pointer have a handle. */
const MANY = 150;
const DASHES = { attested: undefined, inferred: "9 6", uncertain: "2 6" };
const COLOURS = { point: "#173065", line: "#8a2432", area: "#6b4f1d" };

export class Layers {
  /**
   * @param {L.Map} map
   * @param {import("./shapes.js").Shapes} shapes
   * @param {{pick: (shape: Shape) => void, isDrawing: () => boolean, reshape: (shape: Shape, geometry: Drawn) => void}} acts
   */
  constructor(map, shapes, acts) {
    this.map = map;
    this.shapes = shapes;
    this.acts = acts;
    this.group = L.layerGroup().addTo(map);
    this.halo = L.layerGroup().addTo(map);
    /** @type {Map<Shape, L.Path>} */
    this.drawn = new Map();
    /** @type {Shape | null} */
    this.inHand = null;
    this.dragging = false;
  }

  /** @param {Shape[]} visible @param {Shape | null} inHand */
  show(visible, inHand) {
    this.put(null);
    this.group.clearLayers();
    this.drawn.clear();
    const order = { area: 0, line: 1, point: 2 };
    const sorted = visible.toSorted((a, b) => order[a.form.drawn] - order[b.form.drawn]);
    for (const shape of sorted) {
      const layer = this.layerOf(shape);
      if (!layer) continue;
      layer.on("click", (event) => {
        // While something is drawn a click sets its vertex, on whatever it falls.
        if (this.acts.isDrawing()) return;
        L.DomEvent.stop(event);
        this.acts.pick(shape);
      });
      const tip = document.createElement("span");
      tip.textContent = titleOf(shape);
      layer.bindTooltip(tip, { sticky: true, opacity: 0.95 });
      this.group.addLayer(layer);
      this.drawn.set(shape, layer);
    }
    this.put(inHand);
  }

  /** @param {Shape} shape @returns {L.Path | null} */
  layerOf(shape) {
    const { geometry, feature } = shape;
    if (!geometry) return null;
    const style = styleOf(shape);
    if (geometry.type === "Point") {
      const at = latLng(geometry.coordinates);
      const radius = Number(feature.properties.radius_km);
      if (radius > 0) {
        const disc = L.circle(at, { ...style, radius: radius * 1000, dashArray: "3 6",
          weight: 1,
          fillOpacity: 0.06, pmIgnore: true, snapIgnore: true, interactive: false }); // prettier-ignore
        this.group.addLayer(disc);
      }
      return L.circleMarker(at, { ...style, radius: 6, fillOpacity: 0.9 });
    }
    const latLngs = nested(geometry);
    return /Polygon$/.test(geometry.type) ? L.polygon(latLngs, style) : L.polyline(latLngs, style);
  }

  /** Take a shape into the hand; nothing puts it down. @param {Shape | null} shape */
  put(shape) {
    const before = this.inHand && this.drawn.get(this.inHand);
    if (before) {
      before.pm.disable();
      before.off("pm:edit pm:markerdragstart pm:markerdragend");
      if (this.inHand) before.setStyle(styleOf(this.inHand));
    }
    this.inHand = shape && this.drawn.has(shape) ? shape : null;
    const layer = shape && this.drawn.get(shape);
    if (!shape || !layer) return;
    layer.setStyle({ weight: 5, color: "#0b57a4" });
    layer.bringToFront();
    if (shape.locked) return;
    this.handles(shape, layer);
  }

  /** @param {Shape} shape @param {L.Path} layer */
  handles(shape, layer) {
    const many = runsOf(shape.geometry).reduce((sum, { run }) => sum + run.length, 0) > MANY;
    layer.pm.enable({
      snappable: true,
      snapDistance: SNAP_PX,
      allowSelfIntersection: true,
      resizeableCircleMarker: false,
      preventMarkerRemoval: false,
      ...(many && { limitMarkersToCount: 40 }),
    });
    const settle = () => {
      if (this.dragging || this.inHand !== shape) return;
      const now = this.geometryOf(shape, layer);
      if (now) this.acts.reshape(shape, now);
    };
    layer.on("pm:markerdragstart", () => {
      this.dragging = true;
    });
    layer.on("pm:markerdragend", () => {
      this.dragging = false;
      queueMicrotask(settle);
    });
    layer.on("pm:edit", () => queueMicrotask(settle));
  }

  /**
   * The geometry that a layer has now, as a file has it.
   * @param {Shape} shape
   * @param {L.Path} layer
   * @returns {Drawn | null}
   */
  geometryOf(shape, layer) {
    const { geometry } = shape;
    if (!geometry) return null;
    const decimals = decimalsOf(shape);
    const known = this.known(shape);
    if (layer instanceof L.CircleMarker) {
      const [coordinates] = settled([lngLat(layer.getLatLng())], known, decimals);
      return keyOf(coordinates) === keyOf(geometry.coordinates) ? null : { type: "Point", coordinates };
    }
    const ring = /Polygon$/.test(geometry.type);
    /** @param {any} part @returns {any} */
    const walk = (part) => {
      if (part.length && !(part[0] instanceof L.LatLng)) return part.map(walk);
      const run = settled(part.map(lngLat), known, decimals);
      return ring ? [...run, run[0]] : run;
    };
    const latLngs = /** @type {L.Polyline} */ (layer).getLatLngs();
    const now = { type: geometry.type, coordinates: walk(latLngs) };
    return JSON.stringify(now.coordinates) === JSON.stringify(geometry.coordinates) ? null : now;
  }

  /** Vertices that keep their numbers: its own, and those of all it may be held by. @param {Shape | null} shape @returns {LngLat[]} */
  known(shape) {
    const others = [...this.drawn.keys()].filter((other) => other !== shape);
    return [...(shape ? [shape] : []), ...others].flatMap(({ geometry }) =>
      runsOf(geometry).flatMap(({ run }) => run),
    );
  }

  /**
   * The changes of others on whose edges new vertices came to lie: they meet there.
   * @param {LngLat[]} vertices
   * @param {string} group
   * @param {number} decimals
   * @param {Set<Shape>} taken those that change anyway
   * @returns {Change[]}
   */
  met(vertices, group, decimals, taken) {
    const reach = 0.8 * 10 ** -decimals;
    return [...this.drawn.keys()].flatMap((other) => {
      const { geometry } = other;
      if (other.group !== group || other.locked || taken.has(other) || !geometry || geometry.type === "Point")
        return [];
      const now = meetings(vertices, geometry, reach).reduce(
        (shape, { vertex, between }) => withVertexOn(shape, between, vertex),
        geometry,
      );
      return now === geometry ? [] : [valueOf(other, now)];
    });
  }

  /** Show one vertex of the shape in hand. @param {LngLat | null} at */
  point(at) {
    this.halo.clearLayers();
    if (!at) return;
    const ring = { className: "draw-halo", radius: 11, color: "#0b57a4", weight: 3, fill: false };
    this.halo.addLayer(
      L.circleMarker(latLng(at), { ...ring, pmIgnore: true, snapIgnore: true, interactive: false }),
    );
    if (!this.map.getBounds().contains(latLng(at))) this.map.panTo(latLng(at));
  }

  /** @param {Shape} shape */
  look(shape) {
    const layer = this.drawn.get(shape);
    if (!layer) return;
    if (layer instanceof L.CircleMarker) {
      if (!this.map.getBounds().pad(-0.1).contains(layer.getLatLng()))
        this.map.panTo(layer.getLatLng(), { animate: false });
      return;
    }
    const box = /** @type {L.Polyline} */ (layer).getBounds();
    if (box.isValid()) this.map.fitBounds(box, { padding: [40, 40], animate: false, maxZoom: 11 });
  }
}

/** New vertices of a shape that was changed. @param {Drawn | null} before @param {Drawn} after @returns {LngLat[]} */
export function newVertices(before, after) {
  if (!before) return runsOf(after).flatMap(({ run }) => run);
  return editsBetween(before, after).flatMap(({ to }) => (to ? [to] : []));
}

/** @param {LngLat} at @returns {L.LatLng} */
export const latLng = ([lng, lat]) => L.latLng(lat, lng);

/** @param {L.LatLng} at @returns {LngLat} */
export const lngLat = ({ lng, lat }) => rounded([lng, lat], 12);

/** @param {Drawn} geometry @returns {any} */
function nested({ type, coordinates }) {
  const ring = /Polygon$/.test(type);
  /** @param {any} part @returns {any} */
  const walk = (part) => {
    if (typeof part[0]?.[0] !== "number") return part.map(walk);
    return unrolled(ring ? part.slice(0, -1) : part).map(latLng);
  };
  return walk(coordinates);
}

/** @param {Shape} shape @returns {L.PathOptions} */
function styleOf({ feature, form, locked }) {
  const { polity, certainty } = feature.properties;
  const colour = config.colours[polity] || COLOURS[form.drawn];
  return {
    color: colour,
    fillColor: colour,
    weight: form.drawn === "line" ? 3 : 2,
    opacity: locked ? 0.6 : 1,
    fillOpacity: form.drawn === "area" ? 0.15 : 1,
    dashArray: form.drawn === "line" ? DASHES[/** @type {"inferred"} */ (certainty)] : undefined,
  };
}
