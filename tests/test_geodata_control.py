"""In whose hands towns were: what the shipped atlas must say, day by day, and how sure it may be."""

from __future__ import annotations

import pytest
from shapely.geometry import Point

from mapsvc.atlas.store import Store
from mapsvc.history.holders import holders_on, timelines
from mapsvc.model.dates import parse_date
from mapsvc.model.day import Day

#: Longitude and latitude.
TOWNS = {
    "Akhaltsikhe": (42.99, 41.64),
    "Alexandropol": (43.845, 40.79),
    "Antep": (37.38, 37.06),
    "Ardahan": (42.70, 41.11),
    "Artvin": (41.82, 41.18),
    "Baku": (49.86, 40.38),
    "Batum": (41.64, 41.64),
    "Bayburt": (40.23, 40.26),
    "Derbent": (48.29, 42.06),
    "Ekaterinodar": (38.98, 45.03),
    "Erivan": (44.51, 40.18),
    "Erzincan": (39.49, 39.75),
    "Erzurum": (41.27, 39.90),
    "Ganja": (46.36, 40.68),
    "Gagra": (40.27, 43.28),
    "Goris": (46.34, 39.51),
    "Iğdır": (44.04, 39.92),
    "Kağızman": (43.13, 40.15),
    "Kars": (43.10, 40.60),
    "Khachik": (45.22, 39.68),
    "Kutais": (42.70, 42.25),
    "Lenkoran": (48.85, 38.75),
    "Merdenek": (42.61, 40.79),
    "Muş": (41.49, 38.74),
    "Nakhchivan": (45.41, 39.21),
    "Nor-Bayazit": (45.13, 40.36),
    "Novorossiysk": (37.77, 44.72),
    "Olti": (41.99, 40.55),
    "Ordubad": (46.02, 38.91),
    "Osmaniye": (36.25, 37.07),
    "Petrovsk": (47.50, 42.98),
    "Plain east of Little Ararat": (44.47, 39.62),
    "Rize": (40.52, 41.02),
    "Salyan": (48.98, 39.60),
    "Sarıkamış": (42.59, 40.335),
    "Shusha": (46.75, 39.76),
    "Sivas": (37.02, 39.75),
    "Sochi": (39.73, 43.60),
    "Stepanavan": (44.38, 41.01),
    "Sukhum": (41.02, 43.00),
    "Tabriz": (46.29, 38.08),
    "Tiflis": (44.80, 41.70),
    "Trebizond": (39.72, 41.00),
    "Upper Ajara": (42.31, 41.64),
    "Van": (43.38, 38.50),
    "Zivin": (42.27, 40.23),
}
#: Town, day, and each holder with how and over whom.
HELD = [
    # The Russian occupation of 1915-18, and its end.
    ("Erzurum", "1916-02-15", {("ottoman", "administered", None)}),
    ("Erzurum", "1916-07-01", {("russia", "occupied", "ottoman")}),
    ("Trebizond", "1916-04-17", {("ottoman", "administered", None)}),
    ("Trebizond", "1916-07-01", {("russia", "occupied", "ottoman")}),
    ("Van", "1916-07-01", {("russia", "occupied", "ottoman")}),
    ("Van", "1915-08-07", {("ottoman", "administered", None)}),
    ("Bayburt", "1916-07-17", {("russia", "occupied", "ottoman")}),
    ("Erzincan", "1917-06-01", {("russia", "occupied", "ottoman")}),
    ("Muş", "1916-08-15", {("ottoman", "administered", None)}),
    ("Sivas", "1916-07-01", {("ottoman", "administered", None)}),
    ("Zivin", "1914-07-01", {("ottoman", "administered", None)}),
    ("Zivin", "1914-12-01", {("russia", "occupied", "ottoman")}),
    ("Erzincan", "1918-02-13", {("ottoman", "administered", None)}),
    ("Trebizond", "1918-02-24", {("ottoman", "administered", None)}),
    ("Erzurum", "1918-03-11", {("transcaucasian-commissariat", "occupied", "ottoman")}),
    ("Erzurum", "1918-03-12", {("ottoman", "administered", None)}),
    # Transcaucasia in 1918.
    ("Kars", "1918-03-10", {("transcaucasian-commissariat", "administered", None)}),
    ("Batum", "1918-03-10", {("transcaucasian-commissariat", "administered", None)}),
    ("Kars", "1918-04-24", {("transcaucasia", "administered", None)}),
    ("Kars", "1918-04-25", {("ottoman", "occupied", None)}),
    ("Tiflis", "1918-05-01", {("transcaucasia", "administered", None)}),
    ("Tiflis", "1918-05-29", {("georgia", "administered", None)}),
    ("Erivan", "1918-05-29", {("armenia", "administered", None)}),
    ("Ganja", "1918-05-29", {("azerbaijan", "administered", None)}),
    ("Alexandropol", "1918-05-29", {("ottoman", "occupied", None)}),
    ("Baku", "1918-06-15", {("baku-commune", "administered", None)}),
    ("Baku", "1918-08-20", {("central-caspian", "administered", None)}),
    ("Baku", "1918-09-20", {("azerbaijan", "administered", None)}),
    ("Baku", "1918-12-01", {("britain", "occupied", "azerbaijan")}),
    ("Baku", "1919-01-15", {("azerbaijan", "administered", None)}),
    ("Baku", "1919-06-15", {("azerbaijan", "administered", None)}),
    ("Baku", "1919-10-01", {("azerbaijan", "administered", None)}),
    ("Baku", "1920-04-27", {("azerbaijan", "administered", None)}),
    ("Baku", "1920-04-28", {("azerbaijan-soviet", "administered", None)}),
    ("Tabriz", "1918-07-01", {("ottoman", "occupied", "persia")}),
    ("Iğdır", "1918-06-15", {("ottoman", "occupied", None)}),
    ("Batum", "1918-11-05", {("ottoman", "occupied", None)}),
    ("Akhaltsikhe", "1918-05-29", {("georgia", "administered", None)}),
    ("Akhaltsikhe", "1918-06-15", {("ottoman", "occupied", None)}),
    ("Akhaltsikhe", "1918-11-05", {("ottoman", "occupied", None)}),
    ("Rize", "1916-03-08", {("russia", "occupied", "ottoman")}),
    ("Rize", "1918-03-02", {("ottoman", "administered", None)}),
    ("Salyan", "1918-09-20", {("azerbaijan", "administered", None)}),
    ("Novorossiysk", "1917-12-15", {("rsfsr", "administered", None)}),
    ("Batum", "1919-01-15", {("britain", "occupied", None)}),
    # Between the armistice and the autumn of 1920.
    ("Kars", "1919-01-25", {("kars-council", "administered", None)}),
    ("Kars", "1919-03-01", {("kars-council", "administered", None)}),
    ("Kağızman", "1919-04-15", {("britain", "occupied", None)}),
    ("Kars", "1919-06-01", {("armenia", "administered", None)}),
    ("Ardahan", "1919-06-01", {("georgia", "occupied", None)}),
    ("Olti", "1920-01-01", {("olti", "administered", None)}),
    ("Stepanavan", "1919-06-01", {("lori-zone", "administered", None)}),
    ("Nakhchivan", "1919-06-10", {("armenia", "administered", None)}),
    ("Nakhchivan", "1919-10-01", {("nakhchivan-local", "administered", None)}),
    ("Nakhchivan", "1920-07-20", {("armenia", "contested", None), ("nakhchivan-local", "contested", None)}),
    ("Nakhchivan", "1920-07-28", {("nakhchivan", "administered", None)}),
    ("Lenkoran", "1918-10-01", {("mughan", "administered", None)}),
    ("Lenkoran", "1919-06-01", {("mughan", "administered", None)}),
    ("Lenkoran", "1919-10-01", {("azerbaijan", "administered", None)}),
    ("Derbent", "1918-09-01", {("bicherakhov", "administered", None)}),
    ("Derbent", "1919-10-01", {("denikin", "administered", None)}),
    ("Petrovsk", "1920-04-10", {("rsfsr", "administered", None)}),
    ("Novorossiysk", "1919-06-01", {("denikin", "administered", None)}),
    ("Ekaterinodar", "1918-06-01", {("rsfsr", "administered", None)}),
    ("Ekaterinodar", "1918-09-20", {("kuban", "administered", None)}),
    ("Ekaterinodar", "1919-06-01", {("denikin", "administered", None)}),
    ("Sochi", "1918-09-20", {("georgia", "occupied", None)}),
    ("Sochi", "1919-06-01", {("denikin", "administered", None)}),
    ("Shusha", "1919-03-01", {("azerbaijan", "contested", None), ("karabakh-council", "contested", None)}),
    ("Shusha", "1919-06-15", {("azerbaijan", "administered", None)}),
    ("Shusha", "1919-10-01", {("azerbaijan", "administered", None)}),
    ("Iğdır", "1919-01-15", {("armenia", "administered", None)}),
    ("Goris", "1918-09-20", {("zangezur-council", "administered", None)}),
    ("Goris", "1919-06-15", {("armenia", "administered", None)}),
    ("Antep", "1919-06-01", {("britain", "occupied", "ottoman")}),
    ("Antep", "1920-07-01", {("france", "contested", None), ("turkey", "contested", None)}),
    ("Batum", "1920-07-19", {("georgia", "administered", None)}),
    ("Goris", "1920-07-19", {("rsfsr", "occupied", None)}),
    # The war of 1920, and the Soviets.
    ("Kars", "1920-10-10", {("armenia", "administered", None)}),
    ("Olti", "1920-10-10", {("turkey", "administered", None)}),
    ("Sarıkamış", "1920-10-10", {("turkey", "administered", None)}),
    ("Merdenek", "1920-10-10", {("turkey", "administered", None)}),
    ("Kağızman", "1920-10-10", {("turkey", "administered", None)}),
    ("Kars", "1920-10-30", {("turkey", "administered", None)}),
    ("Alexandropol", "1920-11-15", {("turkey", "occupied", "armenia")}),
    ("Alexandropol", "1921-03-20", {("turkey", "occupied", "armenia-soviet")}),
    ("Alexandropol", "1921-05-01", {("armenia-soviet", "administered", None)}),
    ("Osmaniye", "1922-01-06", {("france", "occupied", "turkey")}),
    ("Osmaniye", "1922-01-07", {("turkey", "administered", None)}),
    ("Erivan", "1920-12-03", {("armenia-soviet", "administered", None)}),
    ("Erivan", "1921-03-01", {("salvation-committee", "administered", None)}),
    ("Goris", "1921-05-15", {("mountainous-armenia", "administered", None)}),
    ("Tiflis", "1921-02-24", {("georgia", "administered", None)}),
    ("Tiflis", "1921-02-25", {("georgia-soviet", "administered", None)}),
    ("Kutais", "1921-03-09", {("georgia", "administered", None)}),
    ("Sukhum", "1921-03-10", {("rsfsr", "occupied", "georgia")}),
    ("Sukhum", "1921-03-31", {("abkhazia-soviet", "administered", None)}),
    ("Gagra", "1921-03-16", {("rsfsr", "occupied", "georgia")}),
    ("Upper Ajara", "1920-07-19", {("georgia", "administered", None)}),
    ("Nor-Bayazit", "1920-12-03", {("armenia-soviet", "administered", None)}),
    ("Ardahan", "1921-03-10", {("turkey", "administered", None)}),
    ("Artvin", "1921-03-10", {("turkey", "administered", None)}),
    ("Batum", "1921-03-10", {("georgia", "administered", None)}),
    ("Batum", "1921-03-14", {("georgia", "contested", None), ("turkey", "contested", None)}),
    ("Batum", "1921-03-19", {("georgia-soviet", "administered", None)}),
    ("Khachik", "1925-01-01", {("nakhchivan", "administered", None)}),
    ("Khachik", "1930-01-01", {("armenia-soviet", "administered", None)}),
    ("Plain east of Little Ararat", "1931-01-01", {("persia", "administered", None)}),
    ("Plain east of Little Ararat", "1932-12-01", {("turkey", "administered", None)}),
]


