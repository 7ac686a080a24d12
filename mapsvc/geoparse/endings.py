"""
What may stand after a name in its word: Turkish, Azerbaijani and Russian endings, the English possessive.

The rules are checked against the gazetteer: an ending is only tried where a name of it comes before. They
work on folded letters (ı i → i, ö o → o), so one set serves Turkish, old spellings and Azerbaijani.
"""

from __future__ import annotations

import re

from mapsvc.model.names import fold

# plural · possessive · case, and what follows "-daki" or a predicate
_TAIL = r"(?:y?d[iu]|[dt][iu]r|y?m[iu]s|y?s[ae]|yk[ae]n)?"
_OF = r"(?:ki(?:l[ae]r)?(?:n[iu]n|n[iu]|n[ae]|nd[ae]n?|yl[ae])?)?"
_CASE = rf"(?:[yn]?[iu]|[yn]?[ae]|n?[dt][ae]{_OF}|n?[dt][ae]n|n?[iu]n{_OF}|n?[iu]nk[iu]|y?l[ae]|n?c[ae])"
_POSSESSIVE = r"(?:s?[iu]|[iu]?m[iu]z|[iu]n[iu]z)"
_AFTER_APOSTROPHE = re.compile(rf"(?:l[ae]r)?{_POSSESSIVE}?{_CASE}?{_TAIL}")
_CASE_CONSONANT = rf"(?:[iu]|[ae]|[dt][ae]{_OF}|[dt][ae]n|[iu]n{_OF}|l[ae]|c[ae])"
_CASE_VOWEL = rf"(?:[yn][iu]|[yn][ae]|n?[dt][ae]{_OF}|n?[dt][ae]n|n[iu]n{_OF}|y?l[ae]|n?c[ae])"
_PLURAL = rf"l[ae]r(?:{_POSSESSIVE}?)(?:n?{_CASE_CONSONANT})?"
_POSSESSED_CONSONANT = rf"(?:[iu]|[iu]m[iu]z)(?:n{_CASE_CONSONANT}|n[iu]|l[ae]|yl[ae])?"
_POSSESSED_VOWEL = rf"(?:s[iu]|m[iu]z)(?:n{_CASE_CONSONANT}|n[iu]|yl[ae])?"
_AFTER_CONSONANT = re.compile(rf"(?:{_PLURAL}|{_POSSESSED_CONSONANT}|{_CASE_CONSONANT}){_TAIL}|[dt][iu]r")
_AFTER_VOWEL = re.compile(rf"(?:{_PLURAL}|{_POSSESSED_VOWEL}|{_CASE_VOWEL}){_TAIL}|d[iu]r")
#: Endings that make inhabitants, a language or a lack of a name: what follows is no place.
_DERIVED = re.compile(
    r"(?:l[iu](?:l[ae]r|k|g).*|l[iu](?:n[iu]n|n[iu]|n?[ae]|yl[ae]|d[ae]n?|y[iu])?|s[iu]z.*|c[ae](?:d[ae]n?|y[iae]|n[iu]n)?)"
)
_RUSSIAN = re.compile(
    r"(?:а|у|ом|ем|е|ы|и|ои|ою|еи|ею|ю|я|ям|ями|ях|ам|ами|ах|ов|ью|ии|ию|иеи|иею|"
    r"(?:ин|ов|ев|ан|ен)?ск(?:ии|ая|ое|ого|аго|ому|им|ом|ои|ую|ие|ия|их|ими))"
)
#: Endings of Russian adjectives, folded (й → и), those before the reform of 1918 among them.
RUSSIAN_ADJECTIVE = re.compile(
    r"(?:ии|ыи|ая|яя|ое|ее|ые|ие|ого|его|аго|ому|ему|ым|им|ом|ем|ои|ую|ых|их|ыми|ими|ыя|ия)"
)
#: How names end that are adjectives, folded.
_ADJECTIVE_NAMES = ("ая", "яя", "ое", "ее", "ыи", "ии", "ои", "ые", "ие")
_RUSSIAN_VOWELS = frozenset("аеиоуыэюяьъ")
_SHORTEST_LOST = 3
#: Endings that no hard consonant has before it.
_SOFT_CASES = frozenset({"и", "ью", "я", "ю"})
_RUSSIAN_LOST = ("ь", "а", "я", "и", "о", "ы", "е", "ия")
VOWELS = frozenset("aeiouäöüəıâîû")
_BACK = frozenset("aıouâû")
_LOWER = str.maketrans({"I": "ı", "İ": "i"})

#: How a word ends after a name: the higher, the less sure; last the German adjective, "Wiener".
BARE, APOSTROPHE, POSSESSIVE, SUFFIX, RUSSIAN, DERIVED, ADJECTIVE = range(7)


