"""Lectures that readers put together, read and made into tours; nothing of them is kept."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any

from mapsvc.atlas.problems import Problems, build
from mapsvc.atlas.store import Store
from mapsvc.errors import DateError, NotFoundError, RequestError
from mapsvc.kinds import kind_of, parse_map_key
from mapsvc.language import translate
from mapsvc.model.lecture import FORM, Lecture, LectureStep
from mapsvc.model.names import compose
from mapsvc.model.scene import MapKey
from mapsvc.model.telling import Telling
from mapsvc.model.text import Said, Text
from mapsvc.model.tours import RESERVED, Tour, TourStep
from mapsvc.scene.made_tours import split_text

#: What a step may wish of its map, as kinds know it.
WISHES = ("on", "stop", "variant", "mode")
#: A message names so many faults; the rest are found when these are mended.
_MOST_FAULTS = 3
#: Letters of our languages that Unicode does not take apart.
_SPELT = str.maketrans({"ı": "i", "ə": "e", "ø": "o", "ł": "l", "ß": "ss", "æ": "ae", "đ": "d"})


# ---- reading ---------------------------------------------------------------------------------------
def read_lecture(text: str | bytes) -> Lecture:
    """
    Read a lecture from JSON.

    Raises
    ------
    RequestError
        If it is none; the message says what is wrong, where, and what would do.
    """
    try:
        given = json.loads(text)
    except (ValueError, RecursionError) as error:
        msg = f"The lecture is no JSON ({str(error)[:80]}); send what the link of a lecture holds."
        raise RequestError(msg) from error
    if isinstance(given, dict) and given.get("v", FORM) != FORM:
        msg = f"The lecture is of the form {str(given['v'])[:20]!r}; this service reads the form {FORM}."
        raise RequestError(msg)
    problems = Problems()
    lecture = build(Lecture, _cleaned(given), file="lecture", problems=problems)
    if lecture is None:
        raise RequestError("; ".join(map(str, problems.found[:_MOST_FAULTS])))
    return lecture


def _cleaned(value: Any) -> Any:
    """Return JSON, letters in one piece, without signs that no file may hold: halves of letters, controls."""
    if isinstance(value, str):
        return compose("".join(letter for letter in value if letter in "\n\t" or not _is_no_text(letter)))
    if isinstance(value, list):
        return [_cleaned(part) for part in value]
    return {key: _cleaned(part) for key, part in value.items()} if isinstance(value, dict) else value


def _is_no_text(letter: str) -> bool:
    return unicodedata.category(letter) in {"Cc", "Cs"} or ord(letter) & 0xFFFE == 0xFFFE


# ---- a tour ----------------------------------------------------------------------------------------
def tour_of_lecture(atlas: Store, lecture: Lecture, languages: Iterable[str]) -> Tour:
    """
    Make a tour of a lecture.

    Parameters
    ----------
    atlas
        What it is about.
    lecture
        Its own words are in its language, which it must name.
    languages
        In which the atlas's words are wanted beside.

    Returns
    -------
    tour
        Its id tells it from every other lecture, so that nothing made of one can be taken for another's.

    Raises
    ------
    RequestError
        If a step cannot be shown; the message says which, and why.
    """
    tags = tuple(dict.fromkeys((str(lecture.lang), *languages)))
    steps = tuple(_step(atlas, step, number, tags) for number, step in enumerate(lecture.steps))
    title = Text({tags[0]: lecture.title or translate(tags[0], "lecture.untitled")})
    sources = tuple(dict.fromkeys(cite for step in steps for cite in step.cites))
    digest = sha256(repr((title, steps)).encode()).hexdigest()[:12]
    return Tour(id=f"lecture-{digest}", title=title, subtitle=atlas.meta.title, sources=sources, steps=steps)


def _step(atlas: Store, step: LectureStep, number: int, tags: tuple[str, ...]) -> TourStep:
    """Return a step of a tour: what the lecturer says, else what the atlas tells."""
    where = f"steps[{number}]"
    try:
        key = parse_map_key(atlas, step.show)
        fields = _fields(atlas, step, key)
    except (NotFoundError, DateError, RequestError) as error:
        raise RequestError(f"lecture: {where}.show: {error}") from error
    told = {tag: kind_of(key).tell(atlas, key.id, tag) for tag in tags}
    heading = fields.get("heading") or _said({tag: found.title for tag, found in told.items()})
    paragraph, notes = fields.get("paragraph"), fields.get("notes")
    if paragraph is None:
        paragraph, notes = _opening(told, heading)
    if step.text:
        paragraph, notes = _own_words(step.text, tags[0], notes)
    if step.notes:
        notes = _joined(step, paragraph, tags[0])
    sources = fields.get("cites") or atlas.text_sources or tuple([*atlas.sources][:1])
    given = {
        **fields,
        "cites": sources,
        "heading": Text({tags[0]: step.heading}) if step.heading else heading,
        "paragraph": paragraph,
        "notes": notes,
        "view": step.view,
    }
    problems = Problems()
    made = build(TourStep, given, file="lecture", prefix=f"{where}.", problems=problems)
    if made is None:
        raise RequestError("; ".join(map(str, problems.found[:_MOST_FAULTS])))
    return made


def _fields(atlas: Store, step: LectureStep, key: MapKey) -> dict[str, Any]:
    """Return what a step of a tour says that shows a map."""
    makes = kind_of(key).step
    if makes is None:
        raise RequestError(f"{str(key)!r} is no map that a step can show.")
    wishes = {name: str(value) for name in WISHES if (value := getattr(step, name))}
    for name in wishes:
        if name not in kind_of(key).wishes:
            known = ", ".join(kind_of(key).wishes) or "no wishes"
            raise RequestError(f"{name!r} is not of {str(key)!r}, which takes {known}.")
    if step.on:
        atlas.period.read(step.on)
    fields = dict(makes(atlas, key.id, wishes | {"heading": step.heading}))
    return fields | {name: value for name, value in wishes.items() if name in {"mode", "variant"}}


# ---- words -----------------------------------------------------------------------------------------
def _said(words: dict[str, str]) -> Text:
    """Return words by the language that they are really in."""
    return Text({str(getattr(said, "lang", None) or tag): str(said) for tag, said in words.items() if said})


def _opening(told: dict[str, Telling], heading: Text) -> tuple[Text, Text | None]:
    """Return what a map's telling begins with, and the rest for who speaks."""
    words = {tag: _paragraphs(found) for tag, found in told.items()}
    if not any(words.values()):
        return heading, None
    return split_text(_said(words))


