"""
How a place is used: as a location, as the mark of something else, as one who acts, or inside a longer name.

Rules on the frame around the name: the case ending, the noun behind it, verbs of deciding and asking, the
name it is part of. Each decision keeps its reason. Guidelines: `docs/geoparse.md`.
"""

from __future__ import annotations

import re

from mapsvc.geoparse import english_usage as english
from mapsvc.geoparse import lexicon
from mapsvc.geoparse.endings import APOSTROPHE, BARE, RUSSIAN, SUFFIX
from mapsvc.geoparse.longer_names import (
    ACTING_AFTER,
    ADJECTIVES,
    AIDED,
    ASKED,
    BESIDE,
    DOER,
    GIVEN_HELP,
    MOVED,
    NOT_POSSESSED,
    OBJECTS,
    OFFICES,
    POLICY,
    SUPPORTED,
    container,
    in_quotes,
    is_hyphenated,
)
from mapsvc.geoparse.place_context import word_behind
from mapsvc.geoparse.russian_usage import decide_russian
from mapsvc.geoparse.span import Span, plain_gap
from mapsvc.geoparse.tokens import CAPITAL, LOWER, UPPER, TokenText, Word
from mapsvc.geoparse.western_usage import decide_western

#: Kinds that can act; a town stands for its rulers only where it visibly decides something.
ACTORS = frozenset({"state", "empire", "republic"})
_MOST_JOINED = 6
Decision = tuple[str, tuple[str, ...]]

_GENITIVE = re.compile(r"(?:l[ae]r)?(?:s?[iu])?n?[iu]n")
_DATIVE = re.compile(r"(?:l[ae]r)?(?:s?[iu])?[yn]?[ae]")
_ACCUSATIVE = re.compile(r"(?:l[ae]r)?(?:s?[iu])?[yn]?[iu]")
_LOCATIVE = re.compile(r"(?:l[ae]r)?(?:s?[iu])?n?[dt][ae](?:ki.*|yd[iu]|d[iu]r|ym[iu]s)?")
_ABLATIVE = re.compile(r"(?:l[ae]r)?(?:s?[iu])?n?[dt][ae]n")
_POSSESSED = re.compile(
    r".{2,}?(?:s[iu]|l[ae]r[iu]|[^aeiou][iu])(?:n[iu]n|n[iu]|n[ae]|nd[ae](?:n|ki)?|yl[ae]|nc[ae]|d[iu]r)?"
)


def decide_usage(tokens: TokenText, span: Span, kind: str, *, neighbours: set[int]) -> Decision:
    """
    Decide how a place is used.

    Parameters
    ----------
    tokens, span
        The name in its text.
    kind
        Of the place it was resolved to.
    neighbours
        First words of the other places, to see compounds and enumerations.

    Returns
    -------
    decision
        The usage, and a code of the reason with what fills it in; `("", …)` where the usage of the next name
        of an enumeration holds.
    """
    found = container(tokens, span)
    if found:
        return "embedded", ("in-name", found)
    quoted = in_quotes(tokens, span)
    if quoted:
        return "embedded", ("in-title", quoted)
    language = tokens.language(span.first)
    actor = kind in ACTORS
    if is_hyphenated(tokens, span, neighbours):
        return _compound(tokens, span, neighbours, actor=actor)
    if language == "en":
        return english.decide(tokens, span, neighbours, actor=actor)
    if language in {"de", "fr"}:
        return decide_western(tokens, span, neighbours, language, actor=actor)
    if language == "ru" or span.ending == RUSSIAN:
        return decide_russian(tokens, span, neighbours, actor=actor)
    return _turkic(tokens, span, neighbours, actor=actor)


def _compound(tokens: TokenText, span: Span, neighbours: set[int], *, actor: bool) -> Decision:
    last = span.last
    while (
        last - span.last < _MOST_JOINED and last + 1 in neighbours and tokens.gap(last).strip() in {"-", "–"}
    ):
        last += 1
    behind = word_behind(tokens, last)
    if behind.case and behind.flags & (lexicon.EVENT | lexicon.TREATY):
        return "embedded", ("in-name", behind.text)
    if behind.flags & (lexicon.RELATION | lexicon.EVENT | lexicon.TREATY):
        return "associative", ("compound", behind.text)
    return ("associative", ("compound", "")) if actor else ("literal", ("route", ""))


def ending_of(tokens: TokenText, span: Span) -> str:
    """Return the folded letters of the ending, without an apostrophe."""
    if span.ending == BARE:
        return ""
    word = tokens.words[span.last]
    if span.ending == APOSTROPHE and word.apostrophe >= 0:
        return word.plain[word.apostrophe :]
    shown = span.end - tokens.starts[span.last]
    return word.plain[shown:] if word.kept is None else word.plain[sum(n < shown for n in word.kept) :]


def following(tokens: TokenText, span: Span, count: int) -> list[Word]:
    """Return the next words of the same sentence."""
    limit = min(tokens.sentence(span.first)[1], span.last + 1 + count)
    return tokens.words[span.last + 1 : limit]


