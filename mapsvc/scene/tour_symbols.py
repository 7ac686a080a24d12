"""How maps of tours look from the last row: broad lines, legible dots, what stands out, borders by name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from mapsvc.atlas.store import Store
from mapsvc.language import translate
from mapsvc.model.dates import DateSpan
from mapsvc.model.records import Border
from mapsvc.model.scene import LegendEntry, MapFeature, Symbol
from mapsvc.scene.features.borders import border_features
from mapsvc.scene.legend import certainty_entries, describe_symbol, surest_entry
from mapsvc.scene.symbology import DASHES, INK, area_symbol, border_symbol, ground_symbol, role_symbol
from mapsvc.scene.symbols import Symbols

#: What stands out has a broad pale-gold edge and is larger; the edge shows in print without colour as well.
CASING_OF_STEP = "#f2cd62"
_LARGER = 1.35
_BROADER = 1.25
#: Two thin parallel lines need more room to be two.
_TWIN_BROADER = 1.9
_DOTS = [3, 5]
#: Families of symbols that the other pages draw finer: they are looked at from near.
_FINE = ("leg-", "border-", "arrow-", "certainty-")


def hall_symbol(key: str, symbol: Symbol) -> Symbol:
    """Return a symbol as a hall needs it: lines broader, dots that can be told from a hair's breadth."""
    if not key.startswith(_FINE) or "width" not in symbol:
        return symbol
    dotted = symbol["dash"] == DASHES["uncertain"]
    broader = _TWIN_BROADER if symbol["ticks"] == "twin" else _BROADER
    return symbol | {
        "width": round(symbol["width"] * broader, 2),
        "dash": _DOTS if dotted else symbol["dash"],
    }


def marked_symbol(symbol: Symbol) -> Symbol:
    """Return a symbol as it stands out."""
    if symbol["type"] == "marker":
        return symbol | {"size": round(symbol["size"] * _LARGER, 1)}
    if "width" in symbol:
        return symbol | {"width": round(symbol["width"] * _LARGER, 2), "casing": CASING_OF_STEP}
    return symbol | {"opacity": min(0.6, symbol.get("opacity", 0.15) * 1.8)}


def plain_place(feature: MapFeature, *, symbols: Symbols) -> MapFeature:
    """Return a place as a text names it: no role, well legible."""
    if feature.radius_km:
        keyed = ("tour-area", area_symbol("mentioned")[1] | {"opacity": 0.16})
    elif feature.geometry.geom_type != "Point":
        keyed = ("tour-ground", ground_symbol("mentioned")[1] | {"opacity": 0.16})
    else:
        keyed = ("tour-place", role_symbol("mentioned", "attested")[1] | {"fill": INK, "size": 17})
    return replace(feature, symbol=symbols.use(keyed), priority=2)


def named_borders(
    atlas: Store, borders: Iterable[Border], lang: str, *, subject: str | None, symbols: Symbols
) -> list[MapFeature]:
    """
    Return the stretches and areas of borders, each border with symbols of its own.

    On other maps all borders of a status look alike; a step speaks of one of them, and the key names each.
    """
    by_id = {border.id: border for border in borders}
    found, shared = [], Symbols()
    emphasis = {subject: "subject"} if subject else {}
    for feature in border_features(atlas, by_id.values(), lang, emphasis=emphasis, symbols=shared):  # type: ignore[arg-type]
        border = by_id[feature.id.split("/")[1]]
        keyed = (feature.symbol, shared[feature.symbol])
        if feature.symbol.startswith("border-"):
            look = "subject" if border.id == subject else "standing"
            drawn = border_symbol(border.status, feature.certainty, look)[1]  # type: ignore[arg-type]
            keyed = (f"border-{border.id}-{feature.certainty}", drawn)
        found.append(replace(feature, symbol=symbols.use(keyed)))
    return found


def borders_legend(
    borders: Iterable[Border], lang: str, symbols: Symbols, *, when: DateSpan | None
) -> list[LegendEntry]:
    """
    Return an entry for each border, drawn as the surest of its lines, then areas and certainties.

    A border that had passed by `when` is told with its years instead of its status, which it no longer has.
    """
    entries: list[LegendEntry] = []
    for border in borders:
        entries += surest_entry(f"border-{border.id}", _border_words(border, lang, when), symbols)
    for key in symbols:
        if key.startswith("extent-"):
            entries.append(LegendEntry(key, describe_symbol(key, lang), (key,)))
    lines = [key for key in symbols if key.startswith("border-")]
    return [*entries, *certainty_entries(lines, symbols, lang)]


def _border_words(border: Border, lang: str, when: DateSpan | None) -> str:
    start, end = border.valid.start, border.valid.end
    if when and when.start and start and end and end < when.start:
        return f"{border.label.in_(lang)} ({start.year}–{end.year})"
    return f"{border.label.in_(lang)}: {translate(lang, f'status.{border.status}')}"
