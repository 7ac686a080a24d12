"""Slides open, say in text what they show, and give who speaks the story and its sources."""

from __future__ import annotations

import io
import zipfile

import pytest
from pptx import Presentation

import mapsvc
from mapsvc.atlas.store import Store
from mapsvc.export.job import ExportJob
from mapsvc.export.qr import qr_png
from mapsvc.kinds import compose_map, export_job, parse_map_key
from mapsvc.model.scene import Credit
from tests.said import said

ADDRESS = "https://example.org/events/kars-treaty"


@pytest.fixture(scope="module")
def records(atlas: mapsvc.Atlas) -> Store:
    return atlas.records


@pytest.fixture(scope="module")
def slide_file(records: Store) -> bytes:
    return _small(export_job(records, parse_map_key(records, "kars-treaty"), "tr", address=ADDRESS))


def kars_credits(records: Store) -> tuple[Credit, ...]:
    return compose_map(records, parse_map_key(records, "kars-treaty"), "tr").credits


def test_slide_has_title_picture_code_and_credits(slide_file: bytes, records: Store) -> None:
    (slide,) = Presentation(io.BytesIO(slide_file)).slides
    assert slide.shapes.title is not None
    assert slide.shapes.title.text_frame.text.startswith("Kars Antlaşması")
    shapes = {shape.name: shape for shape in slide.shapes}
    picture = shapes["map"]
    assert picture.width > 0.9 * Presentation(io.BytesIO(slide_file)).slide_width
    described = picture._element._nvXxPr.cNvPr.get("descr")
    assert "Kars Antlaşması" in described
    assert "Olayın yeri" in described
    assert ADDRESS in shapes["qr"]._element._nvXxPr.cNvPr.get("descr")
    assert shapes["qr"].click_action.hyperlink.address == ADDRESS
    credits = dict.fromkeys(credit.text for credit in kars_credits(records))
    assert " · ".join(credits) in shapes["credits"].text_frame.text  # whole: some licences want it
    assert "OpenStreetMap" in shapes["credits"].text_frame.text
    assert ADDRESS in shapes["credits"].text_frame.text


def test_shapes_of_a_slide_lie_on_it_and_the_picture_under_nothing(slide_file: bytes) -> None:
    deck = Presentation(io.BytesIO(slide_file))
    (slide,) = deck.slides
    boxes = {s.name: (s.left, s.top, s.left + s.width, s.top + s.height) for s in slide.shapes}
    for left, top, right, bottom in boxes.values():
        assert left >= 0
        assert top >= 0
        assert right <= deck.slide_width
        assert bottom <= deck.slide_height
    a = boxes["map"]
    for name, b in boxes.items():
        assert name == "map" or not (a[0] < b[2] and a[2] > b[0] and a[1] < b[3] and a[3] > b[1]), name


def test_notes_tell_story_disputes_and_sources(slide_file: bytes, records: Store) -> None:
    (slide,) = Presentation(io.BytesIO(slide_file)).slides
    notes = slide.notes_slide.notes_text_frame
    assert notes is not None
    event = records.event("kars-treaty")
    assert said(event.summary).tr.strip() in notes.text
    assert event.disputes[0].readings[1].claim.tr in notes.text
    assert "Kaynaklar:" in notes.text
    assert "satır 347" in notes.text
    assert "l. 347" not in notes.text
    assert "ODbL" in notes.text


def test_same_job_gives_the_same_slides_without_a_clock(slide_file: bytes, records: Store) -> None:
    job = export_job(records, parse_map_key(records, "kars-treaty"), "tr", address=ADDRESS)
    assert _small(job) == slide_file
    with zipfile.ZipFile(io.BytesIO(slide_file)) as archive:
        assert archive.testzip() is None
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_tour_is_a_deck_of_its_steps(records: Store) -> None:
    job = export_job(
        records, parse_map_key(records, "tour/baku-april-1920"), "en",
        address="https://example.org/tour/baku-april-1920?lang=en",
    )  # fmt: skip
    tour = records.tours["baku-april-1920"]
    jobs = list(job.slides())
    assert [str(step.key) for step in jobs] == [
        f"tour/baku-april-1920/{number}" for number in range(1, len(tour.steps) + 1)
    ]
    assert jobs[1].address == "https://example.org/tour/baku-april-1920?step=2&lang=en"
    deck = Presentation(io.BytesIO(_small(job)))
    assert len(deck.slides) == len(tour.steps)
    for slide, step in zip(deck.slides, tour.steps, strict=True):
        assert slide.shapes.title.text_frame.text.startswith(step.heading.en)
        assert step.paragraph.en.strip() in slide.notes_slide.notes_text_frame.text
    assert deck.core_properties.title.startswith(tour.title.en)


def _small(job: ExportJob) -> bytes:
    """The deck with small pictures: what is tested is not their size."""
    from mapsvc.export.print import pptx

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pptx, "_PICTURE_PX", 320)
        return pptx.write_pptx(job)


def test_code_is_made_here_or_not_at_all() -> None:
    code = qr_png(ADDRESS)
    assert code is not None
    assert code.startswith(b"\x89PNG")
    assert qr_png(ADDRESS) == code
    assert qr_png("") is None
    assert qr_png("https://example.org/" + "a" * 3000) is None


def test_map_saves_itself_by_the_ending_of_the_name(atlas: mapsvc.Atlas, tmp_path: object) -> None:
    from pathlib import Path

    from mapsvc.errors import RequestError, UnknownFormatError

    folder = Path(str(tmp_path))
    shown = atlas.event_map("baku-taken", lang="en")
    shown.save(folder / "x.png", width=320)
    assert (folder / "x.png").read_bytes().startswith(b"\x89PNG")
    shown.save(folder / "x.svg")
    assert b"<svg" in (folder / "x.svg").read_bytes()[:200]
    with pytest.raises(UnknownFormatError):
        shown.save(folder / "x.bmp")
    with pytest.raises(RequestError):
        shown.save(folder / "x.png", width=9)
    assert sorted(path.name for path in folder.iterdir()) == ["x.png", "x.svg"]
