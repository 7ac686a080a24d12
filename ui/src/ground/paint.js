/* How a tile of the ground is painted: relief, rivers, lakes, sea with its water lining, railways. */
import table from "../../../templates/static/style.json" with { type: "json" };
import { contextOf } from "../drawing/surface.js";
import { fade } from "../pure/colour.js";
import { sheetOf } from "./seams.js";
import { UNITS } from "./water.js";

/** @typedef {import("./tiles.js").Tile} Tile */
/** @typedef {import("./tiles.js").Relief} Relief */
/** @typedef {Record<string, string>} Colours */

const look = table.ground;

export const COLOURS = {
  land: "#efe7d3",
  sea: "#c5d9de",
  shore: "#5f8791",
  lake: "#c5d9de",
  river: "#8fb2bd",
};

/**
 * Seen closer than its source a relief would be blocks: it fades to a broad tint.
 * @param {number} grown pixels a pixel of it takes
 */
function nearness(grown) {
  const [whole, gone] = look.relief_grown.map(Math.log2);
  return Math.max(0, Math.min(1, (gone - Math.log2(grown)) / (gone - whole)));
}

/**
 * The relief without its slopes, whose places it does not know so near.
 * @param {Relief} relief
 */
function softOf(relief) {
  if (!relief.soft) {
    const sheet = sheetOf(relief);
    const canvas = document.createElement("canvas");
    canvas.width = sheet.width / look.relief_soft_px;
    canvas.height = sheet.height / look.relief_soft_px;
    const ctx = contextOf(canvas);
    ctx.imageSmoothingQuality = "high";
    ctx.drawImage(sheet, 0, 0, canvas.width, canvas.height);
    relief.soft = canvas;
  }
  return relief.soft;
}

/**
 * Drawn whole under the clip of its tile, so that neighbours that share it meet without a seam.
 * @param {CanvasRenderingContext2D} ctx
 * @param {Tile} tile
 * @param {Relief} relief
 * @param {[x: number, y: number, width: number, height: number]} rect
 * @param {number} ratio
 */
function paintRelief(ctx, tile, relief, [x0, y0, w, h], ratio) {
  const across = 2 ** (tile.z - relief.z);
  const near = nearness((w * across) / relief.image.width / ratio);
  const [left, top] = [x0 - (tile.x - relief.x * across) * w, y0 - (tile.y - relief.y * across) * h];
  const sheet = sheetOf(relief);
  const rim = (sheet.width - relief.image.width) / 2 / relief.image.width; // what it has of its neighbours
  const [wide, high] = [w * across, h * across];
  ctx.imageSmoothingQuality = "high";
  for (const { share, soft } of [
    { share: look.relief_soft * (1 - near), soft: true },
    { share: near, soft: false },
  ]) {
    if (!share) continue;
    ctx.globalAlpha = look.relief * share;
    ctx.drawImage(
      soft ? softOf(relief) : sheet,
      left - rim * wide,
      top - rim * high,
      wide * (1 + 2 * rim),
      high * (1 + 2 * rim),
    );
  }
  ctx.globalAlpha = 1;
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {Tile} tile
 * @param {[x: number, y: number, width: number, height: number]} rect in pixels of the canvas
 * @param {number} ratio its pixels to one of the page
 * @param {Colours} colours
 */
export function paintTile(ctx, tile, [x0, y0, w, h], ratio, colours) {
  const { water, relief } = tile;
  if (!water) return;
  ctx.save();
  ctx.setTransform(1, 0, 0, 1, 0, 0);
  ctx.beginPath();
  ctx.rect(x0, y0, w, h);
  ctx.clip();
  if (water.allSea) {
    ctx.fillStyle = colours.sea;
    ctx.fillRect(x0, y0, w, h);
    ctx.restore();
    return;
  }
  if (relief) paintRelief(ctx, tile, relief, [x0, y0, w, h], ratio);
  const scale = w / UNITS;
  ctx.setTransform(scale, 0, 0, h / UNITS, x0, y0);
  paintWater(ctx, water, ratio / scale, colours);
  ctx.restore();
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {import("./water.js").Water} water
 * @param {number} unit one CSS pixel in tile units
 * @param {Colours} colours
 */
function paintWater(ctx, water, unit, colours) {
  ctx.lineJoin = "round";
  ctx.lineCap = "round";
  ctx.strokeStyle = colours.river;
  water.rivers.forEach((path, w) => {
    if (!path) return;
    ctx.lineWidth = look.rivers_px[w - 1] * unit;
    ctx.stroke(path);
  });
  for (const { path, fill } of [
    { path: water.lakes, fill: colours.lake },
    { path: water.sea, fill: colours.sea },
  ]) {
    if (!path) continue;
    ctx.fillStyle = fill;
    ctx.fill(path, "evenodd");
    if (path === water.sea) paintShoreBands(ctx, path, unit);
    ctx.strokeStyle = colours.shore;
    ctx.lineWidth = look.shore_px * unit;
    ctx.stroke(path);
  }
}

/**
 * The engraver's water lining: the sea grows lighter towards the coast.
 * @param {CanvasRenderingContext2D} ctx
 * @param {Path2D} path
 * @param {number} unit
 */
function paintShoreBands(ctx, path, unit) {
  ctx.save();
  ctx.clip(path, "evenodd");
  ctx.strokeStyle = fade("#fff", look.lining_opacity);
  for (const reach of look.lining_px) {
    ctx.lineWidth = reach * unit;
    ctx.stroke(path);
  }
  ctx.restore();
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {import("../pure/ground-names.js").Railways} railways
 * @param {{origin: XY, size: XY, zoom: number}} view
 * @param {number} ratio
 */
export function paintRailways(ctx, railways, { origin, size, zoom }, ratio) {
  const scale = 256 * 2 ** zoom;
  const path = new Path2D();
  const [west, east] = railways.span;
  const last = Math.floor((origin.x + size.x) / scale - west);
  for (let round = Math.ceil(origin.x / scale - east); round <= last; round += 1) {
    traceRailways(path, railways.lines, { left: origin.x - round * scale, top: origin.y, size, scale });
  }
  ctx.save();
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.strokeStyle = fade(look.railway, look.railway_opacity);
  ctx.lineWidth = look.railway_px;
  ctx.stroke(path);
  if (zoom >= look.sleepers_from_zoom) {
    ctx.lineWidth = look.sleepers_px;
    ctx.setLineDash(look.sleepers_dash);
    ctx.stroke(path);
  }
  ctx.restore();
}

/**
 * @param {Path2D} path
 * @param {Flat[]} railways
 * @param {{left: number, top: number, size: XY, scale: number}} view
 */
function traceRailways(path, railways, { left, top, size, scale }) {
  for (const line of railways) {
    for (let i = 2; i < line.length; i += 2) {
      const ax = line[i - 2] * scale - left;
      const ay = line[i - 1] * scale - top;
      const bx = line[i] * scale - left;
      const by = line[i + 1] * scale - top;
      if (Math.max(ax, bx) < -20 || Math.min(ax, bx) > size.x + 20) continue;
      if (Math.max(ay, by) < -20 || Math.min(ay, by) > size.y + 20) continue;
      path.moveTo(ax, ay);
      path.lineTo(bx, by);
    }
  }
}
