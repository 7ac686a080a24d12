/* What lines and areas are told apart by: marks on a line, hatching. Pictures have the same; a test compares. */
import table from "../../../templates/static/style.json" with { type: "json" };

/** @type {Record<string, {period?: number, grow?: number, hole?: number, stroke?: number, share?: number, height?: number}>} */
const looks = table.ornaments;

/**
 * @typedef {object} Marks
 * @property {number} first how far from the beginning of its line the first stands
 * @property {number} period how far the next
 * @property {number} size across the line
 * @property {number} hole of a ring
 * @property {number} stroke
 */

/**
 * The marks of an ornament on a line of some width and dashes.
 * @param {string} ticks
 * @param {number} width
 * @param {number[]} dash
 * @returns {Marks}
 */
export function marksOf(ticks, width, dash) {
  const { period = 0, grow = 0, hole = 0, stroke = 0, share = 0 } = looks[ticks];
  const [first, next] = ticks === "rail" ? sleeperSteps(period, dash) : [period / 2, period];
  return {
    first,
    period: next,
    size: width + grow,
    hole: width + hole,
    stroke: Math.max(stroke, width * share),
  };
}

/**
 * Sleepers keep in step with the dashes of their line.
 * @param {number} least
 * @param {number[]} dash
 */
function sleeperSteps(least, dash) {
  if (!dash.length) return [least / 2, least];
  const beat = dash.reduce((sum, length) => sum + length, 0);
  return [dash[0] / 2, beat * Math.ceil(least / beat + (beat < least ? 1 : 0))];
}

/**
 * The dashes of a canvas that are marks `long` along a line.
 * @param {Marks} marks
 * @param {number} long
 */
export const dashesOf = ({ first, period }, long) => ({
  dash: [long, period - long],
  offset: long / 2 - first,
});

/**
 * The lines of a hatching over a box, each from end to end; one goes through a given point. An angle of 0 is level, of
 * 45 rises to the right.
 * @param {Box} box
 * @param {XY} through
 * @param {number} angle in degrees
 * @param {number} gap
 * @returns {Flat[]}
 */
export function hatchLines([left, top, right, bottom], through, angle, gap) {
  const [cos, sin] = [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)];
  const middle = { x: (left + right) / 2, y: (top + bottom) / 2 };
  const reach = Math.hypot(right - left, bottom - top) / 2;
  const phase = (through.x - middle.x) * sin + (through.y - middle.y) * cos;
  const lines = [];
  for (let k = Math.ceil((-reach - phase) / gap); k <= (reach - phase) / gap; k += 1) {
    const [x, y] = [middle.x + (phase + k * gap) * sin, middle.y + (phase + k * gap) * cos];
    lines.push([x - reach * cos, y + reach * sin, x + reach * cos, y - reach * sin]);
  }
  return lines;
}

/**
 * How broad and how strong the strokes are, one over the other, that take a tint away: nothing of it is left at their
 * line, all of it at their reach, gently at either end.
 * @param {number} side the lesser side of what fades, in pixels: most of it stays
 */
export function fadePens(side) {
  const { fade_px: most, fade_share: share, fade_steps: steps } = table.areas;
  const reach = Math.min(most, share * side);
  /** @type {[width: number, strength: number][]} */
  const pens = [];
  let left = 1;
  for (let step = steps; step > 0; step -= 1) {
    const at = (step - 1) / steps;
    const kept = at * at * (3 - 2 * at);
    pens.push([(2 * reach * step) / steps, 1 - kept / left]);
    left = kept;
  }
  return pens;
}
