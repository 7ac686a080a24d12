/* Where a pointer at the edge of a map stands. */

const INSET = { left: 68, top: 12, right: 12, bottom: 40 }; // clear of the buttons and of the scale bar

/**
 * Where the ray from the middle of the map to a point leaves the frame that a pointer keeps to.
 * @param {XY} size
 * @param {XY} to
 * @param {number} width of the pointer
 * @param {number} height
 */
export function edgeAt(size, to, width, height) {
  const [left, top] = [INSET.left + width / 2, INSET.top + height / 2];
  const [right, bottom] = [size.x - INSET.right - width / 2, size.y - INSET.bottom - height / 2];
  const from = { x: (left + right) / 2, y: (top + bottom) / 2 };
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const t = Math.min(
    dx ? ((dx > 0 ? right : left) - from.x) / dx : Infinity,
    dy ? ((dy > 0 ? bottom : top) - from.y) / dy : Infinity,
  );
  return { x: from.x + dx * t, y: from.y + dy * t };
}
