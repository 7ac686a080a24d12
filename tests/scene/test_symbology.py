"""Symbols: shapes before colours, doubt always drawn."""

from __future__ import annotations

import itertools
from typing import Any, get_args

import pytest

from mapsvc.model import fields
from mapsvc.scene import symbology

CERTAINTIES: tuple[Any, ...] = get_args(fields.Certainty)


def without_colour(symbol: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    hollow = symbol.get("fill") == symbology.PAPER
    kept = {name: value for name, value in symbol.items() if name not in {"fill", "stroke", "color", "size"}}
    return (*sorted((name, str(value)) for name, value in kept.items()), ("hollow", str(hollow)))


def test_every_role_has_a_shape_of_its_own() -> None:
    shapes = {role: symbology.role_symbol(role, "attested")[1]["path"] for role in get_args(fields.Role)}
    for one, other in itertools.combinations(shapes, 2):
        assert shapes[one] != shapes[other] or {one, other} == {"waypoint", "mentioned"}


def test_waypoint_and_mention_differ_in_more_than_colour() -> None:
    sizes = [symbology.role_symbol(role, "attested")[1]["size"] for role in ("waypoint", "mentioned")]
    assert sizes[0] > sizes[1]


@pytest.mark.parametrize("role", get_args(fields.Role))
def test_doubtful_place_is_hollow(role: Any) -> None:
    sure, doubtful = (symbology.role_symbol(role, certainty) for certainty in ("attested", "uncertain"))
    assert sure[0] != doubtful[0]
    assert without_colour(sure[1]) != without_colour(doubtful[1])


@pytest.mark.parametrize("mode", get_args(fields.Mode))
def test_certainty_of_a_leg_is_a_dash(mode: Any) -> None:
    dashes = [str(symbology.leg_symbol(mode, certainty)[1]["dash"]) for certainty in CERTAINTIES]
    assert len(set(dashes)) == len(CERTAINTIES)


@pytest.mark.parametrize("arrow", get_args(fields.Arrow))
def test_certainty_of_an_arrow_is_drawn(arrow: Any) -> None:
    forms = {
        without_colour(symbology.arrow_symbol(arrow, certainty)[1]) for certainty in ("attested", "uncertain")
    }
    assert len(forms) == 2


@pytest.mark.parametrize("status", get_args(fields.BorderStatus))
def test_certainty_of_a_border_is_a_dash(status: Any) -> None:
    dashes = [
        str(symbology.border_symbol(status, certainty, "standing")[1]["dash"]) for certainty in CERTAINTIES
    ]
    assert len(set(dashes)) == len(CERTAINTIES)


def test_border_that_the_map_is_about_stands_out() -> None:
    new = symbology.border_symbol("in-force", "attested", "new")[1]
    old = symbology.border_symbol("in-force", "attested", "standing")[1]
    assert new["width"] > old["width"]
    assert new["casing"] is not None
    assert old["casing"] is None


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("name", ["INK", "RED", "TEAL", "BLUE", "OCHRE", "PLUM", "GREY"])
@pytest.mark.parametrize("ground", ["#ffffff", "#f0eedd", "#cddee8"])
def test_colour_stands_out_from_paper_land_and_sea(name: str, ground: str) -> None:
    contrast = (luminance(ground) + 0.05) / (luminance(getattr(symbology, name)) + 0.05)
    assert contrast >= 3
