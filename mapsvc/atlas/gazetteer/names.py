"""
Names to places: the tiers of the gazetteer behind one interface.

A user's gazetteer comes first, then the atlas's own places, then the historical list, then the list of the
world, then GeoNames.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import marisa_trie

from mapsvc.atlas.gazetteer.index import NAME_LANGUAGES, Entry, Index, index_of, read_index
from mapsvc.atlas.gazetteer.sources import (
    add_names,
    read_atlas_places,
    read_historical,
    read_sourced,
    read_user,
    with_short_forms,
)
from mapsvc.atlas.gazetteer.spellings import (
    WORLD_SPELLINGS,
    hiss_alike,
    in_latin,
    likeness,
    read_spellings,
    skeletons,
)
from mapsvc.atlas.place_paths import place_paths
from mapsvc.errors import AtlasError
from mapsvc.resources import atlas_root

__all__ = ["Entry", "Gazetteer", "NameUse", "open_gazetteer", "source_digest"]

GAZETTEER_FOLDER = "gazetteer"
HISTORICAL = "historical.tsv"
#: Ends the id of a row that adds names to a place of the atlas.
OTHER_NAMES = "-other-names"
#: Lists of the world: by hand, and made of public data.
WORLD, FIRST_ORDER = "world.tsv", "first-order.tsv"
#: So many letters tell of most words that no name of the home tiers begins so.
_HEAD = 5
#: From so many different ones on they are held all together; not those of a gazetteer of so many places.
_MANY_HEADS, _MOST_HELD = 15_000, 50_000
#: Nearer than this, one name means one place (about 15 km); of what is wide, this share of its reach.
_SAME_DEG, _SAME_SHARE = 0.15, 0.5
_KM_IN_A_DEGREE = 111.2
#: A spelling shares so much of its letters with the name of GeoNames: of so many names one is always alike.
_LIKE_ENOUGH = 0.7


class NameUse(NamedTuple):
    """
    That a name form stands for an entry: which form of letters, in which language, in which years.

    Attributes
    ----------
    people
        Inhabitants today, of an entry that does not say them itself: those of GeoNames for the same place.
    """

    entry: Entry
    mask: int
    lang: str
    start: int
    end: int
    people: int = 0


class Gazetteer:
    """
    All tiers, searched by the folded key of a name.

    Attributes
    ----------
    home
        Indexes whose names are taken at their word (a user's, the atlas's, the historical list, the world's).
    world
        The index of GeoNames, or nothing.
    spellings, world_spellings
        Names of the lists that ship, and those of GeoNames, by their skeletons.
    """

    def __init__(
        self,
        home: Sequence[Index],
        world: Index | None,
        spellings: marisa_trie.BytesTrie | None = None,
        world_spellings: marisa_trie.BytesTrie | None = None,
    ) -> None:
        self.home = tuple(home)
        self.spellings = marisa_trie.BytesTrie() if spellings is None else spellings
        self.world_spellings = marisa_trie.BytesTrie() if world_spellings is None else world_spellings
        self.world = world
        #: Whether any name of several words begins with a string; remembered, as a text asks it often.
        self.continues = functools.lru_cache(maxsize=20_000)(self._continues)
        #: Whether any name begins with some letters: most words of a text begin as none does.
        self.begins_home: Callable[[str], bool] = functools.lru_cache(maxsize=50_000)(self._begins_home)
        self.begins_mended: Callable[[str], bool] = functools.lru_cache(maxsize=50_000)(self._begins_mended)
        self._home_misses = self._mended_misses = 0
        self._home_heads: frozenset[str] | None = None
        self._mended_heads: frozenset[str] | None = None
        self._forms: frozenset[str] = frozenset()
        self._long_forms: dict[int, tuple[frozenset[str], int]] = {}
        self._skeletons: frozenset[str] | None = None
        #: Whether what the names of the home tiers begin with can be held in memory.
        self._is_small = sum(index.size for index in self.home) < _MOST_HELD
        #: The name that a word is another spelling of, and whether the home tiers have it.
        self.spelling_of = functools.lru_cache(maxsize=20_000)(self._find_spelling)
        self._home_keys = functools.lru_cache(maxsize=20_000)(self._find_home_keys)
        self._behind: dict[tuple[str, ...], dict[str, tuple[tuple[str, bool], ...]]] = {}
        self._numbers: dict[str, tuple[Index, int]] = {}
        self._uses = functools.lru_cache(maxsize=20_000)(self._find)

    def _begins_home(self, head: str) -> bool:
        """Tell whether a name of the home tiers begins so."""
        self._home_misses += 1
        if self._home_misses == _MANY_HEADS and self._is_small:
            self._home_heads = _heads(index.names for index in self.home)
            self.begins_home = self._home_heads.__contains__
        if self._home_heads is not None:
            return head in self._home_heads
        # no generator here and below: every word that is no name comes here a few times
        for index in self.home:  # noqa: SIM110
            if index.goes_on(head):
                return True
        return False

    def _begins_mended(self, head: str) -> bool:
        """Tell whether a name of the home tiers begins so that lacks a letter."""
        self._mended_misses += 1
        if self._mended_misses == _MANY_HEADS and self._is_small:
            self._mended_heads = _heads(index.typos for index in self.home)
            self.begins_mended = self._mended_heads.__contains__
            return head in self._mended_heads
        for index in self.home:  # noqa: SIM110
            if index.typos_go_on(head):
                return True
        return False

    def home_prefixes(self, folded: str) -> list[str]:
        """Return the keys of the home tiers that a folded text begins with, shortest first."""
        if len(folded) > _HEAD and not self.begins_home(folded[:_HEAD]):
            # most words begin as no name does, and then only the short names remain, asked for once a head
            return self._home_keys(folded[: _HEAD - 1])
        return self._home_keys(folded)

    def _find_home_keys(self, folded: str) -> list[str]:
        found: list[str] = []
        for index in self.home:
            keys = index.names.prefixes(folded)
            if keys:
                found = sorted({*found, *keys}, key=len) if found else keys
        return found

    def world_prefixes(self, folded: str) -> list[str]:
        """Return the keys of GeoNames that a folded text begins with, shortest first."""
        return self.world.names.prefixes(folded) if self.world is not None else []

    def begins_home_name(self, folded: str) -> bool:
        """Tell whether a name of the home tiers begins with these words and goes on."""
        if not self.begins_home(folded[:_HEAD]):
            return False
        beginning = folded + " "
        if len(beginning) <= _HEAD:
            return self.begins_home(beginning)
        for index in self.home:  # noqa: SIM110
            if index.goes_on(beginning):
                return True
        return False

    def begins_world_name(self, folded: str) -> bool:
        """Tell whether a name of GeoNames begins with these words and goes on."""
        return self.world is not None and self.world.goes_on(folded + " ")

    def is_alike(self, folded: str, form: Callable[[str], str], least: int) -> bool:
        """
        Tell whether a text can have the form of a name of the home tiers, or begin with that of a long one.

        Parameters
        ----------
        form
            Always the same one: forms are kept. Until many words have been asked for, any text can.
        least
            So many letters, five at least, has a long name.
        """
        if self._home_heads is None:
            return True
        if least not in self._long_forms:
            self._forms, self._long_forms[least] = _forms(form, self.home, least)
        text, (longer, shortest) = form(folded), self._long_forms[least]
        return text in self._forms or any([text[:end] in longer for end in range(shortest, len(text))])

    def _continues(self, beginning: str) -> bool:
        indexes = (*self.home, self.world) if self.world is not None else self.home
        return any(index.goes_on(beginning) for index in indexes)

    def is_home(self, key: str) -> bool:
        """Tell whether a key is a name in the home tiers."""
        for index in self.home:  # noqa: SIM110
            if key in index.names:
                return True
        return False

    def names_behind(self, articles: tuple[str, ...]) -> Mapping[str, tuple[tuple[str, bool], ...]]:
        """Return what follows articles and their space in names: which of them, and whether at home."""
        found = self._behind.get(articles)
        if found is None:
            found = self._behind[articles] = {}
            for article in articles:
                own = {key for index in self.home for key in index.names.iterkeys(article)}
                others = self.world.names.iterkeys(article) if self.world is not None else ()
                for key in own.union(others):
                    rest = key[len(article) :]
                    found[rest] = (*found.get(rest, ()), (article, key in own))
        return found

    def may_be_near_home(self, folded: str) -> bool:
        """Tell whether a name can differ by one letter from what a word begins with."""
        if self._mended_heads is None:
            return True
        head = folded[: _HEAD + 1]
        shorter = [head[:at] + head[at + 1 :] for at in range(1, min(_HEAD, len(folded)))]
        return not self._mended_heads.isdisjoint((folded[:_HEAD], *shorter))

    def near_home_names(self, folded: str) -> list[tuple[str, int]]:
        """
        Return names of the home tiers that a word begins with but for one letter.

        Returns
        -------
        found
            Pairs of the key and the number of the word's letters that it takes.
        """
        found: dict[str, int] = {}
        ways = self._shortened(folded)
        for index in self.home if ways else ():
            for shorter, taken in ways:
                for deletion in index.typos.prefixes(shorter):
                    length = len(deletion) + (1 if len(deletion) > taken else 0)
                    for key in index.typos[deletion]:
                        name = key.decode()
                        if abs(len(name) - length) <= 1 and one_edit(name, folded[:length]):
                            found[name] = max(length, found.get(name, 0))
        return list(found.items())

    def _shortened(self, folded: str) -> list[tuple[str, int]]:
        """Return a word, and it without each of its letters, where a mended name can begin so."""
        # each with the position of the missing letter
        begins, head = self.begins_mended, folded[: _HEAD + 1]
        whole = begins(folded[:_HEAD])
        ways = [(folded, len(folded))] if whole else []
        ways += [
            (folded[:at] + folded[at + 1 :], at)
            for at in range(1, min(_HEAD, len(folded)))
            if begins(head[:at] + head[at + 1 :])
        ]
        if whole:
            ways += [(folded[:at] + folded[at + 1 :], at) for at in range(_HEAD, len(folded))]
        return ways

    def _find_spelling(self, folded: str) -> tuple[str, bool]:
        shared = skeletons(folded)
        if not shared:
            return "", False
        if self._home_heads is not None and self._skeletons is None:
            self._skeletons = frozenset(self.spellings.keys())
        known = self._skeletons is None or not self._skeletons.isdisjoint(shared)
        key = self.spelt_like(folded, shared) if known else ""
        return (key, True) if key else (self.spelt_abroad(folded, shared), False)

    def spelt_like(self, folded: str, shared: Sequence[str] | None = None) -> str:
        """Return the name of the home tiers that a word is another spelling of; empty where it is none."""
        found = _of_skeletons(folded, self.spellings, shared)
        if not found:
            return ""
        return max(
            (key for key in found if self.is_home(key)),
            key=lambda key: (likeness(in_latin(folded), key), key),
            default="",
        )

    def spelt_abroad(self, folded: str, shared: Sequence[str] | None = None) -> str:
        """Return the name of GeoNames that a word is another spelling of; empty where it is none."""
        found = _of_skeletons(folded, self.world_spellings, shared)
        if not found:
            return ""
        latin = in_latin(folded)
        alike = [(likeness(latin, key), key) for key in found]
        return max((pair for pair in alike if pair[0] >= _LIKE_ENOUGH), default=(0.0, ""))[1]

    def uses(self, key: str) -> tuple[NameUse, ...]:
        """Return what a key can stand for, the user's first, GeoNames last."""
        return self._uses(key)

    def find_entry(self, entry_id: str) -> Entry | None:
        """Return the entry of an id, of any tier; that of GeoNames is `geonames:<number>`."""
        number = entry_id.removeprefix("geonames:")
        if self.world is not None and number != entry_id and number.isdigit():
            return self.world.find_geonames(int(number))
        if not self._numbers:
            for index in reversed(self.home):
                self._numbers.update({index.entry(n).id: (index, n) for n in range(index.size)})
        found = self._numbers.get(entry_id)
        return found[0].entry(found[1]) if found is not None else None

    def _find(self, key: str) -> tuple[NameUse, ...]:
        indexes = (*self.home, self.world) if self.world is not None else self.home
        found = []
        for index in indexes:
            for number, mask, lang, start, end in index.records(key):
                found.append(NameUse(index.entry(number), mask, NAME_LANGUAGES[lang], start, end))
        return tuple(found) if len(found) < 2 else _each_place_once(found)


def _forms(
    form: Callable[[str], str], home: Iterable[Index], least: int
) -> tuple[frozenset[str], tuple[frozenset[str], int]]:
    """Return the forms of names, and those of long ones with the length of the shortest."""
    found = [(form(key), len(key)) for index in home for key in index.names.iterkeys() if len(key) >= _HEAD]
    longer = frozenset(each for each, letters in found if letters >= least)
    return frozenset(each for each, _ in found), (longer, min(map(len, longer), default=1))


def _heads(tries: Iterable[marisa_trie.RecordTrie | marisa_trie.BytesTrie]) -> frozenset[str]:
    """Return what the keys of tries begin with, up to as many letters as are asked for."""
    heads = longer = {key[:_HEAD] for trie in tries for key in trie.iterkeys()}
    for length in reversed(range(_HEAD)):
        longer = {head[:length] for head in longer}
        heads |= longer
    return frozenset(heads)


#: Tiers whose entries stand back behind one of ours that is the same place.
_PUBLIC = frozenset({"world", "geonames"})


def _each_place_once(found: list[NameUse]) -> tuple[NameUse, ...]:
    """Leave out the places of GeoNames or of the world's list that are ours, but for how large they are."""
    own = [use.entry for use in found if use.entry.tier not in _PUBLIC]
    listed = [use.entry for use in found if use.entry.tier == "world"]
    before = {"world": own, "geonames": [*own, *listed]}
    kept = [use for use in found if not _is_known(use.entry, before.get(use.entry.tier, []))]
    own_ids = set(map(id, kept))  # by identity: to compare hundreds of namesakes field by field takes long
    dropped = [use.entry for use in found if use.entry.population and id(use) not in own_ids]
    return tuple(_with_people(use, dropped) for use in kept) if dropped else tuple(kept)


def _is_known(entry: Entry, own: list[Entry]) -> bool:
    """Tell whether a place of GeoNames or of the world's list is one of ours under the same name."""
    return any(_is_same(entry, other) for other in own)


def _is_same(entry: Entry, other: Entry) -> bool:
    return (
        other.lon is not None
        and entry.lon is not None
        and other.lat is not None
        and entry.lat is not None
        and abs(other.lon - entry.lon) < (same := _same_deg(entry, other))
        and abs(other.lat - entry.lat) < same
    )


def _with_people(use: NameUse, dropped: list[Entry]) -> NameUse:
    """Return a use of ours with the inhabitants that GeoNames knows of the same place."""
    if use.entry.population:
        return use
    people = max((entry.population for entry in dropped if _is_same(entry, use.entry)), default=0)
    return NameUse(use.entry, use.mask, use.lang, use.start, use.end, people) if people else use


def _same_deg(entry: Entry, other: Entry) -> float:
    """Return how near two places of a name are to be one: a state and a state, a town and a town."""
    return max(_SAME_DEG, _SAME_SHARE * min(entry.radius_km, other.radius_km) / _KM_IN_A_DEGREE)


def _of_skeletons(folded: str, names: marisa_trie.BytesTrie, shared: Sequence[str] | None = None) -> set[str]:
    """Return the names that have a skeleton of a word, with hissing sounds like its own."""
    shared = skeletons(folded) if shared is None else shared
    found = {key.decode() for skeleton in shared for key in names.get(skeleton, ())}
    found.discard(folded)
    if not found:
        return found
    latin = in_latin(folded)
    return {key for key in found if latin is not folded or hiss_alike(folded, key)}


def one_edit(first: str, second: str) -> bool:
    """Tell whether two words differ by one letter more, fewer or other, or by two that changed places."""
    if len(first) > len(second):
        first, second = second, first
    at = next((n for n, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), len(first))
    if len(first) < len(second):
        return len(second) - len(first) == 1 and first[at:] == second[at + 1 :]
    swapped = first[at : at + 2] == second[at : at + 2][::-1] and first[at + 2 :] == second[at + 2 :]
    return first != second and (first[at + 1 :] == second[at + 1 :] or swapped)


def open_gazetteer(root: Path | None = None, *, extra: Path | None = None) -> Gazetteer:
    """
    Open the gazetteer of an atlas.

    Parameters
    ----------
    root
        The folder of the atlas; the shipped one when not given. Where its prebuilt index is missing or older
        than its places, the index is made from them in memory.
    extra
        A user's own gazetteer, in a form that `read_user` reads.

    Returns
    -------
    gazetteer
        The historical list and GeoNames come from the shipped atlas where another atlas has none.

    Raises
    ------
    AtlasError
        If a file cannot be read.
    """
    root = root or atlas_root()
    shipped = _shipped_folder(root)
    home = [_home_index(root, shipped)]
    if (shipped / "world.names").is_file():
        home.append(read_index(shipped, "world", "world"))
    if extra is not None:
        home.insert(0, index_of("user", read_user(extra)))
    spellings = read_spellings(shipped), read_spellings(shipped, WORLD_SPELLINGS)
    return Gazetteer(home, open_world(root), *spellings)


def open_world(root: Path) -> Index | None:
    """Return the index of GeoNames that an atlas uses; nothing where none ships."""
    shipped = _shipped_folder(root)
    return read_index(shipped, "geonames", "geonames") if (shipped / "geonames.names").is_file() else None


def open_sourced(root: Path) -> dict[str, Entry]:
    """Return the entries of the historical list that an atlas uses by the ids of their sources."""
    path = _shipped_folder(root) / HISTORICAL
    return read_sourced(path) if path.is_file() else {}


def _shipped_folder(root: Path) -> Path:
    if (root / GAZETTEER_FOLDER).is_dir():
        return root / GAZETTEER_FOLDER
    try:
        return atlas_root() / GAZETTEER_FOLDER
    except AtlasError:
        return root / GAZETTEER_FOLDER


def _home_index(root: Path, shipped: Path) -> Index:
    places, historical = place_paths(root), shipped / HISTORICAL
    digest = source_digest(*places, historical)
    if (shipped / "home.names").is_file():
        index = read_index(shipped, "home", "home")
        if index.digest == digest:
            return index
    return index_of("home", home_entries(places, historical), digest=digest)


def titles_in(root: Path, lang: str) -> dict[str, str]:
    """Return what the places of an atlas's gazetteer are called in a language, by id, where that is known."""
    shipped = _shipped_folder(root)
    entries = [
        *home_entries(place_paths(root), shipped / HISTORICAL),
        *world_entries(shipped / "world.tsv", shipped / "first-order.tsv"),
    ]
    titles: dict[str, str] = {}
    for entry in entries:
        # a list of many languages begins with a title that is not always of the language it should be
        listed = entry.names[1:] if entry.tier != "atlas" else ()
        form = next((name.form for name in (*listed, *entry.names) if name.lang == lang), "")
        if form:
            titles[entry.id] = form
    return titles


def home_entries(places: Iterable[Path], historical: Path) -> list[Entry]:
    """Read the atlas's places and, after them, what the historical list adds."""
    files = [path for path in places if path.is_file()]
    entries = {entry.id: entry for path in files for entry in read_atlas_places(path)}
    for entry in read_historical(historical) if historical.is_file() else ():
        known = entries.get(entry.id.removesuffix(OTHER_NAMES))
        # the list may know more names of a place of the atlas
        entries[known.id if known else entry.id] = add_names(known, entry.names) if known else entry
    return with_short_forms(list(entries.values()))


def world_entries(by_hand: Path, first_order: Path) -> list[Entry]:
    """Read the lists of the world, that by hand first; what is only remembered is marked so."""
    return [
        entry
        for path in (by_hand, first_order)
        if path.is_file()
        for entry in read_historical(path, tier="world", language="en")
    ]


def source_digest(*paths: Path) -> bytes:
    """Return 32 bytes that change when one of the files does."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes() if path.is_file() else b"\0")
    return digest.digest()
