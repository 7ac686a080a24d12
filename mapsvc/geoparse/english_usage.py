"""Usage of a place in English sentences, where prepositions and word order show it."""

from __future__ import annotations

from mapsvc.geoparse import lexicon
from mapsvc.geoparse.endings import POSSESSIVE
from mapsvc.geoparse.place_context import word_before, word_behind
from mapsvc.geoparse.span import Span, plain_gap
from mapsvc.geoparse.tokens import LOWER, NO_WORD, TokenText, Word

Decision = tuple[str, tuple[str, ...]]

_LOCATING = lexicon.words_of("EN_LOCATING")
_TOLD, _FROM_POWER = lexicon.words_of("EN_TOLD"), lexicon.words_of("EN_FROM_POWER")
_WAS = frozenset({"was", "were", "is", "has", "had", "should", "must", "could"})
_LONGEST_ASIDE = 7
_DEALING = lexicon.words_of("EN_DEALING")
_GIVEN, _GIVEN_BY = lexicon.words_of("EN_GIVEN"), frozenset({"to", "on", "upon", "against", "from", "of"})
_OWN = lexicon.words_of("EN_OWN")
_OF_PEOPLE = lexicon.words_of("EN_OF_PEOPLE")
_AUXILIARIES = lexicon.words_of("EN_AUXILIARIES")
_PLACE_OF = lexicon.words_of("EN_PLACE_OF")
_MODIFYING = lexicon.words_of("EN_MODIFYING")


#: What a government does when only its capital is named: "London refused".
_DECIDING = lexicon.words_of("EN_DECIDING")


def decide(tokens: TokenText, span: Span, neighbours: set[int], *, actor: bool) -> Decision:
    """Decide the usage in an English sentence; see `usage.decide_usage`."""
    words = tokens.words
    first = _first_joined(tokens, span, neighbours)
    before, behind = _word_before(tokens, first), word_behind(tokens, span.last)
    if _joined(tokens, span, neighbours):
        return "", ("enumeration",)
    if span.ending == POSSESSIVE:
        return _genitive(
            words[span.last + 1 : min(span.last + 3, tokens.sentence(span.first)[1])], actor=actor
        )
    found = _by_word_before(tokens, span, first, actor=actor)
    if found is not None:
        return found
    if behind.case == LOWER and _is_modifier(behind):
        return _modifying(behind)
    if before.plain in _DEALING and (actor or _is_treated_with(words, span)):
        return "metonymic", ("with", before.text)
    return _subject(behind or _behind_comma(tokens, span), before, actor=actor)


def _first_joined(tokens: TokenText, span: Span, neighbours: set[int]) -> int:
    """Return the first word of a name, or of the first of those that "and" joins it to."""
    words, at = tokens.words, span.first
    while at > 2 and words[at - 1].flags & lexicon.CONNECTOR and plain_gap(tokens, at - 2):
        begun = next((at - n for n in (2, 3, 4) if at - n in neighbours and at - n > 0), 0)
        if not begun:
            break
        at = begun
    return at


def _by_word_before(tokens: TokenText, span: Span, first: int, *, actor: bool) -> Decision | None:
    """Decide by "asked", "orders from", "in", "of" before the name."""
    before = _word_before(tokens, first)
    told = _told(tokens, span, before) or (_given(tokens, first, before) if actor else "")
    if told:
        return "metonymic", ("addressed", told)
    if before.plain in _LOCATING and not (actor and before.plain == "between"):
        return "literal", ("preposition", before.text)
    return _after_of(tokens.words, first, actor=actor) if before.plain == "of" else None


def _told(tokens: TokenText, span: Span, before: Word) -> str:
    """Return the word that shows a government: "orders from Portugal", "Vienna was not told"."""
    if before.plain == "from":
        head = tokens.words[span.first - 2] if span.first > 1 else before
        return head.text if head.plain in _FROM_POWER else ""
    if before.plain in _TOLD and not before.case:
        return before.text
    ahead = tokens.words[span.last + 1 : min(span.last + 5, tokens.sentence(span.first)[1])]
    if not ahead or ahead[0].plain not in _WAS or not plain_gap(tokens, span.last):
        return ""
    return next((word.text for word in ahead[1:] if word.plain in _TOLD), "")


