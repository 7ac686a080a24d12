"""Territories and the edges between them, as maps draw them."""

from __future__ import annotations

import pytest
import shapely

from mapsvc import Atlas
from mapsvc.history.changes import compare_borders
from mapsvc.kinds import compose_map
from mapsvc.model.scene import MapKey
from mapsvc.scene.comparison import compose_comparison, shapes_of_pair
from mapsvc.scene.features.territories import edge_features, edge_lines, shapes_of
from mapsvc.scene.symbols import Symbols

#: Three neighbours, the edges of the first with many vertices.
_BEND = [(1.0, 0.0), (1.01, 0.2), (0.99, 0.4), (1.02, 0.6), (1.0, 0.8), (1.0, 1.0)]
WEST = shapely.Polygon([(0, 0), *_BEND, (0, 1)])
EAST = shapely.Polygon([*_BEND, (2, 1), (2, 0)])
NORTH = shapely.box(0, 1, 2, 2)


def test_edges_part_neighbours_and_come_in_whole_pieces() -> None:
    lines = edge_lines([WEST, EAST], [WEST, EAST])
    assert lines.geom_type == "LineString"
    assert lines.length == pytest.approx(shapely.LineString(_BEND).length, abs=1e-4)
    fork = edge_lines([WEST, EAST, NORTH], [WEST, EAST, NORTH])
    # A node where three meet is an end of each.
    assert len(shapely.get_parts(fork)) == 3
    assert edge_lines([NORTH], [NORTH]).is_empty


@pytest.mark.parametrize("simplify_deg", [0.0, 0.006])
def test_pair_has_nothing_that_its_states_have(atlas: Atlas, simplify_deg: float) -> None:
    records = atlas.records
    pair = ("brest-litovsk-1918", "kars-1921")
    compared = compose_comparison(records, compare_borders(records, *pair), "tr")
    own = shapes_of_pair(compared, simplify_deg=simplify_deg)
    states = {
        key
        for side in pair
        for key in shapes_of(records.territories[side], records.borders, simplify_deg=simplify_deg)
    }
    lines = {f"borders/{side}/{line.id}" for side in pair for line in records.borders[side].lines}
    asked = {feature.shape or feature.id for feature in compared.map.features() if feature.shared}
    assert asked <= own.keys() | states | lines
    assert own.keys().isdisjoint(states | lines)
    assert {key.partition("/")[0] for key in own} == {"changes", "rims"}
    assert not any(shape.is_empty for shape in own.values())


def test_pieces_are_numbered_alike_in_both_orders(atlas: Atlas) -> None:
    records = atlas.records
    pair = ("brest-litovsk-1918", "wilson-1920")
    there, back = (compare_borders(records, *order).pieces for order in (pair, pair[::-1]))
    assert len(there) > 3
    assert [piece.geometry.wkb for piece in there] == [piece.geometry.wkb for piece in back]


@pytest.mark.parametrize("border", ["moscow-1921", "kars-1921"])
@pytest.mark.parametrize("simplify_deg", [0.0, 0.006])
def test_edge_that_no_article_draws_is_told_apart(atlas: Atlas, border: str, simplify_deg: float) -> None:
    records = atlas.records
    state = records.territories[border]
    shapes = shapes_of(state, records.borders, simplify_deg=simplify_deg)
    drawn, apart = shapes[f"edges/{border}"], shapes[f"edges/{border}/apart"]
    # Georgia and Armenia, Georgia and Azerbaijan, Armenia and Azerbaijan: no article speaks of them.
    for spot in ((44.6, 41.2), (45.6, 41.35), (45.4, 40.95)):
        assert apart.distance(shapely.Point(spot)) < 0.25
        assert drawn.distance(shapely.Point(spot)) > 0.5
    # Turkey and Armenia on the Arpaçay, and Nakhchivan on the Zangezur ridge.
    for spot in ((43.72, 40.5), (45.95, 39.25)):
        assert drawn.distance(shapely.Point(spot)) < 0.1
        assert apart.distance(shapely.Point(spot)) > 0.1
    whole = shapes_of(state, simplify_deg=simplify_deg)[f"edges/{border}"]
    assert drawn.length + apart.length == pytest.approx(whole.length, rel=1e-6)


def test_apart_is_dotted_and_told_in_the_key(atlas: Atlas) -> None:
    records, symbols = atlas.records, Symbols()
    for state in ("kars-1921", "armistice-1918"):
        keys = [each.symbol for each in edge_features(records, records.territories[state], symbols=symbols)]
        # What stood without a treaty has no article, and one kind of edge.
        assert keys == (["edge", "edge-apart"] if state == "kars-1921" else ["edge"])
    looks = dict(symbols)
    assert looks["edge-apart"]["dash"] != looks["edge"]["dash"] == []
    assert looks["edge-apart"]["width"] < looks["edge"]["width"]
    scene = compose_map(records, MapKey("compare", "moscow-1921/kars-1921"), "en")
    assert [entry.label for entry in scene.legend if entry.symbol == "edge-apart"] == [
        "Faint dots: drawn by no treaty here, only keeps neighbours apart"
    ]