def _turkic(tokens: TokenText, span: Span, neighbours: set[int], *, actor: bool) -> Decision:
    ending = ending_of(tokens, span)
    ahead = following(tokens, span, 12)
    if span.ending not in {APOSTROPHE, SUFFIX}:
        return _bare(tokens, span, neighbours, ahead, actor=actor)
    if _LOCATIVE.fullmatch(ending):
        return "literal", ("locative",)
    for pattern, decide in (
        (_ABLATIVE, _ablative),
        (_GENITIVE, _genitive),
        (_DATIVE, _dative),
        (_ACCUSATIVE, _accusative),
    ):
        if pattern.fullmatch(ending):
            return decide(ahead, actor=actor)
    if actor and ending in {"yle", "yla", "le", "la"}:
        return "metonymic", ("with",)
    if ending.endswith(("ce", "ca")):
        return "metonymic", ("by",)
    return "literal", ("plain",)


def _ablative(ahead: list[Word], *, actor: bool) -> Decision:
    asked = actor and (_first(ahead[:9], ASKED.stems) or _first(ahead[:1], GIVEN_HELP.stems))
    return ("metonymic", ("asked", asked)) if asked else ("literal", ("ablative",))


def _accusative(ahead: list[Word], *, actor: bool) -> Decision:
    helped = actor and _first(ahead[:3], SUPPORTED.stems)
    return ("metonymic", ("supported", helped)) if helped else ("literal", ("accusative",))


def _genitive(ahead: list[Word], *, actor: bool) -> Decision:
    doing = _first(ahead[:5], POLICY.stems)
    if doing and actor:
        return "metonymic", ("policy", doing)
    if doing and ahead and ahead[0].plain.startswith(DOER.stems):
        return "metonymic", ("policy", ahead[0].text)
    if actor and ahead and ahead[0].plain.startswith(("silahli", "resmi", "lider", "ordu", "asker", "elci")):
        return "associative", ("noun", ahead[0].text)
    return "literal", ("genitive",)


def _dative(ahead: list[Word], *, actor: bool) -> Decision:
    for word in ahead[:7]:
        if word.plain.startswith(MOVED.stems):
            return "literal", ("motion", word.text)
        if actor and word.plain.startswith(AIDED.stems):
            return "metonymic", ("addressed", word.text)
    return ("metonymic", ("addressed", "")) if actor else ("literal", ("dative",))


def _bare(tokens: TokenText, span: Span, neighbours: set[int], ahead: list[Word], *, actor: bool) -> Decision:
    """Decide on a name without an ending, by what follows it."""
    if _goes_on(tokens, span, neighbours):
        return "", ("enumeration",)
    if ahead and tokens.gap(span.last).strip().isdigit():
        return _acting(ahead, actor=actor)  # "Fransa 20 Ekim'de …"
    if not ahead or not plain_gap(tokens, span.last):
        return _before_comma(tokens, span, ahead, actor=actor)
    if actor and _acts_on(ahead):
        return "metonymic", ("acts", _acts(ahead))
    return (
        _by_postposition(ahead, actor=actor) or _by_noun(tokens, span, ahead) or _subject(ahead, actor=actor)
    )


def _acts_on(ahead: list[Word]) -> bool:
    """Tell whether the noun behind is what the name does something to: "Bulgaristan talebi reddetti"."""
    if not ahead[0].plain.startswith(OBJECTS.stems) or ahead[0].case:
        return False
    verb = next((word for word in ahead[1:4] if not word.case and _VERB.search(word.plain)), None)
    return verb is not None and not _PASSIVE.search(verb.plain)


def _before_comma(tokens: TokenText, span: Span, ahead: list[Word], *, actor: bool) -> Decision:
    comma = tokens.text[span.token_end : span.token_end + 1] == ","
    decides = actor or any(word.plain.startswith(DOER.stems) for word in ahead)
    acts = _acts(ahead) if comma and decides else ""
    return ("metonymic", ("acts", acts)) if acts else ("literal", ("plain",))


def _by_postposition(ahead: list[Word], *, actor: bool) -> Decision | None:
    """Decide by "ile", "tarafından", "arasında", "üzerinden" and their like."""
    return _with_whom(ahead, actor=actor) or _acting_or_beside(ahead[0], actor=actor)


def _with_whom(ahead: list[Word], *, actor: bool) -> Decision | None:
    """Decide by "ile" and "arasında" with the word for a treaty or for talks behind them."""
    behind = ahead[0]
    if behind.plain == "ile" and _first(ahead[1:2], ("ilgili", "arasin")):
        return "literal", ("plain",)
    if behind.plain == "ile" or (actor and behind.plain.startswith("arasinda")):
        bound = lexicon.RELATION | lexicon.TREATY | (lexicon.EVENT if actor else 0)
        related = [word for word in ahead[1:5] if word.flags & bound]
        if related:
            return "metonymic", ("with", related[0].text)
    return None


def _acting_or_beside(behind: Word, *, actor: bool) -> Decision | None:
    if behind.plain.startswith(("tarafindan", "terefinden")):
        return "metonymic", ("by", behind.text)
    if behind.plain.startswith(BESIDE.stems) and not (actor and behind.plain in ACTING_AFTER):
        return "literal", ("spatial", behind.text)
    if actor and (behind.plain in ACTING_AFTER or behind.plain in {"ve", "ile"}):
        return "metonymic", ("with", behind.text)
    return ("literal", ("plain",)) if behind.plain in {"ve", "ile"} else None


