"""A page asks at once for the fonts that its language and its names need, and for no others."""

from __future__ import annotations

from dataclasses import replace

import pytest

import mapsvc
from mapsvc.model.scene import Scene
from mapsvc.render.first_fonts import first_fonts


@pytest.fixture(scope="module")
def event_map(atlas: mapsvc.Atlas) -> Scene:
    return atlas.event_map("kars-treaty", lang="en").data


def named(event_map: Scene, name: str) -> Scene:
    """Return a map whose first feature has another name."""
    layer, *layers = event_map.layers
    first, *others = layer.features
    renamed = replace(layer, features=(replace(first, name=name), *others))
    return replace(event_map, layers=(renamed, *layers))


def test_english_page_asks_for_latin_alone(event_map: Scene) -> None:
    fonts = first_fonts(event_map)
    assert fonts[0] == "vendor/noto-sans/noto-sans-latin-400-normal.woff2"
    assert "vendor/noto-serif/noto-serif-latin-600-normal.woff2" in fonts
    assert all("latin" in font and "romanised" not in font for font in fonts)
    assert not any("serif-latin-extended" in font for font in fonts)


def test_turkish_headings_have_their_letters(event_map: Scene) -> None:
    fonts = first_fonts(replace(event_map, lang="tr"))
    assert "vendor/noto-serif/noto-serif-latin-extended-a-600-normal.woff2" in fonts


@pytest.mark.parametrize(
    ("name", "script"), [("Карс", "-cyrillic-"), ("Καρς", "-greek-"), ("Ḥiṣār", "-latin-romanised-")]
)
def test_name_in_other_letters_brings_their_fonts_but_no_headings(
    event_map: Scene, name: str, script: str
) -> None:
    found = [font for font in first_fonts(named(event_map, name)) if script in font]
    assert len(found) == 3
    assert not any("serif" in font for font in found)


def test_title_in_other_letters_brings_their_headings(event_map: Scene) -> None:
    found = [font for font in first_fonts(replace(event_map, title="Карсский договор")) if "cyrillic" in font]
    assert any("noto-serif" in font for font in found)
    assert not any("extended" in font for font in found)
