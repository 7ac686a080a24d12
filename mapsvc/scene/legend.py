"""The legend of a map: every symbol it shows, none that it does not; what matters most first."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from mapsvc.language import translate
from mapsvc.model.scene import LegendEntry, Symbol
from mapsvc.scene.symbology import (
    ACCOUNT_ORDER,
    CERTAINTY_ORDER,
    account_symbol,
    certainty_symbol,
    hollow_symbol,
)
from mapsvc.scene.symbols import Symbols

#: By importance: what happened, what moved, what the borders were, how sure it is, what is only named.
_ORDER = (
    "happened", "subject", "new", "arrow", "claimed", "destination", "origin", "waypoint", "traveller",
    "stretch", "leg", "stop", "treaty", "border", "extent", "certainty", "hollow", "mentioned",
)  # fmt: skip
#: Families whose symbols differ by how sure they are; one entry each, and the certainty explained once.
_SUBJECTS = {"arrow": "arrow", "leg": "mode", "border": "status"}
#: Families that show a role: a point, a country, a region without edges, one with them.
_SHAPES = ("role", "wide", "area", "ground")
_DOUBT = "-doubtful"

#: Where a journey is: words of its player.
_JOURNEYS = {"traveller": "player.key_certain", "stretch": "player.stretch"}


def legend_of(symbols: Symbols, lang: str) -> tuple[LegendEntry, ...]:
    """
    Return what the symbols of a map mean, the most important first.

    What means one thing has one entry, drawn as the surest of its signs: all signs of a role, lines of one
    kind. What dashes and dots mean is said once, for the certainties that the map's lines have, and what a
    hollow sign means once, where signs of one meaning are both full and hollow.

    Parameters
    ----------
    symbols
        The symbols a map uses, by the keys that `symbology` gives them; takes in those that
        only the legend needs.
    lang
        One of the atlas's languages.

    Returns
    -------
    legend
        In a fixed order, whatever the order of the features.
    """
    entries = [*_sign_entries(symbols, lang), *_line_entries(symbols, lang)]
    entries += _certainty_entries(symbols, lang)
    # What dashes mean has an order of its own.
    return tuple(
        sorted(
            entries,
            key=lambda entry: (
                _rank(entry.symbol),
                () if _family(entry.symbol) == "certainty" else entry.covers,
            ),
        )
    )


def _family(key: str) -> str:
    return key.split("-")[0]


def _rank(key: str) -> int:
    family, _, rest = key.partition("-")
    plain = rest.removesuffix(_DOUBT)
    if family in _SHAPES:
        return _ORDER.index(plain)
    return _ORDER.index("new" if family == "border" and rest.startswith("new-") else family)


def _sign_entries(symbols: Symbols, lang: str) -> Iterator[LegendEntry]:
    meanings: dict[str, list[str]] = {}
    for key in symbols:
        if _family(key) not in _SUBJECTS:
            meanings.setdefault(_meaning(key), []).append(key)
    hollow: list[str] = []
    for keys in meanings.values():
        first = min(keys, key=_plainness)
        yield LegendEntry(first, _sign_words(keys, first, lang), tuple(sorted(keys)))
        if not first.endswith(_DOUBT):
            hollow += [key for key in keys if key.endswith(_DOUBT)]
    if hollow:
        key = symbols.use(hollow_symbol())
        yield LegendEntry(key, translate(lang, "legend.hollow"), tuple(sorted(hollow)))


def _meaning(key: str) -> str:
    family, _, rest = key.removesuffix(_DOUBT).partition("-")
    return rest if family in _SHAPES else key.removesuffix(_DOUBT)


def _plainness(key: str) -> tuple[bool, int, str]:
    family = _family(key)
    return key.endswith(_DOUBT), _SHAPES.index(family) if family in _SHAPES else 0, key


def _sign_words(keys: Sequence[str], first: str, lang: str) -> str:
    """Return what signs of one meaning say: the first of them, and how the others show the same."""
    others = [family for family in _SHAPES[1:] if any(_family(key) == family for key in keys)]
    if _family(first) != "role" or not others:
        return describe_symbol(first, lang)
    also = "; ".join(translate(lang, f"legend.also_{family}") for family in others)
    return f"{describe_symbol(first, lang)} ({also})"


def _line_entries(symbols: Mapping[str, Symbol], lang: str) -> Iterator[LegendEntry]:
    kinds: dict[str, list[str]] = {}
    for key in symbols:
        if _family(key) in _SUBJECTS:
            kinds.setdefault(key.rpartition("-")[0], []).append(key)
    for keys in kinds.values():
        surest = min(keys, key=_certainty_rank)
        yield LegendEntry(surest, describe_symbol(surest, lang), tuple(sorted(keys)))


def _certainty_entries(symbols: Symbols, lang: str) -> Iterator[LegendEntry]:
    found = {key.rpartition("-")[2] for key in symbols if _family(key) in _SUBJECTS}
    if not found:
        return
    for account in ACCOUNT_ORDER:
        if account in found:
            key = symbols.use(account_symbol(account))
            yield LegendEntry(key, translate(lang, f"account.{account}"), (key,))
    yield from certainty_entries(found, symbols, lang)


def certainty_entries(keys: Iterable[str], symbols: Symbols, lang: str) -> Iterator[LegendEntry]:
    """Yield what the certainties mean that the keys of symbols end in."""
    drawn = {key.rpartition("-")[2] for key in keys}
    for certainty in CERTAINTY_ORDER:
        if certainty in drawn:
            key = symbols.use(certainty_symbol(certainty))
            yield LegendEntry(key, translate(lang, f"certainty.{certainty}"), (key,))


def surest_entry(line: str, label: str, used: Container[str]) -> Iterator[LegendEntry]:
    """Yield one entry for all lines of a key, drawn as the surest of those that are used."""
    keys = tuple(key for key in (f"{line}-{certainty}" for certainty in CERTAINTY_ORDER) if key in used)
    if keys:
        yield LegendEntry(keys[0], label, keys)


def _certainty_rank(key: str) -> int:
    order: list[str] = [*ACCOUNT_ORDER, *CERTAINTY_ORDER]
    return order.index(key.rpartition("-")[2])


def describe_symbol(key: str, lang: str) -> str:
    """Return what a symbol's key says, in words."""
    family, _, rest = key.partition("-")
    if family in _SUBJECTS:
        return translate(lang, f"{_SUBJECTS[family]}.{rest.rpartition('-')[0]}")
    if family == "wide":
        return f"{translate(lang, f'role.{rest}')} ({translate(lang, 'legend.wide')})"
    if family == "area":
        return f"{translate(lang, f'role.{rest}')} ({translate(lang, 'shape.area')})"
    if family == "ground":
        return f"{translate(lang, f'role.{rest}')} ({translate(lang, 'legend.ground')})"
    if family in _JOURNEYS:
        return translate(lang, _JOURNEYS[family])
    if family == "extent":
        return translate(lang, f"extent.{rest}")
    doubtful = rest.endswith("doubtful")
    if family == "role":
        return _doubt(translate(lang, f"role.{rest.removesuffix('-doubtful')}"), doubtful, lang)
    if family == "stop":
        return _doubt(
            translate(lang, "legend.end" if rest.startswith("end") else "legend.stop"), doubtful, lang
        )
    return _doubt(translate(lang, "legend.point"), doubtful, lang)


def _doubt(text: str, doubtful: bool, lang: str) -> str:
    return f"{text} ({translate(lang, 'legend.doubtful')})" if doubtful else text
