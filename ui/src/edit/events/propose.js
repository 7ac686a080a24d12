/** Events that a text tells of, proposed as drafts. */
import { el, find } from "../../map/dom.js";
import { pageData, word } from "../common/frame.js";
import { send } from "../common/save.js";

/**
 * Offer the texts whose words the atlas has.
 * @param {(first: string) => Promise<void>} done the drafts are written; which of them is the first
 */
export function offerProposals(done) {
  /** @type {[string, string][]} */
  const readable = pageData().readable || [];
  const form = /** @type {HTMLFormElement} */ (find("[data-propose]"));
  form.hidden = !readable.length;
  const choice = /** @type {HTMLSelectElement} */ (form.elements.namedItem("text"));
  choice.replaceChildren(...readable.map(([id, title]) => new Option(title, id)));
  const button = /** @type {HTMLButtonElement} */ (form.querySelector("button"));
  const status = find("[data-proposed]");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    button.disabled = true;
    status.replaceChildren(word("proposing"));
    const { ok, data } = await send("POST", "/edit/events/propose.json", { text: choice.value });
    button.disabled = false;
    if (ok) status.replaceChildren(...told(data));
    else status.replaceChildren((data.problems || []).map(({ message = "" }) => message).join(" "));
    if (ok) await done(data.drafts[0] || "");
  });
}

/** @param {{drafts: string[], known: number, stale: string[]}} data */
function told({ drafts, known, stale }) {
  const first = drafts.length ? word("proposed", drafts.length, known) : word("proposed_none");
  return [first, ...stale.map((line) => el("span", "edit-line", line))];
}
