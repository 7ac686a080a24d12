"""What can be wrong with what an atlas says of itself: headlines, holders, topics, words."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from string import Formatter
from typing import get_args

from mapsvc.atlas.problems import Problems
from mapsvc.atlas.store import Store
from mapsvc.language import LAST_RESORT, PLURAL_FORMS, interface_words
from mapsvc.model.fields import Category
from mapsvc.model.meridian import near_lon
from mapsvc.model.meta import PARTIES, Polity

_FILE = "atlas.toml"
#: Words that are filled with what is the same everywhere in an atlas, which may say it in words of its own.
_SAYS_ITSELF = frozenset({"footer.licence", "timeline.home_note"})


def check_meta(atlas: Store, problems: Problems) -> None:
    """Note what is wrong with what an atlas says of itself, beyond the form of its files."""
    _check_headlines(atlas, problems)
    for polity in atlas.polities.values():
        _check_polity(polity, atlas, problems)
    if PARTIES in atlas.topics:
        problems.add(
            "topics.toml", PARTIES, "is the engine's own topic, who made a treaty; choose another id"
        )
    for key in atlas.categories:
        if key in get_args(Category):
            problems.add("categories.toml", key, "is one of the engine's own categories; choose another id")
    for lang, words in atlas.own_words.items():
        for key, said in words.items():
            _check_word(lang, key, said, problems)
    _check_blank(atlas, problems)


def _check_headlines(atlas: Store, problems: Problems) -> None:
    meta = atlas.meta
    for name, ids in (("headline", meta.headline), ("texts", meta.texts)):
        found = list(ids)
        for wanted in sorted({wanted for wanted in found if found.count(wanted) > 1}):
            problems.add(_FILE, name, f"{wanted!r} stands there twice")
    for index, pair in enumerate(meta.headline_comparisons):
        field = f"headline_comparisons[{index}]"
        if pair[0] == pair[1]:
            problems.add(_FILE, field, f"sets {pair[0]!r} beside itself; name two borders")
        for wanted in pair:
            if wanted in atlas.borders and wanted not in atlas.territories:
                message = f"{wanted!r} has no territories to compare: territories/{wanted}.geojson is missing"
                if not problems.is_broken("territories", wanted):
                    problems.add(_FILE, field, message)


def _check_polity(polity: Polity, atlas: Store, problems: Problems) -> None:
    file = "polities.toml"
    if polity.id in polity.heirs:
        problems.add(file, f"{polity.id}.heirs", "names the holder itself; nobody is their own heir")
    other = atlas.polities.get(polity.counted_with or "")
    if polity.counted_with == polity.id:
        problems.add(file, f"{polity.id}.counted_with", "names the holder itself; leave it out")
    elif other is not None and other.counted_with == polity.id:
        message = f"{other.id!r} is counted with {polity.id!r} too; one of the two stands for both"
        problems.add(file, f"{polity.id}.counted_with", message)
    for index, seat in enumerate(polity.capitals):
        if seat.place not in atlas.places and not atlas.names.of(seat.place):
            message = f"{seat.place!r} is neither a place nor a thing of names.csv"
            problems.add(file, f"{polity.id}.capitals[{index}].place", message)
    spans = [name.valid for name in polity.names]
    for before, after in itertools.combinations(range(len(spans)), 2):
        if spans[before].overlaps(spans[after]):
            message = (
                f"{spans[after].edtf!r} overlaps {spans[before].edtf!r}: on one day a holder has one name"
            )
            problems.add(file, f"{polity.id}.names[{after}].valid", message)


def _check_word(lang: str, key: str, said: str, problems: Problems) -> None:
    """Hold what stands in braces in an own word against the word that it replaces."""
    name, _, form = key.rpartition(".")
    words = interface_words(LAST_RESORT)
    usual = words.get(key, words.get(f"{name}.other", ""))
    file = f"strings/{lang}.toml"
    try:
        found, wanted = set(_placeholders(said)), set(_placeholders(usual))
    except ValueError:
        problems.add(file, key, f"{said!r} has a brace that is not closed; write {{{{ for a brace itself")
        return
    for unknown in sorted(found - wanted):
        known = ", ".join(f"{{{part}}}" for part in sorted(wanted)) or "none"
        problems.add(file, key, f"{{{unknown}}} is not filled in there; known are: {known}")
    # "One event" need not say the number.
    if form not in PLURAL_FORMS and key not in _SAYS_ITSELF:
        for missing in sorted(wanted - found):
            problems.add(file, key, f"lacks {{{missing}}}, which the word that it replaces has: {usual!r}")


def _placeholders(text: str) -> Iterator[str]:
    return (name for _, name, _, _ in Formatter().parse(text) if name is not None)


def _check_blank(atlas: Store, problems: Problems) -> None:
    """Note what would leave maps blank."""
    if atlas.borders or atlas.routes:
        return
    points = list(_points_of(atlas))
    # What could not be read is a fault already, and may be what is missing here.
    if not points and not problems.broken:
        problems.add("places.geojson", "features", "has no place with coordinates: maps would be blank")
    if not atlas.events and not atlas.drafts and not problems.broken:
        problems.add("events", "", "holds no event, and there is no border or journey: nothing to show")
    home = atlas.meta.view.home
    if home is not None and points and not any(_inside(home, *point) for point in points):
        problems.add(
            _FILE, "view.home", f"{list(home)} holds none of the places: the first map would be blank"
        )
    _check_blank_timeline(atlas, problems)


def _points_of(atlas: Store) -> Iterator[tuple[float, float]]:
    for place in atlas.places.values():
        if place.lon is not None and place.lat is not None:
            yield place.lon, place.lat


def _check_blank_timeline(atlas: Store, problems: Problems) -> None:
    spans = [event.when for event in atlas.events.values()]
    period = atlas.period
    if spans and not any(span.overlaps(period.span) for span in spans):
        message = f"from {period.first} to {period.last} there is no event: the timeline would be blank"
        problems.add(_FILE, "period", message)


def _inside(box: tuple[float, float, float, float], lon: float, lat: float) -> bool:
    west, south, east, north = box
    east += 360 if east < west else 0
    return south <= lat <= north and west <= near_lon(lon, (west + east) / 2) <= east