@pytest.fixture(scope="module")
def records(atlas: object) -> Store:
    return atlas.records  # type: ignore[attr-defined]


def day(text: str) -> Day:
    found = parse_date(text).start
    assert found is not None
    return found


@pytest.mark.parametrize(("town", "on", "held"), HELD, ids=[f"{town} {on}" for town, on, _ in HELD])
def test_town_was_in_the_hands_of(
    records: Store, town: str, on: str, held: set[tuple[str, str, str | None]]
) -> None:
    found = holders_on(records, Point(TOWNS[town]), day(on))
    assert {(holding.polity, holding.how, holding.of) for holding in found} == held


def test_treaty_alone_never_put_ordubad_into_ottoman_hands(records: Store) -> None:
    """What was not ceded at Batum is not shown as ceded, whatever line was drawn there."""
    found = holders_on(records, Point(TOWNS["Ordubad"]), day("1918-09-01"))
    assert [(holding.polity, holding.certainty) for holding in found] == [("local-council", "uncertain")]


def test_day_on_which_a_change_may_have_come_is_not_certain(records: Store) -> None:
    """Van fell to the Ottomans on one of the days from 2 to 7 April 1918."""
    for on in ("1918-04-02", "1918-04-06"):
        (held,) = holders_on(records, Point(TOWNS["Van"]), day(on))
        assert (held.certainty, held.passing_to) == ("uncertain", "ottoman")
    (held,) = holders_on(records, Point(TOWNS["Van"]), day("1918-04-07"))
    assert (held.polity, held.passing_to) == ("ottoman", None)


def test_every_district_has_a_row_for_every_day(records: Store) -> None:
    unanswered = {
        district: [(held.start, held.end) for held in line if held.line is None]
        for district, line in timelines(records).items()
    }
    assert {district: days for district, days in unanswered.items() if days} == {}
    assert all(line[0].start <= records.period.first for line in timelines(records).values())


def test_nobody_contests_ground_alone(records: Store) -> None:
    for district, line in timelines(records).items():
        for held in line:
            if held.how == "contested":
                others = {
                    other.polity
                    for other in line
                    if other.how == "contested" and other.start <= held.start <= other.end
                }
                assert len(others) > 1, (district, held)


def test_general_knowledge_alone_makes_nothing_sure(records: Store) -> None:
    alone = [row for row in records.control if {cite.source for cite in row.sources} == {"general-knowledge"}]
    assert alone
    assert {row.certainty for row in alone} == {"uncertain"}
