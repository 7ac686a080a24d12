"""
How a scan is laid on a plane: polynomials and the thin-plate spline through control points, and back.

Both are sums of known functions of the place on the scan, so one class does all: its coefficients are solved
for once, its slopes are known, and the inverse is found by Newton's method. So what a map shows, and what is
told of how well it fits, is one transformation; GDAL fits a second one for the way back, which agrees with
the first only at the control points.

References
----------
F. L. Bookstein, Principal Warps: Thin-Plate Splines and the Decomposition of Deformations, IEEE Transactions
on Pattern Analysis and Machine Intelligence 11, 1989, 567-585.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from mapsvc.ground.tiles import Grid
from mapsvc.model.old_maps import LEAST_POINTS

SPLINE = "thin-plate-spline"
#: Newton's method: so many steps at most, until it is as near as this part of the scan's longer side.
_STEPS, _NEAR = 24, 1e-7
#: Where it begins: at the nearest of so many places along each side of the scan.
_STARTS = 12
_FOLD_STEPS = 40
#: Control points on one line say nothing of what lies beside it.
_LEAST_SPREAD = 1e-6


class TransformationError(ValueError):
    """Control points give no transformation; the message says why, and what would do."""


@dataclass(frozen=True, eq=False)
class Transformation:
    """
    A smooth way from the scan to the plane.

    Attributes
    ----------
    name
        As an atlas says it.
    pixels, plane
        The control points: rows of column and row, and rows of x and y.
    size
        Width and height of the scan.
    """

    name: str
    pixels: Grid
    plane: Grid
    size: tuple[float, float]

    def __post_init__(self) -> None:
        """Refuse points from which nothing follows."""
        least = LEAST_POINTS[self.name]
        if len(self.pixels) < least:
            msg = f"has {len(self.pixels)} control points; {self.name} needs {least} at least"
            raise TransformationError(msg)
        if min(_spread(self._scaled), _spread(self._laid)) < _LEAST_SPREAD:
            msg = "has control points on one line; set one well beside it"
            raise TransformationError(msg)
        _ = self._coefficients

    # ---- units in which numbers are of one size -----------------------------------------------------
    @cached_property
    def _unit(self) -> float:
        return max(self.size) / 2

    @cached_property
    def _scaled(self) -> Grid:
        return self._to_units(self.pixels)

    def _to_units(self, pixels: Grid) -> Grid:
        return (pixels - np.array(self.size) / 2) / self._unit

    @cached_property
    def _centre(self) -> Grid:
        return self.plane.mean(axis=0)

    @cached_property
    def _span(self) -> float:
        return float(np.abs(self.plane - self._centre).max()) or 1.0

    @cached_property
    def _laid(self) -> Grid:
        return (self.plane - self._centre) / self._span

    # ---- solving -------------------------------------------------------------------------------------
    @cached_property
    def _coefficients(self) -> Grid:
        terms = self._terms(self._scaled)
        if self.name != SPLINE:
            solved, _, rank, _ = np.linalg.lstsq(terms, self._laid, rcond=1e-10)
            if rank < terms.shape[1]:
                msg = (
                    f"has control points that lie too much in a row for {self.name}; spread them, or use "
                    "polynomial-1"
                )
                raise TransformationError(msg)
            return np.asarray(solved, dtype=np.float64)
        count = len(self._scaled)
        plate = np.zeros((count + 3, count + 3))
        plate[:count] = terms
        plate[count:, :count] = terms[:, count:].T
        wanted = np.vstack([self._laid, np.zeros((3, 2))])
        try:
            return np.asarray(np.linalg.solve(plate, wanted), dtype=np.float64)
        except np.linalg.LinAlgError as error:
            msg = "has two control points at one place of the scan; take one out"
            raise TransformationError(msg) from error

    def _terms(self, units: Grid) -> Grid:
        """Return the known functions at places of the scan, a row a place."""
        if self.name != SPLINE:
            return np.column_stack([units[:, 0] ** i * units[:, 1] ** j for i, j in _powers(self.name)])
        square = ((units[:, None, :] - self._scaled[None]) ** 2).sum(axis=2)
        with np.errstate(divide="ignore", invalid="ignore"):
            bent = np.where(square > 0, square * np.log(square), 0.0)
        return np.column_stack([bent, np.ones(len(units)), units])

    def _slopes(self, units: Grid) -> Grid:
        """Return the slopes of the known functions along both sides: places by functions by two."""
        if self.name != SPLINE:
            u, v = units[:, 0], units[:, 1]
            along = [i * u ** max(i - 1, 0) * v**j for i, j in _powers(self.name)]
            down = [j * u**i * v ** max(j - 1, 0) for i, j in _powers(self.name)]
            return np.stack([np.column_stack(along), np.column_stack(down)], axis=2)
        away = units[:, None, :] - self._scaled[None]
        square = (away**2).sum(axis=2)
        with np.errstate(divide="ignore"):
            steep = np.where(square > 0, 2 * (np.log(np.where(square > 0, square, 1.0)) + 1), 0.0)
        flat = np.broadcast_to(np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]]), (len(units), 3, 2))
        return np.concatenate([steep[:, :, None] * away, flat], axis=1)

    # ---- there and back --------------------------------------------------------------------------------
    def forward(self, pixels: Grid) -> Grid:
        """Return where places of the scan lie on the plane."""
        return self._forward(self._to_units(pixels)) * self._span + self._centre

    def _forward(self, units: Grid) -> Grid:
        return self._terms(units) @ self._coefficients

    def _jacobian(self, units: Grid) -> Grid:
        """Return how the plane moves with the scan: places by x, y by column, row."""
        return np.einsum("nkd,kp->npd", self._slopes(units), self._coefficients)

    def inverse(self, plane: Grid) -> Grid:
        """Return the places of the scan that lie at places of the plane; NaN where there is none."""
        wanted = (plane - self._centre) / self._span
        starts, laid = self._starts
        nearest = ((wanted[:, None, :] - laid[None]) ** 2).sum(axis=2).argmin(axis=1)
        units = starts[nearest].copy()
        off = np.full(len(units), np.inf)
        for _ in range(_STEPS):
            step = self._newton_step(units, wanted)
            # A step leads no farther than the scan is long, where the plate is bent sharply.
            far = np.abs(step).max(axis=1, keepdims=True)
            step = np.where(far > 1.0, step / np.maximum(far, 1e-300), step)
            units += step
            off = np.abs(step).max(axis=1)
            if not (off > _NEAR).any():
                break
        units[~(off <= _NEAR)] = np.nan
        return units * self._unit + np.array(self.size) / 2

    def _newton_step(self, units: Grid, wanted: Grid) -> Grid:
        miss = wanted - self._forward(units)
        (a, b), (c, d) = np.moveaxis(self._jacobian(units), 0, -1)
        with np.errstate(divide="ignore", invalid="ignore"):
            across = (d * miss[:, 0] - b * miss[:, 1]) / (a * d - b * c)
            down = (a * miss[:, 1] - c * miss[:, 0]) / (a * d - b * c)
        return np.nan_to_num(np.column_stack([across, down]), nan=0.0, posinf=0.0, neginf=0.0)

    @cached_property
    def _starts(self) -> tuple[Grid, Grid]:
        units = self._to_units(places_over((0.0, 0.0, *self.size), _STARTS))
        return units, self._forward(units)

    # ---- what it does to the scan ----------------------------------------------------------------------
    def turns(self, pixels: Grid) -> Grid:
        """Return how places of the scan are stretched: below 0 as a map is, above where it is a mirror's."""
        return np.linalg.det(self._jacobian(self._to_units(pixels)))

    def pixel_scale(self, pixels: Grid) -> Grid:
        """Return the length on the plane of a pixel at places of the scan."""
        return np.sqrt(np.abs(self.turns(pixels))) * self._span / self._unit

    def without(self, index: int) -> Transformation | None:
        """Return the transformation of all control points but one; nothing where they are too few for it."""
        try:
            rest = [np.delete(points, index, axis=0) for points in (self.pixels, self.plane)]
            return Transformation(self.name, rest[0], rest[1], self.size)
        except TransformationError:
            return None


