/** The one dialog of a room: conflicts, history, keys, questions. */
import { buttonEl, find } from "../../map/dom.js";

/**
 * Ask or show something; the answer is the `value` of the button, "" for Escape.
 * @param {string} title
 * @param {(Node | string)[]} body
 * @param {{value: string, label: string, main?: boolean}[]} buttons
 * @returns {Promise<string>}
 */
export function ask(title, body, buttons) {
  const dialog = /** @type {HTMLDialogElement} */ (find("[data-dialog]"));
  find("h2", dialog).textContent = title;
  find("[data-dialog-body]", dialog).replaceChildren(...body);
  const made = buttons.map(({ value, label, main }) => {
    const button = buttonEl(main ? "button" : "button button-plain", label);
    button.addEventListener("click", () => dialog.close(value));
    return button;
  });
  find("[data-dialog-buttons]", dialog).replaceChildren(...made);
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue), { once: true });
    dialog.returnValue = "";
    if (dialog.open) dialog.close("");
    dialog.showModal();
    (made.find((_, at) => buttons[at].main) || made[0])?.focus();
  });
}
