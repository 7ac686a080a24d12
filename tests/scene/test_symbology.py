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


def drawn(found: tuple[str, dict[str, Any]]) -> tuple[str, dict[str, Any]]:
    """Key and symbol without its outline, which is compared with those of others above."""
    key, symbol = found
    return key, {name: value for name, value in symbol.items() if name != "path"}


def a_marker(fill: str, stroke: str, size: float) -> dict[str, Any]:
    return {"type": "marker", "fill": fill, "stroke": stroke, "size": size}


def a_line(
    colour: str, width: float, dash: list[float], casing: str | None, ticks: str | None
) -> dict[str, Any]:
    return {
        "type": "line",
        "color": colour,
        "width": pytest.approx(width),
        "dash": dash,
        "casing": casing,
        "ticks": ticks,
    }


# How maps have looked since people know them: solid, dashed, dotted; a colour and a size for each role.
DASH: dict[Any, list[float]] = {"attested": [], "inferred": [9, 5], "uncertain": [2.6, 4.6]}
POINTS: dict[Any, tuple[str, int]] = {
    "happened": ("RED", 24),
    "origin": ("TEAL", 20),
    "destination": ("BLUE", 20),
    "waypoint": ("OCHRE", 16),
    "claimed": ("PLUM", 18),
    "subject": ("RED", 18),
    "mentioned": ("GREY", 13),
}
BORDERS: dict[Any, tuple[str, str | None]] = {
    "in-force": ("INK", None),
    "signed": ("INK", "twin"),
    "never-ratified": ("PLUM", "bars"),
    "never-in-force": ("PLUM", "crosses"),
    "claimed": ("OCHRE", "slants"),
    "de-facto": ("TEAL", "teeth"),
}
MODES: dict[Any, tuple[str, str | None]] = {
    "rail": ("INK", "rail"),
    "ship": ("BLUE", "wave"),
    "road": ("OCHRE", None),
    "carriage": ("OCHRE", "twin"),
    "horse": ("OCHRE", "beads"),
    "foot": ("OCHRE", "bars"),
    "sledge": ("OCHRE", "rings"),
    "unknown": ("GREY", "crosses"),
}
ARROWS: dict[Any, tuple[str, str | None]] = {
    "letter": ("TEAL", None),
    "telegram": ("TEAL", "twin"),
    "journey": ("BLUE", "beads"),
    "movement": ("RED", "bars"),
}
PAPER = symbology.PAPER


def colour(name: str) -> str:
    return str(getattr(symbology, name))


def room(width: float, ornament: str | None) -> float:
    """A line that is split in two is half as wide again, and a little for what is between."""
    return 1.55 * width if ornament == "twin" else width


def test_order_of_certainties_and_accounts_begins_with_the_surest() -> None:
    assert symbology.CERTAINTY_ORDER == CERTAINTIES
    assert symbology.ACCOUNT_ORDER == ("rebuilt", "stated")


@pytest.mark.parametrize(("role", "name", "size"), [(role, *look) for role, look in POINTS.items()])
def test_point_has_the_colour_and_size_of_its_role(role: Any, name: str, size: int) -> None:
    sure = f"role-{role}", a_marker(colour(name), PAPER, size)
    hollow = f"role-{role}-doubtful", a_marker(PAPER, colour(name), size)
    found = [drawn(symbology.role_symbol(role, certainty)) for certainty in CERTAINTIES]
    assert found == [sure, hollow, hollow]


@pytest.mark.parametrize(("role", "name"), [(role, name) for role, (name, _) in POINTS.items()])
def test_region_without_an_edge_is_soft_and_a_great_one_a_sign(role: Any, name: str) -> None:
    aside = role == "mentioned"  # what a text only names does not cover what the map is about
    ground = {"type": "soft", "fill": colour(name), "stroke": colour(name), "dash": [2, 5]}
    assert symbology.area_symbol(role) == (f"area-{role}", {**ground, "opacity": 0.06 if aside else 0.16})
    sign = a_marker(colour(name), PAPER, 22 if aside else 30)
    assert drawn(symbology.wide_symbol(role)) == (f"wide-{role}", sign)


def test_scene_of_an_event_is_told_by_its_key() -> None:
    keys = [symbology.role_symbol(role, one)[0] for role in POINTS for one in ("attested", "uncertain")]
    assert [key for key in keys if symbology.is_scene(key)] == ["role-happened", "role-happened-doubtful"]


@pytest.mark.parametrize("certainty", CERTAINTIES)
@pytest.mark.parametrize(
    ("status", "name", "ornament"), [(status, *look) for status, look in BORDERS.items()]
)
def test_border_has_the_colour_and_ornament_of_its_status(
    status: Any, name: str, ornament: str | None, certainty: Any
) -> None:
    dash = DASH[certainty]
    standing = a_line(colour(name), room(2.0, ornament), dash, None, ornament)
    assert symbology.border_symbol(status, certainty, "standing") == (
        f"border-{status}-{certainty}",
        standing,
    )
    # What the map is about stands out, and keeps its ornament; what its event draws has no status yet.
    subject = a_line(symbology.RED, 3.4, dash, PAPER, ornament)
    assert symbology.border_symbol(status, certainty, "subject") == (f"border-{status}-{certainty}", subject)
    new = a_line(symbology.RED, 3.4, dash, PAPER, None)
    assert symbology.border_symbol(status, certainty, "new") == (f"border-new-{certainty}", new)


