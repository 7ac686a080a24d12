import assert from "node:assert/strict";
import test from "node:test";
import { fade } from "../src/pure/colour.js";
import { dashesOf, hatchLines, marksOf } from "../src/pure/ornaments.js";
import {
  addCells,
  cellKey,
  crosses,
  figures,
  headingOf,
  pixelRuns,
  shorten,
  spots,
  waves,
} from "../src/pure/runs.js";

const VIEW = { scale: 100, x: 0, y: 0, width: 100, height: 100, turn: 0, pad: 10 };
const flat = (...values) => Float64Array.from(values);

test("a line that leaves the canvas comes back as another run", () => {
  const runs = pixelRuns(flat(0.1, 0.1, 0.5, 0.1, 3, 0.1, 3, 5, 0.9, 5, 0.9, 0.5, 0.2, 0.5), VIEW, false);
  assert.equal(runs.length, 2);
  assert.deepEqual(runs[0].map(Math.round), [10, 10, 50, 10, 300, 10]);
  assert.deepEqual(runs[1].map(Math.round), [90, 500, 90, 50, 20, 50]);
});

test("close points are dropped, but never the last", () => {
  const [run] = pixelRuns(flat(0.1, 0.1, 0.101, 0.1, 0.102, 0.1, 0.103, 0.1), VIEW, false);
  assert.deepEqual(run.map((v) => Number(v.toFixed(1))), [10, 10, 10.3, 10]); // prettier-ignore
});

test("a ring is had whole, and at another turn of the world", () => {
  const runs = pixelRuns(flat(0, 0, 5, 0, 5, 5, 0, 0), { ...VIEW, turn: 1 }, true);
  assert.deepEqual(runs, [[100, 0, 600, 0, 600, 500, 100, 0]]);
});

test("an arrow ends before what it points at", () => {
  assert.deepEqual(shorten([[0, 0, 10, 0, 20, 0]], 5), [[0, 0, 10, 0, 15, 0]]);
  assert.deepEqual(shorten([[0, 0, 15, 0, 30, 0]], 14), [[0, 0, 15, 0, 16, 0]]);
  assert.deepEqual(
    shorten([[0, 0, 15, 0, 16, 0, 31, 0]], 15.4)
      .flat()
      .map(Math.round),
    [0, 0, 15, 0, 16, 0],
  );
  assert.deepEqual(shorten([[0, 0, 10, 0, 20, 0]], 12), [[0, 0, 10, 0, 20, 0]]); // too little would be left
});

test("marks stand along a line, at least one and in the middle", () => {
  assert.deepEqual(spots([[0, 0, 10, 0]], 64), [[5, 0]]);
  assert.deepEqual(
    spots([[0, 0, 100, 0]], 25).map(([x]) => x),
    [12.5, 37.5, 62.5, 87.5],
  );
});

test("crosses are two strokes", () => {
  assert.deepEqual(crosses([[0, 0, 30, 0]], { size: 2, first: 12, period: 24 }), [[10, -2, 14, 2], [10, 2, 14, -2]]); // prettier-ignore
});

test("a figure is turned as its line runs", () => {
  const marks = { size: 4, first: 10, period: 90 };
  assert.deepEqual(figures([[0, 0, 30, 0]], marks, [[0, 0], [0, -1]]), [[10, 0, 10, -2]]); // prettier-ignore
  assert.deepEqual(figures([[0, 0, 0, 30]], marks, [[0, 0], [1, -1]]), [[0, 10, 2, 12]]); // prettier-ignore
});

test("a wave swings as far as it is high, and ends where the line ends", () => {
  const [wave] = waves([[0, 0, 44, 0]], 1);
  const heights = wave.filter((_, i) => i % 2);
  assert.ok(Math.max(...heights) > 2.2 && Math.max(...heights) <= 2.4);
  assert.deepEqual(wave.slice(-2), [44, 0]);
});

test("sleepers keep step with dashes, other marks are evenly apart", () => {
  const steps = (ticks, dash) => {
    const { first, period } = marksOf(ticks, 3, dash);
    return [first, period];
  };
  assert.deepEqual(steps("rail", []), [7, 14]);
  assert.deepEqual(steps("rail", [9, 5]), [4.5, 14]);
  assert.deepEqual(steps("rail", [2, 4]), [1, 24]); // three dashes and gaps and one more
  assert.deepEqual(steps("beads", [9, 5]), [11, 22]);
});

test("marks are dashes whose middles stand where they should", () => {
  assert.deepEqual(dashesOf({ first: 11, period: 22 }, 2), { dash: [2, 20], offset: -10 });
});

test("hatching goes through a point, whatever the frame", () => {
  const lines = hatchLines([0, 0, 100, 50], { x: 3, y: 7 }, 0, 10);
  assert.deepEqual(lines.map(([, y]) => Math.round(y)).filter((y) => y > 0 && y < 50), [7, 17, 27, 37, 47]); // prettier-ignore
});

test("a head points along the last stretch, not the last pixel", () => {
  assert.equal(headingOf([0, 0, 40, 0, 41, 1]), Math.atan2(1, 41));
});

test("cells under a line, however long its pieces", () => {
  const busy = new Set();
  addCells(busy, [[0, 0, 31, 0]], 8, { x: 0, y: 8 });
  assert.deepEqual([...busy], [0, 1, 2, 3].map((x) => cellKey(x, 1))); // prettier-ignore
});

test("a colour fades; what is no colour stays", () => {
  assert.equal(fade("#fff", 0.5), "rgba(255,255,255,0.5)");
  assert.equal(fade("#102030", 1), "rgba(16,32,48,1)");
  assert.equal(fade("url(#x)", 0.5), "url(#x)");
  assert.equal(fade(undefined, 0.5), "rgba(0,0,0,0)");
});
