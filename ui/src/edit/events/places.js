/** The places of an event with their roles: typed, found in the atlas and in the gazetteer, and taken by Enter. */
import { buttonEl, el } from "../../map/dom.js";
import { combobox } from "../common/cite.js";
import { word } from "../common/frame.js";
import { read, send } from "../common/save.js";
import { put } from "./form.js";

/** @typedef {import("./form.js").FormOf} FormOf */

/** @param {FormOf} of */
export function placeFields(of) {
  const { record, changed } = of;
  const set = el("fieldset");
  set.dataset.field = "places";
  const list = el("div");
  const input = el("input");
  const id = "edit-event-place";
  Object.assign(input, { id, type: "text", autocomplete: "off", placeholder: word("place_type") });
  const label = el("label", "", word("place_add"));
  label.htmlFor = id;
  const choices = el("ul", "edit-choices");
  const draw = () =>
    list.replaceChildren(
      ...(record.places || []).map((/** @type {any} */ _, /** @type {number} */ at) => row(of, at, draw)),
    );
  const box = combobox(
    input,
    choices,
    async ({ id: found, label: name, own }) => {
      const place = own ? { id: found, name } : await taken(found);
      if (!place) return;
      of.places[place.id] = place.name;
      const role = (record.places || []).some((/** @type {any} */ one) => one.role === "happened")
        ? "mentioned"
        : "happened";
      record.places = [...(record.places || []), { place: place.id, role }];
      draw();
      changed();
      list.lastElementChild?.querySelector("select")?.focus();
    },
    offered,
  );
  choices.setAttribute("aria-label", word("places"));
  const holder = el("div", "edit-cite");
  holder.append(label, input, choices);
  set.append(el("legend", "", word("places")), list, holder);
  draw();
  box.close();
  return set;
}

/** @param {string} typed @returns {Promise<any[]>} */
async function offered(typed) {
  const { ok, data } = await read(`/edit/events/places.json?q=${encodeURIComponent(typed)}`);
  if (!ok) return [];
  return data.places.map((/** @type {any} */ one) => ({
    id: one.id,
    label: one.name,
    full: one.own ? word("place_own") : one.where,
    own: one.own,
  }));
}

/** Make a place of the atlas of an entry of the gazetteer. @param {string} entry */
async function taken(entry) {
  const { ok, data } = await send("POST", "/edit/events/places.json", { entry });
  return ok ? { id: data.id, name: data.name } : undefined;
}

/**
 * @param {FormOf} of
 * @param {number} at
 * @param {() => void} draw
 */
function row({ record, places, data, changed }, at, draw) {
  const part = record.places[at];
  const name = places[part.place] || part.place;
  const line = el("div", "edit-place");
  const select = (
    /** @type {string} */ key,
    /** @type {[string, string][]} */ options,
    /** @type {string} */ usual,
  ) => {
    const node = el("select");
    for (const [value, said] of options) node.append(new Option(said, value));
    node.value = part[key] || usual;
    node.dataset.field = `places[${at}].${key}`;
    node.setAttribute("aria-label", `${word(key)}: ${name}`);
    node.addEventListener("change", () => {
      if (key === "role") part.role = node.value;
      else put(part, key, node.value === usual ? undefined : node.value);
      changed();
    });
    return node;
  };
  const title = el("span", "", name);
  title.dataset.field = `places[${at}].place`;
  const away = buttonEl("edit-tool", "×");
  away.setAttribute("aria-label", `${word("remove")}: ${name}`);
  away.addEventListener("click", () => {
    record.places = record.places.filter((/** @type {any} */ _, /** @type {number} */ one) => one !== at);
    draw();
    changed();
  });
  line.append(
    title,
    select("role", data.roles, "happened"),
    select("certainty", data.certainties, "attested"),
    away,
  );
  return line;
}