def _given(tokens: TokenText, first: int, before: Word) -> str:
    """Return what is given to a state, taken from it or turned against it: "ceded to", "war on"."""
    if before.plain not in _GIVEN_BY:
        return ""
    at = first - 1 if tokens.words[first - 1] is before else first - 2
    near = tokens.words[max(tokens.sentence(first)[0], at - 2) : at]
    return next((word.text for word in reversed(near) if word.plain in _GIVEN), "")


def _behind_comma(tokens: TokenText, span: Span) -> Word:
    """Return the word behind a clause between commas: "Berlin, it appears, refused"."""
    if tokens.text[span.token_end : span.token_end + 1] != ",":
        return NO_WORD
    end = min(span.last + _LONGEST_ASIDE, tokens.sentence(span.first)[1] - 1)
    for at in range(span.last + 1, end):
        if tokens.gap(at).strip() == ",":
            return tokens.words[at + 1]
        if tokens.words[at].case:
            break
    return NO_WORD


def _word_before(tokens: TokenText, first: int) -> Word:
    """Return the word before a name and its article."""
    before = word_before(tokens, first)
    return tokens.words[first - 2] if before.plain == "the" and first > 1 else before


def _genitive(ahead: list[Word], *, actor: bool) -> Decision:
    own = next((word.text for word in ahead if word.plain.startswith(_OWN.stems)), "")
    return ("metonymic", ("policy", own)) if own and actor else ("literal", ("genitive",))


def _is_treated_with(words: list[Word], span: Span) -> bool:
    """Tell whether a treaty or talks stand before "with": "signed a treaty with Moscow"."""
    before = words[max(0, span.first - 5) : span.first]
    return before[-1].plain == "with" and any(
        word.flags & (lexicon.TREATY | lexicon.RELATION) or word.plain.startswith("negotiat")
        for word in before
    )


def _joined(tokens: TokenText, span: Span, neighbours: set[int]) -> bool:
    following = span.last + 1
    if following in neighbours:
        return tokens.gap(span.last).strip() == ","
    return following + 1 in neighbours and bool(tokens.words[following].flags & lexicon.CONNECTOR)


def _after_of(words: list[Word], first: int, *, actor: bool) -> Decision:
    at = first - 1
    while at > 0 and words[at].plain in {"of", "the"}:
        at -= 1
    head = words[at]
    if head.plain.startswith(_OF_PEOPLE.stems):
        return "associative", ("noun", head.text)
    if actor and head.plain.startswith(_OWN.stems):
        return "metonymic", ("policy", head.text)
    return "literal", ("of", head.text)


def _is_modifier(behind: Word) -> bool:
    """Tell whether a noun stands behind the name, so that the name only tells which."""
    flags = lexicon.INSTITUTION | lexicon.RELATION | lexicon.SPATIAL | lexicon.UNIT | lexicon.GEO
    if behind.flags & flags:
        return True
    return behind.plain.startswith(_OF_PEOPLE.stems) or behind.plain in _MODIFYING


def _modifying(behind: Word) -> Decision:
    if behind.plain.startswith(_PLACE_OF.stems) or behind.flags & (lexicon.GEO | lexicon.SPATIAL):
        return "literal", ("spatial", behind.text)
    return "associative", ("noun", behind.text)


def _subject(behind: Word, before: Word, *, actor: bool) -> Decision:
    if behind.plain in _DECIDING:
        return "metonymic", ("acts", behind.text)
    if not actor:
        return "literal", ("plain",)
    if behind and _may_be_verb(behind):
        return "metonymic", ("subject",)
    if before.case == LOWER and before.plain.endswith(("ed", "ing", "led", "by", "with")):
        return "metonymic", ("object", before.text)
    return "literal", ("plain",)


def _may_be_verb(word: Word) -> bool:
    if word.plain in _AUXILIARIES or word.plain.endswith("ed"):
        return True
    return word.case == LOWER and not word.flags
