/* Shapes of shared lines; `tests/render/test_shared_lines.py` makes them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { isSharedLines, shapesOfLines } from "../src/pure/lines.js";

const SHARED = {
  type: "SharedLines",
  unit: 100,
  lines: [
    [100, 0, 0, 100],
    [100, 100, -100, 0, 0, -100, 100, 0],
    [100, 0, 100, 0, 0, 100, -100, 0],
    [140, 40, 0, 20, 20, 0, 0, -20, -20, 0],
  ],
  shapes: {
    west: { type: "Polygon", lines: [[0, 1]] },
    east: { type: "Polygon", lines: [[2, -1], [3]] },
    lakes: { type: "MultiPolygon", lines: [[[-4]]] },
    between: { type: "LineString", lines: [0] },
    shores: { type: "MultiLineString", lines: [[0], [-1]] },
  },
};

test("shapes are made of lines, ahead or from their end", () => {
  assert.ok(isSharedLines(SHARED));
  assert.ok(!isSharedLines({ $: 1 }));
  const { type, features } = shapesOfLines(SHARED);
  assert.equal(type, "FeatureCollection");
  const found = Object.fromEntries(features.map((one) => [one.id, one.geometry]));
  assert.deepEqual(found.west, {
    type: "Polygon",
    coordinates: [
      [
        [1, 0],
        [1, 1],
        [0, 1],
        [0, 0],
        [1, 0],
      ],
    ],
  });
  assert.deepEqual(found.east.coordinates[0], [
    [1, 0],
    [2, 0],
    [2, 1],
    [1, 1],
    [1, 0],
  ]);
  const ring = [
    [1.4, 0.4],
    [1.4, 0.6],
    [1.6, 0.6],
    [1.6, 0.4],
    [1.4, 0.4],
  ];
  assert.deepEqual(found.east.coordinates[1], ring);
  assert.deepEqual(found.lakes.coordinates, [[[...ring].reverse()]]);
  assert.deepEqual(found.between.coordinates, [
    [1, 0],
    [1, 1],
  ]);
  assert.deepEqual(found.shores.coordinates, [
    [
      [1, 0],
      [1, 1],
    ],
    [
      [1, 1],
      [1, 0],
    ],
  ]);
});
