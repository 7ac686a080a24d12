"""The slider over the days of an atlas."""

from __future__ import annotations

from pathlib import Path

from mapsvc import open_atlas
from mapsvc.model.day import Day
from mapsvc.scene.day_map import moments
from mapsvc.scene.day_slider import SliderUrls, day_marks, slider_view
from tests.dated import TINY, move_atlas


def test_slider_spans_the_period_and_marks_what_is_in_it(tmp_path: Path) -> None:
    atlas = open_atlas(str(move_atlas(TINY, tmp_path / "atlas", -2321))).records
    period = atlas.period
    view = slider_view(
        atlas,
        "en",
        day=period.opening,
        ends=(period.first, period.last),
        moments=moments(atlas),
        urls=SliderUrls("/data/DAY", "/timeline?on=DAY"),
    )
    assert (view["first"], view["last"], view["field"]) == ("-0401-01-01", "-0400-12-31", "text")
    assert view["max"] == period.last - period.first
    assert view["config"]["moments"][0] == "-0401-01-01"
    assert [mark["kind"] for mark in view["marks"]] == ["event", "treaty", "event"]
    assert all(0 <= mark["at"] <= 100 for mark in view["marks"])


def test_long_period_has_no_more_moments_than_changes(tmp_path: Path) -> None:
    root = move_atlas(TINY, tmp_path / "atlas", 0)
    path = root / "events" / "letter-sent.toml"
    path.write_text(path.read_text("utf-8").replace('on = "1920-04-26"', 'on = "-1200"'), "utf-8")
    atlas = open_atlas(str(root)).records
    assert atlas.period.first == Day(-1200, 1, 1)
    assert len(moments(atlas)) < 20
    assert [mark.day.year for mark in day_marks(atlas)] == [-1200, 1921, 1921]
