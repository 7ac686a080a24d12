/*
 * Places for the name of an area: on its own ground, beside it with a line that ends on it, or its number.
 * mapsvc/render/picture/ground_places.py does the same for pictures; a test compares the two.
 */
import table from "../../../templates/static/style.json" with { type: "json" };
import { countIn, holdsAt, isBy, shareOf, spotIn } from "./terrain.js";

const rules = table.ground_names;
const PIECE = 4; // a line to a name is kept free in such boxes

/** @typedef {import("./terrain.js").Mask} Mask */
/** @typedef {{lines: string[], width: number, height: number, scale?: number}} Size */

/**
 * A cost without what is noise: two places that are as good as each other cost the same.
 * @param {number} cost
 */
export const comparable = (cost) => Math.floor(cost * 1e6 + 0.5) / 1e6;

/**
 * @param {XY} spot
 * @param {{width: number, height: number}} size
 * @returns {Box}
 */
export const boxAbout = ({ x, y }, { width, height }) => [
  x - width / 2,
  y - height / 2,
  x + width / 2,
  y + height / 2,
];

/**
 * Where a name is at home: at the point that the map gives, or in the middle of what is seen of the area.
 * @param {Mask} mask
 * @param {XY | null} at
 */
export const homeOf = (mask, at) => (at && holdsAt(mask, at) ? at : mask.middle);

/**
 * Places on the ground itself, the best first.
 * @param {Mask} mask
 * @param {Size} size
 * @param {XY} home
 * @param {{over: Mask[], least: number, base: number, keep?: XY | null}} how `over`: smaller areas that lie on this one
 * @returns {Candidate[]}
 */
export function onGround(mask, size, home, { over, least, base, keep }) {
  const step = Math.max(2, Math.min(8, Math.round(Math.sqrt(mask.count / rules.spots))));
  const lying = over.filter((other) => isBy(mask, other, size));
  /** @type {Candidate[]} */
  const found = [];
  /**
   * @param {XY} spot
   * @param {number} slot
   */
  const weigh = (spot, slot) => {
    const box = boxAbout(spot, size);
    const share = shareOf(mask, box);
    if (share < least) return;
    const away = Math.hypot(spot.x - home.x, 2 * (spot.y - home.y)) * rules.away_cost;
    const under = lying.reduce((sum, other) => sum + shareOf(other, box), 0) * rules.over_cost;
    const cost = comparable(base + (1 - share) * rules.outside_cost + away + under);
    found.push({ ...spot, angle: 0, cost, slot, size });
  };
  if (keep) weigh(keep, -1);
  weigh(home, 0);
  for (let row = Math.floor(step / 2); row < mask.rows; row += step) {
    for (let col = Math.floor(step / 2); col < mask.cols; col += step) {
      if (countIn(mask, col, row, col + 1, row + 1)) weigh(spotIn(mask, col, row), row * mask.cols + col + 1);
    }
  }
  return found.sort((a, b) => a.cost - b.cost);
}

/**
 * Places about a point with a line to it, the nearest first.
 * @param {XY} end
 * @param {Size} size
 * @param {{reaches: number[], scale: number, slot: number, others?: Mask[], late?: number}} how `others`: ground of other names
 * @returns {Candidate[]}
 */
export function withLeader(end, size, { reaches, scale, slot, others = [], late = 0 }) {
  /** @type {Candidate[]} */
  const found = [];
  reaches.forEach((reach, ring) => {
    for (let way = 0; way < rules.ways; way += 1) {
      const angle = (2 * Math.PI * way) / rules.ways;
      const [dx, dy] = [Math.cos(angle), Math.sin(angle)];
      const spot = {
        x: end.x + dx * (reach * scale + size.width / 2),
        y: end.y + dy * (reach * scale + size.height / 2),
      };
      const box = boxAbout(spot, size);
      const under = others.reduce((sum, other) => sum + shareOf(other, box), 0) * rules.others_cost;
      const cost = comparable(reach * rules.reach_cost + under + late);
      found.push({
        ...spot,
        angle: 0,
        cost,
        slot: slot + ring * rules.ways + way,
        size,
        lead: leadOf(box, end),
      });
    }
  });
  return found.sort((a, b) => a.cost - b.cost);
}

/**
 * The line from a box to the point that it names.
 * @param {Box} box
 * @param {XY} end
 * @returns {[x0: number, y0: number, x1: number, y1: number]}
 */
export const leadOf = ([left, top, right, bottom], { x, y }) => [
  Math.max(left, Math.min(right, x)),
  Math.max(top + 3, Math.min(bottom - 3, y)),
  x,
  y,
];

/**
 * The boxes that a line covers, but for its beginning at its own name.
 * @param {[x0: number, y0: number, x1: number, y1: number]} lead
 * @returns {Box[]}
 */
export function leadBoxes([x0, y0, x1, y1]) {
  const count = Math.max(1, Math.ceil(Math.hypot(x1 - x0, y1 - y0) / PIECE));
  return Array.from({ length: count }, (_, i) => {
    const share = (i + 1) / count;
    const [x, y] = [x0 + (x1 - x0) * share, y0 + (y1 - y0) * share];
    return /** @type {Box} */ ([x - PIECE / 2, y - PIECE / 2, x + PIECE / 2, y + PIECE / 2]);
  });
}

/**
 * Places beside an area with a line to it.
 * @param {Size} size
 * @param {XY} end well inside of the area
 * @param {{others: Mask[], scale: number, slot: number}} how `others`: ground of other names
 */
export const besideGround = (size, end, { others, scale, slot }) =>
  withLeader(end, size, {
    reaches: rules.reaches_px,
    scale,
    slot,
    others,
  }).filter(({ cost }) => cost <= rules.most_leader_cost);

/**
 * Places off a line with a line to it.
 * @param {XY} end where only that line runs
 * @param {Size} size
 * @param {{scale: number, slot: number, late: number}} how `late`: how many other points are better
 */
export const offLine = (end, size, how) =>
  withLeader(end, size, { reaches: table.line_names.lead_reaches_px, ...how });

/**
 * How large the sign of a number is.
 * @param {number} number
 * @param {number} scale
 * @returns {Size}
 */
export function numberSize(number, scale) {
  const width = (rules.number_px + rules.digit_px * (String(number).length - 1)) * scale;
  return { lines: [String(number)], width, height: rules.number_px * scale, scale };
}

/**
 * Places for a number: about a point of what it names.
 * @param {XY} end
 * @param {Size} size
 * @param {number} slot
 * @returns {Candidate[]}
 */
export const numbersAbout = (end, size, slot) =>
  rules.number_off_px.flatMap((off, ring) =>
    Array.from({ length: off ? 8 : 1 }, (_, way) => ({
      x: end.x + Math.cos((Math.PI * way) / 4) * off,
      y: end.y + Math.sin((Math.PI * way) / 4) * off,
      angle: 0,
      cost: ring,
      slot: slot + ring * 8 + way,
      size,
      number: true,
    })),
  );

/**
 * Places for the number of an area: on its ground, or at its deepest point.
 * @param {Mask} mask
 * @param {Size} size
 * @param {XY} end
 * @param {number} slot
 */
export const numberOnGround = (mask, size, end, slot) => [
  ...onGround(mask, size, end, { over: [], least: rules.number_least, base: 0 }).map((place) => ({
    ...place,
    number: true,
  })),
  ...numbersAbout(end, size, slot).filter(({ x, y, slot: own }) => own === slot || holdsAt(mask, { x, y })),
];
