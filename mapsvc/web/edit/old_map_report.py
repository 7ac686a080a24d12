"""What the room of old maps is told of one: its fields, how far each point is off, its faults, its tiles."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mapsvc.atlas.checks.old_maps import faults_of_old_map
from mapsvc.atlas.problems import Problems, build
from mapsvc.ground.georeference import Georeference
from mapsvc.ground.old_map_folder import find_tiles
from mapsvc.ground.projection import ProjectionError
from mapsvc.ground.scan import ScanError
from mapsvc.ground.scan_tiles import make_tiles
from mapsvc.ground.transformation import TransformationError
from mapsvc.model.old_maps import OldMap
from mapsvc.scene.ground.old_maps import LaidMap


def report_of(root: Path, ident: str, raw: Mapping[str, Any], lang: str) -> dict[str, Any]:
    """Return what is to be said of an old map as its file has it now."""
    problems = Problems()
    old_map = build(OldMap, {"id": ident} | dict(raw), file="", problems=problems)
    faults = [(one.field, one.message) for one in problems.found]
    told: dict[str, Any] = {"misfits": [], "mean_km": None, "doubtful": [], "laid": None, "placed": False}
    if old_map is not None:
        faults += faults_of_old_map(root, old_map)
        told |= _exactness(old_map)
        tiles = find_tiles(root, old_map)
        if tiles is not None:
            told["laid"] = LaidMap(old_map, tiles).view(lang)
    return told | {"faults": [{"field": name, "message": message} for name, message in faults]}


def _exactness(old_map: OldMap) -> dict[str, Any]:
    if not old_map.is_placed:
        return {}
    try:
        found = Georeference(old_map)
        return {
            "placed": not found.folds,
            "mean_km": found.mean_km,
            "doubtful": list(found.doubtful),
            "bounds": list(found.bounds),
            "misfits": [
                {"km": one.km, "px": one.px, "alone_km": one.alone_km, "alone_px": one.alone_px}
                for one in found.misfits
            ],
        }
    except (ProjectionError, TransformationError, ValueError):
        return {}


@dataclass
class TileWork:
    """Tiles of an old map that are being made: how many are laid, of how many, and why it ended early."""

    done: int = 0
    all: int = 0
    fault: str = ""
    ended: bool = False

    def told(self) -> dict[str, Any]:
        """Return it for a script."""
        return {"done": self.done, "all": self.all, "fault": self.fault, "ended": self.ended}


@dataclass
class TileWorks:
    """The work of a folder, one an old map."""

    _works: dict[str, TileWork] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def start(self, root: Path, old_map: OldMap) -> TileWork:
        """Make the tiles in the background; what is being made goes on."""
        with self._lock:
            work = self._works.get(old_map.id)
            if work is not None and not work.ended:
                return work
            work = self._works[old_map.id] = TileWork()
        threading.Thread(target=_run, args=(work, root, old_map), daemon=True).start()
        return work

    def of(self, ident: str) -> TileWork:
        """Return how far an old map is; ended where nothing is made."""
        return self._works.get(ident) or TileWork(ended=True)


def _run(work: TileWork, root: Path, old_map: OldMap) -> None:
    def step(done: int, all_: int) -> None:
        work.done, work.all = done, all_

    try:
        make_tiles(root, old_map, step=step)
    except (ScanError, TransformationError, ProjectionError, OSError) as error:
        work.fault = str(error)
    finally:
        work.ended = True
