import assert from "node:assert/strict";
import test from "node:test";
import { alongLine } from "../src/pure/along.js";
import { holds } from "../src/pure/areas.js";
import { freestCorner } from "../src/pure/corner.js";
import { edgeAt } from "../src/pure/edge.js";
import { fontOf, wrap } from "../src/pure/lettering.js";
import { boxesOf, byWeight, choose, crossing, isIdle, overlap, placeWord } from "../src/pure/placement.js";
import { addCells, cellKey, middleOf } from "../src/pure/runs.js";

const AT = { x: 100, y: 100 };
const ground = (more = {}) => ({
  at: AT,
  width: 40,
  height: 16,
  view: [0, 0, 200, 200],
  used: [],
  busy: new Set(),
  scale: 1,
  ...more,
});
const word = (more = {}) => ({ text: "Ayr", style: "feature-1", tier: 1, priority: 2, order: 0, ...more });

test("a name stands right of its sign if it can, else left", () => {
  const right = choose(word(), ground());
  assert.equal(right.slot, 0);
  assert.deepEqual(right.boxes, [[106, 92, 146, 108]]);
  const left = choose(word(), ground({ used: [[110, 90, 130, 110]] }));
  assert.equal(left.slot, 1);
  assert.ok(left.x < AT.x);
});

test("nothing overlaps, and what has no room is left out", () => {
  assert.equal(choose(word(), ground({ used: [[0, 0, 200, 200]] })), null);
  assert.equal(choose(word(), ground({ view: [90, 90, 110, 110] })), null);
});

test("a name stays where it was unless another place is much better", () => {
  assert.equal(choose(word({ last: 1 }), ground()).slot, 1);
  assert.equal(choose(word({ last: 7 }), ground()).slot, 0);
});

test("a name keeps off lines", () => {
  const busy = new Set();
  addCells(busy, [[104, 100, 150, 100]], 8, { x: 0, y: 0 });
  const { boxes } = choose(word(), ground({ busy }));
  assert.equal(crossing(boxes, busy, 8), 0);
});

test("a town that would lie on many lines is left out; a feature is not", () => {
  const busy = new Set();
  for (let y = 0; y < 200; y += 4) addCells(busy, [[0, y, 200, y]], 8, { x: 0, y: 0 });
  assert.equal(choose(word({ tier: 2 }), ground({ busy })), null);
  assert.notEqual(choose(word(), ground({ busy })), null);
});

test("a region carries its name inside if that fits, else at its edge", () => {
  const inside = choose(word({ room: () => [120, 80] }), ground());
  assert.deepEqual([inside.x, inside.y], [100, 100]);
  const beside = choose(word({ room: () => [26, 14] }), ground());
  assert.equal(beside.x, 100 + 15 + 20);
});

test("a name says itself only in its own half of a swipe", () => {
  assert.equal(choose(word({ within: () => [0, 104] }), ground()).slot, 1);
});

test("boxes of a turned word lie along it", () => {
  const boxes = boxesOf({ x: 0, y: 0, angle: Math.PI / 2 }, 60, 12);
  assert.equal(boxes.length, 5);
  for (const [left, top, right, bottom] of boxes) {
    assert.ok(Math.abs(left + right) < 1e-9);
    assert.ok(top >= -36 && bottom <= 36);
  }
});

test("what touches only at an edge does not overlap", () => {
  assert.equal(overlap([0, 0, 10, 10], [10, 0, 20, 10]), false);
  assert.equal(overlap([0, 0, 10, 10], [9, 9, 20, 20]), true);
});

test("out of view, in a crowd, or said already: no name", () => {
  const plane = { view: [0, 0, 200, 200], used: [], names: new Map() };
  assert.equal(isIdle(word(), { x: 201, y: 0 }, plane), true);
  assert.equal(isIdle(word(), { x: 200, y: 0 }, plane), false);
  assert.equal(isIdle(word({ quiet: () => true }), AT, plane), true);
  assert.equal(isIdle(word(), AT, { ...plane, names: new Map([["Ayr", { x: 150, y: 100 }]]) }), true);
  assert.equal(isIdle(word(), AT, { ...plane, names: new Map([["Ayr", { x: 195, y: 100 }]]) }), false);
  const used = [[98, 98, 102, 102]];
  assert.equal(isIdle(word({ tier: 2, dot: true }), AT, { ...plane, used }), true);
  assert.equal(isIdle(word({ tier: 2 }), AT, { ...plane, used }), false);
});

test("words that are placed one after the other keep off each other, and are said once", () => {
  const plane = { view: [0, 0, 300, 200], used: [], busy: new Set(), names: new Map(), scale: 1 };
  const sizeOf = () => ({ lines: ["Ayr"], width: 40, height: 16 });
  const placed = [
    [word(), AT],
    [word({ text: "Bute", dot: true }), { x: 60, y: 100 }],
    [word(), { x: 110, y: 100 }],
    [word({ text: "Bute", tier: 2, dot: true }), { x: 250, y: 150 }],
  ].map(([each, at]) => placeWord(each, plane, at, sizeOf));
  assert.deepEqual(
    placed.map((found) => found && found.best.slot),
    [0, 1, null, 0],
  );
  assert.equal(plane.used.length, 5);
  assert.deepEqual(plane.used[0], [97, 92, 155, 108]); // with room to each side, so as not to be read as one
  assert.ok(!overlap(placed[0].best.boxes[0], placed[1].best.boxes[0]));
});

