"""An SVG carries its letters, keeps its layout at any width, and refuses what it does not know."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

import mapsvc
from mapsvc.atlas.store import Store
from mapsvc.errors import RequestError
from mapsvc.export.formats import find_format
from mapsvc.export.job import ExportJob
from mapsvc.export.print.svg import write_svg
from mapsvc.kinds import export_job, parse_map_key
from mapsvc.scene.comparison_modes import MODES

SVG = "{http://www.w3.org/2000/svg}"
COMPARED = "compare/moscow-1921/kars-1921"


@pytest.fixture(scope="module")
def records(atlas: mapsvc.Atlas) -> Store:
    return atlas.records


def job_of(records: Store, name: str, **options: object) -> ExportJob:
    return export_job(records, parse_map_key(records, name), "tr", options=options)


def test_svg_carries_the_fonts_of_its_letters(records: Store) -> None:
    svg = find_format("svg").write(job_of(records, "kars-treaty")).decode()
    (style,) = ET.fromstring(svg).iter(f"{SVG}style")
    sheet = style.text or ""
    assert sheet.count("@font-face") >= 6
    assert sheet.count("src:url(data:font/woff2;base64,") == sheet.count("url(")
    assert "U+0100-0130" in sheet
    assert not re.search("U\\+0530|U\\+0370|Noto Serif", sheet)
    assert "http" not in svg.replace("http://www.w3.org/2000/svg", "")


def test_width_of_an_svg_is_what_was_asked_for(records: Store) -> None:
    root = ET.fromstring(find_format("svg").write(job_of(records, "baku-taken", width="3840")))
    assert (root.get("width"), root.get("height"), root.get("viewBox")) == (
        "3840",
        "2160",
        "0 0 656.41 369.23",
    )


def test_paper_of_an_svg_is_upright_where_the_map_wants_it(records: Store) -> None:
    root = ET.fromstring(find_format("svg").write(job_of(records, "baku-taken", paper="a4")))
    assert float(root.get("height") or 0) > float(root.get("width") or 0)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"width": "99999"}, "from 320 to 3840"),
        ({"width": "-1"}, "from 320 to 3840"),
        ({"paper": "b5"}, "a4, a3, 16:9"),
        ({"mode": "swipe"}, "comparisons only"),
        ({"colour": "red"}, "width, paper, style, mode"),
    ],
)
def test_what_a_picture_does_not_know_is_an_error_that_says_what_there_is(
    records: Store, options: dict[str, object], said: str
) -> None:
    with pytest.raises(RequestError, match=said):
        find_format("svg").write(job_of(records, "kars-treaty", **options))


def test_unknown_mode_of_a_comparison_is_an_error(records: Store) -> None:
    with pytest.raises(RequestError, match="overlay, swipe, difference"):
        find_format("svg").write(job_of(records, COMPARED, mode="spy"))


def test_modes_of_a_comparison_show_different_layers(records: Store) -> None:
    shown = {mode: job_of(records, COMPARED).panels({"mode": mode}) for mode in MODES}
    layers = {
        mode: [{layer.id for layer in panel.scene.layers} for panel in panels]
        for mode, panels in shown.items()
    }
    assert {mode: len(panels) for mode, panels in shown.items()} == {
        "overlay": 1,
        "difference": 1,
        "swipe": 2,
    }
    assert {"extent-a", "extent-b"} <= layers["overlay"][0]
    assert "pieces" in layers["difference"][0]
    assert "extent-a" not in layers["difference"][0]
    assert {"territory-a", "lines-a"} <= layers["swipe"][0]
    assert not any(layer.endswith("-b") for layer in layers["swipe"][0])
    assert not any(layer.endswith("-a") for layer in layers["swipe"][1])
    assert shown["overlay"][0].inset is not None


def test_comparison_says_what_differs_and_enlarges_it(records: Store) -> None:
    svg = find_format("svg").write(job_of(records, COMPARED)).decode()
    assert 'class="inset"' in svg
    assert "Nahçıvan’ın kuzeybatı köşesidir" in " ".join("".join(ET.fromstring(svg).itertext()).split())


def test_height_follows_the_width(tiny: mapsvc.Atlas) -> None:
    sizes = {}
    for width in (400, 800):
        root = ET.fromstring(write_svg(job_of(tiny.records, "line-drawn", width=width)))
        assert root.get("width") == str(width)
        sizes[width] = float(root.get("height", "0"))
    assert sizes[800] == pytest.approx(2 * sizes[400], abs=0.05)
