/* How ground is tinted: areas with a hatching and a rim, regions that nobody knows the end of. */
import { fade } from "../pure/colour.js";

/** @typedef {import("./canvas.js").Brush} Brush */

/** Parts of the opacity from the middle to the rim. */
const SOFT = [
  [0, 2.1],
  [0.45, 1.7],
  [0.8, 0.8],
  [1, 0.12],
];
export const GLOW = "rgba(255,214,10,0.85)";

/**
 * Nobody knows where it ends: the tint is spent before the rim, and thinner the more ground it covers.
 * @param {Brush} brush
 * @param {MapSymbol} symbol
 * @param {Path2D} path
 * @param {XY} middle
 * @param {number} reach in pixels
 */
export function fillSoft(brush, symbol, path, middle, reach) {
  const { ctx, lit } = brush;
  const opacity = (symbol.opacity ?? 0.2) * Math.min(1, Math.max(0.72, 150 / reach));
  const shade = ctx.createRadialGradient(middle.x, middle.y, 0, middle.x, middle.y, reach);
  for (const [at, part] of SOFT) shade.addColorStop(at, fade(symbol.fill, Math.min(0.6, opacity * part)));
  ctx.fillStyle = shade;
  ctx.fill(path);
  if (opacity < 0.08 && reach > 100 && !lit) return; // its name is enough
  strokeRim(brush, path, {
    colour: fade(symbol.stroke, opacity < 0.1 ? 0.45 : 0.7),
    width: 1.2,
    dash: symbol.dash || [0.1, 5],
  });
}

/**
 * @param {Brush} brush
 * @param {MapSymbol} symbol
 * @param {Path2D} path
 * @param {{size: XY, origin: XY}} canvas
 */
export function fillArea(brush, symbol, path, canvas) {
  const { ctx, lit } = brush;
  ctx.fillStyle = fade(symbol.fill, symbol.opacity ?? 0.15);
  ctx.fill(path, "evenodd");
  if (symbol.hatch !== null && symbol.hatch !== undefined) hatch(ctx, symbol, path, canvas);
  if (symbol.rim !== false || lit)
    strokeRim(brush, path, { colour: fade(symbol.stroke, 1), width: 1.6, dash: symbol.dash || [] });
}

/**
 * @param {Brush} brush
 * @param {Path2D} path
 * @param {{colour: string, width: number, dash: number[]}} pen
 */
function strokeRim({ ctx, thick, lit }, path, { colour, width, dash }) {
  if (lit) {
    ctx.strokeStyle = GLOW;
    ctx.lineWidth = width * thick + 6;
    ctx.stroke(path);
  }
  ctx.strokeStyle = colour;
  ctx.lineWidth = width * thick;
  ctx.lineCap = dash[0] < 1 ? "round" : "butt";
  ctx.setLineDash(dash.map((d) => d * thick));
  ctx.stroke(path);
  ctx.setLineDash([]);
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {MapSymbol} symbol
 * @param {Path2D} path
 * @param {{size: XY, origin: XY}} canvas
 */
function hatch(ctx, symbol, path, { size, origin }) {
  const gap = symbol.gap || 9;
  const angle = ((symbol.hatch || 45) * Math.PI) / 180;
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  const reach = Math.hypot(size.x, size.y);
  const shift = ((origin.x * sin + origin.y * cos) % gap) + gap; // hatching stays where it is on the ground
  const strength = symbol.strength ?? 0.5;
  ctx.save();
  ctx.clip(path, "evenodd");
  ctx.beginPath();
  for (let d = -reach - shift; d < reach * 2; d += gap) {
    ctx.moveTo(d * sin - reach * cos, d * cos + reach * sin);
    ctx.lineTo(d * sin + reach * cos, d * cos - reach * sin);
  }
  ctx.strokeStyle = fade(symbol.stroke, strength);
  ctx.lineWidth = strength > 0.6 ? 1.5 : 1;
  ctx.stroke();
  ctx.restore();
}
