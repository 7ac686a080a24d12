"""Hold the import directions: a module may only import from a floor below its own."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "mapsvc"

# Ground first. Names on one line are neighbours that never import each other.
FLOORS: tuple[set[str], ...] = (
    {"errors"},
    {"settings", "resources", "files", "cache"},
    {"language", "letters"},
    {"model", "marking"},
    {"templating"},
    {"ground"},
    {"atlas"},
    {"geoparse", "history", "store"},
    {"scene"},
    {"render"},
    {"export"},
    {"kinds"},
    {"web"},
    {"cli", "doors"},
    {"__main__", "__init__"},
)
FLOOR_OF = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}

# A third-party package and the rooms, or the modules of rooms, that may name it.
ROOMS_OF: dict[str, tuple[str, ...]] = {
    "PIL": ("export/print/raster.py", "ground", "render/picture"),
    "babel": ("language.py", "model"),
    "bibtexparser": ("atlas/importing/readers/bibtex.py",),
    "branca": ("render",),
    "brotli": ("web/reply.py",),
    "click": ("cli",),
    "cql2": ("web/api/filters.py",),
    "distributed": ("export/corpus/cluster.py",),
    "flask": ("web",),
    "folium": ("render",),
    "geopandas": ("export/data", "doors.py"),
    "granian": ("cli",),
    "jinja2": ("templating.py",),
    "marisa_trie": ("atlas/gazetteer",),
    "markupsafe": ("templating.py", "render", "export/reading.py"),
    "msgspec": ("store/codec.py",),
    "numpy": (
        *("model", "ground", "atlas/checks", "history/whereabouts.py", "export/data/tables.py"),
        "render/picture",
    ),
    "openpyxl": ("atlas/importing/readers/xlsx.py",),
    "pandas": ("export/data/tables.py",),
    "prometheus_client": ("cli/operating.py", "web/metrics.py"),
    "pptx": ("export/print/pptx.py", "export/print/slide_text.py"),
    "psycopg": ("store/postgis.py",),
    "psycopg_pool": ("store/postgis.py",),
    "pyarrow": ("export/corpus/table.py", "export/data/geoparquet.py"),
    "pydantic": ("model", "atlas"),
    "pydantic_core": ("model",),
    "pyogrio": ("atlas/importing/readers/vector.py", "export/data/gpkg.py"),
    "pypdf": ("geoparse/readers/pdf.py",),
    "pyproj": ("atlas/importing/readers/vector.py", "ground/projection.py", "model/geometry.py"),
    "resvg": ("export/print/raster.py",),
    "rispy": ("atlas/importing/readers/ris.py",),
    "segno": ("export/qr.py",),
    "shapefile": ("ground",),
    "shapely": ("model", "ground", "atlas", "history", "scene", "render", "export", "store", "web/api"),
    "tomlkit": ("atlas/editing/toml_text.py", "atlas/new"),
    "typst": ("export/print/typesetting.py",),
    "werkzeug": ("web",),
}

# Set before anything is imported, so that a lower floor may read it.
FREE_TO_ALL = {"mapsvc.__version__"}

MODULES = sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py"))


def syntax_tree(module: str) -> ast.Module:
    return ast.parse((PACKAGE / module).read_text(encoding="utf-8"), filename=module)


@cache
def imported_names(module: str) -> tuple[str, ...]:
    """Every dotted name that `module` imports, wherever the import stands."""
    names: list[str] = []
    for node in ast.walk(syntax_tree(module)):
        if isinstance(node, ast.Import):
            names += (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}:{node.lineno} uses a relative import"
            names += (f"{node.module}.{alias.name}" for alias in node.names)
    return tuple(names)


def room_of(module: str) -> str:
    return module.split("/")[0].removesuffix(".py")


def room_named(name: str) -> str:
    """The room an imported `mapsvc…` name leads to; what is in no room is in `__init__`."""
    parts = name.split(".")
    if len(parts) > 1 and ((PACKAGE / parts[1]).is_dir() or (PACKAGE / f"{parts[1]}.py").is_file()):
        return parts[1]
    return "__init__"


def test_module_stands_on_a_floor() -> None:
    assert [module for module in MODULES if room_of(module) not in FLOOR_OF] == []


#: Each module with a name that it imports.
IMPORTS = [(module, name) for module in MODULES for name in imported_names(module)]


def test_module_imports_only_from_floors_below() -> None:
    for module, name in IMPORTS:
        room, other = room_of(module), room_named(name)
        if name.split(".")[0] == "mapsvc" and other != room and name not in FREE_TO_ALL:
            assert FLOOR_OF[other] < FLOOR_OF[room], f"{module} must not import {name}"


def foreign_names(module: str) -> set[str]:
    """The third-party packages that a module names."""
    return {name.split(".")[0] for name in imported_names(module)} - sys.stdlib_module_names - {"mapsvc"}


def test_third_party_package_stays_in_its_rooms() -> None:
    for module in MODULES:
        for name in foreign_names(module):
            assert any(home in (module, *parents(module)) for home in ROOMS_OF[name]), (
                f"{name} belongs to {ROOMS_OF[name]}, not to {module}"
            )


def parents(module: str) -> Iterator[str]:
    return (str(folder) for folder in Path(module).parents)


def test_every_room_of_a_third_party_package_needs_it() -> None:
    named = {
        (name, home)
        for module in MODULES
        for name in foreign_names(module)
        for home in (module, *parents(module))
    }
    assert {(name, home) for name, homes in ROOMS_OF.items() for home in homes} - named == set()


def plain(distribution: str) -> str:
    """Return a distribution's name as the index compares it."""
    return re.sub(r"[-_.]+", "-", distribution).lower()


