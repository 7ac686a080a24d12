"""What never came into force is never said to have changed hands: nowhere, in no language."""

from __future__ import annotations

import itertools
import re

import pytest

from mapsvc import Atlas
from mapsvc.history.changes import compare_borders
from mapsvc.history.comparison import Comparison
from mapsvc.history.supposed_changes import NEVER_APPLIED, never_applied, supposed, wording_of
from mapsvc.language import translate
from mapsvc.scene.comparison_words import passage
from tests.sampling import Some

LANGUAGES = ("tr", "en", "az", "ru")
#: How each language says that ground passed; the words of what would have passed begin otherwise.
PASSED = {
    "en": "changed hands",
    "tr": "El değiştiren",
    "az": "Əldən-ələ keçən",
    "ru": "перешедшая",
}


#: So many pairs one of which never came into force are compared, and so many others; all with `--all`.
NEVER, OTHERS = 44, 12


@pytest.fixture(scope="module")
def compared(atlas: Atlas, some_of: Some) -> list[Comparison]:
    """Two states of affairs of the atlas at a time, in one order: the other has the same pieces."""
    pairs = list(itertools.combinations(sorted(atlas.records.territories), 2))
    never = [pair for pair in pairs if _statuses(atlas, *pair) & NEVER_APPLIED]
    others = [pair for pair in pairs if pair not in never]
    taken = [*some_of(never, NEVER), *some_of(others, OTHERS)]
    return [compare_borders(atlas.records, a, b) for a, b in taken]


def _statuses(atlas: Atlas, a: str, b: str) -> set[str]:
    return {atlas.records.borders[a].status, atlas.records.borders[b].status}


def test_words_are_those_of_the_two_sides(atlas: Atlas) -> None:
    def wording(a: str, b: str) -> str:
        return wording_of(atlas.records, compare_borders(atlas.records, a, b))

    assert wording("berlin-1878", "kars-1921") == ""
    assert wording("wilson-1920", "kars-1921") == wording("kars-1921", "wilson-1920") == "_would"
    assert wording("wilson-1920", "alexandropol-1920") == "_both"
    assert not never_applied(atlas.records, "1921-03-16")


def test_ground_of_an_award_would_have_gone_to_whom_it_was_awarded(atlas: Atlas) -> None:
    for a, b in (("wilson-1920", "kars-1921"), ("kars-1921", "wilson-1920")):
        comparison = compare_borders(atlas.records, a, b)
        found = supposed(atlas.records, comparison, comparison.pieces[0])
        assert found is not None
        assert (found.award, found.polity) == ("wilson-1920", "armenia")
        said = comparison.sentence.in_("en")
        assert "would have gone to" in said
        assert "to Armenia" in said


@pytest.mark.matrix(1)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_is_said_to_have_passed_by_what_never_came_into_force(
    atlas: Atlas, compared: list[Comparison], lang: str
) -> None:
    records, count = atlas.records, 0
    for comparison in compared:
        a, b = comparison.a, comparison.b
        if not _statuses(atlas, a, b) & NEVER_APPLIED:
            assert "{" not in comparison.sentence.in_(lang)
            continue
        count += 1
        assert PASSED[lang] not in comparison.sentence.in_(lang), (a, b)
        for change in comparison.pieces:
            assert "→" not in passage(records, comparison, change, lang), (a, b)
    assert count > 40
    # The words that were found in none of them are those of ground that did pass.
    assert PASSED[lang] in translate(lang, "compare.said_moved")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_id_of_a_holder_is_said_for_its_name(atlas: Atlas, compared: list[Comparison], lang: str) -> None:
    records = atlas.records
    ids = {polity for polity in records.polities if "-" in polity}
    ids |= {held.id for state in records.territories.values() for held in state.territories if "-" in held.id}
    raw = re.compile(rf"(?<![\w-])({'|'.join(sorted(ids))})(?![\w-])")
    assert raw.search("kars-council → Turkey")
    for comparison in compared:
        told = [passage(records, comparison, change, lang) for change in comparison.pieces]
        assert not [text for text in (*told, comparison.sentence.in_(lang)) if raw.search(text)], (
            comparison.a,
            comparison.b,
        )
