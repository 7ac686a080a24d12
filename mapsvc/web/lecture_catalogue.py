"""What a lecture or a tour can be made of: all maps of an atlas, their parts, their days, their words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

from mapsvc.history.territories import comparable
from mapsvc.kinds import KINDS
from mapsvc.kinds.kind import Kind
from mapsvc.kinds.views import View
from mapsvc.language import own_name, plural_forms, strings, translate
from mapsvc.model.date_text import day_words
from mapsvc.model.lecture import FORM, MOST_BYTES, MOST_STEPS
from mapsvc.model.scene import MapKey
from mapsvc.model.text import Text
from mapsvc.model.tours import MOST_WORDS, STEP_SHOWS, CompareMode
from mapsvc.scene.day_views import VIEWS, has_hands
from mapsvc.scene.made_tours import split_text
from mapsvc.web.service import Service

#: What the screen of a tour says in a frozen site, which makes it by itself.
_TOUR_WORDS = ("back", "on", "next", "notes", "exit", "step_of", "sources")
#: A link of more characters is cut by some programs that carry it.
LONGEST_LINK = 8_000


def lecture_catalogue(served: Service, lang: str, words: str = "") -> dict[str, Any]:
    """
    Return what the scripts of steps need.

    Parameters
    ----------
    served
        The atlas.
    lang
        A language of the atlas, in which its maps are named.
    words
        The language of the page, if that is another.
    """
    atlas, said = served.atlas, words or lang
    return {
        "groups": served.kept("catalogue", lang, lambda: list(_groups(served, lang))),
        "compare": _pairs(served, lang),
        "days": _days(served, lang),
        "limits": {"steps": MOST_STEPS, "words": MOST_WORDS, "link": LONGEST_LINK, "bytes": MOST_BYTES},
        "form": FORM,
        "calendar": day_words(said),
        "atlas": {"title": atlas.meta.title.in_(lang), "source": next(iter(atlas.sources), "")},
        "tour": {word: translate(said, f"tour.{word}") for word in _TOUR_WORDS},
        "made": served.urls(lang).made_tour(),
        "languages": [{"id": str(tag), "label": own_name(tag)} for tag in served.languages],
        "slides": plural_forms(said, "tour.count"),
        "words": dict(_words(said)),
    }


def _words(lang: str) -> Iterator[tuple[str, str]]:
    for key, said in strings(lang).items():
        if key.startswith("lecture.js."):
            yield key.removeprefix("lecture.js."), said


def _groups(served: Service, lang: str) -> Iterator[View]:
    """Yield the maps that are listed, kind by kind, with what a step can wish of them."""
    for kind in KINDS.values():
        listed = kind.listed(served.atlas) if kind.step else ()
        items = [_item(served, kind, key, lang) for key in listed]
        if items:
            title = translate(lang, kind.listed_as)
            yield {"id": kind.section, "title": title, "wishes": list(kind.wishes), "items": items}


def _item(served: Service, kind: Kind, key: MapKey, lang: str) -> View:
    atlas = served.atlas
    told = kind.tell(atlas, key.id, lang)
    fields = kind.step(atlas, key.id, {}) if kind.step else {}
    date, parts = fields.get("date"), list(kind.parts(atlas, key.id, lang))
    found: View = {
        "show": str(key),
        "title": kind.title_of(atlas, key.id, lang),
        "frame": served.urls(lang).map_embed(key),
    }
    # What a frozen site needs to write a tour's file by itself: what a step shows, and what it rests on.
    found["shows"] = {name: fields[name] for name in STEP_SHOWS if fields.get(name)}
    found["cites"] = list(dict.fromkeys(cite.source for cite in fields.get("cites", ())))
    if told.paragraphs:
        found["told"] = split_text(Text({lang: " ".join(told.paragraphs)}))[0].in_(lang)
    if date:
        found["when"] = told.date
    if date and "on" in kind.wishes:
        found["days"] = [day.isoformat() if day else "" for day in (date.start, date.end)]
    return found | ({"parts": parts} if parts else {})


def _pairs(served: Service, lang: str) -> View | None:
    """Return the borders that can be compared, each with the frame that it shares with others."""
    atlas, urls = served.atlas, served.urls(lang)
    borders = comparable(atlas)
    if len(borders) < 2:
        return None
    frames = list(dict.fromkeys(atlas.territories[border.id].frame for border in borders))
    sides = [
        {
            "id": border.id,
            "label": border.label.in_(lang),
            "frame": frames.index(atlas.territories[border.id].frame),
        }
        for border in borders
    ]
    # How the frame of a pair is addressed: the script puts other ids in.
    first, last = borders[0].id, borders[-1].id
    return {
        "sides": sides,
        "first": [list(pair) for pair in atlas.meta.headline_comparisons],
        "modes": [
            {"id": mode, "label": translate(lang, f"compare.mode_{mode}")} for mode in get_args(CompareMode)
        ],
        "example": {"a": first, "b": last, "frame": urls.compare(first, last, embed=True)},
    }


def _days(served: Service, lang: str) -> View:
    period, urls = served.atlas.period, served.urls(lang)
    views = VIEWS if has_hands(served.atlas) else ()
    return {
        **{name: getattr(period, name).isoformat() for name in ("first", "last", "opening")},
        "views": [{"id": view, "label": translate(lang, f"timeline.view_{view}")} for view in views],
        "frame": urls.timeline(embed=True),
    }