def test_third_party_packages_are_declared_dependencies_and_no_others() -> None:
    project = tomllib.loads((PACKAGE.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    optional = ("parquet", "cluster", "ground", "postgis")
    requirements = [*project["dependencies"], *(one for name in optional for one in extras[name])]
    declared = {plain(re.split(r"[^\w-]", requirement)[0]) for requirement in requirements}
    installed = packages_distributions()
    foreign = {name for module in MODULES for name in foreign_names(module)}
    assert {name for name in foreign if declared.isdisjoint(map(plain, installed.get(name, [])))} == set()
    assert declared - {plain(one) for name in foreign for one in installed.get(name, [])} == set()


#: Where a date comes in as text: fields of files, what somebody asks for, what the geoparser found.
READS_DATES = {
    "geoparse/drafting/proposals.py",
    "geoparse/typed_dates.py",
    "model/fields.py",
    "atlas/importing/date_cells.py",
    "atlas/linked_places.py",
    "atlas/period.py",
    "export/corpus/table.py",
    "export/data/tables.py",
    "export/reading.py",
    "store/codec.py",
    "web/api/parameters.py",
}


def test_dates_are_parsed_where_they_come_in_and_nowhere_else() -> None:
    parsing = {f"mapsvc.model.dates.{name}" for name in ("parse_date", "take_apart")}
    reading = {module for module in MODULES if parsing & set(imported_names(module))}
    assert reading - {"model/date_text.py"} == READS_DATES


def printed(module: str) -> list[int]:
    """The lines of a module that print."""
    calls = (node.func for node in ast.walk(syntax_tree(module)) if isinstance(node, ast.Call))
    return [call.lineno for call in calls if isinstance(call, ast.Name) and call.id == "print"]


def test_module_logs_and_never_prints() -> None:
    assert {module: lines for module in MODULES if (lines := printed(module))} == {}


#: What the rest of the package may ask of the room that draws pictures: a sheet, a panel, a locator, a view,
#: the ground and its names, and how texts are set.
PICTURE_DOORS = {
    "sheet": {"HALL", "Captions", "Picture", "Sheet", "draw_picture", "portrait_fits_better"},
    "locator": {"find_locator", "locator_address"},
    "view": {"Panel", "fit_view"},
    "names": {"ground_words"},
    "letters": {"FAMILY", "Style", "font_folder", "text_width"},
    "svg_text": {"plain"},
}


def test_pictures_know_no_page() -> None:
    for module, name in IMPORTS:
        if not module.startswith("render/picture/"):
            continue
        assert not name.startswith("mapsvc.render.") or name.startswith("mapsvc.render.picture."), name
        assert name.split(".")[0] not in {"folium", "branca", "flask", "jinja2"}, name


def test_pictures_are_asked_through_few_names() -> None:
    for module, name in IMPORTS:
        if not module.startswith("render/picture/") and name.startswith("mapsvc.render.picture."):
            _, _, _, home, *asked = name.split(".")
            assert set(asked) <= PICTURE_DOORS.get(home, set()), f"{module} asks for {name}"


SCRIPTS = sorted(
    path.relative_to(PACKAGE.parent).as_posix()
    for folder in ("bench", "docs", "geodata/recipes")
    for path in (PACKAGE.parent / folder).rglob("*.py")
)


@pytest.mark.parametrize("script", SCRIPTS)
def test_script_beside_the_package_imports_what_is_there(script: str) -> None:
    """Most scripts run for minutes or need packages: who needs one next would find the name that moved."""
    tree = ast.parse((PACKAGE.parent / script).read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "mapsvc":
            module = import_module(str(node.module))
            for alias in node.names:
                assert hasattr(module, alias.name) or import_module(f"{node.module}.{alias.name}")


#: What reads would run what stands in it.
RUNNING = {"pickle", "marshal", "shelve", "yaml", "joblib", "dill", "cloudpickle"}


def test_nothing_that_is_read_is_run() -> None:
    # Painters are processes of our own, and hear nobody else.
    for module in {*MODULES} - {"export/print/raster.py"}:
        assert RUNNING.isdisjoint(name.split(".")[0] for name in imported_names(module)), module
        calls = (node.func for node in ast.walk(syntax_tree(module)) if isinstance(node, ast.Call))
        named = {call.id for call in calls if isinstance(call, ast.Name)}
        assert named.isdisjoint({"eval", "exec", "__import__"}), module
