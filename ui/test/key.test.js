import assert from "node:assert/strict";
import test from "node:test";
import { foldRows } from "../src/pure/key.js";

/** @param {string} covers @param {boolean} [number] */
const row = (covers, number = false) => ({ covers: covers.split(" ").filter(Boolean), number });
const all = new Set(["a", "b", "c", "d"]);

test("what is not drawn is hidden, what is not seen is folded, what holds for all is told", () => {
  const rows = [row("a x"), row("b"), row("x"), row("")];
  const symbols = { drawn: all, seen: new Set(["a"]) };
  assert.deepEqual(foldRows(rows, symbols, 8), ["shown", "folded", "hidden", "shown"]);
});

test("the first rows are read at once, and rows of numbers always", () => {
  const rows = [row("a"), row("b"), row("c"), row("d", true)];
  assert.deepEqual(foldRows(rows, { drawn: all, seen: all }, 2), ["shown", "folded", "folded", "shown"]);
  const many = [row("a", true), row("b", true), row("c")];
  assert.deepEqual(foldRows(many, { drawn: all, seen: all }, 1), ["shown", "shown", "folded"]);
});
