import assert from "node:assert/strict";
import { test } from "node:test";
import { DecisionQueue } from "../src/pure/decision-queue.js";
import * as states from "../src/pure/mention-states.js";
import * as places from "../src/pure/text-places.js";
import { boxOf, distanceKm, regionOf } from "../src/pure/text-region.js";

const TEXT = "In May 1565 they left\r\nfor Malta 😀 and\rMalta’s harbour.\nSan\nJuan fell.";
const found = (/** @type {object} */ more) => ({
  type: "place",
  length: 5,
  whole: 5,
  usage: "literal",
  lang: "en",
  score: 0.9,
  why: 0,
  place: "geonames:1",
  others: [],
  ...more,
});
const MENTIONS = [
  found({
    type: "date",
    line: 1,
    column: 4,
    length: 8,
    whole: 8,
    edtf: "1565-05",
    calendar: "gregorian",
    gregorian: "1565-05",
  }),
  found({ line: 2, column: 5 }),
  found({ line: 3, column: 1, whole: 7, score: 0.4 }),
];
const IDS = { linked: { "geonames:1": "malta" }, renames: {} };

test("lines end as files end them, and a column counts whole signs", () => {
  const starts = places.lineStarts(TEXT);
  assert.deepEqual(
    starts.map((at) => TEXT.slice(at, at + 3)),
    ["In ", "for", "Mal", "San", "Jua"],
  );
  const and = TEXT.indexOf("and");
  assert.deepEqual(places.placeOf(TEXT, starts, and), { line: 2, column: 13 });
  assert.equal(places.offsetOf(TEXT, starts, { line: 2, column: 13 }), and);
  assert.equal(places.countOf(TEXT, TEXT.indexOf("😀"), and), 2);
  assert.equal(places.offsetOf(TEXT, starts, { line: 99, column: 1 }), TEXT.length);
});

test("a name over the end of a line is found with any space, and another word is not", () => {
  const at = TEXT.indexOf("San");
  assert.equal(TEXT.slice(at, places.surfaceEnd(TEXT, at, "San Juan")), "San\nJuan");
  assert.equal(places.surfaceEnd(TEXT, at, "San Jose"), at);
});

test("pieces join to the text, stay small, and part no sign", () => {
  const long = "word ".repeat(900) + "\n\n" + "x".repeat(5000) + "😀".repeat(3000) + ". End.";
  const pieces = places.piecesOf(long, 1000);
  assert.equal(pieces.map(([from, to]) => long.slice(from, to)).join(""), long);
  assert.ok(pieces.every(([from, to]) => to > from && to - from <= 1501));
  assert.ok(pieces.every(([from]) => !/[\udc00-\udfff]/.test(long[from])));
  assert.deepEqual(places.piecesOf("", 1000), []);
});

test("space around a selection is none of it", () => {
  assert.deepEqual(places.trimmed("  Malta ", 0, 8), [2, 7]);
  assert.equal(places.trimmed("    ", 0, 4), null);
});

test("what was found and what was decided are one list in the order of the text", () => {
  const decisions = [
    { type: "place", line: 2, column: 5, seen: "a", action: "accept", place: "malta", usage: "literal" },
    {
      type: "place",
      line: 4,
      column: 1,
      seen: "b",
      action: "accept",
      place: "san-juan",
      surface: "San Juan",
    },
    { type: "place", line: 4, column: 2, seen: "c", action: "accept", place: "x", surface: "not there" },
    { type: "place", line: 3, column: 1, seen: "d", action: "reject" },
  ];
  const items = states.itemsOf(TEXT, MENTIONS, decisions);
  assert.deepEqual(
    items.map((item) => item.surface),
    ["May 1565", "Malta", "Malta", "San Juan"],
  );
  assert.deepEqual(
    items.map((item) => states.stateOf(item, IDS)),
    ["unread", "accepted", "rejected", "changed"],
  );
  assert.equal(TEXT.slice(items[2].start, items[2].whole), "Malta’s");
  assert.deepEqual(states.progressOf(items), { all: 4, read: 3, doubtful: 0 });
  const names = states.namesOf(items, (item) => item.type === "place");
  assert.deepEqual(
    names.map(({ surface, all, read }) => [surface, all, read]),
    [
      ["Malta", 2, 2],
      ["San Juan", 1, 1],
    ],
  );
});

test("another place, usage or day is a change, the entry by its id in the atlas is none", () => {
  const state = (/** @type {number} */ n, /** @type {object} */ decided) => {
    const item = states.itemsOf(TEXT, MENTIONS, [])[n];
    return states.stateOf({ ...item, decided: { seen: "", action: "accept", ...decided } }, IDS);
  };
  assert.equal(state(1, { place: "malta", usage: "literal" }), "accepted");
  assert.equal(state(1, { place: "gozo" }), "changed");
  assert.equal(state(1, { usage: "metonymic" }), "changed");
  assert.equal(state(0, { edtf: "1565-05", calendar: "gregorian" }), "accepted");
  assert.equal(state(0, { edtf: "1565-05", calendar: "julian" }), "changed");
});

test("doubt is a low score or no place until somebody has read it", () => {
  const [date, sure, unsure] = states.itemsOf(TEXT, MENTIONS, []);
  assert.deepEqual([date, sure, unsure].map(states.isDoubtful), [false, false, true]);
  assert.ok(!states.isDoubtful({ ...unsure, decided: { action: "accept" } }));
  assert.ok(states.isDoubtful({ ...sure, decided: { action: "accept", certainty: "uncertain" } }));
  assert.ok(states.isDoubtful({ ...sure, found: { ...sure.found, place: "" } }));
});

