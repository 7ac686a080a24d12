/* The table of points: each number can be typed, each point taken out. */
import { buttonEl, el } from "../../map/dom.js";
import { readPosition, writePosition } from "../../pure/degrees.js";
import { word } from "../common/frame.js";

/** @typedef {import("./types.js").PointJson} PointJson */
/** @typedef {import("./types.js").Misfit} Misfit */

/** @param {number | null | undefined} value */
const short = (value) =>
  value === null || value === undefined ? "–" : value < 0.001 ? "0" : String(Number(value.toPrecision(2)));

/**
 * @param {HTMLElement} body
 * @param {import("./types.js").OldMapData} data
 * @param {(points: PointJson[]) => void} change
 */
export function pointRows(body, data, change) {
  const points = data.fields.points || [];
  /** @param {number} index @param {Partial<PointJson>} part */
  const put = (index, part) =>
    change(points.map((point, at) => (at === index ? { ...point, ...part } : point)));
  const rows = points.map((point, index) => {
    const row = el("tr", data.doubtful.includes(index) ? "is-doubtful" : "");
    const head = el("th", "", String(index + 1));
    head.scope = "row";
    const pixels = [0, 1].map((side) =>
      field("om-px", String(point.pixel[side]), word(side ? "row_of" : "column_of", index + 1), (text) => {
        const value = Number(text.replace(",", "."));
        if (!Number.isFinite(value)) return false;
        put(index, { pixel: side ? [point.pixel[0], value] : [value, point.pixel[1]] });
        return true;
      }),
    );
    const at = field("", writePosition(point.at), word("position_of", index + 1), (text) => {
      const found = readPosition(text);
      if (found) put(index, { at: found });
      return Boolean(found);
    });
    const gone = buttonEl("button button-plain edit-small", "×");
    gone.setAttribute("aria-label", word("remove", index + 1));
    gone.addEventListener("click", () => change(points.filter((_, other) => other !== index)));
    row.append(head, cell(...pixels), cell(at), ...misfitCells(data.misfits[index]), cell(gone));
    return row;
  });
  body.replaceChildren(...rows);
}

/** @param {Misfit | undefined} misfit */
function misfitCells(misfit) {
  /** @param {number | null | undefined} km @param {number | null | undefined} px */
  const told = (km, px) => el("td", "", misfit ? `${short(km)} km · ${short(px)} px` : "–");
  return [told(misfit?.km, misfit?.px), told(misfit?.alone_km, misfit?.alone_px)];
}

/** @param {...HTMLElement} parts */
function cell(...parts) {
  const node = el("td");
  node.append(...parts);
  return node;
}

/**
 * @param {string} className
 * @param {string} value
 * @param {string} label
 * @param {(text: string) => boolean} take
 */
function field(className, value, label, take) {
  const input = el("input", className);
  input.value = value;
  input.setAttribute("aria-label", label);
  input.addEventListener("change", () => input.setAttribute("aria-invalid", String(!take(input.value))));
  return input;
}
