"""Reads stories of TimelineJS and StoryMapJS: slides with a date or a place become events."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mapsvc.atlas.importing.date_cells import join_dates, read_typed_date
from mapsvc.atlas.importing.foreign_files import FileContent, FileReader, Flaw, ForeignFile, Incoming
from mapsvc.atlas.importing.json_values import begins_json, list_of, mapping, parse_json, plain_text


def _claims(file: ForeignFile) -> bool:
    return begins_json(file, '"storymap"', '"slides"', '"start_date"') and not begins_json(
        file, '"FeatureCollection"'
    )


def _read(file: ForeignFile) -> FileContent:
    document = mapping(parse_json(file))
    story = mapping(document.get("storymap", document))
    found = FileContent()
    slides = list_of(story.get("slides")) if "slides" in story else list_of(story.get("events"))
    for number, slide in enumerate(map(mapping, slides), start=1):
        if slide.get("type") == "overview":
            continue
        where = f"slide {number}"
        try:
            found.records.append(Incoming("events", _event(slide), where))
        except ValueError as error:
            found.flaws.append(Flaw(where, str(error)))
    return found


def _event(slide: Mapping[str, Any]) -> dict[str, Any]:
    words = mapping(slide.get("text"))
    title = plain_text(words.get("headline"))
    if not title:
        msg = "has no headline, which becomes the title"
        raise ValueError(msg)
    start, end = (_date(slide.get(key)) for key in ("start_date", "end_date"))
    if not start and slide.get("date"):
        start = read_typed_date(str(slide["date"]))
    if not start:
        msg = 'has no date: "start_date" is missing; an event happens on a day, in a month or a year'
        raise ValueError(msg)
    raw: dict[str, Any] = {"title": title, "on": join_dates(start, end)}
    if plain_text(words.get("text")):
        raw["summary"] = plain_text(words["text"])
    location = mapping(slide.get("location"))
    if location.get("lat") not in (None, "") and location.get("lon") not in (None, ""):
        point = [float(location["lon"]), float(location["lat"])]
        raw["at"] = [{"title": plain_text(location.get("name")) or title, "point": point, "role": "happened"}]
    elif plain_text(location.get("name")):
        raw["at"] = [{"title": plain_text(location["name"]), "point": None, "role": "happened"}]
    return raw


def _date(value: Any) -> str:
    parts = mapping(value)
    year, month, day = (str(parts.get(key) or "").strip() for key in ("year", "month", "day"))
    if not year:
        return ""
    try:
        number = int(year)
        text = f"{number:05d}" if number < 0 else f"{number:04d}"
        if month:
            text += f"-{int(month):02d}" + (f"-{int(day):02d}" if day else "")
    except ValueError as error:
        msg = f"the date {year!r}, {month!r}, {day!r} is not of whole numbers"
        raise ValueError(msg) from error
    return read_typed_date(text)


READER = FileReader("a story of TimelineJS or StoryMapJS", (".json",), _claims, _read)
