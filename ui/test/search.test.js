import assert from "node:assert/strict";
import test from "node:test";
import { fits, fold, searchWords, yearTyped } from "../src/pure/search.js";

const row = (more = {}) => ({
  names: searchWords("Kraków", "pl"),
  text: searchWords("Rewolucja w Krakowie", "pl"),
  kind: "rising",
  places: ["krakow"],
  years: [1846, 1846],
  ...more,
});
const want = (more = {}) => ({ kind: "", place: "", from: null, to: null, words: [], ...more });

test("dots and accents do not matter", () => {
  assert.equal(fold("İSTANBUL", "tr"), "istanbul");
  assert.equal(fold("Ağrı", "tr"), "agri");
});

test("a letter in one sign or in two is the same", () => {
  const apart = "Karşı, Gümrü".normalize("NFD");
  assert.deepEqual(searchWords(apart, "tr"), searchWords("Karşı, Gümrü", "tr"));
  assert.equal(yearTyped("MÖ 401".normalize("NFD"), ["mö", "ms"], "tr"), -400);
});

test("names are found by their beginning, text by its exact beginning or a whole word", () => {
  const finds = (text) => fits(row(), want({ words: searchWords(text, "pl") }));
  assert.equal(finds("krak"), true);
  assert.equal(finds("krakow"), true);
  assert.equal(finds("rewol"), true);
  assert.equal(finds("wolucja"), false);
  const kars = row({ names: [], text: searchWords("karşı", "tr") });
  assert.equal(fits(kars, want({ words: searchWords("kars", "tr") })), false);
  assert.equal(fits(kars, want({ words: searchWords("karsi", "tr") })), true);
});

test("what follows an apostrophe is no part of a word; parts of a compound are", () => {
  assert.deepEqual(
    searchWords("Rome’s Castel-Gandolfo", "en").map(([exact]) => exact),
    ["rome", "castel-gandolfo", "castel", "gandolfo"],
  );
});

test("kind, place and years narrow", () => {
  assert.equal(fits(row(), want({ kind: "rising", place: "krakow" })), true);
  assert.equal(fits(row(), want({ kind: "treaty" })), false);
  assert.equal(fits(row(), want({ place: "wien" })), false);
  assert.equal(fits(row(), want({ from: 1847 })), false);
  assert.equal(fits(row(), want({ to: 1845 })), false);
  assert.equal(fits(row({ years: [1846, null] }), want({ from: 1999 })), true);
});

test("years as people type them", () => {
  const eras = ["bc", "ad"];
  assert.equal(yearTyped(" 1846 ", eras, "en"), 1846);
  assert.equal(yearTyped("-400", eras, "en"), -400);
  assert.equal(yearTyped("401 BC", eras, "en"), -400);
  assert.equal(yearTyped("AD 14", eras, "en"), 14);
  assert.equal(yearTyped("long ago", eras, "en"), null);
});
