/* Boxes that words take, and what lies under them. */
import { cellKey } from "./runs.js";

/**
 * @param {Box} a
 * @param {Box} b
 */
export const overlap = (a, b) => a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1];

/**
 * The boxes that a word takes: one if it stands level, a row of them if it is turned.
 * @param {XY & {angle: number}} candidate
 * @param {number} width
 * @param {number} height
 * @returns {Box[]}
 */
export function boxesOf(candidate, width, height) {
  const { x, y, angle } = candidate; // x, y: middle of the label
  if (!angle) return [[x - width / 2, y - height / 2, x + width / 2, y + height / 2]];
  /** @type {Box[]} */
  const boxes = [];
  const dx = Math.cos(angle);
  const dy = Math.sin(angle);
  const steps = Math.max(2, Math.ceil(width / height));
  const half = height * 0.55;
  for (let i = 0; i < steps; i += 1) {
    const along = -width / 2 + (width * (i + 0.5)) / steps;
    const reach = Math.max(half, (Math.abs(dx) * width) / steps / 2, (Math.abs(dy) * width) / steps / 2);
    boxes.push([
      x + dx * along - reach,
      y + dy * along - reach,
      x + dx * along + reach,
      y + dy * along + reach,
    ]);
  }
  return boxes;
}

/**
 * How many cells of lines lie under boxes.
 * @param {Box[]} boxes
 * @param {Cells} busy
 * @param {number} cell
 */
export function crossing(boxes, busy, cell) {
  let count = 0;
  for (const b of boxes) {
    for (let x = Math.floor(b[0] / cell); x <= b[2] / cell; x += 1) {
      for (let y = Math.floor(b[1] / cell); y <= b[3] / cell; y += 1) if (busy.has(cellKey(x, y))) count += 1;
    }
  }
  return count;
}

/**
 * Do boxes stand in a frame and on nothing?
 * @param {Box[]} boxes
 * @param {Box} frame
 * @param {Box[]} used
 */
export const isFree = (boxes, [left, top, right, bottom], used) =>
  boxes.every((b) => b[0] >= left && b[1] >= top && b[2] <= right && b[3] <= bottom) &&
  !boxes.some((b) => used.some((u) => overlap(b, u)));
