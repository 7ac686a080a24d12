/** New places, stretches of borders, territories and districts. */
import { word } from "../common/frame.js";
import { freeId } from "../../pure/stretches.js";
import { config, firstLanguage, ownText, said } from "./config.js";
import { Fields } from "./fields.js";
import {
  askUntilSaved,
  chooser,
  citeAgain,
  headFields,
  idFrom,
  newFile,
  only,
  shapeForm,
  showHead,
  usualCites,
} from "./making.js";
import { HAND_KM } from "./shapes.js";

/**
 * @typedef {import("./types.js").Change} Change
 */

/**
 * @param {import("./shapes.js").Shapes} shapes
 * @param {LngLat} at
 * @param {number} [km] how far an area reaches
 */
export async function makePlace(shapes, at, km) {
  const path = "places.geojson";
  const form = shapeForm(path, "");
  const names = ["title", "kind", ...(km ? ["radius_km"] : []), "certainty", "sources"];
  const start = { kind: km ? "region" : "settlement", certainty: "inferred", sources: usualCites() };
  const fields = new Fields(only(form.fields, names), { ...start, ...(km && { radius_km: Math.round(km) }) });
  /** @type {{id: string}} */
  const made = { id: "" };
  const done = await askUntilSaved(word("new_place"), [fields], [fields.node], () => {
    const properties = fields.read();
    if (!properties.title) return Promise.resolve([{ field: "title", message: word("needed") }]);
    citeAgain(properties.sources);
    made.id = idFrom(
      properties.title,
      shapes.of(path).map(({ feature }) => feature.id),
      "place",
    );
    const value = {
      type: "Feature",
      id: made.id,
      properties,
      names: [{ toponym: properties.title, lang: firstLanguage() }],
      geometry: { type: "Point", coordinates: at },
    };
    return shapes.commit([{ path, id: made.id, value }], word("drew", properties.title));
  });
  return done ? { path, id: made.id } : null;
}

/**
 * @param {import("./shapes.js").Shapes} shapes
 * @param {LngLat[]} run
 * @param {string} wanted the border in hand
 * @param {Change[]} others that meet it
 */
export async function makeStretch(shapes, run, wanted, others) {
  const form = shapeForm("borders/", "line");
  const { box, select } = chooser(shapes, "borders/", wanted, word("new_border"));
  const names = ["title", "certainty", "accuracy_km", "sources", "article"];
  const start = { certainty: "inferred", accuracy_km: HAND_KM, sources: usualCites() };
  const fields = new Fields(only(form.fields, names), start);
  const head = headFields("borders/", ["title", "valid", "status", "signed", "summary", "sources"]);
  showHead(select, head);
  const result = { path: "", id: "" };
  const done = await askUntilSaved(word("new_stretch"), [fields, head], [box, head.node, fields.node], () => {
    const properties = fields.read();
    citeAgain(properties.sources);
    const target = newFile(shapes, "borders/", select.value, head);
    if ("faults" in target) return Promise.resolve(target.faults);
    result.path = target.path;
    const taken = shapes.of(target.path).map(({ feature }) => feature.id);
    if (!properties.title) properties.title = ownText(word("stretch", taken.length + 1));
    result.id = idFrom(properties.title, taken, "stretch");
    const value = {
      type: "Feature",
      id: result.id,
      properties: { kind: "line", part: result.id, ...properties, basis: config.defaults.basis },
      geometry: { type: "LineString", coordinates: run },
    };
    const change = { path: target.path, id: result.id, value };
    return shapes.commit([...target.changes, change, ...others], word("drew", said(properties.title)));
  });
  return done ? result : null;
}

/**
 * @param {import("./shapes.js").Shapes} shapes
 * @param {LngLat[]} run
 * @param {string} wanted a border, or its territories
 * @param {Change[]} others
 */
export async function makeTerritory(shapes, run, wanted, others) {
  const form = shapeForm("territories/", "");
  const near = wanted.replace(/^territories/, "borders");
  const { box, select } = chooser(shapes, "borders/", near, null);
  const fields = new Fields(only(form.fields, ["polity", "certainty", "accuracy_km"]), { certainty: "inferred", accuracy_km: HAND_KM }); // prettier-ignore
  const result = { path: "", id: "" };
  const done = await askUntilSaved(word("new_territory"), [fields], [box, fields.node], () => {
    const properties = fields.read();
    if (!properties.polity) return Promise.resolve([{ field: "polity", message: word("needed") }]);
    if (!select.value) return Promise.resolve([{ field: "", message: word("border_first") }]);
    result.path = select.value.replace(/^borders/, "territories");
    const there = shapes.of(result.path).map(({ feature }) => feature.id);
    result.id = freeId(properties.polity, there);
    const id = result.path.replace(/^.*\/|\.geojson$/g, "");
    const file = shapes.file(result.path)
      ? []
      : [{ path: result.path, id: null, value: { id, properties: {} } }];
    const change = { path: result.path, id: result.id, value: areaOf(result.id, properties, run) };
    return shapes.commit([...file, change, ...others], word("drew", result.id));
  });
  return done ? result : null;
}

/** @param {string} id @param {Record<string, any>} properties @param {LngLat[]} run */
const areaOf = (id, properties, run) => ({
  type: "Feature",
  id,
  properties,
  geometry: { type: "Polygon", coordinates: [[...run, run[0]]] },
});

/**
 * @param {import("./shapes.js").Shapes} shapes
 * @param {LngLat[]} run
 * @param {Change[]} others
 */
export async function makeDistrict(shapes, run, others) {
  const path = "districts.geojson";
  const form = shapeForm(path, "");
  const start = { kind: "province", accuracy_km: HAND_KM, certainty: "inferred", sources: usualCites() };
  const fields = new Fields(
    only(form.fields, ["title", "kind", "accuracy_km", "certainty", "sources"]),
    start,
  );
  const made = { id: "" };
  const done = await askUntilSaved(word("new_district"), [fields], [fields.node], () => {
    const properties = fields.read();
    if (!properties.title) return Promise.resolve([{ field: "title", message: word("needed") }]);
    citeAgain(properties.sources);
    made.id = idFrom(
      properties.title,
      shapes.of(path).map(({ feature }) => feature.id),
      "district",
    );
    const head = { licence: config.licence, attribution: config.defaults.attribution };
    const file = shapes.file(path) ? [] : [{ path, id: null, value: { properties: head } }];
    const change = { path, id: made.id, value: areaOf(made.id, properties, run) };
    return shapes.commit([...file, change, ...others], word("drew", said(properties.title)));
  });
  return done ? { path, id: made.id } : null;
}
