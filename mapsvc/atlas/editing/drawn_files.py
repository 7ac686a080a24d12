"""The files of an atlas that hold shapes: which there are, how they change, and what is wrong with them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from mapsvc.atlas.atlas_reading import read_borders, read_lines, read_routes
from mapsvc.atlas.control_reading import DISTRICTS_FILE, read_districts
from mapsvc.atlas.drawn_territories import GroundWords
from mapsvc.atlas.editing.geojson_text import put_feature, put_head, remove_feature
from mapsvc.atlas.editing.record_fields import form_of
from mapsvc.atlas.linked_places import PlaceProperties
from mapsvc.atlas.meta_reading import read_meta
from mapsvc.atlas.place_reading import read_places
from mapsvc.atlas.problems import Problem, Problems
from mapsvc.atlas.raw_files import read_raw_json
from mapsvc.atlas.registry import read_registry
from mapsvc.atlas.territory_reading import TERRITORY_FOLDER, read_drawn
from mapsvc.errors import RequestError
from mapsvc.model.control import District
from mapsvc.model.fields import Slug
from mapsvc.model.meta import AtlasMeta
from mapsvc.model.records import Border, BorderArea, BorderLine, BorderPoint, Leg, Route, Stop

PLACES_FILE = "places.geojson"
#: What shapes say beside what a form asks for.
_BY_HAND = ("geometry", "line")
#: Shapes of these share their vertices, whichever file they stand in; of a journey its own stops and legs do.
_SHARING = "ground"


@dataclass(frozen=True)
class ShapeSort:
    """A sort of shape in a file: its `kind` there, drawn as `line`, `area` or `point`, and what it says."""

    kind: str
    drawn: str
    record: type[Any]
    leave_out: tuple[str, ...] = ()


@dataclass(frozen=True)
class FileSort:
    """
    A sort of file that holds shapes.

    Attributes
    ----------
    where
        Its path, or its folder with a stroke behind.
    head
        What the file says of itself; nothing where it says no more than a licence.
    group
        Whose vertices are its own too; each file has a group of its own if not given.
    """

    where: str
    shapes: tuple[ShapeSort, ...]
    head: type[Any] | None = None
    group: str = ""

    def holds(self, path: str) -> bool:
        """Tell whether a path is one of this sort."""
        folder, dot, ending = path.rpartition(".")
        name = folder.removeprefix(self.where)
        return path == self.where or (
            folder.startswith(self.where) and dot == "." and ending == "geojson" and "/" not in name
        )


FILE_SORTS = (
    FileSort(PLACES_FILE, (ShapeSort("", "point", PlaceProperties),)),
    FileSort(
        "borders/",
        (
            ShapeSort("line", "line", BorderLine, _BY_HAND),
            ShapeSort("point", "point", BorderPoint, _BY_HAND),
            ShapeSort("area", "area", BorderArea, _BY_HAND),
        ),
        Border,
        _SHARING,
    ),
    FileSort("territories/", (ShapeSort("", "area", GroundWords),), None, _SHARING),
    FileSort(
        "routes/",
        (ShapeSort("stop", "point", Stop, _BY_HAND), ShapeSort("leg", "line", Leg, _BY_HAND)),
        Route,
    ),
    FileSort(
        DISTRICTS_FILE,
        (ShapeSort("", "area", District, (*_BY_HAND, "licence", "attribution")),),
        None,
        _SHARING,
    ),
)


def sort_of(path: str) -> FileSort:
    """Return what sort of file a path is; `RequestError` if no shapes stand there."""
    for sort in FILE_SORTS:
        if sort.holds(path):
            return sort
    msg = f"{path[:80]!r} is no file of an atlas that holds shapes."
    raise RequestError(msg)


def drawn_paths(root: Path) -> list[str]:
    """Return the files of an atlas that hold shapes, in the order of their sorts."""
    found = []
    for sort in FILE_SORTS:
        folder = root / sort.where
        paths = sorted(folder.glob("*.geojson")) if sort.where.endswith("/") else [folder]
        found += [path.relative_to(root).as_posix() for path in paths if path.is_file()]
    return found


def made_by_recipes(root: Path) -> frozenset[str]:
    """Return the files that recipes make: who draws in one would lose it when they are made again."""
    return frozenset(read_registry(root, Problems()))


def forms() -> list[dict[str, Any]]:
    """Return what is asked of each sort of file and of the shapes in it."""
    return [
        {
            "where": sort.where,
            "group": sort.group,
            "head": form_of(sort.head, leave_out=("kind",)) if sort.head else [],
            "shapes": [
                {
                    "kind": shape.kind,
                    "drawn": shape.drawn,
                    "fields": [*_holder(sort), *form_of(shape.record, leave_out=shape.leave_out)],
                }
                for shape in sort.shapes
            ],
        }
        for sort in FILE_SORTS
    ]


def _holder(sort: FileSort) -> Iterator[dict[str, Any]]:
    if any(shape.record is GroundWords for shape in sort.shapes):
        yield {"name": "polity", "asked": "word", "of": "polity", "needed": True}


# ---- changing --------------------------------------------------------------------------------------
@dataclass(frozen=True)
class ShapeChange:
    """
    A change of a file that holds shapes.

    Attributes
    ----------
    path
        The file.
    id
        Of the feature; nothing for the file itself.
    value
        The whole feature, or members of the file (`id`, `properties`); nothing takes either out.
    """

    path: str
    id: Slug | None
    value: Mapping[str, Any] | None


def changed_text(text: str, changes: Iterable[ShapeChange]) -> str | None:
    """
    Return the text of a file with its changes; nothing if it is to go.

    Raises
    ------
    RequestError
        If the file is none that shapes can be put into.
    """
    try:
        for change in changes:
            if change.id is None and change.value is None:
                return None
            if change.id is None:
                for key, value in (change.value or {}).items():
                    text = put_head(text, key, value)
            elif change.value is None:
                text = remove_feature(text, change.id)
            else:
                text = put_feature(text, change.value)
    except ValueError as error:
        msg = f"The file cannot be changed: {error}."
        raise RequestError(msg) from error
    return text


def faults_in(root: Path, texts: Mapping[str, str | None]) -> list[Problem]:
    """
    Return what the ordinary readers find at fault in files, fields named by the id of their feature.

    Parameters
    ----------
    root
        The atlas, for its languages and the lines that borders follow.
    texts
        Files as they would be, by path.
    """
    meta = read_meta(root, Problems())
    problems = Problems(languages=meta.languages if meta else ())
    licence = meta.licence if meta else AtlasMeta.licence
    with TemporaryDirectory() as scratch:
        beside = Path(scratch)
        there = {path: text for path, text in texts.items() if text}
        for path, text in there.items():
            (beside / path).parent.mkdir(exist_ok=True)
            (beside / path).write_bytes(text.encode())
        list(read_borders(beside, read_lines(root, Problems()), licence, problems))
        list(read_routes(beside, problems))
        read_districts(beside, licence, problems)
        if PLACES_FILE in there:
            list(read_places(beside, problems))
        for path in there:
            if path.startswith(f"{TERRITORY_FOLDER}/"):
                read_drawn(beside, Path(path).stem, problems)
        return [_by_id(problem, texts) for problem in problems.found]


def _by_id(problem: Problem, texts: Mapping[str, str | None]) -> Problem:
    """Return a fault whose field says the id of the feature in place of its number."""
    found = re.match(r"features\[(\d+)\]\.(?:properties\.)?(.*)", problem.field)
    if not found:
        return problem
    feature = json.loads(texts[problem.file] or "{}")["features"][int(found[1])]
    name = feature.get("id") if isinstance(feature, dict) else None
    return Problem(problem.file, f"features.{name or found[1]}.{found[2]}", problem.message)


def read_shapes(text: str, path: str) -> tuple[Any, list[Problem]]:
    """Return a file as data, and why it is none."""
    problems = Problems()
    with TemporaryDirectory() as scratch:
        (Path(scratch) / "file").write_bytes(text.encode())
        document = read_raw_json(Path(scratch) / "file", path, problems)
    good = isinstance(document, dict) and isinstance(document.get("features"), list)
    if not good and not problems:
        problems.add(path, "features", "is missing; the file must be a GeoJSON FeatureCollection")
    return (document if good else None), problems.found


def new_faults(root: Path, before: Mapping[str, str], after: Mapping[str, str | None]) -> Sequence[Problem]:
    """Return what changes would spoil: faults that the files did not have."""
    old = set(faults_in(root, before))
    return [problem for problem in faults_in(root, after) if problem not in old]
