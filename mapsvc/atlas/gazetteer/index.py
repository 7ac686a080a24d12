"""
The index of a gazetteer tier: names in a trie, entries in a table of fixed rows, both read in place.

Nothing is parsed at the start: the trie is memory-mapped, a row is unpacked when it is asked for.
"""

from __future__ import annotations

import mmap
import struct
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import marisa_trie

from mapsvc.errors import AtlasError
from mapsvc.model.names import compose, fold

#: Every kind of entry; a row keeps the position, so new kinds go to the end.
PLACE_KINDS = (
    "settlement", "city", "town", "village", "region", "vilayet", "sanjak", "guberniya", "oblast", "uezd",
    "state", "empire", "republic", "river", "lake", "sea", "strait", "gulf", "mountain", "range", "pass",
    "plain", "island", "peninsula", "front", "desert", "station", "fortress", "site", "actor", "concept",
)  # fmt: skip
NAME_LANGUAGES = ("", "tr", "az", "en", "ru", "de", "fr", "hy", "ka", "el", "ar", "fa", "ota", "ku", "bg")
#: A row keeps the position here too.
TIERS = ("user", "atlas", "historical", "geonames", "world")
#: Whose points people set, and what stands on a spot: so far it reaches at most.
_TIERS_BY_HAND = frozenset({"user", "historical", "world"})
#: Bit of a row's tier: somebody wrote the entry from memory, and no source has been beside it.
_FROM_MEMORY = 0x80
_ON_A_SPOT = frozenset({"settlement", "town", "village", "station", "fortress", "pass", "site"})
_ON_A_SPOT_KM = 8.0
#: A year that no row has: the name or the entry is not bounded on that side.
OPEN = 0

#: Shorter names are too near to other words to be mended.
SHORTEST_MENDED = 7

_MAGIC = b"mapsvc-gazetteer-1"
_HEADER = struct.Struct("<24s32sIQ")
_ROW = struct.Struct("<iiIHhhBB2sIHIHI")
_NAME = "<IIBhh"
_KIND_NUMBER = {kind: number for number, kind in enumerate(PLACE_KINDS)}
_LANG_NUMBER = {lang: number for number, lang in enumerate(NAME_LANGUAGES)}
#: Marks that tell letters apart (ç ş ğ ö ü ä č); circumflex, acute and dots on i do not.
_TELLING = frozenset("\u0327\u0306\u0308\u030c\u0323")


@dataclass(frozen=True, slots=True)
class NameForm:
    """A form of a name, its language (`""` if unknown) and the years in which it was in use (0 is open)."""

    form: str
    lang: str = ""
    start: int = OPEN
    end: int = OPEN


@dataclass(frozen=True, slots=True)
class Entry:
    """
    A place of a gazetteer.

    Attributes
    ----------
    id
        Stable: an id of the atlas or of the historical list, or `geonames:<number>`.
    lon, lat
        Degrees, EPSG:4326; nothing where only the name is known.
    radius_km
        How far the place reaches around that point.
    start, end
        Years in which it existed; 0 is open.
    population
        Inhabitants today; 0 if unknown.
    tier
        `"atlas"`, `"historical"`, `"world"`, `"geonames"` or `"user"`.
    from_memory
        Whether nothing but somebody's memory says where it lay or that it was called so.
    """

    id: str
    title: str
    kind: str
    lon: float | None
    lat: float | None
    radius_km: float
    start: int = OPEN
    end: int = OPEN
    population: int = 0
    country: str = ""
    tier: str = "user"
    names: tuple[NameForm, ...] = field(default=(), repr=False)
    from_memory: bool = False

    @property
    def is_unit_of_today(self) -> bool:
        """Tell whether it is a first-order unit of a state of today; its id ends with the state's code."""
        return self.tier == "world" and f"-{self.kind}-" in self.id and self.kind == "region"

    @property
    def is_rough(self) -> bool:
        """Tell whether it is a guess: from memory, or it reaches farther than what stands on a spot does."""
        if self.from_memory:
            return True
        return self.tier in _TIERS_BY_HAND and self.kind in _ON_A_SPOT and self.radius_km > _ON_A_SPOT_KM


def name_key(name: str) -> str:
    """Return a name as the index keeps it: folded, without apostrophes, one space between words."""
    folded = fold(compose(name)).replace("'", "")
    return " ".join("".join(c if c.isalnum() else " " for c in folded).split())


