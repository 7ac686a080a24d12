/* The share dialog: one list of forms, a preview of the chosen one, and one key that copies or downloads it. */
import { found as mapsvc } from "../api.js";
import { buttonEl, el, svg } from "../map/dom.js";
import { formsAddress } from "../pure/share-address.js";
import { formNodes, textOfForm } from "./form.js";
import { formList } from "./list.js";
import { optionsBox } from "./options.js";

const SAY_MS = 5000;

/** The box that the reader sees, unless it is the one the map opens with. */
function viewNow() {
  const [map] = mapsvc?.maps() || [];
  if (!mapsvc || !map || mapsvc.untouched(map)) return "";
  return mapsvc
    .viewOf(map)
    .map((degree) => String(Math.round(degree * 1e4) / 1e4))
    .join(",");
}

/** @param {string} words */
function closeButton(words) {
  const close = buttonEl("share-close");
  close.setAttribute("aria-label", words);
  close.title = words;
  const cross = svg("svg", { viewBox: "0 0 20 20", "aria-hidden": "true" });
  cross.append(svg("path", { d: "M5 5l10 10M15 5 5 15" }));
  close.append(cross);
  return close;
}

export class Share {
  /** @param {HTMLAnchorElement} opener */
  constructor(opener) {
    this.opener = opener;
    this.chosen = "iframe";
    this.view = "";
    /** @type {Record<string, string>} */
    this.query = {};
    this.dialog = el("dialog", "share");
    this.dialog.setAttribute("aria-labelledby", "share-title");
    this.dialog.addEventListener("click", (event) => {
      if (event.target === this.dialog) this.dialog.close(); // beside it
    });
    document.body.append(this.dialog);
    this.data = /** @type {ShareData} */ (/** @type {unknown} */ (null)); // until it is loaded
    this.panel = el("section", "share-panel");
    this.panel.id = "share-panel";
    this.panel.setAttribute("aria-live", "off");
    this.status = el("p", "share-status");
    this.status.setAttribute("role", "status");
    /** @type {HTMLElement[]} */
    this.tabs = [];
    this.hush = 0;
  }

  async open() {
    this.view = viewNow();
    this.query = { view: this.view };
    try {
      await this.load();
    } catch {
      location.assign(this.opener.href); // the same forms as a page
      return;
    }
    if (!this.dialog.open) this.dialog.showModal();
    this.focusChosen();
  }

  async load() {
    const address = formsAddress(
      new URL(this.opener.href, location.href),
      new URLSearchParams(location.search),
      this.query,
    );
    const answer = await fetch(address, { credentials: "same-origin" });
    if (!answer.ok) throw new Error(String(answer.status));
    this.data = await answer.json();
    this.draw();
  }

  /**
   * Other options: other texts, the same place in the list.
   * @param {string} name
   * @param {string} value
   */
  async change(name, value) {
    this.query = { ...this.query, [name]: value };
    const focused = document.activeElement?.id;
    try {
      await this.load();
    } catch {
      this.say(this.data.words.failed);
      return;
    }
    if (focused) document.getElementById(focused)?.focus();
  }

  /** @param {string} id */
  form(id) {
    const forms = this.data.groups.flatMap((group) => group.forms);
    return forms.find((form) => form.id === id) || forms[0];
  }

  draw() {
    const { words, heading, lecture } = this.data;
    const head = el("header", "share-head");
    const title = el("h2", "", heading);
    title.id = "share-title";
    const close = closeButton(words.close);
    close.addEventListener("click", () => this.dialog.close());
    head.append(title);
    if (lecture) {
      const add = el("a", "share-add", lecture.label);
      add.href = lecture.href;
      head.append(add);
    }
    head.append(close);
    const body = el("div", "share-body");
    const { nav, tabs } = formList(this);
    this.tabs = tabs;
    body.append(nav, this.panel);
    this.dialog.replaceChildren(head, optionsBox(this), body, this.status);
    this.show(this.form(this.chosen).id);
  }

  focusChosen() {
    this.tabs.find((node) => node.dataset.form === this.form(this.chosen).id)?.focus();
  }

  /** @param {string} id */
  show(id) {
    const form = this.form(id);
    this.chosen = form.id;
    this.say("");
    for (const tab of this.tabs) {
      const on = tab.dataset.form === form.id;
      tab.setAttribute("aria-selected", String(on));
      tab.tabIndex = on ? 0 : -1;
    }
    this.panel.setAttribute("role", "tabpanel");
    this.panel.setAttribute("aria-labelledby", "share-tab-" + form.id);
    this.panel.replaceChildren(...formNodes(this, form));
  }

  // ---- taking it along --------------------------------------------------------------------------------------------
  take() {
    const form = this.form(this.chosen);
    if (form.text) this.copy(textOfForm(this.data, form));
    else /** @type {HTMLElement | null} */ (this.panel.querySelector("a[download]"))?.click();
  }

  /** @param {string} text */
  async copy(text) {
    const { words } = this.data;
    try {
      await navigator.clipboard.writeText(text);
      this.say(words.copied);
    } catch {
      // No secure page, or not allowed: the text is selected, and older browsers still copy a selection.
      const back = document.activeElement;
      const area = this.panel.querySelector("textarea");
      area?.focus();
      area?.select();
      let done = false;
      try {
        done = document.execCommand("copy");
      } catch {
        /* then by hand */
      }
      this.say(done ? words.copied : words.copy_by_hand);
      if (done && back instanceof HTMLElement) back.focus();
    }
  }

  /** @param {string} text */
  say(text) {
    this.status.textContent = text;
    clearTimeout(this.hush);
    if (text) this.hush = window.setTimeout(() => this.say(""), SAY_MS);
  }
}
