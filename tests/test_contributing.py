"""Each recipe of CONTRIBUTING.md, followed as it is written there, in a copy of the package."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.conftest import HERE, TINY
from tests.overlay import ROOT, Answer, House, recipe

#: The recipes whose blocks are files; an atlas is made by commands.
RECIPES = (
    "An event", "A place", "A format", "A kind of map", "A language", "A page", "A reader of documents",
)  # fmt: skip
ELCANO = HERE / "data" / "atlases" / "elcano"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """A copy of the package, as it ships."""
    house = House(tmp_path / "house")
    yield house
    house.close()


@pytest.fixture(scope="module")
def with_kind(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A copy of the package with the kind of the recipe, which no test changes."""
    house = House(tmp_path_factory.mktemp("kind") / "house")
    files = recipe("A kind of map")
    assert sorted(path.partition("/")[0] for path in files) == ["mapsvc", "templates", "templates"]
    house.add(files)
    yield house
    house.close()


def fine(answers: list[Answer]) -> list[Answer]:
    for answer in answers:
        assert answer.status == 200, answer.text
    return answers


def heading(answer: Answer) -> str:
    """Return the heading of a page."""
    found = re.search(r"<h1[^>]*>(.*?)</h1>", answer.said, re.DOTALL)
    assert found
    return re.sub("<[^>]*>", "", found[1]).strip()


# ---- an atlas ----------------------------------------------------------------------------------------
def test_event_is_one_file_of_an_atlas(house: House, tiny_root: Path) -> None:
    house.add(recipe("An event"), str(tiny_root))
    house.mapsvc("check", "--atlas", str(tiny_root))
    page, events = fine(house.ask(tiny_root, "/events/line-crossed?lang=en", "/events/?lang=en"))
    assert heading(page) == "The line is crossed"
    assert "about 2 November 1921" in page.text
    assert "Early in November." in page.text
    assert "/events/line-crossed" in events.text


def test_place_is_one_member_of_a_collection(house: House, tiny_root: Path) -> None:
    path = tiny_root / "places.geojson"
    collection = json.loads(path.read_text("utf-8"))
    collection["features"].append(json.loads(recipe("A place")["places.geojson"]))
    path.write_text(json.dumps(collection, ensure_ascii=False), "utf-8")
    house.mapsvc("check", "--atlas", str(tiny_root))
    page, found = fine(house.ask(tiny_root, "/places/golf?lang=en", "/api/collections/places/items/golf"))
    assert heading(page) == "Golf"
    assert json.loads(found.data)["geometry"]["coordinates"] == [42.5, 40.5]


def test_atlas_is_made_by_one_command(house: House) -> None:
    page = (ROOT / "CONTRIBUTING.md").read_text("utf-8").partition("\n## An atlas\n")[2]
    commands = re.findall(r"^mapsvc (.+)$", page, re.MULTILINE)
    assert [command.split()[0] for command in commands] == ["new", "check", "export"]
    for command in commands:
        house.mapsvc(*command.replace('"', "").split())
    assert "Waterloo" in (house.folder / "example.html").read_text("utf-8")
    fine(house.ask(house.folder / "waterloo", "/?lang=en", "/?lang=fr", "/events/example"))


# ---- a kind ------------------------------------------------------------------------------------------
#: What each format begins with.
MAGIC = {
    "html": b"<!doctype html>", "png": b"\x89PNG", "svg": b"<?xml", "pdf": b"%PDF", "handout": b"%PDF",
    "pptx": b"PK", "geojson": b"{", "gpkg": b"SQLite format 3", "kml": b"<?xml", "csv": b"\xef\xbb\xbf",
    "lpf": b"{", "geoparquet": b"PAR1", "scorm": b"PK",
}  # fmt: skip


def test_kind_is_one_file_a_template_and_words(with_kind: House) -> None:
    page, frame, card, share, dialog, qr, oembed, files, search = fine(
        with_kind.ask(
            TINY,
            "/works/carr?lang=en",
            "/embed/works/carr?lang=en&legend=0",
            "/card/works/carr.png?lang=en&width=320",
            "/share/works/carr?lang=en",
            "/share/works/carr.json?lang=en",
            "/qr/works/carr.svg?lang=en",
            "/oembed?url=http://localhost/works/carr%3Flang=en",
            "/download/?lang=en",
            "/search?q=bir+kurul&lang=en",
        )
    )
    title = heading(page)
    assert "Where the events lie that rest on this work." in page.text
    assert "13 October 1921" in page.text
    assert title in frame.said
    assert card.data.startswith(MAGIC["png"])
    assert title in share.said
    offered = {form["id"] for group in json.loads(dialog.data)["groups"] for form in group["forms"]}
    assert MAGIC.keys() - {"annotations"} <= offered
    assert "annotations" not in offered
    assert b"<svg" in qr.data
    assert json.loads(oembed.data)["title"] == title
    assert ">Works<" in files.text
    assert "/download/works/carr.pptx" in files.text
    assert "/download/works/carr.annotations.json" not in files.text
    assert "/works/carr?lang=en" in search.text


