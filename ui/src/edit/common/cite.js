/**
 * Citing by typing: a field that finds works of the atlas by what is typed of them, and a list of what is cited,
 * each with where in it. What comes out is what files hold: `{source, locator}`.
 */
import { buttonEl, el } from "../../map/dom.js";
import { fold } from "../../pure/search.js";
import { frame, word } from "./frame.js";
import { read } from "./save.js";

/** @typedef {{source: string, locator?: string}} Cited */
/** @typedef {{id: string, label: string, full: string}} Work */

const SHOWN = 8;
/** @type {Promise<Work[]> | undefined} */
let works;

/** The works of the atlas, read once. @returns {Promise<Work[]>} */
export function sourceList() {
  works ||= read("/edit/sources/items.json").then(({ ok, data }) => (ok ? data.items : []));
  return works;
}

/** Read them again: something was added. */
export function forgetSources() {
  works = undefined;
}

/**
 * The works of which every typed word is found, those first whose label begins so.
 * @param {Work[]} list
 * @param {string} typed
 */
export function matching(list, typed) {
  const words = fold(typed, frame.lang).split(/\s+/).filter(Boolean);
  const found = list
    .map((work) => ({ work, text: fold(`${work.label} ${work.full} ${work.id}`, frame.lang) }))
    .filter(({ text }) => words.every((part) => text.includes(part)));
  const rank = (/** @type {string} */ text) => (text.startsWith(words[0] || "") ? 0 : 1);
  return found
    .sort((a, b) => rank(a.text) - rank(b.text))
    .slice(0, SHOWN)
    .map(({ work }) => work);
}

let made = 0;

/**
 * Put the field into an element.
 * @param {HTMLElement} into
 * @param {{value?: (Cited | string)[], label?: string, onChange: (cited: Cited[]) => void}} options
 * @returns {{set: (cited: (Cited | string)[]) => void}}
 */
export function citeField(into, { value = [], label = word("cite"), onChange }) {
  const id = `edit-cite-${++made}`;
  /** @type {Cited[]} */
  let cited = [];
  const list = el("ul", "edit-cited");
  const input = el("input");
  Object.assign(input, { id, type: "text", autocomplete: "off", placeholder: word("cite_type") });
  const title = el("label", "", label);
  title.htmlFor = id;
  const choices = el("ul", "edit-choices");
  const box = combobox(input, choices, (work) => {
    cited = [...cited, { source: work.id }];
    draw(true);
    onChange(cited);
  });
  const say = () => onChange(cited);
  /** @param {boolean} [atLast] go on in where it stands in the last one */
  async function draw(atLast = false) {
    const known = new Map((await sourceList()).map((work) => [work.id, work]));
    list.replaceChildren(
      ...cited.map((one, at) =>
        citedRow(one, known.get(one.source), say, () => {
          cited = cited.filter((_, other) => other !== at);
          draw();
          say();
          input.focus();
        }),
      ),
    );
    if (atLast) list.lastElementChild?.querySelector("input")?.focus();
  }
  /** @param {(Cited | string)[]} next */
  const set = (next) => {
    cited = next.map((one) => (typeof one === "string" ? { source: one } : { ...one }));
    draw();
  };
  const holder = el("div", "edit-cite");
  holder.append(title, list, input, choices);
  into.replaceChildren(holder);
  set(value);
  box.close();
  return { set };
}

/**
 * @param {Cited} one
 * @param {Work | undefined} work
 * @param {() => void} changed
 * @param {() => void} remove
 */
function citedRow(one, work, changed, remove) {
  const row = el("li");
  const name = el("span", work ? "" : "edit-fault", work ? work.label : one.source);
  if (work) name.title = work.full;
  const where = el("input", "edit-locator");
  Object.assign(where, { type: "text", value: one.locator || "", placeholder: word("locator") });
  where.setAttribute("aria-label", `${word("locator")}: ${work ? work.label : one.source}`);
  where.addEventListener("change", () => {
    if (where.value.trim()) one.locator = where.value.trim();
    else delete one.locator;
    changed();
  });
  const away = buttonEl("edit-tool", "×");
  away.setAttribute("aria-label", `${word("remove")}: ${work ? work.label : one.source}`);
  away.addEventListener("click", remove);
  row.append(name, where, away);
  return row;
}

/**
 * A list of choices under a field: arrows, Enter, Escape, or a click.
 * @param {HTMLInputElement} input
 * @param {HTMLElement} choices
 * @param {(work: any) => void} take
 * @param {(typed: string) => Promise<Work[]>} [offer] what is offered for what was typed; else works
 */
export function combobox(input, choices, take, offer = async (typed) => matching(await sourceList(), typed)) {
  /** @type {Work[]} */
  let shown = [];
  let at = -1;
  choices.id = `${input.id}-list`;
  choices.setAttribute("role", "listbox");
  choices.setAttribute("aria-label", word("cite"));
  for (const [name, said] of Object.entries({
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-controls": choices.id,
  }))
    input.setAttribute(name, said);
  const close = () => {
    choices.hidden = true;
    at = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  /** @param {Work} work */
  const choose = (work) => {
    input.value = "";
    close();
    take(work);
  };
  /** @param {number} next */
  const point = (next) => {
    at = (next + shown.length) % shown.length;
    [...choices.children].forEach((row, one) => row.setAttribute("aria-selected", String(one === at)));
    input.setAttribute("aria-activedescendant", `${choices.id}-${at}`);
  };
  const open = async () => {
    const typed = input.value;
    const found = typed.trim() ? await offer(typed) : [];
    if (typed !== input.value) return; // more was typed meanwhile
    shown = found;
    choices.replaceChildren(...shown.map((work, one) => choiceRow(work, `${choices.id}-${one}`, choose)));
    if (!shown.length) {
      close();
      return;
    }
    choices.hidden = false;
    input.setAttribute("aria-expanded", "true");
    point(0);
  };
  input.addEventListener("input", open);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (choices.hidden) return;
    /** @type {Record<string, () => void>} */
    const keys = {
      ArrowDown: () => point(at + 1),
      ArrowUp: () => point(at - 1),
      Enter: () => choose(shown[at]),
      Escape: close,
    };
    if (!keys[event.key]) return;
    event.preventDefault();
    event.stopPropagation();
    keys[event.key]();
  });
  return { close };
}

/**
 * @param {Work} work
 * @param {string} id
 * @param {(work: Work) => void} choose
 */
function choiceRow(work, id, choose) {
  const row = el("li");
  row.id = id;
  row.setAttribute("role", "option");
  row.append(el("strong", "", work.label), el("span", "quiet", work.full));
  // Before the field loses the focus.
  row.addEventListener("mousedown", (event) => {
    event.preventDefault();
    choose(work);
  });
  return row;
}
