"""Pictures in the letters of other scripts: shaped, directed, and never a box."""

from __future__ import annotations

import io
import json
import re
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from pypdf import PdfReader

import mapsvc
from mapsvc.atlas.store import Store
from mapsvc.cli import main
from mapsvc.export.formats import find_format
from mapsvc.export.job import ExportJob
from mapsvc.export.print.lettering import Lettering
from mapsvc.export.print.options import read_picture_options
from mapsvc.export.print.pictures import draw_job
from mapsvc.kinds import export_job, parse_map_key
from mapsvc.letters import letters

TINY = Path(__file__).parents[2] / "data" / "tiny"
TITLE = "معاهدة قارص (1921)"


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Return an atlas whose Turkish is Arabic, Greek and Cyrillic, and whose English is Chinese."""
    root = tmp_path_factory.mktemp("scripts") / "atlas"
    shutil.copytree(TINY, root)
    places = json.loads((root / "places.geojson").read_text("utf-8"))
    names = ("قارص", "北京"), ("Ἀθῆναι", "กรุงเทพ"), ("Карсъ и Ѣ", "東京")
    for feature, (first, second) in zip(places["features"], names, strict=False):
        feature["names"] = [{"toponym": first, "lang": "tr"}, {"toponym": second, "lang": "en"}]
    (root / "places.geojson").write_text(json.dumps(places, ensure_ascii=False), "utf-8")
    event = root / "events" / "line-drawn.toml"
    text = event.read_text("utf-8").replace("Çizgi çizilir", TITLE).replace("The line is drawn", "条約 1921")
    event.write_text(text.replace("The parties agree on a line at Alfa.", "双方 agree at 北京."), "utf-8")
    return mapsvc.open_atlas(root).records


def job(records: Store, lang: str, name: str = "line-drawn") -> ExportJob:
    return export_job(records, parse_map_key(records, name), lang)


def words_of(records: Store, lang: str, *, foreign_letters: bool = False) -> set[str]:
    options = read_picture_options({}, known=(), paper="16:9")
    (words,) = draw_job(job(records, lang), options, foreign_letters=foreign_letters).words
    return {word.text for word in words}


def test_names_are_drawn_as_they_are_where_the_fonts_have_them(records: Store) -> None:
    assert {"قارص", "Карсъ и Ѣ"} <= words_of(records, "tr")


def test_names_are_drawn_in_other_letters_where_they_have_not(records: Store) -> None:
    assert {"قارص", "Карсъ и Ѣ"} <= words_of(records, "en")
    assert all(letters().issuperset(word) for word in words_of(records, "en"))


def test_who_has_other_letters_gets_the_names_of_the_language(records: Store) -> None:
    assert {"北京", "東京"} <= words_of(records, "en", foreign_letters=True)
    assert "北京" in find_format("svg").write(job(records, "en")).decode()


def test_line_from_right_to_left_runs_so_as_a_whole(records: Store) -> None:
    svg = find_format("svg").write(job(records, "tr")).decode()
    assert f"\u2067{TITLE}\u2069" in svg
    assert "\u2067قارص\u2069" not in svg


@pytest.mark.parametrize("lang", ["tr", "en"])
@pytest.mark.parametrize("name", ["pdf", "handout"])
def test_pdf_has_no_letter_without_a_glyph(records: Store, lang: str, name: str) -> None:
    reader = PdfReader(io.BytesIO(find_format(name).write(job(records, lang))))
    text = "".join(page.extract_text() for page in reader.pages)
    assert "\ufffd" not in text
    assert not re.search("[一-鿿]", text)


def test_date_of_a_language_without_letters_is_written_in_the_next(tmp_path: Path) -> None:
    root = tmp_path / "atlas"
    made = CliRunner().invoke(main, ["new", str(root), "--lang", "zh-Hant", "--years", "1935..1935"])
    assert made.exit_code == 0
    records = mapsvc.open_atlas(root).records
    for form, name in (("handout", "example"), ("pdf", "timeline/1935-01-01")):
        reader: Any = PdfReader(io.BytesIO(find_format(form).write(job(records, "zh-Hant", name))))
        text = reader.pages[0].extract_text()
        assert "January 1935" in text
        assert "[…]" not in text
        assert reader.trailer["/Root"]["/Lang"] == "zh"


def test_text_without_a_twin_loses_only_what_cannot_be_written(records: Store) -> None:
    lettering = Lettering(records)
    assert lettering.write("Bir 漢字 ve 北京") == "Bir […] ve قارص"
    assert lettering.write_all({"a": ["漢字", 1], "b": True}) == {"a": ["[…]", 1], "b": True}


def test_slide_keeps_its_words_and_leaves_fonts_to_the_theme(records: Store) -> None:
    def slide(lang: str) -> str:
        with zipfile.ZipFile(io.BytesIO(find_format("pptx").write(job(records, lang)))) as archive:
            return archive.read("ppt/slides/slide1.xml").decode()

    assert "条約 1921" in slide("en")
    assert not re.search(r"<a:(latin|ea|cs) ", slide("en"))  # those of the theme
    assert 'rtl="1"' in slide("tr")
    assert 'rtl="1"' not in slide("en")
