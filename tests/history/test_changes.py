"""What differs between two states of affairs."""

from __future__ import annotations

import dataclasses

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry.base import BaseGeometry

from mapsvc import Atlas
from mapsvc.cache import Kept
from mapsvc.errors import UnknownBorderError
from mapsvc.history.changes import compare_borders, find_moves, is_heir
from mapsvc.history.comparison import Comparison
from mapsvc.model.dates import parse_date
from mapsvc.model.geometry import area_km2
from mapsvc.model.meta import Polity
from mapsvc.model.records import Citation, Territory, TerritorySet
from mapsvc.model.text import Text

PAIRS = [
    ("moscow-1921", "kars-1921"),
    ("berlin-1878", "kars-1921"),
    ("wilson-1920", "moscow-1921"),
    ("alexandropol-1920", "moscow-1921"),
    ("brest-litovsk-1918", "batum-1918"),
    ("kars-1921", "nakhchivan-1929"),
]
FRAME = (40.0, 38.0, 46.0, 42.0)


def compare(atlas: Atlas, a: str, b: str) -> Comparison:
    return compare_borders(atlas.records, a, b)


def symmetric_difference_km2(atlas: Atlas, a: str, b: str) -> float:
    """Area whose holder differs, worked out from each holder's whole land and not from pieces."""
    total = 0.0
    first, second = atlas.records.territories[a], atlas.records.territories[b]
    for polity in {territory.polity for territory in first.territories}:
        before = shapely.union_all([t.geometry for t in first.territories if t.polity == polity])
        heirs = (t for t in second.territories if is_heir(atlas.records.polities, polity, t.polity))
        kept = [t.geometry for t in (*heirs, *(t for t in second.territories if t.polity == polity))]
        total += area_km2(shapely.difference(before, shapely.union_all(kept)))
    return total


@pytest.mark.parametrize(("a", "b"), PAIRS)
def test_pieces_sum_to_the_symmetric_difference(atlas: Atlas, a: str, b: str) -> None:
    comparison = compare(atlas, a, b)
    whole = symmetric_difference_km2(atlas, a, b)
    assert comparison.total_change_km2 == pytest.approx(whole, rel=1e-6)
    assert sum(piece.area_km2 for piece in comparison.pieces) == pytest.approx(whole, rel=1e-6)
    assert comparison.pieces
    assert not comparison.same
    ids = [piece.id for piece in comparison.pieces]
    assert len(set(ids)) == len(ids)
    assert [p.area_km2 for p in comparison.pieces] == sorted(
        (p.area_km2 for p in comparison.pieces), reverse=True
    )


@pytest.mark.parametrize(("a", "b"), PAIRS)
def test_reversed_order_swaps_gainer_and_loser(atlas: Atlas, a: str, b: str) -> None:
    there, back = compare(atlas, a, b), compare(atlas, b, a)
    assert sorted(
        (p.from_polity, p.to_polity, round(p.area_km2, 3), p.verdict) for p in there.pieces
    ) == sorted((p.to_polity, p.from_polity, round(p.area_km2, 3), p.verdict) for p in back.pieces)
    assert there.same_line_km == pytest.approx(back.same_line_km, rel=0.01)


def test_a_border_against_itself_is_the_same_line(atlas: Atlas) -> None:
    for border_id in atlas.records.territories:
        comparison = compare(atlas, border_id, border_id)
        assert comparison.same
        assert comparison.pieces == ()
        assert comparison.total_change_km2 == 0
        assert "same line" in comparison.sentence.en or "aynı çizgi" in comparison.sentence.tr


def test_moscow_and_kars_differ_in_the_corner_of_nakhchivan_alone(atlas: Atlas) -> None:
    comparison = compare(atlas, "moscow-1921", "kars-1921")
    changes = [piece for piece in comparison.pieces if piece.verdict == "change"]
    assert [(piece.from_polity, piece.to_polity) for piece in changes] == [("nakhchivan", "armenia-soviet")]
    corner = changes[0]
    # With Saraybulak on its printed height; 311 km² where the name alone puts it.
    assert corner.area_km2 == pytest.approx(389, abs=2)
    assert 0.3 < corner.pm_km2 / corner.area_km2 < 0.4
    assert {(cause.border, cause.article) for cause in corner.causes} == {
        ("moscow-1921", "Art. 3"),
        ("kars-1921", "Art. 5"),
    }
    assert any("Arazdayan" in point.en for cause in corner.causes for point in cause.points)
    main = next(line for line in comparison.same_lines if line.part == "turkey-north-east")
    derived = atlas.records.lines["frontier-1921/turkey-north-east"].geometry
    assert shapely.hausdorff_distance(main.geometry, derived) < 1e-9
    assert "same line" in comparison.sentence.en
    for reading in ("about 390 km²", "390 km² if Saraybulak", "310 km² where"):
        assert reading in comparison.sentence.en
    assert "third state" in comparison.sentence.en
    assert "aynı çizgi" in comparison.sentence.tr


