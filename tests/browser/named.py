"""What the names on the maps of a page say, measured from outside: boxes of letters against what is drawn."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cached_property
from typing import Any

import shapely
from playwright.sync_api import Frame, Page
from shapely.geometry.base import BaseGeometry

#: Each map: its frame, what it draws in pixels of the frame, its names, and what no name may lie on.
MEASURED = """() => mapsvc.maps().filter((map) =>
  map.getContainer().clientWidth && mapsvc.of(map).features).map((map) => {
  const frame = map.getContainer().getBoundingClientRect();
  const size = [frame.width, frame.height];
  const scale = 256 * 2 ** map.getZoom();
  const origin = map.getPixelOrigin();
  const moved = map.containerPointToLayerPoint([0, 0]);
  const features = mapsvc.featuresOf(map);
  const [dx, dy] = [origin.x + moved.x, origin.y + moved.y];
  const flat = (points, turn) => {
    const found = [];
    for (let i = 0; i < points.length; i += 2)
      found.push([(points[i] + turn) * scale - dx, points[i + 1] * scale - dy]);
    return found;
  };
  const things = features.items.filter((item) => item.geometry && features.shown(item)).map((item) => ({
    id: item.id,
    layer: item.layer,
    type: item.symbol.type,
    inert: Boolean(item.symbol.inert),
    symbol: item.p.symbol,
    label: item.p.label || "",
    joint: item.p.joint || "",
    priority: item.p.priority || 3,
    part: features.within?.(item)?.map((x) => x - moved.x) || null,
    polygons: (item.world.polygons || []).map((rings) => rings.map((ring) => flat(ring, item.turn))),
    lines: (item.world.lines || []).map((line) => flat(line, item.turn)),
    points: item.world.points
      ? [map.latLngToContainerPoint(features.spotOf(item))].map(({x, y}) => [x, y]) : [],
  }));
  const boxOf = (node) => {
    const r = node.getBoundingClientRect();
    return [r.left - frame.left, r.top - frame.top, r.right - frame.left, r.bottom - frame.top];
  };
  const turned = (node) => {
    const r = node.getBoundingClientRect();
    const [a, b] = new DOMMatrix(getComputedStyle(node).transform).toFloat64Array();
    const [x, y] = [(r.left + r.right) / 2 - frame.left, (r.top + r.bottom) / 2 - frame.top];
    return {x, y, angle: Math.atan2(b, a), width: node.offsetWidth, height: node.offsetHeight};
  };
  const labels = [...map.getPane("mapsvc-labels").querySelectorAll(".map-label")].map((label) => {
    const text = label.querySelector(".map-label-text, .map-label-number") || label;
    const leader = label.querySelector(".map-label-leader");
    return {
      text: text.textContent,
      feature: label.dataset.feature || "",
      how: label.dataset.label || "",
      style: label.className,
      box: turned(text),
      leader: leader && boxOf(leader),
    };
  });
  const buttons = map.getContainer().querySelectorAll(".leaflet-control, .swipe-line, .swipe-grip");
  const controls = [...buttons].map(boxOf)
    .filter(([x0, y0, x1, y1]) => x1 > x0 && y1 > y0);
  const signs = features.signBoxes()
    .map(([x0, y0, x1, y1]) => [x0 - moved.x, y0 - moved.y, x1 - moved.x, y1 - moved.y]);
  return {size, things, labels, controls, signs};
})"""
#: What is drawn of a thing must be so large in view that somebody looks for its name.
LEAST_PX2, LEAST_PX = 400.0, 40.0
#: The sign of a place is cut by the frame nearer to it than this.
SIGN_PX = 14.0


class Drawn:
    """A map of a page as it was measured."""

    def __init__(self, raw: dict[str, Any]) -> None:
        self.width, self.height = raw["size"]
        self.frame = shapely.box(0, 0, self.width, self.height)
        self.things: list[dict[str, Any]] = raw["things"]
        self.labels: list[dict[str, Any]] = raw["labels"]
        self.controls = [shapely.box(*box) for box in raw["controls"]]
        self.signs = [shapely.box(*box) for box in raw["signs"]]
        self.by_id = {thing["id"]: thing for thing in self.things}

    @cached_property
    def shapes(self) -> dict[str, BaseGeometry]:
        """What is in view of each thing."""
        return {thing["id"]: self._seen(thing) for thing in self.things}

    def _seen(self, thing: dict[str, Any]) -> BaseGeometry:
        if thing["polygons"]:
            rings = [shapely.Polygon(outer, holes) for outer, *holes in thing["polygons"] if len(outer) > 3]
            whole = shapely.union_all([shapely.make_valid(ring) for ring in rings])
        elif thing["lines"]:
            whole = shapely.MultiLineString([line for line in thing["lines"] if len(line) > 1])
        else:
            whole = shapely.MultiPoint(thing["points"])
        left, right = thing["part"] or (0, self.width)  # the half of a swipe that shows it
        return whole.intersection(shapely.box(max(left, 0), 0, min(right, self.width), self.height))


def box_of(label: dict[str, Any]) -> BaseGeometry:
    """Return the box of the letters of a name, turned as they are; a pixel is left to its halo."""
    box = label["box"]
    half_x, half_y = max(box["width"] / 2 - 2, 1), max(box["height"] / 2 - 2, 1)
    cos, sin = math.cos(box["angle"]), math.sin(box["angle"])
    corners = [(-half_x, -half_y), (half_x, -half_y), (half_x, half_y), (-half_x, half_y)]
    return shapely.Polygon([(box["x"] + x * cos - y * sin, box["y"] + x * sin + y * cos) for x, y in corners])


def measure(page: Page | Frame) -> list[Drawn]:
    """Return the maps of a page that is drawn."""
    return [Drawn(raw) for raw in page.evaluate(MEASURED)]


def areas_outside(drawn: Drawn) -> Iterator[tuple[dict[str, Any], float]]:
    """Yield the names of areas with the share of their letters that stands on the area."""
    for label in drawn.labels:
        thing = drawn.by_id.get(label["feature"])
        if thing is None or not thing["polygons"] or label["how"] in {"leader", "number"}:
            continue
        same = [
            other["id"] for other in drawn.things if other["polygons"] and other["label"] == thing["label"]
        ]
        ground = shapely.union_all([drawn.shapes[key] for key in same])
        box = box_of(label)
        yield label, box.intersection(ground).area / box.area


def lines_astray(drawn: Drawn) -> Iterator[str]:
    """Yield the names of lines that stand nearer to a line of another name than to their own."""
    lines = [thing for thing in drawn.things if thing["lines"] and thing["type"] in {"line", "arrow"}]
    for label in drawn.labels:
        thing = drawn.by_id.get(label["feature"])
        if thing is None or not thing["lines"] or label["how"] in {"leader", "number"}:
            continue
        own = [other for other in lines if is_same_line(thing, other)]
        foreign = [other for other in lines if other not in own and other["label"]]
        if not foreign:
            continue
        mine = shapely.union_all([drawn.shapes[other["id"]] for other in own])
        if mine.is_empty:
            yield f"{label['text']!r} of {thing['id']} names a line that is not seen"
        middle = shapely.Point(label["box"]["x"], label["box"]["y"])
        for other in foreign:
            there = drawn.shapes[other["id"]]
            if not there.is_empty and middle.distance(there) + 1 < middle.distance(mine):
                yield f"{label['text']!r} of {thing['id']} is nearer to {other['id']}"
            elif not there.is_empty and box_of(label).distance(there) + 1 < box_of(label).distance(mine):
                yield f"{label['text']!r} of {thing['id']} touches {other['id']}"


def is_same_line(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether the name of one thing may stand at another: a part of it, or a stretch that they share."""
    return family_of(one["id"]) == family_of(other["id"]) or not names_of(one).isdisjoint(names_of(other))


