"""A map is told once: its page, files, notes, cards and machines say the same, on small atlases."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from pptx import Presentation
from pypdf import PdfReader

from mapsvc.atlas.loading import load_atlas
from mapsvc.atlas.store import Store
from mapsvc.kinds import KINDS, parse_map_key
from mapsvc.model.telling import Telling
from mapsvc.web.app import create_app
from tests.conftest import HERE, TINY

#: Maps of every kind, of three atlases.
MAPS = {
    "tiny": (TINY, ("events/line-drawn", "places/alfa", "routes/journey", "borders/front", "mentions")),
    "elcano": (
        HERE / "data" / "atlases" / "elcano",
        ("events/cape-doubled", "events/mactan", "routes/victoria-1519", "tour/round-the-world/2"),
    ),
    "balkans": (HERE / "data" / "atlases" / "balkans", ()),
}


def named(atlas: Store, maps: tuple[str, ...]) -> Iterator[str]:
    """Yield the maps to look at; of an atlas with territories a comparison and a day."""
    yield from maps
    if len(atlas.territories) > 1:
        a, b = list(atlas.territories)[:2]
        yield f"compare/{a}/{b}"
        yield f"timeline/{atlas.period.opening}"
        yield f"borders/{a}"


@dataclass(frozen=True)
class Told:
    """A map through every door that tells of it."""

    client: FlaskClient
    atlas: Store
    name: str

    def get(self, address: str) -> bytes:
        answer = self.client.get(address)
        assert answer.status_code == 200, (address, answer.get_data(as_text=True)[:400])
        return bytes(answer.get_data())

    @cached_property
    def telling(self) -> Telling:
        key = parse_map_key(self.atlas, self.name)
        return KINDS[key.section].tell(self.atlas, key.id, "en")

    @cached_property
    def dialog(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.get(f"/share/{self.name}.json?lang=en&part=step"))
        return found

    @cached_property
    def page(self) -> str:
        return words(self.get(self.dialog["page"].removeprefix(self.dialog["origin"])).decode())

    @cached_property
    def file(self) -> str:
        return self.get(f"/download/{self.name}.html?lang=en").decode()

    @cached_property
    def handout(self) -> PdfReader:
        return PdfReader(io.BytesIO(self.get(f"/download/{self.name}.handout.pdf?lang=en")))

    @cached_property
    def slide(self) -> Any:
        key = parse_map_key(self.atlas, self.name)
        deck = list(KINDS[key.section].deck(self.atlas, key.id))
        found = Presentation(io.BytesIO(self.get(f"/download/{self.name}.pptx?lang=en")))
        opening = len(deck) > 1
        return found.slides[deck.index(key.id) + opening]

    @property
    def notes(self) -> str:
        return str(self.slide.notes_slide.notes_text_frame.text)

    @cached_property
    def reveal(self) -> str:
        forms = (form for group in self.dialog["groups"] for form in group["forms"])
        return unescape(next(form["text"] for form in forms if form["id"] == "reveal"))

    @cached_property
    def machines(self) -> dict[str, Any]:
        raw = self.get(self.dialog["page"].removeprefix(self.dialog["origin"])).decode()
        found = re.search(r'<script type="?application/ld\+json"?>(.*?)</script>', raw, re.DOTALL)
        assert found
        shown: dict[str, Any] = json.loads(found[1])["@graph"][0]
        return shown


def words(page: str) -> str:
    """Return what a page says, without marks of languages."""
    page = re.sub(r"<(script|style)\b.*?</\1>", " ", page, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]*>", "", page)).split())


def flat(text: str) -> str:
    """Return the letters of a text; a PDF breaks words and lines where it likes."""
    return re.sub(r"[\s\u00ad-]+", "", text)


@pytest.fixture(scope="module", params=MAPS)
def told(request: pytest.FixtureRequest) -> list[Told]:
    root, maps = MAPS[request.param]
    atlas, app = load_atlas(Path(root)), create_app(root)
    return [Told(app.test_client(), atlas, name) for name in named(atlas, maps)]


def test_title_is_the_same_everywhere(told: list[Told]) -> None:
    for one in told:
        title = one.telling.title
        assert title in one.page, one.name
        assert title in words(one.file), one.name
        assert flat(title) in flat(one.handout.pages[0].extract_text()), one.name
        assert one.slide.shapes.title.text_frame.text.startswith(title), one.name
        assert one.notes.startswith(title), one.name
        assert title in one.reveal, one.name
        assert title in one.machines["name"], one.name


def test_picture_of_a_slide_is_described_by_title_and_date(told: list[Told]) -> None:
    for one in told:
        described = " ".join(
            shape._element.nvPicPr.cNvPr.get("descr", "")
            for shape in one.slide.shapes
            if shape._element.tag.endswith("}pic")  # in a placeholder or not
        )
        assert one.telling.title in described, one.name
        assert one.telling.date in described, one.name


def test_disputes_are_all_told_everywhere_and_no_other(told: list[Told]) -> None:
    for one in told:
        abouts = [dispute.about for dispute in one.telling.disputes]
        assert one.file.count('class="dispute"') + one.file.count("class=dispute>") == len(abouts), one.name
        handout = flat(" ".join(page.extract_text() for page in one.handout.pages))
        for dispute in one.telling.disputes:
            for text in (dispute.about, *(reading.claim for reading in dispute.readings)):
                assert text in one.page, one.name
                assert text in words(one.file), one.name
                assert flat(text) in handout, one.name
                assert text in one.notes, one.name


def test_works_are_as_many_everywhere(told: list[Told]) -> None:
    for one in told:
        works = one.telling.works
        assert len({work.full for work in works}) == len(works)
        part = re.search(r'<ul class="?file-sources"?>(.*?)</ul>', one.file, re.DOTALL)
        assert len(re.findall("<li>", part[1] if part else "")) == len(works), one.name
        assert one.machines["citation"] == [work.full for work in works], one.name
        listed = [part for part in one.notes.split("\n\n") if works and works[0].line in part]
        assert sum(part.count("\n– ") for part in listed[-1:]) == len(works), one.name
        handout = flat(" ".join(page.extract_text() for page in one.handout.pages))
        for work in works:
            assert flat(work.full) in handout, (one.name, work.full)


def test_paragraphs_are_the_same_on_the_page_and_in_files(told: list[Told]) -> None:
    for one in told:
        file = words(one.file)
        for paragraph in one.telling.told:
            assert paragraph in file, (one.name, paragraph)
            assert paragraph in one.notes, (one.name, paragraph)


# ---- the marks of days -------------------------------------------------------------------------------
def marks(page: str) -> tuple[list[str], dict[str, int]]:
    """Return the ends of a slider, and how many marks of each sort stand on it."""
    ends = re.search(r'"first":"([^"]*)","last":"([^"]*)"', page)
    assert ends
    sorts = re.findall(r'<i class="?is-(\w+)"?', page)
    return list(ends.groups()), {sort: sorts.count(sort) for sort in sorted(set(sorts))}


@pytest.mark.parametrize("name", ["tiny", "balkans"])
def test_marks_of_days_are_the_same_where_the_same_days_are_shown(name: str) -> None:
    root = MAPS[name][0]
    client = create_app(root).test_client()
    day = load_atlas(Path(root)).period.opening
    page, frame, file = (
        client.get(address).get_data(as_text=True)
        for address in (
            f"/timeline?on={day}&lang=en",
            f"/embed/timeline?on={day}&lang=en",
            f"/download/timeline/{day}.html?lang=en",
        )
    )
    assert marks(page) == marks(frame) == marks(file)
    assert marks(page)[1].keys() == {"event", "treaty"}
    # The list beside the slider has each of its treaties.
    assert page.count("<span class=tag>") + page.count('<span class="tag">') == marks(page)[1]["treaty"]
