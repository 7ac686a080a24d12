/** A place: what it says, its names by language and years, its links, where it is used, its double. */
import { buttonEl, el } from "../../map/dom.js";
import { ask } from "../common/dialog.js";
import { word } from "../common/frame.js";
import { read, send } from "../common/save.js";
import { config, firstLanguage } from "../draw/config.js";
import { Fields } from "../draw/fields.js";
import { adderOf } from "../draw/vertex-list.js";
import { writePosition } from "../../pure/degrees.js";

/**
 * @typedef {import("../draw/types.js").Shape} Shape
 * @typedef {import("../draw/shapes.js").Shapes} Shapes
 */

export class PlaceCard {
  /**
   * @param {HTMLElement} node
   * @param {Shapes} shapes
   * @param {(id: string | null) => void} pick
   */
  constructor(node, shapes, pick) {
    this.node = node;
    this.shapes = shapes;
    this.pick = pick;
    /** @type {Shape | null} */
    this.shape = null;
  }

  /** @param {Shape | null} shape */
  show(shape) {
    this.shape = shape;
    if (!shape) {
      this.node.replaceChildren(el("p", "quiet", word("nothing")));
      return;
    }
    const { feature } = shape;
    const form = new Fields(shape.form.fields, feature.properties, async () => {
      form.tell((await this.save({ properties: form.read() })) || []);
    });
    const uses = el("section");
    void this.showUses(uses, feature.id);
    this.node.replaceChildren(
      el("h2", "", feature.properties.title),
      el("p", "quiet", feature.id),
      this.position(shape),
      form.node,
      this.names(feature),
      this.links(feature),
      uses,
      this.doubles(feature),
    );
  }

  /** @param {Record<string, any>} members what of the feature is another */
  save(members) {
    const { shape } = this;
    if (!shape) return Promise.resolve(null);
    const value = { ...shape.feature, ...members };
    for (const [name, said] of Object.entries(members)) if (said === undefined) delete value[name];
    const change = { path: shape.path, id: shape.feature.id, value };
    return this.shapes.commit([change], word("said", shape.feature.properties.title));
  }

  /** @param {LngLat} at */
  async move(at) {
    const faults = await this.save({ geometry: { type: "Point", coordinates: at } });
    if (faults) await ask(word("not_done"), faults.map(({ message }) => message), [{ value: "", label: word("close") }]); // prettier-ignore
  }

  /** @param {Shape} shape */
  position({ geometry }) {
    const box = el("section", "edit-field");
    const at = geometry?.type === "Point" ? writePosition(geometry.coordinates) : "–";
    box.append(
      el("h3", "", word("position", at)),
      el("p", "quiet", word("position_how")),
      adderOf(word("position_new"), (to) => void this.move(to)),
    );
    return box;
  }

  /** Rows of names: form, language, first and last year. @param {any} feature */
  names(feature) {
    const box = el("section", "edit-field");
    box.append(el("h3", "", word("names")));
    const given = feature.names || [];
    const rows = [...given, null].map((name) => {
      const row = el("div", "place-name");
      const span = name?.when?.timespans?.[0] || {};
      const inputs = {
        toponym: input(word("name"), name?.toponym),
        lang: input(word("language"), name?.lang ?? (name ? "" : firstLanguage())),
        from: input(word("from"), dayIn(span.start)),
        to: input(word("to"), dayIn(span.end)),
      };
      inputs.lang.setAttribute("list", "edit-languages");
      row.append(...Object.values(inputs));
      box.append(row);
      return { inputs, name };
    });
    box.addEventListener("change", () => {
      const names = rows.flatMap(({ inputs, name }) => nameOf(inputs, name) || []);
      void this.save({ names: names.length ? names : undefined });
    });
    return box;
  }

