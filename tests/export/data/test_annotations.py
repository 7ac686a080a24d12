"""Annotations of the atlas and of a text keep the musts of the W3C's data model."""

from __future__ import annotations

import copy
import json
import os
import re
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator, Draft202012Validator, FormatChecker
from referencing import Registry
from referencing.jsonschema import DRAFT4

from mapsvc import Atlas
from mapsvc.atlas.gazetteer.names import open_gazetteer
from mapsvc.export.data.annotations import page_bytes
from mapsvc.export.data.bundle import write_atlas
from mapsvc.export.formats import FORMATS
from mapsvc.geoparse.documents import Document
from mapsvc.geoparse.geoparser import Geoparser
from mapsvc.geoparse.mention_files import WRITERS
from mapsvc.geoparse.readers.html import read_html
from mapsvc.kinds import export_job, parse_map_key
from tests.sampling import Some

SCHEMA = Path(__file__).parents[2] / "data" / "standards" / "web-annotation.schema.json"
MAPS = (
    "kars-treaty",
    "borders/moscow-1921",
    "routes/bekir-sami-1920",
    "compare/moscow-1921/kars-1921",
    "mentions",
)
#: So many annotations of a page are looked at; all of them with `--all`.
SAMPLE = 25
#: A date, places of the atlas and of GeoNames, one that no gazetteer has, in a text of two documents.
TEXTS = {
    "notes/ä b.txt": "Ordu 28 Nisan 1920’de Bakü’ye girdi.\nKars Antlaşması sonra geldi.",
    "page.html": "<p>Heyet <b>Lyon</b>’dan Zogandere köyüne, sonra Dortmund’a; 12 Teşrinievvel 1336.</p>",
}


@pytest.fixture(scope="module")
def parser() -> Geoparser:
    return Geoparser(open_gazetteer())


@pytest.fixture(scope="module")
def texts(parser: Geoparser) -> list[Document]:
    return [
        read_html(name, text) if name.endswith("html") else Document(name, text)
        for name, text in TEXTS.items()
    ]


@pytest.fixture(scope="module")
def pages(atlas: Atlas, parser: Geoparser, texts: list[Document]) -> dict[str, Any]:
    """Everything that writes annotations, by what they are of."""
    found = {}
    for name in MAPS:
        for lang in ("tr", "en"):
            whole = f"https://maps.example.org/{parse_map_key(atlas.records, name)}"
            for address in ("", whole) if lang == "tr" else ("",):
                job = export_job(atlas.records, parse_map_key(atlas.records, name), lang, address)
                found[f"{name} {lang} {address}"] = json.loads(FORMATS["annotations"].write(job))
    with zipfile.ZipFile(BytesIO(write_atlas(atlas.records, "tr"))) as archive:
        (member,) = (name for name in archive.namelist() if name.endswith("annotations.json"))
        found["atlas.zip"] = json.loads(archive.read(member))
    written = WRITERS["annotations"]([(text, parser.iterate(text.text)) for text in texts], several=True)
    found["texts"] = json.loads("".join(written))
    found["no text"] = json.loads("".join(WRITERS["annotations"]([(Document("a.txt", ""), [])])))
    return found


def items_of(page: dict[str, Any]) -> list[dict[str, Any]]:
    return page["first"]["items"] if page["type"] == "AnnotationCollection" else page["items"]


def with_items(page: dict[str, Any], items: list[dict[str, Any]]) -> dict[str, Any]:
    if page["type"] == "AnnotationCollection":
        return page | {"first": page["first"] | {"items": items}}
    return page | {"items": items}


@cache
def musts() -> Draft202012Validator:
    schema = json.loads(SCHEMA.read_bytes())
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def faults(document: Any) -> list[str]:
    return [f"{fault.json_path}: {fault.message[:200]}" for fault in musts().iter_errors(document)]


def test_annotations_have_what_the_data_model_says_they_must(pages: dict[str, Any], some: Some) -> None:
    fewer = {name: with_items(page, some(items_of(page), SAMPLE)) for name, page in pages.items()}
    assert {name: found for name, page in fewer.items() if (found := faults(page))} == {}
    alone = {"@context": "http://www.w3.org/ns/anno.jsonld"}
    for page in fewer.values():
        assert not any(faults(alone | item) for item in items_of(page))


def test_texts_have_places_dates_and_names_without_a_place(pages: dict[str, Any]) -> None:
    bodies = [item["body"] for item in items_of(pages["texts"])]
    sources = [body[0]["source"]["id"] for body in bodies if len(body) == 2]
    assert "urn:mapsvc:places/baku" in sources
    assert any(source.startswith("https://www.geonames.org/") for source in sources)
    dates = [body[0] for body in bodies if body[0].get("purpose") == "tagging"]
    assert [(date["value"], date["gregorian"]) for date in dates] == [
        ("1920-04-28", "1920-04-28"),
        ("1336-10-12", "1920-10-12"),
    ]
    assert [{"type": "TextualBody", "purpose": "classifying", "value": "literal"}] in bodies


def test_each_thing_has_an_id_of_its_own(pages: dict[str, Any]) -> None:
    for page in pages.values():
        ids = [item["id"] for item in items_of(page)]
        assert len(set(ids)) == len(ids)
    languages = {
        name: page["id"] for name, page in pages.items() if " en " not in name and "https" not in name
    }
    assert len(set(languages.values())) == len(languages)


