"""
Days as sides of a comparison of hands.

A day stands in an atlas as if a border had drawn in whose hands the ground was on it, so that all that is
shown of two borders can be shown of two days.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterable, Mapping, MutableMapping
from dataclasses import replace
from functools import partial
from typing import TypeVar, cast

import shapely
from shapely.geometry.base import BaseGeometry

from mapsvc.atlas.store import Store
from mapsvc.history.comparison import Change, Comparison, Succession
from mapsvc.history.comparison_text import describe
from mapsvc.history.holder_text import describe_holding
from mapsvc.history.holders import held_on
from mapsvc.history.margins import SUREST, sigma_within
from mapsvc.history.territories import held_day, held_id
from mapsvc.language import translate
from mapsvc.model.control import Holding
from mapsvc.model.date_text import format_date
from mapsvc.model.dates import day_span
from mapsvc.model.day import Day
from mapsvc.model.geometry import area_km2, join_bounds
from mapsvc.model.meridian import drawn_bounds, standard_bounds
from mapsvc.model.meta import Polity
from mapsvc.model.records import Border, Territory, TerritorySet
from mapsvc.model.text import Text

_T = TypeVar("_T")

#: The sentence of a comparison until there is one.
UNSAID = Text(und="–")


def with_held_days(atlas: Store, sides: Iterable[str]) -> Store:
    """Return an atlas in which the days among some sides are borders; the atlas itself if there are none."""
    days = {side: day for side in sides if side not in atlas.borders and (day := held_day(side))}
    if not days or not atlas.control:
        return atlas

    def make() -> Store:
        held = {side: _contested(atlas, day) for side, day in days.items()}
        polities = {polity.id: polity for found in held.values() for polity in found.values()}
        whole = atlas.altered(
            polities={**atlas.polities, **polities},
            borders=_with({side: _border(atlas, side, day) for side, day in days.items()}, atlas.borders),
        )
        states = {side: state_of_day(whole, day) for side, day in days.items()}
        return whole.altered(territories=_with(states, atlas.territories))

    return atlas.kept("held days", tuple(sorted(days)), make)


def _with(more: Mapping[str, _T], records: Mapping[str, _T]) -> Mapping[str, _T]:
    """Return records with some more behind them; none of those of an atlas is read for it."""
    return ChainMap(dict(more), cast("MutableMapping[str, _T]", records))


def state_of_day(atlas: Store, day: Day) -> TerritorySet:
    """
    Return in whose hands the ground was on a day, as a state of affairs.

    Districts of one holder who held them in one manner are one ground; what is contested is held by all who
    contest it together, and what nobody is known to have held is left out.
    """
    border = _border(atlas, held_id(day), day)
    grounds: dict[str, list[tuple[Holding, ...]]] = {}
    for holdings in _by_district(atlas, day).values():
        grounds.setdefault(_ground_of(holdings), []).append(holdings)
    boxes = [drawn_bounds(found.geometry) for found in atlas.districts.values()]
    box = join_bounds(boxes) or (-180.0, -85.0, 180.0, 85.0)
    frame = atlas.district_frame
    return TerritorySet(
        id=border.id,
        valid=border.valid,
        status=border.status,
        frame=frame or standard_bounds(box),
        licence=border.licence,
        attribution=border.attribution,
        sources=border.sources,
        # What a holder administers stands before what it occupies.
        territories=tuple(_territory(atlas, key, grounds[key], day) for key in sorted(grounds, key=_is_more)),
        framed=frame is not None,
    )


def _is_more(ground: str) -> bool:
    """Tell whether a ground is called after more than its holder."""
    return "-occupied" in ground or "-or-" in ground


def compare_held_days(atlas: Store, a: str, b: str) -> Comparison:
    """
    Compare in whose hands the ground was on two days.

    Parameters
    ----------
    atlas
        In which both days are borders.
    a, b
        The days as sides.

    Returns
    -------
    comparison
        A piece for each two holders between whom districts passed, sure whatever the accuracy of their edges;
        `manners` is what stayed with one holder and was held otherwise.
    """
    found = [_change(atlas, pair, districts, (a, b)) for pair, districts in _moved(atlas, a, b).items()]
    manners = [change for change in found if change.from_polity == change.to_polity]
    inherited = [change for change in found if _is_heir(atlas, change)]
    passed = [change for change in found if change not in manners and change not in inherited]
    passed.sort(key=lambda piece: (-piece.area_km2, sorted((piece.from_polity, piece.to_polity))))
    comparison = Comparison(
        a=a,
        b=b,
        pieces=tuple(
            replace(piece, id=f"{number}-{piece.from_polity}-{piece.to_polity}")
            for number, piece in enumerate(passed, start=1)
        ),
        same_lines=(),
        same_line_km=0.0,
        same=not found,
        total_change_km2=sum(piece.area_km2 for piece in passed),
        bounds=join_bounds(drawn_bounds(piece.geometry) for piece in passed),
        sentence=UNSAID,
        articles=(),
        successions=tuple(map(_succession, inherited)),
        manners=tuple(map(_succession, manners)),
    )
    return replace(comparison, sentence=describe(atlas, atlas.borders[a], atlas.borders[b], comparison))


def _succession(change: Change) -> Succession:
    return Succession(change.from_title, change.to_title, change.area_km2)


def _moved(atlas: Store, a: str, b: str) -> dict[tuple[Territory, Territory], list[str]]:
    """Return the districts that passed from one ground to another, of which both are known."""
    sides = []
    for side in (a, b):
        held = _by_district(atlas, held_day(side) or atlas.period.first)
        grounds = {ground.id: ground for ground in atlas.territories[side].territories}
        sides.append({district: grounds[_ground_of(holdings)] for district, holdings in held.items()})
    before, after = sides
    moved: dict[tuple[Territory, Territory], list[str]] = {}
    for district in sorted(before.keys() & after.keys()):
        if before[district].id != after[district].id:
            moved.setdefault((before[district], after[district]), []).append(district)
    return moved


def _by_district(atlas: Store, day: Day) -> Mapping[str, tuple[Holding, ...]]:
    """Return who held each district on a day; those whose holder is not known left out."""
    found: dict[str, tuple[Holding, ...]] = {}
    for holding in held_on(atlas, day):
        if holding.polity is not None:
            found[holding.district] = (*found.get(holding.district, ()), holding)
    return found


def _ground_of(holdings: tuple[Holding, ...]) -> str:
    """Return the id of the ground to which a district belongs: by its holder, and the manner of holding."""
    first = holdings[0]
    if first.how == "contested":
        return _together(holding.polity or "" for holding in holdings)
    of = [first.of] if first.of else []
    return "-".join([first.polity or "", *(["occupied", *of] if first.how == "occupied" else [])])


def _together(polities: Iterable[str]) -> str:
    return "-or-".join(sorted(set(polities)))[:63].rstrip("-")


def _contested(atlas: Store, day: Day) -> dict[str, Polity]:
    """Return those who contest ground on a day together, as holders by id."""
    found: dict[str, Polity] = {}
    for holdings in _by_district(atlas, day).values():
        if holdings[0].how == "contested":
            members = sorted({holding.polity or "" for holding in holdings})
            names = [atlas.polities[member].name_at(day_span(day)) for member in members]

            def said(lang: str, names: list[Text] = names) -> str:
                return translate(lang, "holder.contested").format(
                    who=" / ".join(name.in_(lang) for name in names)
                )

            first = atlas.polities[members[0]]
            key = _together(members)
            found[key] = Polity(key, atlas.tell(said), colour=first.colour, hatch=first.hatch)
    return found


def _territory(atlas: Store, key: str, held: list[tuple[Holding, ...]], day: Day) -> Territory:
    grounds = [atlas.districts[holdings[0].district] for holdings in held]
    (geometry, area), first = _land(atlas, tuple(ground.id for ground in grounds)), held[0][0]
    every = [holding for holdings in held for holding in holdings]
    polity = key if first.how == "contested" else first.polity or ""
    title = atlas.polities[polity].name_at(day_span(day))
    return Territory(
        id=key,
        polity=polity,
        title=atlas.tell(partial(_described, atlas, first, day)) if first.how == "occupied" else title,
        status="de-facto",
        certainty=max((holding.certainty for holding in every), key=SUREST.index),
        accuracy_km=max(ground.accuracy_km for ground in grounds),
        area_km2=round(area, 1),
        geometry=geometry,
        sources=tuple(dict.fromkeys(cite for holding in every for cite in holding.sources)),
    )


def _described(atlas: Store, holding: Holding, day: Day, lang: str) -> str:
    return describe_holding(atlas, replace(holding, passing_to=None), day, lang)


def _change(
    atlas: Store, pair: tuple[Territory, Territory], districts: list[str], sides: tuple[str, str]
) -> Change:
    one, other = pair
    grounds = [atlas.districts[district] for district in districts]
    geometry, area = _land(atlas, tuple(districts))
    held = [_by_district(atlas, day) for day in map(held_day, sides) if day]
    certain = [each.certainty for side in held for district in districts for each in side[district]]
    return Change(
        id="",
        from_polity=one.polity,
        to_polity=other.polity,
        from_title=one.title,
        to_title=other.title,
        geometry=geometry,
        area_km2=area,
        pm_km2=sigma_within(geometry, max(ground.accuracy_km for ground in grounds)),
        verdict="change",
        causes=(),
        certainty=max(certain, key=SUREST.index),
    )


def _land(atlas: Store, districts: tuple[str, ...]) -> tuple[BaseGeometry, float]:
    """Return some districts in one, and its area in km²: most days share them with the day before."""

    def make() -> tuple[BaseGeometry, float]:
        shapes = [atlas.districts[district].geometry for district in districts]
        whole = shapely.orient_polygons(shapely.union_all(shapes)) if len(shapes) > 1 else shapes[0]
        return whole, area_km2(whole)

    return atlas.kept("held land", districts, make)


def _is_heir(atlas: Store, change: Change) -> bool:
    one, other = atlas.polities[change.from_polity], atlas.polities[change.to_polity]
    return other.id in one.heirs or one.id in other.heirs


def _border(atlas: Store, side: str, day: Day) -> Border:
    district = next(iter(atlas.districts.values()))
    cites = dict.fromkeys(cite for holding in held_on(atlas, day) for cite in holding.sources)

    def said(lang: str) -> str:
        return translate(lang, "compare.hands_on").format(day=format_date(day, lang))

    title = atlas.tell(said)
    return Border(
        id=side,
        title=title,
        label=atlas.tell(lambda lang: format_date(day, lang)),
        summary=atlas.tell(lambda lang: translate(lang, "compare.hands_summary")),
        kind="extent",
        status="de-facto",
        status_note=title,
        signed=None,
        valid=day_span(day),
        parties=(),
        articles=(),
        sources=tuple(cites),
        licence=district.licence,
        attribution=district.attribution,
    )