def telling_mask(name: str) -> int:
    """
    Return which letters of a name carry a mark that tells them from the plain letter.

    Bit `n` stands for character `n` of the name's key; only the first 32 count.
    Turkish ş and s are different letters, but the index folds both to s.
    """
    mask = position = 0
    for character in compose(name):
        if character in "'’‘ʼ`´":
            continue
        if position >= 32:
            break
        if character in "əƏ" or (
            character > "\x7f" and not _TELLING.isdisjoint(unicodedata.normalize("NFD", character))
        ):
            mask |= 1 << position
        position += 1
    return mask


class Index:
    """One tier of a gazetteer; open it with `read_index` or `index_of`."""

    def __init__(
        self, tier: str, names: marisa_trie.RecordTrie, table: bytes | mmap.mmap, typos: marisa_trie.BytesTrie
    ) -> None:
        self.tier = tier
        self.names = names
        self.typos = typos
        self._table = table
        magic, self.digest, self.size, self._texts_at = _HEADER.unpack_from(table, 0)
        if magic.rstrip(b"\0") != _MAGIC:
            msg = f"The gazetteer index {tier!r} is of another version; run the recipe 'gazetteer' again."
            raise AtlasError(msg)

    def prefixes(self, text: str) -> list[str]:
        """Return the keys that `text` begins with, shortest first."""
        return self.names.prefixes(text)

    def goes_on(self, beginning: str) -> bool:
        """Tell whether any key begins so."""
        return next(self.names.iterkeys(beginning), None) is not None

    def typos_go_on(self, beginning: str) -> bool:
        """Tell whether any key that lacks a letter begins so."""
        return next(self.typos.iterkeys(beginning), None) is not None

    def records(self, key: str) -> Sequence[tuple[int, int, int, int, int]]:
        """Return (entry number, telling mask, language number, from, to) for each use of a key."""
        return self.names.get(key, ())

    def entry(self, number: int) -> Entry:
        """Return the entry with a number below `size`."""
        row = _ROW.unpack_from(self._table, _HEADER.size + number * _ROW.size)
        lon, lat, population, radius, start, end, kind, tier, country = row[:9]
        title_at, title_length, id_at, id_length, geonames_id = row[9:]
        has_point = lon != _NO_POINT
        return Entry(
            id=self._text(id_at, id_length) if id_length else f"geonames:{geonames_id}",
            title=self._text(title_at, title_length),
            kind=PLACE_KINDS[kind],
            lon=lon / 1e5 if has_point else None,
            lat=lat / 1e5 if has_point else None,
            radius_km=radius / 10,
            start=start,
            end=end,
            population=population,
            country=country.rstrip(b"\0").decode("ascii"),
            tier=TIERS[tier & ~_FROM_MEMORY],
            from_memory=bool(tier & _FROM_MEMORY),
        )

    def largest_in(
        self, west: float, south: float, east: float, north: float, most: int
    ) -> list[tuple[int, float, float, int]]:
        """
        Return the entries in a box that have the most inhabitants today.

        Parameters
        ----------
        west, south, east, north
            In degrees, west of 180 and east of it.
        most
            So many at the most.

        Returns
        -------
        found
            Number of the entry, longitude, latitude and inhabitants, the largest first.
        """
        rows = memoryview(self._table)[_HEADER.size : _HEADER.size + self.size * _ROW.size]
        box = tuple(round(edge * 1e5) for edge in (west, south, east, north))
        found = [
            (row[2], number, row[0] / 1e5, row[1] / 1e5)
            for number, row in enumerate(_ROW.iter_unpack(rows))
            if box[0] <= row[0] <= box[2] and box[1] <= row[1] <= box[3] and row[2]
        ]
        found.sort(key=lambda entry: (-entry[0], entry[1]))
        return [(number, lon, lat, people) for people, number, lon, lat in found[:most]]

    def find_geonames(self, number: int) -> Entry | None:
        """Return the entry of a number of GeoNames; only of an index whose entries come in that order."""
        at = bisect_left(range(self.size), number, key=self._geonames_of)
        return self.entry(at) if at < self.size and self._geonames_of(at) == number else None

    def _geonames_of(self, number: int) -> int:
        return int(_ROW.unpack_from(self._table, _HEADER.size + number * _ROW.size)[-1])

    def _text(self, at: int, length: int) -> str:
        begin = self._texts_at + at
        return bytes(self._table[begin : begin + length]).decode()


_NO_POINT = 2**31 - 1


def index_of(tier: str, entries: Iterable[Entry], *, digest: bytes = b"") -> Index:
    """Make an index in memory."""
    names, table = build_index(entries, digest=digest)
    return Index(tier, names, table, build_typos(names.keys()))


