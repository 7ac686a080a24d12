"""The frame around a name: what it is part of, and the words that show how it is used."""

from __future__ import annotations

from mapsvc.geoparse import lexicon
from mapsvc.geoparse.endings import BARE, RUSSIAN
from mapsvc.geoparse.place_context import word_before, word_behind
from mapsvc.geoparse.span import Span, plain_gap
from mapsvc.geoparse.tokens import CAPITAL, LOWER, UPPER, TokenText, Word

#: What a state has as one who acts.
POLICY = lexicon.words_of("POLICY")
#: What it accepts, refuses or declares:
OBJECTS = lexicon.words_of("OBJECTS")
#: What a town can only do as the seat of a government.
DOER = lexicon.words_of("DOER")
#: Verbs and nouns with which something is done for or said to a state.
AIDED = lexicon.words_of("AIDED")
#: Of what a state is asked.
ASKED = lexicon.words_of("ASKED")
#: What is had from a state: "İtalya'dan yardım görüyor".
GIVEN_HELP = lexicon.words_of("GIVEN_HELP")
#: What is done with a state as a power.
SUPPORTED = lexicon.words_of("SUPPORTED")
#: Ways there.
MOVED = lexicon.words_of("MOVED")
#: Words behind a name that make it one who acts or is dealt with.
ACTING_AFTER = lexicon.words_of("ACTING_AFTER")
#: Words behind a name that make it a spot.
BESIDE = lexicon.words_of("BESIDE")
#: Offices held in or for a place.
OFFICES = lexicon.words_of("OFFICES")
#: Adjectives between a name and what belongs to it.
ADJECTIVES = lexicon.words_of("ADJECTIVES")
#: Words that look like a noun with a possessive and are none.
NOT_POSSESSED = lexicon.words_of("NOT_POSSESSED")
_NAMED = lexicon.INSTITUTION | lexicon.TREATY | lexicon.EVENT | lexicon.UNIT | lexicon.PRESS
_NAMED_SMALL = lexicon.TREATY | lexicon.EVENT
#: Small words for events that make no name: "the war of Russia", "Salihli cephesi".
_NO_NAMES = frozenset(
    {
        "war",
        "front",
        "landing",
        "expedition",
        "cephe",
        "taarruz",
        "harekat",
        "guerre",
        "campagne",
        "krieg",
        "alliance",
    }
)
_SHIP_BEFORE, _SHIP_BEHIND = lexicon.words_of("SHIP_BEFORE"), lexicon.words_of("SHIP_BEHIND")
_STREET = lexicon.words_of("STREET")
#: Councils: "Taşkent Sovyeti", "the Baku Soviet".
_SOVIETS = frozenset({"sovyet", "soviet"})
#: Between a place and its treaty: "Frankfurt sülh müqaviləsi".
_OF_PEACE = frozenset({"sulh", "baris"})
_OFFICE_HOLDERS = frozenset({"bakan", "nazir", "minister"})
_THAT_OF = frozenset({"celui", "celle", "that", "those"})
_MOST = 7
_NO_WORDS: frozenset[str] = frozenset()
#: What joins the longer name to the place in it, and articles between.
_JOINING = {
    "en": frozenset({"of"}),
    "fr": frozenset({"de", "d", "du", "des"}),
    "de": frozenset({"von", "bei", "vom", "an", "am", "um", "zu"}),
}
_ARTICLES_OF = {
    "en": frozenset({"the"}),
    "fr": frozenset({"la", "l", "le", "les"}),
    "de": frozenset({"der", "den", "dem"}),
}
_OPENING = frozenset("“\"«‘'„")
_CLOSING = frozenset("”\"»’'“")


def container(tokens: TokenText, span: Span) -> str:
    """
    Return the longer name that a place is part of.

    Returns
    -------
    name
        The word that shows it, such as "Antlaşması" or "Treaty"; empty if the place stands for itself.
    """
    if span.ending in {BARE, RUSSIAN}:
        found = _ship_or_street(tokens, span) or _named_behind(tokens, span)
        if found:
            return found
    return _named_before(tokens, span)


def _ship_or_street(tokens: TokenText, span: Span) -> str:
    """Find "the cruiser …", "… zırhlısı", "… Street", "rue de …"."""
    before, behind = word_before(tokens, span.first), word_behind(tokens, span.last)
    if before.plain in _SHIP_BEFORE:
        return before.text
    if behind.plain in _SHIP_BEHIND or (behind.case and behind.plain in _STREET):
        return behind.text
    named = before.plain in {"de", "du", "d", "des"} and tokens.language(span.first) == "fr"
    street = word_before(tokens, span.first - 1) if named else before
    return street.text if street.plain in _STREET and (named or street.case) else ""


def _named_behind(tokens: TokenText, span: Span) -> str:
    for at in range(span.last + 1, min(span.last + 1 + _MOST, len(tokens.words))):
        word = tokens.words[at]
        first = at == span.last + 1 or (at == span.last + 2 and tokens.words[at - 1].plain in _OF_PEACE)
        if not _same_name(tokens, at - 1, first=first):
            return ""
        if _names_the_whole(tokens, span, word, first=first):
            return word.text
        if _ends_the_whole(word):
            return ""
    return ""


