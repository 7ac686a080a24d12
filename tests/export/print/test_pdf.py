"""A PDF's text can be searched and heard, its fonts travel with it, and a handout says who says what."""

from __future__ import annotations

import io
from typing import Any

import pytest
from pypdf import PdfReader

import mapsvc
from mapsvc.atlas.loading import load_atlas
from mapsvc.atlas.store import Store
from mapsvc.export.formats import find_format
from mapsvc.export.print.pdf import alt_text
from mapsvc.kinds import export_job, parse_map_key
from mapsvc.model.scene import MapKey
from tests.hostile import ALL, hostile_copy
from tests.said import said

ADDRESS = "https://example.org/events/kars-treaty"


@pytest.fixture(scope="module")
def records(atlas: mapsvc.Atlas) -> Store:
    return atlas.records


def write(records: Store, form: str, name: str, lang: str = "tr", **options: object) -> bytes:
    job = export_job(records, parse_map_key(records, name), lang, address=ADDRESS, options=options)
    return find_format(form).write(job)


def words_of(data: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages).split())


def fonts_of(reader: PdfReader) -> set[str]:
    found: set[str] = set()
    for page in reader.pages:
        stack: list[Any] = [page["/Resources"].get_object()]
        while stack:
            resources = stack.pop()
            for font in (resources.get("/Font") or {}).values():
                found.add(str(font.get_object()["/BaseFont"]).rpartition("+")[2])
            for inner in (resources.get("/XObject") or {}).values():
                held = inner.get_object().get("/Resources")
                if held is not None:
                    stack.append(held.get_object())
    return found


def test_pdf_has_its_text_with_turkish_letters(records: Store) -> None:
    data = write(records, "pdf", "kars-treaty")
    reader = PdfReader(io.BytesIO(data))
    text = words_of(data)
    for wanted in (
        "Kars Antlaşması",
        "13 Ekim 1921",
        "Nahçıvan",
        "Gümrü (Aleksandropol)",
        "Iğdır",
        "Van Gölü",
    ):
        assert wanted.split()[0] in text, wanted
    assert len(reader.pages) == 1
    assert fonts_of(reader) == {"NotoSans-Regular", "NotoSans-Bold", "NotoSans-Italic"}


def test_pdf_says_what_it_is_and_whom_it_is_owed_to(records: Store) -> None:
    reader = PdfReader(io.BytesIO(write(records, "pdf", "kars-treaty", "en")))
    about = reader.metadata
    assert about is not None
    assert about.title == "Treaty of Kars"
    assert "ODbL" in str(about.get("/Keywords"))
    assert "/CreationDate" not in about
    root: Any = reader.trailer["/Root"]
    assert root["/Lang"] == "en"
    assert root["/MarkInfo"]["/Marked"] is not False


@pytest.mark.parametrize(("paper", "sides"), [("a4", (595, 842)), ("a3", (842, 1191)), ("16:9", (540, 960))])
def test_pdf_has_the_size_of_its_paper(records: Store, paper: str, sides: tuple[int, int]) -> None:
    box = PdfReader(io.BytesIO(write(records, "pdf", "baku-taken", paper=paper))).pages[0].mediabox
    assert sorted((round(box.width), round(box.height))) == list(sides)


@pytest.mark.parametrize("form", ["pdf", "handout"])
def test_same_job_gives_the_same_pdf(records: Store, form: str) -> None:
    assert write(records, form, "baku-taken") == write(records, form, "baku-taken")


def test_handout_tells_the_story_and_both_readings(records: Store) -> None:
    data = write(records, "handout", "kars-treaty")
    text = words_of(data)
    event = records.event("kars-treaty")
    assert " ".join(said(event.summary).tr.split()) in text
    assert event.actors[0].tr in text
    for reading in event.disputes[0].readings:
        assert reading.by.tr in text
        assert reading.claim.tr in text
    assert "Rumi" in text
    assert ADDRESS in text
    assert len(PdfReader(io.BytesIO(data)).pages) <= 2


@pytest.mark.parametrize(
    "name",
    [
        "borders/kars-1921",
        "compare/moscow-1921/kars-1921",
        "routes/bekir-sami-1920",
        "timeline/1920-04-28",
        "mentions",
        "places/kars",
    ],
)
def test_every_kind_of_map_has_a_handout_of_one_or_two_pages(records: Store, name: str) -> None:
    reader = PdfReader(io.BytesIO(write(records, "handout", name, "en")))
    assert len(reader.pages) <= 2
    assert reader.metadata is not None
    assert reader.metadata.title


def test_attack_in_the_data_is_printed_and_not_set(tmp_path: object) -> None:
    from pathlib import Path

    hostile = load_atlas(hostile_copy(Path(str(tmp_path)), ALL + " #panic() $x$ @ref <label> *b* _i_ `c`"))
    job = export_job(hostile, MapKey("events", "line-drawn"), "en")
    text = words_of(find_format("handout").write(job))
    for part in ("{{7*7}}", "<script>", "${1}", "#panic()", "@ref", "*b*"):
        assert part in text


def test_alternative_text_says_what_when_and_by_which_signs() -> None:
    bare = alt_text("The line", "", (), "en")
    assert "The line" in bare
    text = alt_text("The line", "13 October 1921", ("a star", "a line"), "en")
    assert "The line, 13 October 1921" in text
    assert text.endswith(": a star; a line.")
