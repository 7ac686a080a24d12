"""Sections follow each other, lines lie in the text, mentions stand in its order."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from mapsvc import Atlas
from mapsvc.atlas.checks.atlas import check_atlas
from mapsvc.atlas.checks.notices import check_notices
from mapsvc.atlas.checks.texts import check_texts, unfinished_notices
from mapsvc.atlas.problems import Problems
from mapsvc.atlas.wordings import find_wordings

TEXT, MENTIONS = "texts/paper.toml", "mentions/paper.csv"
PART = '\n[[sections]]\nid = "{}"\nfirst = {}\nlast = {}\ntitle = {{tr = "Bölüm", en = "Part"}}\n'
SOUND = PART.format("one", 1, 3) + PART.format("two", 4, 5)


def add(root: Path, file: str, words: str) -> None:
    path = root / file
    path.write_text(path.read_text("utf-8") + words, "utf-8")


def said(root: Path) -> list[str]:
    return [str(problem) for problem in check_atlas(root)]


def test_sections_and_lines_in_order_are_sound(tiny_root: Path) -> None:
    add(tiny_root, TEXT, SOUND)
    assert said(tiny_root) == []


@pytest.mark.parametrize(
    ("sections", "start"),
    [
        (
            PART.format("one", 1, 3) + PART.format("two", 3, 5),
            f"{TEXT}: sections[1].first: is 3",
        ),
        (PART.format("one", 4, 2) + PART.format("two", 5, 9), f"{TEXT}: sections[0].last: is 2"),
        (PART.format("one", 0, 2) + PART.format("two", 5, 9), f"{TEXT}: sections[0].last: is 2"),
        (PART.format("one", 1, 2) + PART.format("one", 3, 9), f"{TEXT}: sections[1].id: 'one' stands"),
        (PART.format("one", 1, 4), f"{MENTIONS}: line 6.line: names line 5; the last section"),
        (PART.format("one", 1, 4), "events/letter-sent.toml: texts.paper: names line 5"),
    ],
)
def test_fault_of_sections_and_lines_is_named(tiny_root: Path, sections: str, start: str) -> None:
    add(tiny_root, TEXT, sections)
    assert any(text.startswith(start) for text in said(tiny_root)), said(tiny_root)


@pytest.mark.parametrize(
    ("row", "start"),
    [
        ("2,1,Alfa,alfa,literal,tr", f"{MENTIONS}: line 7: stands before the row above it"),
        ("5,4,lta,delta,literal,tr", f"{MENTIONS}: line 7: begins inside of 'Delta'"),
        ("5,2,Delta,delta,literal,tr", f"{MENTIONS}: line 7: begins inside of 'Delta'"),
    ],
)
def test_mentions_out_of_order_are_named(tiny_root: Path, row: str, start: str) -> None:
    add(tiny_root, MENTIONS, f"{row}\n")
    (problem,) = said(tiny_root)
    assert problem.startswith(start)


def test_words_left_to_be_written_are_a_notice(tiny_root: Path) -> None:
    path = tiny_root / "events" / "letter-sent.toml"
    path.write_text(
        path.read_text("utf-8").replace("A letter goes from Alfa to Bravo.", "TODO: tell it"), "utf-8"
    )
    found = [str(notice) for notice in check_notices(tiny_root) if "TODO" in notice.message]
    assert found == ["events/letter-sent.toml: summary.en: holds 'TODO': something is left to be written"]


def test_mentions_are_held_against_the_row_before(tiny: Atlas) -> None:
    atlas, problems = tiny.records, Problems()
    check_texts(atlas, problems)
    assert not problems
    check_texts(replace(atlas, mentions=atlas.mentions[::-1]), problems)
    assert [problem.field for problem in problems.found] == ["line 3", "line 4", "line 5", "line 6"]
    assert {problem.message for problem in problems.found} == {
        "stands before the row above it in the text; sort the rows"
    }


def test_an_atlas_that_is_written_has_nothing_left(tiny: Atlas) -> None:
    assert not any(list(unfinished_notices(one)) for one in find_wordings(tiny.records))
