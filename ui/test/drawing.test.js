import assert from "node:assert/strict";
import test from "node:test";
import { readPosition, writePosition } from "../src/pure/degrees.js";
import { following, withoutStop } from "../src/pure/journeys.js";
import { holdNear, meetings } from "../src/pure/snapping.js";
import { freeId, idOf, joined, split, turned } from "../src/pure/stretches.js";
import {
  decimalsFor,
  editsBetween,
  homeLng,
  isSame,
  keyOf,
  rounded,
  runsOf,
  settled,
  sharedEdits,
  unrolled,
} from "../src/pure/vertices.js";

const line = (...coordinates) => ({ type: "LineString", coordinates });
const area = (...ring) => ({ type: "Polygon", coordinates: [[...ring, ring[0]]] });
const shape = (geometry, group = "ground", locked = false) => ({ geometry, group, locked });

const WEST = area([0, 0], [2, 0], [2, 1], [2, 2], [0, 2]);
const EAST = area([2, 2], [2, 1], [2, 0], [4, 0], [4, 2]);

test("a vertex that two areas share moves in both, and in a line along them", () => {
  const [west, east, along, far] = [WEST, EAST, line([2, 0], [2, 1], [2, 2]), line([9, 9], [8, 8])].map((g) =>
    shape(g),
  );
  const moved = area([0, 0], [2, 0], [2.3, 1.1], [2, 2], [0, 2]);
  const edits = editsBetween(west.geometry, moved);
  assert.deepEqual(edits, [{ from: [2, 1], to: [2.3, 1.1], between: [] }]);
  const others = sharedEdits([west, east, along, far], west, edits);
  assert.deepEqual([...others.keys()], [east, along]);
  assert.deepEqual(others.get(east), area([2, 2], [2.3, 1.1], [2, 0], [4, 0], [4, 2]));
  assert.deepEqual(others.get(along), line([2, 0], [2.3, 1.1], [2, 2]));
});

test("the vertex that closes a ring is one with its first", () => {
  const moved = area([2.5, 2], [2, 1], [2, 0], [4, 0], [4, 2]);
  const edits = editsBetween(EAST, moved);
  assert.equal(edits.length, 1);
  const [west] = [shape(WEST)];
  const found = sharedEdits([west], shape(EAST), edits).get(west);
  assert.deepEqual(found.coordinates[0][3], [2.5, 2]);
  const closed = sharedEdits([shape(EAST)], shape(WEST), edits)
    .values()
    .next().value;
  assert.deepEqual(closed.coordinates[0].at(-1), closed.coordinates[0][0]);
});

test("what is locked, or of another journey, stays", () => {
  const self = shape(WEST);
  const edits = editsBetween(WEST, area([0, 0], [2, 0], [3, 1], [2, 2], [0, 2]));
  assert.equal(sharedEdits([shape(EAST, "ground", true), shape(EAST, "routes/a")], self, edits).size, 0);
});

test("a vertex put on a shared edge, or taken from it, is so in both, whichever way round they run", () => {
  const wider = area([0, 0], [2, 0], [2.1, 0.5], [2, 1], [2, 2], [0, 2]);
  const put = editsBetween(WEST, wider);
  assert.deepEqual(put, [{ to: [2.1, 0.5], between: [[2, 0], [2, 1]] }]); // prettier-ignore
  const east = shape(EAST);
  const grown = sharedEdits([east], shape(WEST), put).get(east);
  assert.deepEqual(grown, area([2, 2], [2, 1], [2.1, 0.5], [2, 0], [4, 0], [4, 2]));
  const back = sharedEdits([shape(grown)], shape(wider), editsBetween(wider, WEST));
  assert.deepEqual([...back.values()], [EAST]);
});

test("a vertex between the last and the first of a ring is found too", () => {
  const put = editsBetween(WEST, area([0, 0], [2, 0], [2, 1], [2, 2], [0, 2], [-1, 1]));
  assert.deepEqual(put, [{ to: [-1, 1], between: [[0, 2], [0, 0]] }]); // prettier-ignore
});

