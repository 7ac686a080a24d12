import assert from "node:assert/strict";
import { test } from "node:test";

import { keysByWish, wishOf } from "../src/pure/keys.js";

test("what a clicker sends and what a keyboard has ask for the same", () => {
  assert.equal(wishOf("PageDown"), wishOf("ArrowRight"));
  assert.equal(wishOf("PageUp"), wishOf("ArrowLeft"));
  assert.equal(wishOf("."), wishOf("b"));
  assert.equal(wishOf("N"), "notes");
  assert.equal(wishOf("x"), undefined);
  assert.equal(wishOf("ArrowDown"), undefined);
});

test("help names every key under what it does", () => {
  const told = Object.fromEntries(keysByWish());
  assert.deepEqual(told.next, ["→", "PageDown"]);
  assert.deepEqual(told.back, ["←", "PageUp"]);
  assert.deepEqual(told.notes, ["N"]);
  assert.deepEqual(Object.keys(told), ["next", "back", "first", "last", "notes", "full", "blank", "help"]);
});
