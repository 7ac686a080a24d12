import assert from "node:assert/strict";
import test from "node:test";
import { parseExtent } from "../src/pure/extent.js";
import {
  extentNear,
  extentOf,
  leastZoom,
  metresAPixel,
  pixelsOf,
  project01,
  stretchOf,
  turnsTo,
  viewsOf,
  worldParts,
} from "../src/pure/projection.js";

const near = (a, b, most = 1e-9) => assert.ok(Math.abs(a - b) <= most, `${a} is not ${b}`);

test("the world is a square from 0 to 1", () => {
  near(project01(0, 0)[0], 0.5);
  near(project01(0, 0)[1], 0.5);
  near(project01(-180, 85.0511)[0], 0);
  near(project01(0, 85.0511)[1], 0, 1e-5);
  near(project01(0, -89)[1], 1, 1e-5);
});

test("things come to the round of the world that is seen", () => {
  assert.equal(turnsTo(-179, 181), 1);
  assert.equal(turnsTo(10, 20), 0);
  assert.deepEqual(extentNear([-170, 0, -160, 5], 190), [190, 0, 200, 5]);
});

test("the least zoom fills the frame, in the steps of the map", () => {
  assert.equal(leastZoom({ x: 1024, y: 300 }, undefined, 1), 2);
  assert.equal(leastZoom({ x: 1000, y: 300 }, undefined, 0.25), 2);
  assert.equal(leastZoom({ x: 1024, y: 300 }, [-180, -80, 540, 80], 1), 1);
});

test("lengths at a latitude", () => {
  near(metresAPixel(0, 0), 156543.03515625, 0.01);
  near(metresAPixel(60, 0), 78271.5, 0.1);
  near(pixelsOf(100, 60, 5) / pixelsOf(100, 0, 5), 2, 1e-9);
});

test("a map is stretched by the cosine of its latitudes", () => {
  near(stretchOf(60, 0.0001), 2, 1e-4);
  near(stretchOf(60, -60), 2);
  near(stretchOf(50, 40), Math.cos((40 * Math.PI) / 180) / Math.cos((50 * Math.PI) / 180));
});

test("parts of geometries in world units", () => {
  const line = worldParts({ type: "LineString", coordinates: [[-90, 0], [90, 0]] }); // prettier-ignore
  assert.deepEqual([...line.lines[0]], [0.25, 0.5, 0.75, 0.5]);
  assert.deepEqual(line.span, [0.25, 0.75]);
  const polygon = worldParts({ type: "Polygon", coordinates: [[[0, 0], [90, 0], [0, 45], [0, 0]]] }); // prettier-ignore
  assert.equal(polygon.polygons[0].length, 1);
  assert.deepEqual(polygon.span, [0.5, 0.75]);
  assert.equal(worldParts({ type: "Point", coordinates: [1, 2] }).span, undefined);
});

test("a disc is as wide on the ground everywhere, so wider in degrees further north", () => {
  const width = (lat) => {
    const { span } = worldParts({ type: "Point", coordinates: [0, lat] }, 100);
    return (span[1] - span[0]) * 360;
  };
  near(width(0), 2 * 0.8993, 1e-3);
  near(width(60) / width(0), 2, 0.01);
});

test("the box of a geometry holds the disc of a point", () => {
  assert.deepEqual(extentOf({ type: "MultiPoint", coordinates: [[1, 2], [-3, 5]] }), [-3, 2, 1, 5]); // prettier-ignore
  const [west, south, east, north] = extentOf({ type: "Point", coordinates: [10, 60] }, 111.2);
  near(north - south, 2);
  near(east - west, 4, 1e-6);
});

test("a view is four numbers in order and in the world", () => {
  assert.deepEqual(parseExtent("1,2,3,4"), [1, 2, 3, 4]);
  assert.deepEqual(parseExtent("170,0,-170,10"), [170, 0, 190, 10]); // across the 180th meridian
  for (const wrong of [
    "",
    null,
    "1,2,3",
    "1,2,,4",
    "1,2,1,4",
    "1,5,3,4",
    "1,2,3,89",
    "x,2,3,4",
    "-600,0,1,1",
  ]) {
    assert.equal(parseExtent(wrong), null, String(wrong));
  }
});

test("a way is as many views long as fit into it at the equator", () => {
  near(viewsOf(40075016.686 / 4, 256, 2), 1);
  near(viewsOf(40075016.686 / 4, 512, 2), 0.5);
});
