/* The share dialog: one list of forms, a preview of the chosen one, and one key that copies or downloads it. */
(function () {
  "use strict";

  const mapsvc = (window.mapsvc = window.mapsvc || {});
  const el = (name, className, text) => {
    const node = document.createElement(name);
    if (className) node.className = className;
    if (text !== undefined && text !== null) node.textContent = text;
    return node;
  };
  const COPY_MS = 2500;

  // ---- the state of the page: what every form keeps -------------------------------------------------
  /** The box that the reader sees, unless it is the one the map opens with. */
  function viewNow() {
    const [map] = mapsvc.maps ? mapsvc.maps() : [];
    if (!map || mapsvc.untouched(map)) return "";
    return mapsvc.viewOf(map).map((degree) => String(Math.round(degree * 1e4) / 1e4)).join(",");
  }

  /** A page's own address tells its mode, day and moment; what the dialog does not know it leaves alone. */
  function pageState() {
    const state = {};
    for (const [name, value] of new URLSearchParams(location.search)) if (!["lang", "view"].includes(name)) state[name] = value;
    return state;
  }

  // The day of a timeline and the step of a tour are part of the map's name.
  function addressOf(opener, query) {
    const url = new URL(opener.href, location.href);
    const { on, step, ...rest } = pageState();
    delete rest.ids; // the events of a tour are in its name
    let path = url.pathname;
    if (on && /^Y?-?\d{4,5}-\d\d-\d\d$/.test(on)) path = path.replace(/\/timeline\/[Y\d-]+$/, "/timeline/" + on);
    if (/^\d+$/.test(step || "")) path = path.replace(/(\/tour\/.+)\/\d+$/, "$1/" + step);
    const params = new URLSearchParams({ ...rest, lang: url.searchParams.get("lang") || "", ...query });
    for (const [name, value] of [...params]) if (value === "") params.delete(name);
    return path + ".json?" + params;
  }

  // ---- the dialog ---------------------------------------------------------------------------------------
  class Share {
    constructor(opener) {
      this.opener = opener;
      this.chosen = "iframe";
      this.query = {};
      this.dialog = el("dialog", "share");
      this.dialog.setAttribute("aria-labelledby", "share-title");
      this.dialog.addEventListener("click", (event) => {
        if (event.target === this.dialog) this.dialog.close(); // beside it
      });
      document.body.append(this.dialog);
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
      const answer = await fetch(addressOf(this.opener, this.query), { credentials: "same-origin" });
      if (!answer.ok) throw new Error(String(answer.status));
      this.data = await answer.json();
      this.draw();
    }

    /** Other options: other texts, the same place in the list. */
    async change(name, value) {
      this.query = { ...this.query, [name]: value };
      const focused = document.activeElement && document.activeElement.id;
      try {
        await this.load();
      } catch {
        this.say(this.data.words.failed);
        return;
      }
      const again = focused && document.getElementById(focused);
      if (again) again.focus();
    }

    get forms() {
      return this.data.groups.flatMap((group) => group.forms);
    }

    form(id) {
      return this.forms.find((form) => form.id === id) || this.forms[0];
    }

    draw() {
      const { words } = this.data;
      const head = el("header", "share-head");
      const title = el("h2", "", words.title + ": " + this.data.title);
      title.id = "share-title";
      const close = el("button", "share-close");
      close.type = "button";
      close.setAttribute("aria-label", words.close);
      close.title = words.close;
      const cross = document.createElementNS("http://www.w3.org/2000/svg", "svg");
      cross.setAttribute("viewBox", "0 0 20 20");
      cross.setAttribute("aria-hidden", "true");
      const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
      path.setAttribute("d", "M5 5l10 10M15 5 5 15");
      cross.append(path);
      close.append(cross);
      close.addEventListener("click", () => this.dialog.close());
      head.append(title, close);
      const body = el("div", "share-body");
      this.panel = el("section", "share-panel");
      this.panel.id = "share-panel";
      this.panel.setAttribute("aria-live", "off");
      this.status = el("p", "share-status");
      this.status.setAttribute("role", "status");
      body.append(this.list(), this.panel);
      this.dialog.replaceChildren(head, this.options(), body, this.status);
      this.show(this.form(this.chosen).id);
    }

    // ---- options -----------------------------------------------------------------------------------------
    options() {
      const { options, words } = this.data;
      const box = el("fieldset", "share-options");
      box.append(el("legend", "visually-hidden", words.options));
      box.append(this.select("lang", words.language, options.languages, options.lang), this.select("size", words.size, options.sizes, options.size));
      if (this.view && options.offered.includes("view")) box.append(this.check("view", words.view, Boolean(options.view), (on) => this.change("view", on ? this.view : "")));
      for (const name of ["controls", "legend"].filter((option) => options.offered.includes(option))) box.append(this.check(name, words[name], options[name], (on) => this.change(name, on ? "" : "0")));
      if (options.layers.length > 1) {
        const layers = el("fieldset", "share-layers");
        layers.append(el("legend", "", words.layers));
        for (const layer of options.layers) layers.append(this.check("layer-" + layer.id, layer.label, layer.on, () => this.pickLayers(layers)));
        box.append(layers);
      }
      return box;
    }

    pickLayers(box) {
      const boxes = [...box.querySelectorAll("input")];
      const on = boxes.filter((input) => input.checked).map((input) => input.id.replace("share-layer-", ""));
      if (!on.length) {
        document.activeElement.checked = true; // a map of nothing is none
        return;
      }
      this.change("layers", on.length === boxes.length ? "" : on.join(","));
    }

    select(name, label, choices, now) {
      const field = el("label", "share-field", label + " ");
      const select = el("select");
      select.id = "share-" + name;
      for (const choice of choices) {
        const option = el("option", "", choice.label);
        option.value = choice.id;
        option.selected = choice.id === now;
        select.append(option);
      }
      select.addEventListener("change", () => this.change(name, select.value));
      field.append(select);
      return field;
    }

    check(name, label, on, run) {
      const field = el("label", "share-check");
      const input = el("input");
      input.type = "checkbox";
      input.id = "share-" + name;
      input.checked = on;
      input.addEventListener("change", () => run(input.checked));
      field.append(input, el("span", "", label));
      return field;
    }

    // ---- the list of forms ----------------------------------------------------------------------------------
    list() {
      const { words, groups } = this.data;
      const nav = el("div", "share-list");
      nav.setAttribute("role", "tablist");
      nav.setAttribute("aria-orientation", "vertical");
      nav.setAttribute("aria-label", words.forms);
      for (const group of groups) {
        const heading = el("p", "share-group", group.title);
        heading.setAttribute("role", "presentation");
        nav.append(heading);
        for (const form of group.forms) {
          const tab = el("button", "share-tab", form.title);
          tab.type = "button";
          tab.id = "share-tab-" + form.id;
          tab.dataset.form = form.id;
          tab.setAttribute("role", "tab");
          tab.setAttribute("aria-controls", "share-panel");
          tab.addEventListener("click", () => this.show(form.id));
          nav.append(tab);
        }
      }
      nav.addEventListener("keydown", (event) => this.onKey(event));
      this.tabs = [...nav.querySelectorAll(".share-tab")];
      return nav;
    }

    onKey(event) {
      const here = this.tabs.indexOf(event.target);
      if (here < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
      const last = this.tabs.length - 1;
      const to = {
        ArrowDown: here === last ? 0 : here + 1, ArrowRight: here === last ? 0 : here + 1,
        ArrowUp: here === 0 ? last : here - 1, ArrowLeft: here === 0 ? last : here - 1, Home: 0, End: last,
      }[event.key];
      if (to !== undefined) {
        event.preventDefault();
        this.show(this.tabs[to].dataset.form);
        this.focusChosen();
      } else if (event.key === "Enter") {
        event.preventDefault(); // a click only chooses; Enter takes
        this.show(event.target.dataset.form);
        this.take();
      }
    }

    focusChosen() {
      const tab = this.tabs.find((node) => node.dataset.form === this.form(this.chosen).id);
      if (tab) tab.focus();
    }

    // ---- one form ---------------------------------------------------------------------------------------------
    show(id) {
      const form = this.form(id);
      this.chosen = form.id;
      this.say("");
      for (const tab of this.tabs) {
        const on = tab.dataset.form === form.id;
        tab.setAttribute("aria-selected", String(on));
        tab.tabIndex = on ? 0 : -1;
      }
      const { words } = this.data;
      const nodes = [el("h3", "", form.title)];
      if (form.hint) nodes.push(el("p", "share-hint", form.hint));
      if (form.text) nodes.push(this.area(form));
      nodes.push(this.actions(form));
      const preview = this.preview(form);
      if (preview) nodes.push(preview);
      nodes.push(el("p", "share-keys", words.keys));
      this.panel.setAttribute("role", "tabpanel");
      this.panel.setAttribute("aria-labelledby", "share-tab-" + form.id);
      this.panel.replaceChildren(...nodes);
    }

    area(form) {
      const area = el("textarea", "share-text");
      area.readOnly = true;
      area.spellcheck = false;
      area.value = this.text(form);
      area.rows = Math.min(9, Math.max(2, area.value.split("\n").length + Math.floor(area.value.length / 90)));
      area.setAttribute("aria-label", form.title);
      area.addEventListener("focus", () => area.select());
      return area;
    }

    /** The server may know itself by another name than the reader's browser; the day of access only the browser knows. */
    text(form) {
      const { origin, accessed } = this.data;
      const today = new Date();
      const iso = new Date(today - today.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
      const words = mapsvc.calendar.textOf(mapsvc.calendar.numberOf(iso), accessed.calendar);
      return form.text.replaceAll(origin, location.origin).replaceAll(accessed.words, words).replaceAll(accessed.iso, iso);
    }

    actions(form) {
      const { words } = this.data;
      const row = el("p", "share-actions");
      if (form.text) {
        const copy = el("button", "button", words.copy);
        copy.type = "button";
        copy.addEventListener("click", () => this.take());
        row.append(copy);
      }
      if (form.file) {
        const link = el("a", "button", words.download);
        link.href = form.href.replace(this.data.origin, location.origin);
        link.download = form.file;
        row.append(link);
      }
      return row;
    }

    preview(form) {
      const { kind, src, size } = form.preview;
      const { words } = this.data;
      if (kind === "none") return null;
      const box = el("figure", "share-preview");
      box.append(el("figcaption", "", words.preview));
      if (kind === "frame") {
        const frame = el("iframe", "share-frame share-frame-" + size);
        frame.title = words.preview + ": " + form.title;
        frame.setAttribute("sandbox", "allow-scripts");
        frame.src = src;
        box.append(frame);
      } else if (kind === "picture") {
        const image = el("img", form.id === "qr" ? "share-qr" : "share-picture");
        image.alt = words.preview + ": " + form.title;
        image.src = src;
        box.append(image);
      } else if (kind === "json") {
        const text = el("pre", "share-json");
        text.tabIndex = 0;
        box.append(text);
        fetch(src.replace(this.data.origin, location.origin)).then((answer) => answer.json()).then((json) => { text.textContent = JSON.stringify(json, null, 2); }, () => box.remove());
      }
      return box;
    }

    // ---- taking it along --------------------------------------------------------------------------------------------
    take() {
      const form = this.form(this.chosen);
      if (form.text) this.copy(this.text(form));
      else this.panel.querySelector("a[download]").click();
    }

    async copy(text) {
      const { words } = this.data;
      try {
        await navigator.clipboard.writeText(text);
        this.say(words.copied);
      } catch {
        // No secure page, or not allowed: the text is selected, and older browsers still copy a selection.
        const back = document.activeElement;
        const area = this.panel.querySelector("textarea");
        area.focus();
        area.select();
        let done = false;
        try { done = document.execCommand("copy"); } catch { /* then by hand */ }
        this.say(done ? words.copied : words.copy_by_hand);
        if (done && back) back.focus();
      }
    }

    say(text) {
      this.status.textContent = text;
      clearTimeout(this.hush);
      if (text) this.hush = setTimeout(() => { this.status.textContent = ""; }, COPY_MS * 2);
    }
  }

  let share = null;
  mapsvc.share = function (opener) {
    share = share || new Share(opener);
    return share.open();
  };
  const opener = document.querySelector("a[data-share]");
  if (opener) mapsvc.share(opener);
})();
