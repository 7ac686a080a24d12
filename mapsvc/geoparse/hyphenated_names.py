"""Names of one word that old prints part by syllables: "Ляо-янъ", "Ta-shi-chiao", "Liao-jang"."""

from __future__ import annotations

from collections.abc import Iterator

from mapsvc.atlas.gazetteer.names import Gazetteer
from mapsvc.geoparse.endings import DERIVED, RUSSIAN, SUFFIX, russian_stems
from mapsvc.geoparse.span import INFLECTING, Span
from mapsvc.geoparse.tokens import CAPITAL, TokenText
from mapsvc.geoparse.word_names import WordName, WordPlaces, look_at

_MOST_HYPHENS, _SHORTEST_JOINED = 5, 5
#: More words than these are joined by hyphens in no text.
_LONGEST_CHAIN = 40


def hyphenated_names(tokens: TokenText, gazetteer: Gazetteer) -> dict[int, Span]:
    """
    Find the names that words joined by hyphens are without their hyphens.

    Returns
    -------
    found
        By the position of the first word.
    """
    found = {}
    for first, last in word_chains(tokens):
        for position in range(first, last if last - first < _LONGEST_CHAIN else first):
            if tokens.words[position].case == CAPITAL:
                span = _joined_name(tokens, position, gazetteer)
                if span is not None:
                    found[position] = span
    return found


def word_chains(tokens: TokenText) -> Iterator[tuple[int, int]]:
    """Yield the first and the last of the words that hyphens join."""
    first = last = -1
    for position, gap in enumerate(tokens.gaps[:-1]) if "-" in tokens.gaps else ():
        if gap != "-":
            continue
        if position != last:
            if first >= 0:
                yield first, last
            first = position
        last = position + 1
    if first >= 0:
        yield first, last


def _last_of_chain(tokens: TokenText, position: int) -> int:
    last = position
    while last + 1 < len(tokens.words) and tokens.gap(last) == "-" and last - position < _MOST_HYPHENS:
        last += 1
    return last


def _joined_name(tokens: TokenText, position: int, gazetteer: Gazetteer) -> Span | None:
    last = _last_of_chain(tokens, position)
    if not _may_be_name(tokens, position, last, gazetteer):
        return None
    parts = [word.text for word in tokens.words[position : last + 1]]
    # before 1918 each part kept its own ending: Ляо-янъ, Инъ-коу
    parts[:-1] = [part.removesuffix("ъ") for part in parts[:-1]]
    joined = parts[0] + "".join(part.lower() for part in parts[1:])
    if len(joined) < _SHORTEST_JOINED or not joined.isalpha():
        return None
    before = len(joined) - len(parts[-1])
    name = _name_of(joined, before, gazetteer, inflects=tokens.language(position) in INFLECTING)
    if name is None:
        return None
    end = tokens.starts[last] + tokens.words[last].offset(name.length - before)
    return Span(
        position, last, tokens.starts[position], end, tokens.ends[last], name.key, name.ending, name.home,
        name.typo, name.misread, name.spelt, several=True,
    )  # fmt: skip


def _name_of(joined: str, before: int, gazetteer: Gazetteer, *, inflects: bool) -> WordName | None:
    places = look_at(joined, gazetteer).places
    names = places.names if isinstance(places, WordPlaces) else ()
    return next((each for each in names if _is_whole(each, before, inflects=inflects)), None)


def _may_be_name(tokens: TokenText, position: int, last: int, gazetteer: Gazetteer) -> bool:
    """Tell whether a name reaches into the last part; most chains are none, and this is quick."""
    parts = [word.plain.removesuffix("ъ") for word in tokens.words[position : last + 1]]
    plain, before = "".join(parts), len("".join(parts[:-1]))
    keys = [*gazetteer.home_prefixes(plain), *gazetteer.world_prefixes(plain)]
    if any(len(key) > before for key in keys):
        return True
    if gazetteer.spelling_of(plain)[0]:
        return True
    return plain[0] > "z" and any(gazetteer.is_home(form) for form, _ in russian_stems(plain))


def _is_whole(name: WordName, before: int, *, inflects: bool) -> bool:
    """Tell whether a name reaches into the last part, and is no mended one."""
    if name.length <= before or name.ending == DERIVED or (name.typo and not name.spelt):
        return False
    return inflects or name.ending not in {SUFFIX, RUSSIAN}
