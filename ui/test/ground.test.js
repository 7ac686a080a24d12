import assert from "node:assert/strict";
import test from "node:test";
import {
  changesBetween,
  dayStamp,
  groundWords,
  nameOf,
  reachesBeyond,
  readRailways,
  yearOf,
} from "../src/pure/ground-names.js";
import { cover, homeOf, keyOf, TileIndex } from "../src/pure/tile-index.js";

const point = (properties, lng = 10) => ({ properties, geometry: { type: "Point", coordinates: [lng, 50] } });

test("years of dates, before the year 1 too", () => {
  assert.equal(yearOf("1804-05", 0), 1804);
  assert.equal(yearOf("-0400", 0), -400);
  assert.equal(yearOf("soon", 7), 7);
  assert.equal(yearOf(undefined, Infinity), Infinity);
});

test("a place bears the name of the year, and none where it bears none", () => {
  const oslo = {
    name: "Oslo",
    rank: 1,
    since: "1048",
    spans: [{ from: "1624", to: "1924", name: "Christiania" }],
  };
  assert.equal(nameOf(oslo, 17000701), "Christiania");
  assert.equal(nameOf(oslo, 19250101), "Oslo");
  assert.equal(nameOf(oslo, 9000701), "");
});

test("a name changes on the day, and nothing is written anew on the others", () => {
  const town = { name: "Petrovsk", rank: 1, spans: [{ from: "1921-05", name: "Makhachkala" }] };
  const [before, march, may] = ["1920-01-01", "1921-03-16", "1921-05-01"].map(dayStamp);
  assert.equal(nameOf(town, march), "Petrovsk");
  assert.equal(nameOf(town, may), "Makhachkala");
  const json = { features: [point(town)] };
  assert.equal(changesBetween(json, before, march), false);
  assert.equal(changesBetween(json, march, may), true);
  assert.equal(changesBetween(json, may, march), true);
  const ended = { name: "Now", rank: 1, spans: [{ to: "-0400-06", name: "Then" }] };
  assert.equal(nameOf(ended, dayStamp("-0400-06-30")), "Then");
  assert.equal(nameOf(ended, dayStamp("-0400-07-01")), "Now");
});

test("words of the ground stand on the round of the world that is seen", () => {
  const json = { features: [point({ kind: "town", name: "A", rank: 5 }, -175), point({ kind: "sea", name: "B", rank: 1, size: "l" })] }; // prettier-ignore
  const [town, sea] = groundWords(json, 18000701, 180);
  assert.deepEqual([town.style, town.tier, town.dot, town.spot], ["town-3", 2, true, [185, 50]]);
  assert.deepEqual([sea.style, sea.tier, sea.priority, sea.centre], ["water-l", 3, 1, true]);
});

test("only railways that run in the year, with what they span", () => {
  const line = (opened, closed, coordinates) => ({
    properties: { name: "", rank: 1, opened, closed },
    geometry: { type: "LineString", coordinates },
  });
  const json = {
    features: [line("1830", undefined, [[-90, 0], [0, 0]]), line("1830", "1850", [[0, 0], [90, 0]])], // prettier-ignore
  };
  assert.equal(readRailways(json, 1849).lines.length, 2);
  const { lines, span } = readRailways(json, 1850);
  assert.equal(lines.length, 1);
  assert.deepEqual(span, [0.25, 0.5]);
  assert.equal(readRailways(json, 1829).lines.length, 0);
});

test("a view that mostly lies beyond what is named wants the world's names", () => {
  assert.equal(reachesBeyond([0, 0, 10, 10], undefined), true);
  assert.equal(reachesBeyond([0, 0, 10, 10], [-5, -5, 20, 20]), false);
  assert.equal(reachesBeyond([0, 0, 10, 10], [0, 0, 7, 10]), true);
  assert.equal(reachesBeyond([0, 0, 10, 10], [0, 0, 8, 10]), false);
  assert.equal(reachesBeyond([0, 0, 10, 10], [20, 20, 30, 30]), true);
});

const level = (z, from, to, more = {}) => ({ z, x: [from, to], y: [0, 2 ** z - 1], ...more });
const MANIFEST = {
  parts: [
    { sea: ["2/0/0"], zooms: [level(2, 0, 3, { accuracy_km: 1 }), level(3, 4, 5, { accuracy_km: 0.1 })], relief: [level(2, 0, 3)] },
    { sea: [], zooms: [level(1, 0, 1, { accuracy_km: 9 })], relief: [level(1, 0, 1)] },
  ],
}; // prettier-ignore

test("the deepest tile that there is stands in for one that is not", () => {
  const index = new TileIndex(MANIFEST, () => true);
  assert.deepEqual([index.min, index.max, index.none], [1, 3, false]);
  assert.deepEqual(index.nearest(3, 4, 2), { z: 3, x: 4, y: 2 });
  assert.deepEqual(index.nearest(3, 7, 2), { z: 2, x: 3, y: 1 });
  const empty = new TileIndex(MANIFEST, ({ z }) => z === 1);
  assert.deepEqual(empty.nearest(3, 7, 2), { z: 1, x: 1, y: 0 });
});

test("a sea is a sea in its finer tiles too, and needs no file", () => {
  const index = new TileIndex(MANIFEST, () => false);
  assert.equal(index.allSea({ z: 2, x: 0, y: 0 }), true);
  assert.equal(index.allSea({ z: 2, x: 1, y: 0 }), false);
  assert.equal(index.exists({ z: 2, x: 0, y: 0 }), true);
  assert.equal(index.exists({ z: 2, x: 1, y: 0 }), false);
});

test("how far the finest coast at a point may be out", () => {
  const index = new TileIndex(MANIFEST, () => true);
  assert.equal(index.accuracyKm(10, 10), 0.1);
  assert.equal(index.accuracyKm(10, -100), 1);
  assert.equal(new TileIndex({}, () => true).accuracyKm(10, 10), 0);
});

test("relief comes from the finest tile that has it, and the sea has none", () => {
  const index = new TileIndex(MANIFEST, () => true);
  assert.deepEqual(
    index.reliefOf({ z: 3, x: 4, y: 2 }, 3, () => true),
    { z: 2, x: 2, y: 1 },
  );
  assert.deepEqual(
    index.reliefOf({ z: 3, x: 4, y: 2 }, 3, ({ z }) => z === 1),
    { z: 1, x: 1, y: 0 },
  );
  assert.equal(
    index.reliefOf({ z: 2, x: 0, y: 0 }, 2, () => true),
    null,
  );
});

test("tiles go on round the world, and end at the poles", () => {
  assert.equal(homeOf(2, -1), 3);
  assert.equal(keyOf({ z: 2, x: 5, y: 1 }), "2/1/1");
  const tiles = cover(1, 100, [-50, -500, 150, 500], (z, x, y) => ({ z, x, y }));
  assert.deepEqual(
    tiles.map(({ x, y }) => [x, y]),
    [[-1, 0], [0, 0], [1, 0], [-1, 1], [0, 1], [1, 1]], // prettier-ignore
  );
});
