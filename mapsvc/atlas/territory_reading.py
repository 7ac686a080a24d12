"""
Read who held what: the polygons of `territories/<id>.geojson`, and what is said of them.

Somebody who draws by hand may say all in the one file. Where polygons are derived from others, words stand in
`territories/<id>.toml`, so that nothing that people edit is written by a recipe.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from mapsvc.atlas.drawn_territories import DrawnGrounds, GroundWords, HeldGround, SetWords, states_of_affairs
from mapsvc.atlas.problems import Problems, build
from mapsvc.atlas.raw_files import UNREADABLE, features_of, files_of, read_raw_json, read_toml
from mapsvc.atlas.registry import read_registry
from mapsvc.model.fields import SLUG
from mapsvc.model.meta import Polity
from mapsvc.model.records import Border, TerritorySet

TERRITORY_FOLDER = "territories"
_DRAWN, _WORDS = ".geojson", ".toml"
#: What a state of affairs has from its border alone.
_OF_BORDER = frozenset({"valid", "status", "sources"})


def drawn_file(border_id: str) -> str:
    """Return where the polygons of a border's state of affairs stand."""
    return f"{TERRITORY_FOLDER}/{border_id}{_DRAWN}"


def words_place(root: Path, border_id: str, territory_id: str) -> tuple[str, str]:
    """Return file and field in which a territory is spoken of."""
    file = f"{TERRITORY_FOLDER}/{border_id}{_WORDS}"
    if (root / file).is_file():
        return file, f"territories.{territory_id}"
    return drawn_file(border_id), f"features.{territory_id}"


def read_territories(
    root: Path,
    borders: Mapping[str, Border],
    polities: Mapping[str, Polity],
    problems: Problems,
    ground: Sequence[Path] = (),
) -> dict[str, TerritorySet]:
    """
    Read every state of affairs that is drawn.

    Parameters
    ----------
    root
        The folder of the atlas.
    borders, polities
        Those of the atlas by id: a state of affairs has span, status and sources of its border, a territory
        the name of its holder.
    problems
        Takes the faults.
    ground
        Folders of the ground, whose coast ends what a person drew.

    Returns
    -------
    states
        By the id of the border.
    """
    drawn = []
    # What is wrong with the registry itself is told where it is checked.
    derived = read_registry(root, Problems())
    for path, file in files_of(root, TERRITORY_FOLDER, _DRAWN, problems, beside=(_WORDS,)):
        if path.stem in borders:
            found = read_drawn(root, path.stem, problems, derived)
            if found is not None:
                drawn.append(found)
        elif not problems.is_broken("border", path.stem):
            near = get_close_matches(path.stem, list(borders), n=3, cutoff=0.6)
            hint = f"; did you mean {' or '.join(map(repr, near))}?" if near else ""
            problems.add(file, "id", f"{path.stem!r} names no border of the atlas{hint}")
    for path in sorted((root / TERRITORY_FOLDER).glob(f"*{_WORDS}")):
        if not path.with_suffix(_DRAWN).is_file():
            message = f"speaks of ground that is not drawn; {path.stem}{_DRAWN} is missing beside it"
            problems.add(f"{TERRITORY_FOLDER}/{path.name}", "", message)
    return states_of_affairs(drawn, borders, polities, ground)


def read_drawn(
    root: Path, stem: str, problems: Problems, derived: Collection[str] = ()
) -> DrawnGrounds | None:
    """Read the territories that a border drew, as their files have them; `derived` are files of recipes."""
    file = drawn_file(stem)
    document = read_raw_json(root / file, file, problems)
    if document is UNREADABLE:
        return None
    if not isinstance(document, dict):
        problems.add(file, "", "must be a GeoJSON FeatureCollection")
        return None
    if document.get("id", stem) != stem:
        problems.add(file, "id", f"is {document['id']!r}; it must be the file's name, {stem!r}")
    head = _head(document, file, problems)
    said, raw_grounds = _read_words(root, stem, problems)
    grounds = tuple(_read_grounds(root, stem, file, raw_grounds, problems))
    own = build(SetWords, _given(head), file=file, prefix="properties.", problems=problems) or SetWords()
    for key in sorted(said.keys() & _given(head).keys()):
        problems.add(file, f"properties.{key}", f"stands in {stem}{_WORDS} too; keep it in one of them")
    words = build(SetWords, said, file=f"{TERRITORY_FOLDER}/{stem}{_WORDS}", problems=problems) or SetWords()
    merged = replace(own, **{key: getattr(words, key) for key in said if hasattr(words, key)})
    return DrawnGrounds(stem, grounds, merged, derived=file in derived)


