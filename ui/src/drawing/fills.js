/* How ground is tinted: areas with a hatching and a rim, regions that nobody knows the end of. */
import table from "../../../templates/static/style.json" with { type: "json" };
import { fade } from "../pure/colour.js";
import { fadePens, hatchLines } from "../pure/ornaments.js";

/** @typedef {import("./canvas.js").Brush} Brush */

const { areas, soft } = table;
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
  const whole = symbol.opacity ?? soft.opacity;
  const opacity = whole * Math.min(1, Math.max(soft.least_share, soft.whole_px / reach));
  const shade = ctx.createRadialGradient(middle.x, middle.y, 0, middle.x, middle.y, reach);
  for (const [at, part] of soft.shades) {
    shade.addColorStop(at, fade(symbol.fill, Math.min(soft.most_opacity, opacity * part)));
  }
  ctx.fillStyle = shade;
  ctx.fill(path);
  if (opacity < soft.rimless_below && reach > soft.rimless_px && !lit) return; // its name is enough
  strokeRim(brush, path, {
    colour: fade(symbol.stroke, soft.rim_opacity[Number(opacity >= soft.bold_from)]),
    width: soft.rim_px[Number(whole >= soft.bold_from)], // what matters is told without colour too
    dash: symbol.dash || soft.dash,
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
  ctx.fillStyle = fade(symbol.fill, symbol.opacity ?? areas.opacity);
  ctx.fill(path, "evenodd");
  if (symbol.stripes) stripes(ctx, symbol, symbol.stripes, path, canvas);
  else if (symbol.hatch !== null && symbol.hatch !== undefined) hatch(ctx, symbol, path, canvas);
  if (symbol.rim !== false || lit)
    strokeRim(brush, path, { colour: fade(symbol.stroke, 1), width: areas.rim_px, dash: symbol.dash || [] });
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
function hatch(ctx, symbol, path, canvas) {
  const strength = symbol.strength ?? areas.hatch_strength;
  ctx.save();
  ctx.clip(path, "evenodd");
  ctx.strokeStyle = fade(symbol.stroke, strength);
  ctx.lineWidth = areas.hatch_px[Number(strength > areas.hatch_bold_from)];
  ruled(ctx, canvas, { angle: symbol.hatch || 0, gap: symbol.gap || areas.hatch_gap_px, shift: 0 });
  ctx.restore();
}

/**
 * Ground that several contest: broad lines in the colour of each, side by side.
 * @param {CanvasRenderingContext2D} ctx
 * @param {MapSymbol} symbol
 * @param {string[]} colours
 * @param {Path2D} path
 * @param {{size: XY, origin: XY}} canvas
 */
function stripes(ctx, symbol, colours, path, canvas) {
  const gap = areas.stripe_px * colours.length;
  ctx.save();
  ctx.clip(path, "evenodd");
  ctx.lineWidth = areas.stripe_px;
  colours.forEach((colour, at) => {
    ctx.strokeStyle = fade(colour, areas.stripe_strength);
    ruled(ctx, canvas, { angle: symbol.hatch || 0, gap, shift: at * areas.stripe_px });
  });
  ctx.restore();
}

/**
 * Parallel lines over the canvas, which stay where they are on the ground: so they go on from area to area.
 * @param {CanvasRenderingContext2D} ctx
 * @param {{size: XY, origin: XY}} canvas
 * @param {{angle: number, gap: number, shift: number}} rule
 */
function ruled(ctx, { size, origin }, { angle, gap, shift }) {
  const turn = (angle * Math.PI) / 180;
  const ground = { x: shift * Math.sin(turn) - origin.x, y: shift * Math.cos(turn) - origin.y };
  ctx.beginPath();
  for (const [x0, y0, x1, y1] of hatchLines([0, 0, size.x, size.y], ground, angle, gap)) {
    ctx.moveTo(x0, y0);
    ctx.lineTo(x1, y1);
  }
  ctx.stroke();
}

/**
 * What is drawn so far dies away towards a line, where the drawing ends and the ground does not.
 * @param {Brush} brush
 * @param {Path2D} path
 * @param {number} side the lesser side of what the line goes round, in pixels
 */
export function fadeTowards({ ctx, thick }, path, side) {
  ctx.save();
  ctx.globalCompositeOperation = "destination-out";
  ctx.lineJoin = "round";
  for (const [width, strength] of fadePens(side)) {
    ctx.strokeStyle = fade("#000000", strength);
    ctx.lineWidth = width * thick;
    ctx.stroke(path);
  }
  ctx.restore();
}
