from __future__ import annotations

import pytest

from mapsvc import Atlas
from mapsvc.atlas.store import Store as Records
from mapsvc.errors import DateError, RequestError
from mapsvc.kinds import export_job
from mapsvc.kinds.day import KIND
from tests.kinds.conftest import Look


def test_day_is_told_by_its_events_and_nothing_later(balkans: Records) -> None:
    told = KIND.tell(balkans, "1913-05-30", "en")
    assert told.title == "30 May 1913"
    assert [text.partition(":")[0] for _, text in told.parts] == ["The Treaty of London"]
    before = KIND.tell(balkans, "1913-05-29", "en")
    assert "The Treaty of London" not in " ".join(text for _, text in before.parts)


@pytest.mark.parametrize(
    ("asked", "day"),
    [("", "1913-05-30"), ("1913-01-02", "1913-01-02"), ("1913", "1913-01-01"), (" 1912 ", "1912-10-01")],
)
def test_day_is_asked_for_in_many_ways(balkans: Records, asked: str, day: str) -> None:
    assert KIND.ask(balkans, "", {"on": asked}, "en") == day


@pytest.mark.parametrize("asked", ["yesterday", "1911", "1913-02-30"])
def test_day_that_has_no_map_is_refused_with_those_that_have(balkans: Records, asked: str) -> None:
    with pytest.raises(RequestError, match="from 1912-10-01 to 1913-12-31"):
        KIND.ask(balkans, "", {"on": asked}, "en")
    with pytest.raises(DateError):
        KIND.read(balkans, "1911-01-01")


def test_page_leads_to_the_days_beside_it(balkans: Records, look: Look) -> None:
    day = look(balkans, "timeline", "", {"on": "1913-05-30"}).context["day"]
    assert "on=1913-05-29" in day["previous"]
    assert "on=1913-05-31" in day["next"]
    first = look(balkans, "timeline", "", {"on": "1912-10-01"}).context["day"]
    assert first["previous"] is first["previous_moment"] is None


def test_list_of_a_page_has_each_treaty_and_event_once(balkans: Records, look: Look) -> None:
    groups = look(balkans, "timeline", "").context["marks"]
    marks = [mark for group in groups for mark in group["marks"]]
    signed = [border for border in balkans.borders.values() if border.signed]
    assert [mark["kind"] for mark in marks].count("treaty") == len(signed)
    assert [mark["kind"] for mark in marks].count("event") == len(balkans.events)
    assert [group["open"] for group in groups].count(True) == 1


def test_frame_has_no_list(balkans: Records, look: Look) -> None:
    assert "marks" not in look(balkans, "timeline", "", embed=True).context


def test_file_carries_days_around_its_own_and_says_which(tiny: Atlas) -> None:
    stage = export_job(tiny.records, KIND.key("1921-10-13"), "en").stage({})
    assert stage.moves
    assert any("1921-10-13" in address for address in stage.files)
    assert "1920" in stage.note
    assert "1921" in stage.note
