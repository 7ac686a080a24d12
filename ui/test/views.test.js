import assert from "node:assert/strict";
import test from "node:test";
import { sideOf, stillMode, weightOf } from "../src/pure/difference.js";
import { flightOf } from "../src/pure/flight.js";
import { momentOf, nextDay, stepTo } from "../src/pure/moments.js";

const MOMENTS = [0, 10, 25];

test("a day has the picture of the last moment before it", () => {
  assert.deepEqual(
    [0, 9, 10, 24, 25, 99].map((day) => momentOf(MOMENTS, day)),
    [0, 0, 1, 1, 2, 2],
  );
});

test("buttons lead to days and to moments", () => {
  assert.equal(stepTo("back", 12, MOMENTS, 40), 11);
  assert.equal(stepTo("on", 12, MOMENTS, 40), 13);
  assert.equal(stepTo("moment-back", 12, MOMENTS, 40), 10);
  assert.equal(stepTo("moment-back", 10, MOMENTS, 40), 0);
  assert.equal(stepTo("moment-on", 12, MOMENTS, 40), 25);
  assert.equal(stepTo("moment-on", 30, MOMENTS, 40), 40);
});

test("days play one by one, in long periods in larger steps, and never over a change", () => {
  assert.equal(nextDay(3, MOMENTS, 40, false), 4);
  assert.equal(nextDay(40, MOMENTS, 40, false), undefined);
  assert.equal(nextDay(0, [0, 15, 30000], 70000, false), 10);
  assert.equal(nextDay(10, [0, 15, 30000], 70000, false), 15);
  assert.equal(nextDay(3, MOMENTS, 40, true), 10);
  assert.equal(nextDay(30, MOMENTS, 40, true), undefined);
});

test("sides are told by the layer", () => {
  assert.deepEqual(
    ["lines-a", "areas-b", "pieces", "alpha"].map((layer) => sideOf({ layer })),
    ["a", "b", "", ""],
  );
});

test("lines are found before changes, and changes before grounds", () => {
  const weights = [{ layer: "areas-a", world: {} }, { layer: "pieces", world: {} }, { layer: "lines-a", world: { lines: [] } }].map(weightOf); // prettier-ignore
  assert.deepEqual(weights, [0, 1, 2]);
});

test("a map without a handle shows the overlay of a swipe", () => {
  assert.deepEqual(["swipe", "overlay", "difference"].map(stillMode), ["overlay", "overlay", "difference"]);
});

test("a flight takes longer the further it goes, within bounds", () => {
  assert.equal(flightOf({ views: 0.0039, zoomed: 0.29 }), 0);
  assert.ok(flightOf({ views: 0, zoomed: 0.3 }) > 0.7);
  assert.ok(flightOf({ views: 0.004, zoomed: 0 }) > 0.7);
  assert.ok(Math.abs(flightOf({ views: 0.4, zoomed: 1 }) - 1.1) < 1e-9);
  assert.equal(flightOf({ views: 9, zoomed: 5 }), 1.8);
});
