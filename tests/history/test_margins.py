"""How sure a piece of ground is follows from how well the lines round it are known."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
import shapely

from mapsvc import Atlas
from mapsvc.atlas import store
from mapsvc.history.margins import (
    ALIKE_KM,
    KM_PER_DEG,
    LEAST_KM,
    ON_LINE_DEG,
    least_km,
    lines_by_ground,
    reach_of,
    run_along,
    sigma_km2,
    sigma_of_ground,
)
from mapsvc.model.geometry import length_km
from mapsvc.model.records import Territory

LONDON = "london-1913"


@pytest.fixture(scope="module")
def records() -> store.Store:
    import mapsvc
    from tests.test_cache import BALKANS

    return mapsvc.open_atlas(BALKANS).records


@pytest.fixture(scope="module")
def ground(records: store.Store) -> Territory:
    return records.territories[LONDON].territories[0]


def test_ground_of_a_coarse_edge_is_unsure_in_proportion(ground: Territory) -> None:
    around = length_km(shapely.boundary(ground.geometry))
    for accuracy in (1.0, 20.0):
        # Errors are alike over 10 km, or over three times the accuracy.
        alike = min(around, max(ALIKE_KM, 3 * accuracy))
        expected = accuracy * math.sqrt(around * alike)
        assert sigma_of_ground(replace(ground, accuracy_km=accuracy)) == pytest.approx(expected)


def test_edge_drawn_by_hand_counts_within_reach_of_its_line(records: store.Store, ground: Territory) -> None:
    line = replace(records.border(LONDON).lines[0], accuracy_km=5.0)
    exact, loose = (replace(ground, drawn=drawn, accuracy_km=2.0) for drawn in (False, True))
    shape = shapely.LineString([(20, 40), (21, 40)])
    line = replace(line, geometry=shape)
    beside = shapely.LineString([(20.2, 40 + 1 / KM_PER_DEG), (20.8, 40 + 1 / KM_PER_DEG)])
    assert run_along(beside, line, exact).is_empty
    assert length_km(run_along(beside, line, loose)) == pytest.approx(length_km(beside))
    # Of line and ground the surer says how near: 2 km, and an edge that only crosses is shorter than 6.
    assert least_km(line, loose) == 6.0
    assert least_km(line, exact) == LEAST_KM
    assert reach_of(line).bounds[3] == pytest.approx(40 + ON_LINE_DEG)


def test_strip_of_a_line_is_made_once(records: store.Store) -> None:
    line = records.border(LONDON).lines[0]
    assert reach_of(line) is reach_of(line)


def test_surest_line_goes_first_with_the_ground_of_its_state(records: store.Store) -> None:
    before, after = records.border(LONDON), records.border("bucharest-1913")
    one, other = (records.territories[border.id].territories[0] for border in (before, after))
    found = lines_by_ground(before, after, one, other)
    accuracies = [line.accuracy_km for line, _ in found]
    assert accuracies == sorted(accuracies)
    for line, ground in found:
        state = before if ground is one else after
        assert any(line is own for own in state.lines)


def test_shore_is_surer_than_what_a_hand_drew(records: store.Store) -> None:
    before, after = records.border(LONDON), records.border("bucharest-1913")
    one, other = (
        replace(records.territories[border.id].territories[0], accuracy_km=10.0) for border in (before, after)
    )
    piece = shapely.box(-40, 10, -39, 11)
    bare = replace(before, lines=()), replace(after, lines=())
    all_coast = shapely.buffer(shapely.boundary(piece), ON_LINE_DEG)
    around = length_km(shapely.boundary(piece))
    # The ground knows its coast to one kilometre.
    assert sigma_km2(piece, *bare, one, other, all_coast) == pytest.approx(
        math.sqrt(around * ALIKE_KM), rel=1e-3
    )


def test_tiny_has_no_state_to_compare(tiny: Atlas) -> None:
    assert tiny.records.territories == {}
