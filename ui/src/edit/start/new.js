/** A new atlas, or another one of the shelf. */
import { find, findAll } from "../../map/dom.js";
import { showProblems } from "../common/fields.js";
import { send } from "../common/save.js";

/** @param {string} selector @param {ParentNode} form */
const value = (selector, form) => /** @type {HTMLInputElement} */ (find(selector, form)).value.trim();

/** Let the form and the list of the shelf act. */
export function openNew() {
  for (const button of findAll("[data-open]"))
    button.addEventListener("click", async () => {
      const answer = await send("POST", "/edit/start/open.json", { name: button.dataset.open });
      if (answer.ok) location.href = answer.data.href;
    });
  const form = document.querySelector("form[data-new]");
  if (!(form instanceof HTMLFormElement)) return;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const ticked = /** @type {HTMLInputElement[]} */ (findAll("[name=languages]:checked", form));
    const more = value("[data-more]", form)
      .split(/[\s,;]+/)
      .filter(Boolean);
    const years = [value("[data-first]", form), value("[data-last]", form)].filter(Boolean).join("..");
    const languages = [...ticked.map((one) => one.value), ...more];
    const answer = await send("POST", "/edit/start/atlas.json", {
      title: value('[data-field="title"]', form),
      languages,
      years,
    });
    if (answer.ok) location.href = answer.data.href;
    else {
      const left = showProblems(form, answer.data.problems || []);
      const node = find("[data-wrong]", form);
      node.hidden = !left.length;
      node.textContent = left.join(" ");
    }
  });
}