def affine_transformation(affine: tuple[float, ...], size: tuple[float, float]) -> Transformation:
    """Return how a scan lies that came with its place: `x = a·column + b·row + c`, and so `y`."""
    a, b, c, d, e, f = affine
    width, height = size
    pixels = np.array([[0.0, 0.0], [width, 0.0], [width, height], [0.0, height]])
    plane = np.column_stack(
        [a * pixels[:, 0] + b * pixels[:, 1] + c, d * pixels[:, 0] + e * pixels[:, 1] + f]
    )
    return Transformation("polynomial-1", pixels, plane, size)


def places_over(box: tuple[float, float, float, float], count: int) -> Grid:
    """Return places in rows over a box: left, top, right, bottom."""
    left, top, right, bottom = box
    columns, rows = np.meshgrid(np.linspace(left, right, count), np.linspace(top, bottom, count))
    return np.column_stack([columns.ravel(), rows.ravel()])


def _powers(name: str) -> list[tuple[int, int]]:
    degree = int(name.rpartition("-")[2])
    return [(i, total - i) for total in range(degree + 1) for i in range(total, -1, -1)]


def _spread(points: Grid) -> float:
    """Return how far points lie from the line that fits them best, to how far they lie along it."""
    along, beside = np.linalg.svd(points - points.mean(axis=0), compute_uv=False)[:2]
    return float(beside / along) if along > 0 else 0.0
