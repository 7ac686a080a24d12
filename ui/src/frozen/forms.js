/* Forms whose every choice is a page of its own. */
import { found as mapsvc } from "../api.js";
import { pageOf, stateShown } from "../pure/frozen-paths.js";

const DAY = /^Y?-?\d{4,5}-\d\d-\d\d$/;

/**
 * @param {HTMLFormElement} form
 * @param {(given: [name: string, value: string][]) => string | undefined} find
 */
function chosen(form, find) {
  const select = form.querySelector("select");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const given = [...new FormData(form)].map(
      ([name, value]) => /** @type {[string, string]} */ ([name, String(value)]),
    );
    const found = find(given.filter(([name, value]) => name !== "lang" && value));
    if (found) location.assign(found);
    else {
      select?.setCustomValidity("–");
      form.reportValidity();
    }
  });
  form.addEventListener("input", () => select?.setCustomValidity(""));
}

/**
 * What stood on the day that the map shows.
 * @param {HTMLFormElement} form
 */
function stateOfDay(form) {
  const options = /** @type {HTMLOptionElement[]} */ ([...form.querySelectorAll("option[data-frame]")]);
  const frames = new Map(options.map((option) => [option.value, Number(option.dataset.frame)]));
  const beside = /** @type {HTMLSelectElement} */ (form.elements.namedItem("b")).value;
  const [map] = mapsvc?.maps() || [];
  if (!mapsvc || !map) return "";
  const areas = mapsvc.featuresOf(map).items.filter(({ id }) => id.startsWith("territories/"));
  const drawn = areas.map(({ id }) => id.split("/")[1]);
  return stateShown(drawn, frames, beside) || "";
}

export function choosePages() {
  for (const form of document.querySelectorAll("form")) {
    const { frozenChoices, frozenPage } = form.dataset;
    if (frozenChoices) {
      /** @type {Record<string, string>} */
      const pages = JSON.parse(frozenChoices);
      if (Object.keys(pages).length) chosen(form, (given) => pages[new URLSearchParams(given).toString()]);
    }
    if (frozenPage) {
      chosen(form, (given) =>
        pageOf(
          frozenPage,
          new Map(given.map(([name, value]) => [name, DAY.test(value) ? stateOfDay(form) : value])),
        ),
      );
    }
  }
}
