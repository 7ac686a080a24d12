/** New journeys: a stop for each point of a line, and the legs between them. */
import { el } from "../../map/dom.js";
import { word } from "../common/frame.js";
import { following } from "../../pure/journeys.js";
import { isSame } from "../../pure/vertices.js";
import { config, ownText, said } from "./config.js";
import { Fields } from "./fields.js";
import {
  askUntilSaved,
  chooser,
  citeAgain,
  headFields,
  newFile,
  only,
  shapeForm,
  showHead,
  usualCites,
} from "./making.js";
import { HAND_KM } from "./shapes.js";

/**
 * @param {import("./shapes.js").Shapes} shapes
 * @param {LngLat[]} run a stop each
 * @param {string} wanted the journey in hand
 */
export async function makeJourney(shapes, run, wanted) {
  const legs = shapeForm("routes/", "leg").fields;
  const { box, select } = chooser(shapes, "routes/", wanted, word("new_route"));
  if (!wanted.startsWith("routes/")) select.value = "";
  const head = headFields("routes/", ["title", "valid", "travellers", "summary", "sources"]);
  showHead(select, head);
  const usual = { mode: "unknown", certainty: "inferred", accuracy_km: HAND_KM, sources: usualCites() };
  const leg = new Fields(only(legs, ["mode", "certainty", "accuracy_km", "sources"]), usual);
  const stops = run.map((at, n) => stopFields(at, n));
  const result = { path: "", id: "" };
  /** @param {string} chosen @param {Record<string, any>} wording of every leg @param {Record<string, any>[]} stop */
  const save = (chosen, wording, stop) => {
    const variant = variantOf(shapes.file(chosen));
    const { title } = head.read();
    const variants = [{ id: variant, title, certainty: wording.certainty }];
    const target = newFile(shapes, "routes/", chosen, head, { variants });
    if ("faults" in target) return Promise.resolve(target.faults);
    const there = /** @type {any[]} */ (shapes.file(target.path)?.document?.features || []);
    const parts = following(there, { variant, at: run, stop, leg: wording });
    Object.assign(result, { path: target.path, id: parts.at(-1)?.id || "" });
    const changes = parts.map((value) => ({ path: target.path, id: value.id, value }));
    return shapes.commit([...target.changes, ...changes], word("drew", said(title) || target.path));
  };
  const body = [box, head.node, el("h3", "", word("legs")), leg.node, ...stops.map(({ node }) => node)];
  const done = await askUntilSaved(
    word("new_journey"),
    [leg, head, ...stops.map(({ form }) => form)],
    body,
    () => {
      const wording = leg.read();
      citeAgain(wording.sources);
      const stop = stops.map(({ form, place }) => stopOf(form.read(), place, wording));
      return save(select.value, wording, stop);
    },
  );
  return done ? result : null;
}

/** @param {LngLat} at @param {number} n */
function stopFields(at, n) {
  const places = config.things.place;
  const place = places.find((one) => isSame(one.at, at));
  const fields = only(shapeForm("routes/", "stop").fields, ["title", "on"]);
  const form = new Fields(fields, { title: place?.names || ownText(word("stop", n + 1)) });
  const node = el("section", "edit-stop");
  node.append(el("h3", "", word("stop", n + 1)), form.node);
  return { node, form, place: place?.id };
}

/** @param {Record<string, any>} told @param {string | undefined} place @param {Record<string, any>} leg */
const stopOf = (told, place, { certainty, sources = [] }) => ({
  ...told,
  ...(place && { place }),
  certainty,
  evidence: "general-knowledge",
  sources,
});

/** The account of a journey that is drawn on. @param {import("./types.js").ShapeFile | undefined} file */
const variantOf = (file) => file?.document?.properties?.variants?.[0]?.id || "main";
