/** How the ground of a holder looks: its colour, whose tint is near it to whose eyes, its hatching. */
import { el } from "../../map/dom.js";
import { fieldEl } from "../common/fields.js";
import { word } from "../common/frame.js";
import { read } from "../common/save.js";

const USUAL = "#888888";

/** @param {import("./polity.js").PolityCard} card */
export function looks(card) {
  const set = el("fieldset");
  const row = el("div", "edit-fields");
  const colour = el("input");
  const known = card.room.state().polities.find((one) => one.id === card.id);
  Object.assign(colour, { type: "color", value: card.record.colour || known?.colour || USUAL });
  const said = el("p", "holders-near");
  said.setAttribute("role", "status");
  colour.addEventListener("input", () => void near(card, colour.value, said));
  colour.addEventListener("change", () => card.put("colour", colour.value));
  row.append(fieldEl(word("colour"), colour, "colour"));
  const hatch = card.record.hatch || {};
  const number = (/** @type {"angle" | "gap"} */ key) => {
    const field = el("input");
    Object.assign(field, { type: "number", value: hatch[key] ?? "", step: "any" });
    field.addEventListener("change", () => {
      const now = { angle: 45, gap: 9, ...card.record.hatch, [key]: Number(field.value) };
      card.put("hatch", field.value ? now : undefined);
    });
    return fieldEl(`${word("hatch")}: ${word(key)}`, field, `hatch.${key}`);
  };
  row.append(number("angle"), number("gap"));
  set.append(el("legend", "", word("colour")), row, said);
  void near(card, colour.value, said);
  return set;
}

/** @param {import("./polity.js").PolityCard} card @param {string} colour @param {HTMLElement} said */
async function near(card, colour, said) {
  const query = new URLSearchParams({ polity: card.id, colour });
  const { ok, data } = await read(`/edit/holders/colour.json?${query}`);
  if (!ok) return;
  const names = new Map(card.room.state().polities.map(({ id, name }) => [id, name]));
  const told = data.near.map((/** @type {any} */ one) =>
    word("near", names.get(one.id) || one.id, one.whom, one.apart),
  );
  said.classList.toggle("edit-fault", told.length > 0);
  said.textContent = told.slice(0, 3).join(" ") || word("told");
}
