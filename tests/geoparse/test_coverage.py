"""Where the gazetteer knows little of what a text names, one line says so and scores fall."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from mapsvc.cli import main
from mapsvc.geoparse.coverage import Coverage
from mapsvc.geoparse.geoparser import Geoparser
from mapsvc.geoparse.mentions import PlaceMention

STRANGE = [
    "Qrixothal", "Zumbrifax", "Vlodhanar", "Kwepinoth", "Yargulemb", "Drosqavil", "Mupthanex", "Hglabrion",
    "Xyndolmar",
]  # fmt: skip
KNOWN = ["Kars", "Erzurum", "Bitlis", "Trabzon", "Tiflis", "Batum", "Bakü", "Gence", "Paris", "Roma"]


def an_english(names: list[str]) -> str:
    return " ".join(f"They were in {name} for a while." for name in names)


def a_turkish(names: list[str]) -> str:
    return " ".join(f"Birlik o yıl {name}’da bir süre daha kaldı." for name in names)


Written = Callable[[list[str]], str]


@pytest.mark.parametrize("written", [an_english, a_turkish])
def test_text_of_unknown_names_says_so_and_is_marked_down(parser: Geoparser, written: Written) -> None:
    found = parser.parse(written([*STRANGE, "Paris", "Kars"]))
    assert parser.coverage.told() == "82 % of the names of this text are not known to the gazetteer"
    scores = [mention.score for mention in found if isinstance(mention, PlaceMention)]
    assert scores
    assert max(scores) < 0.85


@pytest.mark.parametrize("written", [an_english, a_turkish])
def test_text_of_known_names_says_nothing(parser: Geoparser, written: Written) -> None:
    found = parser.parse(written([*KNOWN, *STRANGE[:5]]))
    assert parser.coverage.told() == ""
    assert max(mention.score for mention in found if isinstance(mention, PlaceMention)) >= 0.93


def test_few_names_say_nothing_of_the_text(parser: Geoparser) -> None:
    parser.parse(an_english(STRANGE[:7]))
    assert parser.coverage.told() == ""


def test_name_counts_once_and_elsewhere_not(parser: Geoparser) -> None:
    parser.parse(an_english(STRANGE[:3] * 9) + " Then Hglabrion spoke to Mupthanex of the Xyndolmar.")
    assert len(parser.coverage.unknown) == 3


def test_next_text_begins_anew(parser: Geoparser) -> None:
    parser.parse(an_english(STRANGE))
    assert parser.coverage.told()
    parser.parse("They were in Paris.")
    assert parser.coverage == Coverage(known={"paris"})


@pytest.mark.parametrize(("known", "least", "most"), [(0, 0.75, 0.75), (5, 0.9, 0.95), (6, 1.0, 1.0)])
def test_score_falls_with_the_share(known: int, least: float, most: float) -> None:
    names = [str(n) for n in range(10)]
    coverage = Coverage(set(names[:known]), set(names[known:]))
    assert least <= coverage.marked_down(1.0) <= most


def test_command_says_it_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "strange.txt"
    path.write_text(an_english([*STRANGE, "Paris"]), "utf-8")
    done = CliRunner().invoke(main, ["geoparse", str(path)])
    assert done.exit_code == 0
    (line,) = done.stderr.splitlines()
    assert "'strange.txt': 90 % of the names of this text are not known to the gazetteer" in line


def test_language_that_is_not_read_marks_down(parser: Geoparser) -> None:
    read, unread = (
        max(mention.score for mention in parser.parse(text) if isinstance(mention, PlaceMention))
        for text in (
            "The king went with his army to Madrid, and the queen was with him.",
            "El rey se fue con su ejército a Madrid, y la reina estaba con él cuando los hombres llegaron.",
        )
    )
    assert unread < 0.85 * read