@pytest.mark.parametrize("status", BORDERS)
def test_ground_is_hatched_by_whether_it_was_really_held(status: Any) -> None:
    held = status in {"in-force", "signed", "de-facto"}
    shade = colour(BORDERS[status][0])
    look = {"type": "area", "fill": shade, "stroke": shade, "dash": [3, 4], "opacity": 0.12}
    assert symbology.extent_symbol(status) == (f"extent-{status}", {**look, "hatch": 45 if held else -45})


@pytest.mark.parametrize("certainty", CERTAINTIES)
@pytest.mark.parametrize(("mode", "name", "ornament"), [(mode, *look) for mode, look in MODES.items()])
def test_leg_has_the_colour_and_ornament_of_its_mode(
    mode: Any, name: str, ornament: str | None, certainty: Any
) -> None:
    band = {"band": True} if mode == "unknown" else {}  # of which only the ends are known

    def look(dash: list[float]) -> dict[str, Any]:
        return {
            **a_line(colour(name), room(3.0, ornament) if ornament else 2.3, dash, PAPER, ornament),
            **band,
        }

    plain = f"leg-{mode}-{certainty}", look(DASH[certainty])
    assert symbology.leg_symbol(mode, certainty) == plain
    # Beside others an account has dashes of its own, but what is uncertain in it stays dotted.
    stated, rebuilt = (symbology.leg_symbol(mode, certainty, account) for account in ("stated", "rebuilt"))
    unsure = certainty == "uncertain"
    assert stated == (plain if unsure else (f"leg-{mode}-stated", look([13, 6])))
    assert rebuilt == (plain if unsure else (f"leg-{mode}-rebuilt", look([])))


@pytest.mark.parametrize("certainty", CERTAINTIES)
@pytest.mark.parametrize(("arrow", "name", "ornament"), [(arrow, *look) for arrow, look in ARROWS.items()])
def test_arrow_has_the_colour_and_ornament_of_what_goes(
    arrow: Any, name: str, ornament: str | None, certainty: Any
) -> None:
    line = a_line(colour(name), room(2.8, ornament), DASH[certainty], PAPER, ornament)
    assert symbology.arrow_symbol(arrow, certainty) == (
        f"arrow-{arrow}-{certainty}",
        {**line, "type": "arrow"},
    )


@pytest.mark.parametrize(("end", "key", "size"), [(True, "stop-end", 20), (False, "stop", 15)])
def test_halt_is_larger_at_the_ends_and_hollow_in_doubt(end: bool, key: str, size: int) -> None:
    ink = symbology.INK
    found = [symbology.stop_symbol(certainty, end=end) for certainty in CERTAINTIES]
    hollow = f"{key}-doubtful", a_marker(PAPER, ink, size)
    assert list(map(drawn, found)) == [(key, a_marker(ink, PAPER, size)), hollow, hollow]
    assert {symbol["path"] for _, symbol in found} == {found[0][1]["path"]}
    assert found[0][1]["path"] != symbology.stop_symbol("attested", end=not end)[1]["path"]


def test_legend_shows_dashes_on_a_plain_line() -> None:
    for certainty in CERTAINTIES:
        line = a_line(symbology.GREY, 2.6, DASH[certainty], None, None)
        assert symbology.certainty_symbol(certainty) == (f"certainty-{certainty}", line)
    accounts: dict[Any, list[float]] = {"stated": [13, 6], "rebuilt": []}
    for account, dash in accounts.items():
        line = a_line(symbology.GREY, 2.6, dash, None, None)
        assert symbology.account_symbol(account) == (f"certainty-{account}", line)


@pytest.mark.parametrize(("count", "size"), [(1, 14.2), (2, 16.4), (4, 19.4), (100, 61.0)])
def test_number_is_a_disc_that_grows_with_its_root(count: int, size: float) -> None:
    look = {**a_marker(symbology.TEAL, PAPER, size), "opacity": 0.62}
    assert drawn(symbology.count_symbol(count)) == (f"count-{count}", look)


def test_point_of_a_treaty_is_hollow_in_doubt() -> None:
    found = [drawn(symbology.treaty_point_symbol(certainty)) for certainty in CERTAINTIES]
    red, hollow = symbology.RED, ("treaty-point-doubtful", a_marker(PAPER, symbology.RED, 14))
    assert found == [("treaty-point", a_marker(red, PAPER, 14)), hollow, hollow]


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


def test_way_back_and_advance_differ_from_a_journey_and_from_each_other_by_sign() -> None:
    ways: tuple[fields.Way, ...] = ("journey", "return", "advance")
    for mode in ("rail", "ship", "road"):
        looks = [symbology.way_symbol(way, mode, "attested") for way in ways]
        assert len({key for key, _ in looks}) == len({symbol["ticks"] for _, symbol in looks}) == 3
        assert [symbol["dash"] for _, symbol in looks] == [[], [], []]
    # Of what nobody knows the way nothing more is said.
    assert {symbology.way_symbol(way, "unknown", "uncertain")[0] for way in ways} == {"leg-unknown-uncertain"}


def test_no_line_of_a_border_looks_like_one_with_stations() -> None:
    statuses: tuple[fields.BorderStatus, ...] = get_args(fields.BorderStatus)
    ornaments = {symbology.border_symbol(status, "attested", "standing")[1]["ticks"] for status in statuses}
    assert not {"beads", "rings", "rail"} & ornaments
