"""Kinds of maps: all that ship, whatever they are, and that nobody else asks which kind a map is."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from mapsvc import Atlas
from mapsvc.errors import NotFoundError, RequestError
from mapsvc.export.formats import FORMATS
from mapsvc.kinds import (
    KINDS,
    compose_map,
    every_map,
    export_job,
    file_stems,
    kind_named,
    kind_of,
    map_of,
    page_path,
    parse_map_key,
)
from mapsvc.kinds.kind import Kind, mentions_of_places, one_panel
from mapsvc.model.scene import MapKey

PACKAGE = Path(__file__).parents[2] / "mapsvc"
NAMES = {kind.name for kind in KINDS.values()}
SECTIONS = set(KINDS)
#: Dicts outside of `kinds/` whose keys look like kinds and are something else, each with what they are.
OTHERS = {
    "atlas/references.py": "kinds of records that an id of a file may name",
    "atlas/tour_reading.py": "fields of a tour's step",
    "atlas/wordings.py": "files of an atlas",
    "atlas/checks/wording_times.py": "files of an atlas",
    "atlas/atlas_reading.py": "parts of an atlas",
    "export/data/provenance.py": "layers of a map",
    "export/data/layers.py": "collections of the API, columns of tables",
    "export/data/tables.py": "collections of the API",
    "scene/composition.py": "layers of a map",
    "scene/day_slider.py": "what a script reads",
    "scene/tour_map.py": "what a tour's step says that it shows",
    "web/lecture_catalogue.py": "what a script reads",
}


def trees() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).as_posix()
        if not name.startswith("kinds/"):
            yield name, ast.parse(path.read_text("utf-8"))


def constants(node: ast.expr) -> set[str]:
    values = (part.value for part in ast.walk(node) if isinstance(part, ast.Constant))
    return {value for value in values if isinstance(value, str)}


def asks(tree: ast.Module) -> Iterator[str]:
    """Yield the places where a module compares a map's kind, or takes one by its name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            words = {ast.unparse(side).rpartition(".")[2] for side in sides}
            owners = {ast.unparse(side).rpartition(".")[0] for side in sides}
            of_maps = owners & {"scene", "key", "job.map", "kind"}
            wanted = set().union(*map(constants, sides)) & (NAMES | SECTIONS)
            if wanted and ("section" in words or (of_maps and words & {"kind", "name"})):
                yield f"{node.lineno}: {ast.unparse(node)}"
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "kind_named":
            yield f"{node.lineno}: {ast.unparse(node)}"
        if isinstance(node, ast.Subscript) and ast.unparse(node.value) == "KINDS" and constants(node.slice):
            yield f"{node.lineno}: {ast.unparse(node)}"


def keyed(tree: ast.Module) -> Iterator[str]:
    """Yield the dicts of a module that have two keys or more which are names of kinds, or three sections."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Dict):
            keys = {key.value for key in node.keys if isinstance(key, ast.Constant)}
            if len(keys & NAMES) > 1 or len(keys & SECTIONS) > 2:
                yield f"{node.lineno}: {sorted(map(str, keys))}"


def test_nobody_else_asks_which_kind_a_map_is() -> None:
    assert {name: found for name, tree in trees() if (found := list(asks(tree)))} == {}


def test_no_dict_elsewhere_is_keyed_by_kinds() -> None:
    found = {name: found for name, tree in trees() if (found := list(keyed(tree)))}
    assert {name: places for name, places in found.items() if name not in OTHERS} == {}
    assert OTHERS.keys() - found.keys() == set()


def test_what_asks_which_kind_a_map_is_would_be_found() -> None:
    asking = """