def _head(document: Mapping[str, Any], file: str, problems: Problems) -> dict[str, Any]:
    """Return what the file says of the whole: nothing, if a program for drawing wrote it."""
    head = document.get("properties") or {}
    if not isinstance(head, dict):
        problems.add(file, "properties", "must be a table of fields, {…}")
        return {}
    for key in sorted(_OF_BORDER & head.keys()):
        problems.add(file, f"properties.{key}", "is the border's and is not repeated; take it out here")
    return {key: value for key, value in head.items() if key not in _OF_BORDER}


def _read_words(root: Path, stem: str, problems: Problems) -> tuple[dict[str, Any], Mapping[str, Any]]:
    """Return what is said of the whole, and of each territory by its id."""
    file = f"{TERRITORY_FOLDER}/{stem}{_WORDS}"
    raw = read_toml(root / file, file, problems) if (root / file).is_file() else None
    grounds = (raw or {}).pop("territories", {})
    if not isinstance(grounds, Mapping):
        problems.add(file, "territories", "must be a table by the id of a territory, [territories.<id>]")
        grounds = {}
    return raw or {}, grounds


def _read_grounds(
    root: Path, stem: str, file: str, said: Mapping[str, Any], problems: Problems
) -> Iterator[HeldGround]:
    seen: set[str] = set()
    for prefix, feature in features_of(root, file, problems):
        properties = feature.get("properties")
        if not isinstance(properties, dict):
            problems.add(file, f"{prefix}properties", "is missing; 'polity' must say who held the ground")
            continue
        given = _given(properties)
        if given.pop("kind", "territory") != "territory":
            problems.add(
                file, f"{prefix}properties.kind", f"is {properties['kind']!r}; it must be 'territory'"
            )
        polity = given.pop("polity", None)
        ground_id = _id_of(feature.get("id"), polity, seen)
        if ground_id in seen:
            problems.add(file, f"{prefix}id", f"{ground_id!r} stands there twice")
        seen.add(str(ground_id))
        words = build(GroundWords, given, file=file, prefix=f"{prefix}properties.", problems=problems)
        raw = {"id": ground_id, "polity": polity, "geometry": feature.get("geometry")}
        raw = {key: value for key, value in raw.items() if value is not None or key == "geometry"}
        raw["words"] = _with_words(words or GroundWords(), given, stem, str(ground_id), said, problems)
        ground = build(HeldGround, raw, file=file, prefix=f"{prefix}properties.", problems=problems)
        if ground is not None:
            yield ground
    for lost in sorted(said.keys() - seen):
        known = ", ".join(sorted(seen))
        message = f"{lost!r} is no territory of {stem}{_DRAWN}; it has {known}"
        problems.add(f"{TERRITORY_FOLDER}/{stem}{_WORDS}", f"territories.{lost}", message)


def _given(properties: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is said; drawing programs write a null for each column that is empty."""
    return {key: value for key, value in properties.items() if value is not None}


def _id_of(found: Any, polity: Any, seen: set[str]) -> Any:
    """Return the id of a territory: its holder's, numbered, where a drawing program gave none or a number."""
    if isinstance(found, str) or not (isinstance(polity, str) and re.match(SLUG, polity)):
        return found
    number = 1
    while (made := polity if number == 1 else f"{polity}-{number}") in seen:
        number += 1
    return made


def _with_words(
    words: GroundWords,
    given: Mapping[str, Any],
    stem: str,
    ground_id: str,
    said: Mapping[str, Any],
    problems: Problems,
) -> GroundWords:
    """Return the words of the drawing with those of the file beside it."""
    file, prefix = f"{TERRITORY_FOLDER}/{stem}{_WORDS}", f"territories.{ground_id}."
    raw = said.get(ground_id)
    if raw is None:
        return words
    more = build(GroundWords, raw, file=file, prefix=prefix, problems=problems)
    if more is None:
        return words
    for key in sorted(raw.keys() & given.keys()):
        problems.add(file, f"{prefix}{key}", f"stands in {stem}{_DRAWN} too; keep it in one of them")
    return replace(words, **{key: getattr(more, key) for key in raw})
