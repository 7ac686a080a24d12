"""Read the files of an atlas into records, noting every fault on the way."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from mapsvc.atlas.bibliography import read_source
from mapsvc.atlas.control_reading import read_control, read_districts
from mapsvc.atlas.drawn_territories import with_looks
from mapsvc.atlas.meta_reading import (
    find_other_form,
    read_followed_texts,
    read_mention_files,
    read_meta,
    read_own_words,
    read_toml_table,
)
from mapsvc.atlas.name_reading import read_names, with_registered_names
from mapsvc.atlas.old_map_reading import read_old_maps
from mapsvc.atlas.place_paths import PLACE_FILE
from mapsvc.atlas.place_reading import read_places
from mapsvc.atlas.problems import Problems, build, build_text
from mapsvc.atlas.raw_files import (
    UNREADABLE,
    csv_rows,
    features_of,
    files_of,
    read_raw_json,
    read_toml,
    whole_rows,
)
from mapsvc.atlas.stop_names import with_place_names
from mapsvc.atlas.store import DerivedLine, Store
from mapsvc.atlas.territory_reading import read_territories
from mapsvc.atlas.tour_reading import read_tours
from mapsvc.errors import GeometryError
from mapsvc.ground.folder import SHIPPED, own_folder
from mapsvc.model.geometry import parse_geometry
from mapsvc.model.meta import AtlasMeta, EventCategory, FollowedText, Polity, Topic
from mapsvc.model.old_maps import is_made_tile
from mapsvc.model.records import (
    Border,
    BorderArea,
    BorderLine,
    BorderPoint,
    ComparisonNote,
    Event,
    Leg,
    Mention,
    Route,
    Source,
    Stop,
)
from mapsvc.resources import ground_root

_BORDER_PARTS = {"line": BorderLine, "point": BorderPoint, "area": BorderArea}
_ROUTE_PARTS = {"stop": Stop, "leg": Leg}
_COMPARISONS = "comparisons.toml"
_MENTION_COLUMNS = ["line", "column", "surface", "place", "usage", "lang"]


def read_atlas(root: Path, problems: Problems) -> Store | None:
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
    meta = read_meta(root, problems)
    if find_other_form(root) is not None:
        return None
    licence = meta.licence if meta else AtlasMeta.licence
    lines = read_lines(root, problems)
    borders = {border.id: border for border in read_borders(root, lines, licence, problems)}
    polities = with_looks(dict(read_toml_table(root, "polities.toml", Polity, problems)))
    events = in_order_of_date(_read_events(root, problems))
    names = read_names(root, problems)
    stand = {place.id: (file, place) for file, place in read_places(root, problems)}
    places = {key: with_registered_names(place, names) for key, (_, place) in stand.items()}
    atlas_parts: dict[str, Any] = {
        "names": names,
        "sources": {source.id: source for source in _read_sources(root, problems)},
        "places": places,
        "place_files": {key: file for key, (file, _) in stand.items() if file != PLACE_FILE},
        **_finished_and_drafts(events),
        "borders": borders,
        "routes": {
            route.id: with_place_names(route, places, problems.languages)
            for route in read_routes(root, problems)
        },
        "mentions": tuple(_read_mentions(root, problems)),
        "texts": _in_order(read_followed_texts(root, problems), meta),
        "topics": dict(read_toml_table(root, "topics.toml", Topic, problems)),
        "categories": dict(read_toml_table(root, "categories.toml", EventCategory, problems)),
        "own_words": read_own_words(root, problems),
        "polities": polities,
        "lines": lines,
        "comparisons": tuple(_read_comparisons(root, problems)),
        "territories": read_territories(root, borders, polities, problems, _ground_folders(root, meta)),
        "districts": read_districts(root, licence, problems),
        "control": read_control(root, problems),
        "old_maps": read_old_maps(root, problems),
        "tours": {
            tour.id: tour
            for tour in sorted(read_tours(root, problems), key=lambda tour: (tour.rank, tour.id))
        },
    }
    if meta is None:
        return None
    return Store(root=root, digest=digest_of(root), meta=meta, **atlas_parts)


def _finished_and_drafts(events: Iterable[Event]) -> dict[str, dict[str, Event]]:
    found: dict[str, dict[str, Event]] = {"events": {}, "drafts": {}}
    for event in events:
        found["drafts" if event.draft else "events"][event.id] = event
    return found


def in_order_of_date(events: Iterable[Event]) -> list[Event]:
    """Return events as an atlas tells them."""
    return sorted(events, key=lambda event: (event.when.start or event.when.end, event.time or "", event.id))


def _in_order(texts: Iterable[FollowedText], meta: AtlasMeta | None) -> dict[str, FollowedText]:
    """Return the texts by id, in the order in which the atlas names them."""
    order = list(meta.texts) if meta else []
    found = sorted(
        texts, key=lambda text: (order.index(text.id) if text.id in order else len(order), text.id)
    )
    return {text.id: text for text in found}


def digest_of(root: Path) -> str:
    """Return a hash over names and bytes of an atlas's files, recipes and what is hidden left out."""
    digest = sha256()
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if "/." in f"/{name}":  # journals of editors and of versions: no part of the atlas
            continue
        # Background tiles are hashed one by one in the registry; their hashes stand for them here. Those of
        # old maps follow from what is hashed, by which their folder is called.
        made = name.startswith(("recipes/", "basemap/relief/", "basemap/water/")) or is_made_tile(name)
        if path.is_file() and not made:
            digest.update(name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _read_events(root: Path, problems: Problems) -> Iterator[Event]:
    for path, file in files_of(root, "events", ".toml", problems):
        raw = read_toml(path, file, problems)
        event = (
            build(Event, {"id": path.stem} | raw, file=file, problems=problems) if raw is not None else None
        )
        if event is None:
            problems.break_off("event", path.stem)
        else:
            yield event


def _read_sources(root: Path, problems: Problems) -> Iterator[Source]:
    items = read_raw_json(root / "sources.json", "sources.json", problems)
    listed = items if isinstance(items, list) else []
    if not isinstance(items, list) and items is not UNREADABLE:
        problems.add("sources.json", "", "must be a JSON array of CSL-JSON items")
    if listed is not items:
        problems.break_all("source")
    seen: set[str] = set()
    for index, item in enumerate(listed):
        if not (isinstance(item, dict) and _is_text(item.get("id")) and _is_text(item.get("type"))):
            problems.add("sources.json", f"[{index}]", "needs at least 'id' and 'type' (CSL-JSON)")
            problems.break_off("source", item.get("id") if isinstance(item, dict) else None)
        elif item["id"] in seen:
            problems.add("sources.json", f"[{index}].id", f"{item['id']!r} stands there twice")
        else:
            seen.add(item["id"])
            source = read_source(item, file="sources.json", prefix=f"[{index}].", problems=problems)
            if source is None:
                problems.break_off("source", item["id"])
            else:
                yield source


def read_lines(root: Path, problems: Problems) -> dict[str, DerivedLine]:
    """Return the lines that stand apart, by file and feature, noting every fault on the way."""
    lines: dict[str, DerivedLine] = {}
    for path, file in files_of(root, "lines", ".geojson", problems):
        # What is wrong with the file is told with its features.
        document = read_raw_json(root / file, file, Problems())
        head = document.get("properties") if isinstance(document, dict) else None
        for prefix, feature in features_of(root, file, problems):
            # What is the same in all features stands once, with the collection.
            own = feature.get("properties")
            said = {**(head if isinstance(head, dict) else {}), **(own if isinstance(own, dict) else {})}
            where = f"{prefix}properties.attribution"
            text = build_text(said.get("attribution"), file, where, problems)
            geometry = _geometry(feature, file, prefix, problems)
            if geometry is not None and text is not None:
                lines[f"{path.stem}/{feature.get('id')}"] = DerivedLine(
                    geometry, str(said.get("licence", "")), text
                )
    return lines


def _geometry(feature: Mapping[str, Any], file: str, prefix: str, problems: Problems) -> Any:
    try:
        return parse_geometry(feature.get("geometry"))
    except GeometryError as error:
        problems.add(file, f"{prefix}geometry", str(error))
        return None


def read_borders(
    root: Path, lines: Mapping[str, DerivedLine], licence: str, problems: Problems
) -> Iterator[Border]:
    """Yield the borders of an atlas, noting every fault on the way."""
    for path, file in files_of(root, "borders", ".geojson", problems):
        raw = _collection(root, path.stem, file, _BORDER_PARTS, problems)
        if raw is not None:
            # It may go without a short name of its own, a treaty, and other terms than the atlas's.
            usual = {"kind": "line", "signed": None, "parties": (), "articles": (), "licence": licence}
            raw = usual | ({"label": raw["title"]} if "title" in raw else {}) | raw
        border = build(Border, raw, file=file, problems=problems) if raw is not None else None
        if border is None:
            problems.break_off("border", path.stem)
            continue
        kept = []
        for line in border.lines:
            if line.geometry is None and line.line not in lines:
                problems.add(file, f"features.{line.id}.line", f"{line.line!r} names no feature of lines/")
            derived = lines.get(line.line or "")
            kept.append(dataclasses.replace(line, geometry=derived.geometry) if derived else line)
        yield dataclasses.replace(border, lines=tuple(kept))


def _ground_folders(root: Path, meta: AtlasMeta | None) -> tuple[Path, ...]:
    """Return where the coast is told: the atlas's own ground above the package's."""
    own = root / own_folder(meta.ground if meta else SHIPPED)
    return (own, ground_root()) if own.is_dir() else (ground_root(),)


def _read_comparisons(root: Path, problems: Problems) -> Iterator[ComparisonNote]:
    if not (root / _COMPARISONS).is_file():
        return
    raw = read_toml(root / _COMPARISONS, _COMPARISONS, problems) or {}
    for index, entry in enumerate(raw.get("comparisons", ())):
        note = build(
            ComparisonNote, entry, file=_COMPARISONS, prefix=f"comparisons[{index}].", problems=problems
        )
        if note is not None:
            yield note


def read_routes(root: Path, problems: Problems) -> Iterator[Route]:
    """Yield the journeys of an atlas, noting every fault on the way."""
    for path, file in files_of(root, "routes", ".geojson", problems):
        raw = _collection(root, path.stem, file, _ROUTE_PARTS, problems)
        route = build(Route, raw, file=file, problems=problems) if raw is not None else None
        if route is None:
            problems.break_off("route", path.stem)
        else:
            yield route


def _collection(
    root: Path, stem: str, file: str, kinds: Mapping[str, type[Any]], problems: Problems
) -> dict[str, Any] | None:
    """Sort the features of a border's or route's file by kind into the fields of its record."""
    document = read_raw_json(root / file, file, problems)
    if document is UNREADABLE:
        return None
    if not isinstance(document, dict) or not isinstance(document.get("properties"), dict):
        problems.add(file, "properties", "is missing; the collection carries title, dates and sources itself")
        return None
    if document.get("id") != stem:
        problems.add(file, "id", f"is {document.get('id')!r}; it must be the file's name, {stem!r}")
    parts: dict[str, list[Any]] = {kind: [] for kind in kinds}
    seen: set[str] = set()
    for prefix, feature in features_of(root, file, problems):
        built = _part(feature, file, prefix, kinds, seen, problems)
        if built is not None:
            parts[built[0]].append(built[1])
    return {"id": stem} | document["properties"] | {f"{kind}s": tuple(found) for kind, found in parts.items()}


def _part(
    feature: dict[str, Any],
    file: str,
    prefix: str,
    kinds: Mapping[str, type[Any]],
    seen: set[str],
    problems: Problems,
) -> tuple[str, Any] | None:
    """Make the record of one feature; its properties and its geometry are the record's fields."""
    properties = feature.get("properties")
    # A file of one kind of part alone need not name it in each.
    usual = next(iter(kinds)) if len(kinds) == 1 else None
    kind = properties.get("kind", usual) if isinstance(properties, dict) else None
    if not isinstance(properties, dict) or not isinstance(kind, str) or kind not in kinds:
        problems.add(file, f"{prefix}properties.kind", f"is {kind!r}; it must be one of {', '.join(kinds)}")
        return None
    part_id = feature.get("id")
    if _is_text(part_id) and part_id in seen:
        problems.add(file, f"{prefix}id", f"{part_id!r} stands there twice")
    seen.add(str(part_id))
    raw = {key: value for key, value in properties.items() if key != "kind"}
    raw |= {"id": part_id, "geometry": feature.get("geometry")}
    part = build(kinds[kind], raw, file=file, prefix=f"{prefix}properties.", problems=problems)
    return None if part is None else (kind, part)


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value)


def _read_mentions(root: Path, problems: Problems) -> Iterator[Mention]:
    for text_id, file, text in read_mention_files(root, problems):
        rows = csv_rows(text, file, problems, columns=_MENTION_COLUMNS)
        if rows is None:
            continue
        for line, row in whole_rows(rows, file, problems):
            where = f"line {line}"
            try:
                raw: dict[str, Any] = row | {"line": int(row["line"]), "column": int(row["column"])}
            except (TypeError, ValueError):
                problems.add(file, where, "'line' and 'column' must be whole numbers")
                continue
            mention = build(
                Mention, {"text": text_id} | raw, file=file, prefix=f"{where}.", problems=problems
            )
            if mention is not None:
                yield mention
