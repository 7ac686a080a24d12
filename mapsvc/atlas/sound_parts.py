"""What of an atlas with faults is sound: whatever names something that is not there is left out."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import replace
from typing import Any

from mapsvc.atlas.problems import Problems
from mapsvc.atlas.references import find_dangling
from mapsvc.atlas.store import Store
from mapsvc.errors import AtlasError

#: How many faults one message lists.
_FAULTS_TOLD = 12
#: Sets whose records have a file each, with its folder and ending.
_FILED = (
    *(("events", "events/", ".toml"), ("drafts", "events/", ".toml"), ("tours", "tours/", ".toml")),
    *(("borders", "borders/", ".geojson"), ("routes", "routes/", ".geojson")),
    *(("territories", "territories/", ".geojson"), ("territories", "borders/", ".geojson")),
    *(("texts", "texts/", ".toml"),),
)
#: Sets that share a file, in which a fault is told after the record's id.
_IN_ONE_FILE = (("places", "places.geojson"), ("sources", "sources.json"), ("polities", "polities.toml"))


def sound_part(atlas: Store, problems: Problems) -> Store:
    """
    Return an atlas without the records that name what it has not got.

    Parameters
    ----------
    atlas
        As it was read.
    problems
        Takes what was found to be missing.

    Raises
    ------
    AtlasError
        If what is wrong cannot be left out, such as who holds the ground.
    """
    while True:
        found = Problems(broken=set(), languages=problems.languages)
        find_dangling(atlas, found)
        problems.found += [one for one in found.found if one not in problems.found]
        if not found:
            return atlas
        sound = _without(atlas, {(one.file, one.field) for one in found.found})
        if _size(sound) == _size(atlas) and sound.meta == atlas.meta:
            listed = "\n  ".join(map(str, found.found[:_FAULTS_TOLD]))
            msg = f"These faults cannot be left out:\n  {listed}"
            raise AtlasError(msg)
        atlas = sound


def _size(atlas: Store) -> int:
    held = (name for name, *_ in (*_FILED, *_IN_ONE_FILE))
    names = dict.fromkeys([*held, "mentions", "control", "comparisons"])
    return sum(len(getattr(atlas, name)) for name in names)


def _without(atlas: Store, faults: set[tuple[str, str]]) -> Store:
    files = {file for file, _ in faults}
    parts: dict[str, Any] = {}
    for name, folder, suffix in _FILED:
        lost = {file.removeprefix(folder).removesuffix(suffix) for file in files if file.startswith(folder)}
        parts[name] = _without_ids(parts.get(name, getattr(atlas, name)), lost)
    for name, file in _IN_ONE_FILE:
        lost = {field.partition(".")[0] for one, field in faults if one == file}
        parts[name] = _without_ids(getattr(atlas, name), lost)
    parts["mentions"] = _staying(
        atlas.mentions, lambda one: one.place in parts["places"] and one.text in parts["texts"]
    )
    if "comparisons.toml" in files:
        parts["comparisons"] = _staying(atlas.comparisons, lambda one: {*one.borders} <= {*parts["borders"]})
    meta = replace(
        atlas.meta,
        headline=_staying(atlas.meta.headline, lambda key: key in parts["events"]),
        headline_note=_without_ids(
            atlas.meta.headline_note, {*atlas.meta.headline_note} - {*parts["events"]}
        ),
        headline_comparisons=_staying(
            atlas.meta.headline_comparisons, lambda pair: {*pair} <= {*parts["borders"]}
        ),
        texts=_staying(atlas.meta.texts, lambda key: key in parts["texts"]),
    )
    lines = {field.partition("]")[0].lstrip("[") for file, field in faults if file == "control.csv"}
    parts["control"] = _staying(atlas.control, lambda row: str(row.line) not in lines)
    return replace(atlas, meta=meta, **parts)


def _without_ids(records: Mapping[str, Any], lost: Container[str]) -> dict[str, Any]:
    return {key: record for key, record in records.items() if key not in lost}


def _staying(rows: Iterable[Any], stays: Callable[[Any], bool]) -> tuple[Any, ...]:
    return tuple(filter(stays, rows))
