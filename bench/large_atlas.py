"""
Make an atlas of any size, of which all is invented, and which `mapsvc check` passes.

    .venv/bin/python -m bench.large_atlas DIR --events 10000 --places 10000 [--seed 1]

The same numbers and the same seed give the same bytes.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

from mapsvc.model.fields import Category

#: More places than this lie in pieces of so many.
PIECE = 10_000
_BOX = (-9.0, 35.0, 46.0, 60.0)
_YEARS = (1520, 1919)
_SOURCES = 400
#: Written as words in a row, as there are many.
_STARTS = tuple("b br d dr f g gr h k kr l m n p r s st t tr v z".split())  # noqa: SIM905
_MIDDLES = tuple("a e i o u ai ei ou".split())  # noqa: SIM905
_CLOSES = ("", "n", "r", "l", "s", "rd", "nt", "m")
_ENDS = {
    "en": ["ham", "ford", "by", "mouth", "ton", "bridge"],
    "de": ["heim", "furt", "dorf", "münde", "stadt", "brück"],
}
_CATEGORIES = get_args(Category)
_DEEDS = {
    "en": """The envoys of {a} reach {b}; {a} and {b} sign a truce; The press of {a} moves to {b};
Fire in {a}; A diet meets at {a}; The road from {a} to {b} is opened;
Riders of {a} take {b}; A school opens in {a}""",
    "de": """Die Gesandten von {a} erreichen {b}; {a} und {b} schließen Frieden; Die Presse geht nach {b};
Feuer in {a}; Ein Landtag tritt in {a} zusammen;
 Die Straße von {a} nach {b} ist offen;
Reiter aus {a} nehmen {b}; Eine Schule öffnet in {a}""",
}
_TOLD = {
    "en": """The chronicle of {a} gives the day, that of {b} names those who were there.
What followed is told in {n} letters.
Of the {n} who set out from {a}, half came back before the winter.
The council paid {n} florins for it.""",
    "de": """Die Chronik von {a} nennt den Tag, die von {b} die Anwesenden.
