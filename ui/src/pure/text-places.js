/* Where things stand in a long text: lines and columns as files count them, offsets as the browser does. */

const LINE = /\r\n|\r|\n/g;
const BREAKS = [/\n\s*\n/g, /\n/g, /[.!?…]\s/g, /\s/g];

/**
 * The offset at which each line begins.
 * @param {string} text
 */
export function lineStarts(text) {
  const starts = [0];
  for (const found of text.matchAll(LINE)) starts.push(found.index + found[0].length);
  return starts;
}

/**
 * The offset behind so many characters: one beyond the sixteen bits of the browser's letters is one, too.
 * @param {string} text
 * @param {number} start
 * @param {number} count
 */
export function offsetBehind(text, start, count) {
  let at = start;
  for (let left = count; left > 0 && at < text.length; left -= 1) {
    at += /** @type {number} */ (text.codePointAt(at)) > 0xffff ? 2 : 1;
  }
  return at;
}

/**
 * @param {string} text
 * @param {number} start
 * @param {number} end
 */
export const countOf = (text, start, end) => [...text.slice(start, end)].length;

/**
 * The offset of a line and column, both counted from 1.
 * @param {string} text
 * @param {number[]} starts
 * @param {{line: number, column: number}} where
 */
export function offsetOf(text, starts, { line, column }) {
  const begin = starts[line - 1];
  return begin === undefined ? text.length : offsetBehind(text, begin, column - 1);
}

/**
 * The last number of a rising list that is not greater than a value, by its index; -1 for none.
 * @param {number[]} list
 * @param {number} value
 */
export function lastAt(list, value) {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/**
 * @param {string} text
 * @param {number[]} starts
 * @param {number} offset
 */
export function placeOf(text, starts, offset) {
  const at = lastAt(starts, offset);
  return { line: at + 1, column: countOf(text, starts[at], offset) + 1 };
}

/**
 * Where a surface ends that begins at an offset: its spaces may be any; where it begins, if others words stand there.
 * @param {string} text
 * @param {number} start
 * @param {string} surface
 */
export function surfaceEnd(text, start, surface) {
  let at = start;
  for (const [n, word] of surface.split(/\s+/).filter(Boolean).entries()) {
    if (n) while (at < text.length && /\s/.test(text[at])) at += 1;
    if (!text.startsWith(word, at)) return start;
    at += word.length;
  }
  return at;
}

/**
 * A text in pieces of about so many letters, each `[start, end)`: cut at a paragraph, else a line, a sentence, a
 * space, and within a word only where it is longer than a piece.
 * @param {string} text
 * @param {number} size
 * @returns {[number, number][]}
 */
export function piecesOf(text, size) {
  /** @type {[number, number][]} */
  const pieces = [];
  let start = 0;
  while (start < text.length) {
    const end =
      text.length - start <= size * 1.5 ? text.length : cutWithin(text, start + size / 2, start + size);
    pieces.push([start, end]);
    start = end;
  }
  return pieces;
}

/**
 * @param {string} text
 * @param {number} from
 * @param {number} to
 */
function cutWithin(text, from, to) {
  const [first, last] = [Math.floor(from), Math.floor(to)];
  const part = text.slice(first, last);
  for (const mark of BREAKS) {
    let end = 0;
    for (const found of part.matchAll(mark)) end = found.index + found[0].length;
    if (end) return first + end;
  }
  const code = text.charCodeAt(last);
  return code >= 0xdc00 && code <= 0xdfff ? last + 1 : last;
}

/**
 * A selection without the space around it, or nothing.
 * @param {string} text
 * @param {number} start
 * @param {number} end
 * @returns {[number, number] | null}
 */
export function trimmed(text, start, end) {
  let [from, to] = [start, end];
  while (from < to && /\s/.test(text[from])) from += 1;
  while (to > from && /\s/.test(text[to - 1])) to -= 1;
  return from < to ? [from, to] : null;
}
