"""Whether points with a printed height stand on ground of that height, where the ground is known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mapsvc.atlas.problems import Problem, Problems
from mapsvc.atlas.store import Store
from mapsvc.errors import GeometryError
from mapsvc.ground.folder import own_folder
from mapsvc.ground.height_grid import HeightGrid, Heights
from mapsvc.model.records import BorderPoint
from mapsvc.resources import ground_root

#: What the heights of 30 seconds and an old survey may be out together.
_WITHIN_M = 150.0
#: A summit is told by the highest ground so near: it need not fill a cell, nor lie in that of its point.
_SUMMIT_KM = 1.0
#: So far ground of the printed height is looked for, to say where it is.
_SEARCH_KM = 15.0
_METRES_A_FOOT = 0.3048
#: By rounding alone.
_ROUNDED_M = 2.0


@dataclass(frozen=True)
class _PrintedHeight:
    """A point that has one, in metres, and the file of its border."""

    file: str
    point: BorderPoint
    metres: float

    def grid(self, heights: Heights) -> HeightGrid | None:
        """Return what knows the ground at the point."""
        at = self.point.geometry.representative_point()
        return heights.at(at.x, at.y)

    def fault(self, grid: HeightGrid) -> str | None:
        """Say how the ground at the point differs, and where such ground is."""
        at = self.point.geometry.representative_point()
        near = grid.cells_near(at.x, at.y, _SUMMIT_KM)
        highest = max(cell.height_m for cell in near)
        if self._fits(near[0].height_m) or self._fits(highest):
            return None
        around = grid.cells_near(at.x, at.y, max(_SEARCH_KM, self.point.accuracy_km))
        other = next((cell for cell in around if self._fits(cell.height_m)), None)
        advice = f"within {_SEARCH_KM:g} km nothing has that height: say why in 'height_note'"
        if other is not None:
            beyond = "beyond" if other.km > self.point.accuracy_km else "within"
            advice = (
                f"ground of that height is {other.km:.1f} km away ({other.lon:.3f}, {other.lat:.3f}), "
                f"{beyond} its {self.point.accuracy_km:g} km: move the point, or say why in 'height_note'"
            )
        return (
            f"is {self.metres:.0f} m, but the ground there is {near[0].height_m} m, and within "
            f"{_SUMMIT_KM:g} km {highest} m at most; {advice}"
        )

    def _fits(self, height_m: int) -> bool:
        return abs(height_m - self.metres) <= _WITHIN_M


def check_heights(atlas: Store, problems: Problems) -> None:
    """Note points whose ground has another height than is printed, unless they say why."""
    heights = _heights_of(atlas)
    for printed in _printed(atlas):
        point, field = printed.point, f"features.{printed.point.id}.height"
        feet_m = (point.height_ft or 0) * _METRES_A_FOOT
        if point.height_ft and point.height_m and abs(feet_m - point.height_m) > _ROUNDED_M:
            message = f"is {point.height_m:g} m, but {point.height_ft:g} ft, as printed, are {feet_m:.0f} m"
            problems.add(printed.file, f"{field}_m", message)
        elif point.height_note is None:
            try:
                grid = printed.grid(heights)
            except GeometryError as error:
                problems.add(own_folder(atlas.meta.ground), "", str(error))
                return
            fault = printed.fault(grid) if grid is not None else None
            if fault:
                problems.add(printed.file, f"{field}_ft" if point.height_ft else f"{field}_m", fault)


def height_notices(atlas: Store) -> Iterator[Problem]:
    """Yield borders with printed heights that were not compared, since nobody knows the ground there."""
    heights = _heights_of(atlas)
    unknown: dict[str, int] = {}
    for printed in _printed(atlas):
        try:
            known = printed.grid(heights) is not None
        except GeometryError:
            return  # a fault already
        if not known and printed.point.height_note is None:
            unknown[printed.file] = unknown.get(printed.file, 0) + 1
    for file, count in unknown.items():
        points = "one printed height was" if count == 1 else f"{count} printed heights were"
        message = f"{points} not compared: no heights of the ground are at hand there"
        yield Problem(file, "features", f"{message}; `mapsvc ground` makes them from 0 to 90° E, 0 to 50° N")


def _heights_of(atlas: Store) -> Heights:
    return Heights((atlas.root / own_folder(atlas.meta.ground), ground_root()))


def _printed(atlas: Store) -> Iterator[_PrintedHeight]:
    for border in atlas.borders.values():
        for point in border.points:
            metres = point.height_m or (point.height_ft or 0) * _METRES_A_FOOT
            if metres:
                yield _PrintedHeight(f"borders/{border.id}.geojson", point, metres)
