"""The map of the places named in a text: places sized by how often they are named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import shapely

from mapsvc.atlas.store import Store
from mapsvc.language import plural, translate
from mapsvc.model.dates import year_span
from mapsvc.model.records import Mention, Place
from mapsvc.model.scene import Credit, LegendEntry, MapFeature, MapLayer, Scene
from mapsvc.scene.composition import usual_day
from mapsvc.scene.extents import view_rules
from mapsvc.scene.ground.basemap import ground_under
from mapsvc.scene.place_density import compose_density
from mapsvc.scene.symbology import count_symbol
from mapsvc.scene.symbols import Symbols

#: Sizes that the legend shows beside the greatest one.
_SAMPLES = (1, 10, 50)
#: More signs are not told apart: how much lies where is shown in their stead.
MOST_SIGNS = 300


def compose_mentions(atlas: Store, mentions: Iterable[Mention], lang: str) -> Scene:
    """
    Compose the map of mentions.

    Parameters
    ----------
    atlas
        Where the places come from.
    mentions
        Those to count.
    lang
        One of the atlas's languages.

    Returns
    -------
    scene
        A sign for each place named; its area is in proportion to the number of mentions. It counts
        words and says nothing of an extent: a country's sign stands at a point that stands for it. Of very
        many places it shows how often those that lie together are named.
    """
    found = list(mentions)
    counts = Counter(mention.place for mention in found)
    if len(counts) > MOST_SIGNS:
        title = translate(lang, "mentions.title")
        return compose_density(
            atlas, lang, counts=counts, title=title, noun="mentions.count", kind="mentions"
        )
    symbols = Symbols()
    when = year_span(atlas.usual_year)
    by_place: dict[str, list[Mention]] = {}
    for mention in found:
        by_place.setdefault(mention.place, []).append(mention)
    features = [
        _feature(place, by_place[key], lang, name=place.name_on(lang, when), symbols=symbols)
        for key, _ in sorted(counts.items(), key=lambda named: (-named[1], named[0]))
        if (place := atlas.places[key]).lon is not None
    ]
    # The legend shows a few sizes; their symbols are only for it.
    shown = sorted(
        {
            *(size for size in _SAMPLES if size <= max(counts.values(), default=0)),
            max(counts.values(), default=1),
        }
    )
    legend = tuple(LegendEntry(symbols.use(count_symbol(size)), _times(size, lang)) for size in shown)
    basemap = ground_under(atlas)
    credits = [Credit(text, url) for text, url in basemap.credits_in(lang)]
    return Scene(
        kind="mentions",
        id="mentions",
        lang=lang,
        title=translate(lang, "mentions.title"),
        caption=_times(len(found), lang),
        date=None,
        day=usual_day(atlas),
        extent=view_rules(atlas).home,
        layers=(MapLayer("mentions", translate(lang, "layer.mentions"), tuple(features)),)
        if features
        else (),
        symbols=dict(symbols),
        legend=legend,
        credits=tuple(dict.fromkeys(credits)),
        basemap=basemap,
    )


def _feature(place: Place, mentions: list[Mention], lang: str, *, name: str, symbols: Symbols) -> MapFeature:
    count = len(mentions)
    usages = Counter(mention.usage for mention in mentions)
    lines = list(dict.fromkeys(str(mention.line) for mention in mentions))
    rows = [
        (translate(lang, "row.mentions"), str(count)),
        *((translate(lang, f"usage.{usage}"), str(times)) for usage, times in usages.most_common()),
        (translate(lang, "row.lines"), ", ".join(lines[:12]) + (" …" if len(lines) > 12 else "")),
    ]
    return MapFeature(
        id=f"places/{place.id}",
        geometry=shapely.Point(place.lon, place.lat),
        symbol=symbols.use(count_symbol(count)),
        name=name,
        detail=_times(count, lang),
        label=name,
        priority=1 if count > 20 else 3,
        rows=tuple(rows),
        link=("place", place.id),
    )


def _times(count: int, lang: str) -> str:
    return plural(lang, "mentions.count", count)