test("filters and steps go to what is wanted", () => {
  const items = states.itemsOf(TEXT, MENTIONS, []);
  const wanted = (/** @type {object} */ filter) => (/** @type {any} */ item) =>
    states.passes(item, { kind: "", state: "", name: "", ...filter }, IDS);
  assert.equal(states.stepFrom(items, -1, 1, wanted({ kind: "place" })), items[1]);
  assert.equal(states.stepFrom(items, 3, -1, wanted({ state: "doubtful" })), items[2]);
  assert.equal(states.stepFrom(items, 1, 1, wanted({ name: "malta" })), items[2]);
  assert.equal(states.stepFrom(items, 0, -1, wanted({})), null);
  assert.equal(states.nameKey("  İSTANBUL\n"), states.nameKey("ıstanbul"));
});

test("what is sent says what is read now, with the whole word and what was seen", () => {
  const items = states.itemsOf(TEXT, MENTIONS, [
    { type: "place", line: 3, column: 1, seen: "s", action: "reject", reason: "no" },
  ]);
  const sent = states.decisionOf(items[2], TEXT, IDS, { usage: "metonymic" });
  assert.deepEqual(sent, {
    line: 3,
    column: 1,
    length: 7,
    type: "place",
    seen: "s",
    reason: "no",
    action: "accept",
    place: "malta",
    usage: "metonymic",
    lang: "en",
    certainty: "",
  });
  assert.equal(states.decisionOf(items[0], TEXT, IDS, {}).edtf, "1565-05");
});

/** A server that answers when it is told to. */
function server() {
  /** @type {{decisions: any[], places: object, what: string, answer: (result: object) => void}[]} */
  const asked = [];
  /** @type {any[]} */
  const told = [];
  const queue = new DecisionQueue(
    (decisions, given, what) =>
      new Promise((answer) => asked.push({ decisions, places: given, what, answer })),
    (result) => told.push(result),
  );
  return { asked, told, queue };
}
const one = (/** @type {number} */ line, more = {}) => ({
  line,
  column: 1,
  type: "place",
  seen: "",
  place: "malta",
  ...more,
});
const turn = () => new Promise((done) => setImmediate(done));

test("decisions made while one is on its way go together, the later of two on one mention alone", async () => {
  const { asked, queue } = server();
  queue.put([one(1)], "first");
  queue.put([one(2)], "second");
  queue.put([one(2, { place: "gozo" })], "third");
  assert.equal(asked.length, 1);
  assert.equal(queue.size, 2);
  asked[0].answer({ ok: true, decisions: [{ ...one(1), seen: "s1" }] });
  await turn();
  assert.deepEqual(
    asked[1].decisions.map(({ line, place }) => [line, place]),
    [[2, "gozo"]],
  );
  asked[1].answer({ ok: true, decisions: [{ ...one(2), seen: "s2" }] });
  await turn();
  assert.equal(queue.size, 0);
  queue.put([one(1)], "again");
  assert.equal(asked[2].decisions[0].seen, "s1");
});

test("what could not be sent stays and goes with the next; what is refused does not", async () => {
  const { asked, told, queue } = server();
  queue.put([one(1)], "");
  asked[0].answer({ ok: false });
  await turn();
  assert.equal(queue.size, 1);
  assert.ok(queue.has(one(1)));
  queue.put([one(2)], "");
  assert.deepEqual(
    asked[1].decisions.map(({ line }) => line),
    [1, 2],
  );
  asked[1].answer({ ok: false, refused: true });
  await turn();
  assert.equal(queue.size, 0);
  assert.equal(told.length, 2);
});

test("a new place is said once, and then called by the id that it got", async () => {
  const { asked, queue } = server();
  const place = { name: "Dragut Point", lon: 14.5, lat: 35.9, kind: "settlement" };
  queue.put([one(1, { place: "new-1" })], "", { "new-1": place });
  queue.put([one(2, { place: "new-1" })], "");
  assert.deepEqual(asked[0].places, { "new-1": place });
  asked[0].answer({ ok: true, decisions: [], made: { "new-1": "dragut-point" } });
  await turn();
  assert.deepEqual([asked[1].decisions[0].place, asked[1].places], ["dragut-point", {}]);
});

test("what the server tells of others counts, but for what we are about to say", async () => {
  const { asked, queue } = server();
  queue.put([one(1)], "");
  queue.know([
    { ...one(1), seen: "theirs" },
    { ...one(3), seen: "s3" },
  ]);
  assert.equal(asked[0].decisions[0].seen, "");
  asked[0].answer({ ok: true, decisions: [], disagreed: [{ ...one(1), seen: "theirs" }] });
  await turn();
  queue.put([one(1), one(3)], "");
  assert.deepEqual(
    asked[1].decisions.map(({ seen }) => seen),
    ["theirs", "s3"],
  );
});

test("the region of a text is where most of it lies, over the 180th meridian too", () => {
  const at = (/** @type {number} */ lng, /** @type {number} */ lat, weight = 1) => ({
    at: [lng, lat],
    weight,
  });
  assert.deepEqual(regionOf([at(14.5, 35.9, 5), at(14.2, 36.0, 3), at(-70, 40)]), [14.5, 35.9]);
  assert.equal(regionOf([]), null);
  assert.ok(Math.abs(distanceKm([179.5, 0], [-179.5, 0]) - 111.2) < 0.2);
  const box = boxOf([
    [179.5, -10],
    [-179.5, -12],
  ]);
  assert.ok(box && box[2] - box[0] < 3 && box[0] > 178);
  assert.equal(boxOf([]), null);
});
