/** The thing in hand, beside the map: what it says, its vertices, what can be done with it. */
import { buttonEl, el } from "../../map/dom.js";
import { ask } from "../common/dialog.js";
import { word } from "../common/frame.js";
import { withoutStop } from "../../pure/journeys.js";
import { freeId, joined, split } from "../../pure/stretches.js";
import { mapRuns, rounded, runsOf } from "../../pure/vertices.js";
import { Fields } from "./fields.js";
import { decimalsOf, formOf, titleOf } from "./shapes.js";
import { VertexList } from "./vertex-list.js";

/**
 * @typedef {import("./types.js").Shape} Shape
 * @typedef {import("./types.js").Change} Change
 * @typedef {import("./types.js").Fault} Fault
 * @typedef {import("../../pure/vertices.js").Drawn} Drawn
 */

const CERTAINTIES = ["attested", "inferred", "uncertain"];

export class Card {
  /**
   * @param {HTMLElement} node
   * @param {import("./shapes.js").Shapes} shapes
   * @param {object} acts
   * @param {(shape: Shape, geometry: Drawn) => void} acts.reshape
   * @param {(at: LngLat | null) => void} acts.point
   * @param {(path: string, id: string | null) => void} acts.pick
   */
  constructor(node, shapes, acts) {
    this.node = node;
    this.shapes = shapes;
    this.acts = acts;
    this.vertices = new VertexList({
      move: (at, to) => this.vertex(at, [to]),
      insert: (at, to) => this.vertex(at, [to], 0),
      remove: (at) => this.vertex(at, []),
      point: (at) => acts.point(at === null ? null : this.vertices.run[at]),
    });
  }

  /** @param {Shape | null} shape @param {string} path of the file in hand */
  show(shape, path) {
    this.shape = shape;
    this.path = path;
    if (shape) this.showShape(shape);
    else if (path) this.showFile(path);
    else this.node.replaceChildren(el("p", "quiet", word("nothing")));
  }

  /** @param {Shape} shape */
  showShape(shape) {
    const file = this.shapes.file(shape.path);
    const { properties } = shape.feature;
    const form = new Fields(shape.form.fields, properties, () => this.say(shape, form));
    const whose = buttonEl("edit-link", file?.title || shape.path);
    whose.addEventListener("click", () => this.acts.pick(shape.path, null));
    /** @type {HTMLElement[]} */
    const parts = [el("h2", "", titleOf(shape)), whose];
    if (shape.locked) parts.push(el("p", "edit-note", word("locked")));
    else parts.push(this.buttons(shape), form.node);
    const runs = runsOf(shape.geometry);
    if (runs.length) {
      this.vertices.show(
        runs.flatMap(({ run }) => run),
        shape.locked,
      );
      parts.push(this.vertices.node);
    }
    this.node.replaceChildren(...parts);
    for (const field of shape.locked ? form.node.querySelectorAll("input, select, textarea") : [])
      field.setAttribute("disabled", "");
  }

  /** @param {string} path */
  showFile(path) {
    const file = this.shapes.file(path);
    if (!file) return;
    /** @type {HTMLElement[]} */
    const parts = [el("h2", "", file.title), el("p", "quiet", path)];
    for (const { message, field } of file.problems) parts.push(el("p", "edit-fault", `${field}: ${message}`));
    if (file.locked) parts.push(el("p", "edit-note", word("locked")));
    else parts.push(...this.head(file));
    this.node.replaceChildren(...parts);
  }

  /** What a file says of itself. @param {import("./types.js").ShapeFile} file @returns {HTMLElement[]} */
  head({ path, title, document: said }) {
    const fields = formOf(path)?.head || [];
    if (!fields.length || !said?.properties) return [];
    const form = new Fields(fields, said.properties, async () => {
      const value = { properties: form.read() };
      form.tell((await this.shapes.commit([{ path, id: null, value }], word("said", title))) || []);
    });
    if (this.shapes.of(path).length) return [form.node];
    const gone = buttonEl("button button-plain edit-small", word("remove"));
    gone.addEventListener("click", () => this.remove([{ path, id: null, value: null }], title));
    return [form.node, gone];
  }

  /** Save what the form says. @param {Shape} shape @param {Fields} form */
  async say(shape, form) {
    const value = { ...shape.feature, properties: form.read() };
    const change = { path: shape.path, id: shape.feature.id, value };
    const faults = await this.shapes.commit([change], word("said", titleOf(shape)));
    form.tell(faults || []);
  }

