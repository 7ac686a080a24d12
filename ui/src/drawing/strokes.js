/* How lines are drawn: with a casing, dashes for doubt, ornaments for what they are, a head for where they lead. */
import { fade } from "../pure/colour.js";
import { pixelsOf } from "../pure/projection.js";
import { crosses, headingOf, shorten, spots, tiesOf, waves } from "../pure/runs.js";
import { GLOW } from "./fills.js";

/** @typedef {import("./canvas.js").Brush} Brush */

const PAPER = "rgba(255,253,246,0.95)";
const ARROW_CASING = "rgba(255,252,243,0.9)";
const HALO_SHARES = [1, 0.55]; // a halo is drawn anew for each frame
const BAND_SHARES = [1, 0.76, 0.52, 0.3];

/** @param {Flat[]} runs */
function pathOf(runs) {
  const path = new Path2D();
  for (const run of runs) {
    path.moveTo(run[0], run[1]);
    for (let i = 2; i < run.length; i += 2) path.lineTo(run[i], run[i + 1]);
  }
  return path;
}

/**
 * Draw a line; what of it lies on the canvas comes back.
 * @param {Brush} brush
 * @param {DrawnItem} item
 * @param {Flat[]} all
 */
export function strokeLine(brush, item, all) {
  const { ctx, thick, lit } = brush;
  const { symbol } = item;
  const width = symbol.width * thick;
  const runs = symbol.type === "arrow" && all.length ? shorten(all, 11 * thick) : all;
  if (!runs.length) return null;
  const path = pathOf(runs);
  if (symbol.band) {
    strokeBand(brush, item, runs, path);
    return { runs, path, width };
  }
  const shown = symbol.ticks === "wave" ? pathOf(waves(runs, 2.4 * thick, 11 * thick)) : path;
  if (lit) {
    ctx.strokeStyle = GLOW;
    ctx.lineWidth = width + 8;
    ctx.stroke(shown);
  }
  strokeCasing(ctx, symbol, shown, width);
  ctx.strokeStyle = symbol.color;
  ctx.lineWidth = width;
  const dash = (symbol.dash || []).map((d) => d * thick);
  ctx.lineCap = dash[0] < 1 ? "round" : "butt";
  ctx.setLineDash(dash);
  ctx.stroke(shown);
  ctx.setLineDash([]);
  ctx.lineCap = "butt";
  if (symbol.ticks && symbol.ticks !== "wave") ornament(ctx, symbol, { runs, path, width, dash });
  if (symbol.type === "arrow") drawHead(ctx, runs[runs.length - 1], width, symbol.color);
  return { runs, path, width };
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {MapSymbol} symbol
 * @param {Path2D} path
 * @param {number} width
 */
function strokeCasing(ctx, symbol, path, width) {
  const casing = symbol.casing || (symbol.type === "arrow" ? ARROW_CASING : null);
  if (!casing) return;
  const dash = symbol.dash || [];
  const [ink = 9] = dash;
  ctx.strokeStyle = casing;
  ctx.globalAlpha = !dash.length ? 1 : ink < 5 ? 0.4 : 0.7; // the gaps of a doubtful line are no line of their own
  ctx.lineWidth = width + 3;
  ctx.stroke(path);
  ctx.globalAlpha = 1;
}

/**
 * A way of which only the ends are known: soft to both sides, and asked about, not a line to follow.
 * @param {Brush} brush
 * @param {DrawnItem} item
 * @param {Flat[]} runs
 * @param {Path2D} path
 */
function strokeBand({ ctx, thick, lit, zoom }, { symbol, p, bounds }, runs, path) {
  const reach = p.band_km && bounds ? pixelsOf(p.band_km, bounds.getCenter().lat, zoom) : 0;
  const half = Math.max(9, reach) * (symbol.halo ? 1 : thick);
  ctx.lineCap = symbol.halo ? "butt" : "round";
  ctx.lineJoin = "round";
  if (lit) {
    ctx.strokeStyle = GLOW;
    ctx.lineWidth = half * 2 + 6;
    ctx.stroke(path);
  }
  for (const share of symbol.halo ? HALO_SHARES : BAND_SHARES) {
    ctx.strokeStyle = fade(symbol.color, symbol.strength ?? 0.12);
    ctx.lineWidth = half * 2 * share;
    ctx.stroke(path);
  }
  ctx.lineCap = "butt";
  if (!symbol.halo) drawQuestions(ctx, runs, thick, symbol.color);
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {Flat[]} runs
 * @param {number} thick
 * @param {string} colour
 */
function drawQuestions(ctx, runs, thick, colour) {
  ctx.font = "700 " + Math.round(15 * thick) + "px 'Noto Sans', sans-serif";
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.lineWidth = 3;
  ctx.strokeStyle = "rgba(255,253,246,0.9)";
  ctx.fillStyle = colour;
  for (const [x, y] of spots(runs, 64 * thick)) {
    ctx.strokeText("?", x, y);
    ctx.fillText("?", x, y);
  }
}

/**
 * What tells lines of one colour apart: each means a mode of travel or the status of a border.
 * @param {CanvasRenderingContext2D} ctx
 * @param {MapSymbol} symbol
 * @param {{runs: Flat[], path: Path2D, width: number, dash: number[]}} line
 */
function ornament(ctx, { ticks, color }, { runs, path, width, dash }) {
  switch (ticks) {
    case "rail":
      return strokeTies(ctx, path, { width, color, dash });
    case "bars":
      return strokeTies(ctx, path, { width: width + 1, color, dash: [26, 6] });
    case "beads":
      return strokeDots(ctx, path, { period: 22, size: width + 4.5, color });
    case "rings":
      strokeDots(ctx, path, { period: 26, size: width + 6, color });
      return strokeDots(ctx, path, { period: 26, size: width + 2, color: "#fff" });
    case "twin":
      ctx.strokeStyle = PAPER;
      ctx.lineWidth = Math.max(1, width * 0.38);
      ctx.setLineDash(dash); // it splits the strokes and must not join them
      ctx.stroke(path);
      return ctx.setLineDash([]);
    case "crosses":
      ctx.strokeStyle = color;
      ctx.lineWidth = Math.max(1.6, width * 0.6);
      return ctx.stroke(pathOf(crosses(runs, width + 2.5, 24)));
    default:
      return undefined;
  }
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {Path2D} path
 * @param {{period: number, size: number, color: string}} dots
 */
function strokeDots(ctx, path, { period, size, color }) {
  ctx.strokeStyle = color;
  ctx.lineWidth = size;
  ctx.lineCap = "round";
  ctx.setLineDash([0.1, period]);
  ctx.lineDashOffset = -period / 2;
  ctx.stroke(path);
  ctx.setLineDash([]);
  ctx.lineDashOffset = 0;
  ctx.lineCap = "butt";
}

/**
 * Sleepers across a railway, in step with its dashes.
 * @param {CanvasRenderingContext2D} ctx
 * @param {Path2D} path
 * @param {{width: number, color: string, dash: number[]}} line
 */
function strokeTies(ctx, path, { width, color, dash }) {
  const ties = tiesOf(dash);
  ctx.strokeStyle = color;
  ctx.lineWidth = width + 5;
  ctx.setLineDash(ties.dash);
  ctx.lineDashOffset = ties.offset;
  ctx.stroke(path);
  ctx.setLineDash([]);
  ctx.lineDashOffset = 0;
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {Flat} run
 * @param {number} width
 * @param {string} color
 */
function drawHead(ctx, run, width, color) {
  const long = 8 + Math.min(width, 3.2) * 3;
  ctx.save();
  ctx.translate(run[run.length - 2], run[run.length - 1]);
  ctx.rotate(headingOf(run));
  ctx.beginPath();
  ctx.moveTo(long * 0.55, 0);
  ctx.lineTo(-long * 0.55, long * 0.44);
  ctx.lineTo(-long * 0.3, 0);
  ctx.lineTo(-long * 0.55, -long * 0.44);
  ctx.closePath();
  ctx.strokeStyle = "rgba(255,252,243,0.95)";
  ctx.lineWidth = 3;
  ctx.stroke();
  ctx.fillStyle = color;
  ctx.fill();
  ctx.restore();
}
