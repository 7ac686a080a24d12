"""Read the files of an atlas into records, noting every fault on the way."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import tomllib
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from mapsvc.atlas.bibliography import read_source
from mapsvc.atlas.linked_places import read_place
from mapsvc.atlas.problems import Problems, build
from mapsvc.atlas.store import Atlas, DerivedLine
from mapsvc.errors import GeometryError
from mapsvc.model.geometry import parse_geometry
from mapsvc.model.records import (
    AtlasMeta,
    Border,
    BorderArea,
    BorderLine,
    BorderPoint,
    Event,
    Leg,
    Mention,
    Place,
    Route,
    Source,
    Stop,
    Text,
)

_BORDER_PARTS = {"line": BorderLine, "point": BorderPoint, "area": BorderArea}
_ROUTE_PARTS = {"stop": Stop, "leg": Leg}
_MENTION_COLUMNS = ["line", "column", "surface", "place", "usage", "lang"]


def read_atlas(root: Path, problems: Problems) -> Atlas | None:
    """
    Read an atlas folder.

    Parameters
    ----------
    root
        The folder that holds `atlas.toml`.
    problems
        Takes every fault of every file.

    Returns
    -------
    atlas
        With all records that could be read; nothing if `atlas.toml` itself could not.
    """
    raw_meta = _read_toml(root / "atlas.toml", "atlas.toml", problems)
    meta = build(AtlasMeta, raw_meta, file="atlas.toml", problems=problems) if raw_meta is not None else None
    lines = _read_lines(root, problems)
    borders = {border.id: border for border in _read_borders(root, lines, problems)}
    events = sorted(
        _read_events(root, problems),
        key=lambda event: (event.when.start or event.when.end, event.time or "", event.id),
    )
    atlas_parts: dict[str, Any] = {
        "sources": {source.id: source for source in _read_sources(root, problems)},
        "places": {place.id: place for place in _read_places(root, problems)},
        "events": {event.id: event for event in events},
        "borders": borders,
        "routes": {route.id: route for route in _read_routes(root, problems)},
        "mentions": tuple(_read_mentions(root, problems)),
        "lines": lines,
    }
    if meta is None:
        return None
    return Atlas(root=root, digest=digest_of(root), meta=meta, **atlas_parts)


def digest_of(root: Path) -> str:
    """Return a hash over names and bytes of an atlas's files, recipes left out."""
    digest = sha256()
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        # Background tiles are hashed one by one in the registry; their hashes stand for them here.
        if path.is_file() and not name.startswith(("recipes/", "basemap/relief/", "basemap/water/")):
            digest.update(name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _read_text(path: Path, file: str, problems: Problems) -> str | None:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        problems.add(file, "", "is missing")
    except UnicodeDecodeError as error:
        problems.add(file, "", f"is not UTF-8: byte {error.start} cannot be read")
    except OSError as error:
        problems.add(file, "", f"cannot be read: {error.strerror}")
    return None


def _read_toml(path: Path, file: str, problems: Problems) -> dict[str, Any] | None:
    text = _read_text(path, file, problems)
    try:
        return None if text is None else tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        problems.add(file, "", f"is no valid TOML: {error}")
        return None


def read_json(path: Path, file: str, problems: Problems) -> Any:
    """Return a parsed JSON file, or nothing after noting what is wrong with it."""
    text = _read_text(path, file, problems)
    try:
        return None if text is None else json.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        problems.add(file, "", f"is no valid JSON: {error}")
        return None


def _refuse_constant(name: str) -> None:
    msg = f"{name} is no JSON number"
    raise ValueError(msg)


def _files(root: Path, folder: str, suffix: str, problems: Problems) -> Iterator[tuple[Path, str]]:
    for path in sorted((root / folder).glob("*")):
        file = f"{folder}/{path.name}"
        if path.name.startswith(".") or path.is_dir():
            continue
        if path.suffix != suffix:
            problems.add(file, "", f"does not end in {suffix!r}; move it elsewhere or rename it")
            continue
        yield path, file


def _read_events(root: Path, problems: Problems) -> Iterator[Event]:
    for path, file in _files(root, "events", ".toml", problems):
        raw = _read_toml(path, file, problems)
        event = (
            build(Event, {"id": path.stem} | raw, file=file, problems=problems) if raw is not None else None
        )
        if event is not None:
            yield event


def _features(root: Path, file: str, problems: Problems) -> Iterator[tuple[str, dict[str, Any]]]:
    document = read_json(root / file, file, problems)
    if document is None:
        return
    features = document.get("features") if isinstance(document, dict) else None
    if not isinstance(features, list):
        problems.add(file, "features", "is missing; the file must be a GeoJSON FeatureCollection")
        return
    for index, feature in enumerate(features):
        if isinstance(feature, dict):
            yield f"features[{index}].", feature
        else:
            problems.add(file, f"features[{index}]", "is no GeoJSON feature")


def _read_places(root: Path, problems: Problems) -> Iterator[Place]:
    seen: set[str] = set()
    for prefix, feature in _features(root, "places.geojson", problems):
        place = read_place(feature, file="places.geojson", prefix=prefix, problems=problems)
        if place is not None and place.id in seen:
            problems.add("places.geojson", f"{prefix}id", f"{place.id!r} stands there twice")
        elif place is not None:
            seen.add(place.id)
            yield place


def _read_sources(root: Path, problems: Problems) -> Iterator[Source]:
    items = read_json(root / "sources.json", "sources.json", problems)
    seen: set[str] = set()
    for index, item in enumerate(items if isinstance(items, list) else ()):
        if not isinstance(item, dict) or not item.get("id") or not item.get("type"):
            problems.add("sources.json", f"[{index}]", "needs at least 'id' and 'type' (CSL-JSON)")
        elif item["id"] in seen:
            problems.add("sources.json", f"[{index}].id", f"{item['id']!r} stands there twice")
        else:
            seen.add(item["id"])
            yield read_source(item)


def _read_lines(root: Path, problems: Problems) -> dict[str, DerivedLine]:
    lines: dict[str, DerivedLine] = {}
    for path, file in _files(root, "lines", ".geojson", problems):
        for prefix, feature in _features(root, file, problems):
            properties = feature.get("properties") or {}
            attribution = properties.get("attribution")
            if isinstance(attribution, str):
                attribution = {"tr": attribution, "en": attribution}
            text = build(
                Text,
                attribution or {},
                file=file,
                prefix=f"{prefix}properties.attribution.",
                problems=problems,
            )
            geometry = _geometry(feature, file, prefix, problems)
            if geometry is not None and text is not None:
                lines[f"{path.stem}/{feature.get('id')}"] = DerivedLine(
                    geometry, str(properties.get("licence", "")), text
                )
    return lines


def _geometry(feature: Mapping[str, Any], file: str, prefix: str, problems: Problems) -> Any:
    try:
        return parse_geometry(feature.get("geometry"))
    except GeometryError as error:
        problems.add(file, f"{prefix}geometry", str(error))
        return None


def _read_borders(root: Path, lines: Mapping[str, DerivedLine], problems: Problems) -> Iterator[Border]:
    for path, file in _files(root, "borders", ".geojson", problems):
        raw = _collection(root, path.stem, file, _BORDER_PARTS, problems)
        border = build(Border, raw, file=file, problems=problems) if raw is not None else None
        if border is None:
            continue
        kept = []
        for line in border.lines:
            if line.geometry is None and line.line not in lines:
                problems.add(file, f"features.{line.id}.line", f"{line.line!r} names no feature of lines/")
            derived = lines.get(line.line or "")
            kept.append(dataclasses.replace(line, geometry=derived.geometry) if derived else line)
        yield dataclasses.replace(border, lines=tuple(kept))


def _read_routes(root: Path, problems: Problems) -> Iterator[Route]:
    for path, file in _files(root, "routes", ".geojson", problems):
        raw = _collection(root, path.stem, file, _ROUTE_PARTS, problems)
        route = build(Route, raw, file=file, problems=problems) if raw is not None else None
        if route is not None:
            yield route


def _collection(
    root: Path, stem: str, file: str, kinds: Mapping[str, type[Any]], problems: Problems
) -> dict[str, Any] | None:
    """Sort the features of a border's or route's file by kind into the fields of its record."""
    document = read_json(root / file, file, problems)
    if not isinstance(document, dict) or not isinstance(document.get("properties"), dict):
        if document is not None:
            problems.add(
                file,
                "properties",
                "is missing; the collection itself carries the title, the dates and the sources",
            )
        return None
    if document.get("id") != stem:
        problems.add(file, "id", f"is {document.get('id')!r}; it must be the file's name, {stem!r}")
    parts: dict[str, list[Any]] = {kind: [] for kind in kinds}
    seen: set[str] = set()
    for prefix, feature in _features(root, file, problems):
        properties = dict(feature.get("properties") or {})
        kind = properties.pop("kind", None)
        if kind not in kinds:
            problems.add(
                file, f"{prefix}properties.kind", f"is {kind!r}; it must be one of {', '.join(kinds)}"
            )
            continue
        raw = properties | {"id": feature.get("id"), "geometry": feature.get("geometry")}
        if feature.get("id") in seen:
            problems.add(file, f"{prefix}id", f"{feature['id']!r} stands there twice")
        seen.add(str(feature.get("id")))
        part = build(kinds[kind], raw, file=file, prefix=f"{prefix}properties.", problems=problems)
        if part is not None:
            parts[kind].append(part)
    return {"id": stem} | document["properties"] | {f"{kind}s": tuple(found) for kind, found in parts.items()}


def _read_mentions(root: Path, problems: Problems) -> Iterator[Mention]:
    text = _read_text(root / "mentions.csv", "mentions.csv", problems)
    if text is None:
        return
    # Not `splitlines`: it also breaks at separators that may stand inside a surface form.
    rows = csv.DictReader(io.StringIO(text, newline=""))
    if rows.fieldnames != _MENTION_COLUMNS:
        problems.add("mentions.csv", "line 1", f"must be {','.join(_MENTION_COLUMNS)}")
        return
    for row in rows:
        try:
            raw: dict[str, Any] = row | {"line": int(row["line"]), "column": int(row["column"])}
        except (TypeError, ValueError):
            problems.add("mentions.csv", f"line {rows.line_num}", "'line' and 'column' must be whole numbers")
            continue
        mention = build(Mention, raw, file="mentions.csv", prefix=f"line {rows.line_num}.", problems=problems)
        if mention is not None:
            yield mention
