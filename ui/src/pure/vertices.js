/* The vertices of drawn shapes, and what moves with one: shapes share a vertex when they write it alike. */

/** @typedef {{type: string, coordinates: any}} Drawn a geometry as a file of an atlas has it */
/** @typedef {{between: LngLat[], from?: LngLat, to?: LngLat}} VertexEdit moved from … to; put in (to alone); taken out (from alone) */

const TURN = 360;
const KM_A_DEGREE = 111.32;
/** A line or a ring of fewer vertices is none. */
const LEAST = { line: 2, ring: 3 };

/**
 * A longitude as files have it, within 180 degrees.
 * @param {number} lng
 */
export const homeLng = (lng) =>
  lng >= -180 && lng <= 180 ? lng : lng - TURN * Math.floor((lng + TURN / 2) / TURN);

/**
 * Where two vertices are one.
 * @param {LngLat} at
 */
export const keyOf = ([lng, lat]) =>
  `${+homeLng(lng).toFixed(9)} ${+lat.toFixed(9)}`.replace("-180 ", "180 ");

/** @param {LngLat | undefined} a @param {LngLat | undefined} b */
export const isSame = (a, b) => !!a && !!b && keyOf(a) === keyOf(b);

/**
 * How many decimals a position is worth that is known to so many kilometres: a tenth of it, and no more.
 * @param {number} km
 */
export function decimalsFor(km) {
  if (!(km > 0)) return 5;
  return Math.min(6, Math.max(1, Math.ceil(Math.log10((KM_A_DEGREE * 10) / km) - 1e-9)));
}

/**
 * @param {LngLat} at
 * @param {number} decimals
 * @returns {LngLat}
 */
export const rounded = ([lng, lat], decimals) => [+homeLng(lng).toFixed(decimals), +lat.toFixed(decimals)];

/**
 * The runs of vertices of a geometry; a ring without the vertex that closes it.
 * @param {Drawn | null} geometry
 * @returns {{run: LngLat[], ring: boolean}[]}
 */
export function runsOf(geometry) {
  /** @type {{run: LngLat[], ring: boolean}[]} */
  const found = [];
  if (geometry) mapRuns(geometry, (run, ring) => (found.push({ run, ring }), run));
  return found;
}

/**
 * A geometry whose runs were put through something; the same one if nothing of it became another.
 * @param {Drawn} geometry
 * @param {(run: LngLat[], ring: boolean) => LngLat[]} change
 * @returns {Drawn}
 */
export function mapRuns(geometry, change) {
  const { type, coordinates } = geometry;
  const ring = /Polygon$/.test(type);
  let same = true;
  /** @param {LngLat[]} run */
  const made = (run) => {
    const open = ring ? run.slice(0, -1) : run;
    const now = change(open, ring);
    if (now === open) return run;
    same = false;
    return ring ? [...now, now[0]] : now;
  };
  /** @param {any} part @param {number} depth @returns {any} */
  const walk = (part, depth) =>
    depth ? part.map((/** @type {any} */ inner) => walk(inner, depth - 1)) : made(part);
  if (type === "Point") {
    const [now] = change([coordinates], false);
    return isSame(now, coordinates) ? geometry : { type, coordinates: now };
  }
  const depth = { LineString: 0, MultiPoint: 0, MultiLineString: 1, Polygon: 1, MultiPolygon: 2 }[type];
  if (depth === undefined) return geometry;
  const now = walk(coordinates, depth);
  return same ? geometry : { type, coordinates: now };
}

/**
 * What became of a shape, vertex by vertex; nothing where its parts are others altogether.
 * @param {Drawn} before
 * @param {Drawn} after
 * @returns {VertexEdit[]}
 */
export function editsBetween(before, after) {
  const [old, now] = [runsOf(before), runsOf(after)];
  if (old.length !== now.length) return [];
  return old.flatMap(({ run, ring }, n) => editsOfRun(run, now[n].run, ring));
}

/**
 * @param {LngLat[]} old
 * @param {LngLat[]} now
 * @param {boolean} ring
 * @returns {VertexEdit[]}
 */
