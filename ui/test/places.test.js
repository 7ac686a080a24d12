import assert from "node:assert/strict";
import test from "node:test";
import { alongLine, levelBeside } from "../src/pure/along.js";
import { overlap } from "../src/pure/boxes.js";
import { choose as chooseIn, isIdle } from "../src/pure/placement.js";
import { addCells } from "../src/pure/runs.js";

const VIEW = [-500, -500, 500, 500];
const ground = (more = {}) => ({
  at: { x: 0, y: 0 },
  width: 20,
  height: 10,
  view: VIEW,
  used: [],
  led: [],
  busy: new Set(),
  masks: new Map(),
  scale: 1,
  ...more,
});
const choose = (each, { at, width, height, ...plane }) =>
  chooseIn(each, plane, at, () => [{ lines: [each.text], width, height }]);
const word = (more = {}) => ({
  text: "Ayr",
  style: "feature-1",
  tier: 1,
  priority: 2,
  order: 0,
  gap: 60,
  ...more,
});

/** Where a word stands when each place that it takes is blocked for the next time. */
function places(each, room) {
  const taken = [...room.used];
  const order = [];
  for (let best = choose(each, { ...room, used: taken }); best;) {
    order.push(best);
    taken.push([best.x - 1, best.y - 1, best.x + 1, best.y + 1]);
    best = choose(each, { ...room, used: taken });
  }
  return order;
}

test("places about a point, best first, then further off", () => {
  const order = places(word(), ground());
  assert.deepEqual(
    order.map(({ slot }) => slot),
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23],
  );
  const [right, left, above, , , below] = order;
  assert.deepEqual([right.x, right.y, left.x, left.y], [70, 0, -70, 0]);
  assert.deepEqual([above.x, above.y], [60 * 0.75 + 10, -(60 * 0.75 + 5) * 0.85]);
  assert.deepEqual([below.x, below.y], [0, 65]);
  assert.deepEqual([order[8].x, order[16].x], [60 * 2.2 + 10, 60 * 3.6 + 10]);
  assert.deepEqual(
    order.slice(0, 9).map(({ cost }) => cost),
    [0, 0.6, 0.9, 1, 1.2, 1.3, 1.5, 1.6, 4],
  );
});

test("only what matters is looked for further off", () => {
  assert.equal(places(word({ priority: 3 }), ground()).length, 8);
  assert.equal(places(word({ tier: 2, dot: true }), ground()).length, 8);
  assert.equal(places(word({ tier: 1, priority: 2 }), ground()).length, 24);
});

test("a gap grows with the words, a small one does not", () => {
  assert.equal(choose(word({ gap: 10 }), ground({ scale: 2 })).x, 20 + 10);
  assert.equal(choose(word({ gap: 5 }), ground({ scale: 2 })).x, 5 + 10);
});

test("places within a region", () => {
  const order = places(word({ centre: true, angle: 0 }), ground({ width: 40, height: 20 }));
  assert.deepEqual(
    order.map(({ slot, cost }) => [slot, cost]).slice(0, 3),
    [[0, 0], [1, 0.5], [2, 1]], // prettier-ignore
  );
  assert.deepEqual([order[1].x, order[1].y], [0, -18]);
});

test("the background gives way to lines sooner where it stands on its place", () => {
  const busy = new Set();
  addCells(busy, [[-500, -4, 500, -4], [-500, 4, 500, 4]], 8, { x: 0, y: 0 }); // prettier-ignore
  const wide = ground({ width: 38, height: 10, busy });
  const crossed = choose(word({ centre: true, tier: 3 }), wide);
  assert.notEqual(crossed, null);
  assert.notEqual(crossed.slot, 0);
  const everywhere = new Set();
  for (let y = -60; y < 60; y += 8) addCells(everywhere, [[-100, y, 100, y]], 8, { x: 0, y: 0 });
  assert.equal(choose(word({ centre: true, tier: 3 }), ground({ width: 38, busy: everywhere })), null);
  assert.notEqual(choose(word({ gap: 5 }), ground({ width: 24, busy: everywhere })), null);
});

test("a word keeps a little off the edge of the view, and may touch another, on every side", () => {
  const [x, y] = [70, 0];
  const exact = [x - 10, y - 5, x + 10, y + 5];
  const view = [x - 14, y - 9, x + 14, y + 9];
  assert.equal(choose(word(), ground({ view })).slot, 0);
  for (const side of [0, 1, 2, 3]) {
    const less = view.map((v, i) => v + (i === side ? (side < 2 ? 1 : -1) : 0));
    assert.equal(choose(word({ priority: 3 }), ground({ view: less })), null, String(side));
  }
  const beside = [[80, -5, 99, 5], [50, -5, 60, 5], [60, 5, 80, 15], [60, -15, 80, -5]]; // prettier-ignore
  assert.equal(choose(word(), ground({ used: beside })).slot, 0);
  for (const [dx, dy] of [
    [-1, 0],
    [1, 0],
    [0, -1],
    [0, 1],
  ]) {
    const box = beside[[[-1, 0], [1, 0], [0, -1], [0, 1]].findIndex(([a, b]) => a === dx && b === dy)]; // prettier-ignore
    const moved = [box[0] + dx, box[1] + dy, box[2] + dx, box[3] + dy];
    assert.equal(overlap(exact, moved), true);
  }
});

test("a name is sought while its place is in view", () => {
  const plane = { view: [0, 0, 200, 200], used: [], names: new Map() };
  for (const [x, y] of [[-1, 9], [201, 9], [9, -1], [9, 201]]) assert.equal(isIdle(word(), { x, y }, plane), true); // prettier-ignore
  for (const [x, y] of [[0, 9], [200, 9], [9, 0], [9, 200]]) assert.equal(isIdle(word(), { x, y }, plane), false); // prettier-ignore
  const touching = { ...plane, used: [[13, 0, 20, 20]] };
  assert.equal(isIdle(word({ tier: 2, dot: true }), { x: 10, y: 10 }, touching), false);
  assert.equal(isIdle(word({ tier: 2, dot: true }), { x: 11, y: 10 }, touching), true);
});

test("beside a level line a name stands above rather than below, and nearer its middle", () => {
  const level = alongLine([[0, 100, 300, 100]], [0, 0, 300, 200], 50, 10);
  const ys = new Set(level.map(({ y }) => y));
  assert.deepEqual([...ys].sort(), [100 + 10, 100 - 10].sort());
  const [best] = level;
  const below = level.find(({ x, y }) => x === best.x && y > 100);
  assert.ok(Math.abs(below.cost - best.cost - 0.4) < 1e-9);
  assert.ok(level.every(({ cost }) => cost >= best.cost));
});

test("beside a short line a name stands clear of it", () => {
  const view = [0, 0, 300, 200];
  assert.deepEqual(alongLine([[100, 100, 104, 100]], view, 50, 10), []);
  const [best] = levelBeside([[100, 100, 104, 100]], view, 50, 10);
  assert.deepEqual([best.x, best.y], [100 + 25 + 8, 100]);
  const turned = levelBeside([[100, 100, 104, 100]], view, 50, 10).find(({ x }) => x === 100);
  assert.equal(Math.abs(turned.y - 100), 5 + 8);
});

test("a steep name costs more than a level one", () => {
  const cost = (run) => alongLine([run], [0, 0, 400, 400], 60, 12)[0].cost;
  assert.ok(Math.abs(cost([200, 10, 200, 390]) - cost([10, 200, 390, 200]) - 1) < 0.05);
});