def build_index(entries: Iterable[Entry], *, digest: bytes = b"") -> tuple[marisa_trie.RecordTrie, bytes]:
    """
    Build the trie of names and the table of entries.

    Parameters
    ----------
    entries
        In any order; each with its names.
    digest
        What tells whether the sources have changed since, up to 32 bytes.

    Returns
    -------
    names, table
        The same entries give the same bytes.
    """
    rows: list[bytes] = []
    texts = bytearray()
    where: dict[str, int] = {}
    keys: dict[tuple[str, tuple[int, int, int, int, int]], None] = {}
    for number, entry in enumerate(entries):
        rows.append(_row(entry, texts, where))
        for name in entry.names:
            key = name_key(name.form)
            if len(key) > 1:
                record = (
                    number,
                    telling_mask(name.form),
                    _LANG_NUMBER.get(name.lang, 0),
                    name.start,
                    name.end,
                )
                keys[key, record] = None
    # pairs sorted: the order of the trie's values must not depend on the run
    trie = marisa_trie.RecordTrie(_NAME, sorted(keys))
    header = _HEADER.pack(_MAGIC, digest[:32], len(rows), _HEADER.size + len(rows) * _ROW.size)
    return trie, header + b"".join(rows) + bytes(texts)


def build_typos(keys: Iterable[str]) -> marisa_trie.BytesTrie:
    """Build the trie from single words less one letter to the words, for mending a letter."""
    pairs = {
        (key[:at] + key[at + 1 :], key.encode())
        for key in keys
        if len(key) >= SHORTEST_MENDED and " " not in key
        for at in range(1, len(key))
    }
    whole = {(key, key.encode()) for key in keys if len(key) >= SHORTEST_MENDED and " " not in key}
    return marisa_trie.BytesTrie(sorted(pairs | whole))


def _row(entry: Entry, texts: bytearray, where: dict[str, int]) -> bytes:
    has_point = entry.lon is not None and entry.lat is not None
    number = entry.id.removeprefix("geonames:")
    numeric = entry.tier == "geonames" and number.isdigit()
    title = _keep(entry.title, texts, where)
    ident = (0, 0) if numeric else _keep(entry.id, texts, where)
    return _ROW.pack(
        round((entry.lon or 0) * 1e5) if has_point else _NO_POINT,
        round((entry.lat or 0) * 1e5) if has_point else _NO_POINT,
        min(entry.population, 2**32 - 1),
        min(round(entry.radius_km * 10), 65535),
        entry.start,
        entry.end,
        _KIND_NUMBER.get(entry.kind, _KIND_NUMBER["site"]),
        TIERS.index(entry.tier) | _FROM_MEMORY * entry.from_memory,
        entry.country.encode("ascii")[:2],
        *title,
        *ident,
        int(number) if numeric else 0,
    )


def _keep(text: str, texts: bytearray, where: dict[str, int]) -> tuple[int, int]:
    data = text.encode()
    if text not in where:
        where[text] = len(texts)
        texts += data
    return where[text], len(data)


def write_index(
    folder: Path, stem: str, entries: Iterable[Entry], *, digest: bytes = b"", mended: bool = False
) -> list[Path]:
    """Write `<stem>.names`, `<stem>.places` and, if names are mended, `<stem>.typos`; return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    names, table = build_index(entries, digest=digest)
    paths = [folder / f"{stem}.names", folder / f"{stem}.places"]
    names.save(str(paths[0]))
    paths[1].write_bytes(table)
    if mended:
        paths.append(folder / f"{stem}.typos")
        build_typos(names.keys()).save(str(paths[2]))
    return paths


def read_index(folder: Path, stem: str, tier: str) -> Index:
    """
    Open an index that `write_index` wrote, without reading it.

    Raises
    ------
    AtlasError
        If a file is missing or of another version.
    """
    try:
        names = marisa_trie.RecordTrie(_NAME).mmap(str(folder / f"{stem}.names"))
        with (folder / f"{stem}.places").open("rb") as file:
            table = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        typos = marisa_trie.BytesTrie()
        if (folder / f"{stem}.typos").is_file():
            typos.mmap(str(folder / f"{stem}.typos"))
        return Index(tier, names, table, typos)
    except (OSError, ValueError, RuntimeError, struct.error) as error:
        msg = f"Gazetteer index {stem!r} in {str(folder)!r}: {error}; run the recipe 'gazetteer' again."
        raise AtlasError(msg) from error