def test_articles_of_moscow_and_kars_stand_side_by_side(atlas: Atlas) -> None:
    pairs = {pair.topic: pair for pair in compare(atlas, "moscow-1921", "kars-1921").articles}
    assert list(pairs) == [topic for topic in ("parties", *atlas.records.topics) if topic in pairs]
    for topic in ("parties", "frontier", "nakhchivan", "batum", "transit", "straits"):
        assert pairs[topic].a is not None, topic
        assert pairs[topic].b is not None, topic
    assert pairs["third-state"].a is not None
    assert pairs["third-state"].b is None
    assert pairs["caucasus"].a is not None
    assert pairs["caucasus"].a.ref == "Art. 15"


def test_what_turkey_gained_since_1914(atlas: Atlas) -> None:
    comparison = compare(atlas, "berlin-1878", "kars-1921")
    gained = {str(piece.from_title.en): piece for piece in comparison.pieces if piece.to_polity == "turkey"}
    assert gained["Russia: Kars oblast"].area_km2 == pytest.approx(17_830, rel=0.02)
    assert gained["Russia: Surmalu uezd"].area_km2 == pytest.approx(3_450, rel=0.06)
    assert gained["Russia: Batum oblast"].area_km2 == pytest.approx(4_600, rel=0.02)
    assert all(piece.causes for piece in gained.values())
    # Russia's lands that became republics are told apart from land that changed sides.
    inherited = {(s.from_title.en, s.to_title.en) for s in comparison.successions}
    assert ("Russia: Batum oblast", "Soviet Georgia") in inherited


def test_days_take_the_state_of_affairs_that_stood(atlas: Atlas) -> None:
    comparison = atlas.compare("1914-08-01", "1921-03-16", law=True)
    assert (comparison.a, comparison.b) == ("berlin-1878", "moscow-1921")
    comparison = atlas.compare("1922-01-01", "1932-12-31", law=True)
    assert (comparison.a, comparison.b) == ("kars-1921", "turkey-iran-1932")
    with pytest.raises(UnknownBorderError, match="1877"):
        atlas.compare("1877-01-01", "1921-03-16", law=True)


def test_lines_without_common_ground_are_not_called_the_same(atlas: Atlas) -> None:
    comparison = compare(atlas, "ankara-1921", "kars-1921")
    assert not comparison.same
    assert comparison.pieces == ()
    assert "no ground in common" in comparison.sentence.en


def test_every_piece_leads_to_an_article_or_a_source(atlas: Atlas) -> None:
    for a, b in PAIRS:
        for piece in compare(atlas, a, b).pieces:
            for cause in piece.causes:
                assert cause.border in (a, b)
                assert cause.sources
            assert piece.causes or piece.note or piece.verdict == "below"


HOLDERS = {name: Polity(name, Text(en=name)) for name in ("one", "other")}


def tiling(shape: BaseGeometry) -> TerritorySet:
    text = Text(en="x")
    cite = (Citation("x"),)
    frame = shapely.box(*FRAME)
    inner = shapely.intersection(frame, shape)
    parts = {"one": inner, "other": shapely.difference(frame, inner)}
    return TerritorySet(
        id="x",
        valid=parse_date("1921"),
        status="in-force",
        frame=FRAME,
        licence="CC0-1.0",
        attribution=text,
        sources=cite,
        territories=tuple(
            Territory(name, name, text, "in-force", "attested", 1.0, area_km2(land), land, cite)
            for name, land in parts.items()
            if not land.is_empty
        ),
    )


coordinates = st.tuples(
    st.floats(40.2, 45.8).map(lambda x: round(x, 4)), st.floats(38.2, 41.8).map(lambda y: round(y, 4))
)
polygons = st.lists(coordinates, min_size=3, max_size=9, unique=True).map(
    lambda points: shapely.MultiPoint(points).convex_hull.buffer(0.01)
)


@given(polygons, polygons)
def test_moves_of_random_polygons_are_their_symmetric_difference(
    one: BaseGeometry, other: BaseGeometry
) -> None:
    first, second = tiling(one), tiling(other)
    moved, inherited = find_moves(HOLDERS, first, second, Kept())
    assert inherited == []
    held = [next(t.geometry for t in s.territories if t.polity == "one") for s in (first, second)]
    whole = area_km2(shapely.symmetric_difference(*held))
    assert sum(area_km2(land) for _, _, land in moved) == pytest.approx(whole, rel=1e-6, abs=1e-3)
    back, _ = find_moves(HOLDERS, second, first, Kept())
    assert sorted((a.polity, b.polity, round(area_km2(land), 3)) for a, b, land in moved) == sorted(
        (b.polity, a.polity, round(area_km2(land), 3)) for a, b, land in back
    )


@given(polygons)
def test_a_random_polygon_against_itself_moves_nothing(shape: BaseGeometry) -> None:
    assert find_moves(HOLDERS, tiling(shape), tiling(shape), Kept()) == ([], [])


def test_claims_that_overlap_are_no_tiles() -> None:
    found = tiling(shapely.box(41, 39, 42, 40))
    claim = dataclasses.replace(found.territories[0], id="claim", polity="third", overlap=True)
    claimed = dataclasses.replace(found, territories=(*found.territories, claim))
    assert find_moves(HOLDERS, found, claimed, Kept()) == ([], [])