test("a shape is not left with too few vertices", () => {
  const three = area([0, 0], [2, 0], [2, 1]);
  const [kept] = [shape(three)];
  const edits = [{ from: [2, 1], between: [[2, 0], [0, 0]] }]; // prettier-ignore
  assert.equal(sharedEdits([kept], shape(WEST), edits).size, 0);
});

test("coordinates have a tenth of what is known, and what stood there keeps its numbers", () => {
  assert.deepEqual([100, 15, 10, 5, 1, 0.1, 0].map(decimalsFor), [2, 2, 3, 3, 4, 5, 5]);
  assert.deepEqual(rounded([42.123456, -41.987654], 2), [42.12, -41.99]);
  const run = settled([[1.23456, 2], [3.33333, 4.44444]], [[1.23456, 2]], 2); // prettier-ignore
  assert.deepEqual(run, [[1.23456, 2], [3.33, 4.44]]); // prettier-ignore
});

test("over the 180th meridian a line has no seam, and files have their own longitudes", () => {
  const run = [[179, 0], [-179.5, 1], [178, 2]]; // prettier-ignore
  assert.deepEqual(unrolled(run), [[179, 0], [180.5, 1], [178, 2]]); // prettier-ignore
  assert.equal(homeLng(180.5), -179.5);
  assert.deepEqual(settled([[180.5, 1]], run, 3), [[-179.5, 1]]); // prettier-ignore
  assert.ok(isSame([180, 3], [-180, 3]));
  assert.notEqual(keyOf([1, 2]), keyOf([2, 1]));
});

test("a line is parted at a vertex, not at an end, and joined again either way round", () => {
  const whole = line([0, 0], [1, 0], [2, 0], [3, 1]);
  const [one, other] = split(whole, 1);
  assert.deepEqual([one, other], [line([0, 0], [1, 0]), line([1, 0], [2, 0], [3, 1])]);
  assert.equal(split(whole, 0), null);
  assert.equal(split(whole, 3), null);
  assert.equal(split(WEST, 1), null);
  assert.deepEqual(joined(one, other), whole);
  assert.deepEqual(joined(one, turned(other)), whole);
  assert.deepEqual(joined(other, one), whole);
  assert.equal(joined(one, line([7, 7], [8, 8])), null);
});

test("a vertex near another takes its place, else that of an edge; neither beyond reach", () => {
  assert.deepEqual(holdNear([2.04, 1.01], [WEST, EAST], 0.1), { at: [2, 1] });
  const onEdge = holdNear([2.04, 0.5], [WEST], 0.1);
  assert.deepEqual(onEdge, { at: [2, 0.5], edge: [[2, 0], [2, 1]] }); // prettier-ignore
  assert.equal(holdNear([2.5, 0.5], [WEST], 0.1), null);
  assert.deepEqual(holdNear([2.02, 1.04], [line([2, 0.9], [2, 3]), WEST], 0.1), { at: [2, 1] });
});

test("at 60 degrees north half as many degrees of longitude are as far", () => {
  const north = line([10, 60], [10, 61]);
  assert.ok(holdNear([10.15, 60], [north], 0.1));
  assert.equal(holdNear([10.15, 0], [line([10, 0], [10, 1])], 0.1), null);
});

test("a neighbour takes a vertex where another came to lie on its edge", () => {
  const met = meetings([[2, 0.5], [2, 1], [3, 3]], EAST, 1e-6); // prettier-ignore
  assert.deepEqual(met, [{ vertex: [2, 0.5], between: [[2, 1], [2, 0]] }]); // prettier-ignore
});