Was folgte, steht in {n} Briefen.
Von den {n}, die in {a} aufbrachen, kam die Hälfte vor dem Winter zurück.
Der Rat zahlte dafür {n} Gulden.""",
}
_Place = tuple[str, dict[str, str], float, float]


@dataclass(frozen=True)
class Size:
    """How many records of each kind an atlas has."""

    events: int
    places: int
    borders: int = 24
    routes: int = 24
    mentions: int = 0


def make_atlas(root: Path, size: Size, *, seed: int = 1) -> Path:
    """Write an atlas into a new folder and return it."""
    dice = random.Random(f"{seed}/{size}")
    for folder in ("events", "borders", "routes"):
        (root / folder).mkdir(parents=True)
    places = list(_places(size.places, dice))
    _write_places(root, places)
    works = min(_SOURCES, max(4, size.events // 20))
    _write_json(root / "sources.json", [_source(n, places[n % len(places)]) for n in range(works)])
    for n in range(size.events):
        path = root / "events" / f"event-{n:06}.toml"
        path.write_text(_event(size, places, works, dice), "utf-8")
    for n in range(size.borders):
        _write_json(root / "borders" / f"border-{n:04}.geojson", _border(n, dice))
    for n in range(size.routes):
        _write_json(root / "routes" / f"route-{n:04}.geojson", _route(n, places, dice))
    texts = _write_mentions(root, size, places, dice)
    (root / "atlas.toml").write_text(
        f'format = 2\nlanguages = ["en", "de"]\nlicence = "CC0-1.0"\n{texts}\n'
        f'[title]\nen = "An invented atlas"\nde = "Ein erfundener Atlas"\n\n'
        f'[period]\nfirst = "{_YEARS[0]}-01-01"\nlast = "{_YEARS[1]}-12-31"\n',
        "utf-8",
    )
    return root


def _write_json(path: Path, document: Any) -> None:
    path.write_text(json.dumps(document, ensure_ascii=False), "utf-8")


def _both(en: str, de: str) -> dict[str, str]:
    return {"en": en, "de": de}


def _source(n: int, place: _Place) -> dict[str, Any]:
    title, year = f"Papers of {place[1]['en']}, vol. {n + 1}", 1900 + n % 90
    author, issued = [{"literal": "A chronicler"}], {"date-parts": [[year]]}
    return {"id": f"work-{n}", "type": "book", "title": title, "author": author, "issued": issued}


def _places(count: int, dice: random.Random) -> Iterator[_Place]:
    """Yield id, names and position of each place; a name that came before gets a number."""
    seen: dict[str, int] = {}
    west, south, east, north = _BOX
    for n in range(count):
        syllables = range(dice.choice((1, 1, 2)))
        sounds = ((dice.choice(_STARTS), dice.choice(_MIDDLES), dice.choice(_CLOSES)) for _ in syllables)
        stem = "".join(map("".join, sounds)).title()
        end = dice.randrange(6)
        seen[stem] = seen.get(stem, 0) + 1
        number = f" {seen[stem]}" if seen[stem] > 1 else ""
        names = {lang: f"{stem}{ends[end]}{number}" for lang, ends in _ENDS.items()}
        lon, lat = round(dice.uniform(west, east), 4), round(dice.uniform(south, north), 4)
        yield f"place-{n:07}", names, lon, lat


def _write_places(root: Path, places: Sequence[_Place]) -> None:
    if len(places) <= PIECE:
        _write_json(root / "places.geojson", _place_features(places))
        return
    (root / "places").mkdir()
    for at in range(0, len(places), PIECE):
        path = root / "places" / f"part-{at // PIECE:03}.geojson"
        _write_json(path, _place_features(places[at : at + PIECE]))


def _place_features(places: Sequence[_Place]) -> dict[str, Any]:
    features = []
    for key, names, lon, lat in places:
        feature = _feature(key, {"title": names["en"], "sources": ["work-0"]}, "Point", [lon, lat])
        features.append(feature | {"names": [{"toponym": name, "lang": tag} for tag, name in names.items()]})
    return {"type": "FeatureCollection", "features": features}


def _event(size: Size, places: Sequence[_Place], sources: int, dice: random.Random) -> str:
    first, other = dice.randrange(len(places)), dice.randrange(len(places))
    year = round(dice.triangular(*_YEARS, 1850))
    day = f"{year}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
    on = dice.choice((*[day] * 6, f"{year}", f"{year}-05~"))
    deed, told = dice.randrange(8), [dice.randrange(4) for _ in range(3)]
    a, b, number = places[first][1], places[other][1], dice.randint(20, 900)
    called = {lang: {"a": a[lang], "b": b[lang], "n": number} for lang in _ENDS}
    lines = [
        f'on = "{on}"',
        f'category = "{dice.choice(_CATEGORIES)}"',
        f'cites = [{{source = "work-{dice.randrange(sources)}", locator = "p. {dice.randint(1, 400)}"}}]',
        f'actors = [{{en = "The council of {called["en"]["a"]}", de = "Der Rat von {called["de"]["a"]}"}}]',
    ]
    if size.borders and dice.random() < 0.05:
        lines.append(f'borders = ["border-{dice.randrange(size.borders):04}"]')
    # A tenth is told in one language only.
    spoken = list(_ENDS) if dice.random() < 0.9 else ["en"]
    titles = {lang: " ".join(_DEEDS[lang].split(";")[deed].split()) for lang in spoken}
    summaries = {lang: " ".join(_TOLD[lang].splitlines()[one] for one in told) for lang in spoken}
    for field, words in (("title", titles), ("summary", summaries)):
        said = (f'{lang} = "{words[lang].format(**called[lang])}"' for lang in spoken)
        lines += [f"\n[{field}]", *said]
    lines.append(f'\n[[places]]\nplace = "{places[first][0]}"\nrole = "happened"')
    if other != first:
        lines.append(f'\n[[places]]\nplace = "{places[other][0]}"\nrole = "subject"')
    return "\n".join(lines) + "\n"


def _border(n: int, dice: random.Random) -> dict[str, Any]:
    west, south, east, north = _BOX
    lon, lat = dice.uniform(west, east - 8), dice.uniform(south, north)
    way = [[round(lon + step * 0.4, 4), round(lat + dice.uniform(-0.3, 0.3), 4)] for step in range(20)]
    year, cited = _YEARS[0] + n * 397 % 390, {"sources": ["work-1"]}
    said = {
        "title": _both(f"Line of {year}, no. {n}", f"Linie von {year}, Nr. {n}"),
        "summary": _both("Drawn for the bench.", "Für die Bank gezogen."),
        "attribution": _both("Own drawing", "Eigene Zeichnung"),
        "status": "in-force",
        "status_note": _both("In force.", "In Kraft."),
        "valid": f"{year}/{year + 9}",
    }
    line = {
        "kind": "line",
        "part": "whole",
        "title": _both("The line", "Die Linie"),
        "basis": _both("Invented", "Erfunden"),
        "certainty": "inferred",
        "accuracy_km": 5.0,
    }
    feature = _feature("whole", line | cited, "LineString", way)
    return _collection(f"border-{n:04}", said | cited, [feature])


def _feature(key: str, properties: dict[str, Any], kind: str, coordinates: list[Any]) -> dict[str, Any]:
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "id": key, "properties": properties, "geometry": geometry}


def _collection(key: str, properties: dict[str, Any], features: list[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "FeatureCollection", "id": key, "properties": properties, "features": features}


def _route(n: int, places: Sequence[_Place], dice: random.Random) -> dict[str, Any]:
    stops = [places[at] for at in dice.sample(range(len(places)), 3)]
    year, cited = _YEARS[0] + n * 211 % 390, {"sources": ["work-2"]}
    features = []
    for at, (key, names, lon, lat) in enumerate(stops, start=1):
        stop = {"kind": "stop", "variant": "main", "n": at, "place": key, "title": names}
        stop |= {"on": f"{year}-0{at + 3}-11", "certainty": "attested", "evidence": "source-found"}
        features.append(_feature(f"stop-{at}", stop | cited, "Point", [lon, lat]))
    for at, (one, other) in enumerate(pairwise(stops), start=1):
        leg = {
            "kind": "leg",
            "variant": "main",
            "n": at,
            "mode": "unknown",
            "note": _both("A day", "Ein Tag"),
        }
        leg |= {"certainty": "inferred", "accuracy_km": 5.0}
        features.append(_feature(f"leg-{at}", leg | cited, "LineString", [list(one[2:]), list(other[2:])]))
    ends = {lang: f"{stops[0][1][lang]} – {stops[-1][1][lang]}, {year}" for lang in _ENDS}
    said = {
        "title": ends,
        "summary": _both("A ride in three days.", "Ein Ritt in drei Tagen."),
        "valid": f"{year}",
        "travellers": [_both("A rider", "Ein Reiter")],
        "variants": [{"id": "main", "title": _both("The ride", "Der Ritt"), "certainty": "attested"}],
        "conflict": None,
        "attribution": _both("Own drawing", "Eigene Zeichnung"),
        "licence": "CC0-1.0",
    }
    return _collection(f"route-{n:04}", said | cited, features)


def _write_mentions(root: Path, size: Size, places: Sequence[_Place], dice: random.Random) -> str:
    """Write what a text of the atlas names, and return the line of `atlas.toml` that lists the text."""
    if not size.mentions:
        return ""
    (root / "texts").mkdir()
    (root / "mentions").mkdir()
    (root / "texts" / "chronicle.toml").write_text('language = "en"\nsource = "work-3"\n', "utf-8")
    rows = ["line,column,surface,place,usage,lang"]
    for n in range(size.mentions):
        key, names, *_ = places[dice.randrange(len(places))]
        rows.append(f"{n // 3 + 1},{n % 3 * 30 + 1},{names['en']},{key},literal,en")
    (root / "mentions" / "chronicle.csv").write_text("\n".join(rows) + "\n", "utf-8")
    return 'texts = ["chronicle"]'


def main() -> None:
    """Make what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("root", type=Path)
    for name in Size.__dataclass_fields__:
        parser.add_argument(f"--{name}", type=int, default=getattr(Size, name, 1_000))
    parser.add_argument("--seed", type=int, default=1)
    given = vars(parser.parse_args())
    make_atlas(
        given["root"], Size(**{name: given[name] for name in Size.__dataclass_fields__}), seed=given["seed"]
    )


if __name__ == "__main__":
    main()
