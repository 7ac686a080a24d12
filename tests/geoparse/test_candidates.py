"""What a candidate is by itself; `test_resolution` has every step."""

from __future__ import annotations

from mapsvc.atlas.gazetteer.names import Entry, NameUse
from mapsvc.geoparse.candidates import NamedSpan, fits_kind, score_plain
from mapsvc.geoparse.endings import BARE
from mapsvc.geoparse.span import Span


def a_use(name: str, tier: str, people: int = 0) -> NameUse:
    return NameUse(Entry(name, name, "city", 1.0, 1.0, 0, tier=tier), 0, "", 0, 0, people)


def scores(*uses: NameUse) -> dict[str, float]:
    span = Span(0, 0, 0, 3, 3, "x", BARE, home=True)
    return {choice.entry.id: round(choice.score, 3) for choice in score_plain(NamedSpan(span, list(uses)))}


def test_great_city_comes_before_its_namesakes_and_is_itself_no_surer() -> None:
    small, great = a_use("small", "historical"), a_use("great", "historical", 10_000_000)
    assert scores(small, great) == {"great": 1.09, "small": 0.93}
    assert list(scores(small, great)) == ["great", "small"]
    assert scores(great) == scores(great, great) == {"great": 0.93}
    assert scores(small, a_use("town", "historical", 100_000)) == {"small": 0.93, "town": 0.93}


def test_kind_that_has_no_others_is_only_itself() -> None:
    lake = Entry("l", "l", "lake", 1.0, 1.0, 0)
    assert fits_kind(lake, "lake")
    assert not fits_kind(lake, "river")
