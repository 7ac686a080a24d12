/* The way of one account of a journey: from kilometres to a place, and from a moment to kilometres. */
(function () {
  "use strict";

  const mapsvc = window.mapsvc;
  const clamp = (value, low, high) => Math.max(low, Math.min(high, value));

  class Track {
    constructor(variant, features) {
      this.variant = variant;
      this.legs = variant.legs.map((id, i) => new TrackLeg(features.byId.get(id), variant.stops[i].km, variant.stops[i + 1].km));
      this.length = variant.stops[variant.stops.length - 1].km;
    }

    legAt(km) {
      for (let i = 0; i < this.legs.length; i += 1) if (km <= this.legs[i].to) return this.legs[i];
      return this.legs[this.legs.length - 1];
    }

    lngLat(km) {
      return this.legAt(km).lngLat(km);
    }

    /** The parts of the legs between two distances, with the leg that each belongs to. */
    parts(from, to) {
      const found = [];
      for (const leg of this.legs) {
        const a = Math.max(from, leg.from);
        const b = Math.min(to, leg.to);
        if (b - a > 1e-3 && leg.item) found.push({ leg, whole: b - a > leg.to - leg.from - 1e-3, points: leg.slice(a, b) });
      }
      return found;
    }

    /** Where the travellers can have been at a moment: from the day's end before to that of the day. */
    reach(t) {
      const { near, far } = this.variant;
      const low = clamp(Math.floor(t), 0, near.length - 1);
      const high = clamp(low + 1, 0, near.length - 1);
      const share = clamp(t - low, 0, 1);
      return [near[low] + (near[high] - near[low]) * share, far[low] + (far[high] - far[low]) * share];
    }

    runAt(t) {
      let found = this.variant.runs[0];
      for (const run of this.variant.runs) if (run[0] <= t + 1e-6) found = run;
      return found;
    }
  }

  class TrackLeg {
    constructor(item, from, to) {
      this.item = item;
      this.from = from;
      this.to = to;
      this.points = item && item.geometry ? item.geometry.coordinates : [];
      this.marks = [0];
      for (let i = 1; i < this.points.length; i += 1) {
        const [lng0, lat0] = this.points[i - 1];
        const [lng1, lat1] = this.points[i];
        const flat = Math.cos((((lat0 + lat1) / 2) * Math.PI) / 180);
        this.marks.push(this.marks[i - 1] + Math.hypot((lng1 - lng0) * flat, lat1 - lat0));
      }
      this.scale = this.marks[this.marks.length - 1] / (to - from || 1);
    }

    spot(km) {
      const at = clamp(km - this.from, 0, this.to - this.from) * this.scale;
      let low = 0;
      let high = this.marks.length - 1;
      while (low < high - 1) {
        const middle = (low + high) >> 1;
        if (this.marks[middle] <= at) low = middle;
        else high = middle;
      }
      const gap = this.marks[high] - this.marks[low] || 1;
      return { low, share: clamp((at - this.marks[low]) / gap, 0, 1) };
    }

    lngLat(km) {
      if (!this.points.length) return [0, 0];
      const { low, share } = this.spot(km);
      const a = this.points[low];
      const b = this.points[Math.min(low + 1, this.points.length - 1)];
      return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share];
    }

    slice(from, to) {
      const found = [this.lngLat(from)];
      const a = this.spot(from).low;
      const b = this.spot(to).low;
      for (let i = a + 1; i <= b; i += 1) found.push(this.points[i]);
      found.push(this.lngLat(to));
      return found;
    }
  }

  mapsvc.Track = Track;
})();
