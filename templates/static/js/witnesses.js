/* Witnesses: who says that a line runs here. A stretch that is opened shows the points of its treaty around it. */
(function () {
  "use strict";

  const mapsvc = window.mapsvc;
  const MOST = 4;

  function line(term, text) {
    return [mapsvc.el("dt", "", term), mapsvc.el("dd", "", text)];
  }

  /** The points nearest to a place, in the order of the treaty. */
  function around(points, at) {
    const far = (p) => at.distanceTo([p.at[1], p.at[0]]);
    return points.slice().sort((p, q) => far(p) - far(q)).slice(0, MOST).sort((p, q) => p.n - q.n);
  }

  function pointRow(map, point) {
    const row = mapsvc.el("li", "witness");
    const { features } = mapsvc.of(map);
    const sign = features.byId.get(point.id);
    const name = mapsvc.el(sign ? "button" : "span", "witness-name", point.n + ". " + point.name);
    if (sign) {
      name.type = "button";
      name.addEventListener("click", () => features.pin(sign, { focus: true }));
    }
    row.appendChild(name);
    const rest = [point.names, point.what, point.height, point.certainty].filter(Boolean).join(" · ");
    if (rest) row.appendChild(mapsvc.el("span", "witness-more", rest));
    return row;
  }

  function fill(map, body, found, words, at) {
    const list = body.querySelector(".popup-rows");
    if (list && found.article) list.append(...line(words.article, found.article));
    if (list && found.basis) list.append(...line(words.basis, found.basis));
    const box = mapsvc.el("div", "witnesses");
    if (found.points.length) {
      box.appendChild(mapsvc.el("p", "witnesses-title", words.points));
      const rows = mapsvc.el("ol", "");
      for (const point of around(found.points, at)) rows.appendChild(pointRow(map, point));
      box.appendChild(rows);
    } else box.appendChild(mapsvc.el("p", "witnesses-title", words.none));
    body.insertBefore(box, body.querySelector(".popup-foot"));
  }

  /** Add the witnesses of a stretch to its pop-up; they are asked for when it is first opened. */
  mapsvc.witnesses = function (map, item, popup, at) {
    const url = item.p.src && item.p.src.witnesses;
    if (!url || !item.world.lines || !mapsvc.reachable(url)) return;
    mapsvc.load(url).then((json) => {
      const found = json.parts[item.id];
      const body = popup.getElement() && popup.getElement().querySelector(".popup-body");
      if (!found || !body || body.querySelector(".witnesses")) return;
      const focused = body.contains(document.activeElement) ? document.activeElement : null;
      fill(map, body, found, json.words, at);
      popup.update();
      if (focused) focused.focus({ preventScroll: true }); // the update takes the body out and in again
      const close = popup.getElement().querySelector(".leaflet-popup-close-button");
      if (close) close.setAttribute("aria-label", mapsvc.word("close"));
    }, (problem) => mapsvc.fail(map, problem));
  };
})();
