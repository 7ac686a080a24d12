"""An area that a comparison of the shipped atlas tells is one number wherever it stands."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from pathlib import Path

import pytest
import shapely

from mapsvc import Atlas
from mapsvc.history.changes import compare_borders
from mapsvc.history.comparison import Change, Comparison
from mapsvc.history.comparison_text import sums_of, total_of
from mapsvc.language import translate
from mapsvc.model.geometry import area_km2
from mapsvc.model.numbers import format_by_margin, format_number
from mapsvc.scene.comparison import compose_comparison
from mapsvc.scene.comparison_words import area_words
from tests.sampling import Some

FIGURE = re.compile(r"(\d[\d.,]*)[\s\u00a0]km²")


def figures_of(text: str) -> set[str]:
    return set(FIGURE.findall(text))


def own_figures(atlas: Atlas, comparison: Comparison, lang: str) -> set[str]:
    """What the sentence of the atlas says by itself, such as a figure of the literature."""
    return {
        figure
        for note in atlas.records.comparisons
        if set(note.borders) == {comparison.a, comparison.b}
        for figure in figures_of(note.sentence.in_(lang))
    }


def row_of(piece: Change, lang: str) -> str:
    """The area of a row, without its margin."""
    return area_words(piece, lang).partition("\u00a0±")[0]


def told(comparison: Comparison, lang: str) -> set[str]:
    """What the rows tell, and the sums of rows."""
    changes = [piece for piece in comparison.pieces if piece.verdict == "change"]
    pairs = Counter((piece.from_polity, piece.to_polity) for piece in changes)
    sums = [area for pair, area in sums_of(changes).items() if pairs[pair] > 1]
    sums += [total_of(comparison), *sums_of(comparison.pieces).values()]
    return {row_of(piece, lang) for piece in comparison.pieces} | {
        format_by_margin(*area, lang) for area in sums
    }


#: So many pairs of states of affairs are compared; all of them with `--all`.
SAMPLE = 80
PAIR = ("alexandropol-1920", "kars-1921")


@pytest.fixture(scope="module")
def compared(atlas: Atlas, some_of: Some) -> list[Comparison]:
    pairs = list(itertools.combinations(sorted(atlas.records.territories), 2))
    return [compare_borders(atlas.records, *pair) for pair in dict.fromkeys([PAIR, *some_of(pairs, SAMPLE)])]


@pytest.mark.parametrize("lang", ["tr", "en"])
def test_sentence_says_the_figures_of_the_rows(atlas: Atlas, compared: list[Comparison], lang: str) -> None:
    said = 0
    for comparison in compared:
        found = figures_of(comparison.sentence.in_(lang)) - own_figures(atlas, comparison, lang)
        said += len(found)
        assert found <= told(comparison, lang), (comparison.a, comparison.b)
    assert said > 100


def test_figure_that_no_row_has_is_found_out(compared: list[Comparison]) -> None:
    comparison = next(one for one in compared if (one.a, one.b) == PAIR)
    assert "8,300" in told(comparison, "en")
    assert not {"8,250", "8,254", "8,500"} & told(comparison, "en")


@pytest.mark.parametrize("lang", ["tr", "en"])
def test_single_piece_is_the_same_number_in_the_sentence(compared: list[Comparison], lang: str) -> None:
    seen = 0
    for comparison in compared:
        changes = [piece for piece in comparison.pieces if piece.verdict == "change"]
        pairs = Counter((piece.from_polity, piece.to_polity) for piece in changes)
        for piece in changes:
            if pairs[piece.from_polity, piece.to_polity] == 1:
                seen += 1
                area = sums_of(changes)[piece.from_polity, piece.to_polity]
                assert format_by_margin(*area, lang) == row_of(piece, lang)
    assert seen > 100


@pytest.mark.parametrize("lang", ["tr", "en"])
def test_map_says_the_figures_of_the_rows(atlas: Atlas, compared: list[Comparison], lang: str) -> None:
    for comparison in compared[::4]:
        scene = compose_comparison(atlas.records, comparison, atlas.records.language(lang)).map
        drawn = {
            feature.id.removeprefix("changes/"): feature
            for layer in scene.layers
            for feature in layer.features
            if layer.id == "pieces"
        }
        assert len(drawn) == len(comparison.pieces)
        for piece in comparison.pieces:
            feature, words = drawn[piece.id], area_words(piece, lang)
            assert feature.detail == words
            assert dict(feature.rows)[translate(lang, "compare.area")] == words
            assert (feature.label or words).endswith(words)


@pytest.mark.parametrize("lang", ["tr", "en"])
def test_row_that_is_no_more_than_its_error_has_no_area(compared: list[Comparison], lang: str) -> None:
    small = 0
    for piece in itertools.chain.from_iterable(one.pieces for one in compared):
        words = area_words(piece, lang)
        if piece.area_km2 <= piece.pm_km2:
            small += 1
            assert piece.verdict == "below"
            assert words.startswith(translate(lang, "compare.within_error").partition("{")[0])
        else:
            assert not words.startswith("0\u00a0")
            assert not words.startswith("0.0")
            assert not words.startswith("0,0")
    assert small > 20


#: Row of docs/borders.md: what is drawn of which grounds of one state lies in which of another (all, if none
#: is named), and the published figure. A row further off than `NEAR` says why, its share in bold.
ROWS = {
    "oblasts and Surmalu that the Ottoman army left after the armistice of 1918": (
        ("berlin-1878", ("kars-oblast", "batum-oblast", "surmalu"), "", ()), 29_406,
    ),
    "the council at Kars, winter of 1918–19": (("armistice-1918", ("kars-council",), "", ()), 18_740),
    "Armenia after the armistice, to April 1919": (("armistice-1918", ("armenia",), "", ()), 45_325),
    "Armenia in fact, early 1920": (("adr-effective-1920", ("armenia",), "", ()), 45_325),
    "Armenia left by Alexandropol": (("alexandropol-1920", ("armenia",), "", ()), 28_522),
    "Kars and Surmalu to Turkey by Alexandropol": (
        ("berlin-1878", ("kars-oblast", "surmalu"), "alexandropol-1920", ("turkey",)), 20_700,
    ),
    "the same with the north of Ardahan": (
        ("berlin-1878", ("kars-oblast", "surmalu"), "alexandropol-1920", ("turkey", "georgia")), 20_700,
    ),
}  # fmt: skip
NEAR = 0.05


def ground_of(atlas: Atlas, border: str, names: tuple[str, ...]) -> shapely.Geometry:
    found = {each.id: each.geometry for each in atlas.records.territories[border].territories}
    return shapely.union_all([found[name] for name in names])


def row_of_page(label: str) -> list[str]:
    page = (Path(__file__).parents[1] / "docs" / "borders.md").read_text("utf-8")
    (row,) = [line for line in page.splitlines() if line.startswith(f"| {label} |")]
    return [cell.strip() for cell in row.strip("|").split("|")]


@pytest.mark.parametrize("label", ROWS)
def test_documentation_states_the_area_that_is_drawn_and_why_it_differs(atlas: Atlas, label: str) -> None:
    (border, names, other, within), published = ROWS[label]
    drawn = ground_of(atlas, border, names)
    if other:
        drawn = shapely.intersection(drawn, ground_of(atlas, other, within))
    _, said, _, why = row_of_page(label)
    assert said.startswith(f"{format_number(round(area_km2(drawn), -1), 'en')} km²")
    off = area_km2(drawn) / published - 1
    assert abs(off) <= NEAR or why.startswith("**")
    share = f"{100 * abs(off):.1f}" if abs(off) <= NEAR else f"{100 * abs(off):.0f}"
    assert re.search(rf"{'+' if off > 0 else '−'}{share} %".replace("+", r"\+"), why)
