"""Slides open, say in text what they show, and give who speaks the story and its sources."""

from __future__ import annotations

import io
import zipfile

import pytest
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE

import mapsvc
from mapsvc.atlas.store import Store
from mapsvc.export.job import ExportJob
from mapsvc.export.print.pptx import write_pptx
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
    credits = " · ".join(dict.fromkeys(credit.text for credit in kars_credits(records)))
    line = shapes["credits"].text_frame.text
    assert credits.startswith(line.removesuffix(" …"))
    assert len(line) > 100
    notes = slide.notes_slide.notes_text_frame
    assert notes is not None
    assert credits in notes.text  # whole: some licences want it
    assert ADDRESS in notes.text


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
    opening, *steps = list(deck.slides)[: len(tour.steps) + 1]
    assert opening.shapes.title.text_frame.text == job.deck_title
    assert opening.slide_layout.name == "Opening"
    for slide, step in zip(steps, tour.steps, strict=True):
        assert slide.shapes.title.text_frame.text.startswith(step.heading.en)
        assert step.paragraph.en.strip() in slide.notes_slide.notes_text_frame.text
    assert deck.core_properties.title.startswith(tour.title.en)
    closing = list(deck.slides)[len(tour.steps) + 1 :]
    told = "\n".join(slide.placeholders[1].text_frame.text for slide in closing)
    for step_job in jobs:
        for work in step_job.telling.works:
            assert work.full in told
    assert all(credit.text in told for step_job in jobs for credit in step_job.map.credits)


def test_text_is_in_placeholders_of_the_master_and_set_as_its_theme_says(slide_file: bytes) -> None:
    deck = Presentation(io.BytesIO(slide_file))
    (slide,) = deck.slides
    texts = [shape for shape in slide.shapes if shape.has_text_frame]
    assert {shape.placeholder_format.type.name for shape in texts} >= {"TITLE", "BODY", "SLIDE_NUMBER"}
    for shape in texts:
        assert shape.is_placeholder, shape.name
        for run in (run for paragraph in shape.text_frame.paragraphs for run in paragraph.runs):
            assert run.font.name is None
            assert run.font.color.type is None
    # The one place where a lecturer changes them.
    theme = deck.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME).blob.decode()
    assert '<a:latin typeface="Arial"/>' in theme
    layout = deck.slide_layouts.get_by_name("Map")
    assert layout is not None
    assert "+mn-lt" in layout.part.blob.decode()
    assert (slide.placeholders[11].width, slide.placeholders[11].image.content_type)[1] == "image/jpeg"


def test_runs_are_marked_with_their_language(slide_file: bytes) -> None:
    (slide,) = Presentation(io.BytesIO(slide_file)).slides
    frames = [shape.text_frame for shape in slide.shapes if shape.has_text_frame]
    runs = [run for frame in frames for paragraph in frame.paragraphs for run in paragraph.runs]
    notes = [run for paragraph in slide.notes_slide.notes_text_frame.paragraphs for run in paragraph.runs]
    assert len(notes) > 10
    assert {run._r.rPr.get("lang") for run in [*runs, *notes]} == {"tr-TR"}


@pytest.mark.parametrize(
    "name", ["compare/berlin-1878/kars-1921", "timeline/1921-03-16", "routes/bekir-sami-1920"]
)
def test_picture_of_a_slide_is_light_and_the_sentence_stays(records: Store, name: str) -> None:
    job = export_job(records, parse_map_key(records, name), "en")
    (slide,) = Presentation(io.BytesIO(write_pptx(job))).slides
    (picture,) = [shape for shape in slide.shapes if shape.name == "map"]
    assert 60_000 < len(picture.image.blob) <= 300_000
    assert picture.image.size[0] > 1700
    told = job.telling
    texts = [shape.text_frame.text for shape in slide.placeholders if shape.has_text_frame]
    assert told.title in texts
    assert not (told.caption or told.date) or (told.caption or told.date) in texts
    assert all(texts)


def _small(job: ExportJob) -> bytes:
    """The deck with small pictures: what is tested is not their size."""
    from mapsvc.export.print import pptx

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pptx, "_PX_PER_IN", 24)
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
