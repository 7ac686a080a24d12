/* Geometry that is drawn from: features in world units, and the paths of their lines in pixels. */
(function () {
  "use strict";

  const mapsvc = window.mapsvc;
  const EARTH_KM = 6371.0088;

  // ---- geometry in world units 0..1, once per feature ----------------------------------------
  function worldLine(coordinates) {
    const flat = new Float64Array(coordinates.length * 2);
    coordinates.forEach(([lng, lat], i) => {
      const [x, y] = mapsvc.project01(lng, lat);
      flat[2 * i] = x;
      flat[2 * i + 1] = y;
    });
    return flat;
  }

  /** A true circle on the globe, which the map shows a little taller than wide. */
  function worldDisc([lng, lat], radiusKm) {
    const ring = [];
    const d = radiusKm / EARTH_KM;
    const phi = (lat * Math.PI) / 180;
    for (let i = 0; i < 72; i += 1) {
      const bearing = (i * Math.PI) / 36;
      const phi2 = Math.asin(Math.sin(phi) * Math.cos(d) + Math.cos(phi) * Math.sin(d) * Math.cos(bearing));
      const step = Math.atan2(Math.sin(bearing) * Math.sin(d) * Math.cos(phi), Math.cos(d) - Math.sin(phi) * Math.sin(phi2));
      ring.push([lng + (step * 180) / Math.PI, (phi2 * 180) / Math.PI]);
    }
    return worldLine(ring);
  }

  /** Parts of a geometry: {lines}, {rings per polygon} or {points}, in world units; `span` is from west to east. */
  mapsvc.worldParts = function (geometry, radiusKm) {
    const parts = partsOf(geometry, radiusKm);
    const flats = [...(parts.lines || []), ...(parts.polygons || []).map((rings) => rings[0]), ...(parts.discs || [])];
    let [west, east] = [Infinity, -Infinity];
    for (const flat of flats) {
      for (let i = 0; i < flat.length; i += 2) {
        if (flat[i] < west) west = flat[i];
        if (flat[i] > east) east = flat[i];
      }
    }
    if (west <= east) parts.span = [west, east];
    return parts;
  };

  function partsOf(geometry, radiusKm) {
    const c = geometry.coordinates;
    switch (geometry.type) {
      case "Point": return { points: [c], discs: radiusKm ? [worldDisc(c, radiusKm)] : [] };
      case "MultiPoint": return { points: c, discs: radiusKm ? c.map((p) => worldDisc(p, radiusKm)) : [] };
      case "LineString": return { lines: [worldLine(c)] };
      case "MultiLineString": return { lines: c.map(worldLine) };
      case "Polygon": return { polygons: [c.map(worldLine)] };
      case "MultiPolygon": return { polygons: c.map((rings) => rings.map(worldLine)) };
      default: return {};
    }
  }

  // ---- runs of pixels: [x0, y0, x1, y1, …] ------------------------------------------------------
  /** Cut the end of the last run, so that an arrow's head stands before the sign it points at. */
  function shorten(runs, by) {
    const run = runs[runs.length - 1].slice();
    let left = by;
    while (run.length >= 4 && left > 0) {
      const n = run.length;
      const dx = run[n - 2] - run[n - 4];
      const dy = run[n - 1] - run[n - 3];
      const long = Math.hypot(dx, dy);
      if (long > left) {
        run[n - 2] -= (dx / long) * left;
        run[n - 1] -= (dy / long) * left;
        left = 0;
      } else {
        run.length = n - 2;
        left -= long;
      }
    }
    return run.length >= 4 ? [...runs.slice(0, -1), run] : runs;
  }

  /** The points of a run at `next` pixels from its beginning, and every `period` after. */
  function stations(run, next, period) {
    const found = [];
    let along = 0;
    for (let i = 2; i < run.length; i += 2) {
      const dx = run[i] - run[i - 2];
      const dy = run[i + 1] - run[i - 1];
      const long = Math.hypot(dx, dy);
      while (long && next <= along + long) {
        found.push([run[i - 2] + (dx * (next - along)) / long, run[i - 1] + (dy * (next - along)) / long]);
        next += period;
      }
      along += long;
    }
    return found;
  }

  /** Points along runs, so far from each other and at least one, in the middle. */
  function spots(runs, period) {
    return runs.flatMap((run) => {
      let whole = 0;
      for (let i = 2; i < run.length; i += 2) whole += Math.hypot(run[i] - run[i - 2], run[i + 1] - run[i - 1]);
      const count = Math.max(1, Math.floor(whole / period));
      return stations(run, whole / (2 * count), whole / count);
    });
  }

  function crossesPath(runs, size, period) {
    const path = new Path2D();
    for (const [x, y] of runs.flatMap((run) => stations(run, period / 2, period))) {
      path.moveTo(x - size, y - size);
      path.lineTo(x + size, y + size);
      path.moveTo(x - size, y + size);
      path.lineTo(x + size, y - size);
    }
    return path;
  }

  function wavePath(runs, height, length) {
    const path = new Path2D();
    for (const run of runs) {
      let along = 0;
      path.moveTo(run[0], run[1]);
      for (let i = 2; i < run.length; i += 2) {
        const dx = run[i] - run[i - 2];
        const dy = run[i + 1] - run[i - 1];
        const long = Math.hypot(dx, dy);
        if (!long) continue;
        for (let s = 2; s < long; s += 2) {
          const swing = Math.sin(((along + s) / length) * 2 * Math.PI) * height;
          path.lineTo(run[i - 2] + (dx * s - dy * swing) / long, run[i - 1] + (dy * s + dx * swing) / long);
        }
        along += long;
      }
      path.lineTo(run[run.length - 2], run[run.length - 1]);
    }
    return path;
  }

  mapsvc.EARTH_KM = EARTH_KM;
  mapsvc.paths = { shorten, spots, crosses: crossesPath, wave: wavePath };
})();
