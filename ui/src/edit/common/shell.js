/** What every room has: undo and redo, history, keys, and the way to the other rooms. */
import { el, find, findAll } from "../../map/dom.js";
import { ask } from "./dialog.js";
import { frame, word } from "./frame.js";
import { offerUnsent, read, send } from "./save.js";

const button = (/** @type {string} */ name) => /** @type {HTMLButtonElement} */ (find(`[data-${name}]`));

/** Does a key belong to what is typed in? @param {EventTarget | null} target */
const isField = (target) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/**
 * Begin: once in each room's entry, before its own modules.
 * @param {{undone?: () => void}} [room] what it does when files were changed by undo or redo; else the page is read again
 */
export function openShell(room = {}) {
  const again = room.undone || (() => location.reload());
  button("undo").addEventListener("click", () => step("undo", again));
  button("redo").addEventListener("click", () => step("redo", again));
  button("history").addEventListener("click", showHistory);
  button("help").addEventListener("click", showKeys);
  document.addEventListener("keydown", (event) => onKey(event, again));
  document.addEventListener("edit:saved", refresh);
  document.addEventListener("edit:taken", again);
  refresh();
  offerUnsent();
}

/** @param {KeyboardEvent} event @param {() => void} again */
function onKey(event, again) {
  if (event.defaultPrevented) return;
  const act = meant(event, again);
  if (!act) return;
  event.preventDefault();
  act();
}

/**
 * What a key asks for.
 * @param {KeyboardEvent} event
 * @param {() => void} again
 * @returns {(() => void) | undefined}
 */
function meant(event, again) {
  if (event.altKey) {
    const link = /^Digit[1-9]$/.test(event.code) && findAll(".edit-rooms a")[Number(event.code.slice(5)) - 1];
    return link ? () => link.click() : undefined;
  }
  if (isField(event.target)) return undefined;
  if (event.ctrlKey || event.metaKey)
    return event.key.toLowerCase() === "z" ? () => step(event.shiftKey ? "redo" : "undo", again) : undefined;
  return event.key === "?" ? showKeys : undefined;
}

/** @param {"undo" | "redo"} which @param {() => void} again */
async function step(which, again) {
  const answer = await send("POST", `/edit/history/${which}.json`);
  if (answer.ok) again();
}

/** Say whether there is anything to undo, and what. */
async function refresh() {
  const { ok, data } = await read("/edit/history/entries.json");
  if (!ok) return;
  for (const which of /** @type {const} */ (["undo", "redo"])) {
    const node = button(which);
    node.disabled = data[which] === null;
    node.title = [node.title.split(": ")[0], data[which]].filter(Boolean).join(": ");
  }
}

async function showHistory() {
  const { data } = await read("/edit/history/entries.json");
  const list = el("ol", "edit-history");
  const when = new Intl.DateTimeFormat(frame.lang, { dateStyle: "medium", timeStyle: "short" });
  for (const entry of data.entries || []) {
    const row = el("li");
    const kind = entry.kind === "edit" ? "" : `${word(entry.kind)}: `;
    row.append(
      el("span", "edit-history-what", kind + entry.what),
      el("span", "quiet", [when.format(new Date(entry.at)), entry.who].filter(Boolean).join(" · ")),
    );
    list.append(row);
  }
  await ask(
    word("history"),
    [list.childElementCount ? list : el("p", "", word("history_empty"))],
    [{ value: "", label: word("close"), main: true }],
  );
}

async function showKeys() {
  const template = /** @type {HTMLTemplateElement} */ (find("template[data-keys]"));
  await ask(
    word("keys"),
    [template.content.cloneNode(true)],
    [{ value: "", label: word("close"), main: true }],
  );
}