if key.section == "events": pass
if scene.kind in ("event", "day"): pass
kind_named("route")
KINDS["compare"]
"""
    assert len(list(asks(ast.parse(asking)))) == 4
    assert list(asks(ast.parse("if place.kind == 'settlement': pass\nif form.kind == 'event': pass"))) == []
    assert list(keyed(ast.parse("X = {'event': 1, 'place': 2}")))


def test_scripts_do_not_ask_which_kind_a_map_is() -> None:
    scripts = sorted((PACKAGE.parent / "ui" / "src").rglob("*.js"))
    assert scripts
    asking = [
        f"{path.name}: {line.strip()}"
        for path in scripts
        for line in path.read_text("utf-8").splitlines()
        for name in NAMES
        if f'kind === "{name}"' in line or f'kind !== "{name}"' in line
    ]
    assert asking == []


def test_kind_is_known_by_one_name_one_section_and_one_rank() -> None:
    assert len(NAMES) == len(KINDS) == len({kind.rank for kind in KINDS.values()})
    assert [kind.rank for kind in KINDS.values()] == sorted(kind.rank for kind in KINDS.values())
    for kind in KINDS.values():
        assert kind_named(kind.name) is kind_of(kind.key("x")) is kind
        assert set(kind.cannot) <= set(FORMATS)
        assert set(kind.named) <= set(kind.options)


@pytest.mark.parametrize("section", sorted(SECTIONS - {"compare", "timeline", "tour"}))
def test_listed_map_is_read_back_from_its_name(tiny: Atlas, section: str) -> None:
    records, kind = tiny.records, KINDS[section]
    keys = kind.listed(records)
    assert keys
    for key in keys:
        assert parse_map_key(records, str(key)) == key
        assert kind.title_of(records, key.id, "en")
        assert compose_map(records, key, "en").lang == "en"


def test_every_map_is_of_a_kind_and_has_a_file_of_its_own_name(tiny: Atlas) -> None:
    keys = every_map(tiny.records)
    assert {key.section for key in keys} == {"events", "borders", "routes", "places", "mentions"}
    stems = file_stems(keys)
    assert len(set(stems)) == len(stems)
    assert file_stems([MapKey("events", "a"), MapKey("places", "a"), MapKey("places", "b")]) == [
        "events-a", "places-a", "b",
    ]  # fmt: skip


def test_bare_id_is_that_of_the_first_kind_that_has_it(tiny: Atlas) -> None:
    assert parse_map_key(tiny.records, "line-drawn") == map_of(("event", "line-drawn"))
    assert parse_map_key(tiny.records, "alfa") == MapKey("places", "alfa")
    with pytest.raises(NotFoundError, match="line-drawn"):
        parse_map_key(tiny.records, "line-draw")


def test_address_has_what_of_the_name_stands_in_the_query() -> None:
    assert page_path(MapKey("events", "a b")) == "events/a%20b"
    assert page_path(MapKey("timeline", "1921-10-13")) == "timeline?on=1921-10-13"
    assert page_path(MapKey("mentions")) == "mentions"
    assert page_path(MapKey("tour", "round/3")) == "tour/round?step=3"


def test_usual_picture_is_the_map_alone(tiny: Atlas) -> None:
    job = export_job(tiny.records, MapKey("places", "alfa"), "en")
    [panel] = one_panel(job.atlas, job.map, "alfa", {})
    assert panel.scene is job.map
    with pytest.raises(RequestError, match="comparisons"):
        one_panel(job.atlas, job.map, "alfa", {"mode": "swipe"})


def test_usual_mentions_are_those_of_the_places_on_the_map(tiny: Atlas) -> None:
    found = mentions_of_places(tiny.records, "", {"alfa"})
    assert found
    assert {mention.place for mention in found} == {"alfa"}


def test_stem_of_what_is_no_record_has_its_kind() -> None:
    kinds: list[tuple[Kind, str, str]] = [
        (KINDS["events"], "a", "a"),
        (KINDS["compare"], "a/b", "compare-a-b"),
        (KINDS["timeline"], "1921-10-13", "timeline-1921-10-13"),
    ]
    for kind, map_id, stem in kinds:
        assert kind.stem(map_id) == stem


def test_what_pages_load_of_a_map_has_one_address(tiny_client: FlaskClient) -> None:
    version = tiny_client.application.extensions["mapsvc"].geometry_version
    fine = tiny_client.get(f"/data/{version}/tours/events/line-drawn,letter-sent/2.en.json")
    assert fine.get_json().keys() == {"day", "map"}
    still = tiny_client.get(f"/data/{version}/routes/journey.en.svg")
    assert still.mimetype == "image/svg+xml"
    for other in (
        "tours/events/line-drawn,letter-sent.en.json",
        "tours/events/line-drawn,letter-sent/9.en.json",
        "timeline/1921-07-04.en.json",
        "timeline/1921.en.json",
        "routes/nothing.en.svg",
        "routes/journey.xx.svg",
    ):
        assert tiny_client.get(f"/data/{version}/{other}").status_code == 404, other
    assert tiny_client.get("/data/0/routes/journey.en.svg").status_code == 404
