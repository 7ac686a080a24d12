"""What can be wrong with a border: its sources, its shapes, its figures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import shapely

from mapsvc.atlas.problems import Problem, Problems
from mapsvc.atlas.store import Store
from mapsvc.model.geometry import area_km2
from mapsvc.model.records import Border, BorderArea


def check_border(border: Border, problems: Problems) -> None:
    """Note what is wrong with a border."""
    file = f"borders/{border.id}.geojson"
    if not border.sources:
        problems.add(file, "properties.sources", "is empty; every border needs a source")
    if not border.lines and not border.areas:
        problems.add(file, "features", "holds neither a line nor an area")
    for line in border.lines:
        _check_sourced(file, line, problems)
        if line.geometry is not None and not line.geometry.is_simple:
            problems.add(file, f"features.{line.id}.geometry", "crosses itself")
    for area in border.areas:
        _check_sourced(file, area, problems)
        if not area.geometry.is_valid:
            problems.add(
                file,
                f"features.{area.id}.geometry",
                f"is not valid: {shapely.is_valid_reason(area.geometry)}",
            )
        else:
            # Hold an area that is stated against the drawing: what is twice its margin off is another area.
            message = _off_figure(area, margins=2)
            if message:
                problems.add(file, f"features.{area.id}.area_km2", message)


def _check_sourced(file: str, part: Any, problems: Problems) -> None:
    if not part.sources:
        problems.add(file, f"features.{part.id}.sources", "is empty; every geometry needs a source")
    if part.accuracy_km <= 0:
        problems.add(file, f"features.{part.id}.accuracy_km", "must be greater than 0")


def figure_notices(atlas: Store) -> Iterator[Problem]:
    """Yield areas whose stated figure is off by more than its margin, but no more than twice of it."""
    for border in atlas.borders.values():
        for area in border.areas:
            message = _off_figure(area, margins=1)
            if message and not _off_figure(area, margins=2):
                yield Problem(f"borders/{border.id}.geojson", f"features.{area.id}.area_km2", message)


def _off_figure(area: BorderArea, *, margins: int) -> str | None:
    if area.area_km2 is None or area.area_pm_percent is None or not area.geometry.is_valid:
        return None
    drawn = area_km2(area.geometry)
    if abs(drawn - area.area_km2) <= area.area_km2 * area.area_pm_percent / 100 * margins:
        return None
    return (
        f"is {area.area_km2:g} km² ± {area.area_pm_percent:g} %, but {drawn:.0f} km² are drawn; mend the "
        "drawing or the margin"
    )
