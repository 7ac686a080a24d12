/* A canvas that is as sharp as the screen. */

export const pixelRatio = () => Math.min(2, window.devicePixelRatio || 1);

/** @param {HTMLCanvasElement} canvas */
export function contextOf(canvas) {
  const context = canvas.getContext("2d");
  if (!context) throw new Error("no canvas to draw on");
  return context;
}

/**
 * Give a canvas its size; to set it also wipes what is on it.
 * @param {HTMLCanvasElement} canvas
 * @param {XY} size in pixels of the page
 * @param {number} ratio
 * @param {boolean} keep leave it alone if it has that size
 */
export function fitCanvas(canvas, size, ratio, keep) {
  const width = Math.round(size.x * ratio);
  const height = Math.round(size.y * ratio);
  if (keep && canvas.width === width && canvas.height === height) return;
  canvas.width = width;
  canvas.height = height;
  canvas.style.width = size.x + "px";
  canvas.style.height = size.y + "px";
}
