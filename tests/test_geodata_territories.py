"""The territories of the shipped atlas: topology, shared lines, and areas beside the published figures."""

from __future__ import annotations

import itertools
import json
import re
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely

from mapsvc import Atlas
from mapsvc.model.geometry import area_km2
from mapsvc.model.records import TerritorySet

MAIN = "frontier-1921/turkey-north-east"
EXPECTED = {
    "berlin-1878", "brest-litovsk-1918", "batum-1918", "adr-claimed-1919", "adr-effective-1920",
    "wilson-1920", "alexandropol-1920", "moscow-1921", "kars-1921", "ankara-1921", "turkey-iran-1921",
    "nakhchivan-1929", "turkey-iran-1932", "armistice-1918", "caucasus-april-1920", "caucasus-july-1920",
    "caucasus-november-1920",
}  # fmt: skip


def firm(found: TerritorySet) -> list[Any]:
    return [territory.geometry for territory in found.territories if not territory.overlap]


def area_of(atlas: Atlas, border: str, *territories: str) -> float:
    found = {territory.id: territory for territory in atlas.records.territories[border].territories}
    return sum(area_km2(found[name].geometry) for name in territories)


def gained_by_turkey(atlas: Atlas, since: str) -> float:
    before = next(t for t in atlas.records.territories["berlin-1878"].territories if t.id == since)
    turkey = next(t for t in atlas.records.territories["kars-1921"].territories if t.id == "turkey")
    return area_km2(shapely.intersection(before.geometry, turkey.geometry))


def lost_at_batum(atlas: Atlas) -> tuple[float, float]:
    """What Georgia lost with Batum, and what of the Erivan governorate was not left to Armenia."""
    shape = {
        (border, territory.id): territory.geometry
        for border in ("brest-litovsk-1918", "batum-1918", "kars-1921")
        for territory in atlas.records.territories[border].territories
    }
    before = shapely.union_all(
        [shape["brest-litovsk-1918", name] for name in ("ottoman", "batum-oblast", "kars-oblast")]
    )
    gained = shapely.difference(shape["batum-1918", "ottoman"], before)
    georgian = shapely.intersection(gained, shape["kars-1921", "georgia"])
    # Daralagez and Ordubad lay in the governorate too; Lori and Zangezur, further out, did not.
    daralagez = shapely.intersection(shape["batum-1918", "unparted"], shapely.box(44.9, 39.5, 45.85, 40.05))
    ordubad = shapely.intersection(shape["batum-1918", "unparted"], shape["kars-1921", "nakhchivan"])
    rest = shapely.union_all([shapely.difference(gained, shape["kars-1921", "georgia"]), daralagez, ordubad])
    return area_km2(georgian) + area_of(atlas, "brest-litovsk-1918", "batum-oblast"), area_km2(rest)


def test_every_state_of_affairs_is_drawn(atlas: Atlas) -> None:
    assert set(atlas.records.territories) == EXPECTED
    assert set(atlas.records.territories) == set(atlas.records.borders)


def test_states_of_affairs_of_a_frame_fill_the_same_land(atlas: Atlas) -> None:
    land: dict[tuple[float, ...], Any] = {}
    for found in atlas.records.territories.values():
        tiles = firm(found)
        if not tiles:
            assert found.id == "adr-claimed-1919"
            continue
        whole = shapely.union_all(tiles)
        assert shapely.coverage_is_valid(tiles), found.id
        first = land.setdefault(found.frame, whole)
        assert shapely.symmetric_difference(first, whole).area < 1e-6, found.id
    assert len(land) == 2


def test_edges_are_shared_vertex_for_vertex_between_states(atlas: Atlas) -> None:
    line = {tuple(point) for point in shapely.get_coordinates(atlas.records.lines[MAIN].geometry).round(6)}
    for border, holder in (("moscow-1921", "turkey"), ("kars-1921", "turkey"), ("nakhchivan-1929", "turkey")):
        turkey = next(t for t in atlas.records.territories[border].territories if t.id == holder)
        drawn = {tuple(point) for point in shapely.get_coordinates(turkey.geometry).round(6)}
        # The first vertices lie off the coast that the background draws, or on it.
        assert len(line - drawn) <= 3, border
    tiles = {
        border: {
            tuple(point)
            for territory in atlas.records.territories[border].territories
            for point in shapely.get_coordinates(territory.geometry).round(6)
        }
        for border in ("moscow-1921", "kars-1921")
    }
    differing = tiles["moscow-1921"] ^ tiles["kars-1921"]
    assert all(44.6 < lon < 45.1 and 39.7 < lat < 39.9 for lon, lat in differing)


