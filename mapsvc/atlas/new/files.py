"""The files of a new atlas: clean, commented, with one example event."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from mapsvc.language import interface_languages, translate
from mapsvc.model.day import format_year
from mapsvc.model.geometry import Bounds
from mapsvc.model.meta import FORMAT

#: Where no box is given the two places of the example lie far from each other: the map shows the world.
_WORLD: Bounds = (-155.0, -40.0, 165.0, 75.0)
#: The day of the example where no years are given.
_SOME_DAY = "1800-01-01"
_EXAMPLE = "example"
_PLACES = ("first-place", "second-place")


@dataclass(frozen=True)
class NewAtlas:
    """
    What a new atlas is to be.

    Attributes
    ----------
    title
        In its first language.
    languages
        Tags, in the order of fallback.
    years
        First and last year, astronomical: -400 is 401 BC.
    bbox
        West, south, east, north in degrees; west is greater than east over the 180th meridian.
    example
        Whether it has an event to begin with; without it there is nothing in it yet.
    """

    title: str
    languages: tuple[str, ...] = ("en",)
    years: tuple[int, int] | None = None
    bbox: Bounds | None = None
    example: bool = True


def new_files(wanted: NewAtlas) -> dict[str, str]:
    """Return the text of each file of a new atlas by its path in the folder."""
    title = _by_language(wanted.languages, lambda _: wanted.title, spoken=wanted.languages[:1])
    period, view = _PERIOD_UNKNOWN, _VIEW_UNKNOWN
    if wanted.years:
        first, last = map(format_year, wanted.years)
        period = _PERIOD.format(first=_quoted(first), last=_quoted(last))
    if wanted.bbox:
        view = _VIEW.format(home=", ".join(map(repr, wanted.bbox)))
    languages = ", ".join(map(_quoted, wanted.languages))
    source = {
        "id": _EXAMPLE,
        "type": "book",
        "title": _words(wanted.languages[0], "source"),
        "author": [{"family": "N.", "given": "N."}],
    }
    lines = ",\n".join(f"   {_json(name)}: {_json(part)}" for name, part in source.items())
    files = {
        "README.md": _README.replace("TITLE", wanted.title),
        "atlas.toml": _ATLAS.format(
            format=FORMAT, languages=languages, title=title, period=period, view=view
        ),
        "events/example.toml": _EVENT.format(
            on=_quoted(_first_day(wanted)),
            source=_quoted(_EXAMPLE),
            title=_example_words(wanted.languages, "event"),
            summary=_example_words(wanted.languages, "summary"),
            origin=_quoted(_PLACES[0]),
            destination=_quoted(_PLACES[1]),
        ),
        "places.geojson": _places(wanted),
        "sources.json": f"[\n  {{\n{lines}\n  }}\n]\n",
        "polities.toml": _POLITIES,
        "topics.toml": _TOPICS,
    }
    if not wanted.example:
        del files["events/example.toml"]
        files |= {"places.geojson": _NO_PLACES, "sources.json": "[\n]\n"}
    return files


def _first_day(wanted: NewAtlas) -> str:
    if wanted.years is None:
        return _SOME_DAY
    year = wanted.years[0]
    # Of antiquity a year is as much as one may say without a calendar.
    return f"{format_year(year)}-01-01" if year > 0 else format_year(year)


def _places(wanted: NewAtlas) -> str:
    west, south, east, north = wanted.bbox or _WORLD
    width, height = (east - west) % 360 or 360.0, north - south
    features = []
    for place, key, share in zip(_PLACES, ("origin", "destination"), (0.25, 0.75), strict=True):
        lon = (west + width * share + 180) % 360 - 180
        point = [round(lon, 4), round(south + height * (0.2 + share * 0.6), 4)]
        names = [{"toponym": _words(tag, key), "lang": tag} for tag in wanted.languages]
        parts = {
            "type": "Feature",
            "id": place,
            "properties": {"title": names[0]["toponym"], "sources": [{"source": _EXAMPLE}]},
            # The title is its name in the first language.
            **({"names": names} if len(names) > 1 else {}),
            "geometry": {"type": "Point", "coordinates": point},
        }
        lines = (f"   {_json(name)}: {_json(part)}" for name, part in parts.items())
        features.append("  {\n" + ",\n".join(lines) + "\n  }")
    listed = ",\n".join(features)
    return f'{{\n "type": "FeatureCollection",\n "features": [\n{listed}\n ]\n}}\n'


def _example_words(languages: Sequence[str], key: str) -> str:
    spoken = [tag for tag in languages if _spoken(tag) == tag]
    return _by_language(languages, lambda tag: _words(tag, key), spoken=spoken)


def _by_language(languages: Iterable[str], words: Callable[[str], str], *, spoken: Sequence[str]) -> str:
    """Return lines of words by tag; those that are in another language ask to be translated."""
    return "\n".join(
        f"{tag} = {_quoted(words(tag))}"
        + ("" if tag in spoken else f"  # to be translated: say it in {tag!r}")
        for tag in languages
    )


def _words(tag: str, key: str) -> str:
    return translate(_spoken(tag), f"new.{key}")


def _spoken(tag: str) -> str:
    """Return the language in which the example is told to who asks for one."""
    plain = tag.partition("-")[0]
    return next((lang for lang in (tag, plain) if lang in interface_languages()), "en")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


#: A text in quotes is written alike in TOML and in JSON.
_quoted = _json

_ATLAS = """\
# What this atlas says of itself. Lines that begin with # are remarks; the fields in them wait to be used.
format = {format}  # the form of this folder; `mapsvc upgrade` raises it
# Tags of languages (BCP 47). The first one is shown wherever a text is missing in the one that is asked for.
languages = [{languages}]
licence = "CC0-1.0"  # of what you draw and write here
# headline = ["example"]  # events that the first page shows; without this line the first few
# texts = ["diary"]  # texts that the atlas follows: texts/diary.toml, and mentions/diary.csv
# headline_comparisons = [["treaty-a", "treaty-b"]]  # pairs of borders for the first page