def test_map_of_a_new_kind_is_had_in_every_format(with_kind: House) -> None:
    answers = fine(with_kind.ask(TINY, *(f"/download/works/carr.{name}?lang=en" for name in MAGIC)))
    for (name, magic), answer in zip(MAGIC.items(), answers, strict=True):
        assert answer.data.startswith(magic), name
    html, geojson = (answers[list(MAGIC).index(name)] for name in ("html", "geojson"))
    assert "Where the events lie that rest on this work." in html.text
    found = json.loads(geojson.data)
    assert {feature["id"] for feature in found["features"]} >= {"places/alfa"}


def test_kind_says_in_a_line_what_it_cannot_be_had_in(with_kind: House, tmp_path: Path) -> None:
    refused, bundle = with_kind.ask(
        TINY, "/download/works/carr.annotations.json?lang=en", "/download/works/carr.zip?lang=en"
    )
    assert refused.status == 400
    assert "'works/carr' cannot be had as annotations: a work is named by its citations" in refused.said
    names = zipfile.ZipFile(io.BytesIO(fine([bundle])[0].data)).namelist()
    assert "works-carr/works-carr.geojson" in names
    assert not [name for name in names if name.endswith("annotations.json")]
    said = with_kind.mapsvc(
        "export", "works/carr", "--format", "annotations", "--atlas", str(TINY), "-o", str(tmp_path), status=2
    )
    assert said.strip().endswith("by the lines of a text.")
    assert len(said.strip().splitlines()) == 1


#: The same kind once more, which draws no pictures.
_TOLD = """
from dataclasses import replace

from mapsvc.kinds import work

KIND = replace(
    work.KIND, name="told", section="told", rank=21, heading="nav.works", template="work",
    cannot={"png": "it is told, not drawn.", "pptx": "it has no slides."},
)
"""


def test_kind_that_cannot_be_drawn_offers_no_picture_and_has_a_card_all_the_same(house: House) -> None:
    house.add(recipe("A kind of map") | {"mapsvc/kinds/told.py": _TOLD})
    refused, card, dialog, files, page = house.ask(
        TINY, "/download/told/carr.png?lang=en", "/card/told/carr.png", "/share/told/carr.json",
        "/download/?lang=en", "/told/carr?lang=en",
    )  # fmt: skip
    assert refused.status == 400
    assert "'told/carr' cannot be had as png: it is told, not drawn." in refused.said
    fine([card, dialog, files, page])
    assert card.data == (ROOT / "templates" / "static" / "icons" / "card.png").read_bytes()
    offered = json.loads(dialog.data)["groups"]
    assert not {"png", "pptx"} & {form["id"] for group in offered for form in group["forms"]}
    assert "told/carr.png" not in json.dumps(
        [group for group in offered if group["id"] == "picture"]
    ).replace("/card/told/carr.png", "")
    assert "/download/told/carr.svg" in files.text
    assert "/download/told/carr.p" not in files.text.replace("carr.pdf", "").replace("carr.parquet", "")


def test_map_of_a_new_kind_is_found_by_the_command_line(with_kind: House, tmp_path: Path) -> None:
    with_kind.mapsvc("export", "works/carr", "--format", "svg", "--atlas", str(TINY), "-o", str(tmp_path))
    assert [path.name for path in tmp_path.glob("*.svg")] == ["works-carr.svg"]
    said = with_kind.mapsvc(
        "export", "works/car", "--format", "svg", "--atlas", str(TINY), "-o", str(tmp_path), status=2
    )
    assert "carr" in said


def test_maps_of_a_new_kind_are_frozen(with_kind: House, tmp_path: Path) -> None:
    site = tmp_path / "site"
    with_kind.mapsvc("freeze", str(site), "--atlas", str(TINY), "--lang", "en")
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    wanted = {"works/carr.html", "embed/works/carr.html", "download/works/carr.geojson"}
    assert {f"en/{name}" for name in wanted} <= files


