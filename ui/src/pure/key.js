/* The key of a map: which of its rows are read at once, and which by a click. */

/** @typedef {{covers: string[], number: boolean}} KeyRow */
/** @typedef {"shown" | "folded" | "hidden"} KeyState */

/**
 * Rows come by importance. One that speaks of nothing drawn is hidden; one of nothing seen, or beyond the most that is
 * read at a glance, is folded. A number on the map is looked up in the key, so its row is never folded.
 * @param {KeyRow[]} rows one without symbols speaks of no single thing
 * @param {{drawn: Set<string>, seen: Set<string>}} symbols
 * @param {number} most
 * @returns {KeyState[]}
 */
export function foldRows(rows, { drawn, seen }, most) {
  /** @param {KeyRow} row @param {Set<string>} among */
  const speaks = ({ covers }, among) => !covers.length || covers.some((key) => among.has(key));
  let room = most - rows.filter((row) => row.number && speaks(row, drawn)).length;
  return rows.map((row) => {
    if (!speaks(row, drawn)) return "hidden";
    if (row.number) return "shown";
    if (!speaks(row, seen) || room <= 0) return "folded";
    room -= 1;
    return "shown";
  });
}
