/* A text is shown as soon as its words are here; its marks come when it has been read. */
import { buttonEl, el, find } from "../../map/dom.js";
import { word } from "../common/frame.js";
import { read, send } from "../common/save.js";
import { page } from "./config.js";

const LOOK_MS = 250;
const URL = `/edit/read/${page.text}`;

/** @param {import("./room.js").ReadRoom} room */
export async function openText(room) {
  const { ok, data } = await read(`${URL}/text.json`);
  if (!ok) return tell(data.problems?.[0]?.message ?? word("failed"));
  room.setWords(data.words);
  find("#read-again").addEventListener("click", async () => {
    if ((await send("POST", `${URL}/again.json`)).ok) await waitFor(room);
  });
  if (data.ready) show(room, data);
  else await waitFor(room);
  return undefined;
}

/** Look until the text has been read. @param {import("./room.js").ReadRoom} room */
async function waitFor(room) {
  const bar = el("progress");
  bar.setAttribute("aria-label", word("reading"));
  find("[data-wait]").replaceChildren(el("p", "", word("reading")), bar);
  for (;;) {
    const { ok, data } = await read(`${URL}/progress.json`);
    if (ok && data.unread) return tell(word("unread_fault", data.unread));
    if (ok && data.done) break;
    if (ok) bar.value = data.share;
    await new Promise((done) => setTimeout(done, LOOK_MS));
  }
  const { data } = await read(`${URL}/text.json?words=no`);
  show(room, data);
  return undefined;
}

/**
 * @param {import("./room.js").ReadRoom} room
 * @param {import("./config.js").TextData} data
 */
function show(room, data) {
  tell(data.fault ? word("corrections_fault", data.fault) : "");
  room.setFound(data);
  tellStale(data.stale);
  const wanted = /^#(\d+):(\d+)$/.exec(location.hash);
  const item =
    wanted && room.known.items.find(({ line, column }) => line === +wanted[1] && column === +wanted[2]);
  if (item) room.take(item);
  else if (!room.here && !room.stepUnread()) room.step(1);
  document.documentElement.dataset.read = "ready";
}

/** @param {string} said */
function tell(said) {
  const box = find("[data-wait]");
  box.replaceChildren(...(said ? [el("p", "read-fault", said)] : []));
}

/**
 * Decisions whose words stand elsewhere now, or nowhere: named, and kept.
 * @param {import("./config.js").TextData["stale"]} stale
 */
function tellStale(stale) {
  if (!stale.length) return;
  const box = el("details", "read-stale");
  box.append(el("summary", "", word("stale", stale.length)));
  const list = el("ul");
  for (const { line, column, surface } of stale) list.append(el("li", "", `${line}:${column} ${surface}`));
  const close = buttonEl("button button-plain", word("close"));
  close.addEventListener("click", () => box.remove());
  box.append(list, close);
  find("[data-wait]").append(box);
}
