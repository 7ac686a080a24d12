"""Territories as their files have them, and the state of affairs that they and their border make."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pydantic.dataclasses import dataclass

from mapsvc.atlas.tiling import Drawn, tile
from mapsvc.model.fields import RECORD, BorderStatus, Certainty, FilledText, Geometry, Slug
from mapsvc.model.geometry import area_km2, join_bounds
from mapsvc.model.meta import Hatch, Polity
from mapsvc.model.records import Border, Citation, Crossing, Territory, TerritorySet
from mapsvc.model.text import Text

#: An edge drawn by hand is as sure as this until somebody says better.
_HAND_DRAWN_KM = 10.0


@dataclass(frozen=True, config=RECORD)
class HeldGround:
    """
    The ground of a holder as its file has it: of a plain polygon only `polity` is asked for.

    What is not given: the title is the holder's name, the status and the sources are the border's.
    """

    id: Slug
    polity: Slug
    geometry: Geometry
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
class DrawnGrounds:
    """A file of territories; span, status, licence and sources are those of the border of its id."""

    id: Slug
    territories: tuple[HeldGround, ...]
    frame: tuple[float, float, float, float] | None = None
    licence: FilledText | None = None
    attribution: Text | None = None


#: Colours, angles and gaps of holders that have none of their own, so that neighbours in the file differ.
_LOOKS = (
    ("#a3262a", 45, 9), ("#1f4e8c", -45, 9), ("#0b6e69", 180, 6), ("#8a5a00", 90, 9), ("#6b3a75", 45, 14),
    ("#4f6a2c", -45, 14), ("#22303c", 90, 6), ("#7a5c3e", 180, 14), ("#4a4f8c", 45, 6), ("#5b6670", -45, 6),
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


def state_of_affairs(drawn: DrawnGrounds, border: Border, polities: Mapping[str, Polity]) -> TerritorySet:
    """
    Return the state of affairs that a border drew, with what its territories leave to it.

    Grounds whose area is not stated were drawn by hand; their edges are made one.
    """
    by_hand = any(ground.area_km2 is None for ground in drawn.territories)
    grounds, crossings = _tiled(drawn.territories, polities) if by_hand else (drawn.territories, ())
    boxes = [ground.geometry.bounds for ground in grounds]
    return TerritorySet(
        id=border.id,
        valid=border.valid,
        status=border.status,
        frame=drawn.frame or join_bounds(boxes) or (-180.0, -85.0, 180.0, 85.0),
        licence=drawn.licence or border.licence,
        attribution=drawn.attribution or border.attribution,
        sources=border.sources,
        territories=tuple(_territory(ground, border, polities) for ground in grounds),
        crossings=crossings,
    )


def _tiled(
    grounds: Sequence[HeldGround], polities: Mapping[str, Polity]
) -> tuple[tuple[HeldGround, ...], tuple[Crossing, ...]]:
    ranks = {polity: rank for rank, polity in enumerate(polities)}
    firm = [ground for ground in grounds if not ground.overlap]
    shapes, crossings = tile(
        [
            Drawn(ground.id, ground.geometry, ground.accuracy_km, ranks.get(ground.polity, len(ranks)))
            for ground in firm
        ]
    )
    tiled = {id(ground): replace(ground, geometry=shape) for ground, shape in zip(firm, shapes, strict=True)}
    return tuple(tiled.get(id(ground), ground) for ground in grounds), crossings


def _territory(ground: HeldGround, border: Border, polities: Mapping[str, Polity]) -> Territory:
    polity = polities.get(ground.polity)
    return Territory(
        id=ground.id,
        polity=ground.polity,
        title=_title(ground.title, polity) or border.label.map(lambda *_: ground.polity),
        status=ground.status or border.status,
        certainty=ground.certainty,
        accuracy_km=ground.accuracy_km,
        area_km2=area_km2(ground.geometry) if ground.area_km2 is None else ground.area_km2,
        geometry=ground.geometry,
        sources=ground.sources or border.sources,
        articles=ground.articles,
        note=ground.note,
        overlap=ground.overlap,
        drawn=ground.area_km2 is None,
    )


def _title(own: Text | None, polity: Polity | None) -> Text | None:
    """Return what a ground is called: as its holder in languages in which it is called nothing else."""
    if own is None or polity is None:
        return own or (polity.name if polity else None)
    same = any(polity.name.get(tag) == words for tag, words in own.items())
    return Text({**dict(polity.name.items()), **dict(own.items())}) if same else own
