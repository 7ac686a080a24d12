"""The Python door to comparisons and days."""

from __future__ import annotations

from pathlib import Path

import pytest

from mapsvc import Atlas
from mapsvc.errors import DateError, NotFoundError, UnknownBorderError
from mapsvc.kinds import parse_map_key


def test_comparison_by_ids_and_by_days(atlas: Atlas) -> None:
    assert "Sarp" in atlas.compare("moscow-1921", "kars-1921").sentence.en
    by_day = atlas.compare("1914-08-01", "1921-12-31", law=True)
    assert (by_day.a, by_day.b) == ("berlin-1878", "kars-1921")
    with pytest.raises(UnknownBorderError, match="kars-1921"):
        atlas.compare("kars-1922", "moscow-1921")
    with pytest.raises(DateError):
        atlas.compare("1921-02-30", "moscow-1921")


def test_a_claim_changes_no_hands(atlas: Atlas) -> None:
    compared = atlas.compare("adr-effective-1920", "adr-claimed-1919")
    assert not compared.pieces
    assert "claim" in compared.sentence.en
    assert "same" not in compared.sentence.en


def test_maps_of_comparison_and_day_show_and_save_themselves(atlas: Atlas, tmp_path: Path) -> None:
    shown = atlas.compare_map("moscow-1921", "kars-1921", mode="difference")
    assert {layer.id for layer in shown.data.layers} == {"pieces", "frame", "lines-a", "lines-b"}
    shown.save(tmp_path / "difference.html")
    assert "kars-1921" in (tmp_path / "difference.html").read_text(encoding="utf-8")
    day = atlas.day_map("1920-04-28", lang="tr")
    names = {feature.name for feature in day.data.features() if feature.id.startswith("held/")}
    assert "Sovyet Azerbaycan" in names
    with pytest.raises(NotFoundError, match="both"):
        atlas.compare_map("moscow-1921", "kars-1921", mode="both")


@pytest.mark.parametrize("on", ["1921-02-30", "1921-04/1921-05", "soon", "1850-01-01", "2050-01-01"])
def test_only_a_day_is_a_day(atlas: Atlas, on: str) -> None:
    with pytest.raises(DateError):
        atlas.day_map(on)
    # What follows a stroke is the view.
    with pytest.raises((DateError, NotFoundError)):
        parse_map_key(atlas.records, f"timeline/{on}")