def ending_after_apostrophe(rest: str) -> int | None:
    """
    Say what stands behind an apostrophe.

    Parameters
    ----------
    rest
        Folded letters behind the apostrophe.

    Returns
    -------
    kind
        `APOSTROPHE` for a Turkish or Azerbaijani case, `POSSESSIVE` for the English one, `DERIVED` for
        "Bakü'lü"; nothing for what is no ending.
    """
    if rest == "s":
        return POSSESSIVE
    if _AFTER_APOSTROPHE.fullmatch(rest):
        return APOSTROPHE
    return DERIVED if _DERIVED.fullmatch(rest) else None


def ending_without_apostrophe(head: str, rest: str, token: str) -> int | None:
    """
    Say whether a name is followed by an ending that old prints write without an apostrophe.

    Parameters
    ----------
    head, rest
        The folded name, and the folded letters behind it, at least one.
    token
        The word as printed: its letters tell whether the vowels agree.

    Returns
    -------
    kind
        `SUFFIX`, `RUSSIAN`, `DERIVED`, or nothing.
    """
    last = head[-1]
    if "а" <= last <= "я":
        return RUSSIAN if _RUSSIAN.fullmatch(rest) else None
    pattern = _AFTER_VOWEL if last in VOWELS else _AFTER_CONSONANT
    if pattern.fullmatch(rest):
        return SUFFIX if _agrees(token, len(head)) else None
    return DERIVED if _DERIVED.fullmatch(rest) and len(rest) > 1 else None


def _agrees(token: str, length: int) -> bool:
    """Tell whether the first vowel of the ending is of the class that the last vowel of the name asks for."""
    letters = token.translate(_LOWER).lower()
    head = next((letter for letter in reversed(letters[:length]) if letter in VOWELS), "")
    first = next((letter for letter in letters[length:] if letter in VOWELS), "")
    if not head or not first or token.isupper():  # no word, or one in which I and İ may be mixed
        return True
    return (head in _BACK) == (first in _BACK)


def russian_stems(folded: str) -> list[tuple[str, str]]:
    """
    Return forms that a declined Russian name can go back to.

    Returns
    -------
    forms
        Pairs of the nominative to look up and the part of it that the word still shows, longest first.
    """
    # before the reform of 1918 a hard sign closes the word: "Терекомъ"
    folded = folded.removesuffix("ъ")
    found: list[tuple[str, str]] = []
    for cut in range(len(folded) - 1, 1, -1):
        if len(folded) - cut > 9:
            break
        if not _RUSSIAN.fullmatch(folded[cut:]):
            continue
        stem = folded[:cut]
        # "Казани", "Никополя" have lost a soft sign before they have lost nothing
        soft = folded[cut:] in _SOFT_CASES and stem[-1] not in _RUSSIAN_VOWELS
        found += [(stem + lost, stem) for lost in ((*_RUSSIAN_LOST, "") if soft else ("", *_RUSSIAN_LOST))]
        if stem.endswith("ов") or stem.endswith("ин"):
            found += [(stem[:-2] + lost, stem[:-2]) for lost in ("", "а", "ва")]
    return [*found, *_russian_adjectives(folded), *_russian_plurals(folded)]


def _russian_adjectives(folded: str) -> list[tuple[str, str]]:
    """Return the nominatives of a name that is an adjective: "Червлённой", "Грозного"."""
    stems = (
        folded[:cut]
        for cut in range(max(3, len(folded) - 3), len(folded) - 1)
        if RUSSIAN_ADJECTIVE.fullmatch(folded[cut:])
    )
    return [(stem + ending, stem) for stem in stems for ending in _ADJECTIVE_NAMES]


def _russian_plurals(folded: str) -> list[tuple[str, str]]:
    """Return the nominatives of a genitive that is the stem, "Дарданелл", and of "Орла" with its vowel."""
    found = [(folded + ending, folded) for ending in ("ы", "и")] if folded[-1] not in _RUSSIAN_VOWELS else []
    if len(folded) > _SHORTEST_LOST and folded[-1] in "ауе" and folded[-3] not in _RUSSIAN_VOWELS:
        found += [(folded[:-2] + vowel + folded[-2], folded[:-2]) for vowel in "ео"]
    return found


def uninflected(word: str) -> list[str]:
    """
    Return what a word can be when its endings are taken off, the word itself first; folded.

    Parameters
    ----------
    word
        As printed: "Nahçıvan'ı", "Karsta", "Нахичевани".
    """
    head = re.split("['’ʼ]", word)[0]
    folded = fold(head)
    if "а" <= folded[-1:] <= "я":
        return [folded, *(stem for stem, _ in russian_stems(folded))]
    cuts = range(len(folded) - 1, max(2, len(folded) - 8), -1)
    kinds = ((folded[:cut], ending_without_apostrophe(folded[:cut], folded[cut:], head)) for cut in cuts)
    return [folded, *(stem for stem, kind in kinds if kind == SUFFIX)]
