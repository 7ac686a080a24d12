"""What a comparison says in figures: the same in its sentence, its table and on its map."""

from __future__ import annotations

import re
from itertools import permutations

import pytest

from mapsvc import Atlas
from mapsvc.atlas.store import Store
from mapsvc.history.comparison_text import total_of
from mapsvc.resources import atlas_root
from mapsvc.scene.comparison import compared_map
from mapsvc.scene.comparison_words import area_words, sum_words, sums_of_changes

_AREA = re.compile(
    r"(?<![\d.,])(?<!± )(?<!±\u00a0)(\d[\d.,\u00a0]*)[ \u00a0](?:±[ \u00a0][\d.,]+[ \u00a0])?km²"
)


def figures_in(text: str) -> set[str]:
    """Return the areas that a text tells, without their margins."""
    return {found.rstrip(".,") for found in _AREA.findall(text)}


def told(atlas: Store, pair: tuple[str, str], lang: str) -> tuple[set[str], set[str], set[str], str]:
    """Return the figures of sentence, table and map, and the one of all that differs."""
    compared = compared_map(atlas, *pair, lang)
    comparison = compared.comparison
    rows = [area_words(change, lang) for change in comparison.pieces]
    sums = [sum_words(*area, lang) for area in sums_of_changes(comparison).values()]
    whole = sum_words(*total_of(comparison), lang) if comparison.pieces else ""
    on_map = [feature.label or "" for feature in compared.map.features()]
    on_map += [entry.label for entry in compared.map.legend]
    total = "".join(figures_in(whole))
    return (
        figures_in(comparison.sentence.in_(lang)),
        figures_in(" | ".join([*rows, *sums, whole])),
        figures_in(" | ".join(on_map)),
        total,
    )


def quoted(atlas: Store, pair: tuple[str, str], lang: str) -> set[str]:
    """Return the figures that the atlas's own sentence gives from elsewhere."""
    notes = [note.sentence.in_(lang) for note in atlas.comparisons if {*note.borders} == {*pair}]
    return figures_in(" ".join(notes))


PAIRS = list(permutations(sorted(path.stem for path in (atlas_root() / "territories").glob("*.geojson")), 2))


@pytest.mark.matrix(10)
@pytest.mark.parametrize("lang", ["tr", "en"])
@pytest.mark.parametrize("pair", PAIRS, ids="/".join)
def test_figures_of_a_sentence_stand_in_the_table_and_on_the_map(
    atlas: Atlas, pair: tuple[str, str], lang: str
) -> None:
    records = atlas.records
    sentence, table, on_map, total = told(records, pair, lang)
    own = sentence - quoted(records, pair, lang)
    assert own <= table
    # The area of all that differs stands large beside the map, and in the last row of the table.
    assert own - {total} <= on_map
    assert not {figure for figure in table | on_map if re.fullmatch(r"0([.,]0)?", figure)}


def test_figures_are_read_with_their_thousands_and_without_margins() -> None:
    assert figures_in("about 26,100 km²; 3.620 ± 50 km², 0.4\u00a0±\u00a00.2\u00a0km²") == {
        "26,100",
        "3.620",
        "0.4",
    }
    assert figures_in("no more than the error (±\u00a040\u00a0km²), 12 km") == set()
