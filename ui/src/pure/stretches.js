/* Stretches of a line: one parted in two, two made one. */
import { isSame, mapRuns } from "./vertices.js";

/** @typedef {import("./vertices.js").Drawn} Drawn */

/**
 * The two parts of a line, which share the vertex; nothing at an end or for what is no single line.
 * @param {Drawn} geometry
 * @param {number} at
 * @returns {[Drawn, Drawn] | null}
 */
export function split({ type, coordinates }, at) {
  if (type !== "LineString" || at < 1 || at > coordinates.length - 2) return null;
  return [
    { type, coordinates: coordinates.slice(0, at + 1) },
    { type, coordinates: coordinates.slice(at) },
  ];
}

/**
 * One line of two that meet with an end each; it runs as the first does. Nothing where they do not meet.
 * @param {Drawn} one
 * @param {Drawn} other
 * @returns {Drawn | null}
 */
export function joined(one, other) {
  if (one.type !== "LineString" || other.type !== "LineString") return null;
  const [a, b] = [one.coordinates, other.coordinates];
  const type = "LineString";
  for (const next of [b, b.toReversed()]) {
    if (isSame(a.at(-1), next[0])) return { type, coordinates: [...a, ...next.slice(1)] };
    if (isSame(a[0], next.at(-1))) return { type, coordinates: [...next.slice(0, -1), ...a] };
  }
  return null;
}

/**
 * An id that none of the others has: the wish, else the wish with a number.
 * @param {string} wish
 * @param {Iterable<string>} taken
 */
export function freeId(wish, taken) {
  const held = new Set(taken);
  for (let n = 2, id = wish; ; id = `${wish}-${n++}`) if (!held.has(id)) return id;
}

/** Letters of our languages that Unicode does not take apart. */
const SPELT = { ı: "i", ə: "e", ø: "o", ł: "l", ß: "ss", æ: "ae", đ: "d" };

/** Of Russian, letter by letter; no more is wanted than an id that can be read. */
const CYRILLIC = Object.fromEntries(
  "а a б b в v г g д d е e ё e ж zh з z и i й y к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts ч ch ш sh щ shch ъ _ ы y ь _ э e ю yu я ya"
    .split(" ")
    .reduce(
      (/** @type {string[][]} */ pairs, part, n, all) =>
        n % 2 ? [...pairs, [all[n - 1], part.replace("_", "")]] : pairs,
      [],
    ),
);

/**
 * An id of a title: small letters of English, digits, single hyphens; empty where nothing of it is left.
 * @param {string} title
 */
export function idOf(title) {
  const letters = [...title.toLowerCase()].map(
    (sign) => SPELT[/** @type {"ı"} */ (sign)] ?? CYRILLIC[sign] ?? sign,
  );
  const plain = letters
    .join("")
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/['’‘ʼ]/g, "");
  return (plain.match(/[a-z0-9]+/g) || []).join("-").slice(0, 60).replace(/-+$/, "");
}

/**
 * A line from the other end.
 * @param {Drawn} geometry
 */
export const turned = (geometry) => mapRuns(geometry, (run) => run.toReversed());
