/* In which corner of a map a picture hides the least. */

const PICTURE_PX = { x: 252, y: 178 }; // the most that a locator takes with its edges

/**
 * The corner without buttons that holds the fewest signs.
 * @param {XY} size
 * @param {XY[]} signs
 */
export function freestCorner(size, signs) {
  const [right, bottom] = [size.x - PICTURE_PX.x, size.y - PICTURE_PX.y];
  const corners = [
    { name: /** @type {const} */ ("bottomleft"), left: 0, top: bottom },
    { name: /** @type {const} */ ("topright"), left: right, top: 0 },
    { name: /** @type {const} */ ("bottomright"), left: right, top: bottom },
  ];
  const counted = corners.map(({ name, left, top }) => {
    const hidden = signs.filter(
      ({ x, y }) => x > left && x < left + PICTURE_PX.x && y > top && y < top + PICTURE_PX.y,
    );
    return { name, hidden: hidden.length };
  });
  return counted.reduce((best, next) => (next.hidden < best.hidden ? next : best)).name;
}