test("positions are read as people type them, and nothing else is", () => {
  const same = ["41.5, 42.25", "41.5 42.25", "41°30'N 42°15'E", "41 30 N, 42 15 E", "N41°30′ E42°15′", "42.25E 41.5N", "41,5; 42,25", "41° 30′ 0″ N 42° 15′ 0″ E"]; // prettier-ignore
  for (const text of same) assert.deepEqual(readPosition(text), [42.25, 41.5], text);
  assert.deepEqual(readPosition("-33.9, -18,5"), [-18.5, -33.9]);
  assert.deepEqual(readPosition("33°54′S 18°25′30″W"), [-18.425, -33.9]);
  assert.deepEqual(readPosition("-33.9, -18.5"), [-18.5, -33.9]);
  for (const text of ["", "Kars", "41", "95, 10", "41 75 N, 42 E", "41N 42N", "1 2 3 4 5"])
    assert.equal(readPosition(text), null, text);
  assert.deepEqual(readPosition(writePosition([42.25, 41.5])), [42.25, 41.5]);
});

test("an id is made of a title, and none is given twice", () => {
  assert.equal(idOf("  L’armistice d’Érzurum, 1918 "), "larmistice-derzurum-1918");
  assert.equal(idOf("Iğdır ı Gəncə"), "igdir-i-gence");
  assert.equal(idOf("Граница 1878 года"), "granitsa-1878-goda");
  assert.equal(idOf("—"), "");
  assert.equal(freeId("a", ["a", "a-2"]), "a-3");
  assert.equal(freeId("b", ["a"]), "b");
});

test("what is walked: runs of every kind of geometry", () => {
  const multi = { type: "MultiPolygon", coordinates: [WEST.coordinates, EAST.coordinates] };
  assert.equal(runsOf(multi).length, 2);
  assert.deepEqual(runsOf({ type: "Point", coordinates: [1, 2] }), [{ run: [[1, 2]], ring: false }]); // prettier-ignore
  assert.deepEqual(runsOf(null), []);
});

const STOPS = [{ title: { en: "A" } }, { title: { en: "B" } }, { title: { en: "C" } }];

test("points in a row become stops with legs between them, and go on where a journey ended", () => {
  const wanted = { variant: "main", at: [[1, 1], [2, 2], [3, 3]], stop: STOPS, leg: { mode: "rail" } }; // prettier-ignore
  const made = following([], wanted);
  assert.deepEqual(
    made.map(({ id, properties }) => [id, properties.n]),
    [["main-stop-1", 1], ["main-leg-1", 1], ["main-stop-2", 2], ["main-leg-2", 2], ["main-stop-3", 3]], // prettier-ignore
  );
  assert.deepEqual(made[3].geometry.coordinates, [[2, 2], [3, 3]]); // prettier-ignore
  const more = following(made, { ...wanted, at: [[3, 3], [4, 4]], stop: STOPS }); // prettier-ignore
  assert.deepEqual(
    more.map(({ id }) => id),
    ["main-leg-3", "main-stop-4"],
  );
  assert.equal(more[1].properties.title.en, "B");
});

test("a stop that goes leaves one leg in place of two, and those after it count on", () => {
  const at = [[1, 1], [2, 2], [3, 3]]; // prettier-ignore
  const made = following([], { variant: "main", at, stop: STOPS, leg: { mode: "rail" } });
  const after = new Map(made.map((one) => [one.id, one]));
  for (const { id, value } of withoutStop(made, "main-stop-2"))
    value ? after.set(id, value) : after.delete(id);
  const left = [...after.values()];
  assert.deepEqual(left.map(({ id, properties }) => [id, properties.n]), [["main-stop-1", 1], ["main-leg-1", 1], ["main-stop-3", 2]]); // prettier-ignore
  assert.deepEqual(left[1].geometry.coordinates, at);
  assert.deepEqual(
    withoutStop(made, "main-stop-3").map(({ id, value }) => [id, value]),
    [["main-stop-3", null], ["main-leg-2", null]], // prettier-ignore
  );
  assert.deepEqual(withoutStop(made, "lost"), []);
});