@pytest.mark.parametrize(
    ("name", "published", "within"),
    [
        ("nakhchivan-1921", 5_500, 0.05),
        ("nakhchivan-today", 5_340, 0.01),
        ("surmalu", 3_450, 0.06),
        ("artvin-okrug", 4_000, 0.16),
        ("batum-armenia", 11_000, 0.05),
        ("batum-georgia-lost", 11_381, 0.05),
        ("batum-armenia-lost", 18_125, 0.05),
        ("wilson-award", 103_599, 0.05),
        ("adr-claim", 165_000, 0.06),
        ("adr-de-facto", 82_000, 0.05),
    ],
)
def test_areas_stand_beside_the_published_figures(
    atlas: Atlas, name: str, published: float, within: float
) -> None:
    areas = {
        "nakhchivan-1921": lambda: area_of(atlas, "kars-1921", "nakhchivan"),
        "nakhchivan-today": lambda: area_of(atlas, "nakhchivan-1929", "nakhchivan"),
        "surmalu": lambda: gained_by_turkey(atlas, "surmalu"),
        "artvin-okrug": lambda: gained_by_turkey(atlas, "batum-oblast"),
        "batum-armenia": lambda: area_of(atlas, "batum-1918", "armenia"),
        "batum-georgia-lost": lambda: lost_at_batum(atlas)[0],
        "batum-armenia-lost": lambda: lost_at_batum(atlas)[1],
        "wilson-award": lambda: area_of(atlas, "wilson-1920", "wilson-award"),
        "adr-claim": lambda: area_of(atlas, "adr-claimed-1919", "azerbaijan"),
        "adr-de-facto": lambda: area_of(atlas, "adr-effective-1920", "azerbaijan"),
    }
    assert areas[name]() == pytest.approx(published, rel=within)


def test_documentation_states_the_areas_that_are_drawn(atlas: Atlas) -> None:
    page = (Path(__file__).parents[1] / "docs" / "borders.md").read_text("utf-8").replace(",", "")
    for since in ("kars-oblast", "batum-oblast", "surmalu"):
        assert f"{round(gained_by_turkey(atlas, since), -1):.0f} km²" in page, since
    for border in ("moscow-1921", "kars-1921", "nakhchivan-1929"):
        assert f"{round(area_of(atlas, border, 'nakhchivan'), -1):.0f} km²" in page, border
    for border, name in (("adr-effective-1920", "olti"), ("batum-1918", "armenia")):
        assert f"{round(area_of(atlas, border, name), -1):.0f} km²" in page, border


def test_frontier_of_1878_is_one_line_and_encloses_what_the_census_counted(atlas: Atlas) -> None:
    border = atlas.records.borders["berlin-1878"]
    lines = {line.id: line.geometry for line in border.lines if line.geometry is not None}
    assert list(lines) == ["coast", "coruh", "oltu", "watershed", "surmalu"]
    for one, other in itertools.pairwise(lines.values()):
        assert np.allclose(one.coords[-1], other.coords[0], atol=1e-5)
    assert area_of(atlas, "berlin-1878", "kars-oblast") == pytest.approx(18_740, rel=0.02)
    assert area_of(atlas, "adr-effective-1920", "olti") == pytest.approx(2_983, rel=0.05)
    # Not met within 2 %; docs/borders.md says why, and the accuracy of the coast and of the Çoruh is wide.
    assert area_of(atlas, "berlin-1878", "batum-oblast") == pytest.approx(6_976, rel=0.055)


def test_frontier_of_1878_passes_the_point_of_1880_and_the_summit(atlas: Atlas) -> None:
    oltu = atlas.records.lines["frontier-1878/oltu"].geometry
    crossings = shapely.get_coordinates(
        shapely.intersection(oltu, shapely.LineString([(42.0, 40.24), (42.6, 40.24)]))
    )
    assert [round(lon, 2) for lon, _ in crossings] == [42.27]
    assert oltu.coords[-1] == pytest.approx((42.6439, 39.895))
    watershed = atlas.records.lines["frontier-1878/watershed"].geometry
    assert watershed.coords[0] == oltu.coords[-1]


