"""The letters of pictures."""

from __future__ import annotations

from mapsvc.model.style import STYLE
from mapsvc.render.picture.letters import (
    Style,
    break_lines,
    break_once,
    font_folder,
    set_text,
    shorten,
    style_of,
    text_width,
)  # fmt: skip

PLAIN = Style(size=10)


def test_names_are_set_in_the_face_that_the_table_of_style_says() -> None:
    faces = {name: style_of(look).face for name, look in STYLE.names.items()}
    assert faces["feature-1"] == "Bold"
    assert faces["town-1"] == "Regular"
    assert faces["water-m"] == "Italic"
    assert style_of(STYLE.names["town-1"]).halo == STYLE.colours.halo
    assert all((font_folder() / f"NotoSans-{face}.ttf").is_file() for face in set(faces.values()))


def test_width_grows_with_size_and_spacing() -> None:
    assert text_width("Kars", Style(size=20)) == 2 * text_width("Kars", PLAIN)
    assert text_width("Kars", Style(size=10, spacing=2)) == text_width("Kars", PLAIN) + 8


def test_long_name_breaks_once_at_the_gap_nearest_its_middle() -> None:
    wrapped = Style(size=12.5, wrap=130)
    assert break_once("The Kingdom of the Two Sicilies", wrapped) == ["The Kingdom of", "the Two Sicilies"]
    assert break_once("Llanfairpwllgwyngyllgogerychwyrn", wrapped) == ["Llanfairpwllgwyngyllgogerychwyrn"]
    assert break_once("Two Sicilies", wrapped) == ["Two Sicilies"]


def test_text_is_broken_to_a_width_and_what_is_left_out_is_told() -> None:
    lines = break_lines("one two three four five", PLAIN, 50)
    assert len(lines) > 1
    assert " ".join(lines) == "one two three four five"
    assert all(text_width(line, PLAIN) <= 50 for line in lines)
    (cut,) = shorten("one two three four five", PLAIN, 50, 1)
    assert cut.endswith(" …")


def test_text_is_set_with_its_halo_below_the_letters() -> None:
    svg = set_text(["a", "b"], 5, 6, PLAIN, anchor="end")
    assert svg.count("<tspan") == 2
    assert 'paint-order="stroke"' in svg
    assert 'text-anchor="end"' in svg
    assert "stroke" not in set_text(["a"], 0, 0, Style(size=10, halo=None))
