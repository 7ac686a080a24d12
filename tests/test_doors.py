"""The Python door to texts, and what opening a door costs."""

from __future__ import annotations

import subprocess
import sys

import pytest

import mapsvc
from mapsvc import doors
from mapsvc.errors import RequestError
from mapsvc.geoparse.mentions import DateMention, PlaceMention


def test_doors_of_the_package_are_those_of_the_module() -> None:
    assert {name for name in mapsvc.__all__ if getattr(mapsvc, name) is getattr(doors, name, None)} == {
        "Atlas",
        "find_mentions",
        "open_atlas",
    }
    with pytest.raises(AttributeError, match="no_door"):
        mapsvc.no_door  # noqa: B018


def test_places_and_dates_of_a_text_are_found_in_order() -> None:
    text = "On 23 September 1920 they left Trabzon by ship for Tuapse."
    found = mapsvc.find_mentions(text)
    assert [mention.surface for mention in found] == ["23 September 1920", "Trabzon", "Tuapse"]
    assert all(text[mention.start : mention.end] == mention.surface for mention in found)
    date, place, _ = found
    assert isinstance(date, DateMention)
    assert date.edtf == "1920-09-23"
    assert isinstance(place, PlaceMention)
    assert place.entry is not None
    assert place.entry.lon == pytest.approx(39.7, abs=0.2)


@pytest.mark.parametrize(("year", "date"), [(1653, "1653-05-04"), (1920, "1920-05-04"), (None, "XXXX-05-04")])
def test_day_without_a_year_is_of_the_year_asked_for(year: int | None, date: str) -> None:
    found = mapsvc.find_mentions("They came to Vienna on 4 May.", "en", year)
    assert [m.edtf for m in found if isinstance(m, DateMention)] == [date]


def test_year_that_the_text_names_is_stronger_than_the_one_asked_for() -> None:
    found = mapsvc.find_mentions("In March 1848 they met, and on 4 May they left.", year=1653)
    assert [m.edtf for m in found if isinstance(m, DateMention)] == ["1848-03", "1848-05-04"]


def test_language_that_is_not_read_is_refused_with_those_that_are() -> None:
    with pytest.raises(RequestError, match=r"'xx'.*auto, tr, en, az, ru"):
        mapsvc.find_mentions("Kars", "xx")


def modules_after(code: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", f"import sys\n{code}\nprint(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stdout.split())


def test_package_alone_imports_no_door_and_nothing_heavy() -> None:
    found = modules_after("import mapsvc")
    assert "mapsvc" in found
    assert not {"mapsvc.doors", "shapely", "pydantic", "folium", "geopandas", "click", "flask"} & found


def test_maps_are_opened_without_tables() -> None:
    found = modules_after("import mapsvc; mapsvc.open_atlas().event_map('kars-treaty')")
    assert "mapsvc.scene.composition" in found
    assert not {"geopandas", "flask", "click", "docx", "pptx", "typst"} & found


def test_texts_are_read_without_maps() -> None:
    found = modules_after("import mapsvc.cli.geoparse")
    assert "mapsvc.geoparse.geoparser" in found
    assert not {"folium", "geopandas", "pydantic", "mapsvc.scene", "mapsvc.render", "mapsvc.web"} & found