def _paragraphs(told: Telling) -> str:
    words = " ".join(told.paragraphs)
    tags = {part.lang for part in told.paragraphs if isinstance(part, Said)}
    return Said(words, tags.pop()) if len(tags) == 1 else words


def _own_words(text: str, tag: str, told: Text | None) -> tuple[Text, Text | None]:
    """Return as much of the lecturer's words as a hall reads; what is more is said, none of it is lost."""
    paragraph, rest = split_text(Text({tag: text}))
    if paragraph.in_(tag).endswith("…") and not text.endswith("…"):
        rest = Text({tag: text})
    return paragraph, rest or told


def _joined(step: LectureStep, paragraph: Text | None, tag: str) -> Text:
    """Return the notes of the lecturer, after what of the sentence did not fit."""
    over = _own_words(step.text, tag, None)[1] if step.text and paragraph else None
    return Text({tag: "\n\n".join([*([over.in_(tag)] if over else []), step.notes])})


# ---- served ----------------------------------------------------------------------------------------
def with_tour(atlas: Store, tour: Tour) -> Store:
    """Return an atlas that has a tour more; what was made of the atlas is good for it too."""
    return atlas.altered(tours={**atlas.tours, tour.id: tour})


def file_stem(title: str) -> str:
    """Return a title as the name of a file of an atlas: `der-weg-nach-kars`."""
    letters = unicodedata.normalize("NFKD", title.lower().translate(_SPELT))
    words = re.findall(r"[a-z0-9]+", "".join(sign for sign in letters if not unicodedata.combining(sign)))
    stem = "-".join(_fitting(words))
    return stem if stem and stem not in RESERVED else "-".join(filter(None, ("lecture", stem)))


def _fitting(words: Iterable[str], most: int = 50) -> Iterator[str]:
    for word in words:
        most -= len(word) + 1
        if most < 0:
            return
        yield word
