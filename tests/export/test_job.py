from __future__ import annotations

import pytest

from mapsvc import Atlas
from mapsvc.atlas.loading import load_atlas
from mapsvc.errors import RequestError
from mapsvc.export.job import ExportJob
from mapsvc.kinds import export_job, parse_map_key
from tests.conftest import HERE


def job_of(tiny: Atlas, name: str, lang: str = "en", **rest: object) -> ExportJob:
    return export_job(tiny.records, parse_map_key(tiny.records, name), lang, **rest)  # type: ignore[arg-type]


def test_map_is_composed_once_and_in_every_language_of_the_atlas(tiny: Atlas) -> None:
    job = job_of(tiny, "line-drawn")
    assert job.map is job.map
    assert {lang: found.title for lang, found in job.maps.items()} == {
        "tr": "Çizgi çizilir", "en": "The line is drawn",
    }  # fmt: skip
    assert job.maps["en"] is job.map


def test_view_and_layers_are_those_of_the_options(tiny: Atlas) -> None:
    view = (43.0, 39.0, 45.0, 41.0)
    job = job_of(tiny, "line-drawn", options={"view": view, "layers": ("places",)})
    assert job.map.extent == view
    assert [layer.id for layer in job.map.layers if layer.features] == ["places"]
    with pytest.raises(RequestError, match="places"):
        _ = job_of(tiny, "line-drawn", options={"layers": ("clouds",)}).map


def test_sources_stand_in_one_line_in_the_words_of_the_language(tiny: Atlas) -> None:
    assert job_of(tiny, "line-drawn").source_line == "Sources: Kâtip & Bir kurul 1989; Yazar 2020, lines 3"
    assert job_of(tiny, "alfa").source_line.endswith("GeoNames")


def test_slides_of_a_map_are_the_map_and_those_of_a_tour_its_steps(tiny: Atlas) -> None:
    job = job_of(tiny, "line-drawn", address="https://example.org/events/line-drawn?lang=en")
    assert list(job.slides()) == [job]
    assert job.deck_title == "The line is drawn"
    elcano = load_atlas(HERE / "data" / "atlases" / "elcano")
    key = parse_map_key(elcano, "tour/round-the-world/2")
    tour = export_job(elcano, key, "en", "https://example.org/maps/tour/round-the-world?step=2&lang=en")
    slides = list(tour.slides())
    assert [slide.key.id[-1] for slide in slides] == ["1", "2", "3", "4", "5", "6"]
    assert slides[1] is tour
    assert slides[0].address == "https://example.org/maps/tour/round-the-world?lang=en"
    assert slides[2].address == "https://example.org/maps/tour/round-the-world?step=3&lang=en"
    assert export_job(elcano, key, "en").address == next(export_job(elcano, key, "en").slides()).address == ""
