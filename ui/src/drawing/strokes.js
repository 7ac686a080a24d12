/* How lines are drawn: with a casing, dashes for doubt, ornaments for what they are, a head for where they lead. */
import table from "../../../templates/static/style.json" with { type: "json" };
import { fade } from "../pure/colour.js";
import { pixelsOf } from "../pure/projection.js";
import { dashesOf, marksOf } from "../pure/ornaments.js";
import { crosses, figures, headingOf, shorten, spots, waves } from "../pure/runs.js";
import { GLOW } from "./fills.js";

/** @typedef {import("./canvas.js").Brush} Brush */

const { band, colours, lines, ornaments } = table;
/** @type {Record<string, object>} */
const looks = ornaments;
const HALO_SHARES = [1, 0.55]; // a halo is drawn anew for each frame

/** @param {Flat[]} runs */
export function pathOf(runs) {
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
  const runs = symbol.type === "arrow" && all.length ? shorten(all, lines.before_sign_px * thick) : all;
  if (!runs.length) return null;
  const path = pathOf(runs);
  if (symbol.band) {
    strokeBand(brush, item, runs, path);
    return { runs, path, width };
  }
  const shown = symbol.ticks === "wave" ? pathOf(waves(runs, thick)) : path;
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
  const casing = symbol.casing || (symbol.type === "arrow" ? colours.casing : null);
  if (!casing) return;
  const dash = symbol.dash || [];
  const [solid, dashed, dotted] = lines.casing_opacity; // the gaps of a doubtful line are no line of their own
  ctx.strokeStyle = casing;
  ctx.globalAlpha = !dash.length ? solid : dash[0] < lines.dotted_below ? dotted : dashed;
  ctx.lineWidth = width + lines.casing_px;
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
  const half = Math.max(band.least_px, reach) * (symbol.halo ? 1 : thick);
  ctx.lineCap = symbol.halo ? "butt" : "round";
  ctx.lineJoin = "round";
  if (lit) {
    ctx.strokeStyle = GLOW;
    ctx.lineWidth = half * 2 + 6;
    ctx.stroke(path);
  }
  for (const share of symbol.halo ? HALO_SHARES : band.shares) {
    ctx.strokeStyle = fade(symbol.color, symbol.strength ?? band.strength);
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
  ctx.font = "700 " + Math.round(band.mark_px * thick) + "px 'Noto Sans', sans-serif";
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.lineWidth = band.halo_px;
  ctx.strokeStyle = colours.split;
  ctx.fillStyle = colour;
  for (const [x, y] of spots(runs, band.asked_px * thick)) {
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
  if (!ticks || !(ticks in ornaments)) return;
  const marks = marksOf(ticks, width, dash);
  ctx.strokeStyle = color;
  switch (ticks) {
    case "rail":
    case "bars":
      return strokeMarks(ctx, path, marks, marks.stroke, marks.size);
    case "beads":
      return strokeDots(ctx, path, marks, marks.size);
    case "rings":
      strokeDots(ctx, path, marks, marks.size);
      ctx.strokeStyle = "#fff";
      return strokeDots(ctx, path, marks, marks.hole);
    case "twin":
      ctx.strokeStyle = fade(colours.split, ornaments.twin.opacity);
      ctx.lineWidth = marks.stroke;
      ctx.setLineDash(dash); // it splits the strokes and must not join them
      ctx.stroke(path);
      return ctx.setLineDash([]);
    case "crosses":
      ctx.lineWidth = marks.stroke;
      return ctx.stroke(pathOf(crosses(runs, marks)));
    default: {
      const { figure, filled } = /** @type {{figure: number[][], filled?: boolean}} */ (looks[ticks]);
      const drawn = pathOf(figures(runs, marks, figure));
      ctx.lineWidth = marks.stroke;
      ctx.fillStyle = color;
      if (filled) ctx.fill(drawn);
      return ctx.stroke(drawn);
    }
  }
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {Path2D} path
 * @param {import("../pure/ornaments.js").Marks} marks
 * @param {number} size
 */
function strokeDots(ctx, path, marks, size) {
  ctx.lineCap = "round";
  strokeMarks(ctx, path, marks, 0.1, size);
  ctx.lineCap = "butt";
}

/**
 * Marks are the dashes of a stroke as broad as they are.
 * @param {CanvasRenderingContext2D} ctx
 * @param {Path2D} path
 * @param {import("../pure/ornaments.js").Marks} marks
 * @param {number} long
 * @param {number} size
 */
function strokeMarks(ctx, path, marks, long, size) {
  const { dash, offset } = dashesOf(marks, long);
  ctx.lineWidth = size;
  ctx.setLineDash(dash);
  ctx.lineDashOffset = offset;
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
  const [least, more, most] = lines.head_px;
  const long = least + Math.min(width, most) * more;
  ctx.save();
  ctx.translate(run[run.length - 2], run[run.length - 1]);
  ctx.rotate(headingOf(run));
  ctx.beginPath();
  for (const [x, y] of lines.head) ctx.lineTo(x * long, y * long);
  ctx.closePath();
  ctx.strokeStyle = colours.casing;
  ctx.lineWidth = lines.head_edge_px;
  ctx.stroke();
  ctx.fillStyle = color;
  ctx.fill();
  ctx.restore();
}
