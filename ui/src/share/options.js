/* What can be chosen before a form is taken: language, size, view, layers. */
import { el, findAll } from "../map/dom.js";

/** @typedef {import("./dialog.js").Share} Share */

/** @param {Share} share */
export function optionsBox(share) {
  const { options, words } = share.data;
  const box = el("fieldset", "share-options");
  box.append(
    el("legend", "visually-hidden", words.options),
    ...partsBox(share),
    select(share, "lang", words.language, options.languages, options.lang),
    select(share, "size", words.size, options.sizes, options.size),
  );
  if (share.view && options.offered.includes("view")) {
    box.append(
      check("view", words.view, Boolean(options.view), (on) => share.change("view", on ? share.view : "")),
    );
  }
  for (const name of /** @type {const} */ (["controls", "legend"])) {
    if (!options.offered.includes(name)) continue;
    box.append(check(name, words[name], options[name], (on) => share.change(name, on ? "" : "0")));
  }
  if (options.layers.length > 1) box.append(layersBox(share));
  return box;
}

/**
 * Of a tour: all of it, or the step that is seen.
 * @param {Share} share
 */
function partsBox(share) {
  const { parts, words } = share.data;
  if (!parts.length) return [];
  const box = el("fieldset", "share-layers share-parts");
  box.append(el("legend", "", words.part));
  for (const { id, label, on } of parts) {
    const field = el("label", "share-check");
    const input = el("input");
    Object.assign(input, { type: "radio", name: "share-part", id: "share-part-" + id, checked: on });
    input.addEventListener("change", () => share.change("part", id));
    field.append(input, el("span", "", label));
    box.append(field);
  }
  return [box];
}

/** @param {Share} share */
function layersBox(share) {
  const { options, words } = share.data;
  const box = el("fieldset", "share-layers");
  box.append(el("legend", "", words.layers));
  for (const layer of options.layers)
    box.append(check("layer-" + layer.id, layer.label, layer.on, () => pickLayers(share, box)));
  return box;
}

/**
 * @param {Share} share
 * @param {HTMLElement} box
 */
function pickLayers(share, box) {
  const boxes = findAll("input", box).map((input) => /** @type {HTMLInputElement} */ (input));
  const on = boxes.filter((input) => input.checked).map((input) => input.id.replace("share-layer-", ""));
  if (on.length) share.change("layers", on.length === boxes.length ? "" : on.join(","));
  else if (document.activeElement instanceof HTMLInputElement) document.activeElement.checked = true; // a map of nothing is none
}

/**
 * @param {Share} share
 * @param {string} name
 * @param {string} label
 * @param {{id: string, label: string}[]} choices
 * @param {string} now
 */
function select(share, name, label, choices, now) {
  const field = el("label", "share-field", label + " ");
  const box = el("select");
  box.id = "share-" + name;
  for (const choice of choices) {
    const option = el("option", "", choice.label);
    option.value = choice.id;
    option.selected = choice.id === now;
    box.append(option);
  }
  box.addEventListener("change", () => share.change(name, box.value));
  field.append(box);
  return field;
}

/**
 * @param {string} name
 * @param {string} label
 * @param {boolean} on
 * @param {(on: boolean) => void} run
 */
function check(name, label, on, run) {
  const field = el("label", "share-check");
  const input = el("input");
  input.type = "checkbox";
  input.id = "share-" + name;
  input.checked = on;
  input.addEventListener("change", () => run(input.checked));
  field.append(input, el("span", "", label));
  return field;
}