def _by_noun(tokens: TokenText, span: Span, ahead: list[Word]) -> Decision | None:
    """Decide by the noun behind: "… bölgesi", "… devleti", "… ordusu", "… Türkleri"."""
    behind = ahead[0]
    if behind.case in {LOWER, UPPER} and behind.flags & (lexicon.SPATIAL | lexicon.STATE | lexicon.GEO):
        return "literal", ("spatial", behind.text)
    if _is_people_of(behind):
        return "associative", ("people", behind.text)
    if behind.plain.startswith(OFFICES.stems):
        return "associative", ("noun", behind.text)
    if behind.plain in ADJECTIVES and len(ahead) > 1 and _is_possessed(ahead[1]):
        return "associative", ("noun", ahead[1].text)
    if _is_possessed(behind) and not _is_other(behind) and not _ends_sentence(tokens, span.last + 1, behind):
        return "associative", ("noun", behind.text)
    return None


def _is_people_of(behind: Word) -> bool:
    """Tell whether a people is the name's: "Azerbaycan Türkleri", not "İtaliya Osmanlıya …"."""
    return bool(behind.flags & lexicon.PEOPLE) and behind.plain != behind.stem and _is_possessed(behind)


def _is_other(behind: Word) -> bool:
    """Tell whether another place stands behind, in the accusative: "Ermənistan Zəngəzuru tələb etdi"."""
    return behind.case == CAPITAL and behind.names_home and not behind.flags


def _ends_sentence(tokens: TokenText, position: int, word: Word) -> bool:
    """Tell whether a word is the verb with which a clause ends, however much it looks like "kenti"."""
    at = tokens.ends[position]
    return bool(_VERB.search(word.plain)) and tokens.text[at : at + 1] in {".", ";", "!", "?", "…", ",", ""}


def _acting(ahead: list[Word], *, actor: bool) -> Decision:
    acts = _acts(ahead)
    if acts and (actor or any(word.plain.startswith(DOER.stems) for word in ahead)):
        return "metonymic", ("acts", acts)
    return ("metonymic", ("subject",)) if actor else ("literal", ("plain",))


def _subject(ahead: list[Word], *, actor: bool) -> Decision:
    acts = _acting(ahead, actor=False)
    if acts[0] == "metonymic" or (actor and _acts(ahead)):
        return _acting(ahead, actor=actor)
    stops = ahead[0].plain.endswith(_CONVERBS) or ahead[0].case != LOWER
    for word in [] if stops else ahead[1:3]:
        if _is_possessed(word) and not actor and not _VERB.search(word.plain):
            return "associative", ("noun", word.text)
    return ("metonymic", ("subject",)) if actor else ("literal", ("plain",))


def _goes_on(tokens: TokenText, span: Span, neighbours: set[int]) -> bool:
    """Tell whether "ve" or a comma joins this name to the next place."""
    words = tokens.words
    following_place = span.last + 1
    if following_place in neighbours:
        # "Moskova, Ankara ile": not two in a row, but one who deals with the other
        partner = following_place + 1 < len(words) and words[following_place + 1].plain == "ile"
        return tokens.gap(span.last).strip() == "," and not partner
    return (
        following_place + 1 in neighbours
        and bool(words[following_place].flags & lexicon.CONNECTOR)
        and words[following_place].plain != "ile"
    )


def _is_possessed(word: Word) -> bool:
    if word.plain in NOT_POSSESSED or (word.apostrophe >= 0 and not word.case):
        return False
    # "kapalı", "gerekli" are adjectives
    if word.plain.endswith(("li", "lu")) and len(word.plain) > 5:
        return False
    return bool(_POSSESSED.fullmatch(word.head))


def _acts(ahead: list[Word]) -> str:
    """Return the finite verb ahead, if one stands there."""
    for word in ahead:
        if word.case == LOWER and _VERB.search(word.plain):
            return word.text
    return ""


#: Endings of "olup", "gelince", "iken": a clause ends there.
_CONVERBS = ("up", "ip", "ince", "unca", "iken", "ken", "erek", "arak")
#: "reddedildi", "kabul olundu": who did it is not said.
_PASSIVE = re.compile(r"(?:[dt]il|un|in|ul)(?:d[iu]|m[iu]s\w*)$")
#: A past in -ti follows a hard consonant, "etti": "milleti", "matbuatı" are nouns.
_VERB = re.compile(
    r"(?:(?:(?<=[cfhkpst])t|d)[iu]|m[iu]st[iu]r?|m[iu]s|maktad[iu]r|mektedir|maktayd[iu]|mekteydi|yor(?:du)?|ecekt?[iu]?|acakt?[iu]?)$"
)


def _first(words: list[Word], stems: tuple[str, ...]) -> str:
    """Return the first word that begins with one of the stems."""
    for word in words:
        if word.plain.startswith(stems):
            return word.text
    return ""