def test_ids_stay_the_same_and_follow_the_text(parser: Geoparser) -> None:
    def ids(name: str, text: str) -> list[str]:
        page = json.loads("".join(WRITERS["annotations"]([(Document(name, text), parser.iterate(text))])))
        return [page["id"], *(item["id"] for item in page["items"])]

    text = TEXTS["notes/ä b.txt"]
    first = ids("a.txt", text)
    assert first == ids("a.txt", text)
    assert not set(first) & set(ids("a.txt", f"{text} "))
    assert not set(first) & set(ids("b.txt", text))


def test_positions_hold_in_the_file(pages: dict[str, Any], texts: list[Document]) -> None:
    by_name = {text.name: TEXTS[text.name] for text in texts}
    for item in items_of(pages["texts"]):
        quote, position = item["target"]["selector"]
        text = by_name[item["target"]["source"]["label"]]
        assert text[position["start"] : position["end"]] == quote["exact"]


def without(*path: str | int) -> Callable[[Any], None]:
    def spoil(document: Any) -> None:
        for step in path[:-1]:
            document = document[step]
        del document[path[-1]]

    return spoil


def with_value(value: Any, *path: str | int) -> Callable[[Any], None]:
    def spoil(document: Any) -> None:
        for step in path[:-1]:
            document = document[step]
        document[path[-1]] = value

    return spoil


ITEM = ("first", "items", 0)


@pytest.mark.parametrize(
    "spoil",
    [
        without("@context"),
        with_value("http://www.w3.org/ns/oa.jsonld", "@context"),
        without("id"),
        with_value("annotations", "id"),
        with_value("Collection", "type"),
        without("first"),
        with_value(-1, "total"),
        without("first", "id"),
        without("first", "items"),
        without(*ITEM, "id"),
        with_value("mention 1", *ITEM, "id"),
        with_value("Note", *ITEM, "type"),
        without(*ITEM, "target"),
        with_value("both", *ITEM, "bodyValue"),
        with_value("naming", *ITEM, "motivation"),
        with_value("CC0", *ITEM, "rights"),
        with_value({"type": "Dataset"}, *ITEM, "body", 0),
        without(*ITEM, "body", 0, "source"),
        with_value("places/baku", *ITEM, "body", 0, "source"),
        without(*ITEM, "body", 1, "value"),
        with_value("paper.txt", *ITEM, "target", "source"),
        with_value([], *ITEM, "target", "selector"),
        without(*ITEM, "target", "selector", 0, "refinedBy", "end"),
        with_value(1.5, *ITEM, "target", "selector", 0, "refinedBy", "start"),
        without(*ITEM, "target", "selector", 1, "exact"),
    ],
)
def test_schema_refuses_what_breaks_a_must(pages: dict[str, Any], spoil: Callable[[Any], None]) -> None:
    whole = pages["atlas.zip"]
    # Three annotations break a must as well as thousands, and are read in no time.
    page = copy.deepcopy(with_items(whole, items_of(whole)[:3]))
    assert not faults(page)
    spoil(page)
    assert faults(page)


# ---- the W3C's own schemas -------------------------------------------------------------------------------
OFFICIAL = os.environ.get("MAPSVC_W3C_ANNOTATION_MODEL", "")
_FORMATS = FormatChecker(formats=())
_FORMATS.checks("uri")(lambda text: re.match(r"[A-Za-z][A-Za-z0-9+.-]*:\S+$", str(text)) is not None)


def official_assertions(root: Path, name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Read a list of assertions; each says whether a document is expected to fit it."""
    for entry in json.loads((root / name).read_bytes())["assertions"]:
        path = entry if isinstance(entry, str) else entry["assertionFile"]
        inline = {} if isinstance(entry, str) else entry
        yield path, json.loads((root / path).read_bytes()) | inline


def official_faults(root: Path, name: str, document: Any) -> list[str]:
    registry: Registry[Any] = Registry().with_resources(
        (path.name, DRAFT4.create_resource(json.loads(path.read_bytes())))
        for path in (root / "definitions").glob("*.json")
    )
    found = []
    for path, schema in official_assertions(root, name):
        schema = {key: value for key, value in schema.items() if key != "id"}
        valid = Draft4Validator(schema, registry=registry, format_checker=_FORMATS).is_valid(document)
        if valid != (schema.get("expectedResult", "valid") == "valid"):
            found.append(f"{path}: {schema.get('errorMessage')}")
    return found


if OFFICIAL:  # else there is nothing to test against, and nothing that a run could be said to have skipped

    def test_annotations_pass_the_musts_of_the_w3c_suite(pages: dict[str, Any]) -> None:
        root = Path(OFFICIAL)
        found = {}
        for name, page in pages.items():
            found[name] = official_faults(root, "collections/pages/pageMusts.test", page)
            if page["type"] == "AnnotationCollection":
                found[name] += official_faults(root, "collections/collectionMusts.test", page)
            context = {"@context": page["@context"]}
            for item in items_of(page):
                found[name] += official_faults(root, "annotations/annotationMusts.test", context | item)
        assert {name: sorted(set(lines)) for name, lines in found.items() if lines} == {}


def test_page_of_annotations_counts_them_and_names_itself() -> None:
    found = json.loads(page_bytes([{"id": "a"}, {"id": "b"}], "Ä", "events/x y"))
    assert (found["type"], found["total"], found["label"]) == ("AnnotationCollection", 2, "Ä")
    assert found["id"] == "urn:mapsvc:annotations:events/x%20y"
    assert found["last"] == found["first"]["id"] == f"{found['id']}#1"
    assert [item["id"] for item in found["first"]["items"]] == ["a", "b"]
    assert json.loads(page_bytes([], "Ä", "x"))["first"]["items"] == []