test("features first, then towns, then waters", () => {
  const words = [
    word({ tier: 2, priority: 1 }),
    word({ tier: 1, priority: 3 }),
    word({ tier: 1, priority: 1 }),
  ];
  assert.deepEqual(
    words.sort(byWeight).map(({ tier, priority }) => [tier, priority]),
    [[1, 1], [1, 3], [2, 1]], // prettier-ignore
  );
});

test("the name of a straight line stands beside it, level with it, near its middle", () => {
  const [best] = alongLine([[10, 100, 190, 100]], [0, 0, 200, 200], 60, 14);
  assert.equal(best.angle, 0);
  assert.ok(Math.abs(best.x - 100) < 15);
  assert.equal(best.y, 100 - 14 / 2 - 5);
});

test("a name is never upside down", () => {
  const places = alongLine([[190, 150, 10, 60]], [0, 0, 200, 200], 60, 14);
  assert.ok(places.every(({ angle }) => Math.abs(angle) <= Math.PI / 2));
});

test("a name keeps off a stretch that another line shares", () => {
  const foreign = new Set();
  addCells(foreign, [[92, 100, 390, 100]], 12, { x: 0, y: 0 });
  const [best] = alongLine([[10, 100, 390, 100]], [0, 0, 400, 200], 60, 14, foreign);
  assert.ok(best.x <= 90);
});

test("beside a line too short for its name, the name stands level", () => {
  const places = alongLine([[90, 90, 100, 110]], [0, 0, 200, 200], 80, 14);
  assert.ok(places.length > 0);
  assert.ok(places.every(({ angle, slot }) => angle === 0 && slot >= 10000));
});

test("a long name breaks once, near its middle", () => {
  const widthOf = (text) => text.length * 10;
  assert.deepEqual(wrap("New South Wales", "feature-1", 1, widthOf), ["New South Wales"]);
  assert.deepEqual(wrap("The Kingdom of the Two Sicilies", "feature-1", 1, widthOf), [
    "The Kingdom of",
    "the Two Sicilies",
  ]);
  assert.deepEqual(wrap("Llanfairpwllgwyngyll", "feature-1", 1, widthOf), ["Llanfairpwllgwyngyll"]);
  assert.equal(fontOf("water-m", 2), 'italic 400 26px "Noto Sans", "Noto Sans World", system-ui, sans-serif');
});

test("a pointer stands at the edge, on the ray to what it points at", () => {
  const at = edgeAt({ x: 800, y: 600 }, { x: 4000, y: 286 }, 100, 20);
  assert.deepEqual([Math.round(at.x), Math.round(at.y)], [738, 286]);
  assert.equal(Math.round(edgeAt({ x: 800, y: 600 }, { x: 428, y: -900 }, 100, 20).y), 22);
});

test("a picture goes into the corner where it hides the fewest signs", () => {
  const size = { x: 800, y: 600 };
  assert.equal(freestCorner(size, []), "bottomleft");
  assert.equal(freestCorner(size, [{ x: 100, y: 500 }]), "topright");
  const both = [{ x: 100, y: 500 }, { x: 700, y: 100 }]; // prettier-ignore
  assert.equal(freestCorner(size, both), "bottomright");
  assert.equal(freestCorner(size, [...both, { x: 700, y: 500 }]), "bottomleft");
});

test("a name stands on its own ground before that of another, and inside it or nowhere", () => {
  const square = [[0, 0, 100, 0, 100, 100, 0, 100]];
  assert.ok(holds(square, 50, 50));
  assert.ok(!holds(square, 150, 50));
  assert.ok(!holds([...square, [40, 40, 60, 40, 60, 60, 40, 60]], 50, 50)); // a hole

  // Cells in which x > 100 are another's.
  const foreign = () => ({ has: (key) => middleOf(key, 12).x > 100 });
  assert.deepEqual(middleOf(cellKey(8, -2), 12), { x: 102, y: -18 });
  const beside = word({ room: () => [16, 16], foreign });
  assert.ok(choose(beside, ground()).x < 100);
  const inside = { ...beside, room: () => [120, 80] };
  assert.equal(choose(inside, ground({ used: [[40, 0, 100, 200]] })), null);
});

test("ground gives way to lines sooner than what the map is about", () => {
  const busy = new Set();
  addCells(busy, [[0, 92, 200, 92], [0, 104, 200, 104]], 8, { x: 0, y: 0 }); // prettier-ignore
  const lane = { used: [[0, 0, 200, 90], [0, 110, 200, 200]], busy }; // prettier-ignore
  assert.equal(choose(word({ tier: 2 }), ground(lane)), null);
  assert.notEqual(choose(word(), ground(lane)), null);
});
