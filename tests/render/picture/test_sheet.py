"""A picture holds what the map holds: every label with room, a true legend, no text that does anything."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from mapsvc.atlas.loading import load_atlas
from mapsvc.atlas.store import Store
from mapsvc.kinds import compose_map, parse_map_key
from mapsvc.model.scene import Scene
from mapsvc.render.picture.pointers import place_pointers
from mapsvc.render.picture.sheet import Captions, Picture, Sheet, draw_picture, portrait_fits_better
from mapsvc.render.picture.svg_text import plain
from mapsvc.render.picture.view import Panel, fit_view
from tests.hostile import ALL, ATTACKS

SVG = "{http://www.w3.org/2000/svg}"
SLIDE = Sheet(width=1280, height=720)
#: One of each kind that draws something else.
MAPS = ("kars-treaty", "delegation-leaves", "kemal-letter-lenin", "borders/kars-1921", "timeline/1921-03-16")


def draw(event_map: Scene, frame: Sheet = SLIDE) -> Picture:
    telling = Captions(title=event_map.title, caption=event_map.caption, sources="Kaynak")
    return draw_picture([Panel(scene=event_map)], frame, telling)


def texts_of(svg: str) -> list[str]:
    """The texts of a picture; the lines of one text are joined."""
    root = ET.fromstring(svg)
    return [" ".join(part.strip() for part in node.itertext()) for node in root.iter(f"{SVG}text")]


def test_picture_is_xml_that_names_no_other_file(kars: Scene) -> None:
    root = ET.fromstring(draw(kars).svg)
    assert root.tag == f"{SVG}svg"
    assert root.get("viewBox") == "0 0 1280 720"
    references = [
        value for node in root.iter() for key, value in node.attrib.items() if key.endswith(("href", "src"))
    ]
    assert references
    assert all(value.startswith("data:image/jpeg;base64,") for value in references)
    urls = re.findall(r"url\(([^)]*)\)", draw(kars).svg)
    assert urls
    ids = {node.get("id") for node in root.iter()}
    assert {url.lstrip("#") for url in urls} <= ids


def test_ids_of_a_picture_are_unique(records: Store) -> None:
    event_map = compose_map(records, parse_map_key(records, "kars-treaty"), "en")
    inset, locator = (43.5, 39, 45, 40), (25.0, 30.0, 55.0, 50.0)
    panels = [Panel(scene=event_map, heading="A", inset=inset), Panel(scene=event_map, locator=locator)]
    root = ET.fromstring(draw_picture(panels, SLIDE, Captions(title="T")).svg)
    ids = [node.get("id") for node in root.iter() if node.get("id")]
    assert len(ids) == len(set(ids)) > 3


@pytest.mark.parametrize("name", MAPS)
def test_words_of_a_picture_do_not_touch(records: Store, name: str) -> None:
    event_map = compose_map(records, parse_map_key(records, name), "tr")
    picture = draw(event_map)
    (words,) = picture.words
    assert len(words) > 10
    boxes = [(index, box) for index, word in enumerate(words) for box in word.boxes]
    for index, a in boxes:
        for other, b in boxes:
            if index < other:
                assert not (a[0] < b[2] and a[2] > b[0] and a[1] < b[3] and a[3] > b[1]), (
                    words[index].text,
                    words[other].text,
                )


@pytest.mark.parametrize("name", MAPS)
def test_words_side_by_side_are_not_read_as_one_name(records: Store, name: str) -> None:
    (words,) = draw(compose_map(records, parse_map_key(records, name), "tr")).words
    level = [(word, word.boxes[0]) for word in words if len(word.boxes) == 1]  # not turned
    for one, a in level:
        for other, b in level:
            in_a_row = abs((a[1] + a[3]) - (b[1] + b[3])) / 2 < 4
            assert one is other or not in_a_row or b[0] - a[2] > 8 or a[0] - b[2] > 8, (one.text, other.text)


@pytest.mark.parametrize("lang", ["tr", "en"])
def test_place_of_the_event_outside_the_frame_is_pointed_to(records: Store, lang: str) -> None:
    event_map = compose_map(records, parse_map_key(records, "moscow-treaty"), lang)
    picture = draw(event_map)
    (scene,) = (feature for feature in event_map.features() if feature.id == "places/moskova")
    view = fit_view(event_map.extent, 1000, 600)
    assert view.point(scene.geometry.x, scene.geometry.y)[1] < 0
    assert scene.label in texts_of(picture.svg)
    (sign,) = (entry.label for entry in event_map.legend if scene.symbol in (entry.covers or (entry.symbol,)))
    assert sign in picture.legend
    (pointer,) = place_pointers(view, event_map.layers, event_map.symbols, [])
    assert pointer.box[1] < 20
    assert 0 < pointer.box[0] < pointer.box[2] < 1000
    # What stands in its way moves it along the edge.
    (moved,) = place_pointers(view, event_map.layers, event_map.symbols, [pointer.box])
    assert moved.box[1] == pointer.box[1]
    assert moved.box[0] >= pointer.box[2] or moved.box[2] <= pointer.box[0]


@pytest.mark.parametrize("name", MAPS)
def test_placed_words_stand_as_text(records: Store, name: str) -> None:
    picture = draw(compose_map(records, parse_map_key(records, name), "tr"))
    written = texts_of(picture.svg)
    for word in picture.words[0]:
        assert word.text in written
    for label in picture.legend:
        assert plain(label) in written


def test_what_the_map_is_about_is_named(kars: Scene) -> None:
    (words,) = draw(kars).words
    names = {word.text for word in words}
    assert {"Kars", "Nahçıvan", "Kars 1921 = Moskova 1921", "Gümrü"} <= names


def test_legend_leaves_out_what_lies_outside_the_frame(kars: Scene) -> None:
    far = replace(kars, extent=(28.0, 36.0, 30.0, 37.0))
    picture = draw(far)
    assert len(picture.legend) < len(draw(kars).legend)


def test_same_map_gives_the_same_bytes(kars: Scene, records: Store) -> None:
    again = compose_map(records, parse_map_key(records, "kars-treaty"), "tr")
    assert draw(kars).svg == draw(again).svg


def test_upright_sheet_has_its_legend_below(kars: Scene) -> None:
    root = ET.fromstring(draw(kars, Sheet(width=794, height=1123)).svg)
    (legend,) = [node for node in root if node.get("class") == "legend"]
    (frame,) = [node for node in root if node.get("class") == "map"]
    top = re.findall(r"[\d.]+", legend.get("transform", ""))[1]
    assert float(top) > float(re.findall(r"[\d.]+", frame.get("transform", ""))[1]) + 600


@pytest.mark.parametrize("attack", [ALL, ATTACKS["direction"]], ids=["all", "direction"])
def test_attack_in_a_text_stands_there_and_does_nothing(kars: Scene, attack: str) -> None:
    layers = tuple(
        replace(layer, features=tuple(replace(f, label=f"⟦{attack}⟧") for f in layer.features[:1]))
        for layer in kars.layers
    )
    legend = tuple(replace(entry, label=f"L {attack}") for entry in kars.legend[:1])
    hostile = replace(kars, layers=layers, legend=legend, title=attack, caption=attack)
    picture = draw(hostile)
    root = ET.fromstring(picture.svg)
    assert {node.tag.removeprefix(SVG) for node in root.iter()} <= {
        "svg", "title", "g", "rect", "path", "circle", "image", "text", "tspan", "clipPath",
        "radialGradient", "stop",
    }  # fmt: skip
    assert not [key for node in root.iter() for key in node.attrib if key.lower().startswith("on")]
    assert "\u202e" not in picture.svg
    shown = plain(attack)
    assert "".join(f"{shown} — {shown}".split()) in "".join((root.findtext(f"{SVG}title") or "").split())


def test_sheet_is_upright_where_the_map_is_larger_then() -> None:
    assert portrait_fits_better((40, 30, 44, 60), 1123, 794)
    assert not portrait_fits_better((20, 36, 50, 44), 1123, 794)


def test_atlas_without_tiles_of_its_own_has_the_relief_of_the_package(tiny_root: object) -> None:
    from pathlib import Path

    tiny = load_atlas(Path(str(tiny_root)))
    event_map = compose_map(tiny, parse_map_key(tiny, "letter-sent"), "en")
    assert "<image" in draw(event_map).svg
    assert event_map.title in " ".join(texts_of(draw(event_map).svg))
