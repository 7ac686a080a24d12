/* What the story needs but the view leaves out: a pointer at the edge of the map, towards it. */
(function () {
  "use strict";

  const mapsvc = window.mapsvc;
  const MOST = 3;
  const WEIGHT = 2; // scenes, ends and subjects; what is only mentioned may stay away
  const INSET = { left: 68, top: 12, right: 12, bottom: 40 }; // clear of the buttons and of the scale bar

  /** Scenes of the map outside its view, the weightiest first. */
  function outside(features) {
    const view = features.map.getBounds();
    return features.items
      .filter((item) => item.layer === "places" && item.marker && !item.shares && features.shown(item) && (item.p.priority ?? 5) <= WEIGHT)
      .filter((item) => !view.contains(item.marker.getLatLng()))
      .sort((a, b) => a.p.priority - b.p.priority || a.order - b.order)
      .slice(0, MOST);
  }

  function sign(symbol) {
    const svg = mapsvc.svg("svg", { viewBox: "-12 -12 24 24", width: 18, height: 18, "aria-hidden": "true", focusable: "false" });
    svg.appendChild(mapsvc.svg("path", { d: symbol.path, fill: symbol.fill, stroke: symbol.stroke || "#fff", "stroke-width": 1.4 }));
    return svg;
  }

  function arrow(angle) {
    const svg = mapsvc.svg("svg", { viewBox: "-10 -10 20 20", width: 18, height: 18, "aria-hidden": "true", focusable: "false" });
    svg.appendChild(mapsvc.svg("path", { d: "M-7 0H6M1-5 6 0 1 5", fill: "none", stroke: "currentColor", "stroke-width": 2.2, "stroke-linecap": "round", "stroke-linejoin": "round", transform: "rotate(" + Math.round((angle * 180) / Math.PI) + ")" }));
    return svg;
  }

  /** Where the ray from the middle of the map to a point leaves the frame that the pointer keeps to. */
  function edge(size, to, width, height) {
    const box = [INSET.left + width / 2, INSET.top + height / 2, size.x - INSET.right - width / 2, size.y - INSET.bottom - height / 2];
    const from = { x: (box[0] + box[2]) / 2, y: (box[1] + box[3]) / 2 };
    const dx = to.x - from.x;
    const dy = to.y - from.y;
    const t = Math.min(
      dx ? ((dx > 0 ? box[2] : box[0]) - from.x) / dx : Infinity,
      dy ? ((dy > 0 ? box[3] : box[1]) - from.y) / dy : Infinity,
    );
    return { x: from.x + dx * t, y: from.y + dy * t, angle: Math.atan2(dy, dx) };
  }

  class Beyond {
    constructor(features) {
      this.features = features;
      this.map = features.map;
      this.nodes = [];
      this.map.on("movestart zoomstart", this.clear, this);
      this.map.on("moveend", this.update, this);
      this.map.on("resize", this.update, this);
      this.update();
    }

    clear() {
      for (const node of this.nodes) node.remove();
      this.nodes = [];
    }

    update() {
      this.clear();
      const size = this.map.getSize();
      if (size.x < 260 || size.y < 220) return;
      for (const item of outside(this.features)) this.point(item, size);
    }

    point(item, size) {
      const to = this.map.latLngToContainerPoint(item.marker.getLatLng());
      const name = item.p.label || item.p.name;
      const node = mapsvc.el("button", "map-beyond leaflet-control");
      node.type = "button";
      node.title = mapsvc.word("beyond");
      node.setAttribute("aria-label", name + ": " + mapsvc.word("beyond"));
      const words = mapsvc.el("span", "", name, item.p.lang);
      node.append(sign(item.symbol), words);
      this.map.getContainer().appendChild(node);
      const heading = Math.atan2(to.y - size.y / 2, to.x - size.x / 2);
      node.appendChild(arrow(heading));
      const at = edge(size, to, node.offsetWidth, node.offsetHeight);
      const taken = this.nodes.filter((other) => Math.abs(other.at.y - at.y) < node.offsetHeight + 4 && Math.abs(other.at.x - at.x) < (other.offsetWidth + node.offsetWidth) / 2 + 4);
      if (taken.length) at.y += (at.y < size.y / 2 ? 1 : -1) * taken.length * (node.offsetHeight + 6);
      node.at = at;
      node.style.left = Math.round(at.x - node.offsetWidth / 2) + "px";
      node.style.top = Math.round(at.y - node.offsetHeight / 2) + "px";
      L.DomEvent.disableClickPropagation(node);
      node.addEventListener("click", () => this.widen(item));
      this.nodes.push(node);
    }

    /** Show what is seen now and the scene outside it. */
    widen(item) {
      const { map } = this;
      const bounds = L.latLngBounds(map.getBounds().getSouthWest(), map.getBounds().getNorthEast()).extend(item.marker.getLatLng());
      map.getContainer().focus({ preventScroll: true });
      map.fitBounds(bounds, { animate: !mapsvc.calm(), paddingTopLeft: [58, 40], paddingBottomRight: [30, 30] });
    }
  }

  /** Point from the edge of the map to what its story needs outside the view. */
  mapsvc.beyond = (features) => new Beyond(features);
})();
