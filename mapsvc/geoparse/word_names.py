"""What a single word can name: every name that it begins with, checked against the endings behind it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from mapsvc.atlas.gazetteer.index import telling_mask
from mapsvc.atlas.gazetteer.names import Gazetteer
from mapsvc.geoparse import endings, lexicon
from mapsvc.geoparse.endings import ADJECTIVE, APOSTROPHE, BARE, DERIVED, POSSESSIVE, RUSSIAN, SUFFIX, VOWELS
from mapsvc.geoparse.misreadings import has_one_outline, length_as_printed, misreadings, outline
from mapsvc.geoparse.tokens import CAPITAL, LOWER, UPPER, Word, make_word

__all__ = ["CAPITAL", "LOWER", "UPPER", "WordName", "WordPlaces", "look_at"]

#: Kinds whose names are also recognised in lower case: they are rarely common nouns.
_WRITTEN_SMALL = frozenset(
    {"state", "empire", "republic", "region", "city", "settlement", "sea", "strait", "river", "range"}
)
_SMALL_LENGTH = 6
#: Names that are common nouns in small letters.
_NEVER_SMALL = ("manastir", "hicazkar", "nihavent", "isfahan")
_TYPO_LENGTH = 7
#: Arabic names have an apostrophe behind so many letters at most.
_AYN = 3
_SHORTEST_MISREAD = 5
#: Inhabitants from which on a place of GeoNames is no hamlet that any word may be named like.
_TOWN = 20_000
_SHORTEST_GERMAN, _SHORTEST_STEM = 5, 4
_NEVER_MENDED = lexicon.words_of("FIRST_NAME")
#: What a nominative of Russian ends with behind the letters that its cases share.
_LAST_VOWELS = frozenset({"", "а"})
_SHORTEST_ABROAD = 5
_LONGEST_MISREAD = 24
_WORD_CLASSES = (
    lexicon.COMMON | lexicon.MONTH | lexicon.DIRECTION | lexicon.GEO | lexicon.TITLE_AFTER
    | lexicon.TITLE_BEFORE | lexicon.INSTITUTION | lexicon.TREATY | lexicon.EVENT | lexicon.PRESS
    | lexicon.UNIT | lexicon.STATE | lexicon.STATE_ADJECTIVE | lexicon.SPATIAL | lexicon.RELATION
    | lexicon.CITATION | lexicon.PEOPLE
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class WordName:
    """
    That a word is a name with an ending.

    Attributes
    ----------
    key
        The name in the gazetteer.
    length
        How many of the word's folded letters show it.
    ending
        `BARE`, `APOSTROPHE`, … of `endings`.
    home
        Whether a home tier has the name, or only GeoNames.
    typo
        Whether a letter had to be mended.
    misread
        Whether the mended letters are such that OCR takes one for the other.
    spelt
        Whether the word is the name in the spelling of another language or time.
    """

    key: str
    length: int
    ending: int
    home: bool
    typo: bool = False
    misread: bool = False
    spelt: bool = False


@dataclass(frozen=True, slots=True)
class WordPlaces:
    """The names of a word alone, best first, and whether a longer name begins with it."""

    names: tuple[WordName, ...]
    home_goes_on: bool
    world_goes_on: bool
    #: Names of a Russian word behind a preposition, which no nominative is: "Сана" is of the San.
    oblique: tuple[WordName, ...] = ()
    #: Names that the word is in German and in French alone: "Bulgariens", "Wiener"; "Caire".
    german: tuple[WordName, ...] = ()
    french: tuple[WordName, ...] = ()

    @property
    def begins_name(self) -> bool:
        """Whether a name can begin with the word, in any language."""
        return bool(self.names or self.home_goes_on or self.world_goes_on or self.german or self.french)

    def names_in(self, language: str, *, before_noun: bool) -> tuple[WordName, ...]:
        """Return the names in a language; a German adjective only before a noun."""
        if language == "fr":
            home = tuple(name for name in self.french if name.home)
            return self.names if self.names and self.names[0].ending == BARE else (*home, *self.names)
        if language != "de" or not self.german:
            return self.names
        if self.german[0].ending == ADJECTIVE:
            return self.german if before_noun else self.names
        return self.names if self.names and self.names[0].ending == BARE else self.german


_SMALL_HITS = lexicon.GEO | lexicon.MONTH | lexicon.CENTURY | lexicon.EVENT | lexicon.TREATY
_NOTHING = WordPlaces((), False, False)


def look_at(printed: str, gazetteer: Gazetteer) -> Word:
    """
    Look at a word with a gazetteer.

    Parameters
    ----------
    printed
        The word as it stands in the text.
    gazetteer
        Where names are looked up.

    Returns
    -------
    word
        `hit` is set, and `places` filled, if a name can begin here or a generic word can end one.
    """
    word = make_word(printed)
    if word.case == LOWER and len(printed) > 3 and printed[0] == "l" and word.plain[1] not in VOWELS:
        return _look_at_misread(printed, word, gazetteer)
    if word.case == LOWER:
        word.places = _small_names(word, gazetteer)
        word.hit = bool(word.places.names) or bool(word.flags & _SMALL_HITS)
        return word
    return _look_at_capital(word, gazetteer)


def _look_at_capital(word: Word, gazetteer: Gazetteer) -> Word:
    names = _names(word, gazetteer) or _mended(word, gazetteer)
    plain = word.plain
    if names and names[0].home and len(word.stem) < names[0].length == len(word.head):
        # "Adana" is no form of "ada"; but "Sovyetler" are people
        word.flags &= lexicon.PEOPLE if word.head.endswith(("ler", "lar")) else 0
    goes_on = gazetteer.begins_home_name(plain), gazetteer.begins_world_name(plain)
    western = _western_names(word, gazetteer)
    if names or any(goes_on) or any(western):
        word.places = WordPlaces(names, *goes_on, _oblique_names(word, names, gazetteer), *western)
    else:
        word.places = _NOTHING
    told = word.flags & (_SMALL_HITS | lexicon.STATE | lexicon.PEOPLE)
    word.hit = word.places.begins_name or bool(told) or _begins_declined(word, gazetteer)
    return word


def _begins_declined(word: Word, gazetteer: Gazetteer) -> bool:
    """Tell whether a word can be the adjective of a name of two words: "Мраморного моря"."""
    if _is_russian(word):
        if word.plain.endswith("ъ") and gazetteer.begins_home_name(word.plain[:-1]):
            return True
        stems = (stem for stem, _ in endings.russian_stems(word.plain) if stem.endswith(_RUSSIAN_ADJECTIVES))
        return any(gazetteer.begins_home_name(stem) for stem in stems)
    if word.plain.endswith("en") and word.case == CAPITAL and len(word.plain) >= _SHORTEST_GERMAN:
        return any(gazetteer.begins_home_name(word.plain[:-2] + ending) for ending in ("es", "er", "e"))
    return False


_RUSSIAN_ADJECTIVES = ("ое", "ая", "ии", "ыи", "ие", "ые")


#: Endings of German adjectives, with what the name has in their place: Wien|er, Brem|er, Dresd|ner.
_GERMAN_ADJECTIVES = (("er", ""), ("er", "en"), ("er", "e"), ("ner", "en"), ("ler", "el"))
_FRENCH_ARTICLES = ("le ", "la ", "les ")


def _western_names(word: Word, gazetteer: Gazetteer) -> tuple[tuple[WordName, ...], tuple[WordName, ...]]:
    """Return the names that a word is in German and in French."""
    plain = word.plain
    if word.apostrophe >= 0 or len(plain) < _SHORTEST_STEM or not "a" <= plain[0] <= "z":
        return (), ()
    german = _german_names(plain, gazetteer) if len(plain) >= _SHORTEST_GERMAN else ()
    return german, _french_names(plain, gazetteer)


def _french_names(plain: str, gazetteer: Gazetteer) -> tuple[WordName, ...]:
    """Return the names that a word is behind a contracted article: "au Mans" is of Le Mans."""
    found = []
    for article, home in gazetteer.names_behind(_FRENCH_ARTICLES).get(plain, ()):
        if home or (article != "la " and _is_town(article + plain, gazetteer)):
            found.append(WordName(article + plain, len(plain), BARE, home))
    return tuple(found)


def _is_town(key: str, gazetteer: Gazetteer) -> bool:
    return any(use.entry.population >= _TOWN for use in gazetteer.uses(key))


def _german_names(plain: str, gazetteer: Gazetteer) -> tuple[WordName, ...]:
    if "ß" in plain:
        # "Rußlands", "Elsaß": the index has them with ss
        return tuple(
            WordName(stem.replace("ß", "ss"), len(stem), ending, home=True)
            for stem, ending in ((plain, BARE), (plain.removesuffix("s"), POSSESSIVE))
            if gazetteer.is_home(stem.replace("ß", "ss"))
        )[:1]
    key = plain[:-1]
    if plain[-1] == "s":
        home = gazetteer.is_home(key)
        known = home or key in gazetteer.world_prefixes(plain)
        return (WordName(key, len(key), POSSESSIVE, home),) if known else ()
    for ending, lost in _GERMAN_ADJECTIVES:
        stem = plain.removesuffix(ending)
        if len(stem) >= _SHORTEST_STEM and stem != plain and gazetteer.is_home(stem + lost):
            return (WordName(stem + lost, len(stem), ADJECTIVE, home=True),)
    return ()


def _mended(word: Word, gazetteer: Gazetteer) -> tuple[WordName, ...]:
    """Return names that another spelling, OCR or a slip of the pen made of others; none of a known word."""
    if word.flags & (_WORD_CLASSES | lexicon.GIVEN) or word.head in _NEVER_MENDED:
        return ()
    return _spelt(word, gazetteer) or _misread(word, gazetteer) or _typos(word, gazetteer)


def _spelt(word: Word, gazetteer: Gazetteer) -> tuple[WordName, ...]:
    """Find a name that the word is an old or a foreign spelling of: "Koniah", "Samsoon", "Мафекинг"."""
    if len(word.head) > _LONGEST_MISREAD:
        return ()
    if _is_russian(word):
        return _spelt_in_russian(word, gazetteer)
    key, home = gazetteer.spelling_of(word.head)
    if not key or word.head == f"{key}s":
        return ()  # the ending of "Frankreichs" is no spelling
    behind = endings.ending_after_apostrophe(word.plain[word.apostrophe :]) if word.apostrophe >= 0 else BARE
    length = len(word.head)
    return (
        () if behind is None else (WordName(key, length, behind, home, typo=True, misread=True, spelt=True),)
    )


def _spelt_in_russian(word: Word, gazetteer: Gazetteer) -> tuple[WordName, ...]:
    """Find a name that a Russian word or its nominative is letter by letter: "подъ Коленсо"."""
    forms = [(word.plain, word.plain)]
    forms += [each for each in endings.russian_stems(word.plain) if each[0][len(each[1]) :] in _LAST_VOWELS]
    for form, shown in forms:
        key, home = gazetteer.spelling_of(form.removesuffix("ъ"))
        if key:
            length = len(shown) if shown == form else len(word.plain)
            ending = BARE if form == word.plain else RUSSIAN
            return (WordName(key, length, ending, home, typo=True, misread=True, spelt=True),)
    return ()


def _look_at_misread(printed: str, word: Word, gazetteer: Gazetteer) -> Word:
    """Look at a word whose capital I may have been read as l: "lstanbul"."""
    other = make_word("I" + printed[1:])
    names = tuple(
        replace(name, misread=True) for name in _names(other, gazetteer) if name.home and len(name.key) > 3
    )
    if names:
        other.text, other.hit = printed, True
        other.places = WordPlaces(names, False, False)
        return other
    word.places = _NOTHING
    return word


def _names(word: Word, gazetteer: Gazetteer) -> tuple[WordName, ...]:
    plain = word.plain
    if len(plain) < 2:
        return ()
    home = _home_names(word, gazetteer)
    if home and home[0].ending in {BARE, APOSTROPHE, POSSESSIVE}:
        return tuple(home)
    world = _fitting(word, gazetteer.world_prefixes(plain), gazetteer, home=False)
    if home and len(home[0].key) <= 3 and _is_bare_town(world, gazetteer):
        return (*world, *home)
    return (*home, *world) or tuple(_declined_abroad(word, gazetteer))


def _home_names(word: Word, gazetteer: Gazetteer) -> list[WordName]:
    home = _fitting(word, gazetteer.home_prefixes(word.plain), gazetteer, home=True)
    if _is_russian(word) and (not home or home[0].ending == RUSSIAN):
        return _declined(word, gazetteer) or home
    return home


def _is_russian(word: Word) -> bool:
    return "а" <= word.plain[0] <= "я"


def _oblique_names(word: Word, names: tuple[WordName, ...], gazetteer: Gazetteer) -> tuple[WordName, ...]:
    """Return the names of which the nominative of another is the genitive: "Сана" is of the San."""
    plain = word.plain
    if plain[-1:] not in {"а", "я"} or not names or names[0].ending != BARE:
        return ()
    for form, shown in endings.russian_stems(plain):
        if form != plain and len(form) > 2 and gazetteer.is_home(form):
            return (WordName(form, len(shown) if shown == form else len(plain), RUSSIAN, home=True),)
    return ()


def _is_bare_town(names: list[WordName], gazetteer: Gazetteer) -> bool:
    """Tell whether a town of GeoNames is named as it is: better than a short name with a guessed ending."""
    if not names or names[0].ending != BARE:
        return False
    return _is_town(names[0].key, gazetteer)


def _fitting(word: Word, keys: list[str], gazetteer: Gazetteer, *, home: bool) -> list[WordName]:
    found: list[WordName] = []
    shortest = 2 if home else 3
    for key in reversed(keys):
        if len(key) < shortest:
            break
        ending = _ending(word, key)
        if ending is not None:
            found.append(WordName(key, len(key), ending, home))
    if len(found) > 1:
        if word.apostrophe > 0:
            # the apostrophe tells where the name ends: "Kayseri'ye" is not the old "Kayseriye"
            found.sort(key=lambda name: not (name.length == word.apostrophe and name.ending != DERIVED))
        # "Karsı" is not "Karşı": a name with other letters comes after the rest
        found.sort(key=lambda name: _has_other_letters(word, name.key, gazetteer))
    if not found:
        return found
    # "Bakülü" is no place, whatever shorter name could be read out of it
    if found[0].ending == DERIVED:
        return found[:1]
    return [name for name in found if name.ending != DERIVED]


def _has_other_letters(word: Word, key: str, gazetteer: Gazetteer) -> bool:
    printed = telling_mask(word.text[: word.offset(len(key))])
    bits = (1 << len(key)) - 1
    return all((use.mask ^ printed) & bits for use in gazetteer.uses(key))


def _ending(word: Word, key: str) -> int | None:
    length, plain, apostrophe = len(key), word.plain, word.apostrophe
    if length == len(plain):
        return BARE
    if plain.startswith(("ler", "lar"), length):
        return DERIVED  # people of a place; a plural that is a name has a key of its own
    if apostrophe < 0:
        return endings.ending_without_apostrophe(key, plain[length:], word.text)
    if length > apostrophe and apostrophe <= _AYN:
        # an apostrophe inside the name: "San'aya", "Ma'an'da" with its first one
        return endings.ending_without_apostrophe(key, plain[length:], word.text)
    behind = endings.ending_after_apostrophe(plain[apostrophe:])
    if length == apostrophe:
        return behind
    if length < apostrophe and behind is not None:
        inner = endings.ending_without_apostrophe(key, plain[length:apostrophe], word.text)
        return DERIVED if inner == DERIVED else APOSTROPHE if inner is not None else None
    return None


def _declined(word: Word, gazetteer: Gazetteer) -> list[WordName]:
    plain = word.plain
    if word.flags & lexicon.PEOPLE:
        return []
    if plain.endswith("ъ") and gazetteer.is_home(plain[:-1]):
        return [WordName(plain[:-1], len(plain), BARE, True)]  # before the reform of 1918: "Эрзерумъ"
    for form, shown in endings.russian_stems(plain):
        if len(form) > 2 and gazetteer.is_home(form):
            # the nominative where the word shows it ("Саратов|е"), else all of it ("Казани", "Уфы")
            return [WordName(form, len(shown) if shown == form else len(plain), RUSSIAN, True)]
    return []


def _declined_abroad(word: Word, gazetteer: Gazetteer) -> Iterator[WordName]:
    """Yield the name of GeoNames that a Russian word is a form of, the longest."""
    if not _is_russian(word) or word.flags & _WORD_CLASSES:
        return
    for form, shown in endings.russian_stems(word.plain):
        if len(form) >= _SHORTEST_ABROAD and gazetteer.uses(form):
            yield WordName(form, len(shown) if shown == form else len(word.plain), RUSSIAN, home=False)
            return


def _small_names(word: Word, gazetteer: Gazetteer) -> WordPlaces:
    """Find names in a word without a capital: "balkanlardaki"."""
    if len(word.plain) < _SMALL_LENGTH or word.flags or word.plain.startswith(_NEVER_SMALL):
        return _NOTHING
    keys = [key for key in gazetteer.home_prefixes(word.plain) if len(key) >= _SMALL_LENGTH]
    if not keys:
        return _NOTHING
    names = [
        name
        for name in _fitting(word, keys, gazetteer, home=True)
        if any(
            use.entry.kind in _WRITTEN_SMALL and use.entry.tier != "world" for use in gazetteer.uses(name.key)
        )
    ]
    return WordPlaces(tuple(names), False, False) if names else _NOTHING


def _misread(word: Word, gazetteer: Gazetteer) -> tuple[WordName, ...]:
    """Find a name of the home tiers that OCR may have read as this word: "Bergarna", "Nazllli"."""
    if not _SHORTEST_MISREAD <= len(word.head) <= _LONGEST_MISREAD:
        return ()
    long = _SHORTEST_MISREAD if word.apostrophe >= 0 else _TYPO_LENGTH + 1
    if has_one_outline(word.plain) and not gazetteer.is_alike(word.plain, outline, long):
        return ()
    for reading, places in misreadings(word.plain, gazetteer.begins_home, head=_SHORTEST_MISREAD):
        for key in reversed(gazetteer.home_prefixes(reading)):
            if len(key) < _SHORTEST_MISREAD:
                break
            length = length_as_printed(len(key), places)
            rest = word.plain[length:]
            ending = (
                BARE if not rest else _typo_ending(word, key, rest) if length >= word.apostrophe else None
            )
            if ending is not None:
                return (WordName(key, length, ending, True, typo=True, misread=True),)
    return ()


def _typos(word: Word, gazetteer: Gazetteer) -> tuple[WordName, ...]:
    """Find a name of the home tiers from which the word differs by one letter."""
    head = word.head
    if not _TYPO_LENGTH - 1 <= len(head) <= 24 or not gazetteer.may_be_near_home(head):
        return ()
    best: WordName | None = None
    for key, length in gazetteer.near_home_names(head):
        if len(key) < _TYPO_LENGTH or key[0] != head[0]:
            continue
        rest = head[length:]
        if rest and word.apostrophe >= 0:
            continue
        ending = _typo_ending(word, key, rest)
        if ending is not None and (best is None or length > best.length):
            best = WordName(key, length, ending, True, typo=True)
    return (best,) if best else ()


def _typo_ending(word: Word, key: str, rest: str) -> int | None:
    if word.apostrophe >= 0:
        ending = endings.ending_after_apostrophe(word.plain[word.apostrophe :])
        return ending if ending in {APOSTROPHE, POSSESSIVE} else None
    if not rest:
        return BARE
    ending = endings.ending_without_apostrophe(key, rest, word.text)
    return ending if ending in {SUFFIX, RUSSIAN} and len(key) > _TYPO_LENGTH else None