def _names_the_whole(tokens: TokenText, span: Span, word: Word, *, first: bool) -> bool:
    """Tell whether a word behind a place says what both are: "Antlaşması", "Treaty"."""
    if word.stem in _OFFICE_HOLDERS or _is_heading(word):
        return False  # "Rusya Hariciye Nazırı" is a person
    if tokens.language(span.first) in {"de", "fr"}:
        return False  # "Wiener Kongreß" has an ending, and French puts the place behind
    compound = tokens.language(span.first) == "en" or _ends_compound(word)
    if word.case == LOWER:
        named = first and word.flags & _NAMED_SMALL
    elif compound and first and word.stem in _SOVIETS:
        return True
    else:
        named = word.flags & _NAMED
    return bool(named) and (compound or span.ending == RUSSIAN)


def _is_heading(word: Word) -> bool:
    """Tell whether a word for an event makes no name: of a heading in capitals, "HİCAZ CEPHESİ", or small."""
    return word.stem in _NO_NAMES and word.case != CAPITAL


def _ends_the_whole(word: Word) -> bool:
    """Tell whether a longer name cannot go on behind a word."""
    if word.case == LOWER:
        return word.plain not in {"ve", "and", "of", "ile"} and word.plain not in _OF_PEACE
    if word.case == UPPER and word.stem in _NO_NAMES:
        return True
    return word.apostrophe >= 0 or bool(word.flags & lexicon.RELATION) or word.names_home


def _same_name(tokens: TokenText, position: int, *, first: bool) -> bool:
    """Tell whether a name can go on behind a word; a quotation mark may open the rest of it."""
    if position + 1 >= len(tokens.words):
        return False
    if plain_gap(tokens, position):
        return True
    return first and tokens.gap(position).strip() in {"“", '"', "«"}


def _ends_compound(word: Word) -> bool:
    """Tell whether a noun carries the possessive that ends a Turkish compound ("Antlaşması", "Ordusu")."""
    rest = word.head[len(word.stem) :] if word.head.startswith(word.stem) else word.head[len(word.stem) - 1 :]
    return rest.startswith(("i", "u", "si", "su", "leri", "lari", "gi", "gu"))


def _named_before(tokens: TokenText, span: Span) -> str:
    """Find "Treaty of …", "Grand National Assembly of …", "traité de …", "Schlacht bei …"."""
    language = tokens.language(span.first)
    head = _head_before(tokens, span, language)
    if head is None or not head.flags & _NAMED:
        return ""
    # All nouns of German have a capital: an institution's shows no name there.
    named = head.flags & (_NAMED_SMALL if language == "de" else _NAMED)
    small = head.flags & _NAMED_SMALL and head.plain not in _NO_NAMES
    return head.text if (head.case and named) or small else ""


def _head_before(tokens: TokenText, span: Span, language: str) -> Word | None:
    """Return the noun before "of" and an article."""
    words, at = tokens.words, span.first - 1
    while at >= span.first - 2 and at > 0 and words[at].plain in _ARTICLES_OF.get(language, _NO_WORDS):
        at -= 1
    if at < 1 or words[at].plain not in _JOINING.get(language, _NO_WORDS):
        return None
    if not plain_gap(tokens, at) or not plain_gap(tokens, at - 1):
        return None
    if words[at - 1].plain in _THAT_OF:
        # "le traité de Sèvres et celui de Lausanne"
        begun = max(tokens.sentence(span.first)[0], at - _MOST)
        return next((word for word in reversed(words[begun : at - 1]) if word.flags & _NAMED), words[at - 1])
    return words[at - 1]


def in_quotes(tokens: TokenText, span: Span) -> str:
    """Return the word for a newspaper or a journal, if the name stands in quotation marks beside one."""
    first = span.first
    if first and tokens.words[first - 1].case and plain_gap(tokens, first - 1):
        first -= 1
    before = tokens.text[tokens.starts[first] - 1 : tokens.starts[first]]
    quoted = before in _OPENING and tokens.text[span.token_end : span.token_end + 1] in _CLOSING
    for word in tokens.words[span.last + 1 : span.last + (9 if quoted else 2)]:
        compound = word.case and span.ending == BARE and _ends_compound(word)
        if word.flags & lexicon.PRESS and (quoted or compound):
            return word.text
    return ""


def is_hyphenated(tokens: TokenText, span: Span, neighbours: set[int]) -> bool:
    """Tell whether a hyphen joins the name to another place ("Türkiye-Azerbaycan", "Trabzon-Batum")."""
    if span.last + 1 in neighbours and tokens.gap(span.last).strip() in {"-", "–"}:
        return True
    at = span.first - 1
    return at >= 0 and tokens.gap(at).strip() in {"-", "–"} and any(at - n in neighbours for n in range(3))
