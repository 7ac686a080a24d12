/*
 * Room on a map: what is taken of it, whether a word has room at a place, and where words stand when only the frame has
 * changed.
 */
import table from "../../../templates/static/style.json" with { type: "json" };
import { boxesOf, isFree } from "./boxes.js";
import { leadBoxes } from "./ground-places.js";

const rules = table.placement;

/**
 * What of a map is taken: the boxes that no word may touch, the cells of lines, where a name already stands.
 * @typedef {object} Plane
 * @property {Box} view
 * @property {Box[]} used
 * @property {Box[]} [held] what hides names, and silences no town that it stands on
 * @property {Box[]} led what no line to a name may touch: names and other such lines
 * @property {Set<number>} busy
 * @property {Map<string, XY>} names so that a town never repeats a feature
 * @property {Map<Word, import("./terrain.js").Mask>} masks the ground of areas
 * @property {import("./strands.js").Samples} [lines] if there are several
 * @property {number} scale how much larger than on a small screen words are
 */

/** @typedef {import("./ground-places.js").Size} Size */
/** @typedef {Candidate & {boxes: Box[], leads: Box[]}} Found */
/** @typedef {{at: XY | null, best: Found}} Placed */

/**
 * @param {XY} at
 * @returns {Box}
 */
export const dotBox = ({ x, y }) => [x - rules.dot_px, y - rules.dot_px, x + rules.dot_px, y + rules.dot_px];

/**
 * The boxes that a word and the line to it would take; nothing if something stands there.
 * @param {Candidate} place
 * @param {Plane} plane
 * @param {Box} frame
 */
export function roomFor(place, { view, used, led, held = [] }, frame) {
  const boxes = boxesOf(place, place.size.width, place.size.height);
  if (!isFree(boxes, frame, used) || !isFree(boxes, frame, held)) return null;
  const leads = place.lead && !place.short ? leadBoxes(place.lead) : [];
  return isFree(leads, view, led) ? { boxes, leads } : null;
}

/**
 * Where a word may stand: a little off the edge, and in its own part of the view.
 * @param {Word} word
 * @param {Box} view
 * @returns {Box}
 */
export function frameOf(word, view) {
  const edge = rules.edge_px;
  /** @type {Box} */
  const frame = [view[0] + edge, view[1] + edge, view[2] - edge, view[3] - edge];
  return partOf(word, frame);
}

/**
 * The part of a box in which a word and what it names are seen.
 * @param {Word} word
 * @param {Box} box
 * @returns {Box}
 */
export function partOf(word, [left, top, right, bottom]) {
  const [from, to] = word.within?.() || [left, right]; // the half of a frame that two share
  return [Math.max(left, from), top, Math.min(right, to), bottom];
}

/**
 * @param {Word} word
 * @param {Placed} placed
 * @param {Plane} plane
 */
export function take(word, { at, best }, plane) {
  const aside = rules.aside_px; // two words side by side are not to be read as one name
  for (const [left, top, right, bottom] of best.boxes)
    plane.used.push([left - aside, top, right + aside, bottom]);
  plane.led.push(...best.boxes, ...best.leads);
  plane.used.push(...best.leads);
  if (at && word.dot) plane.used.push(dotBox(at));
  if (at) plane.names.set(word.text, at);
}

/**
 * Where words stand on a map that shows the same, somewhat higher or lower: nothing if one of them has no room there.
 * @param {[Word, Placed | null][]} placed
 * @param {XY} by
 * @param {Plane} plane whose room they take
 * @returns {[Word, Placed | null][] | null}
 */
export function moveWords(placed, { x: dx, y: dy }, plane) {
  /** @param {Box} box */
  const moved = ([x0, y0, x1, y1]) => /** @type {Box} */ ([x0 + dx, y0 + dy, x1 + dx, y1 + dy]);
  /** @type {[Word, Placed | null][]} */
  const all = [];
  for (const [word, found] of placed) {
    if (found) {
      const { best, at } = found;
      const boxes = best.boxes.map(moved);
      const leads = best.leads.map(moved);
      const frame = frameOf(word, plane.view);
      const fits = isFree(boxes, frame, plane.used) && isFree(boxes, frame, plane.held || []);
      if (!fits || !isFree(leads, plane.view, plane.led)) return null;
      const lead = best.lead && moved(best.lead);
      const here = { ...best, x: best.x + dx, y: best.y + dy, boxes, leads, lead };
      const one = { at: at && { x: at.x + dx, y: at.y + dy }, best: here };
      take(word, one, plane);
      all.push([word, one]);
    } else all.push([word, null]);
  }
  return all;
}
