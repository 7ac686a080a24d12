"""Usage of a place in English and Russian sentences, where prepositions and word order show it."""

from __future__ import annotations

import re

from mapsvc.geoparse import lexicon
from mapsvc.geoparse.endings import POSSESSIVE, RUSSIAN, RUSSIAN_ADJECTIVE
from mapsvc.geoparse.place_context import word_before, word_behind
from mapsvc.geoparse.span import Span
from mapsvc.geoparse.tokens import LOWER, TokenText, Word

Decision = tuple[str, tuple[str, ...]]

_LOCATING_WORDS = """
    in at near from to into towards toward through around outside inside across via beyond between off onto
    reached entered leaving left occupied captured besieged within throughout over above below along outside
    evacuated invaded
"""
_LOCATING = frozenset(_LOCATING_WORDS.split())
_DEALING_WORDS = """
    with by against for support supported supporting recognised recognized between alongside both
"""
_DEALING = frozenset(_DEALING_WORDS.split())
_OWN = (
    "polic", "attitude", "support", "stance", "decision", "effort", "foreign", "role", "interest",
    "demand", "request", "aid", "help", "refusal", "proposal", "position", "strategy", "alliance",
    "declaration", "political", "founding", "response", "claim", "ultimatum", "goal", "aim", "entry",
    "important", "diplomatic", "government",
)  # fmt: skip
_OF_PEOPLE = (
    "army", "leader", "president", "king", "prime", "ambassador", "representative", "minister", "people",
    "population", "delegation", "khan", "emir", "amir", "shah", "sultan", "sharif", "sherif", "governor",
    "vali", "consul", "bishop", "patriarch", "tsar", "queen", "prince", "envoy", "commander", "garrison",
    "mufti", "caliph", "viceroy", "deput", "delegate", "inhabitants", "notables", "merchants", "imam",
    "metropolitan", "mayor", "soviet", "sheikh", "shaykh",
)  # fmt: skip
_AUXILIARIES_WORDS = """
    was were is are had has have could would did does will should must can may might became always never
    also
"""
_AUXILIARIES = frozenset(_AUXILIARIES_WORDS.split())
_PLACE_OF = (
    "region", "city", "town", "village", "province", "territory", "coast", "port", "area",
    "district", "district", "front",
)  # fmt: skip


#: What a government does when only its capital is named: "London refused".
_DECIDING_WORDS = """
    decided refused agreed insisted proposed demanded wanted wished feared hoped recognised recognized
    protested declared announced replied rejected accepted offered promised objected hesitated denied
    regarded considered sought favoured favored complained thought believed claimed
"""
_DECIDING = frozenset(_DECIDING_WORDS.split())


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
    if before.plain in _LOCATING and not (actor and before.plain == "between"):
        return "literal", ("preposition", before.text)
    if before.plain == "of":
        return _after_of(words, span, actor=actor)
    if behind.case == LOWER and _is_modifier(behind):
        return _modifying(behind)
    if before.plain in _DEALING and (actor or _is_treated_with(words, span)):
        return "metonymic", ("with", before.text)
    return _subject(behind, before, actor=actor)


def _word_before(tokens: TokenText, span: Span) -> Word:
    """Return the word before a name and its article."""
    before = word_before(tokens, span.first)
    return tokens.words[span.first - 2] if before.plain == "the" and span.first > 1 else before


def _genitive(ahead: list[Word], *, actor: bool) -> Decision:
    own = next((word.text for word in ahead if word.plain.startswith(_OWN)), "")
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
    if head.plain.startswith(_OF_PEOPLE):
        return "associative", ("noun", head.text)
    if actor and head.plain.startswith(_OWN):
        return "metonymic", ("policy", head.text)
    return "literal", ("of", head.text)


def _is_modifier(behind: Word) -> bool:
    """Tell whether a noun stands behind the name, so that the name only tells which."""
    flags = lexicon.INSTITUTION | lexicon.RELATION | lexicon.SPATIAL | lexicon.UNIT | lexicon.GEO
    if behind.flags & flags:
        return True
    return behind.plain.startswith(_OF_PEOPLE) or behind.plain in {
        "question",
        "oil",
        "railway",
        "garrison",
        "campaign",
        "issue",
        "affair",
    }


def _modifying(behind: Word) -> Decision:
    if behind.plain.startswith(_PLACE_OF) or behind.flags & (lexicon.GEO | lexicon.SPATIAL):
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
    return "literal", ("plain",)
