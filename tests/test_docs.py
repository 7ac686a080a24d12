"""The documentation names every command, setting and address, and none that does not exist."""

from __future__ import annotations

import dataclasses
import importlib.util
import re
from pathlib import Path
from types import ModuleType
from typing import get_args

import click
import pytest
from flask import Flask

import mapsvc
from mapsvc import settings
from mapsvc.cli import COMMANDS, main
from mapsvc.export.data.tables import COLUMNS
from mapsvc.model.fields import Category
from mapsvc.model.meta import (
    AtlasMeta,
    AtlasView,
    EventCategory,
    FollowedText,
    Period,
    Polity,
    Section,
    Topic,
)
from mapsvc.model.records import Event
from mapsvc.resources import template_root

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.glob("*.md")])
#: Addresses that browsers ask for and nobody types.
UNTOLD = ("/static/", "/data/", "/favicon.ico")


def text_of(*names: str) -> str:
    return "\n".join((DOCS / name).read_text("utf-8") for name in names)


def anonymous(rule: str) -> str:
    """An address with its variable parts as `<>`."""
    return re.sub(r"<[^>]*>", "<>", rule)


def script_of_the_docs(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, DOCS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_master_of_slides_is_what_its_script_makes() -> None:
    kept = (template_root() / "export" / "slides.pptx").read_bytes()
    assert script_of_the_docs("make_slides").make() == kept


def test_page_of_the_command_line_is_what_the_programme_says() -> None:
    assert text_of("cli.md") == script_of_the_docs("paste_help").help_page()


def test_page_of_the_python_door_is_what_the_docstrings_say() -> None:
    page = text_of("python.md")
    assert page == script_of_the_docs("write_python").reference_page()
    for name in (*mapsvc.__all__, "ShownMap", "Comparison", "Whereabouts", "event_map", "save", "compare"):
        assert name.startswith("__") or re.search(rf"^#+ (mapsvc\.)?{name}$", page, re.MULTILINE), name
    assert not re.search(r"^- `\w+`: *$", page, re.MULTILINE)


@pytest.mark.parametrize("name", ["request", "mention"])
def test_picture_of_the_house_names_what_is_there(name: str) -> None:
    picture = (DOCS / f"way-of-a-{name}.svg").read_text("utf-8")
    files = re.findall(r"[\w/]+\.py|[\w/]+/(?=<)", picture)
    assert len(files) > 5
    assert [
        file for file in files if not (ROOT / "mapsvc" / file).exists() and not (ROOT / file).exists()
    ] == []


def test_internals_name_modules_that_are_there() -> None:
    named = re.findall(r"`([\w/]+/[\w/]*\w(?:\.py)?)/?`", text_of("internals.md"))
    rooms = {name.split("/")[0] for name in named}
    assert {"kinds", "web", "scene", "render", "export"} <= rooms
    known = {path.name for path in (ROOT / "mapsvc").iterdir()}
    missing = [
        name
        for name in named
        if name.split("/")[0] in known and not list((ROOT / "mapsvc").glob(f"{name.removesuffix('.py')}*"))
    ]
    assert missing == []


@pytest.mark.parametrize("name", COMMANDS)
def test_command_is_documented_with_every_option(name: str) -> None:
    section = text_of("cli.md").partition(f"## mapsvc {name}\n")[2].partition("\n## ")[0]
    assert section
    command = main.get_command(click.Context(main), name)
    assert command is not None
    for parameter in command.params:
        assert isinstance(parameter, click.Argument) or parameter.opts[0] in section


def test_settings_are_documented_and_no_other() -> None:
    names = {value for key, value in vars(settings).items() if key.endswith("_ENV")}
    assert len(names) == len(dataclasses.fields(settings.Settings))
    assert set(re.findall(r"MAPSVC_[A-Z_]+", text_of("settings.md"))) == names
    told = set().union(*(re.findall(r"MAPSVC_[A-Z_]+", path.read_text("utf-8")) for path in PAGES))
    assert told - names <= {"MAPSVC_CHROMIUM"}


def test_every_address_is_documented(app: Flask) -> None:
    told = {anonymous(rule) for rule in re.findall(r"`(/[^`\s?]*)", text_of("pages.md", "api.md"))}
    rules = {anonymous(rule.rule) for rule in app.url_map.iter_rules() if not rule.rule.startswith(UNTOLD)}
    lists = {rule.rstrip("/") for rule in rules if rule.endswith("/") and rule != "/"}
    assert rules - lists - told == set()


def test_no_address_is_documented_that_does_not_exist(app: Flask) -> None:
    told = {anonymous(rule) for rule in re.findall(r"`(/[^`\s?…]*)`", text_of("pages.md", "api.md"))}
    rules = {anonymous(rule.rule) for rule in app.url_map.iter_rules()}
    assert {rule for rule in told if rule not in UNTOLD} - rules == set()


@pytest.mark.parametrize("name", ["bbox", "datetime", "limit", "after", "lang"])
def test_parameter_of_the_api_is_documented(name: str) -> None:
    assert f"`{name}`" in text_of("api.md")


@pytest.mark.parametrize("name", ["from", "to", "kind", "place", "q", "usage", "section"])
def test_filter_of_a_page_is_documented(name: str) -> None:
    page = text_of("pages.md")
    assert f"`{name}`" in page or f"?{name}=" in page


@pytest.mark.parametrize("layer", COLUMNS)
def test_collection_is_documented(layer: str) -> None:
    assert f"`{layer}`" in text_of("api.md")


def anchors(page: Path) -> set[str]:
    """Return the names that the headings of a page have as anchors."""
    headings = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    words = (re.sub(r"[^\w\- ]", "", re.sub(r"&\w+;", "", heading)) for heading in headings)
    return {text.strip().lower().replace(" ", "-") for text in words}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_link_of_the_documentation_leads_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", path.read_text("utf-8")):
        if not target.startswith(("http://", "https://", "mailto:")):
            file, _, anchor = target.partition("#")
            page = path.parent / file if file else path
            assert page.exists(), target
            assert not anchor or anchor in anchors(page), target


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_page_of_the_documentation_is_reachable(path: Path) -> None:
    others = "\n".join(other.read_text("utf-8") for other in PAGES if other != path)
    assert path.parent == ROOT or f"{path.name})" in others or f"{path.name}#" in others


def test_readme_tells_the_two_commands_and_shows_a_picture() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert "./run serve" in readme
    assert "./run test" in readme
    pictures = re.findall(r"!\[([^\]]+)\]\(([^)]+)\)", readme)
    assert pictures
    for words, target in pictures:
        assert words
        assert (ROOT / target).read_bytes()[:4] in {b"\x89PNG", b"RIFF", b"\xff\xd8\xff\xe0"}


def test_field_that_is_not_plain_is_documented_for_those_who_add_an_event() -> None:
    told = text_of("atlas.md")
    for word in ("on", "category", "certainty", "evidence", "role", "arrow", "basis", "disputes", "valid"):
        assert re.search(rf"\b{word}s?\b", told, re.IGNORECASE), word


def test_every_field_and_file_of_an_atlas_is_described() -> None:
    told = text_of("atlas.md")
    records = (AtlasMeta, Period, AtlasView, Event, FollowedText, Section, Polity, Topic, EventCategory)
    names = {field.name for record in records for field in dataclasses.fields(record)}
    assert {name for name in names - {"id"} if not re.search(rf"[`\[]{name}[`\] .]", told)} == set()
    assert {name for name in get_args(Category) if f"`{name}`" not in told} == set()
    files = {"comparisons.toml", "strings/<lang>.toml", "territories/<id>.geojson", "mentions/<id>.csv"}
    assert {name for name in files if f"`{name}`" not in told} == set()


#: Modules whose names say nothing yet; it only gets shorter.
UNNAMED = {"about", "along", "beyond", "keys", "stages", "story"}


def test_modules_are_called_after_the_nouns_of_the_glossary() -> None:
    glossary = text_of("concepts.md").partition("## The words of the code\n")[2]
    nouns = {noun.lower() for noun in re.findall(r"\*\*([\w-]+)\.?\*\*", glossary)}
    modules = {path.stem for path in (ROOT / "mapsvc").rglob("*.py") if not path.stem.startswith("__")}
    modules -= COMMANDS.keys()
    heads = {name: name.split("_")[-1] for name in modules}
    forms = nouns | {f"{noun}s" for noun in nouns} | {noun.removesuffix("s") for noun in nouns}
    forms |= {re.sub("y$", "ies", noun) for noun in nouns}
    assert {name for name, head in heads.items() if head not in forms} - UNNAMED == set()
