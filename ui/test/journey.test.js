import assert from "node:assert/strict";
import { besideWay } from "../src/pure/beside.js";
import test from "node:test";
import { advance, beginningOf, calmBegin, fill, reportAt, spanOf, walk } from "../src/pure/clock.js";
import { Track } from "../src/pure/track.js";

const stop = (n, km, day) => ({ feature: "s" + n, name: "Stop " + n, when: "", n, km, day });
const ONE = {
  id: "one",
  title: "One",
  stops: [stop(1, 0, 0), stop(2, 100, 2), stop(3, 300, 6)],
  legs: ["a", "b"],
  near: [0, 0, 100, 100, 150, 200, 300],
  far: [0, 60, 100, 100, 200, 280, 300],
  runs: [
    [0, "before", "b"],
    [1, "moving", "m"],
    [6, "after", "a"],
  ],
  reports: [[3, "seen"]],
};
const TWO = { ...ONE, id: "two", stops: [stop(1, 0, 4), stop(2, 50, 9)], legs: ["a"] };
const line = (id, ...coordinates) => ({ id, geometry: { type: "LineString", coordinates } });
const LEGS = { a: line("a", [0, 0], [1, 0]), b: line("b", [1, 0], [1, 1], [2, 1]) };
const track = new Track(ONE, (id) => LEGS[id]);

test("kilometres become places along the legs", () => {
  assert.deepEqual(track.lngLat(0), [0, 0]);
  assert.deepEqual(track.lngLat(50), [0.5, 0]);
  assert.deepEqual(track.lngLat(300), [2, 1]);
  const [lng, lat] = track.lngLat(200);
  assert.ok(lng === 1 && lat > 0.95 && lat <= 1, "half of the second leg is its corner, nearly");
});

test("a moment between two days lies between their kilometres", () => {
  assert.deepEqual(track.reach(1.5), [50, 80]);
  assert.deepEqual(track.reach(-3), [0, 0]);
  assert.deepEqual(track.reach(99), [300, 300]);
});

test("legs that were made are whole, the one under way is a part", () => {
  const parts = track.parts(0, 200);
  assert.deepEqual(
    parts.map(({ item, whole }) => [item.id, whole]),
    [["a", true], ["b", false]], // prettier-ignore
  );
  assert.deepEqual(parts[0].points, [[0, 0], [1, 0]]); // prettier-ignore
  assert.deepEqual(track.parts(150, 150), []);
});

test("where one rests, and which stop is behind", () => {
  assert.equal(track.rests(2.5), true);
  assert.equal(track.rests(4), false);
  assert.equal(track.passed(1), 1);
  assert.equal(track.passed(4), 2);
  assert.equal(track.runAt(3)[1], "moving");
});

test("a step leads from stop to stop, and over the end to the next account", () => {
  const now = { index: 0, step: 2, passed: 2, rests: true };
  assert.deepEqual(walk([ONE, TWO], now, 1), { index: 0, step: 3 });
  assert.deepEqual(walk([ONE, TWO], { ...now, step: 3 }, 1), { index: 1, step: 1 });
  assert.deepEqual(walk([ONE, TWO], { ...now, index: 1, step: 1 }, -1), { index: 0, step: 3 });
  assert.deepEqual(walk([ONE, TWO], { ...now, step: 1 }, -1), { index: 0, step: 1 });
});

test("on the way, a step back leads to the stop that was left, at rest to the one before", () => {
  const way = { index: 0, step: null, passed: 2, rests: false };
  assert.deepEqual(walk([ONE], way, -1), { index: 0, step: 2 });
  assert.deepEqual(walk([ONE], { ...way, rests: true }, -1), { index: 0, step: 1 });
  assert.deepEqual(walk([ONE], way, 1), { index: 0, step: 3 });
});

test("the hand goes evenly, does not leap, and stops at the end", () => {
  assert.ok(Math.abs(advance(0, [0, 6], 50, 30) - 0.01) < 1e-9);
  assert.equal(advance(0, [0, 6], 5000, 30), advance(0, [0, 6], 100, 30));
  assert.equal(advance(5.999, [0, 6], 100, 30), 6);
});

test("the span holds all accounts", () => assert.deepEqual(spanOf([ONE, TWO]), [0, 9]));

test("without motion one begins at the first stop, or goes on", () => {
  assert.equal(calmBegin(ONE, { t: 0, step: 1, passed: 1 }), 1);
  assert.equal(calmBegin(ONE, { t: 2, step: 2, passed: 2 }), 3);
  assert.equal(calmBegin(ONE, { t: 6, step: 3, passed: 3 }), 1);
  assert.equal(calmBegin(ONE, { t: 4, step: null, passed: 2 }), 3);
});

test("a report is told about its day", () => {
  assert.equal(reportAt(ONE, 4.1), "seen");
  assert.equal(reportAt(ONE, 4.3), null);
});

test("places of a text are filled; unknown ones stay", () => {
  assert.equal(fill("{n} of {count} {x}", { n: 1, count: 3 }), "1 of 3 {x}");
});

test("a frozen journey begins as its address says", () => {
  const journey = { first: "1804-05-14", days: 6, variants: [ONE, TWO], at: { variant: "one" } };
  const begins = (query) => beginningOf(journey, new URLSearchParams(query));
  assert.equal(begins(""), null);
  assert.equal(begins("stop=1"), null);
  assert.deepEqual(begins("stop=3"), { variant: "one", stop: 3, offset: 6 });
  assert.deepEqual(begins("variant=two"), { variant: "two", stop: 1, offset: 4 });
  assert.deepEqual(begins("at=1804-05-17"), { variant: "one", stop: null, offset: 3 });
  assert.deepEqual(begins("at=1804-05-17&stop=2"), { variant: "one", stop: 2, offset: 3 });
  assert.equal(begins("at=1899-01-01"), null);
  assert.equal(begins("stop=99&variant=none"), null);
});

test("a badge stands beside the way, off it and off its stops", () => {
  const way = Array.from({ length: 9 }, (_, i) => ({ x: 100 + i * 20, y: 100 }));
  const stops = [way[0], way[8], { x: 180, y: 60 }];
  const half = { x: 40, y: 13 };
  const found = besideWay(way, stops, { half, away: 52, room: 26 });
  for (const at of [...way, ...stops]) {
    const inside = Math.abs(at.x - found.x) < half.x + 10 && Math.abs(at.y - found.y) < half.y + 10;
    assert.ok(!inside, JSON.stringify(found));
  }
  assert.ok(way.includes(found.from));
});
