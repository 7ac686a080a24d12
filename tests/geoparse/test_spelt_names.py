"""Names in the spelling of another time or language, and abbreviations with their last full stop."""

from __future__ import annotations

import pytest

from mapsvc.geoparse.geoparser import Geoparser
from mapsvc.geoparse.mentions import PlaceMention
from mapsvc.model.geometry import distance_km


def places(text: str, parser: Geoparser) -> dict[str, PlaceMention]:
    return {found.surface: found for found in parser.iterate(text) if isinstance(found, PlaceMention)}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Koniah, Kutahia and Samsoon were held.",
            {"Koniah": (32.5, 37.9), "Kutahia": (30.0, 39.4), "Samsoon": (36.3, 41.3)},
        ),
        ("The army marched from Harpoot to Erzeroum.", {"Harpoot": (39.2, 38.7), "Erzeroum": (41.3, 39.9)}),
        (
            "The town of Schuscha was burnt, and they fled to Charkow.",
            {"Schuscha": (46.7, 39.8), "Charkow": (36.2, 50.0)},
        ),
    ],
)  # fmt: skip
def test_old_spelling_is_the_place_and_less_sure(
    text: str, names: dict[str, tuple[float, float]], parser: Geoparser
) -> None:
    found = places(text, parser)
    for name, (lon, lat) in names.items():
        entry = found[name].entry
        assert entry is not None, name
        assert entry.lon is not None, name
        assert entry.lat is not None, name
        assert distance_km(entry.lon, entry.lat, lon, lat) < 50, name
        spelt = any(code == "spelt" for code, *_ in found[name].why)
        assert found[name].score <= (0.9 if spelt else 1)


def test_old_spelling_is_less_sure_than_the_name_and_says_so(parser: Geoparser) -> None:
    old = places("Koniah, Kutahia and Samsoon were held.", parser)["Koniah"]
    ours = places("Konya, Kutahya and Samsun were held.", parser)["Konya"]
    assert old.score < ours.score
    assert any(code == "spelt" for code, *_ in old.why)


@pytest.mark.parametrize(
    "text", ["General Butcher spoke, and Butcher left.", "Mr. Varnah laughed.", "Butcher said so himself."]
)
def test_surname_alone_is_no_spelling_of_a_place(text: str, parser: Geoparser) -> None:
    assert places(text, parser) == {}


@pytest.mark.parametrize(
    ("text", "name", "token"),
    [
        ("The U.K. minister met the envoy of the U.S.S.R. in Smyrna.", "U.K.", "U.K."),
        ("The envoy of the U.S.S.R. met him.", "U.S.S.R.", "U.S.S.R."),
        ("A.B.D.’de yayımlandı.", "A.B.D.", "A.B.D.’de"),
        ("S.S.C.B. notayı reddetti.", "S.S.C.B.", "S.S.C.B."),
        ("Он прибыл из С.С.С.Р. в мае.", "С.С.С.Р.", "С.С.С.Р."),
    ],
)
def test_abbreviation_has_its_last_full_stop(text: str, name: str, token: str, parser: Geoparser) -> None:
    found = places(text, parser)
    assert name in found
    assert text[found[name].start : found[name].token_end] == token
