/* The relief as one sheet: tiles are compressed one by one, so the shade of one steps where the next begins. */
import table from "../../../templates/static/style.json" with { type: "json" };
import { contextOf } from "../drawing/surface.js";

/** @typedef {import("./tiles.js").Relief} Relief */

const reach = table.ground.relief_seam_px;

/**
 * Which of its neighbours are here.
 * @param {Relief} relief
 */
const metBy = (relief) =>
  relief
    .around()
    .map(({ other }) => Number(!!other))
    .join("");

/**
 * Has a relief not met all of its neighbours yet?
 * @param {Relief} relief
 */
export const isRough = (relief) => relief.met !== metBy(relief);

/**
 * A relief as it is to be painted: until it has met its neighbours, alone.
 * @param {Relief} relief
 */
export const sheetOf = (relief) => (relief.sheet && !isRough(relief) ? relief.sheet : relief.image);

/**
 * A relief with a pixel of its neighbours round it, so that it is not scaled alone; near each edge it turns into the
 * mirror of the neighbour, half of it at the edge itself. Nothing is read back: a page from a disk may not. This takes as
 * long as a map takes to be painted, so it is done when a map stands.
 * @param {Relief} relief
 */
export function meet(relief) {
  const sheet = mend(relief.image, relief.around());
  Object.assign(relief, { met: metBy(relief), sheet, soft: undefined });
}

/**
 * @param {HTMLImageElement} image
 * @param {ReturnType<Relief["around"]>} around
 */
function mend(image, around) {
  const { width: side } = image;
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = side + 2;
  const ctx = contextOf(canvas);
  ctx.drawImage(image, 1, 1);
  for (const [from, to] of [
    [0, 0],
    [side - 1, side + 1],
  ]) {
    ctx.drawImage(image, 0, from, side, 1, 0, to, side + 2, 1);
    ctx.drawImage(image, from, 0, 1, side, to, 1, 1, side);
  }
  for (const { x, y, other } of around) {
    if (other?.width !== side) continue;
    for (let off = -1; off < reach; off += 1) {
      const [near, far] = [Math.max(off, 0), side - 1 - Math.max(off, 0)];
      const here = x + y > 0 ? side - off : 1 + off;
      const there = x + y > 0 ? near : far;
      ctx.globalAlpha = 0.5 - (off + 0.5) / (2 * reach);
      if (x) ctx.drawImage(other, there, 0, 1, side, here, 1, 1, side);
      else ctx.drawImage(other, 0, there, side, 1, 1, here, side, 1);
    }
  }
  return canvas;
}
