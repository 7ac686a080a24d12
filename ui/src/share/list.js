/* The list of forms: a row of choices, walked by arrows. */
import { buttonEl, el, isCommand } from "../map/dom.js";

/**
 * @param {import("./dialog.js").Share} share
 */
export function formList(share) {
  const { words, groups } = share.data;
  const nav = el("div", "share-list");
  nav.setAttribute("role", "tablist");
  nav.setAttribute("aria-orientation", "vertical");
  nav.setAttribute("aria-label", words.forms);
  /** @type {HTMLElement[]} */
  const tabs = [];
  for (const group of groups) {
    const heading = el("p", "share-group", group.title);
    heading.setAttribute("role", "presentation");
    nav.append(heading);
    for (const form of group.forms) {
      const tab = buttonEl("share-tab", form.title);
      tab.id = "share-tab-" + form.id;
      tab.dataset.form = form.id;
      tab.setAttribute("role", "tab");
      tab.setAttribute("aria-controls", "share-panel");
      tab.addEventListener("click", () => share.show(form.id));
      nav.append(tab);
      tabs.push(tab);
    }
  }
  nav.addEventListener("keydown", (event) => onKey(share, event));
  return { nav, tabs };
}

/**
 * @param {import("./dialog.js").Share} share
 * @param {KeyboardEvent} event
 */
function onKey(share, event) {
  const { tabs } = share;
  const here = tabs.indexOf(/** @type {HTMLElement} */ (event.target));
  if (here < 0 || isCommand(event)) return;
  const last = tabs.length - 1;
  const [on, back] = [here === last ? 0 : here + 1, here === 0 ? last : here - 1];
  /** @type {Record<string, number>} */
  const ways = { ArrowDown: on, ArrowRight: on, ArrowUp: back, ArrowLeft: back, Home: 0, End: last };
  const to = ways[event.key];
  if (to !== undefined) {
    event.preventDefault();
    share.show(tabs[to].dataset.form || "");
    share.focusChosen();
  } else if (event.key === "Enter") {
    event.preventDefault(); // a click only chooses; Enter takes
    share.show(tabs[here].dataset.form || "");
    share.take();
  }
}
