"""A reader of Turkish meets the bibliography in Turkish at every door, a reader of English in English."""

from __future__ import annotations

import html
import io
import json
import re
from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient
from pptx import Presentation
from pypdf import PdfReader

import mapsvc
from mapsvc.atlas.store import Store
from mapsvc.export.bibliography import bibtex, csl_json
from mapsvc.export.formats import find_format
from mapsvc.export.job import ExportJob
from mapsvc.export.print import pptx
from mapsvc.kinds import compose_map, export_job, parse_map_key
from mapsvc.resources import atlas_root

#: Maps that cite a work whose title is ours.
MAPS = (
    "routes/bekir-sami-1920", "borders/kars-1921", "compare/moscow-1921/kars-1921", "timeline/1921-03-16"
)  # fmt: skip
PAGES = ("/mentions", "/tour/", "/compare/moscow-1921/kars-1921", "/timeline?on=1921-03-16")
OTHERS = {"tr": "en", "en": "tr"}


@pytest.fixture(scope="module")
def records(atlas: mapsvc.Atlas) -> Store:
    return atlas.records


@pytest.fixture(scope="module")
def foreign(records: Store) -> dict[str, set[str]]:
    """By language, the words of ours in the bibliography that only the other one's reader may meet."""
    found = words_of(records, set(records.sources))
    assert min(map(len, found.values())) > 100
    return found


def words_of(records: Store, ids: set[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {"tr": set(), "en": set()}
    for item in json.loads((atlas_root(None) / "sources.json").read_text("utf-8")):
        for name, own in item.get("custom", {}).items() if item["id"] in ids else ():
            if isinstance(item.get(name), str) and item[name] != own["tr"]:
                found["tr"].add(item[name])
                found["en"].add(own["tr"])
    for source in (records.sources[key] for key in ids):
        if source.label.tr != source.label.en:
            found["tr"].add(source.label.en)
            found["en"].add(source.label.tr)
    return found


def cited_on_pages(records: Store) -> set[str]:
    """The works that anything but rows of possession names; those are read by the day, not by the page."""
    files = [
        path.read_text("utf-8")
        for path in atlas_root(None).rglob("*")
        if path.suffix in (".toml", ".geojson") and path.name != "districts.geojson"
    ]
    return {key for key in records.sources if any(f'"{key}"' in text for text in files)}


def plain(text: str) -> str:
    """A page as it is read: without the escapes of HTML and JSON."""
    return re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), html.unescape(text))


def met(text: str, words: set[str]) -> list[str]:
    return sorted(word for word in words if word in text)


@pytest.mark.matrix(1)
@pytest.mark.parametrize("lang", ["tr", "en"])
def test_page_holds_no_reference_of_the_other_language(
    client: FlaskClient, records: Store, foreign: dict[str, set[str]], lang: str
) -> None:
    paths = [
        f"/{section}/{key}"
        for section in ("events", "places", "routes", "borders")
        for key in getattr(records, section)
    ]
    seen = set[str]()
    for path in [*paths, *PAGES, *(f"/tour/{key}" for key in records.tours)]:
        answer = client.get(f"{path}{'&' if '?' in path else '?'}lang={lang}")
        assert answer.status_code == 200, path
        text = plain(answer.text)
        assert met(text, foreign[lang]) == [], path
        seen |= set(met(text, foreign[OTHERS[lang]]))
    # Nearly all that the atlas says of its works is read somewhere, in the reader's own language.
    told = words_of(records, cited_on_pages(records))[OTHERS[lang]]
    assert len(told) > 100
    assert len(seen & told) > 0.8 * len(told)


@pytest.mark.parametrize("lang", ["tr", "en"])
def test_popup_holds_no_reference_of_the_other_language(
    records: Store, foreign: dict[str, set[str]], lang: str
) -> None:
    for name in (*MAPS, "kars-treaty", "tour/brest-litovsk-to-kars/2"):
        shown = compose_map(records, parse_map_key(records, name), lang)
        rows = "\n".join(text for feature in shown.features() for _, text in feature.rows)
        assert met(rows, foreign[lang]) == [], name
        assert met(rows, foreign[OTHERS[lang]]), name


def job_of(records: Store, name: str, lang: str) -> ExportJob:
    return export_job(records, parse_map_key(records, name), lang, address="https://example.org/")


@pytest.mark.parametrize("lang", ["tr", "en"])
@pytest.mark.parametrize("name", MAPS)
def test_picture_has_its_sources_in_its_language(
    records: Store, foreign: dict[str, set[str]], name: str, lang: str
) -> None:
    # A PNG is this drawing in pixels.
    drawn = find_format("svg").write(job_of(records, name, lang))
    text = " ".join(" ".join(ET.fromstring(drawn).itertext()).split())
    assert met(text, foreign[lang]) == []
    assert met(text, foreign[OTHERS[lang]])


@pytest.mark.parametrize("lang", ["tr", "en"])
def test_handout_slide_and_file_have_their_sources_in_their_language(
    records: Store, foreign: dict[str, set[str]], monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    monkeypatch.setattr(pptx, "_PX_PER_IN", 24)
    job = job_of(records, "routes/bekir-sami-1920", lang)
    cited = [records.sources[citation.source] for citation in records.routes["bekir-sami-1920"].sources]
    (slide,) = Presentation(io.BytesIO(pptx.write_pptx(job))).slides
    notes = slide.notes_slide.notes_text_frame
    assert notes is not None
    slide_text = "\n".join([notes.text, *(s.text_frame.text for s in slide.shapes if s.has_text_frame)])
    handout = PdfReader(io.BytesIO(find_format("handout").write(job)))
    page = plain(find_format("html").write(job).decode())
    for text in (slide_text, " ".join(sheet.extract_text() for sheet in handout.pages), page):
        read = " ".join(text.split())
        assert met(read, foreign[lang]) == []
        assert [source.id for source in cited if source.full.in_(lang) not in read] == []


def test_bibliography_of_files_stays_as_it_is_written(records: Store) -> None:
    items = json.loads((atlas_root(None) / "sources.json").read_text("utf-8"))
    assert json.loads(csl_json(records.sources.values())) == items
    entries = bibtex(records.sources.values())
    assert "custom" not in entries
    assert entries.count("\n@") == len(items) - 1