[title]
{title}

# [subtitle]
# en = "One line below the title"

{period}
{view}"""

_PERIOD_UNKNOWN = """\
# The first and the last day of the timeline, and the day on which it opens: days, months or years
# (before the year 1: "-0400" is 401 BC). What is left out follows from the events.
# [period]
# first = "1815"
# last = "1815-12-31"
# opening = "1815-06-18"
"""

_PERIOD = """\
# The first and the last day of the timeline, and the day on which it opens: days, months or years
# (before the year 1: "-0400" is 401 BC). What is left out follows from the events.
[period]
first = {first}
last = {last}
# opening = {first}
"""

_VIEW_UNKNOWN = """\
# How far maps reach. What is left out follows from the places.
# [view]
# home = [3.0, 49.5, 6.5, 51.5]  # the whole atlas: west, south, east, north in degrees
"""

_VIEW = """\
# How far maps reach. What is left out follows from the places.
[view]
home = [{home}]  # the whole atlas: west, south, east, north in degrees
"""

_EVENT = """\
# One event, one file. The name of the file is its id and its address: events/example.
# Copy this file to make another event; change or remove it when you have your own.

# When: a day "1815-06-18", a month "1815-06", a year "1815", a span "1815-06-15/1815-06-18"; "~" at the
# end for about, "?" for uncertain (EDTF).
on = {on}
# One of: treaty, diplomacy, aid, war, military, revolution, violence, state, political, party, parliament,
# biography, migration, testimony, culture, press, exile, education; or one of your own in categories.toml.
category = "political"
certainty = "attested"  # or: inferred, uncertain
arrow = "movement"  # from the origin to the destination; or: journey, letter, telegram; or leave it out
cites = [{{source = {source}, locator = "p. 1"}}]  # where it is told: an id of sources.json, and where in it

[title]
{title}

[summary]  # in your own words
{summary}

# Where: ids of places.geojson. The role is one of: happened, origin, destination, waypoint, claimed,
# subject, mentioned.
[[places]]
place = {origin}
role = "origin"

[[places]]
place = {destination}
role = "destination"
"""

_NO_PLACES = '{\n "type": "FeatureCollection",\n "features": [\n ]\n}\n'

_POLITIES = """\
# Who can hold ground: needed once there are territories or districts. Remove the # and write your own.
# [north]  # the id, which territories/<border>.geojson names as "polity"
# name = {en = "The North"}
# colour = "#a3262a"
# heirs = ["north-republic"]  # who followed it as the state of the same land
# years = "1815-06-18/1830"  # when it was there: outside of them it holds no ground
"""

_TOPICS = """\
# Headings under which the articles of treaties are set side by side. Remove the # and write your own.
# [frontier]  # the id, which articles in borders/<id>.geojson name as "topic"
# title = {en = "The frontier"}
"""

_README = """\
# TITLE

An atlas of mapsvc: plain files that you edit with any editor. Lines that begin with `#` in a `.toml` file
explain what stands below them. The name of a file is the id of the thing in it: small letters of English,
digits and hyphens.

    mapsvc serve --atlas .      look at it in a browser, also while you edit: start it again to see changes
    mapsvc check --atlas .      everything that is wrong, by file and field
    mapsvc export example --format pptx --atlas .

| file | holds |
|---|---|
| `atlas.toml` | title, languages, period, view |
| `events/<id>.toml` | one event each: when, where, what, by which source |
| `places.geojson` | the places that events name |
| `sources.json` | the works that are cited (CSL-JSON, as Zotero exports it) |
| `polities.toml`, `topics.toml` | who holds ground, headings for articles of treaties: once there are any |
| `districts.geojson`, `control.csv` | in whose hands the ground was, a row a change, if you want to tell it |
| `borders/`, `territories/`, `routes/`, `tours/`, `texts/`, `mentions/` | make them when you need them |

## A place

The least that `places.geojson` needs of a place is an id, a title and a point, **longitude first**:

    {"type": "Feature", "id": "my-place", "properties": {"title": "My place"},
     "geometry": {"type": "Point", "coordinates": [4.41, 50.68]}}

The title is its name in the first language of the atlas; `"names": [{"toponym": "…", "lang": "fr"}]` beside
`properties` gives others. More in `properties`, all of it optional:

| field | is, if you do not say it |
|---|---|
| `kind` | `settlement`; also region, state, river, sea, mountain, station, actor, concept |
| `certainty` | `attested`: how sure its position is; also inferred, uncertain |
| `radius_km` | how far it spreads around its point, for a region or a sea |
| `on_map` | `true`; `false` for what is named but not drawn |
| `rank` | `3`: from 1, drawn first, to 5 |
| `sources` | where the position is from: `[{"source": "example", "locator": "map 2"}]` |
| `note` | a sentence: `{"en": "…"}` |

## A source

An item of `sources.json` needs an `id`, which events cite, and a `type` (book, article-journal, webpage …);
`title`, `author` and `issued` make its reference.
"""