  /**
   * Put vertices in place of some of the shape in hand.
   * @param {number} at
   * @param {LngLat[]} vertices
   * @param {number} [gone]
   */
  vertex(at, vertices, gone = 1) {
    const { shape } = this;
    if (!shape?.geometry || shape.locked) return;
    let before = 0;
    let used = false;
    const typed = vertices.map((vertex) => rounded(vertex, Math.max(4, decimalsOf(shape))));
    const now = mapRuns(shape.geometry, (run, ring) => {
      const n = at - before;
      before += run.length;
      const mine = !used && n >= 0 && (n < run.length || (!gone && n === run.length));
      if (!mine || run.length - gone + typed.length < (ring ? 3 : Math.min(2, run.length))) return run;
      used = true;
      return run.toSpliced(n, gone, ...typed);
    });
    if (now !== shape.geometry) this.acts.reshape(shape, now);
  }

  /** @param {Shape} shape */
  buttons(shape) {
    const box = el("p", "edit-buttons");
    /** @param {string} name @param {() => void} act */
    const add = (name, act) => {
      const button = buttonEl("button button-plain edit-small", word(name));
      button.addEventListener("click", act);
      box.append(button);
    };
    if (shape.geometry?.type === "LineString" && shape.form.kind === "line") {
      add("split", () => this.split(shape));
      if (this.joinable(shape).length) add("join", () => this.join(shape));
    }
    add("remove", () => this.remove(this.removal(shape), titleOf(shape)));
    return box;
  }

  /** @param {Shape} shape @returns {Change[]} */
  removal({ path, feature, form }) {
    const file = this.shapes.file(path);
    if (form.kind === "stop" && file?.document)
      return withoutStop(/** @type {any[]} */ (file.document.features), feature.id).map((one) => ({
        path,
        ...one,
      }));
    return [{ path, id: feature.id, value: null }];
  }

  /** @param {Change[]} changes @param {string} title */
  async remove(changes, title) {
    const faults = await this.shapes.commit(changes, word("removed", title));
    if (faults) await this.tell(faults);
    else this.acts.pick(changes[0].id === null ? "" : changes[0].path, null);
  }

  /** @param {Fault[]} faults */
  tell(faults) {
    const lines = faults.map(({ field, message }) => el("p", "", field ? `${field}: ${message}` : message));
    return ask(word("not_done"), lines, [{ value: "", label: word("close"), main: true }]);
  }

  /** In two at the vertex in hand. @param {Shape} shape */
  async split(shape) {
    if (!shape.geometry) return;
    const parts = split(shape.geometry, this.vertices.chosen);
    if (!parts) {
      await ask(word("split"), [word("split_how")], [{ value: "", label: word("close"), main: true }]);
      return;
    }
    const { path, feature } = shape;
    const id = freeId(
      feature.id,
      this.shapes.of(path).map((one) => one.feature.id),
    );
    const { part } = feature.properties;
    const properties = { ...feature.properties, ...(part === feature.id && { part: id }) };
    const changes = [
      { path, id: feature.id, value: { ...feature, geometry: parts[0] } },
      { path, id, value: { ...feature, id, properties, geometry: parts[1] } },
    ];
    const faults = await this.shapes.commit(changes, word("parted", titleOf(shape)));
    if (faults) await this.tell(faults);
    else this.acts.pick(path, id);
  }

  /** The stretches that meet one with an end. @param {Shape} shape */
  joinable(shape) {
    return this.shapes
      .of(shape.path)
      .filter(
        (other) =>
          other !== shape &&
          other.form.kind === shape.form.kind &&
          shape.geometry &&
          other.geometry &&
          joined(shape.geometry, other.geometry),
      );
  }

  /** With a stretch that meets it: as unsure as the less sure of them. @param {Shape} shape */
  async join(shape) {
    const others = this.joinable(shape);
    const buttons = others.map((other, n) => ({
      value: String(n + 1),
      label: titleOf(other),
      main: n === 0,
    }));
    const chosen = await ask(
      word("join"),
      [word("join_how")],
      [...buttons, { value: "", label: word("leave") }],
    );
    const other = others[Number(chosen) - 1];
    const geometry = other && shape.geometry && other.geometry && joined(shape.geometry, other.geometry);
    if (!geometry) return;
    const [one, two] = [shape.feature.properties, other.feature.properties];
    const rank = Math.max(CERTAINTIES.indexOf(one.certainty), CERTAINTIES.indexOf(two.certainty));
    const cites = [...one.sources, ...two.sources];
    const texts = cites.map((cite) => JSON.stringify(cite));
    const properties = {
      ...one,
      certainty: CERTAINTIES[rank] || one.certainty,
      accuracy_km: Math.max(one.accuracy_km, two.accuracy_km),
      sources: cites.filter((_, n) => texts.indexOf(texts[n]) === n),
    };
    const { path } = shape;
    const faults = await this.shapes.commit(
      [
        { path, id: shape.feature.id, value: { ...shape.feature, properties, geometry } },
        { path, id: other.feature.id, value: null },
      ],
      word("joined", titleOf(shape)),
    );
    if (faults) await this.tell(faults);
    else this.acts.pick(path, shape.feature.id);
  }
}
