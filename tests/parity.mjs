/* What the browser's code makes of the cases of tests/test_parity.py: JSON in, JSON out. */
import { readFileSync } from "node:fs";
import { strandOf } from "../ui/src/pure/along.js";
import { fadePens, hatchLines, marksOf } from "../ui/src/pure/ornaments.js";
import { byWeight, masksOf, placeWord } from "../ui/src/pure/placement.js";
import { metresAPixel, pixelsOf, project01, stretchOf, worldParts } from "../ui/src/pure/projection.js";
import { samplesOf } from "../ui/src/pure/strands.js";
import { addCells, headingOf, shorten, spots, stations, waves } from "../ui/src/pure/runs.js";

const cellsOf = (runs, cell) => {
  const cells = new Set();
  addCells(cells, runs, cell, { x: 0, y: 0 });
  return cells;
};

function place({ frame, obstacles, lines, labels, cell }) {
  const words = labels.map((label, order) => ({
    ...label,
    order,
    centre: label.centred,
    runs: label.runs && (() => label.runs),
    ground: label.ground && (() => label.ground),
  }));
  const strands = words.filter(({ runs }) => runs).map(({ strand, runs }) => [strand, runs()]);
  const plane = {
    view: frame,
    used: [...obstacles],
    led: [],
    busy: cellsOf(lines, cell),
    names: new Map(),
    masks: masksOf(words, frame),
    lines: new Set(strands.map(([strand]) => strand)).size > 1 ? samplesOf(strands) : undefined,
    scale: 1,
  };
  const sizesOf = ({ width, height, narrow }) =>
    [[width, height], narrow].filter(Boolean).map(([w, h]) => ({ lines: [], width: w, height: h }));
  const placed = words.map(() => null);
  for (const word of [...words].sort(byWeight)) {
    const at = word.at ? { x: word.at[0], y: word.at[1] } : null;
    const found = placeWord(word, plane, at, sizesOf);
    if (!found) continue;
    const { x, y, angle, number, boxes, lead } = found.best;
    placed[word.order] = [x, y, angle, number ? 1 : 0, ...boxes.flat(), ...(lead || [])];
  }
  return placed;
}

const does = {
  place,
  project: ({ lon, lat, zoom }) => project01(lon, lat).map((part) => part * 256 * 2 ** zoom),
  disc: ({ lon, lat, radius_km }) =>
    [...worldParts({ type: "Point", coordinates: [lon, lat] }, radius_km).discs[0]],
  band: ({ km, lat, zoom }) => pixelsOf(km, lat, zoom),
  metres: ({ lat, zoom }) => metresAPixel(lat, zoom),
  stretch: ({ north, south }) => stretchOf(north, south),
  marks: ({ ticks, width, dash }) => {
    const { first, period, size, hole, stroke } = marksOf(ticks, width, dash);
    return [first, period, size, hole, stroke];
  },
  stations: ({ run, first, period }) => stations(run, first, period).flat(),
  spots: ({ run, period }) => spots([run], period).flat(),
  wave: ({ run }) => waves([run], 1)[0],
  before: ({ run, by }) => shorten([run], by)[0],
  heading: ({ run }) => headingOf(run),
  hatch: ({ box, through, angle, gap }) =>
    hatchLines(box, { x: through[0], y: through[1] }, angle, gap).flat(),
  fade: ({ side }) => fadePens(side).flat(),
  strand: ({ id, p }) => strandOf({ id, p }),
};

const cases = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(cases.map(({ what, ...given }) => does[what](given))));
