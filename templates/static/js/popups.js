/* What a pop-up says: the rows of a feature, where to read more, and what else lies at the same spot. */
(function () {
  "use strict";

  const mapsvc = window.mapsvc;
  const MOST = 8;

  function content(item) {
    const body = mapsvc.el("div", "popup-body");
    body.tabIndex = -1;
    body.setAttribute("role", "group");
    body.setAttribute("aria-label", item.p.name);
    body.appendChild(mapsvc.el("p", "popup-title", item.p.name, item.p.lang));
    if (item.p.rows && item.p.rows.length) {
      const list = mapsvc.el("dl", "popup-rows");
      for (const [term, text, lang] of item.p.rows) {
        list.appendChild(mapsvc.el("dt", "", term));
        list.appendChild(mapsvc.el("dd", "", text, lang));
      }
      body.appendChild(list);
    }
    if (item.p.href && item.p.href !== location.pathname + location.search) {
      const link = mapsvc.el("a", "popup-more", mapsvc.word("more"));
      link.href = item.p.href;
      const line = mapsvc.el("p", "popup-foot");
      line.appendChild(link);
      body.appendChild(line);
    }
    return body;
  }

  /** What else lies at this spot: each a button that opens it, so that nothing is hidden by what is on top. */
  function nameOthers(features, item, body, at) {
    const said = new Set([item.p.name]);
    const others = features.itemsAt(at).filter((other) => !said.has(other.p.name) && said.add(other.p.name));
    if (!others.length) return;
    const part = mapsvc.el("div", "popup-others");
    part.appendChild(mapsvc.el("p", "popup-others-title", mapsvc.word("also_here")));
    const list = part.appendChild(mapsvc.el("ul"));
    for (const other of others.slice(0, MOST)) {
      const line = list.appendChild(mapsvc.el("li"));
      const button = line.appendChild(mapsvc.el("button", "popup-other", other.p.name, other.p.lang));
      button.type = "button";
      button.addEventListener("click", (event) => {
        event.stopPropagation();
        features.pin(other, { latlng: at, focus: true, back: features.back });
      });
    }
    body.appendChild(part);
  }

  /** What Leaflet leaves out: the name of the button, and a way to scroll by keyboard. */
  function finish(popup) {
    const close = popup.getElement().querySelector(".leaflet-popup-close-button");
    if (close) close.setAttribute("aria-label", mapsvc.word("close"));
    popup.getElement().querySelector(".popup-body").tabIndex = popup.getElement().querySelector(".leaflet-popup-scrolled") ? 0 : -1;
  }

  mapsvc.popups = { content, nameOthers, finish };
})();
