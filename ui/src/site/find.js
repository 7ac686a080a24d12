/* On a phone the field of the search opens from its sign, which without a script leads to the page of the search. */
import { onPlainClick } from "../map/dom.js";

const sign = document.querySelector("a.site-find");
const field = document.querySelector(".site-search input[name=q]");

if (sign instanceof HTMLElement && field instanceof HTMLElement) {
  const header = /** @type {HTMLElement} */ (sign.parentElement);
  /** @param {boolean} on */
  const show = (on) => {
    header.classList.toggle("is-searching", on);
    sign.setAttribute("aria-expanded", String(on));
  };
  sign.setAttribute("role", "button");
  show(false);
  onPlainClick(sign, () => {
    show(!header.classList.contains("is-searching"));
    if (header.classList.contains("is-searching")) field.focus();
  });
  field.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !header.classList.contains("is-searching")) return;
    show(false);
    sign.focus();
  });
}
