/* What stands on the ground besides land and water: railways and names, each in its time. */
(function () {
  "use strict";

  const mapsvc = window.mapsvc;
  const BEYOND = 0.75; // so much of a view must have names of its own; else those of the world come too

  /** Year of an EDTF date, before the year 1 too. */
  function yearOf(edtf, fallback) {
    const found = /^\s*(-?)Y?(\d{4,})/.exec(edtf || "");
    return found ? Number(found[1] + found[2]) : fallback;
  }

  function project01(lng, lat) {
    const sin = Math.sin((Math.max(-85.0511, Math.min(85.0511, lat)) * Math.PI) / 180);
    return [(lng + 180) / 360, 0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)];
  }
  mapsvc.project01 = project01;

  /** Lines in world units; `span` is from the westernmost to the easternmost. */
  function readRailways(json, year) {
    const lines = [];
    let [west, east] = [Infinity, -Infinity];
    for (const feature of json.features) {
      const p = feature.properties;
      if (!feature.geometry || yearOf(p.opened, -Infinity) > year || yearOf(p.closed, Infinity) <= year) continue;
      const parts = feature.geometry.type === "LineString" ? [feature.geometry.coordinates] : feature.geometry.coordinates;
      for (const part of parts) {
        lines.push(part.flatMap(([lng, lat]) => project01(lng, lat)));
        for (const [lng] of part) {
          if (lng < west) west = lng;
          if (lng > east) east = lng;
        }
      }
    }
    return Object.assign(lines, { span: [project01(west, 0)[0], project01(east, 0)[0]] });
  }

  /** The name that a feature bears in a year; none if it bears none then. */
  function nameOf(properties, year) {
    if (year < yearOf(properties.since, -Infinity) || year > yearOf(properties.until, Infinity)) return "";
    for (const span of properties.spans || []) {
      if (yearOf(span.from, -Infinity) <= year && year <= yearOf(span.to, Infinity)) return span.name;
    }
    return properties.name;
  }

  /** Where a point lies on the round of the world that the map shows. */
  function latLngOf(feature, middle) {
    const [lng, lat] = feature.geometry.coordinates;
    return L.latLng(lat, lng + 360 * Math.round((middle - lng) / 360));
  }

  function townLabel(feature, order, year, middle) {
    const p = feature.properties;
    return {
      text: nameOf(p, year),
      style: "town-" + Math.min(3, p.rank),
      tier: 2, priority: p.rank, order,
      at: latLngOf(feature, middle), dot: true, gap: 5, minzoom: p.minzoom,
    };
  }

  function waterLabel(feature, order, year, middle) {
    const p = feature.properties;
    return {
      text: nameOf(p, year),
      style: (p.kind === "range" ? "range-" : "water-") + (p.size || "m"),
      tier: 3, priority: { l: 1, m: 2, s: 3 }[p.size] || 2, order,
      at: latLngOf(feature, middle), centre: true, angle: ((p.angle_deg || 0) * Math.PI) / 180,
      minzoom: p.minzoom, maxzoom: p.maxzoom,
    };
  }

  function groundLabels(json, year, middle) {
    return json.features
      .map((feature, order) => (feature.properties.kind === "town" ? townLabel : waterLabel)(feature, order, year, middle))
      .filter((label) => label.text);
  }

  /** Whether so much of the view lies beyond a box that what is known only of the box leaves it empty. */
  function reachesBeyond(map, box) {
    if (!box) return true;
    const bounds = map.getBounds();
    const shown = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
    const across = Math.min(shown[2], box[2]) - Math.max(shown[0], box[0]);
    const upright = Math.min(shown[3], box[3]) - Math.max(shown[1], box[1]);
    return across <= 0 || upright <= 0 || across * upright < BEYOND * (shown[2] - shown[0]) * (shown[3] - shown[1]);
  }

  mapsvc.ground = { ...mapsvc.ground, readRailways, groundLabels, reachesBeyond };
})();
