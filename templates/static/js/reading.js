/* The reading page: the text leads the map, the map leads the text, keys lead both. */
(function () {
  "use strict";

  const mapsvc = window.mapsvc;
  const data = mapsvc.pageJson("reading-data");
  const words = data.words;
  const textBox = document.getElementById("reading-text");
  const card = document.getElementById("reading-card");
  const follow = document.getElementById("reading-follow");
  const keys = document.getElementById("reading-keys");
  const marks = [...document.querySelectorAll(".m")];
  const map = Object.keys(window).filter((name) => /^map_\d+$/.test(name)).map((name) => window[name]).find((found) => found instanceof L.Map);
  const features = map ? mapsvc.of(map).features : null;
  const calm = mapsvc.calm();

  const itemOf = (mark) => data.mentions[Number(mark.dataset.n)];
  const byFeature = new Map();
  for (const mark of marks) {
    const feature = itemOf(mark).feature;
    if (!feature) continue;
    if (!byFeature.has(feature)) byFeature.set(feature, []);
    byFeature.get(feature).push(mark);
  }

  const rings = L.svg();
  let here = null;
  let spot = null;
  let steered = 0; // scrolling that the page does itself is not the reader's

  // ---- what is in hand ------------------------------------------------------------------------
  function format(pattern, ...values) {
    return pattern.replace(/\{(\d)\}/g, (_, n) => String(values[Number(n)]));
  }

  function isHidden(mark) {
    const item = itemOf(mark);
    return textBox.classList.contains("hide-" + (item.type === "date" ? "date" : item.usage));
  }

  /** Take a mention in hand: mark it, tell of it, show it on the map. */
  function take(mark, { scroll = true, focus = false, pan = true } = {}) {
    if (!mark) return;
    if (here !== mark) {
      if (here) {
        here.classList.remove("is-here");
        here.removeAttribute("aria-current");
        here.tabIndex = -1;
      }
      for (const twin of document.querySelectorAll(".m.is-twin")) twin.classList.remove("is-twin");
      here = mark;
      mark.tabIndex = 0;
      mark.classList.add("is-here");
      mark.setAttribute("aria-current", "true");
      for (const twin of byFeature.get(itemOf(mark).feature) || []) if (twin !== mark) twin.classList.add("is-twin");
      tell(mark);
    }
    if (scroll) bring(mark);
    if (focus) mark.focus({ preventScroll: true });
    light(itemOf(mark), pan);
  }

  function bring(mark) {
    const box = textBox.getBoundingClientRect();
    const at = mark.getBoundingClientRect();
    const scroller = getComputedStyle(textBox).overflowY === "auto" ? textBox : document.scrollingElement;
    if (at.top > box.top + 60 && at.bottom < Math.min(box.bottom, window.innerHeight) - 80) return;
    steered = performance.now() + (calm ? 120 : 700);
    scroller.scrollBy({ top: at.top - Math.max(0, box.top) - box.height * 0.38, behavior: calm ? "auto" : "smooth" });
  }

  /** A place inside a longer name is no pin: a broken ring says where it would be. */
  function light(mention, pan) {
    clearSpot();
    if (!features) return;
    const pinned = mention.feature && mention.usage !== "embedded" ? features.byId.get(mention.feature) : null;
    features.hover(pinned || null);
    if (pinned && pan && follow.checked) features.bringIntoView(pinned);
    if (pinned || mention.lon === undefined || mention.lon === null) return;
    const at = [mention.lat, mapsvc.nearLng(map, mention.lon)];
    ring(at);
    if (pan && follow.checked && !map.getBounds().contains(at)) map.panTo(at, { animate: !calm });
  }

  function ring(at) {
    spot = L.circleMarker(at, { radius: 13, className: "other-spot", interactive: false, renderer: rings }).addTo(map);
  }

  function clearSpot() {
    if (spot) spot.remove();
    spot = null;
  }

  // ---- the card -------------------------------------------------------------------------------
  const el = mapsvc.el;

  function row(list, term, node) {
    list.appendChild(el("dt", "", term));
    const cell = el("dd", "");
    if (typeof node === "string") cell.textContent = node;
    else cell.append(...node);
    list.appendChild(cell);
  }

  function tell(mark) {
    const item = itemOf(mark);
    const head = el("div", "card-head");
    const body = el("div", "card-body");
    const rows = el("dl", "card-rows");
    const where = item.page ? format(words.page, item.page, item.line) : format(words.line, item.line);
    if (item.type === "date") {
      head.append(el("h2", "card-name", mark.textContent), el("span", "card-where", where));
      row(rows, words.date_value, item.gregorian);
      row(rows, words.date_printed, [document.createTextNode(item.edtf + " · " + words["calendar_" + item.calendar])]);
      row(rows, words.why, item.reason);
      body.append(rows);
    } else {
      const twins = byFeature.get(item.feature) || [mark];
      head.append(
        el("h2", "card-name", item.name || mark.textContent),
        el("span", "card-kind", item.kind),
        el("span", "card-where", where + " · " + format(words.mention_of, twins.indexOf(mark) + 1, twins.length)),
      );
      row(rows, words.used, [el("span", "card-usage usage-" + item.usage, words["usage_" + item.usage]), document.createTextNode(" – " + item.usage_reason)]);
      row(rows, words.why, item.name ? item.reason : words.unresolved + " " + item.reason);
      const meter = el("span", "meter");
      meter.style.setProperty("--share", item.score);
      meter.setAttribute("aria-hidden", "true");
      row(rows, words.sure, [meter, document.createTextNode(Math.round(item.score * 100) + " %")]);
      body.append(rows, others(item));
    }
    card.replaceChildren(head, body);
  }

  function others(item) {
    const part = el("div", "card-others");
    part.appendChild(el("h3", "", words.alternatives));
    if (!item.others.length) {
      part.appendChild(el("p", "quiet", words.no_alternatives));
      return part;
    }
    const list = el("ol", "");
    for (const other of item.others) {
      const button = el("button", "");
      button.type = "button";
      button.setAttribute("aria-pressed", "false");
      button.append(el("span", "", other.name), el("small", "", [other.kind, other.country].filter(Boolean).join(", ")), el("span", "num", Math.round(other.score * 100) + " %"));
      button.addEventListener("click", () => show(other, button));
      const entry = el("li", "");
      entry.appendChild(button);
      list.appendChild(entry);
    }
    part.appendChild(list);
    return part;
  }

  /** Show another reading on the map. */
  function show(other, button) {
    const was = button.getAttribute("aria-pressed") === "true";
    for (const each of card.querySelectorAll("[aria-pressed]")) each.setAttribute("aria-pressed", "false");
    clearSpot();
    if (was || other.lon === null || !map) return;
    button.setAttribute("aria-pressed", "true");
    const at = [other.lat, mapsvc.nearLng(map, other.lon)];
    ring(at);
    map.panTo(at, { animate: !calm });
  }

  // ---- steps ----------------------------------------------------------------------------------
  function step(by) {
    let at = here ? marks.indexOf(here) : by > 0 ? -1 : marks.length;
    do at += by; while (marks[at] && isHidden(marks[at]));
    if (marks[at]) take(marks[at], { focus: true });
  }

  function same() {
    if (!here) return;
    const twins = byFeature.get(itemOf(here).feature) || [];
    if (twins.length > 1) take(twins[(twins.indexOf(here) + 1) % twins.length], { focus: true });
  }

  for (const mark of marks) mark.addEventListener("click", () => take(mark, { scroll: false }));
  const pointed = mapsvc.debounce(140, (mark) => {
    if (mark.matches(":hover")) take(mark, { scroll: false });
  });
  textBox.addEventListener("pointerover", (event) => {
    const mark = event.target.closest && event.target.closest(".m");
    if (mark && !isHidden(mark) && event.pointerType === "mouse") pointed(mark);
  });
  textBox.addEventListener("focusin", (event) => {
    if (event.target.classList.contains("m")) take(event.target, { scroll: false });
  });
  if (marks.length) take(marks[0], { scroll: false, pan: false });
  document.getElementById("reading-next").addEventListener("click", () => step(1));
  document.getElementById("reading-previous").addEventListener("click", () => step(-1));
  document.getElementById("reading-same").addEventListener("click", same);

  // ---- the map leads the text -------------------------------------------------------------------
  if (features) {
    for (const [id, twins] of byFeature) {
      const item = features.byId.get(id);
      if (!item || !item.marker) continue;
      item.marker.on("click keydown", (event) => {
        if (event.type === "keydown" && event.originalEvent.key !== "Enter") return;
        const shown = item.shares ? null : twins.find((twin) => !isHidden(twin)) || twins[0];
        const after = here ? twins.find((twin) => here.compareDocumentPosition(twin) & Node.DOCUMENT_POSITION_FOLLOWING) : null;
        take(after || shown, { pan: false });
      });
    }
  }

  // ---- the text leads the map -------------------------------------------------------------------
  const scroller = () => (getComputedStyle(textBox).overflowY === "auto" ? textBox : document.scrollingElement);
  const read = mapsvc.debounce(110, () => {
    if (performance.now() < steered || textBox.contains(document.activeElement) && document.activeElement.classList.contains("m") && onScreen(document.activeElement)) return;
    const box = textBox.getBoundingClientRect();
    const line = Math.max(0, box.top) + Math.min(box.height, window.innerHeight) * 0.38;
    let best = null;
    let least = Infinity;
    for (const mark of marks) {
      if (isHidden(mark) || !itemOf(mark).feature) continue;
      const apart = Math.abs(mark.getBoundingClientRect().top - line);
      if (apart < least) [best, least] = [mark, apart];
    }
    if (best && best !== here) take(best, { scroll: false });
  });

  function onScreen(node) {
    const box = node.getBoundingClientRect();
    return box.bottom > 0 && box.top < window.innerHeight;
  }

  textBox.addEventListener("scroll", read, { passive: true });
  document.addEventListener("scroll", () => { if (scroller() !== textBox) read(); }, { passive: true });

  // ---- switches and keys ------------------------------------------------------------------------
  const switches = [...document.querySelectorAll("[data-usage]")];
  for (const each of switches) {
    each.addEventListener("change", () => textBox.classList.toggle("hide-" + each.dataset.usage, !each.checked));
  }
  function flip(input) {
    input.checked = !input.checked;
    input.dispatchEvent(new Event("change"));
  }
  function toMap() {
    const container = map && map.getContainer();
    if (!container) return;
    if (container.contains(document.activeElement)) (here || textBox).focus();
    else container.focus();
  }
  const help = document.getElementById("reading-help-button");
  help.addEventListener("click", () => keys.showModal());

  const actions = {
    j: () => step(1), k: () => step(-1), s: same, m: toMap, f: () => flip(follow), "?": () => keys.showModal(),
    a: () => { const first = card.querySelector(".card-others button"); if (first) first.focus(); },
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || keys.open) return;
    const inMap = map && map.getContainer().contains(document.activeElement);
    if ((event.key === "Enter" || event.key === " ") && document.activeElement.classList.contains("m")) {
      event.preventDefault();
      take(document.activeElement);
      return;
    }
    if (event.key === "Escape" && card.contains(document.activeElement) && here) {
      clearSpot();
      here.focus();
      return;
    }
    const arrow = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (arrow && !inMap && !/^(INPUT|SELECT)$/.test(document.activeElement.tagName)) {
      event.preventDefault();
      step(arrow);
      return;
    }
    const action = actions[event.key.toLowerCase()];
    if (action) {
      event.preventDefault();
      action();
    } else if (/^[1-5]$/.test(event.key) && switches[event.key - 1]) flip(switches[event.key - 1]);
  });
})();
