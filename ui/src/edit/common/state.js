/** Whether all is saved: said in the head of each room. */
import { buttonEl, find } from "../../map/dom.js";
import { word } from "./frame.js";

/**
 * @param {"saved" | "saving" | "failed"} state
 * @param {string} [why]
 */
export function showState(state, why = "") {
  const node = find(".edit-state");
  node.dataset.state = state;
  node.textContent = state === "failed" ? word("not_saved", why) : word(state);
}

/**
 * A line across the page about what is not saved; none without words.
 * @param {string} said
 * @param {{label: string, act: () => void}[]} [actions]
 */
export function showUnsaved(said, actions = []) {
  const node = find("[data-unsaved]");
  node.hidden = !said;
  node.replaceChildren(
    said,
    ...actions.map(({ label, act }) => {
      const button = buttonEl("button button-plain", label);
      button.addEventListener("click", act);
      return button;
    }),
  );
}
