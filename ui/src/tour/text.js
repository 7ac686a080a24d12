/* The text of a tour: one step is shown, its number, where it leads on and back. */
import { mapsvc } from "../api.js";
import { config, count } from "./config.js";

/**
 * @param {string} text
 * @param {Record<string, string | number>} values
 */
const words = (text, values) =>
  Object.entries(values).reduce((said, [key, value]) => said.replace("{" + key + "}", String(value)), text);

export class Text {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.say = mapsvc.find("[data-say]", root);
    this.counter = mapsvc.find("[data-counter]", root);
    this.progress = mapsvc.find("[data-progress]", root);
    this.scroller = mapsvc.find(".tour-steps", root);
    this.back = mapsvc.find("[data-go=back]", root);
    this.on = mapsvc.find("[data-go=on]", root);
    this.toLinks = mapsvc.findAll("[data-to]", root);
    this.texts = mapsvc.findAll("[data-step]", root);
    this.keys = mapsvc.findAll("[data-key]", root);
  }

  /** @param {number} n */
  show(n) {
    for (const text of this.texts) text.hidden = Number(text.dataset.step) !== n;
    for (const key of this.keys) key.hidden = Number(key.dataset.key) !== n;
    for (const link of this.toLinks) {
      if (Number(link.dataset.to) === n) link.setAttribute("aria-current", "step");
      else link.removeAttribute("aria-current");
    }
    this.counter.textContent = n + " / " + count;
    this.progress.style.width = ((n / count) * 100).toFixed(2) + "%";
    enable(this.back, config.steps[n - 2]);
    enable(this.on, config.steps[n]);
    this.scroller.scrollTop = 0;
    this.markScroll();
    const shown = this.texts[n - 1];
    const told = [".tour-date", "h2", ".tour-paragraph"].map((part) =>
      shown.querySelector(part)?.textContent?.trim(),
    );
    this.say.textContent = [words(config.words.step_of, { n, count }), ...told.filter(Boolean)].join(". ");
  }

  /** A text that is too long for its place can be scrolled by keyboard. */
  markScroll() {
    if (this.scroller.scrollHeight > this.scroller.clientHeight + 1) this.scroller.tabIndex = 0;
    else this.scroller.removeAttribute("tabindex");
  }
}

/**
 * @param {HTMLElement} link
 * @param {{href: string} | undefined} step
 */
function enable(link, step) {
  if (step) {
    link.setAttribute("href", step.href);
    link.removeAttribute("aria-disabled");
  } else {
    link.removeAttribute("href");
    link.setAttribute("aria-disabled", "true");
  }
}
