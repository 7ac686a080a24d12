"""Usage of a place in German and French sentences: prepositions, genitives, adjectives in -er, verbs."""

from __future__ import annotations

from dataclasses import dataclass

from mapsvc.geoparse import lexicon
from mapsvc.geoparse.endings import ADJECTIVE, BARE, POSSESSIVE
from mapsvc.geoparse.lexicon import SaidWords, words_of
from mapsvc.geoparse.place_context import before_articles, word_behind
from mapsvc.geoparse.span import Span
from mapsvc.geoparse.tokens import LOWER, TokenText, Word

Decision = tuple[str, tuple[str, ...]]

#: So many words on, the verb of a clause stands.
_CLAUSE = 5
#: French verbs of several in the past: "envoyèrent", "entrèrent", "voulurent".
_PAST_ENDINGS = ("erent", "irent", "urent", "aient")
_BODIES = lexicon.INSTITUTION | lexicon.TREATY | lexicon.EVENT | lexicon.UNIT | lexicon.RELATION


@dataclass(frozen=True)
class Frames:
    """The words of a language that show how a place is used."""

    of: frozenset[str]
    locating: SaidWords
    dealing: SaidWords
    own: SaidWords
    of_people: SaidWords
    deciding: SaidWords


_FRAMES_OF = {
    lang: Frames(
        frozenset(of.split()),
        *(words_of(f"{lang.upper()}_{name}") for name in (
            "LOCATING", "DEALING", "OWN", "OF_PEOPLE", "DECIDING",
        )),
    )
    for lang, of in (("de", "von vom der des"), ("fr", "de d du des"))
}  # fmt: skip


def decide_western(
    tokens: TokenText, span: Span, neighbours: set[int], language: str, *, actor: bool
) -> Decision:
    """Decide the usage in a German or French sentence; see `usage.decide_usage`."""
    frames = _FRAMES_OF[language]
    behind = word_behind(tokens, span.last)
    if span.ending == ADJECTIVE:
        return _adjective(behind)
    joined = _joins_next(tokens, span, neighbours)
    if joined:
        return "", ("enumeration",)
    head = _head(tokens, span, frames, language)
    if head is not None:
        return _of(head, frames, actor=actor)
    before = before_articles(tokens, span)
    if before.plain in frames.dealing and actor:
        return "metonymic", ("with", before.text)
    if before.plain in frames.locating:
        return "literal", ("preposition", before.text)
    if span.ending == POSSESSIVE:
        return _of(behind, frames, actor=actor) if behind.case else ("literal", ("genitive",))
    return _clause(tokens, span, neighbours, frames, actor=actor)


def _adjective(behind: Word) -> Decision:
    """Decide on "Wiener" by the noun behind: it is part of the name of a treaty, and else tells which."""
    if behind.flags & (lexicon.TREATY | lexicon.PRESS | lexicon.EVENT):
        return "embedded", ("in-name", behind.text)
    if behind.flags & (lexicon.GEO | lexicon.SPATIAL):
        return "literal", ("spatial", behind.text)
    return "associative", ("noun", behind.text)


def _joins_next(tokens: TokenText, span: Span, neighbours: set[int]) -> bool:
    following = span.last + 1
    if following in neighbours:
        return tokens.gap(span.last).strip() == ","
    skipped = next((n for n in (1, 2, 3) if following + n in neighbours), 0)
    if not skipped or not tokens.words[following].flags & lexicon.CONNECTOR:
        return False
    between = tokens.words[following + 1 : following + skipped]
    return all(word.case == LOWER and len(word.plain) <= 3 for word in between)


def _head(tokens: TokenText, span: Span, frames: Frames, language: str) -> Word | None:
    """Return the noun that a genitive or "von", "de" before the place belongs to."""
    at = span.first - 1
    while language == "fr" and at >= 0 and tokens.words[at].plain in {"la", "l", "le", "les"}:
        at -= 1
    if at < 0:
        return None
    if at and tokens.words[at].plain in frames.of:
        head = tokens.words[at - 1]
        if head.flags & lexicon.CONNECTOR:
            # "l'alliance de la France et de la Russie": the noun before the first of them
            return _head_of_first(tokens, at - 2, frames)
        return head if head.case or language == "fr" else None
    # "die Politik Bulgariens"
    return tokens.words[at] if span.ending == POSSESSIVE and tokens.words[at].case else None


def _head_of_first(tokens: TokenText, at: int, frames: Frames) -> Word | None:
    """Return the noun before the first of two places that "et" joins; it is the word at a position."""
    begun = max(tokens.sentence(max(0, at))[0], at - _CLAUSE)
    words = tokens.words
    return next((words[n - 1] for n in range(at - 1, begun, -1) if words[n].plain in frames.of), None)


def _of(head: Word, frames: Frames, *, actor: bool) -> Decision:
    plain = head.plain
    if plain.startswith(frames.of_people.stems):
        return "associative", ("noun", head.text)
    if actor and plain.startswith(frames.own.stems):
        return "metonymic", ("policy", head.text)
    if head.flags & _BODIES:
        return "associative", ("noun", head.text)
    return "literal", ("of", head.text)


def _is_object(tokens: TokenText, span: Span, neighbours: set[int]) -> bool:
    """Tell whether another place is the subject of the verb before: "Griechenland nahm Kreta"."""
    at = span.first - 1
    if at >= 0 and tokens.words[at] is not before_articles(tokens, span):
        at -= 1
    return at - 1 in neighbours


def _clause(tokens: TokenText, span: Span, neighbours: set[int], frames: Frames, *, actor: bool) -> Decision:
    """Decide by the verb behind the place: a state acts, a town only where it visibly decides something."""
    limit = min(tokens.sentence(span.first)[1], span.last + 1 + (_CLAUSE if actor else 2))
    ahead = tokens.words[span.last + 1 : limit]
    # "Am Montag lehnte Bulgarien ab": German may put the verb first
    turned = [before_articles(tokens, span)] if actor and not _is_object(tokens, span, neighbours) else []
    for word in turned + ahead:
        if not word.case and word.plain in frames.deciding:
            return "metonymic", ("acts", word.text)
    subject = actor and span.ending == BARE and _may_be_verb(ahead)
    return ("metonymic", ("subject",)) if subject else ("literal", ("plain",))


def _may_be_verb(ahead: list[Word]) -> bool:
    """Tell whether the first word behind a place can be its verb."""
    if not ahead or ahead[0].case != LOWER:
        return False
    return not ahead[0].flags or ahead[0].plain.endswith(_PAST_ENDINGS)
