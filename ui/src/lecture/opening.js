/* What the address asks for: a lecture, one to play, a map to put into one's own. */
import { decode } from "../pure/lecture-link.js";
import { readLecture } from "../pure/lecture-steps.js";
import { config, say } from "./config.js";
import { drafts } from "./store.js";

/** @typedef {import("../pure/lecture-steps.js").Lecture} Lecture */
/** @typedef {Omit<import("../pure/lecture-steps.js").LectureStep, "id">} NewStep */

/**
 * @typedef {object} Opened
 * @property {Lecture} lecture
 * @property {string} fault what is wrong with the link, in words
 * @property {string} draft the code of another lecture in this browser
 * @property {NewStep[]} adds
 * @property {string | null} plays the step to begin with; nothing if it is not to be played
 */

const ASKED = /** @type {const} */ (["mode", "on", "stop", "variant"]);

/** @param {string} code */
async function read(code) {
  const rules = { lang: document.documentElement.lang, most: config.limits.steps };
  const { lecture: given, fault } = await decode(code);
  const { lecture, lost } = readLecture(given, rules);
  const told = fault ? [say("fault_" + fault, { n: lecture.steps.length, code: code.slice(0, 24) })] : [];
  if (lost) told.push(say("fault_lost", { n: lost }));
  if (!config.languages.some(({ id }) => id === lecture.lang)) lecture.lang = rules.lang;
  return { lecture, fault: told.join(" ") };
}

/** @param {URLSearchParams} asked */
function added(asked) {
  const show = asked.get("add");
  if (!show) return [];
  /** @type {NewStep} */
  const step = { show };
  for (const name of ASKED) if (asked.get(name)) step[name] = asked.get(name) || undefined;
  const view = (asked.get("view") || "").split(",").map(Number);
  if (view.length === 4 && view.every(Number.isFinite)) step.view = view;
  return [step];
}

/**
 * @returns {Promise<Opened>}
 */
export async function opened() {
  const asked = new URLSearchParams(location.hash.slice(1));
  const code = asked.get("l") ?? asked.get("play");
  const draft = drafts.read();
  const { lecture, fault } = await read(code ?? draft);
  const other = code !== null && draft !== "" && draft !== code;
  return {
    lecture,
    // A draft of this browser that cannot be read is nothing that the reader could mend.
    fault: code === null ? "" : fault,
    draft: other ? draft : "",
    adds: added(asked),
    plays: asked.has("play") && lecture.steps.length ? asked.get("step") || "" : null,
  };
}

/** @param {string} code */
export const stepsIn = async (code) => (await read(code)).lecture.steps.length;
