/* What there is to show: a list to search and to tick. What is ticked is a step. */
import { buttonEl, el, find, findAll } from "../map/dom.js";
import { fold } from "../pure/search.js";
import { config, say } from "./config.js";

/** @typedef {import("./store.js").Steps} Steps */
/** @typedef {import("./config.js").Thing} Thing */
/** @typedef {import("./config.js").Part} Part */
/** @typedef {{node: HTMLElement, text: string}} Row */

const { lang } = document.documentElement;

export class Catalogue {
  /**
   * @param {Steps} store
   * @param {{added: (id: number) => void, removed: (title: string) => void, full: () => void}} tell
   */
  constructor(store, tell) {
    this.store = store;
    this.tell = tell;
    this.kind = "";
    this.list = find("[data-list]");
    this.field = /** @type {HTMLInputElement} */ (find("[data-search]"));
    this.found = find("[data-found]");
    /** @type {{id: string, node: HTMLElement, rows: Row[]}[]} */
    this.groups = config.groups.map((group) => this.group(group));
    this.list.append(...this.groups.map(({ node }) => node));
    this.kinds();
    this.field.addEventListener("input", () => this.narrow());
    this.list.addEventListener("change", (event) => this.onTick(event));
    store.watchers.push(() => this.mark());
    this.narrow();
    this.mark();
  }

  /** @param {import("./config.js").Group} group */
  group({ id, title, items }) {
    const node = el("section", "lecture-group");
    const list = el("ul");
    const rows = items.map((thing) => {
      const row = el("li");
      row.append(tick(thing.show, "", thing.title, thing.when || ""));
      if (thing.parts) row.append(this.stops(thing, thing.parts));
      list.append(row);
      return { node: row, text: fold(thing.title + " " + (thing.when || "") + " " + thing.show, lang) };
    });
    node.append(el("h3", "", title), list);
    return { id, node, rows };
  }

  /**
   * The stops of a journey, each of them or all.
   * @param {Thing} thing
   * @param {Part[]} parts
   */
  stops(thing, parts) {
    const box = el("details", "lecture-stops");
    const list = el("ul");
    for (const { stop, title, when } of parts) {
      const row = el("li");
      row.append(tick(thing.show, stop, title, when));
      list.append(row);
    }
    const all = buttonEl("lecture-plain", say("all_stops"));
    all.addEventListener("click", () => {
      const wanted = parts.filter(({ stop }) => !this.isIn(thing.show, stop));
      this.add(wanted.map(({ stop }) => ({ show: thing.show, stop })));
    });
    box.append(el("summary", "", say("stops", { n: parts.length })), all, list);
    return box;
  }

  kinds() {
    const box = find("[data-kinds]");
    for (const { id, title, items } of config.groups) {
      const button = buttonEl("", title);
      button.dataset.kind = id;
      button.append(" ", el("span", "num", String(items.length)));
      button.setAttribute("aria-pressed", "false");
      box.append(button);
    }
    box.addEventListener("click", ({ target }) => {
      const button = target instanceof Element && target.closest("button");
      if (!(button instanceof HTMLElement)) return;
      this.kind = button.dataset.kind || "";
      for (const other of findAll("button", box))
        other.setAttribute("aria-pressed", String(other === button));
      this.narrow();
    });
  }

  narrow() {
    const words = fold(this.field.value, lang).split(/\s+/).filter(Boolean);
    let shown = 0;
    let all = 0;
    for (const { id, node, rows } of this.groups) {
      let here = 0;
      for (const row of rows) {
        const fits = (!this.kind || this.kind === id) && words.every((word) => row.text.includes(word));
        row.node.hidden = !fits;
        here += Number(fits);
      }
      node.hidden = !here;
      shown += here;
      all += rows.length;
    }
    this.found.textContent = shown ? say("found", { n: shown, all }) : say("nothing");
  }

  /**
   * @param {string} show
   * @param {string} stop
   */
  isIn(show, stop) {
    return this.store.steps.some((step) => step.show === show && (step.stop || "") === stop);
  }

  /** What is a step is ticked. */
  mark() {
    const steps = new Set(this.store.steps.map(({ show, stop }) => show + " " + (stop || "")));
    for (const input of this.list.querySelectorAll("input")) {
      input.checked = steps.has(input.dataset.show + " " + input.dataset.stop);
    }
  }

  /** @param {Event} event */
  onTick({ target }) {
    if (!(target instanceof HTMLInputElement)) return;
    const { show = "", stop = "" } = target.dataset;
    if (target.checked) this.add([stop ? { show, stop } : { show }]);
    else {
      const step = this.store.steps.findLast((each) => each.show === show && (each.stop || "") === stop);
      if (step) this.store.remove(step.id);
      this.tell.removed(target.dataset.thing || show);
    }
  }

  /** @param {Parameters<Steps["add"]>[0]} steps */
  add(steps) {
    const added = this.store.add(steps);
    if (added.length < steps.length) this.tell.full();
    else if (added.length) this.tell.added(added[added.length - 1].id);
    this.mark();
  }
}

/**
 * @param {string} show
 * @param {string} stop
 * @param {string} title
 * @param {string} when
 */
function tick(show, stop, title, when) {
  const label = el("label", "lecture-tick");
  const input = el("input");
  input.type = "checkbox";
  Object.assign(input.dataset, { show, stop, thing: title });
  const words = el("span");
  words.append(el("span", "lecture-thing", title), " ", el("span", "lecture-when", when));
  label.append(input, words);
  return label;
}
