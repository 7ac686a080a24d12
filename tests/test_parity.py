"""The two renderers, pictures in Python and pages in the browser, place, project and adorn alike."""

from __future__ import annotations

import json
import math
import random
import re
import shutil
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from shapely import Point

from mapsvc.model.scene import MapFeature
from mapsvc.model.style import STYLE
from mapsvc.render.picture.areas import disc_ring, fade_pens, hatch_lines
from mapsvc.render.picture.line_places import Setting
from mapsvc.render.picture.lines import before_sign, heading_of
from mapsvc.render.picture.names import strand_of
from mapsvc.render.picture.ornaments import marks_of, marks_on, spots_on, waves_on
from mapsvc.render.picture.placement import Label, Placed, place_labels
from mapsvc.render.picture.strands import samples_of
from mapsvc.render.picture.view import View
from tests.browser.conftest import lacking

HERE = Path(__file__).parent
Case = dict[str, Any]
CASES: list[Case] = json.loads((HERE / "data" / "placements.json").read_text("utf-8"))["cases"]
#: Pixels within which two places are one.
ALIKE_PX = 0.1


def in_browser(cases: list[Case]) -> list[Any]:
    """What the browser's code makes of cases, in a runtime without a browser."""
    node = shutil.which("node")
    if node is None:
        lacking("node")
    done = subprocess.run(
        [str(node), "--no-warnings", str(HERE / "parity.mjs")],
        input=json.dumps(cases), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    answers: list[Any] = json.loads(done.stdout)
    return answers


def runs(flat: Iterable[Iterable[float]]) -> tuple[np.ndarray[Any, Any], ...]:
    return tuple(np.array([*run], dtype=float).reshape(-1, 2) for run in flat)


def in_picture(case: Case) -> list[list[float] | None]:
    """Where the labels of a case stand in a picture: middle, angle and boxes; nothing for no place."""
    labels, settings = [], {}
    for given in case["labels"]:
        told = {key: value for key, value in given.items() if key not in {"width", "height", "narrow"}}
        if "at" in told:
            told["at"] = tuple(told["at"])
        for key in {"runs", "ground"} & told.keys():
            told[key] = runs(told[key])
        label = Label(**told)
        labels.append(label)
        sizes = [(given["width"], given["height"]), *filter(None, [given.get("narrow")])]
        settings[label] = [Setting(float(width), float(height)) for width, height in sizes]
    strands = [(label.strand, label.runs) for label in labels if label.runs]
    placed = place_labels(
        labels, settings.__getitem__, frame=tuple(case["frame"]),
        obstacles=[tuple(box) for box in case["obstacles"]], lines=runs(case["lines"]),
        samples=samples_of(strands),
    )  # fmt: skip
    return [next((told_of(one) for one in placed if one.word is label), None) for label in labels]


def told_of(one: Placed) -> list[float]:
    """Where a label stands: middle, angle, whether it is a number, its boxes and the line to it."""
    spot, edges = one.spot, [edge for box in one.boxes for edge in box]
    return [spot.x, spot.y, spot.angle, float(spot.number), *edges, *(spot.lead or ())]


def placing(case: Case) -> Case:
    return {"what": "place", **case, "cell": STYLE.placement.cell_px}


def assert_placed_alike(case: Case, there: list[Any]) -> None:
    here = in_picture(case)
    said = [label["text"] for label in case["labels"]]
    shown = [[text for text, place in zip(said, side, strict=True) if place] for side in (here, there)]
    assert shown[0] == shown[1]
    for text, one, other in zip(said, here, there, strict=True):
        if one and other:
            assert one == pytest.approx(other, abs=ALIKE_PX), text


def test_labels_stand_where_they_stand_on_the_page() -> None:
    for case, there in zip(CASES, in_browser([placing(case) for case in CASES]), strict=True):
        assert_placed_alike(case, there)


def test_cases_have_labels_that_stand_and_labels_that_do_not() -> None:
    sides = [bool(place) for case in CASES for place in in_picture(case)]
    assert sides.count(True) > 60
    assert sides.count(False) > 25


def crowd(seed: int) -> Case:
    """A map that nobody chose: signs, towns, waters, regions and lines anywhere, also off the frame."""
    draw = random.Random(seed)
    across, upright = draw.choice([(320, 240), (640, 420), (900, 300)])

    def spot() -> list[float]:
        return [round(draw.uniform(-20, across + 20), 1), round(draw.uniform(-20, upright + 20), 1)]

    def way() -> list[float]:
        x, y = spot()
        flat = [x, y]
        for _ in range(draw.randint(1, 12)):
            x, y = round(x + draw.uniform(-90, 90), 1), round(y + draw.uniform(-60, 60), 1)
            flat += [x, y]
        return flat

    def label(**more: Any) -> Case:
        size = {"width": round(draw.uniform(24, 150), 1), "height": draw.choice([15.8, 18.2, 33.0])}
        return {"text": f"n{draw.randint(0, 60)}", "priority": draw.randint(1, 5), **size, **more}

    def area() -> Case:
        """Ground like a star with a hole, in one part or two, large or smaller than its name."""
        rings = []
        for _ in range(draw.choice([1, 1, 2])):
            (x, y), reach = spot(), draw.choice([6, 20, 60, 150])
            for share in (1.0, 0.25):
                turns = [2 * math.pi * corner / 11 for corner in range(11)]
                spans = [draw.uniform(0.4, 1) * reach * share for _ in turns]
                corners = [
                    (x + span * math.cos(turn), y + span * math.sin(turn))
                    for span, turn in zip(spans, turns, strict=True)
                ]
                rings.append([round(value, 1) for corner in (*corners, corners[0]) for value in corner])
        extra: dict[str, object] = draw.choice(
            [{"bound": True}, {}, {"number": draw.randint(1, 14)}, {"number": 3}]
        )
        return label(tier=1, at=spot(), ground=rings, narrow=[30.0, 45.0], **extra)

    lines = [way() for _ in range(draw.randint(2, 6))]
    labels = [label(tier=1, at=spot(), gap=draw.choice([9.5, 12, 15])) for _ in range(draw.randint(4, 30))]
    labels += [label(tier=2, at=spot(), gap=5, dot=2.0) for _ in range(draw.randint(0, 20))]
    near = draw.choice([None, 3])
    labels += [
        label(tier=3, at=spot(), centred=True, angle=draw.choice([0, 0, 0.5, -1]), near=near)
        for _ in range(4)
    ]
    labels += [area() for _ in range(draw.randint(2, 7))]
    labels += [
        label(tier=0, runs=[line], strand=f"s{index}", number=draw.choice([None, 30 + index]))
        for index, line in enumerate(lines)
    ]
    labels += [label(tier=1, runs=lines[:3], strand="s0")]  # in parts, short and long
    boxes = [[x - 9, y - 9, x + 9, y + 9] for x, y in (one["at"] for one in labels if one.get("gap", 0) > 6)]
    return {"frame": [0, 0, across, upright], "obstacles": boxes, "lines": lines, "labels": labels}


def test_labels_of_maps_that_nobody_chose_stand_alike() -> None:
    cases = [crowd(seed) for seed in range(60)]
    for case, there in zip(cases, in_browser([placing(case) for case in cases]), strict=True):
        assert_placed_alike(case, there)


WINDING = [round(value, 1) for i in range(40) for value in (12.5 * i, 60 + 40 * math.sin(i / 3))]
RUNS = [[0.0, 0.0, 130.0, 0.0], [10.0, 5.0, 22.0, 9.0, 22.0, 9.0, 60.0, 90.0], WINDING, [3.0, 3.0, 9.0, 3.0]]
POINTS = [(43.1, 40.6), (-0.1, 51.5), (179.9, -16.5), (12.0, 85.0511), (-70.0, -89.0), (0.0, 0.0)]
LOOKS = [
    {"ticks": ticks, "width": width, "dash": dash}
    for ticks in ("beads", "rings", "bars", "rail", "crosses", "twin", "teeth", "heads")
    for width in (1.4, 3.0, 4.65)
    for dash in ([], [9, 5], [2.6, 4.6], [13, 6])
]


def flat(points: Iterable[Iterable[float]]) -> list[float]:
    return [float(value) for point in points for value in point]


def view_over(north: float, south: float) -> View:
    y0, y1 = (0.5 - math.asinh(math.tan(math.radians(lat))) / (2 * math.pi) for lat in (north, south))
    return View(0.0, y0, 2.0, 100.0, (y1 - y0) * 1024)


def metres_at(lat: float, zoom: float) -> float:
    y = 0.5 - math.asinh(math.tan(math.radians(lat))) / (2 * math.pi)
    scale = 256 * 2**zoom
    return View(0.0, y - 50 / scale, zoom, 100.0, 100.0).metres_per_px()


def run_of(values: list[float]) -> np.ndarray[Any, Any]:
    return runs([values])[0]


#: Name, cases, and what pictures make of each.
SAME: list[tuple[str, list[Case], Callable[[Case], Any]]] = [
    (
        "project",
        [{"lon": lon, "lat": lat, "zoom": zoom} for lon, lat in POINTS for zoom in (0, 5.25, 11)],
        lambda case: View(0.0, 0.0, case["zoom"], 1, 1).point(case["lon"], case["lat"]),
    ),
    (
        "disc",
        [{"lon": lon, "lat": lat, "radius_km": km} for lon, lat in POINTS[:3] for km in (5, 220, 900)],
        lambda case: flat(View(0.0, 0.0, -8.0, 1, 1).project(
            disc_ring(case["lon"], case["lat"], case["radius_km"])
        )),
    ),
    (
        "metres",
        [{"lat": lat, "zoom": zoom} for lat in (0, 41.7, -60) for zoom in (3, 9.5)],
        lambda case: metres_at(case["lat"], case["zoom"]),
    ),
    (
        "stretch",
        [{"north": north, "south": south} for north, south in ((45, 30), (70, -20), (-10, -60))],
        lambda case: view_over(case["north"], case["south"]).stretch(),
    ),
    ("marks", LOOKS, lambda case: [*marks_of(case["ticks"], case["width"], case["dash"])]),
    (
        "stations",
        [{"run": run, "first": first, "period": 24.7} for run in RUNS for first in (4.5, 12)],
        lambda case: flat(
            (*point, *heading)
            for point, heading in marks_on(run_of(case["run"]), case["first"], case["period"])
        ),
    ),
    (
        "spots",
        [{"run": run, "period": 64} for run in RUNS],
        lambda case: flat(spots_on(run_of(case["run"]), case["period"])),
    ),
    ("wave", [{"run": run} for run in RUNS], lambda case: flat(waves_on([run_of(case["run"])])[0])),
    (
        "before",
        [{"run": run, "by": STYLE.lines.before_sign_px} for run in RUNS],
        lambda case: flat(before_sign([run_of(case["run"])])[0]),
    ),
    ("heading", [{"run": run} for run in RUNS], lambda case: heading_of(run_of(case["run"]))),
    (
        "hatch",
        [
            {"box": [-40, -40, 500, 300], "through": through, "angle": angle, "gap": 8.5}
            for through in ([3, 7], [-900, 260])
            for angle in (0, 45, -45, 90)
        ],
        lambda case: flat(
            hatch_lines(tuple(case["box"]), case["through"], case["angle"], case["gap"]).reshape(-1, 4)
        ),
    ),
    (
        "fade",
        [{"side": side} for side in (40, 320, 2000)],
        lambda case: flat(fade_pens(case["side"])),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("what", "cases", "make"), SAME, ids=[what for what, _, _ in SAME])
def test_page_and_picture_reckon_alike(what: str, cases: list[Case], make: Callable[[Case], Any]) -> None:
    for case, there in zip(cases, in_browser([{"what": what, **case} for case in cases]), strict=True):
        assert make(case) == pytest.approx(there, abs=1e-6, rel=1e-9), case


def test_names_of_lines_belong_to_the_same_strands() -> None:
    ids = ["routes/a/stated-leg-3", "routes/a/rebuilt-leg-12", "borders/kars-1921/2", "alone", "a/b-leg-x"]
    lines = [
        MapFeature(id=one, geometry=Point(), symbol="", name="", joint=joint)
        for one in ids
        for joint in (None, "a = b")
    ]
    there = in_browser([{"what": "strand", "id": line.id, "p": {"joint": line.joint}} for line in lines])
    assert there == [strand_of(line) for line in lines]
    assert there[:6:2] == ["routes/a/stated", "routes/a/rebuilt", "borders/kars-1921"]
    assert {*there[1::2]} == {"a = b"}


# ---- the style sheet, which a browser reads without our code --------------------------------------------
SHEET = (Path(__file__).parents[1] / "ui" / "css" / "map.css").read_text("utf-8")


def declared(selector: str) -> str:
    """The declarations of the rules of a selector, in one text."""
    rules = re.findall(rf"(?m)^{re.escape(selector)} \{{([^}}]*)\}}", SHEET)
    assert rules, selector
    return ";".join(rules)


def figure(declarations: str, name: str) -> float | None:
    found = re.findall(rf"{name}: ?calc\(([\d.]+)px", declarations)
    return float(found[-1]) if found else None


def hex_of(rgb: str) -> str:
    return "#" + "".join(f"{int(part):02x}" for part in re.findall(r"\d+", rgb)[:3])


@pytest.mark.parametrize("name", sorted(STYLE.names))
def test_style_sheet_sets_names_as_the_table_of_style_says(name: str) -> None:
    look, base = STYLE.names[name], declared(".map-label-text")
    own = declared(
        ".label-line.tone-arrow .map-label-text" if name == "arrow" else f".label-{name} .map-label-text"
    )
    if name == "arrow":
        own = declared(".label-line .map-label-text") + ";" + own
    if look.italic:
        own = declared(f'[class*="label-{name.split("-")[0]}"] .map-label-text') + ";" + own
    assert figure(own, "font-size") == look.size
    assert (figure(own, "letter-spacing") or 0) == look.spacing
    assert ("font-weight: 700" in own) == (look.weight == 700)
    assert ("font-style: italic" in own) == look.italic
    assert re.findall(r"(?<![-\w])color: (#\w+)", own)[-1] == look.fill
    stroke = re.compile(r"-webkit-text-stroke(?:-width)?: ?calc\(([\d.]+)px")
    assert float((stroke.findall(own) or stroke.findall(base))[-1]) == look.halo_px
    halo = re.compile(r"-webkit-text-stroke: [^;]*(rgb\([^)]*\))")
    assert hex_of((halo.findall(own) or halo.findall(base))[-1]) == (look.halo or STYLE.colours.halo)


def test_style_sheet_draws_dots_of_towns_as_the_table_of_style_says() -> None:
    dot = declared(".town-dot")
    assert f"background: {STYLE.town_dot.fill}" in dot
    assert f"solid {STYLE.town_dot.edge}" in dot
