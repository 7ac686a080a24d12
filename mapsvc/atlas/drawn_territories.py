"""Territories as their files have them, and the state of affairs that they and their border make."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass as plain_dataclass
from dataclasses import replace
from pathlib import Path

import shapely
from pydantic.dataclasses import dataclass
from shapely.geometry.base import BaseGeometry

from mapsvc.atlas.checks.tiling import Drawn, end_at_coast, tile
from mapsvc.ground.shore import Shore
from mapsvc.model.fields import RECORD, BorderStatus, Certainty, FilledText, Geometry, Slug
from mapsvc.model.geometry import Bounds, area_km2, join_bounds
from mapsvc.model.meridian import drawn_bounds, standard_bounds
from mapsvc.model.meta import Box, Hatch, Polity
from mapsvc.model.records import Border, Citation, Crossing, Territory, TerritorySet
from mapsvc.model.text import Text

#: An edge drawn by hand is as sure as this until somebody says better.
_HAND_DRAWN_KM = 10.0
#: Two states of affairs are about the same land from this share of it on; less is the slip of a hand.
_MEETING = 0.01
#: Of a state of affairs that draws nothing.
WHOLE_FRAME: Bounds = (-180.0, -85.0, 180.0, 85.0)


@dataclass(frozen=True, config=RECORD)
class GroundWords:
    """
    What is said of the ground of a holder; nothing needs to be.

    What is not given: the title is the holder's name at the time, the status and the sources are the
    border's, the area is that of the drawing.
    """

    title: Text | None = None
    status: BorderStatus | None = None
    certainty: Certainty = "inferred"
    accuracy_km: float = _HAND_DRAWN_KM
    area_km2: float | None = None
    sources: tuple[Citation, ...] = ()
    articles: tuple[str, ...] = ()
    note: Text | None = None
    overlap: bool = False


@dataclass(frozen=True, config=RECORD)
class HeldGround:
    """The ground of a holder as it is drawn, and what is said of it."""

    id: Slug
    polity: Slug
    geometry: Geometry
    words: GroundWords = GroundWords()


@dataclass(frozen=True, config=RECORD)
class SetWords:
    """
    What is said of all territories that a border drew.

    `frame` is the box that was filled, west, south, east, north in degrees; states of affairs that overlap
    have one together if not given. Licence and attribution are the border's if not given. What a person drew
    ends at the coast, however generously it was drawn, unless it is said to reach `over_sea`.
    """

    frame: Box | None = None
    licence: FilledText | None = None
    attribution: Text | None = None
    over_sea: bool = False


@plain_dataclass(frozen=True)
class DrawnGrounds:
    """
    The territories that a border drew; span, status and sources are those of the border of its id.

    `derived` says that a recipe made them, and no person drew them.
    """

    id: str
    territories: tuple[HeldGround, ...]
    words: SetWords
    derived: bool = False


#: Colours, angles and gaps of holders that have none of their own; the first six differ in lightness, so that
#: eyes of all kinds tell neighbours apart.
_LOOKS = (
    ("#c94e4e", 45, 9), ("#173065", -45, 9), ("#77c7a4", 180, 6), ("#b79631", 90, 9), ("#743f7c", 45, 14),
    ("#0f1803", -45, 14), ("#5b92b4", 90, 6), ("#472d10", 180, 14), ("#237973", 45, 6), ("#6e6c73", -45, 6),
)  # fmt: skip


def with_looks(polities: Mapping[str, Polity]) -> dict[str, Polity]:
    """Return holders with a colour and a hatching each; those of the file stay, and none is given twice."""
    taken = {polity.colour for polity in polities.values()}
    free = [look for look in _LOOKS if look[0] not in taken] or list(_LOOKS)
    plain = [key for key, polity in polities.items() if polity.colour is None]
    looks = {key: free[index % len(free)] for index, key in enumerate(plain)}
    return {
        key: replace(polity, colour=looks[key][0], hatch=polity.hatch or Hatch(*looks[key][1:]))
        if key in looks
        else replace(polity, hatch=polity.hatch or Hatch())
        for key, polity in polities.items()
    }


def states_of_affairs(
    drawn: Sequence[DrawnGrounds],
    borders: Mapping[str, Border],
    polities: Mapping[str, Polity],
    ground: Sequence[Path] = (),
) -> dict[str, TerritorySet]:
    """
    Return the states of affairs that borders drew, with what their territories leave to them, by id.

    Parameters
    ----------
    drawn, borders, polities
        Territories as their files have them, the borders by id, and the holders in the atlas's order.
    ground
        Folders of the ground, whose coast ends what a person drew.
    """
    shore = Shore(tuple(ground))
    tiled = [_tiled(found, polities, shore) for found in drawn]
    frames = _frames([found for found, _ in tiled])
    return {
        found.id: _state(found, crossings, frames[found.id], borders[found.id], polities)
        for found, crossings in tiled
    }


def _state(
    drawn: DrawnGrounds,
    crossings: tuple[Crossing, ...],
    frame: Bounds,
    border: Border,
    polities: Mapping[str, Polity],
) -> TerritorySet:
    return TerritorySet(
        id=border.id,
        valid=border.valid,
        status=border.status,
        frame=frame,
        licence=drawn.words.licence or border.licence,
        attribution=drawn.words.attribution or border.attribution,
        sources=border.sources,
        territories=tuple(
            _territory(each, border, polities, drawn=not drawn.derived) for each in drawn.territories
        ),
        crossings=crossings,
        framed=drawn.words.frame is not None,
    )


def _tiled(
    drawn: DrawnGrounds, polities: Mapping[str, Polity], shore: Shore
) -> tuple[DrawnGrounds, tuple[Crossing, ...]]:
    """Give what a person drew, which meets loosely, one edge for neighbours, and an end at the coast."""
    if drawn.derived:
        return drawn, ()
    ranks = {polity: rank for rank, polity in enumerate(polities)}
    firm = [each for each in drawn.territories if not each.words.overlap]
    shapes, crossings = tile(
        [
            Drawn(each.id, each.geometry, each.words.accuracy_km, ranks.get(each.polity, len(ranks)))
            for each in firm
        ]
    )
    dry = shapes if drawn.words.over_sea else end_at_coast(shapes, shore)
    tiled = {id(each): replace(each, geometry=shape) for each, shape in zip(firm, dry, strict=True)}
    return replace(
        drawn, territories=tuple(tiled.get(id(each), each) for each in drawn.territories)
    ), crossings


def _territory(
    ground: HeldGround, border: Border, polities: Mapping[str, Polity], *, drawn: bool
) -> Territory:
    polity, words = polities.get(ground.polity), ground.words
    name = polity.name_at(border.valid) if polity else None
    return Territory(
        id=ground.id,
        polity=ground.polity,
        title=_title(words.title, name) or border.label.map(lambda *_: ground.polity),
        status=words.status or border.status,
        certainty=words.certainty,
        accuracy_km=words.accuracy_km,
        area_km2=round(area_km2(ground.geometry), 1) if words.area_km2 is None else words.area_km2,
        geometry=ground.geometry,
        sources=words.sources or border.sources,
        articles=words.articles,
        note=words.note,
        overlap=words.overlap,
        drawn=drawn,
    )


def _title(own: Text | None, name: Text | None) -> Text | None:
    """Return what a ground is called: as its holder in languages in which it is called nothing else."""
    if own is None or name is None:
        return own or name
    same = any(name.get(tag) == words for tag, words in own.items())
    return Text({**dict(name.items()), **dict(own.items())}) if same else own


def _frames(drawn: Sequence[DrawnGrounds]) -> dict[str, Bounds]:
    """
    Return the frame of each state of affairs.

    Those that share one are alternatives: on a day the strongest of them stands. What was drawn by hand fills
    no frame to its edges, so states without one share theirs where they lie over each other.
    """
    frames = {found.id: found.words.frame for found in drawn if found.words.frame is not None}
    groups: list[tuple[set[str], BaseGeometry]] = []
    for found in drawn:
        if found.id in frames:
            continue
        ids, land = {found.id}, _land_of(found)
        for group in [group for group in groups if _lie_over(land, group[1])]:
            groups.remove(group)
            ids, land = ids | group[0], shapely.union(land, group[1])
        groups.append((ids, land))
    for ids, land in groups:
        joined = join_bounds(drawn_bounds(part) for part in shapely.get_parts(land).tolist())
        frames |= dict.fromkeys(ids, standard_bounds(joined) if joined else WHOLE_FRAME)
    return frames


def _land_of(found: DrawnGrounds) -> BaseGeometry:
    return shapely.union_all([shapely.make_valid(ground.geometry) for ground in found.territories])


def _lie_over(one: BaseGeometry, other: BaseGeometry) -> bool:
    return shapely.intersection(one, other).area > _MEETING * min(one.area, other.area)
