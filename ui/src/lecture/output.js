/* What is made of a lecture: a tour on the screen, files, its link. */
import { el, find, findAll } from "../map/dom.js";
import { written } from "../pure/lecture-steps.js";
import { fileStem } from "../pure/lecture-toml.js";
import { pageOf, Player, tomlOf } from "./alone.js";
import { config, frozen, say } from "./config.js";

/** @typedef {import("./store.js").Store} Store */

const NEAR = 0.9;
/** What a frozen site makes. */
const ALONE = ["page", "toml", "html"];

/** @param {Blob} blob @param {string} name */
export function keepFile(blob, name) {
  const link = el("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

const rules = new Intl.PluralRules(document.documentElement.lang);

/** @param {number} n */
const counted = (n) =>
  (config.slides[rules.select(n)] || config.slides.other || "").replace("{n}", String(n));

/** @param {Response} answer */
const nameOf = (answer) =>
  decodeURIComponent(
    /filename\*=UTF-8''([^;]+)/.exec(answer.headers.get("Content-Disposition") || "")?.[1] || "lecture",
  );

/**
 * Go to the tour of a lecture: the page that is made of it stands under the lecture's own link.
 * @param {Store} store
 * @param {string} step the one to begin with
 */
export function play(store, step = "") {
  const form = el("form");
  Object.assign(form, {
    method: "post",
    action: config.made + "#play=" + store.code + (step && "&step=" + step),
  });
  form.enctype = "multipart/form-data";
  for (const [name, value] of Object.entries({
    format: "page",
    lecture: JSON.stringify(written(store.lecture)),
  })) {
    const input = el("input");
    Object.assign(input, { type: "hidden", name, value });
    form.append(input);
  }
  document.body.append(form);
  form.submit();
  form.remove();
}

export class Output {
  /** @param {Store} store */
  constructor(store) {
    this.store = store;
    this.box = find("[data-out]");
    this.said = find("[data-made]");
    this.address = /** @type {HTMLInputElement} */ (find("[data-address]"));
    this.slides = find("[data-slides]");
    this.buttons = findAll("[data-make]", this.box);
    for (const button of this.buttons) button.addEventListener("click", () => void this.make(button));
    for (const button of this.buttons) button.hidden = frozen && !ALONE.includes(button.dataset.make || "");
    find("[data-frozen-note]").hidden = !frozen;
    find("[data-link]").addEventListener("click", () => void this.copy());
    store.watchers.push(() => this.count());
    store.linked.push(() => this.measure());
    this.count();
  }

  count() {
    const n = this.store.steps.length;
    this.box.hidden = !n;
    this.slides.textContent = counted(n);
  }

  /** A link that is long enough to be cut says so before it is. */
  measure() {
    const n = location.href.length;
    const most = config.limits.link;
    if (n > most * NEAR) this.say(say("link_long", { n, most }));
  }

  /** @param {string} words */
  say(words) {
    this.said.textContent = words;
  }

  /** @param {HTMLElement} button */
  async make(button) {
    const form = button.dataset.make || "";
    await this.store.write();
    if (frozen) {
      this.alone(form);
      return;
    }
    if (form === "page") {
      play(this.store);
      return;
    }
    const what = button.firstChild?.textContent?.trim() || form;
    const body = new FormData();
    body.set("format", form);
    body.set("lecture", JSON.stringify(written(this.store.lecture)));
    this.say(say("making", { what, n: this.store.steps.length }));
    button.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(config.made, {
        method: "POST",
        body,
        headers: { Accept: "application/json" },
      });
      if (!answer.ok) throw new Error(await whyNot(answer));
      keepFile(await answer.blob(), nameOf(answer));
      this.say(say("made", { what }));
    } catch (problem) {
      const why = problem instanceof TypeError ? say("offline") : /** @type {Error} */ (problem).message;
      this.say(say("failed", { what, why }));
    } finally {
      button.removeAttribute("aria-busy");
    }
  }

  /**
   * Without a service: what the browser can make by itself.
   * @param {string} form
   */
  alone(form) {
    const { lecture } = this.store;
    if (form === "page") {
      new Player(lecture).open(0);
      return;
    }
    const [text, type] =
      form === "toml" ? [tomlOf(lecture), "application/toml"] : [pageOf(lecture), "text/html"];
    keepFile(new Blob([text], { type }), (fileStem(lecture.title) || "lecture") + "." + form);
    this.say(say("made", { what: form.toUpperCase() }));
  }

  async copy() {
    await this.store.write();
    const link = location.href;
    try {
      await navigator.clipboard.writeText(link);
      this.address.hidden = true;
      this.say(say("copied"));
    } catch {
      this.address.hidden = false;
      this.address.value = link;
      this.address.select();
      this.say(say("copy_by_hand"));
    }
    this.measure();
  }
}

/** @param {Response} answer */
async function whyNot(answer) {
  if (answer.status === 413) return say("too_large", { n: config.limits.bytes / 1024 });
  try {
    return (await answer.json()).description;
  } catch {
    return String(answer.status);
  }
}
