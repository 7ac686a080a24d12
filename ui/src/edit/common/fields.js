/** Fields of a form that saves itself: each change is sent when the field is left, and faults stand at their field. */
import { el, findAll } from "../../map/dom.js";

/**
 * A field with its label.
 * @template {HTMLElement} T
 * @param {string} label
 * @param {T} input
 * @param {string} [name]
 * @param {string} [className]
 * @returns {HTMLLabelElement}
 */
export function fieldEl(label, input, name = "", className = "") {
  const holder = el("label", `edit-field ${className}`.trim());
  if (name) input.dataset.field = name;
  holder.append(el("span", "", label), input);
  return holder;
}

/**
 * Say what is wrong at each field; what belongs to none is returned.
 * @param {HTMLElement} form
 * @param {{field: string, message: string}[]} problems
 * @returns {string[]}
 */
export function showProblems(form, problems) {
  for (const node of findAll(".edit-fault[data-of]", form)) node.remove();
  for (const node of findAll("[aria-invalid]", form)) {
    node.removeAttribute("aria-invalid");
    node.removeAttribute("aria-describedby");
  }
  const left = [];
  for (const { field, message } of problems) {
    const node = findAll("[data-field]", form).find((one) => one.dataset.field === field);
    if (!node) {
      left.push(field ? `${field}: ${message}` : message);
      continue;
    }
    const said = el("span", "edit-fault", message);
    said.dataset.of = field;
    said.id = `fault-${field.replace(/\W+/g, "-")}`;
    node.setAttribute("aria-invalid", "true");
    node.setAttribute("aria-describedby", said.id);
    node.after(said);
  }
  return left;
}
