"""Usage of a place in Russian sentences: cases, the noun before a genitive, adjectives, verbs."""

from __future__ import annotations

import re

from mapsvc.geoparse import lexicon
from mapsvc.geoparse.endings import BARE, RUSSIAN, RUSSIAN_ADJECTIVE
from mapsvc.geoparse.place_context import word_before, word_behind
from mapsvc.geoparse.span import Span, plain_gap
from mapsvc.geoparse.tokens import NO_WORD, TokenText, Word

Decision = tuple[str, tuple[str, ...]]

_DECIDING_RU = lexicon.words_of("RU_DECIDING")
_OWN_RU, _OF_PEOPLE_RU = lexicon.words_of("RU_OWN"), lexicon.words_of("RU_OF_PEOPLE")
_DEALING_RU, _GIVEN_RU = lexicon.words_of("RU_DEALING"), lexicon.words_of("RU_GIVEN")
_ADJECTIVE = re.compile(rf"ск{RUSSIAN_ADJECTIVE.pattern}$")
_VERB_RU = re.compile(r"(?:[аяиеыуо](?:л|ла|ло|ли)|[а-я]ет|ит|ют|ут|ят)(?:ся|сь|ъ)?$")
#: Words that end like a verb and are none.
_NO_VERBS = frozenset({"нет", "лет", "совет", "ответ", "привет", "бюджет", "кабинет", "счет", "запрет"})


def decide_russian(tokens: TokenText, span: Span, neighbours: set[int], *, actor: bool) -> Decision:
    """Decide the usage in a Russian sentence; see `usage.decide_usage`."""
    before = word_before(tokens, span.first)
    word = tokens.words[span.last]
    if span.ending == RUSSIAN and _ADJECTIVE.search(word.plain):
        return _adjective(word, word_behind(tokens, span.last))
    if _joined(tokens, span, neighbours):
        return "", ("enumeration",)
    head = _head(tokens, span, neighbours)
    if actor and head.plain in _DEALING_RU:
        return "metonymic", ("with", head.text)
    if before.flags & lexicon.PLACE_PREPOSITION:
        return "literal", ("preposition", before.text)
    found = _by_head(head, actor=actor) if span.ending == RUSSIAN else None
    if found is not None:
        return found
    acts = _verb_behind(tokens, span, actor=actor)
    return ("metonymic", ("acts", acts)) if acts else ("literal", ("plain",))


def _adjective(word: Word, behind: Word) -> Decision:
    """Decide on "Лондонский" by the noun behind it."""
    if behind.flags & (lexicon.GEO | lexicon.SPATIAL):
        return "literal", ("spatial", behind.text)
    if behind.flags & lexicon.PRESS:
        return "embedded", ("in-title", behind.text)
    return "associative", ("noun", word.text)


def _joined(tokens: TokenText, span: Span, neighbours: set[int]) -> bool:
    """Tell whether "и" or a comma joins this name to the next place."""
    following = span.last + 1
    if following in neighbours:
        return tokens.gap(span.last).strip() == ","
    joins = following + 1 in neighbours and bool(tokens.words[following].flags & lexicon.CONNECTOR)
    return joins and plain_gap(tokens, span.last) and plain_gap(tokens, following)


def _head(tokens: TokenText, span: Span, neighbours: set[int]) -> Word:
    """Return the word before a name, or before the first of those that "и" joins it to."""
    at = span.first
    while at > 2 and tokens.words[at - 1].flags & lexicon.CONNECTOR and at - 2 in neighbours:
        at -= 2
    return word_before(tokens, at) if at else NO_WORD


def _by_head(head: Word, *, actor: bool) -> Decision | None:
    """Decide on a genitive or dative by the noun before it: "политика России", "губернатор Севастополя"."""
    if not head.plain:
        return None
    if head.plain.startswith(_OF_PEOPLE_RU.stems):
        return "associative", ("noun", head.text)
    if actor and head.plain.startswith(_OWN_RU.stems):
        return "metonymic", ("policy", head.text)
    if actor and head.plain.startswith(_GIVEN_RU.stems):
        return "metonymic", ("addressed", head.text)
    return None


def _verb_behind(tokens: TokenText, span: Span, *, actor: bool) -> str:
    """Return the verb whose subject a nominative is: any of a state's, of a town what powers do."""
    if span.ending != BARE:
        return ""
    behind = tokens.words[span.last + 1 : min(span.last + 4, tokens.sentence(span.first)[1])]
    if not behind or not plain_gap(tokens, span.last):
        return ""
    for word in behind:
        if word.case:
            return ""
        if word.plain.startswith(_DECIDING_RU.stems):
            return word.text
        if actor and word.plain not in _NO_VERBS and _VERB_RU.search(word.plain):
            return word.text
    return ""
