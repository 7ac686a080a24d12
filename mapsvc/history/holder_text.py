"""In whose hands ground was, in words."""

from __future__ import annotations

from collections.abc import Sequence

from shapely.geometry import Point

from mapsvc.atlas.store import Store
from mapsvc.history.holders import holders_on, name_of
from mapsvc.language import translate
from mapsvc.model.control import Holding
from mapsvc.model.dates import day_span
from mapsvc.model.day import Day


def describe_holding(atlas: Store, holding: Holding, day: Day, lang: str) -> str:
    """
    Return who held ground on a day and how, such as `"Russia (occupation; by law the Ottoman Empire)"`.

    Parameters
    ----------
    atlas
        Holds the names.
    holding
        An answer that has a holder.
    day
        Whose names are told.
    lang
        One of the atlas's languages.
    """

    def called(polity: str) -> str:
        return atlas.polities[polity].name_at(day_span(day)).in_(lang)

    who: str = name_of(atlas, holding, day).in_(lang)
    of = called(holding.of) if holding.of else ""
    if holding.border:
        border = atlas.borders[holding.border].label.in_(lang)
        return translate(lang, "holder.by_border").format(who=who, border=border)
    if holding.how == "occupied":
        who = translate(lang, "holder.occupied_of" if of else "holder.occupied").format(who=who, of=of)
    elif holding.how == "contested":
        who = translate(lang, "holder.contested").format(who=who)
    if holding.passing_to:
        return translate(lang, "holder.passing").format(who=who, to=called(holding.passing_to))
    return who


def describe_holders(atlas: Store, point: Point, days: Sequence[Day], lang: str) -> list[str]:
    """
    Return who held a point in a time, each once.

    Parameters
    ----------
    atlas
        Tells who held it.
    point
        Longitude and latitude in degrees.
    days
        Of the time: its first and last day, and what lies between.
    lang
        One of the atlas's languages.

    Returns
    -------
    names
        In order of time. Territories of borders say nothing where they do not say the same of all days.
    """
    held = [
        [describe_holding(atlas, found, day, lang) for found in holders_on(atlas, point, day)] for day in days
    ]
    if not atlas.control and held != held[:1] * len(held):
        return []
    return list(dict.fromkeys(name for names in held for name in names))