# ---- the rest ----------------------------------------------------------------------------------------
def test_format_is_one_file(house: House, tmp_path: Path) -> None:
    files = recipe("A format")
    assert len(files) == 1
    house.add(files)
    given, listed, dialog = fine(
        house.ask(
            TINY,
            "/download/events/line-drawn.gpx?lang=en",
            "/download/?lang=en",
            "/share/events/line-drawn.json?lang=en",
        )
    )
    assert given.content_type == "application/gpx+xml"
    points = ElementTree.fromstring(given.data).findall("{*}wpt")
    assert points
    assert "/download/events/line-drawn.gpx" in listed.text
    forms = {form["id"]: form for group in json.loads(dialog.data)["groups"] for form in group["forms"]}
    assert (forms["gpx"]["title"], forms["gpx"]["file"]) == ("GPX", "line-drawn.gpx")
    house.mapsvc("export", "line-drawn", "--format", "gpx", "--atlas", str(TINY), "-o", str(tmp_path))
    assert (tmp_path / "line-drawn.gpx").read_bytes() == given.data
    save = "import mapsvc, sys; mapsvc.open_atlas(sys.argv[1]).event_map('line-drawn').save(sys.argv[2])"
    house.code(save, str(TINY), str(tmp_path / "saved.gpx"))
    assert len(ElementTree.parse(tmp_path / "saved.gpx").findall("{*}wpt")) == len(points)


def test_language_is_words_alone(house: House) -> None:
    before = fine(house.ask(ELCANO, "/events/?lang=es"))[0]
    assert "Menú principal" not in before.text
    files = recipe("A language")
    assert all(path.startswith("templates/strings/") for path in files)
    house.add(files)
    events, page = fine(house.ask(ELCANO, "/events/?lang=es", "/events/cape-doubled?lang=es"))
    assert "Menú principal" in events.text
    assert heading(events) == "Acontecimientos"
    assert "<html lang=es" in events.text.replace('"', "")
    assert ">Español<" in events.text
    # Dates are those of the language by CLDR, words that it lacks are English.
    assert "de mayo de 1522" in page.text
    assert "Sources" in page.text


def test_page_is_a_view_and_a_template(house: House, tmp_path: Path) -> None:
    files = recipe("A page")
    assert sorted(path.rpartition("/")[0] for path in files) == [
        "mapsvc/web/pages", "templates/pages", "templates/strings/en",
    ]  # fmt: skip
    house.add(files)
    page, other = fine(house.ask(TINY, "/people/?lang=en", "/events/?lang=en"))
    assert "Two parties" in page.text
    assert 'href="/events/line-drawn?lang=en"' in page.text
    assert 'href="/people/?lang=en">People</a>' in other.text
    assert 'aria-current="page">People</a>' in page.text
    house.mapsvc("freeze", str(tmp_path / "site"), "--atlas", str(TINY), "--lang", "en")
    assert "Two parties" in (tmp_path / "site" / "en" / "people" / "index.html").read_text("utf-8")


def test_reader_of_documents_is_one_file(house: House, tmp_path: Path) -> None:
    files = recipe("A reader of documents")
    assert len(files) == 1
    house.add(files)
    folder = tmp_path / "notes"
    folder.mkdir()
    told = "1\n00:00:01,000 --> 00:00:04,000\nThey left Kars\n\n2\n00:00:04,000 --> 00:00:06,000\nfor Baku.\n"
    (folder / "lecture.srt").write_text(told, "utf-8")
    out = tmp_path / "found.jsonl"
    house.mapsvc("geoparse", str(folder), "-o", str(out))
    surfaces = [json.loads(line)["surface"] for line in out.read_text("utf-8").splitlines()]
    assert surfaces == ["Kars", "Baku"]
    (folder / "lecture.srt").write_text("They left Kars.", "utf-8")
    assert "has no times" in house.mapsvc("geoparse", str(folder / "lecture.srt"), status=2)


def test_page_tells_of_every_axis() -> None:
    page = (ROOT / "CONTRIBUTING.md").read_text("utf-8").partition("\n# How to add\n")[2]
    assert re.findall(r"^## (.+)$", page, re.MULTILINE) == [
        *RECIPES, "An atlas",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "name", [name for name in RECIPES if name not in {"An event", "A place", "A language"}]
)
def test_code_of_a_recipe_is_as_clean_as_the_house_asks(name: str, tmp_path: Path) -> None:
    for path, text in recipe(name).items():
        if path.endswith(".py"):
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_text(text, "utf-8")
    ruff = [sys.executable, "-m", "ruff"]
    for command in (["check"], ["format", "--check"]):
        done = subprocess.run(
            [*ruff, *command, "--config", str(ROOT / "pyproject.toml"), "--no-cache", str(tmp_path)],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout
