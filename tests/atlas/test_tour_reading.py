"""Tours as files: what is read, and what is wrong with one, by file and field."""

from __future__ import annotations

from pathlib import Path

import pytest

from mapsvc import Atlas
from mapsvc.atlas.checks.atlas import check_atlas
from mapsvc.atlas.loading import load_atlas
from mapsvc.atlas.tour_reading import tour_citations, tour_references
from mapsvc.errors import AtlasError
from mapsvc.model.tours import MOST_WORDS

HEAD = """
title = {tr = "Tur", en = "Tour"}
subtitle = {tr = "Alt", en = "Sub"}
sources = [{source = "paper"}]
"""
TEXT = """
heading = {tr = "Baş", en = "Head"}
paragraph = {tr = "Söz.", en = "Word."}
cites = [{source = "paper"}]
"""


def write_tour(root: Path, steps: str, *, head: str = HEAD, name: str = "walk") -> None:
    (root / "tours").mkdir(exist_ok=True)
    (root / "tours" / f"{name}.toml").write_text(head + steps, "utf-8")


def step(shows: str, text: str = TEXT) -> str:
    return f"\n[[steps]]\n{shows}\n{text}"


def problems_of(root: Path) -> list[str]:
    return [str(problem) for problem in check_atlas(root) if problem.file.startswith("tours/")]


def test_tour_is_read_with_its_steps(tiny_root: Path) -> None:
    write_tour(
        tiny_root, step('event = "line-drawn"') + step('border = "front"') + step('day = "1921-01-05"')
    )
    tour = load_atlas(tiny_root).tours["walk"]
    assert [found.shows for found in tour.steps] == ["event", "border", "day"]
    assert problems_of(tiny_root) == []


def test_tours_stand_in_order_of_rank(tiny_root: Path) -> None:
    write_tour(tiny_root, step('event = "line-drawn"'), name="a")
    write_tour(tiny_root, step('event = "line-drawn"'), head=HEAD + "rank = 1\n", name="b")
    assert list(load_atlas(tiny_root).tours) == ["b", "a"]


@pytest.mark.parametrize(
    ("steps", "field", "word"),
    [
        (step(""), "steps[0]", "nothing"),
        (step('event = "line-drawn"\nborder = "front"'), "steps[0]", "event and border"),
        (step('event = "line-drawn"\nmode = "overlay"'), "steps[0]", "'mode'"),
        (step('event = "line-drawn"\nstop = "x"'), "steps[0]", "'stop'"),
        (step('border = "front"\nby = "law"'), "steps[0]", "'by'"),
        (step('compare = ["front", "front"]\nby = "law"'), "steps[0].by", "of days"),
        (step('day = "1700-01-05"'), "steps[0].day", "has no map"),
        (step('compare = ["1921-01-05", "1700-01-05"]'), "steps[0].compare", "has no map"),
        (step('event = "line-drawn"\nview = [30.0, 40.0, 20.0, 50.0]'), "steps[0].view", "west"),
        (step('event = "line-drawn"\nviev = [30.0, 40.0, 20.0, 50.0]'), "steps[0].viev", "known field"),
        (step('event = "nothing"'), "steps[0].event", "names no event"),
        (step('border = "front"\nbeside = ["back"]'), "steps[0].beside", "names no border"),
        (step('places = ["alfa", "zulu"]'), "steps[0].places", "names no place"),
        (step('route = "nowhere"'), "steps[0].route", "names no route"),
        (step('route = "journey"\nvariant = "third"'), "steps[0].variant", "no variant"),
        (step('route = "journey"\nstop = "nowhere"'), "steps[0].stop", "no stop"),
        (step('compare = ["front", "front"]'), "steps[0].compare", "no territories"),
        (step('event = "line-drawn"\nhighlight = ["places/zulu"]'), "steps[0].highlight[0]", "no feature"),
        (step('event = "line-drawn"\nhighlight = ["zulu"]'), "steps[0].highlight[0]", "pattern"),
        (step('event = "line-drawn"\ndate = "1920-13"'), "steps[0].date", "1920-13"),
        (step('day = "1920"'), "steps[0].day", "month and day"),
        (step('day = "1921-01-05"', TEXT.replace("paper", "x")), "steps[0].cites[0].source", "no source"),
        (step('event = "line-drawn"', TEXT.replace('"Baş"', '""')), "steps[0].heading.tr", "is empty"),
        (step('event = "line-drawn"', 'heading = {tr = "a", en = "a"}'), "steps[0].paragraph", "missing"),
        (step('event = "line-drawn"', TEXT.replace("cites", "sites")), "steps[0].cites", "missing"),
        (step('event = "line-drawn"', TEXT.replace('{source = "paper"}', "")), "steps[0].cites", "is empty"),
        ("steps = []", "steps", "is empty"),
        ("", "steps", "missing"),
    ],
)  # fmt: skip
def test_fault_of_a_step_is_named_by_file_and_field(
    tiny_root: Path, steps: str, field: str, word: str
) -> None:
    write_tour(tiny_root, steps)
    found = problems_of(tiny_root)
    assert any(line.startswith(f"tours/walk.toml: {field}: ") and word in line for line in found), found
    with pytest.raises(AtlasError, match=r"tours/walk\.toml"):
        load_atlas(tiny_root)


