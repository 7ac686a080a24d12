"""Names that no gazetteer has, shown by their own words: joined by hyphens, possessed, shown elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mapsvc.geoparse import lexicon
from mapsvc.geoparse.endings import BARE
from mapsvc.geoparse.hyphenated_names import word_chains
from mapsvc.geoparse.lexicon import is_generic_in, kind_of_word
from mapsvc.geoparse.place_context import word_before, word_behind
from mapsvc.geoparse.span import Span, plain_gap
from mapsvc.geoparse.tokens import CAPITAL, LOWER, TokenText, Word
from mapsvc.geoparse.unknown_names import FRAMING, russian_end

_GROUND_HEADS, _OWNED = lexicon.words_of("GROUND_HEAD"), lexicon.words_of("EN_POSSESSED")
_GROUND_BEFORE = lexicon.words_of("EN_GROUND_BEFORE")
_MOST_JOINED_PARTS, _FEWEST_LETTERS, _SHORTEST_SHOWN = 5, 6, 4
_WITH_HEADS = frozenset({"en", "de", "fr"})
_RUSSIAN_LAST = "аеиоуыэюяьъ"


def with_shown(tokens: TokenText, found: Sequence[Span]) -> list[Span]:
    """
    Add the names that their own words show to those that were found.

    Parameters
    ----------
    found
        In text order. What only covers a part of a name that is added is left out.

    Returns
    -------
    spans
        In text order, without overlaps.
    """
    added = [*_chained(tokens), *_possessed(tokens)]
    kept = _merged(tokens, found, added) if added else list(found)
    return _with_repeated(tokens, [_with_ground(tokens, span) for span in kept])


def _with_ground(tokens: TokenText, span: Span) -> Span:
    """Return the name of a town of GeoNames with what stands before it in a longer one: "Lake Texcoco"."""
    before = word_before(tokens, span.first)
    of_ground = before.case == CAPITAL and before.plain in _GROUND_BEFORE
    if not of_ground or span.several or span.framed or tokens.language(span.first) != "en":
        return span
    span.base, span.kind = span.key, kind_of_word(before.stem, before.text) or span.kind or "settlement"
    span.key = f"{before.plain} {span.key}" if span.key else ""
    span.first, span.start, span.several = span.first - 1, tokens.starts[span.first - 1], True
    return span


def _merged(tokens: TokenText, found: Sequence[Span], added: Sequence[Span]) -> list[Span]:
    kept = list(found)
    for span in added:
        beside = [each for each in kept if each.first <= span.last and span.first <= each.last]
        if _comes_before(tokens, span, beside):
            kept = [each for each in kept if each not in beside]
            kept.append(span)
    return sorted(kept, key=lambda span: span.first)


def _comes_before(tokens: TokenText, span: Span, beside: Sequence[Span]) -> bool:
    """Tell whether a name takes the place of those that cover some of its words."""
    if any(each.first <= span.first and span.last <= each.last for each in beside):
        return False
    # the Bergen of "Nuba-Bergen" are mountains, not the town
    generic = bool(_generic_kind(tokens, span.last))
    return not any(_is_known(each) and (each.first == span.first or not generic) for each in beside)


def _is_known(span: Span) -> bool:
    """Tell whether a part of a chain is a name by itself: "Paris-Lyon", "Türkiye-Azerbaycan"."""
    return span.home and bool(span.key) and not span.typo and not span.small


def _chained(tokens: TokenText) -> Iterator[Span]:
    """Yield "Ksar-el-Krelifa", "Nuba-Bergen", and chains behind a preposition of place: "à Dayat-Kereb"."""
    for first, last in word_chains(tokens):
        words = tokens.words[first : last + 1]
        letters = sum(len(word.plain) for word in words)
        if last - first < _MOST_JOINED_PARTS and words[0].case == CAPITAL and letters >= _FEWEST_LETTERS:
            span = _span(tokens, first, last, _kind_of_chain(tokens, first, last))
            span.framed = not span.kind
            span.kind = span.kind or "settlement"
            if not span.framed or _is_framed_chain(tokens, first, last):
                yield span


def _kind_of_chain(tokens: TokenText, first: int, last: int) -> str:
    """Return what its first or its last word says that a chain is; empty where none does."""
    head, tail = tokens.words[first], tokens.words[last]
    if tail.case != CAPITAL:
        return ""
    kind = _generic_kind(tokens, last)
    if kind and not head.flags:
        return kind
    if tokens.language(first) in _WITH_HEADS and head.plain in _GROUND_HEADS:
        return kind_of_word(head.stem, head.text) or "settlement"
    return ""


def _generic_kind(tokens: TokenText, last: int) -> str:
    """Return what the last word of a German compound says that it is; empty where it says nothing."""
    if tokens.language(last) != "de":
        return ""
    word = tokens.words[last]
    forms = (word.plain, word.plain.removesuffix("n"))
    return next((kind_of_word(form, form) for form in forms if is_generic_in(form, "de", known=True)), "")


def _is_framed_chain(tokens: TokenText, first: int, last: int) -> bool:
    language = tokens.language(first)
    before, behind = word_before(tokens, first), word_behind(tokens, last)
    if before.case or before.plain not in FRAMING.get(language, ()) or behind.case == CAPITAL:
        return False
    return not any(word.flags for word in tokens.words[first : last + 1])


def _possessed(tokens: TokenText) -> Iterator[Span]:
    """Yield what is written as a person's and is a place: "Haines' Bluff", "Harper's Ferry"."""
    owned = _OWNED.whole
    for position in tokens.capitals:
        word = tokens.words[position]
        if not position or word.plain not in owned:
            continue
        owner = tokens.words[position - 1]
        gap = tokens.gap(position - 1)
        possessed = owner.plain.endswith("s") and (owner.apostrophe >= 0 or gap[:1] in {"'", "’"})
        if (
            possessed
            and owner.case == CAPITAL
            and gap.lstrip("'’") == " "
            and tokens.language(position) == "en"
        ):
            yield _span(tokens, position - 1, position, kind_of_word(word.stem, word.text) or "settlement")


