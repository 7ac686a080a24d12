"""What differs between two states of affairs: piece by piece, from whom to whom, and how sure that is."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

import shapely
from shapely.geometry.base import BaseGeometry

from mapsvc.atlas.store import Store
from mapsvc.cache import Kept
from mapsvc.history.comparison import ArticlePair, Cause, Change, Comparison, SharedLine, Succession, Verdict
from mapsvc.history.comparison_text import describe, describe_claim, pair_articles
from mapsvc.history.held_days import UNSAID, compare_held_days, with_held_days
from mapsvc.history.margins import (
    LEAST_KM,
    certainty_of,
    least_km,
    lines_of,
    reach_of,
    run_along,
    shore_of,
    sigma_km2,
)
from mapsvc.history.territories import find_territories, held_day
from mapsvc.model.geometry import Bounds, area_km2, fingerprint, length_km
from mapsvc.model.meridian import halves
from mapsvc.model.meta import Polity
from mapsvc.model.records import Border, BorderLine, Territory, TerritorySet
from mapsvc.model.text import Text

#: A piece counts as a change when its area is larger than this many standard deviations (one-sided 95 %).
SIGMAS = 1.645
#: Stands until the comparison is whole and can be described.
#: A piece narrower than this (square metres) is the rounding of coordinates, not land.
_DUST_KM2 = 1e-6
#: Of grounds drawn by hand, a piece of less than so many margins is where the hand went twice.
_NOTHING = 1.0


def compare_borders(atlas: Store, a: str, b: str) -> Comparison:
    """
    Compare the states of affairs that two borders drew.

    Parameters
    ----------
    atlas
        Where they come from.
    a, b
        Ids of borders with territories; the pieces are told as going from `a` to `b`.

    Returns
    -------
    comparison
        Its pieces sum to the symmetric difference. With `a` and `b` exchanged it has the same
        pieces, gainer and loser exchanged; a border compared with itself has none.

    Raises
    ------
    UnknownBorderError
        If one of them is no border, or has no territories.
    """
    whole = with_held_days(atlas, (a, b))
    compare = compare_held_days if held_day(a) and held_day(b) else _compare
    return atlas.kept("comparison", (a, b), lambda: compare(whole, a, b))


def _compare(atlas: Store, a: str, b: str) -> Comparison:
    first, second = find_territories(atlas, a), find_territories(atlas, b)
    before, after = atlas.border(a), atlas.border(b)
    moved, inherited = find_moves(atlas.polities, first, second, atlas.kept)
    pieces = sorted(
        _changes(before, after, moved, shore_of(first, second)),
        # Alike for both orders: a page of either loads the shapes by their numbers.
        key=lambda piece: (-piece.area_km2, sorted((piece.from_polity, piece.to_polity))),
    )
    pieces = [
        replace(piece, id=f"{number}-{piece.from_polity}-{piece.to_polity}")
        for number, piece in enumerate(pieces, start=1)
    ]
    shared = _shared_lines(before, after)
    comparison = Comparison(
        a=a,
        b=b,
        pieces=tuple(pieces),
        same_lines=shared,
        same_line_km=sum(line.length_km for line in shared),
        same=not pieces and _meet(first, second),
        total_change_km2=sum(piece.area_km2 for piece in pieces),
        bounds=_bounds_of([*pieces] or [*shared]),
        sentence=UNSAID,
        articles=tuple(
            ArticlePair(topic, title, of_a, of_b)
            for topic, title, of_a, of_b in pair_articles(atlas, before, after)
        ),
        successions=tuple(
            Succession(one.title, other.title, area_km2(geometry)) for one, other, geometry in inherited
        ),
    )
    claims = [border for border, found in ((before, first), (after, second)) if not _firm(found)]
    if claims and a != b:
        return replace(comparison, sentence=describe_claim(atlas, claims[0]))
    return replace(comparison, sentence=describe(atlas, before, after, comparison))


Move = tuple[Territory, Territory, BaseGeometry]


def find_moves(
    polities: Mapping[str, Polity], first: TerritorySet, second: TerritorySet, kept: Kept
) -> tuple[list[Move], list[Move]]:
    """
    Lay two states of affairs over each other.

    Parameters
    ----------
    polities
        The holders by id; they know who was heir to whom.
    first, second
        Tilings of land; only the land that lies in both is compared, claims that overlap are left out.
    kept
        Keeps what two territories share, for when they are compared the other way.

    Returns
    -------
    moved
        Territory before, territory after and the land between, where the holder differs.
    inherited
        The same where the later holder is heir to the earlier one.
    """
    moved: list[Move] = []
    inherited: list[Move] = []
    for one in _firm(first):
        for other in _firm(second):
            if one.polity == other.polity:
                continue
            shapes = (
                (one.geometry, other.geometry) if first.id <= second.id else (other.geometry, one.geometry)
            )
            land = kept("common land", tuple(map(fingerprint, shapes)), partial(_common, *shapes))
            if land is not None:
                (inherited if is_heir(polities, one.polity, other.polity) else moved).append(
                    (one, other, land)
                )
    return moved, inherited


def _meet(first: TerritorySet, second: TerritorySet) -> bool:
    """Tell whether the frames of two states of affairs share land."""
    frames = [shapely.union_all(list(halves(state.frame))) for state in (first, second)]
    return frames[0].intersection(frames[1]).area > 0 and any(
        shapely.intersection(one.geometry, other.geometry).area > 0
        for one in first.territories
        for other in second.territories
    )


def is_heir(polities: Mapping[str, Polity], one: str, other: str) -> bool:
    """Tell whether either of two holders followed the other as the state of the same land."""
    return other in polities[one].heirs or one in polities[other].heirs


def _firm(found: TerritorySet) -> list[Territory]:
    """Return the tiles, each named with its holder: "Armenia: Kars oblast"."""
    holders = {territory.id: territory.title for territory in found.territories}
    firm = (territory for territory in found.territories if not territory.overlap)
    return [
        territory
        if territory.id == territory.polity or territory.polity not in holders
        else replace(territory, title=_of_holder(holders[territory.polity], territory.title))
        for territory in firm
    ]


def _of_holder(holder: Text, title: Text) -> Text:
    tags = dict.fromkeys((*holder.languages, *title.languages))
    return Text({tag: f"{holder.in_(tag).partition(' (')[0]}: {title.in_(tag)}" for tag in tags})


def _bounds_of(drawn: Sequence[Change | SharedLine]) -> Bounds | None:
    """Return the box of what is drawn; nothing where nothing is."""
    if not drawn:
        return None
    west, south, east, north = map(float, shapely.total_bounds([each.geometry for each in drawn]))
    return west, south, east, north


def _common(one: BaseGeometry, other: BaseGeometry) -> BaseGeometry | None:
    """Return the land in two territories; asked for in one order only, it is the same to the last digit."""
    # What of a geometry is area; lines and points where neighbours touch are dropped.
    polygons = [
        part
        for part in shapely.get_parts(shapely.intersection(one, other))
        if part.geom_type == "Polygon" and part.area > 0
    ]
    if not polygons or sum(area_km2(part) for part in polygons) < _DUST_KM2:
        return None
    joined = polygons[0] if len(polygons) == 1 else shapely.MultiPolygon(polygons)
    return shapely.orient_polygons(joined)


def _changes(
    before: Border, after: Border, moved: Iterable[Move], shore: BaseGeometry | None
) -> Iterator[Change]:
    """Yield one piece for each connected area, and one for all the small ones of a pair together."""
    for one, other, land in moved:
        small: list[tuple[BaseGeometry, float]] = []
        for part in shapely.get_parts(land):
            sigma = sigma_km2(part, before, after, one, other, shore)
            if area_km2(part) > SIGMAS * sigma:
                yield _change(before, after, one, other, part, sigma, "change")
            else:
                small.append((part, sigma))
        if small:
            sigma = math.sqrt(sum(each * each for _, each in small))
            if one.drawn and other.drawn and sum(area_km2(part) for part, _ in small) < _NOTHING * sigma:
                continue
            joined = small[0][0] if len(small) == 1 else shapely.MultiPolygon([part for part, _ in small])
            yield _change(before, after, one, other, joined, sigma, "below")


def _change(
    before: Border,
    after: Border,
    one: Territory,
    other: Territory,
    geometry: BaseGeometry,
    sigma: float,
    verdict: Verdict,
) -> Change:
    return Change(
        id="",
        from_polity=one.polity,
        to_polity=other.polity,
        from_title=one.title,
        to_title=other.title,
        geometry=geometry,
        area_km2=area_km2(geometry),
        pm_km2=sigma,
        verdict=verdict,
        causes=tuple(_causes(geometry, before, after, one, other)),
        certainty=certainty_of(geometry, before, after, one, other),
        # The smaller ground tells more of a piece than a country of which it is a corner.
        note=min((one, other), key=lambda held: held.area_km2).note or other.note or one.note,
    )


def _causes(
    piece: BaseGeometry, before: Border, after: Border, one: Territory, other: Territory
) -> Iterator[Cause]:
    edge = shapely.boundary(piece)
    for border, rival, territory in ((before, after, one), (after, before, other)):
        rivals = [reach_of(line, territory) for line in lines_of(rival)]
        own = shapely.difference(edge, shapely.union_all(rivals)) if rivals else edge
        for ref, points in _articles_along(own, border, territory).items():
            article = next((found for found in border.articles if found.ref == ref), None)
            if article is not None:
                yield Cause(border.id, ref, article.about, article.text, article.sources, tuple(points))


def _articles_along(edge: BaseGeometry, border: Border, territory: Territory) -> dict[str, list[Text]]:
    """Return the articles whose lines run along an edge, with their points; else those of the territory."""
    refs: dict[str, list[Text]] = {}
    for line in lines_of(border):
        along = run_along(edge, line, territory)
        if line.article and length_km(along) > least_km(line, territory):
            refs.setdefault(line.article, []).extend(_points_along(border, line, along))
    return refs or {ref: [] for ref in territory.articles}


def _points_along(border: Border, line: BorderLine, along: BaseGeometry) -> list[Text]:
    """Return the names of the treaty's points on the part of a line that moved."""
    near = shapely.buffer(along, 0.01)
    return [
        point.title
        for point in sorted(border.points, key=lambda point: point.n)
        if point.title is not None
        and not point.guide
        and point.part == line.part
        and shapely.intersects(near, point.geometry)
    ]


def _shared_lines(before: Border, after: Border) -> tuple[SharedLine, ...]:
    shared: list[SharedLine] = []
    for line in lines_of(after):
        common: list[BaseGeometry] = [
            shapely.intersection(line.geometry, reach_of(other))
            for other in lines_of(before)
            if shapely.intersects(line.geometry, other.geometry)
        ]
        geometry = _line_of(common)
        if geometry is not None and length_km(geometry) > LEAST_KM:
            shared.append(SharedLine(line.part, line.title, geometry, length_km(geometry)))
    return tuple(shared)


def _line_of(parts: Sequence[BaseGeometry]) -> BaseGeometry | None:
    lines = [piece for part in parts for piece in shapely.get_parts(part) if piece.geom_type == "LineString"]
    if not lines:
        return None
    joined = shapely.union_all(lines)
    return shapely.line_merge(joined) if joined.geom_type == "MultiLineString" else joined