def names_of(thing: dict[str, Any]) -> set[str]:
    """Return the names of all lines that a stretch belongs to, if it bears any."""
    return set((thing["joint"] or thing["label"]).split(" = ")) - {""}


def family_of(key: str) -> str:
    """Return what the parts of one line have in common."""
    return key.rsplit("-leg-", 1)[0] if "-leg-" in key else key.rpartition("/")[0] or key


def overlaps(drawn: Drawn) -> Iterator[str]:
    """Yield pairs of names, and of names with signs or buttons, that lie on each other."""
    boxes = [(label, box_of(label)) for label in drawn.labels]
    for index, (label, box) in enumerate(boxes):
        for other, there in boxes[index + 1 :]:
            if box.intersection(there).area > 4:
                yield f"{label['text']!r} and {other['text']!r}"
        for name, obstacles in (("a sign", drawn.signs), ("a button", drawn.controls)):
            if any(box.intersection(there).area > 8 for there in obstacles):
                yield f"{label['text']!r} and {name}"


def coverage(drawn: Drawn) -> Iterator[tuple[str, bool]]:
    """Yield each name of areas and lines that are large enough in view, and whether it stands."""
    said = {
        drawn.by_id[label["feature"]]["label"] for label in drawn.labels if label["feature"] in drawn.by_id
    }
    wanted = {
        thing["label"]
        for thing in drawn.things
        if thing["label"] and (thing["polygons"] or thing["lines"]) and is_seen(drawn.shapes[thing["id"]])
    }
    for name in sorted(wanted):
        yield name, name in said


def is_seen(shape: BaseGeometry) -> bool:
    """Whether so much of a thing is in view that its name is looked for."""
    return shape.area >= LEAST_PX2 or (shape.area == 0 and shape.length >= LEAST_PX)


def unnamed_subjects(drawn: Drawn) -> Iterator[str]:
    """Yield the names of places that a map is about, whose signs are in view and say nothing."""
    said = {label["text"].replace("\n", " ") for label in drawn.labels}
    room = drawn.frame.buffer(-SIGN_PX)
    for thing in drawn.things:
        in_view = thing["points"] and room.contains(shapely.Point(thing["points"][0]))
        if in_view and thing["priority"] <= 1 and thing["label"] and thing["label"] not in said:
            yield thing["label"]
