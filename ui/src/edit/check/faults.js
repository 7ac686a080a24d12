/** Every fault as the files are now: asked for again and again, as others may change them too. */
import { el, find } from "../../map/dom.js";
import { word } from "../common/frame.js";
import { read } from "../common/save.js";

/** @typedef {{file: string, field: string, message: string, href: string}} Fault */

/** While a check runs, and while nothing happens, in milliseconds. */
const SOON = 700;
const LATER = 4000;

/** @returns {() => void} looks again at once */
export function watchFaults() {
  let timer = 0;
  let last = "";
  async function look() {
    clearTimeout(timer);
    if (document.hidden) return;
    const { ok, data } = await read("/edit/check/faults.json");
    if (ok) {
      const now = JSON.stringify(data);
      if (now !== last) show(data);
      last = now;
    }
    timer = window.setTimeout(look, ok && !data.done ? SOON : LATER);
  }
  document.addEventListener("visibilitychange", look);
  look();
  return look;
}

/** @param {any} data */
function show(data) {
  const verdict = find("[data-verdict]");
  verdict.dataset.state = data.count ? "faults" : data.done ? "clean" : "looking";
  verdict.textContent = data.count ? word("count", data.count) : word(data.done ? "clean" : "looking");
  if (data.count && !data.done) verdict.textContent += ` ${word("looking")}`;
  fill("faults", data.faults.map(faultRow));
  fill("notices", data.notices.map(faultRow));
  fill("drafts", data.drafts.map(draftRow));
  fill("untranslated", data.untranslated.map(languagePart));
  progress(data.progress);
}

/**
 * @param {string} name
 * @param {Node[]} rows
 */
function fill(name, rows) {
  const part = find(`[data-part="${name}"]`);
  part.hidden = !rows.length;
  find("[data-list]", part).replaceChildren(...rows);
}

/** @param {Fault} fault */
function faultRow({ file, field, message, href }) {
  const row = el("li");
  const link = el("a", "edit-where", field ? `${file}: ${field}` : file);
  link.href = href;
  row.append(link, el("span", "", message));
  return row;
}

/** @param {{title: string, href: string}} draft */
function draftRow({ title, href }) {
  const row = el("li");
  const link = el("a", "", title);
  link.href = href;
  row.append(link);
  return row;
}

/** @param {{lang: string, label: string, count: number, texts: Fault[]}} one */
function languagePart({ lang, label, count, texts }) {
  const part = el("details", "edit-card");
  const head = el("summary", "", `${label}: ${word("unsaid", count)}`);
  head.firstElementChild?.setAttribute("lang", lang);
  const list = el("ul", "edit-list");
  for (const { file, field, href } of texts) {
    const row = el("li");
    const link = el("a", "edit-where", `${file}: ${field}`);
    link.href = href;
    row.append(link);
    list.append(row);
  }
  part.append(head, list);
  return part;
}

/** @param {{counts?: Record<string, number>, languages?: {label: string, said: number, of: number}[]}} told */
function progress({ counts = {}, languages = [] }) {
  fill(
    "progress",
    languages
      .filter(({ of }) => of > 0)
      .map(({ label, said, of }) => {
        const row = el("li");
        const share = Math.floor((100 * said) / of);
        const bar = el("progress");
        Object.assign(bar, { max: of, value: said });
        bar.setAttribute("aria-label", label);
        row.append(el("span", "", label), bar, el("span", "num", `${share} %`));
        return row;
      }),
  );
  const part = find('[data-part="progress"]');
  part.hidden = !Object.keys(counts).length;
  find("[data-counts]", part).replaceChildren(
    ...Object.entries(counts)
      .filter(([, n]) => n)
      .map(([name, n]) => {
        const row = el("div");
        row.append(el("dt", "", word(name)), el("dd", "num", String(n)));
        return row;
      }),
  );
}
