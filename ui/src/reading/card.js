/* The card of a mention: what it names, why, how sure that is, and what else it may be. */
import { mapsvc } from "../api.js";
import { mentionOf, words } from "./config.js";

/** @typedef {import("./config.js").Mention} Mention */
/** @typedef {import("./config.js").Other} Other */

const { el } = mapsvc;

/**
 * @param {string} pattern
 * @param {(string | number)[]} values
 */
const format = (pattern, ...values) => pattern.replace(/\{(\d)\}/g, (_, n) => String(values[Number(n)]));

/** @param {number} score */
const percent = (score) => Math.round(score * 100) + " %";

/**
 * @param {HTMLElement} list
 * @param {string} term
 * @param {(string | Node)[]} parts
 */
function row(list, term, ...parts) {
  const cell = el("dd", "");
  cell.append(...parts);
  list.append(el("dt", "", term), cell);
}

/**
 * @param {HTMLElement} mark
 * @param {HTMLElement[]} twins mentions of the same place
 * @param {(other: Other, button: HTMLElement) => void} show
 */
export function cardNodes(mark, twins, show) {
  const item = mentionOf(mark);
  const where = item.page ? format(words.page, item.page, item.line) : format(words.line, item.line);
  const nth = format(words.mention_of, twins.indexOf(mark) + 1, twins.length);
  const head = el("div", "card-head");
  const body = el("div", "card-body");
  const rows = el("dl", "card-rows");
  if (item.type === "date") {
    head.append(el("h2", "card-name", mark.textContent), el("span", "card-where", where));
    row(rows, words.date_value, item.gregorian);
    row(rows, words.date_printed, item.edtf + " · " + words["calendar_" + item.calendar]);
    row(rows, words.why, item.reason);
    body.append(rows);
  } else {
    head.append(
      el("h2", "card-name", item.name || mark.textContent),
      el("span", "card-kind", item.kind),
      el("span", "card-where", where + " · " + nth),
    );
    const usage = el("span", "card-usage usage-" + item.usage, words["usage_" + item.usage]);
    row(rows, words.used, usage, " – " + item.usage_reason);
    row(rows, words.why, item.reason);
    row(rows, words.sure, meter(item.score), percent(item.score));
    body.append(rows, others(item, show));
  }
  return [head, body];
}

/** @param {number} score */
function meter(score) {
  const node = el("span", "meter");
  node.style.setProperty("--share", String(score));
  node.setAttribute("aria-hidden", "true");
  return node;
}

/**
 * @param {Mention} item
 * @param {(other: Other, button: HTMLElement) => void} show
 */
function others(item, show) {
  const part = el("div", "card-others");
  part.appendChild(el("h3", "", words.alternatives));
  if (!item.others.length) {
    part.appendChild(el("p", "quiet", words.no_alternatives));
    return part;
  }
  const list = el("ol", "");
  for (const other of item.others) {
    const button = mapsvc.buttonEl("");
    button.setAttribute("aria-pressed", "false");
    button.append(
      el("span", "", other.name),
      el("small", "", [other.kind, other.country].filter(Boolean).join(", ")),
      el("span", "num", percent(other.score)),
    );
    button.addEventListener("click", () => show(other, button));
    list.appendChild(el("li", "")).appendChild(button);
  }
  part.appendChild(list);
  return part;
}