function editsOfRun(old, now, ring) {
  const longer = now.length - old.length;
  if (!longer)
    return old.flatMap((from, n) => (isSame(from, now[n]) ? [] : [{ from, to: now[n], between: [] }]));
  if (Math.abs(longer) !== 1) return [];
  const [whole, part] = longer > 0 ? [now, old] : [old, now];
  const first = part.findIndex((vertex, n) => !isSame(vertex, whole[n]));
  const at = first < 0 ? part.length : first;
  const [before, next] = besides(whole, at, ring);
  if (!before || !next) return [];
  const between = [before, next];
  return [longer > 0 ? { to: whole[at], between } : { from: whole[at], between }];
}

/**
 * The vertices before and after another; a ring goes on where it began.
 * @param {LngLat[]} run
 * @param {number} at
 * @param {boolean} ring
 */
const besides = (run, at, ring) => [
  run[at - 1] || (ring ? run[run.length - 1] : undefined),
  run[at + 1] || (ring ? run[0] : undefined),
];

/**
 * The same done to another shape where it has the vertex, or the edge that got one; the shape itself where it has not.
 * @param {Drawn} geometry
 * @param {VertexEdit} edit
 * @returns {Drawn}
 */
export function withEdit(geometry, { from, to, between }) {
  if (from && to)
    return mapRuns(geometry, (run) =>
      run.some((vertex) => isSame(vertex, from))
        ? run.map((vertex) => (isSame(vertex, from) ? to : vertex))
        : run,
    );
  if (to) return withVertexOn(geometry, between, to);
  return mapRuns(geometry, (run, ring) => {
    const at = run.findIndex((vertex) => isSame(vertex, from));
    const least = ring ? LEAST.ring : LEAST.line;
    if (at < 0 || run.length <= least || !isBetween(run, at, between, ring)) return run;
    return run.toSpliced(at, 1);
  });
}

/**
 * @param {LngLat[]} run
 * @param {number} at
 * @param {LngLat[]} between
 * @param {boolean} ring
 */
function isBetween(run, at, [a, b], ring) {
  const [before, next] = besides(run, at, ring);
  return (isSame(before, a) && isSame(next, b)) || (isSame(before, b) && isSame(next, a));
}

/**
 * A shape with a vertex more on the edge between two others, either way round.
 * @param {Drawn} geometry
 * @param {LngLat[]} between
 * @param {LngLat} vertex
 */
export function withVertexOn(geometry, [a, b], vertex) {
  return mapRuns(geometry, (run, ring) => {
    const count = run.length - (ring ? 0 : 1);
    for (let n = 0; n < count; n++) {
      const [one, other] = [run[n], run[(n + 1) % run.length]];
      if ((isSame(one, a) && isSame(other, b)) || (isSame(one, b) && isSame(other, a)))
        return run.toSpliced(n + 1, 0, vertex);
    }
    return run;
  });
}

/**
 * What else becomes another when a shape does: those of its group that share what was changed.
 * @template {{group: string, geometry: Drawn | null, locked?: boolean}} T
 * @param {T[]} shapes
 * @param {T} self
 * @param {VertexEdit[]} edits
 * @returns {Map<T, Drawn>} shapes with their new geometry
 */
export function sharedEdits(shapes, self, edits) {
  /** @type {Map<T, Drawn>} */
  const found = new Map();
  for (const shape of shapes) {
    if (shape === self || shape.group !== self.group || shape.locked || !shape.geometry) continue;
    const now = edits.reduce(withEdit, shape.geometry);
    if (now !== shape.geometry) found.set(shape, now);
  }
  return found;
}

/**
 * A run as a map without a seam draws it: no step is longer than half the world.
 * @param {LngLat[]} run
 * @returns {LngLat[]}
 */
export function unrolled(run) {
  let last = run[0]?.[0] || 0;
  return run.map(([lng, lat]) => {
    last = lng - TURN * Math.round((lng - last) / TURN);
    return [last, lat];
  });
}

/**
 * What a map gives back as a file has it: what was there keeps its very numbers, what is new is rounded.
 * @param {LngLat[]} run
 * @param {Iterable<LngLat>} known vertices that keep their numbers: of the shape as it was, and those that it snaps to
 * @param {number} decimals
 * @returns {LngLat[]}
 */
export function settled(run, known, decimals) {
  const kept = new Map([...known].map((vertex) => [keyOf(vertex), vertex]));
  return run.map((vertex) => kept.get(keyOf(vertex)) || rounded(vertex, decimals));
}
