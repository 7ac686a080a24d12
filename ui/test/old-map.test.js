import assert from "node:assert/strict";
import { test } from "node:test";
import { columnOf, holdsOn, meets, OldTiles, readChosen, writeChosen } from "../src/pure/old-map-tiles.js";

const tiles = new OldTiles([
  [4, 5, 8, 9],
  [5, 10, 16, 19],
  [5, 11, 16, 19],
]);
/** @param {number} z */
const side = (z) => 4096 / 2 ** z;

test("tiles of a view come coarse first, as far as they are wanted", () => {
  const found = tiles.over(5, [2048, 1280, 2300, 1400], side);
  assert.deepEqual(found[0], { z: 4, x: 8, y: 5 });
  assert.deepEqual(
    found.slice(1).map(({ z, x, y }) => [z, x, y].join("/")),
    ["5/16/10", "5/17/10"],
  );
  assert.equal(tiles.over(4, [2048, 1280, 2300, 1400], side).length, 1);
  assert.deepEqual(tiles.over(5, [0, 0, 100, 100], side), []);
});

test("maps go on round the world, and so do old maps", () => {
  const [first] = tiles.over(4, [2048 + 4096, 1280, 2300 + 4096, 1400], side);
  assert.deepEqual(first, { z: 4, x: 24, y: 5 });
  assert.equal(columnOf(4, 24), 8);
  assert.equal(columnOf(4, -1), 15);
});

test("a zoom is taken whose tiles are sharp on the screen", () => {
  assert.equal(tiles.zoomFor(4, 1), 4);
  assert.equal(tiles.zoomFor(6, 1), 5);
  assert.equal(tiles.zoomFor(5, 2), 5);
  assert.equal(tiles.zoomFor(12, 2), 5);
});

test("an address asks for an old map, for less of it, or for none", () => {
  assert.deepEqual(readChosen("sheet-12,60"), { id: "sheet-12", opacity: 0.6 });
  assert.deepEqual(readChosen("sheet"), { id: "sheet", opacity: null });
  assert.deepEqual(readChosen("none"), { id: "none", opacity: null });
  for (const wrong of [null, "", "A b", "a,1000", "a,b"]) assert.equal(readChosen(wrong), null);
  assert.equal(writeChosen({ id: "sheet", opacity: 0.55 }), "sheet,55");
  assert.equal(writeChosen(null), "none");
});

test("an old map is offered in its place and its years", () => {
  assert.ok(meets([40, 39, 50, 45], [44, 40, 46, 41]));
  assert.ok(meets([170, -10, 190, 10], [-185, -5, -175, 5]));
  assert.ok(!meets([40, 39, 50, 45], [51, 40, 56, 41]));
  assert.ok(!meets([40, 39, 50, 45], [44, 10, 46, 20]));
  assert.ok(holdsOn([19000101, 19251231], 19211013));
  assert.ok(!holdsOn([19000101, 19251231], 19260101));
  assert.ok(holdsOn([null, null], -3310000));
});
