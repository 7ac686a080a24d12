"""What was law on a day: borders in force, signed, and only proposed, and whose ground it was by them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from mapsvc.atlas.store import Store
from mapsvc.history.borders import borders_on
from mapsvc.history.territories import states_on
from mapsvc.language import translate
from mapsvc.model.dates import day_span
from mapsvc.model.day import Day
from mapsvc.model.fields import BorderStatus
from mapsvc.model.records import Border, TerritorySet
from mapsvc.model.scene import LegendEntry, MapFeature, Symbol
from mapsvc.scene.day_territories import grounds_of_states
from mapsvc.scene.day_views import has_hands
from mapsvc.scene.features.borders import border_features
from mapsvc.scene.features.territories import apart_entry, frame_entry, frame_features
from mapsvc.scene.hands_symbols import unknown_symbol
from mapsvc.scene.symbology import Emphasis
from mapsvc.scene.symbols import Symbols

#: The layers of borders by what they rest on, the strongest first. What was only proposed or claimed, or
#: held without a treaty, is never among those in force.
LAW_GROUPS: dict[str, frozenset[BorderStatus]] = {
    "borders": frozenset({"in-force"}),
    "signed": frozenset({"signed", "never-ratified"}),
    "proposed": frozenset({"never-in-force", "claimed"}),
    "fact": frozenset({"de-facto"}),
}
#: By what treaties of these the ground was somebody's in law.
_LAW = frozenset({"in-force", "signed"})


def borders_of_day(atlas: Store, day: Day) -> list[Border]:
    """
    Return the borders valid on a day; the day on which one follows another belongs to the later.

    One that began some day of a year is there from the last day on which it may have begun.
    """
    found = [border for border in borders_on(atlas, day_span(day)) if _has_begun(border, day)]
    begun = any(border.valid.start == day for border in found)
    return [b for b in found if not (begun and b.valid.end == day and b.valid.start != day)]


def _has_begun(border: Border, day: Day) -> bool:
    begun = border.valid.latest_start
    return begun is None or begun <= day


def law_states(atlas: Store, day: Day) -> list[TerritorySet]:
    """
    Return the states of affairs that the map of a day draws as those of its borders.

    Where the atlas knows in whose hands the ground was, only those of treaties; else what stood in fact too.
    """
    found = states_on(atlas, day)
    return [state for state in found if state.status in _LAW] if has_hands(atlas) else found


def law_layers(
    atlas: Store, day: Day, lang: str, *, symbols: Symbols, tints: Symbols
) -> dict[str, list[MapFeature]]:
    """Return the layers of what was law: grounds, whose symbols `tints` takes in, then groups of borders."""
    states = law_states(atlas, day)
    borders = sorted(borders_of_day(atlas, day), key=lambda border: -_rank(border))
    layers: dict[str, list[MapFeature]] = {"grounds": [], **{group: [] for group in LAW_GROUPS}}
    grounds = list(grounds_of_states(atlas, states, lang, symbols=tints))
    if not grounds and has_hands(atlas):
        tints.use(unknown_symbol())
    layers["grounds"] = grounds + list(frame_features(states, symbols=tints))
    groups = {border.id: list(LAW_GROUPS)[_rank(border)] for border in borders}
    for feature in _borders(atlas, borders, day, lang, drawn=bool(states), symbols=symbols):
        layers[groups[feature.shared or ""]].append(feature)
    for kept in (symbols, tints):
        # A name that finds no room on its own land would be read as that of a neighbour's.
        kept.update(
            {key: sign | {"named_inside": True} for key, sign in kept.items() if sign["type"] == "area"}
        )
    return layers


def layer_title(layer: str, states: Iterable[TerritorySet], lang: str) -> str:
    """Return the title of a layer; ground that no treaty gave is said to be held, nobody's in law."""
    if layer == "grounds" and not any(state.status != "de-facto" for state in states):
        layer = "held"
    return translate(lang, f"timeline.layer_{layer}")


def _rank(border: Border) -> int:
    return next(rank for rank, statuses in enumerate(LAW_GROUPS.values()) if border.status in statuses)


def _borders(
    atlas: Store, borders: list[Border], day: Day, lang: str, *, drawn: bool, symbols: Symbols
) -> Iterator[MapFeature]:
    """
    Yield lines and claims.

    Where grounds are drawn, an extent of fact would only lie over them, and a claim is no more than its edge;
    where another view tells in whose hands the ground was, no extent of fact is law.
    """
    bare = drawn or has_hands(atlas)
    left_out, outlined = ("de-facto", "claimed") if bare else (None, None)
    shown = [border for border in borders if not _is_extent(border, left_out)]
    claims = {border.id: border for border in shown if _is_extent(border, outlined)}
    for feature in border_features(atlas, shown, lang, emphasis=_signed_today(shown, day), symbols=symbols):
        claim = claims.get(feature.shared or "")
        if claim is not None:
            symbols[feature.symbol] = claim_edge(symbols[feature.symbol])
        yield replace(feature, label=claim.label.in_(lang)) if claim else feature


def _signed_today(borders: Iterable[Border], day: Day) -> dict[str, Emphasis]:
    today = day_span(day)
    return {border.id: "new" for border in borders if border.signed and border.signed.overlaps(today)}


def _is_extent(border: Border, status: str | None) -> bool:
    return border.kind == "extent" and border.status == status


def claim_edge(symbol: Symbol) -> Symbol:
    """Return the symbol of a claim without its fill, which would hide who held the ground."""
    return symbol | {"hatch": None, "opacity": 0.0}


def ground_entries(symbols: Symbols, lang: str) -> Iterator[LegendEntry]:
    """Yield one entry for all tints, and one for those hatched: the map and the list name the holders."""
    keys = sorted(key for key in symbols if key.startswith("polity-"))
    firm = tuple(key for key in keys if not key.endswith("-claim"))
    loose = tuple(key for key in keys if key.endswith("-claim"))
    for covers, word in ((firm, "timeline.grounds"), (loose, "compare.unsettled")):
        if covers:
            yield LegendEntry(covers[-1], translate(lang, word), covers)
    if "unknown" in symbols:
        yield LegendEntry("unknown", translate(lang, "timeline.no_law"), ("unknown",))
    if "frame" in symbols:
        yield frame_entry(lang)
    if "edge-apart" in symbols:
        yield apart_entry(lang)
