/**
 * How a room saves: `send` shows whether all is saved, asks where two wrote at one place, and loses nothing
 * that was typed: what could not be sent lies in the browser's storage until it is.
 */
import { el } from "../../map/dom.js";
import { ask } from "./dialog.js";
import { frame, word } from "./frame.js";
import { showState, showUnsaved } from "./state.js";

/**
 * @typedef {object} Answer
 * @property {boolean} ok
 * @property {number} status 0 where the server did not answer
 * @property {any} data what it said
 * @property {boolean} [taken] theirs was taken: the room reads its data again
 */

const KEY = `mapsvc-edit ${frame.atlas}`;
let under = 0;
let failed = "";

/** @returns {Record<string, {method: string, url: string, body: any}>} */
function unsent() {
  try {
    return JSON.parse(localStorage.getItem(KEY) || "{}");
  } catch {
    return {};
  }
}

/**
 * @param {string} id
 * @param {{method: string, url: string, body: any} | null} what nothing once it is saved
 */
function keep(id, what) {
  const all = unsent();
  if (what) all[id] = what;
  else delete all[id];
  try {
    if (Object.keys(all).length) localStorage.setItem(KEY, JSON.stringify(all));
    else localStorage.removeItem(KEY);
  } catch {
    /* a browser that keeps nothing: it stays in the page */
  }
}

/**
 * Keep in the browser what is being typed into a field until it is saved: nothing of it goes with the page.
 * @param {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} input
 * @param {"POST" | "PUT"} method
 * @param {string} url
 * @param {() => any} body what would be sent
 */
export function keepTyped(input, method, url, body) {
  const id = `${method} ${url}`;
  let before = input.value;
  input.addEventListener("focus", () => {
    before = input.value;
  });
  input.addEventListener("input", () => keep(id, { method, url, body: body() }));
  // What is as it was is no change, and nothing is sent.
  input.addEventListener("blur", () => input.value === before && keep(id, null));
}

/**
 * Keep in the browser what a form says that is not saved yet.
 * @param {"POST" | "PUT"} method
 * @param {string} url
 * @param {any} body what would be sent
 */
export const keepForm = (method, url, body) => keep(`${method} ${url}`, { method, url, body });

/**
 * Read data.
 * @param {string} url
 * @returns {Promise<Answer>}
 */
export const read = (url) => ask_server("GET", url, undefined);

/**
 * @param {string} method
 * @param {string} url
 * @param {any} body an object, or a FormData
 * @returns {Promise<Answer>}
 */
async function ask_server(method, url, body, again = true) {
  /** @type {RequestInit & {headers: Record<string, string>}} */
  const options = { method, headers: { Accept: "application/json", "X-Edit-Token": frame.token } };
  if (body instanceof FormData) options.body = body;
  else if (body !== undefined) {
    options.body = JSON.stringify(body);
    options.headers["Content-Type"] = "application/json";
  }
  try {
    const response = await fetch(url, options);
    const text = await response.text();
    if (response.status === 403 && text === "token" && again) {
      // The server was started again meanwhile.
      const fresh = await (await fetch("/edit/token.json")).json();
      frame.token = fresh.token;
      return await ask_server(method, url, body, false);
    }
    const isData = (response.headers.get("Content-Type") || "").includes("json");
    return { ok: response.ok, status: response.status, data: isData ? JSON.parse(text) : { text } };
  } catch {
    return { ok: false, status: 0, data: { problems: [{ field: "", message: word("no_server") }] } };
  }
}

/**
 * Save something. Conflicts are asked about; what is wrong is shown, and in the answer.
 * @param {"POST" | "PUT" | "DELETE"} method
 * @param {string} url
 * @param {any} [body] an object with `base`, or a FormData
 * @returns {Promise<Answer>}
 */
export async function send(method, url, body = {}) {
  const id = `${method} ${url}`;
  if (!(body instanceof FormData)) keep(id, { method, url, body });
  under += 1;
  showState("saving");
  const answer = await ask_server(method, url, body);
  under -= 1;
  if (answer.status === 409 && answer.data.conflict) return settle(method, url, body, answer);
  const refused = answer.status >= 400 && answer.status < 500;
  if (answer.ok || refused) keep(id, null);
  tell(answer);
  return answer;
}

/** @param {Answer} answer */
function tell({ ok, data }) {
  failed = ok ? "" : (data.problems?.[0]?.message ?? word("failed"));
  if (!under) showState(failed ? "failed" : "saved", failed);
  if (ok) document.dispatchEvent(new CustomEvent("edit:saved", { detail: data }));
}

/**
 * Two wrote at one place: show both, and do what is chosen.
 * @param {"POST" | "PUT" | "DELETE"} method
 * @param {string} url
 * @param {any} body
 * @param {Answer} answer
 * @returns {Promise<Answer>}
 */
async function settle(method, url, body, answer) {
  const { path, base, theirs, yours } = answer.data.conflict;
  showState("failed", word("conflict_state"));
  const sides = el("div", "edit-sides");
  for (const [label, text] of [
    [word("conflict_yours"), yours],
    [word("conflict_theirs"), theirs],
  ]) {
    const side = el("section");
    side.append(el("h3", "", label), el("pre", "", text || "–"));
    side.lastElementChild?.setAttribute("tabindex", "0");
    sides.append(side);
  }
  const chosen = await ask(
    word("conflict"),
    [el("p", "", word("conflict_said", path)), sides],
    [
      { value: "mine", label: word("keep_mine"), main: true },
      { value: "theirs", label: word("take_theirs") },
    ],
  );
  if (chosen === "mine") {
    const given = typeof body.base === "object" && body.base ? { ...body.base, [path]: base } : base;
    return send(method, url, { ...body, base: given });
  }
  if (chosen === "theirs") {
    keep(`${method} ${url}`, null);
    showState("saved");
    document.dispatchEvent(new CustomEvent("edit:taken", { detail: answer.data.conflict }));
    return { ...answer, taken: true };
  }
  return answer;
}

/** Offer again what a page that went before could not save. */
export async function offerUnsent() {
  const left = Object.entries(unsent());
  if (!left.length) return;
  showUnsaved(word("unsent", left.length), [
    {
      label: word("send_again"),
      act: async () => {
        showUnsaved("");
        for (const [, { method, url, body }] of left)
          await send(/** @type {"POST" | "PUT" | "DELETE"} */ (method), url, body);
        location.reload();
      },
    },
    {
      label: word("forget"),
      act: () => {
        for (const [id] of left) keep(id, null);
        showUnsaved("");
      },
    },
  ]);
}

window.addEventListener("beforeunload", (event) => {
  if (under || (failed && Object.keys(unsent()).length)) event.preventDefault();
});
