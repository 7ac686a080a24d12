"""Names of an adjective and a noun, declined together: "по Каспийскому морю", "des Schwarzen Meeres"."""

from __future__ import annotations

from collections.abc import Iterator

from mapsvc.atlas.gazetteer.names import Gazetteer
from mapsvc.geoparse.endings import BARE, RUSSIAN, RUSSIAN_ADJECTIVE, russian_stems
from mapsvc.geoparse.span import Span, joined_gap, plain_gap
from mapsvc.geoparse.tokens import TokenText, Word

_GERMAN_ENDINGS = ("es", "er", "en", "em", "e")
_GERMAN_NOUN = ("es", "s")


def declined_name(tokens: TokenText, position: int, gazetteer: Gazetteer) -> Span | None:
    """Find a name of an adjective and a noun that begins at a word, in whatever case."""
    plain = tokens.words[position].plain
    if plain.endswith("ъ") and joined_gap(tokens, position):
        found = _printed_before_1918(tokens, position, gazetteer)
        if found is not None:
            return found
    if not (plain[0] > "z" or plain.endswith(_GERMAN_ENDINGS)) or not plain_gap(tokens, position):
        return None
    forms = _DECLENSIONS.get(tokens.language(position))
    if forms is None or not tokens.words[position].case:
        return None
    first, second = tokens.words[position : position + 2]
    for key in forms(first, second):
        if gazetteer.is_home(key):
            start, end = tokens.starts[position], tokens.ends[position + 1]
            ending = BARE if key == f"{first.plain} {second.plain}" else RUSSIAN
            return Span(position, position + 1, start, end, end, key, ending, True, several=True)
    return None


def _printed_before_1918(tokens: TokenText, position: int, gazetteer: Gazetteer) -> Span | None:
    """Find a name of two words of which the first keeps its old ending: "изъ Портъ-Артура"."""
    first, second = tokens.words[position : position + 2]
    if not (first.case and second.case):
        return None
    forms = [(second.plain.removesuffix("ъ"), second.plain), *russian_stems(second.plain)]
    for noun, shown in forms:
        key = f"{first.plain[:-1]} {noun}"
        if gazetteer.is_home(key):
            length = len(shown) if shown.startswith(noun) else len(second.plain)
            start, middle = tokens.starts[position], tokens.starts[position + 1]
            end = middle + second.offset(length)
            ending = BARE if length == len(second.plain) else RUSSIAN
            return Span(
                position, position + 1, start, end, tokens.ends[position + 1], key, ending, True, several=True
            )
    return None


def _russian_forms(first: Word, second: Word) -> Iterator[str]:
    adjectives = [
        first.plain[:cut] + ending
        for cut in range(max(3, len(first.plain) - 3), len(first.plain) - 1)
        if RUSSIAN_ADJECTIVE.fullmatch(first.plain[cut:])
        for ending in ("ое", "ая", "ии", "ыи", "ие", "ые")
    ]
    nouns = [second.plain, *(stem for stem, _ in russian_stems(second.plain))]
    return (f"{adjective} {noun}" for adjective in adjectives for noun in nouns)


def _german_forms(first: Word, second: Word) -> Iterator[str]:
    stems = [first.plain.removesuffix(ending) for ending in _GERMAN_ENDINGS if first.plain.endswith(ending)]
    nouns = [second.plain, *(second.plain.removesuffix(s) for s in _GERMAN_NOUN if second.plain.endswith(s))]
    return (f"{stem}{ending} {noun}" for stem in stems for ending in _GERMAN_ENDINGS for noun in nouns)


_DECLENSIONS = {"ru": _russian_forms, "de": _german_forms}
