/* Under which address a map is shared as it is seen: its name, and what its kind tells in the query. */

/**
 * The address of the forms of sharing. The day of a timeline and the step of a tour are part of the map's name;
 * what the dialog does not know it leaves alone.
 * @param {URL} opener
 * @param {URLSearchParams} page the query of the page
 * @param {Record<string, string>} query
 */
export function formsAddress(opener, page, query) {
  /** @type {Record<string, string>} */
  const state = {};
  for (const [name, value] of page) if (name !== "lang" && name !== "view") state[name] = value;
  const { on, step, ids: _inName, ...rest } = state;
  let path = pathOfDay(opener.pathname, on, page.get("view") || "");
  if (/^\d+$/.test(step || "")) path = path.replace(/(\/tour\/.+)\/\d+$/, "$1/" + step);
  const params = new URLSearchParams({ ...rest, lang: opener.searchParams.get("lang") || "", ...query });
  for (const [name, value] of [...params]) if (value === "") params.delete(name);
  return path + ".json?" + params;
}

/**
 * The path of a day: its view stands before a box of it, or alone; the first of the views has no name.
 * @param {string} path
 * @param {string | undefined} on
 * @param {string} view
 */
function pathOfDay(path, on, view) {
  if (!on || !/^Y?-?\d{4,5}-\d\d-\d\d$/.test(on)) return path;
  const [, name = "hands"] = /^([a-z]+)(?:,|$)/.exec(view) || [];
  return path.replace(
    /\/timeline\/[Y\d-]+(\/[a-z]+)?$/,
    "/timeline/" + on + (name === "hands" ? "" : "/" + name),
  );
}
