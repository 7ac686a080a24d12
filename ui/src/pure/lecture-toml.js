/* A lecture as the file of a tour, `tours/<id>.toml`, for sites without a service that writes it. */

const RESERVED = ["routes", "events"];

/**
 * A text as TOML has it; its strings are those of JSON, but that they take no DEL.
 * @param {unknown} value
 * @returns {string}
 */
function written(value) {
  if (Array.isArray(value)) return "[" + value.map(written).join(", ") + "]";
  if (value && typeof value === "object") {
    const pairs = Object.entries(value).map(([key, part]) => JSON.stringify(key) + " = " + written(part));
    return "{" + pairs.join(", ") + "}";
  }
  if (typeof value === "number") return Number.isInteger(value) ? value.toFixed(1) : String(value);
  return JSON.stringify(value).replaceAll("\u007f", "");
}

/** @param {Record<string, unknown>} fields what is empty is left out */
const table = (fields) =>
  Object.entries(fields)
    .filter(([, value]) => value !== undefined && value !== "" && value !== null)
    .map(([key, value]) => key + " = " + written(value) + "\n")
    .join("");

/**
 * @typedef {object} FileStep
 * @property {string} heading
 * @property {string} paragraph
 * @property {string} notes
 * @property {string[]} cites
 * @property {number[]} [view]
 * @property {Record<string, any>} shows
 */

/**
 * @param {{title: string, subtitle: string, lang: string, steps: FileStep[]}} tour
 */
export function tourFile({ title, subtitle, lang, steps }) {
  const said = (/** @type {string} */ words) => (words ? { [lang]: words } : undefined);
  const cited = (/** @type {string[]} */ ids) => ids.map((source) => ({ source }));
  const all = [...new Set(steps.flatMap(({ cites }) => cites))];
  const head = table({ title: said(title), subtitle: said(subtitle), sources: cited(all) });
  const parts = steps.map(({ heading, paragraph, notes, cites, view, shows }) =>
    table({
      heading: said(heading),
      paragraph: said(paragraph),
      cites: cited(cites),
      ...shows,
      view,
      notes: said(notes),
    }),
  );
  return [head, ...parts.map((part) => "[[steps]]\n" + part)].join("\n");
}

/**
 * As much of a sentence as a hall reads, and what is left for who speaks.
 * @param {string} text
 * @param {number} most words
 */
export function splitWords(text, most) {
  const words = text.trim().split(/\s+/);
  if (words.length <= most) return { paragraph: text.trim(), rest: "" };
  return { paragraph: words.slice(0, most - 1).join(" ") + " …", rest: text.trim() };
}

/**
 * A title as the name of a file of an atlas.
 * @param {string} title
 */
export function fileStem(title) {
  const plain = title
    .toLowerCase()
    .replaceAll("ı", "i")
    .replaceAll("ə", "e")
    .normalize("NFD")
    .replace(/\p{M}/gu, "");
  const stem = (plain.match(/[a-z0-9]+/g) || []).join("-").slice(0, 50).replace(/-+$/, "");
  return RESERVED.includes(stem) ? "lecture-" + stem : stem;
}