  /** @param {any} feature */
  links(feature) {
    const box = el("section", "edit-field");
    const area = el("textarea");
    area.rows = 2;
    const given = /** @type {{type: string, identifier: string}[]} */ (feature.links || []);
    area.value = given.map(({ identifier }) => identifier).join("\n");
    area.setAttribute("aria-label", word("links"));
    area.placeholder = `${config.gazetteers.geonames}…`;
    area.addEventListener("change", () => {
      const lines = area.value.split(/\s+/).filter(Boolean).map(wholeLink);
      const links = lines.map(
        (identifier) =>
          given.find((one) => one.identifier === identifier) || { type: "closeMatch", identifier },
      );
      void this.save({ links: links.length ? links : undefined });
    });
    box.append(el("h3", "", word("links")), el("p", "quiet", word("links_how")), area);
    return box;
  }

  /** @param {HTMLElement} box @param {string} id */
  async showUses(box, id) {
    const { ok, data } = await read(`/edit/places/uses.json?id=${encodeURIComponent(id)}`);
    if (!ok || this.shape?.feature.id !== id) return;
    const list = el("ul", "place-uses");
    for (const { path, count } of data.uses)
      list.append(el("li", "", count > 1 ? `${path} (${count})` : path));
    box.replaceChildren(
      el("h3", "", word("uses")),
      data.uses.length ? list : el("p", "quiet", word("unused")),
    );
  }

  /** @param {any} feature */
  doubles(feature) {
    const box = el("section", "edit-field");
    const select = el("select");
    select.setAttribute("aria-label", word("double"));
    select.append(new Option("–", ""));
    for (const { id, label: said } of config.things.place)
      if (id !== feature.id) select.append(new Option(`${said} (${id})`, id));
    const button = buttonEl("button button-plain edit-small", word("merge"));
    button.addEventListener("click", async () => {
      if (!select.value) return;
      const said = word("merge_said", select.value, feature.id);
      const answer = await ask(
        word("merge"),
        [said],
        [
          { value: "merge", label: word("merge"), main: true },
          { value: "", label: word("leave") },
        ],
      );
      if (answer !== "merge") return;
      const done = await send("POST", "/edit/places/merge.json", { keep: feature.id, gone: select.value });
      if (done.ok) await this.shapes.reload();
    });
    box.append(el("h3", "", word("double")), select, button);
    return box;
  }
}

/** A day of a span in Linked Places Format. @param {Record<string, string> | undefined} told */
const dayIn = (told) => told?.in ?? Object.values(told || {})[0];

/** @param {string} name @param {unknown} value */
function input(name, value) {
  const node = el("input");
  node.value = /** @type {string} */ (value ?? "");
  node.placeholder = name;
  node.setAttribute("aria-label", name);
  node.autocomplete = "off";
  return node;
}

/**
 * What a row says; a row that says what it said stays as it was written.
 * @param {Record<"toponym" | "lang" | "from" | "to", HTMLInputElement>} inputs
 * @param {any} name
 */
function nameOf({ toponym, lang, from, to }, name) {
  if (!toponym.value.trim()) return null;
  const said = { toponym: toponym.value.trim(), lang: lang.value.trim() };
  const days = [from, to].map(({ value, defaultValue }) => [value.trim(), defaultValue]);
  const { when, ...rest } = name || {};
  if (days.every(([now, before]) => now === before)) return { ...rest, ...said, ...(when && { when }) };
  const [start, end] = days.map(([day]) => day);
  const span = { ...(start && { start: { in: start } }), ...(end && { end: { in: end } }) };
  return { ...rest, ...said, ...((start || end) && { when: { timespans: [span] } }) };
}

/**
 * A link of what people copy: a number of GeoNames, an item of Wikidata, an address.
 * @param {string} text
 */
export function wholeLink(text) {
  const { geonames, wikidata, pleiades: ancient } = config.gazetteers;
  if (/^\d+$/.test(text)) return geonames + text;
  if (/^Q\d+$/i.test(text)) return wikidata + text.toUpperCase();
  const pleiades = text.match(/^pleiades:(\d+)$/i);
  return pleiades ? ancient + pleiades[1] : text;
}