def _span(tokens: TokenText, first: int, last: int, kind: str) -> Span:
    end = russian_end(tokens, last) if tokens.language(last) == "ru" else tokens.ends[last]
    return Span(
        first, last, tokens.starts[first], end, tokens.ends[last], "", BARE, True, kind=kind,
        several=first < last,
    )  # fmt: skip


def _with_repeated(tokens: TokenText, found: list[Span]) -> list[Span]:
    """Add the names that a generic word shows elsewhere in the text: "селеніе Мугую … у Мугую"."""
    shown = {_stem(tokens.words[span.first]): span for span in found if _is_shown(span)}
    shown.pop("", None)
    if not shown:
        return found
    taken = {at for span in found for at in range(span.first, span.last + 1)}
    again = []
    for at in tokens.capitals:
        word = tokens.words[at]
        if at in taken or word.flags:
            continue
        span = shown.get(_stem(word))
        if span is not None and not _is_beside_capital(tokens, at):
            again.append(_span(tokens, at, at, span.kind))
    return sorted([*found, *again], key=lambda span: span.first)


def _is_shown(span: Span) -> bool:
    return not span.key and not span.framed and not span.several


def _stem(word: Word) -> str:
    """Return what the cases of an unknown name share; nothing of a short one."""
    head = word.head.rstrip(_RUSSIAN_LAST) if "а" <= word.head[:1] <= "я" else word.head
    return head if len(head) >= _SHORTEST_SHOWN else ""


def _is_beside_capital(tokens: TokenText, at: int) -> bool:
    """Tell whether another name stands before or behind, which may be a person's."""
    before = tokens.words[at - 1] if at and plain_gap(tokens, at - 1) else None
    behind = word_behind(tokens, at)
    return (
        before is not None and before.case != LOWER and tokens.sentence(at)[0] < at - 1
    ) or behind.case == CAPITAL
