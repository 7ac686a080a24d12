/* Addresses of a frozen site: what the service told by a query is a folder or a page of its own there. */

/**
 * Where the page stands in the language that the address asks for; nothing if it is that page already.
 * @param {{path: string, top: string, wanted: string, languages: string[]}} at `top`: the path of the site's folder
 */
export function pageInLanguage({ path, top, wanted, languages }) {
  const [folder, ...rest] = path.slice(top.length).split("/");
  if (folder === wanted) return null;
  const here = languages.includes(folder) ? rest : [folder, ...rest];
  return [wanted, ...here].join("/") || "index.html";
}

/**
 * The page of what a form asks for, its places filled in; nothing if a value lacks.
 * @param {string} page
 * @param {Map<string, string>} values
 */
export function pageOf(page, values) {
  if (!values.size || ![...values.values()].every(Boolean)) return undefined;
  return page.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(String(values.get(name))));
}

/**
 * What stood on a day: in the frame of the border beside it, else in the widest.
 * @param {string[]} drawn ids of the areas that the map shows
 * @param {Map<string, number>} frames rank of the frame of each border
 * @param {string} beside
 * @returns {string | undefined}
 */
export function stateShown(drawn, frames, beside) {
  /** @param {string} state */
  const rank = (state) => [Number(frames.get(state) !== frames.get(beside)), Number(frames.get(state))];
  return [...new Set(drawn)].sort((x, y) => rank(x)[0] - rank(y)[0] || rank(x)[1] - rank(y)[1])[0];
}
