import assert from "node:assert/strict";
import test from "node:test";
import { beginningOf, reportAt, walk } from "../src/pure/clock.js";
import { freestCorner } from "../src/pure/corner.js";
import { parseExtent } from "../src/pure/extent.js";
import { wrap } from "../src/pure/lettering.js";
import { momentOf, nextDay } from "../src/pure/moments.js";
import { jsonOfDataUri } from "../src/pure/packs.js";
import { boxesOf } from "../src/pure/boxes.js";
import { pixelsOf, stretchOf } from "../src/pure/projection.js";
import { pixelRuns } from "../src/pure/runs.js";
import { TileIndex } from "../src/pure/tile-index.js";
import { Track } from "../src/pure/track.js";

// Where a rule ends: each case stands on a limit, and the next beside it.

test("lengths in pixels", () => {
  assert.ok(Math.abs(pixelsOf(2 * Math.PI * 6371.0088, 0, 0) - 256) < 1e-9);
  assert.ok(Math.abs(pixelsOf(2 * Math.PI * 6371.0088, 0, 3) - 2048) < 1e-9);
});

test("beyond 85 degrees a map is stretched no further", () => {
  assert.equal(stretchOf(89, 0.0001), stretchOf(85, 0.0001));
  assert.ok(stretchOf(85, 0.0001) > stretchOf(84, 0.0001));
});

test("the smallest and the largest view", () => {
  assert.deepEqual(parseExtent("0,0,0.0011,0.0011"), [0, 0, 0.0011, 0.0011]);
  assert.equal(parseExtent("0,0,0.0009,1"), null);
  assert.equal(parseExtent("0,0,1,0.0009"), null);
  assert.deepEqual(parseExtent("-180,-85,180,85"), [-180, -85, 180, 85]);
  assert.equal(parseExtent("-180,-85.1,180,85"), null);
  assert.equal(parseExtent("-180,-85,180,85.1"), null);
  assert.deepEqual(parseExtent("400,0,540,1"), [40, 0, 180, 1]);
  assert.equal(parseExtent("400,0,540.1,1"), null);
  assert.equal(parseExtent("-180,0,180.1,1"), null);
  assert.equal(parseExtent("90,0,1,1"), null); // less than a quarter of the world back is a slip, not the 180th meridian
  assert.deepEqual(parseExtent("91,0,1,1"), [91, 0, 361, 1]);
});

test("a line is begun where it comes near, with the point before", () => {
  const view = { scale: 1, x: 0, y: 0, width: 10, height: 10, turn: 0, pad: 5 };
  /** @param {number[]} flat */
  const runs = (flat) => pixelRuns(Float64Array.from(flat), view, false);
  assert.deepEqual(runs([-50, 5, -5, 5]), []); // it only touches the border of what is near
  assert.deepEqual(runs([-50, 5, -4, 5]), [[-50, 5, -4, 5]]);
  assert.deepEqual(runs([5, 60, 5, 15]), []);
  assert.deepEqual(runs([5, 60, 5, 14]), [[5, 60, 5, 14]]);
});

test("a short turned word has two boxes at least", () => {
  assert.equal(boxesOf({ x: 0, y: 0, angle: 0.1 }, 10, 12).length, 2);
  assert.equal(boxesOf({ x: 0, y: 0, angle: 0.1 }, 37, 12).length, 4);
});

test("of two gaps as near to the middle the first breaks a name", () => {
  assert.deepEqual(
    wrap("aaa bbbb cc", "area", 1, (text) => text.length * 40),
    ["aaa", "bbbb cc"],
  );
  assert.equal(wrap("aa bb", "feature-3", 1, () => 140).length, 1);
  assert.equal(wrap("aa bb", "feature-3", 1, () => 141).length, 2);
});

test("every moment is found, whichever half it lies in", () => {
  const moments = [0, 2, 4, 6, 8, 10, 12];
  for (const [i, day] of moments.entries()) {
    assert.equal(momentOf(moments, day), i);
    assert.equal(momentOf(moments, day + 1), i);
  }
  assert.equal(momentOf([5], 0), 0);
});

test("the day before the last is followed by the last, and that by none", () => {
  assert.equal(nextDay(9, [0], 10, false), 10);
  assert.equal(nextDay(10, [0], 10, false), undefined);
});

test("an address says by itself whether it is in base64", () => {
  assert.deepEqual(jsonOfDataUri('data:application/json,{"base64":";base64,"}'), { base64: ";base64," });
});

test("the sea is looked up from a tile to the whole world", () => {
  const part = { sea: ["0/0/0"], zooms: [{ z: 3, x: [0, 7], y: [0, 7] }], relief: [] };
  assert.equal(new TileIndex({ parts: [part] }, () => false).allSea({ z: 3, x: 5, y: 1 }), true);
  const half = { ...part, sea: ["1/0/0"] };
  assert.equal(new TileIndex({ parts: [half] }, () => false).allSea({ z: 3, x: 3, y: 3 }), true);
  assert.equal(new TileIndex({ parts: [half] }, () => false).allSea({ z: 3, x: 4, y: 3 }), false);
});

test("signs at the edge of a picture are not under it", () => {
  assert.equal(freestCorner({ x: 800, y: 600 }, [{ x: 252, y: 500 }]), "bottomleft");
  assert.equal(freestCorner({ x: 800, y: 600 }, [{ x: 251, y: 500 }]), "topright");
  assert.equal(freestCorner({ x: 800, y: 600 }, [{ x: 100, y: 422 }]), "bottomleft");
  assert.equal(freestCorner({ x: 800, y: 600 }, [{ x: 100, y: 423 }]), "topright");
});

const stop = (/** @type {number} */ n) => ({ feature: "", name: "", when: "", n, km: n, day: n });
const variant = {
  id: "v",
  title: "",
  stops: [stop(1), stop(2)],
  legs: ["gone"],
  near: [1, 2],
  far: [1, 2],
  runs: /** @type {any} */ ([[0, "moving", ""]]),
  reports: /** @type {any} */ ([[10, "told"]]),
};

test("an account whose legs are not on the map still has its kilometres", () => {
  const track = new Track(variant, () => undefined);
  assert.deepEqual(track.lngLat(1.5), [0, 0]);
  assert.deepEqual(track.parts(0, 2), []);
});

test("reports, steps and beginnings at their limits", () => {
  assert.equal(reportAt(variant, 11.21), null);
  assert.equal(reportAt(variant, 11.19), "told");
  const way = { index: 0, step: null, passed: 1, rests: false };
  assert.deepEqual(walk([variant], way, -1), { index: 0, step: 1 });
  const journey = { first: "1804-05-14", days: 6, variants: [variant], at: { variant: "v" } };
  assert.deepEqual(beginningOf(journey, new URLSearchParams("at=1804-05-20"))?.offset, 6);
  assert.equal(beginningOf(journey, new URLSearchParams("at=1804-05-21")), null);
  assert.deepEqual(beginningOf(journey, new URLSearchParams("at=1804-05-14"))?.offset, 0);
});