@pytest.mark.parametrize("lang", ["tr", "en"])
def test_paragraph_has_as_many_words_as_a_hall_reads(tiny_root: Path, lang: str) -> None:
    old = '"Söz."' if lang == "tr" else '"Word."'
    for count, faults in ((MOST_WORDS, 0), (MOST_WORDS + 1, 1)):
        words = " ".join(["word"] * count)
        write_tour(tiny_root, step('event = "line-drawn"', TEXT.replace(old, f'"{words}"')))
        found = problems_of(tiny_root)
        assert len(found) == faults
        assert all(f"{count} words in '{lang}'" in line for line in found)


@pytest.mark.parametrize("name", ["routes", "events"])
def test_name_of_tours_without_a_file_is_refused(tiny_root: Path, name: str) -> None:
    write_tour(tiny_root, step('event = "line-drawn"'), name=name)
    assert any("may not be called" in line for line in problems_of(tiny_root))


def test_other_file_beside_tours_is_noted(tiny_root: Path) -> None:
    write_tour(tiny_root, step('event = "line-drawn"'))
    (tiny_root / "tours" / "notes.txt").write_text("x", "utf-8")
    assert any("notes.txt" in line for line in problems_of(tiny_root))


def test_shipped_tours_have_the_steps_they_promise(atlas: Atlas) -> None:
    counts = {key: len(tour.steps) for key, tour in atlas.tours.items()}
    assert list(counts) == ["journey-to-moscow", "brest-litovsk-to-kars", "baku-april-1920"]
    assert 9 <= counts["journey-to-moscow"] <= 12
    assert 8 <= counts["brest-litovsk-to-kars"] <= 10
    assert 7 <= counts["baku-april-1920"] <= 9


def test_shipped_tours_speak_two_languages(atlas: Atlas) -> None:
    for tour in atlas.tours.values():
        for found in tour.steps:
            for text in filter(None, (found.heading, found.paragraph, found.notes)):
                assert text.tr != text.en or len(text.tr.split()) < 3


def test_all_that_a_tour_names_and_cites_is_told_with_its_place(tiny_root: Path) -> None:
    write_tour(tiny_root, step('event = "line-drawn"\nplaces = ["alfa"]') + step('border = "front"'))
    atlas = load_atlas(tiny_root)
    file = "tours/walk.toml"
    assert list(tour_references(atlas)) == [
        (file, "steps[0].event", "event", "line-drawn"),
        (file, "steps[0].places", "place", "alfa"),
        (file, "steps[1].border", "border", "front"),
    ]
    assert [(field, citation.source) for _, field, citation in tour_citations(atlas)] == [
        ("sources[0].source", "paper"),
        ("steps[0].cites[0].source", "paper"),
        ("steps[1].cites[0].source", "paper"),
    ]
