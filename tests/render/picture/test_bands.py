"""What stands above and below the maps of a picture."""

from __future__ import annotations

from mapsvc.render.picture.bands import notes_band, panel_heading, title_band

LONG = "A long title about a treaty that was signed in a town far away by delegates of five states " * 3


def test_date_stands_beside_a_short_title_and_below_a_long_one() -> None:
    beside, below = (
        title_band("Treaty", "13 October 1921", 0, 600),
        title_band(LONG, "13 October 1921", 0, 600),
    )
    assert beside.svg.count("<text") == 2
    assert beside.height < 40 < below.height
    assert "…" in below.svg
    assert title_band("Treaty", "Treaty", 0, 600).svg.count("Treaty") == 1


def test_notes_take_the_room_of_what_there_is_to_say() -> None:
    whole, none = notes_band("Source", ["One", "Two"], 0, 600), notes_band("", [], 0, 600)
    assert ">One · Two<" in whole.svg
    assert none.svg == ""
    assert none.height < whole.height


def test_heading_keeps_to_the_breadth_of_its_map() -> None:
    assert "…" in panel_heading(LONG, 0, 14, 200)
