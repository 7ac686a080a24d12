import assert from "node:assert/strict";
import test from "node:test";
import table from "../../templates/static/style.json" with { type: "json" };
import { alongLine, levelBeside } from "../src/pure/along.js";
import { freestCorner } from "../src/pure/corner.js";
import { edgeAt } from "../src/pure/edge.js";
import { fontOf, settingsOf, wrap } from "../src/pure/lettering.js";
import { aboutPoint } from "../src/pure/around.js";
import { boxesOf, crossing, overlap } from "../src/pure/boxes.js";
import { leadBoxes, leadOf, numberSize } from "../src/pure/ground-places.js";
import { byWeight, choose as chooseIn, isIdle, masksOf, placeWord } from "../src/pure/placement.js";
import { addCells } from "../src/pure/runs.js";
import { moveWords } from "../src/pure/room.js";
import { isNearest, samplesOf } from "../src/pure/strands.js";
import { deepest, maskOf, shareOf } from "../src/pure/terrain.js";

const AT = { x: 100, y: 100 };
const ground = (more = {}) => ({
  view: [0, 0, 200, 200],
  used: [],
  led: [],
  busy: new Set(),
  names: new Map(),
  scale: 1,
  ...more,
});
const SIZES = [
  { lines: ["Ayr"], width: 40, height: 16 },
  { lines: ["A", "yr"], width: 20, height: 32 },
];
/** The place of a word among others. */
const choose = (one, plane, ...others) =>
  chooseIn(one, { masks: masksOf([one, ...others], plane.view), ...plane }, AT, () => SIZES);
const box = (x0, y0, x1, y1) => [x0, y0, x1, y0, x1, y1, x0, y1, x0, y0];
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

test("an area carries its name on its ground, in more lines if that fits, else on a line to it", () => {
  const inside = choose(word({ ground: () => [box(40, 60, 160, 140)] }), ground());
  assert.ok(Math.hypot(inside.x - 100, inside.y - 100) < 4);
  const upright = choose(word({ ground: () => [box(86, 60, 114, 140)] }), ground());
  assert.deepEqual(upright.size.lines, ["A", "yr"]);
  const beside = choose(word({ ground: () => [box(90, 92, 108, 108)] }), ground());
  assert.ok(beside.lead && beside.lead[2] > 90 && beside.lead[2] < 108);
  assert.equal(choose(word({ ground: () => [box(90, 92, 108, 108)], bound: true }), ground()), null);
});

test("an area that is neither its name's nor a line's has its number", () => {
  const used = [[0, 0, 200, 84], [0, 116, 200, 200], [0, 0, 84, 200], [116, 0, 200, 200]]; // prettier-ignore
  const found = choose(word({ ground: () => [box(90, 90, 110, 110)], number: 12 }), ground({ used }));
  assert.ok(found.number);
  assert.deepEqual(found.size.lines, ["12"]);
  assert.equal(choose(word({ ground: () => [box(90, 90, 110, 110)] }), ground({ used })), null);
});

test("a name does not stand on a smaller area that lies on its own", () => {
  const whole = word({ ground: () => [box(0, 60, 200, 140)] });
  const part = word({ text: "Bute", ground: () => [box(60, 60, 140, 140)] });
  const { boxes } = choose(whole, ground(), part);
  assert.equal(shareOf(maskOf(part.ground(), [0, 0, 200, 200]), boxes[0]), 0);
});

