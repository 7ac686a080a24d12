/** A text, a table or a map that is brought in: looked at first, its columns said, then entered. */
import { el, find } from "../../map/dom.js";
import { word } from "../common/frame.js";
import { send } from "../common/save.js";
import { previewPart } from "./preview.js";

/** @typedef {{name: string, files: File[], as: string, columns: Record<string, string>}} Brought */

/** Let files be chosen, dropped or pasted. */
export function openBring() {
  const part = document.querySelector("[data-bring]");
  if (!(part instanceof HTMLElement)) return;
  const input = /** @type {HTMLInputElement} */ (find("[data-file]", part));
  input.addEventListener("change", () => look([...(input.files || [])]));
  const drop = find("[data-drop]", part);
  for (const kind of ["dragover", "dragleave", "drop"])
    drop.addEventListener(kind, (event) => {
      event.preventDefault();
      drop.classList.toggle("is-over", kind === "dragover");
      const files = event instanceof DragEvent && event.dataTransfer?.files;
      if (kind === "drop" && files) look([...files]);
    });
  find("[data-paste]", part).addEventListener("click", () => {
    const name = /** @type {HTMLInputElement} */ (find("[data-paste-name]", part)).value.trim();
    const text = /** @type {HTMLTextAreaElement} */ (find("[data-paste-text]", part)).value;
    if (text.trim()) look([new File([text], `${name || word("pasted_name")}.txt`)]);
  });
}

/**
 * Files of one name belong together, as those of a shapefile do; the first is looked at with the others beside.
 * @param {File[]} files
 */
function look(files) {
  if (!files.length) return;
  const main = files.find((file) => /\.(shp|gpkg|geojson|kml)$/i.test(file.name)) || files[0];
  const brought = {
    name: main.name,
    files: [main, ...files.filter((file) => file !== main)],
    as: "",
    columns: {},
  };
  ask(brought, false);
}

/**
 * @param {Brought} brought
 * @param {boolean} enter
 */
async function ask(brought, enter) {
  const form = new FormData();
  for (const file of brought.files) form.append("file", file, file.name);
  form.append("as", brought.as);
  form.append("columns", JSON.stringify(brought.columns));
  const box = find("[data-preview]");
  box.hidden = false;
  box.setAttribute("aria-busy", "true");
  const answer = await send("POST", `/edit/bring/${enter ? "enter" : "preview"}.json`, form);
  box.removeAttribute("aria-busy");
  const wrong = find("[data-bring] [data-wrong]");
  const problems = answer.ok ? [] : answer.data.problems || [];
  wrong.hidden = !problems.length;
  wrong.textContent = problems.map((/** @type {{message: string}} */ one) => one.message).join(" ");
  if (!answer.ok) return box.replaceChildren();
  if (enter) return entered(answer.data);
  box.replaceChildren(
    previewPart(answer.data, brought, {
      again: () => ask(brought, false),
      enter: () => ask(brought, true),
    }),
  );
  box.querySelector("h3")?.focus();
  return undefined;
}

/** @param {any} data */
function entered(data) {
  const box = find("[data-preview]");
  const said = el("p", "edit-done", word("entered", data.count, data.files.join(", ")));
  said.setAttribute("role", "status");
  const rows = data.flaws.map((/** @type {string} */ flaw) => el("li", "", flaw));
  const list = el("ul", "edit-list");
  list.append(...rows);
  box.replaceChildren(said, ...(rows.length ? [el("h3", "", word("left_out")), list] : []));
  for (const { name, count } of data.counts) {
    const tile = document.querySelector(`[data-counted="${name}"]`);
    if (tile) tile.textContent = String(count);
  }
  if (data.after) {
    const link = el("a", "button", word("go_on", data.after.label));
    link.href = data.after.href;
    box.append(link);
  }
}
