/* What is not in the list: a day, and a comparison of two borders or two days. */
import { el, find, findAll } from "../map/dom.js";
import { config } from "./config.js";

/** @typedef {import("./catalogue.js").Catalogue} Catalogue */
/** @typedef {import("./config.js").Choice} Choice */

const PLAIN = /^\d{4}-/;

/**
 * @param {HTMLSelectElement} select
 * @param {Choice[]} choices
 */
export function fill(select, choices) {
  select.replaceChildren(
    ...choices.map(({ id, label }) => {
      const option = el("option", "", label);
      option.value = id;
      return option;
    }),
  );
}

/**
 * A field for a day of the atlas; years that the browser's own field does not know are typed.
 * @param {HTMLInputElement} input
 * @param {readonly [string, string]} [days]
 */
export function dayField(input, [first, last] = [config.days.first, config.days.last]) {
  if (PLAIN.test(first) && PLAIN.test(last)) Object.assign(input, { type: "date", min: first, max: last });
  else
    Object.assign(input, { type: "text", pattern: "Y?-?\\d{4,6}-\\d\\d-\\d\\d", placeholder: first || last });
}

/** @param {string} name */
const field = (name) => /** @type {HTMLInputElement} */ (find("[data-" + name + "]"));
/** @param {string} name */
const choice = (name) => /** @type {HTMLSelectElement} */ (find("select[data-" + name + "]"));

/**
 * The value of a field that is right; the field says what is wrong.
 * @param {HTMLInputElement} input
 */
const right = (input) => (input.reportValidity() ? input.value : "");

/** @param {Catalogue} catalogue */
export function ownSteps(catalogue) {
  days(catalogue);
  if (config.compare) pairs(catalogue, config.compare);
  else find("[data-own=compare]").hidden = true;
}

/** @param {Catalogue} catalogue */
function days(catalogue) {
  const input = field("day");
  const view = choice("day-view");
  dayField(input);
  input.value = config.days.opening;
  fill(view, config.days.views);
  const label = view.closest("label");
  if (label) label.hidden = config.days.views.length < 2;
  find("[data-add-day]").addEventListener("click", () => {
    const day = right(input);
    const by = view.selectedIndex > 0 ? "/" + view.value : "";
    if (day) catalogue.add([{ show: "timeline/" + day + by }]);
  });
}

/**
 * @param {Catalogue} catalogue
 * @param {import("./config.js").Pairs} compare
 */
function pairs(catalogue, compare) {
  const [of, a, b, mode] = ["compare-of", "compare-a", "compare-b", "compare-mode"].map(choice);
  const on = [field("day-a"), field("day-b")];
  fill(a, compare.sides);
  fill(mode, compare.modes);
  // Only borders of one frame can be compared.
  const beside = () => {
    const frame = compare.sides.find(({ id }) => id === a.value)?.frame;
    const before = b.value;
    fill(
      b,
      compare.sides.filter((side) => side.frame === frame && side.id !== a.value),
    );
    if ([...b.options].some(({ value }) => value === before)) b.value = before;
  };
  const [first] = compare.first;
  if (first) a.value = first[0];
  beside();
  if (first) b.value = first[1];
  a.addEventListener("change", beside);
  for (const input of on) {
    dayField(input);
    input.value = config.days.opening;
  }
  of.addEventListener("change", () => {
    for (const label of findAll("[data-of]")) label.hidden = label.dataset.of !== of.value;
  });
  find("[data-add-compare]").addEventListener("click", () => {
    const sides = of.value === "days" ? on.map(right) : [a.value, b.value];
    const how = mode.selectedIndex > 0 ? { mode: mode.value } : {};
    if (sides.every(Boolean)) catalogue.add([{ show: "compare/" + sides.join("/"), ...how }]);
  });
}
