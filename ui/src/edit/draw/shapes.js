/** All that is drawn in the atlas, and how a change of it is saved. */
import { read, send } from "../common/save.js";
import { decimalsFor, editsBetween, sharedEdits } from "../../pure/vertices.js";
import { config, said } from "./config.js";

/**
 * @typedef {import("./types.js").Shape} Shape
 * @typedef {import("./types.js").ShapeFile} ShapeFile
 * @typedef {import("./types.js").Change} Change
 * @typedef {import("./types.js").Fault} Fault
 * @typedef {import("../../pure/vertices.js").Drawn} Drawn
 */

const URL = "/edit/draw/shapes.json";
/** As sure as a hand is until somebody says better, in kilometres. */
export const HAND_KM = 10;

export class Shapes {
  /** @type {ShapeFile[]} */
  files = [];
  /** @type {Record<string, string>} */
  base = {};
  /** @type {Shape[]} */
  all = [];
  /** @type {(() => void)[]} */
  watchers = [];
  /** @type {(() => void)[]} */
  leaving = [];
  /** @type {Promise<unknown>} */
  queue = Promise.resolve();

  /** Read all again, after what is being saved: what is drawn on meanwhile would be of before. */
  reload() {
    for (const watch of this.leaving) watch();
    this.queue = this.queue.then(() => this.load()).catch(() => {});
    return this.queue;
  }

  async load() {
    document.documentElement.dataset.draw = "reading"; // for who looks from without
    const { ok, data } = await read(URL);
    document.documentElement.dataset.draw = "ready";
    if (!ok) return;
    this.files = data.files;
    this.base = data.base;
    this.all = this.files.flatMap((file) => shapesOf(file));
    for (const watch of this.watchers) watch();
  }

  /** @param {string} path */
  file(path) {
    return this.files.find((file) => file.path === path);
  }

  /** @param {string} path @param {string} id */
  find(path, id) {
    return this.all.find((shape) => shape.path === path && shape.feature.id === id);
  }

  /** @param {string} path */
  of(path) {
    return this.all.filter((shape) => shape.path === path);
  }

  /**
   * Save changes as one: all of them or none. What is wrong with them comes back.
   * @param {Change[]} changes
   * @param {string} what
   * @returns {Promise<Fault[] | null>} nothing if it was saved
   */
  commit(changes, what) {
    const done = this.queue.then(() => this.put(changes, what));
    this.queue = done.catch(() => {});
    return done;
  }

  /** @param {Change[]} changes @param {string} what */
  async put(changes, what) {
    const paths = [...new Set(changes.map(({ path }) => path))];
    const base = Object.fromEntries(paths.map((path) => [path, this.base[path] || ""]));
    const answer = await send("PUT", URL, { base, changes, what });
    if (answer.ok || answer.taken || answer.status === 409) await this.load();
    if (answer.ok) return null;
    for (const watch of this.watchers) watch(); // what was not saved goes back
    return answer.data.problems || [];
  }

  /**
   * The changes of a shape that has another geometry, and of all that share what changed.
   * @param {Shape} shape
   * @param {Drawn} geometry
   * @returns {Change[]}
   */
  reshaped(shape, geometry) {
    const edits = shape.geometry ? editsBetween(shape.geometry, geometry) : [];
    const others = sharedEdits(this.all, shape, edits);
    return [valueOf(shape, geometry), ...[...others].map(([other, now]) => valueOf(other, now))];
  }
}

/**
 * @param {Shape} shape
 * @param {Drawn} geometry
 * @returns {Change}
 */
export const valueOf = (shape, geometry) => ({
  path: shape.path,
  id: shape.feature.id,
  value: { ...shape.feature, geometry },
});

/** @param {ShapeFile} file @returns {Shape[]} */
function shapesOf(file) {
  const form = formOf(file.path);
  if (!form || !file.document) return [];
  return file.document.features.flatMap((feature) => {
    const of =
      form.shapes.find(({ kind }) => kind && kind === feature.properties?.kind) ||
      form.shapes.find(({ kind }) => !kind);
    if (!of || !feature.id) return [];
    const group = form.group || file.path;
    const { geometry } = feature;
    // A place stands for itself: nothing moves with it.
    return [{ path: file.path, group, locked: file.locked, form: of, feature, geometry }];
  });
}

/** @param {string} path */
export const formOf = (path) =>
  config.forms.find(({ where }) => (where.endsWith("/") ? path.startsWith(where) : path === where));

/** @param {Shape} shape */
export function titleOf({ feature, form }) {
  const { title, polity, n } = feature.properties;
  const named = config.things.polity?.find(({ id }) => id === polity);
  return said(title) || named?.label || (form.drawn === "line" && n ? `${n} → ${n + 1}` : "") || feature.id;
}

/** How many decimals the vertices of a shape are worth. @param {Shape} shape */
export const decimalsOf = ({ feature, form }) =>
  decimalsFor(Number(feature.properties.accuracy_km) || (form.drawn === "point" ? 0.1 : HAND_KM));