def test_ground_is_no_surer_than_the_stretches_of_1878_round_it(atlas: Atlas) -> None:
    too_sure = []
    for stretch in atlas.records.borders["berlin-1878"].lines:
        assert stretch.geometry is not None
        for found in atlas.records.territories.values():
            for territory in found.territories:
                edge = shapely.intersection(shapely.boundary(territory.geometry), stretch.strip(2e-5))
                # Where a stretch only meets a corner of the ground, it does not bound it.
                bounds_it = shapely.length(edge) > shapely.length(stretch.geometry) / 3
                if bounds_it and territory.accuracy_km < stretch.accuracy_km:
                    too_sure.append((found.id, territory.id, stretch.id))
    assert too_sure == []


def test_documentation_states_the_accuracy_of_each_stretch_of_1878(atlas: Atlas) -> None:
    page = (Path(__file__).parents[1] / "docs" / "borders.md").read_text("utf-8")
    table = page.split("## The frontier of 1878")[1].split("## The line of 1921")[0]
    rows = [row.split("|")[-2].strip() for row in table.splitlines() if row.endswith(" km |")]
    stretches = [line for line in atlas.records.borders["berlin-1878"].lines if line.geometry is not None]
    assert rows == [f"{line.accuracy_km:g} km" for line in stretches]
    worst = max(line.accuracy_km for line in stretches)
    least = min(line.accuracy_km for line in stretches)
    readme = (atlas.records.root / "README.md").read_text("utf-8")
    row = next(line for line in readme.splitlines() if line.startswith("| `berlin-1878` |"))
    assert f"{least:g}–{worst:g} km" in row
    assert f"| {least:g}–{worst:g} km |" in page
    note = next(
        step for step in atlas.records.tours["brest-litovsk-to-kars"].steps if step.border == "berlin-1878"
    )
    assert note.notes is not None
    for words in (note.notes.tr, note.notes.en):
        assert f"{worst:g}\N{NO-BREAK SPACE}km" in words


def test_tours_and_comparisons_say_the_same_areas(atlas: Atlas) -> None:
    said = 0
    for tour in atlas.records.tours.values():
        for step in tour.steps:
            if not step.compare:
                continue
            sentence = str(atlas.compare(*step.compare).sentence.en).replace("\N{NO-BREAK SPACE}", " ")
            words = step.paragraph.en.replace("\N{NO-BREAK SPACE}", " ")
            for number in re.findall(r"[\d,]+ km²", words):
                said += 1
                assert number in sentence, (tour.id, step.heading.en)
    assert said >= 2


def test_points_of_1878_lie_on_the_stretch_they_name(atlas: Atlas) -> None:
    border = atlas.records.borders["berlin-1878"]
    lines = {line.part: line.geometry for line in border.lines if line.geometry is not None}
    assert len(lines) == len(border.lines)
    off = {point.id: lines[point.part].distance(point.geometry) for point in border.points}
    assert {name: gap for name, gap in off.items() if gap > 0.002} == {}


def test_partition_refuses_what_it_cannot_assign(atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(atlas.records.root / "recipes"))
    partition = __import__("_partition")
    try:
        land = shapely.box(0, 0, 2, 1)
        line = shapely.LineString([(1, -1), (1, 2)])
        cut = partition.cut_land(land, [line])
        made = partition.assign(cut, [line], {"west": [(0.5, 0.5)], "east": [(1.5, 0.5)]})
        assert made["west"].equals(shapely.box(0, 0, 1, 1))
        assert made["west"].exterior.is_ccw
        with pytest.raises(SystemExit, match="both claim"):
            partition.assign(cut, [], {"west": [(0.5, 0.5)], "east": [(1.5, 0.5)]})
        with pytest.raises(SystemExit, match="no seed"):
            partition.assign(cut, [line], {"west": [(0.5, 0.5)]})
    finally:
        sys.modules.pop("_partition", None)


def test_derived_files_hold_holder_and_geometry_alone(atlas: Atlas) -> None:
    root = atlas.records.root
    listed = (root / "registry.txt").read_text("utf-8")
    for border in EXPECTED:
        assert f"territories/{border}.geojson" in listed
        document = json.loads((root / "territories" / f"{border}.geojson").read_text("utf-8"))
        assert set(document["properties"]) == {"frame"}
        assert all(set(feature["properties"]) == {"polity"} for feature in document["features"])


def test_what_was_fitted_to_another_line_is_credited(atlas: Atlas) -> None:
    for found in atlas.records.territories.values():
        assert found.licence == "ODbL-1.0"
        assert "OpenStreetMap" in found.attribution.en
