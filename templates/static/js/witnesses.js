/* Witnesses: who says that a line runs here. A stretch that is opened shows the points of its treaty around it. */
(function () {
  "use strict";

  const mapsvc = window.mapsvc;
  const MOST = 4;
  const LONGEST_MS = 1500; // a pop-up waits no longer for its witnesses

  function line(term, text, lang) {
    return [mapsvc.el("dt", "", term), mapsvc.el("dd", "", text, lang)];
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
    const article = list && [...list.querySelectorAll("dt")].find((term) => term.textContent === words.article);
    if (article && found.article) Object.assign(article.nextElementSibling, { textContent: found.article, lang: found.article_lang || "" });
    const rest = mapsvc.el("dl", "popup-rows"); // what takes long to read comes after the points
    if (list && list.children.length > 2) rest.append(...[...list.children].slice(-2));
    if (found.basis) rest.append(...line(words.basis, found.basis, found.basis_lang));
    const box = mapsvc.el("div", "witnesses");
    if (found.points.length) {
      box.appendChild(mapsvc.el("p", "witnesses-title", words.points));
      const rows = mapsvc.el("ol", "");
      for (const point of around(found.points, at)) rows.appendChild(pointRow(map, point));
      box.appendChild(rows);
    } else box.appendChild(mapsvc.el("p", "witnesses-title", words.none));
    const foot = body.querySelector(".popup-foot");
    body.insertBefore(box, foot);
    body.insertBefore(rest, foot);
  }

  const held = new Map();
  const asked = new Map();

  /** What a stretch rests on is asked for when one points at it. Nothing if it has none, or they are here. */
  function ask(item) {
    const url = item.p.src && item.p.src.witnesses;
    if (!url || held.has(url) || !item.world.lines || !mapsvc.reachable(url)) return null;
    if (!asked.has(url)) {
      const here = mapsvc.load(url).then((json) => held.set(url, json), () => asked.delete(url));
      asked.set(url, Promise.race([here, new Promise((resolve) => setTimeout(resolve, LONGEST_MS))]));
    }
    return asked.get(url);
  }

  mapsvc.witnesses = {
    ask,
    fill(map, item, body, at) {
      const json = held.get(item.p.src && item.p.src.witnesses);
      if (json && json.parts[item.id]) fill(map, body, json.parts[item.id], json.words, at);
    },
  };
})();
