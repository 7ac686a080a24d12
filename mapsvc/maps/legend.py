"""The legend of a map: every symbol it shows, none that it does not."""

from __future__ import annotations

from collections.abc import Mapping

from mapsvc.maps.event_map import LegendEntry
from mapsvc.maps.symbology import Symbol
from mapsvc.templating import translate

_ORDER = ("role", "wide", "area", "stop", "arrow", "leg", "border", "extent", "treaty")


def legend_of(symbols: Mapping[str, Symbol], lang: str) -> tuple[LegendEntry, ...]:
    """
    Return an entry for each symbol, points before lines before areas.

    Parameters
    ----------
    symbols
        The symbols a map uses, by the keys that `symbology` gives them.
    lang
        `"tr"` or `"en"`.

    Returns
    -------
    legend
        In a fixed order, whatever the order of the features.
    """
    keys = sorted(symbols, key=lambda key: (_ORDER.index(key.split("-")[0]), key))
    return tuple(LegendEntry(key, describe_symbol(key, lang)) for key in keys)


def describe_symbol(key: str, lang: str) -> str:
    """Return what a symbol's key says, in words."""
    family, _, rest = key.partition("-")
    if family == "role":
        role = rest.removesuffix("-doubtful")
        return _doubt(translate(lang, f"role.{role}"), rest != role, lang)
    if family == "wide":
        return f"{translate(lang, f'role.{rest}')} ({translate(lang, 'legend.wide')})"
    if family == "area":
        return f"{translate(lang, f'role.{rest}')} ({translate(lang, 'shape.area')})"
    if family == "extent":
        return translate(lang, f"extent.{rest}")
    if family == "stop":
        end = rest.startswith("end")
        return _doubt(
            translate(lang, "legend.end" if end else "legend.stop"), rest.endswith("doubtful"), lang
        )
    if family == "treaty":
        return _doubt(translate(lang, "legend.point"), rest.endswith("doubtful"), lang)
    subject, _, certainty = rest.rpartition("-")
    words = {"arrow": "arrow", "leg": "mode", "border": "status"}[family]
    return f"{translate(lang, f'{words}.{subject}')} ({translate(lang, f'certainty.{certainty}')})"


def _doubt(text: str, doubtful: bool, lang: str) -> str:
    return f"{text} ({translate(lang, 'legend.doubtful')})" if doubtful else text
