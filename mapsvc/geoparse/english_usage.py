"""Usage of a place in English and Russian sentences, where prepositions and word order show it."""

from __future__ import annotations

import re

from mapsvc.geoparse import lexicon
from mapsvc.geoparse.endings import BARE, POSSESSIVE, RUSSIAN, RUSSIAN_ADJECTIVE
from mapsvc.geoparse.place_context import word_before, word_behind
from mapsvc.geoparse.span import Span, plain_gap
from mapsvc.geoparse.tokens import LOWER, NO_WORD, TokenText, Word

Decision = tuple[str, tuple[str, ...]]

_LOCATING = lexicon.words_of("EN_LOCATING")
_RUSSIAN_DECIDING = lexicon.words_of("RU_DECIDING")
_TOLD, _FROM_POWER = lexicon.words_of("EN_TOLD"), lexicon.words_of("EN_FROM_POWER")
_WAS = frozenset({"was", "were", "is", "has", "had", "should", "must", "could"})
_LONGEST_ASIDE = 7
_DEALING = lexicon.words_of("EN_DEALING")
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
    before, behind = _word_before(tokens, span), word_behind(tokens, span.last)
    if _joined(tokens, span, neighbours):
        return "", ("enumeration",)
    if span.ending == POSSESSIVE:
        return _genitive(
            words[span.last + 1 : min(span.last + 3, tokens.sentence(span.first)[1])], actor=actor
        )
    found = _by_word_before(tokens, span, before, actor=actor)
    if found is not None:
        return found
    if behind.case == LOWER and _is_modifier(behind):
        return _modifying(behind)
    if before.plain in _DEALING and (actor or _is_treated_with(words, span)):
        return "metonymic", ("with", before.text)
    return _subject(behind or _behind_comma(tokens, span), before, actor=actor)


def _by_word_before(tokens: TokenText, span: Span, before: Word, *, actor: bool) -> Decision | None:
    """Decide by "asked", "orders from", "in", "of" before the name."""
    told = _told(tokens, span, before)
    if told:
        return "metonymic", ("addressed", told)
    if before.plain in _LOCATING and not (actor and before.plain == "between"):
        return "literal", ("preposition", before.text)
    return _after_of(tokens.words, span, actor=actor) if before.plain == "of" else None


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


def _word_before(tokens: TokenText, span: Span) -> Word:
    """Return the word before a name and its article."""
    before = word_before(tokens, span.first)
    return tokens.words[span.first - 2] if before.plain == "the" and span.first > 1 else before


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


def _after_of(words: list[Word], span: Span, *, actor: bool) -> Decision:
    at = span.first - 1
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


_ADJECTIVE = re.compile(rf"ск{RUSSIAN_ADJECTIVE.pattern}$")


def decide_russian(tokens: TokenText, span: Span, *, actor: bool) -> Decision:
    """Decide the usage in a Russian sentence."""
    before = word_before(tokens, span.first)
    word = tokens.words[span.last]
    if before.flags & lexicon.PLACE_PREPOSITION:
        return "literal", ("preposition", before.text)
    if span.ending == RUSSIAN and _ADJECTIVE.search(word.plain):
        behind = word_behind(tokens, span.last)
        if behind.flags & (lexicon.GEO | lexicon.SPATIAL):
            return "literal", ("spatial", behind.text)
        return "associative", ("noun", word.text)
    if actor and before.plain in {"с", "со", "между", "против"}:
        return "metonymic", ("with", before.text)
    acts = _russian_verb(tokens, span, actor=actor)
    return ("metonymic", ("acts", acts)) if acts else ("literal", ("plain",))


_RUSSIAN_VERB = re.compile(r"(?:[аяиеыуо](?:л|ла|ло|ли)|[аяеи]ет|ит|ют|ут|ят)(?:ся|сь|ъ)?$")


def _russian_verb(tokens: TokenText, span: Span, *, actor: bool) -> str:
    """Return the verb whose subject a nominative is: any of a state's, of a town what powers do."""
    if span.ending != BARE:
        return ""
    behind = tokens.words[span.last + 1 : min(span.last + 4, tokens.sentence(span.first)[1])]
    if not behind or not plain_gap(tokens, span.last):
        return ""
    for word in behind:
        if word.case:
            return ""
        if word.plain.startswith(_RUSSIAN_DECIDING.stems) or (actor and _RUSSIAN_VERB.search(word.plain)):
            return word.text
    return ""
