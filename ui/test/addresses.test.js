import assert from "node:assert/strict";
import test from "node:test";
import { pageInLanguage, pageOf, stateShown } from "../src/pure/frozen-paths.js";
import { jsonOfDataUri, near, packOf, whole } from "../src/pure/packs.js";
import { formsAddress } from "../src/pure/share-address.js";
import { shapeOf } from "../src/pure/shapes.js";

test("days of a year and steps of a tour lie in one script", () => {
  assert.equal(packOf("/data/1/timeline/1804-05-14.en.json"), "/data/1/timeline/1804.en.json");
  assert.equal(packOf("/data/1/timeline/-0400-05-14.en.json"), "/data/1/timeline/-0400.en.json");
  assert.equal(packOf("/data/1/tours/west/3.en.json"), "/data/1/tours/west.en.json");
  assert.equal(packOf("/data/1/borders/x.json"), "/data/1/borders/x.json");
});

test("parts stand where they are referred to, and are the same object each time", () => {
  const parts = [{ a: 1 }, { b: { $: 0 } }];
  const found = whole({ x: [{ $: 1 }, { $: 1 }, null, "y"] }, parts);
  assert.deepEqual(found, { x: [{ b: { a: 1 } }, { b: { a: 1 } }, null, "y"] });
  assert.equal(found.x[0], found.x[1]);
});

test("links of a frozen site begin where its page stands", () => {
  assert.deepEqual(near({ href: "frozen:/en/a.html", rows: ["frozen:/b", "plain", 1] }, "../../"), {
    href: "../../en/a.html",
    rows: ["../../b", "plain", 1],
  });
});

test("data in an address, by percent or in base64", () => {
  assert.deepEqual(jsonOfDataUri("data:application/json,%7B%22a%22%3A%22%C3%B6%22%7D"), { a: "ö" });
  assert.deepEqual(jsonOfDataUri("data:application/json;base64,eyJhIjoiw7YifQ=="), { a: "ö" });
});

test("the page in another language is in its folder", () => {
  const at = { top: "/site/", languages: ["en", "fr"] };
  assert.equal(pageInLanguage({ ...at, path: "/site/en/events/a.html", wanted: "fr" }), "fr/events/a.html");
  assert.equal(pageInLanguage({ ...at, path: "/site/index.html", wanted: "fr" }), "fr/index.html");
  assert.equal(pageInLanguage({ ...at, path: "/site/fr/events/a.html", wanted: "fr" }), null);
});

test("a form leads to a page when all is chosen", () => {
  const page = "../compare/{a}/{b}.html";
  assert.equal(pageOf(page, new Map([["a", "x"], ["b", "y z"]])), "../compare/x/y%20z.html"); // prettier-ignore
  assert.equal(pageOf(page, new Map([["a", "x"], ["b", ""]])), undefined); // prettier-ignore
  assert.equal(pageOf(page, new Map()), undefined);
});

test("what stood on a day: in the frame of the other border, else in the widest", () => {
  const frames = new Map([["p", 2], ["q", 1], ["r", 2]]); // prettier-ignore
  assert.equal(stateShown(["q", "p"], frames, "r"), "p");
  assert.equal(stateShown(["p", "q"], frames, "none"), "q");
  assert.equal(stateShown([], frames, "r"), undefined);
});

const forms = (opener, page, query = {}) =>
  formsAddress(new URL(opener, "https://x.test"), new URLSearchParams(page), query);

test("a map is shared as it is seen", () => {
  assert.equal(forms("/share/events/a?lang=en", "lang=fr&view=1,2,3,4"), "/share/events/a.json?lang=en");
  assert.equal(
    forms("/share/compare/a/b?lang=en", "mode=swipe", { view: "1,2,3,4" }),
    "/share/compare/a/b.json?mode=swipe&lang=en&view=1%2C2%2C3%2C4",
  );
});

test("the day of a timeline and the step of a tour are part of the name", () => {
  assert.equal(
    forms("/share/timeline/1804-05-14?lang=en", "on=-0400-01-01"),
    "/share/timeline/-0400-01-01.json?lang=en",
  );
  assert.equal(
    forms("/share/timeline/1804-05-14?lang=en", "on=soon"),
    "/share/timeline/1804-05-14.json?lang=en",
  );
  assert.equal(forms("/share/tour/west/1?lang=en", "step=4&ids=a,b"), "/share/tour/west/4.json?lang=en");
});

test("a thing is made of one shape or of several that lie together", () => {
  const square = { type: "Polygon", coordinates: [[[0, 0]]] };
  const pair = { type: "MultiPolygon", coordinates: [[[[1, 1]]], [[[2, 2]]]] };
  const shapes = new Map([
    ["a", square],
    ["b", pair],
  ]);
  assert.equal(shapeOf(shapes, "a"), square);
  assert.deepEqual(shapeOf(shapes, "a+b"), {
    type: "MultiPolygon",
    coordinates: [[[[0, 0]]], [[[1, 1]]], [[[2, 2]]]],
  });
  assert.equal(shapeOf(shapes, "a+c"), null);
});

test("the view of a day is part of the name under which it is shared", () => {
  const opener = new URL("http://x/share/timeline/1921-03-16?lang=en");
  /** @param {string} query */
  const shared = (query) => formsAddress(opener, new URLSearchParams(query), {});
  assert.equal(shared("on=1920-07-20&view=law"), "/share/timeline/1920-07-20/law.json?lang=en");
  assert.equal(shared("on=1920-07-20&view=38,37,51,42"), "/share/timeline/1920-07-20.json?lang=en");
});