test("ground is weighed by cells: an odd number of rings, what is in view, a point well inside", () => {
  const rings = [box(20, 20, 100, 100), box(40, 40, 80, 80)];
  const mask = maskOf(rings, [0, 0, 60, 200]);
  assert.equal(mask.count, (40 * 80 - 20 * 40) / 16);
  assert.equal(shareOf(mask, [20, 20, 60, 60]), 0.75);
  assert.equal(maskOf(rings, [120, 0, 200, 200]), null);
  const spot = deepest(mask, { x: 50, y: 50 });
  assert.ok(shareOf(mask, [spot.x - 6, spot.y - 6, spot.x + 6, spot.y + 6]) === 1);
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
  const plane = ground({ view: [0, 0, 300, 200], masks: new Map() });
  const sizeOf = () => SIZES;
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

test("a name keeps off a stretch that another line shares: there it has a line to its own", () => {
  const [own, other] = [[10, 100, 390, 100], [92, 100, 390, 100]]; // prettier-ignore
  const lines = samplesOf([["a", [own]], ["b", [other]]]); // prettier-ignore
  const named = word({ runs: () => [own], strand: "a" });
  const found = choose(named, ground({ view: [0, 0, 400, 200], lines }));
  assert.ok(found.lead ? found.lead[2] < 92 : found.x + 20 <= 92);
});

test("in a half of a swipe the line to a name ends on what that half shows", () => {
  const near = [[0, 88, 150, 112]]; // prettier-ignore
  const named = word({ runs: () => [[10, 100, 390, 100]], strand: "a", within: () => [0, 150] });
  const found = choose(named, ground({ view: [0, 0, 400, 200], used: near }));
  assert.ok(found.lead && found.lead[2] < 150, JSON.stringify(found));
});

test("beside a line too short for its name, the name stands level", () => {
  const places = levelBeside([[90, 90, 100, 110]], [0, 0, 200, 200], 80, 14);
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
  assert.equal(fontOf("water-m"), 'italic 400 16px "Noto Sans", "Noto Sans World", system-ui, sans-serif');
});

test("the name of an area may be set in one, two or three lines, each as short as can be", () => {
  const widthOf = (text) => text.length * 10;
  assert.deepEqual(
    [...settingsOf("New South Wales", "area", 1, widthOf)],
    [["New South", "Wales"], ["New South Wales"], ["New", "South", "Wales"]],
  );
});

test("letters are measured only for the settings that are asked for", () => {
  let measured = 0;
  const [first] = settingsOf("New South Wales", "area", 1, (text) => ((measured += 1), text.length));
  assert.deepEqual([first, measured], [["New South Wales"], 1]);
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

test("ground gives way to lines sooner than what the map is about", () => {
  const busy = new Set();
  addCells(busy, [[0, 92, 200, 92], [0, 104, 200, 104]], 8, { x: 0, y: 0 }); // prettier-ignore
  const lane = { used: [[0, 0, 200, 90], [0, 110, 200, 200]], busy }; // prettier-ignore
  assert.equal(choose(word({ tier: 2 }), ground(lane)), null);
  assert.notEqual(choose(word(), ground(lane)), null);
});

test("what stands far from its sign has a line to it, which ends there and keeps off names", () => {
  const [near, far] = [0, 8].map((i) => aboutPoint(word({ gap: 20 }), { scale: 1 }, AT, SIZES[0])[i]);
  assert.equal(near.lead, undefined);
  assert.deepEqual(far.lead, leadOf([144, 92, 184, 108], { x: 100, y: 100 }));
  assert.deepEqual(leadBoxes([0, 0, 10, 0]).at(-1), [8, -2, 12, 2]);
  assert.equal(numberSize(12, 1).width - numberSize(7, 1).width, 6);
});

test("on a map that is only lower names stand where they stood, if there still is room", () => {
  const line = word({ text: "Esk", runs: () => [[10, 60, 190, 60]], style: "line", order: 1 });
  const plane = ground({ masks: new Map() });
  const placed = [word(), line, word({ text: "Nith", order: 2 })].map((one, i) => {
    const at = one.runs ? null : { x: 60, y: 80 + 50 * i };
    return [one, i < 2 ? placeWord(one, plane, at, () => [SIZES[0]]) : null];
  });
  const lower = ground({ view: [0, 0, 200, 180] });
  const moved = moveWords(placed, { x: 0, y: -10 }, lower);
  assert.deepEqual(
    moved.map(([, found]) => found && found.best.y),
    [placed[0][1].best.y - 10, placed[1][1].best.y - 10, null],
  );
  assert.deepEqual(
    lower.used,
    plane.used.map(([x0, y0, x1, y1]) => [x0, y0 - 10, x1, y1 - 10]),
  );
  assert.deepEqual(lower.names.get("Ayr"), { x: 60, y: 70 });
  const covered = ground({ view: [0, 0, 200, 180], used: [placed[0][1].best.boxes[0]] });
  assert.equal(moveWords(placed, { x: 0, y: 0 }, covered), null);
  assert.equal(moveWords(placed, { x: 0, y: -10 }, ground({ view: [0, 75, 200, 180] })), null);
});

test("which line is the nearest is found among many points as among few", () => {
  const wavy = (y) => Array.from({ length: 400 }, (_, i) => (i % 2 ? y + Math.sin(i / 9) * 20 : i * 2));
  const runs = { a: wavy(100), b: wavy(160) };
  const samples = samplesOf(Object.entries(runs).map(([strand, run]) => [strand, [run]]));
  const apart = (strand, x, y) =>
    Math.min(
      ...samples.xs.map((sx, i) =>
        samples.of[i] === strand ? Math.hypot(sx - x, samples.ys[i] - y) : Infinity,
      ),
    );
  for (let i = 0; i < 200; i += 1) {
    const [x, y] = [(i * 37) % 800, 60 + ((i * 53) % 140)];
    const [own, other] = [apart("a", x, y), apart("b", x, y)];
    if (Math.abs(own + table.line_names.own_px - other) > 1e-6)
      assert.equal(isNearest(samples, "a", x, y), own + table.line_names.own_px < other, `${x} ${y}`);
  }
});
