"""Where most names of a text can lie, counted without comparing each with each."""

from __future__ import annotations

import time

import pytest

from mapsvc.atlas.gazetteer.names import Entry
from mapsvc.geoparse.surroundings import Surroundings, TextRegion, _Cells, between_km, nearest_km


def a_place(lon: float | None, lat: float | None = 40.0) -> Entry:
    return Entry(id=f"{lon}", title="x", kind="town", lon=lon, lat=lat, radius_km=0)


def a_region(*points: tuple[float, float]) -> TextRegion:
    return TextRegion({str(n): [(lon, lat, 1.0)] for n, (lon, lat) in enumerate(points)})


def test_share_is_that_of_the_names_that_lie_around() -> None:
    region = a_region(*[(-84.0, 34.0)] * 8, *[(12.0, 42.0)] * 2)
    here, there, nowhere = (region.share("other", lon, lat) for lon, lat in ((-83, 33), (13, 41), (100, -30)))
    assert here == pytest.approx(8 / 12)  # of ten names, to which as much is added as two say
    assert there == pytest.approx(2 / 12)
    assert nowhere == 0.0


def test_name_does_not_speak_for_itself() -> None:
    region = TextRegion({"athens": [(-83.4, 34.0, 0.5), (23.7, 38.0, 0.5)], "macon": [(-83.6, 32.8, 1.0)]})
    assert region.share("athens", -83.4, 34.0) == pytest.approx(1 / 3)
    assert region.share("athens", 23.7, 38.0) == 0.0


def test_few_names_say_less_than_many() -> None:
    shares = [a_region(*[(30.0, 40.0)] * count).share("x", 30.0, 40.0) for count in (1, 3, 30)]
    assert shares == sorted(shares)
    assert shares[0] < 0.5 < shares[2]


@pytest.mark.parametrize(("lon", "other"), [(179.5, -179.5), (-179.9, 179.0)])
def test_region_reaches_over_the_date_line(lon: float, other: float) -> None:
    assert a_region((lon, -18.0)).share("x", other, -17.0) > 0.3
    assert between_km(a_place(lon), a_place(other)) < 120


@pytest.mark.parametrize("lat", [-90.0, -89.9, 0.0, 60.0, 89.9, 90.0])
def test_region_reaches_to_the_poles(lat: float) -> None:
    assert a_region((10.0, lat)).share("x", 10.5, lat) == pytest.approx(1 / 3)


def test_what_has_no_point_is_endlessly_far() -> None:
    assert between_km(a_place(None), a_place(3.0)) == float("inf")


def test_names_are_counted_in_a_time_that_grows_with_their_number() -> None:
    def taken(count: int) -> float:
        votes = {str(n): [(n * 7.3 % 360 - 180, n * 3.1 % 160 - 80, 1.0)] for n in range(count)}
        begin = time.process_time()
        region = TextRegion(votes)
        for key, ((lon, lat, _),) in votes.items():
            region.share(key, lon, lat)
        return time.process_time() - begin

    taken(500)
    assert taken(8_000) < 60 * max(taken(500), 0.002)  # sixteen times as many; each with each were 256 times


def test_what_is_remembered_of_a_long_text_is_bounded() -> None:
    known = Surroundings(votes={str(n): [(0.0, 0.0, 1.0)] for n in range(1_000)}, persons={"grant"})
    later = known.moved_on()
    assert list(later.votes) == [str(n) for n in range(600, 1_000)]
    assert later.persons == {"grant"}


@pytest.mark.parametrize(("lon", "other"), [(179.5, -179.5), (-179.9, 179.9), (12.0, 13.0)])
def test_nearest_is_the_shorter_way_round(lon: float, other: float) -> None:
    """As of two places: Fiji lies on both sides of the meridian of 180 degrees."""
    apart = between_km(a_place(lon), a_place(other))
    assert apart < 120
    assert nearest_km(a_place(lon), [(other, 40.0, 0.0)]) == pytest.approx(apart)


def test_cells_beside_one_are_nine_of_three_bands_all_round_the_earth() -> None:
    cells = _Cells(3.0)
    for lon, lat in ((0.0, 0.0), (179.9, 40.0), (-180.0, -60.0), (12.0, 52.0)):
        own = cells.number(lon, lat)
        beside = cells.around(own)
        assert own in beside
        assert len(beside) == 9
        assert {cells.number(lon + step, lat) for step in (-1.0, 1.0) if -180 <= lon + step < 180} <= beside
