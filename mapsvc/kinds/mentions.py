"""The map of all places that the atlas's texts name, by how they name them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from mapsvc.atlas.store import Store
from mapsvc.errors import NotFoundError, RequestError, not_found
from mapsvc.kinds.kind import Kind, Shown, Visit
from mapsvc.kinds.pager import cut_page
from mapsvc.kinds.words import Words
from mapsvc.language import translate
from mapsvc.model.meta import Section
from mapsvc.model.records import Mention
from mapsvc.model.telling import Telling
from mapsvc.model.usages import USAGES
from mapsvc.scene.mention_map import MOST_SIGNS, compose_mentions


def _read(_: Store, text: str) -> str:
    if text:
        raise not_found(NotFoundError, "map", f"mentions/{text}", ["mentions"])
    return ""


def _tell(atlas: Store, _: str, lang: str) -> Telling:
    return Telling(
        title=translate(lang, "mentions.title"),
        paragraphs=(translate(lang, "mentions.intro"),),
        cites=Words(atlas, lang).cites(atlas.text_sources),
    )


def _show(visit: Visit) -> Shown:
    """Show the mentions that the address asks for, by usage and by section of a text."""
    words, sections = Words(visit.atlas, visit.lang), _sections(visit.atlas)
    asked, chosen = _asked(visit, sections)
    counts = Counter(mention.place for mention in chosen)
    named = [(visit.atlas.places[key], count) for key, count in counts.most_common()]
    many = len(named) > MOST_SIGNS
    scene = compose_mentions(visit.atlas, chosen, visit.lang)

    def address(page: str) -> str:
        return visit.urls.page(visit.path, **asked, page=page)

    shown, pager = cut_page(named if many else [], visit.query.get("page", ""), address)
    return Shown(
        title=visit.telling.title,
        description=" ".join(visit.telling.paragraphs),
        context={
            "filters": asked,
            "choices": {
                "usages": [words.word("usage", usage) for usage in USAGES],
                "sections": [
                    {"id": key, "label": section.title.in_(visit.lang)}
                    for key, (_, section) in sections.items()
                ],
            },
            "total": len(chosen),
            "pager": pager,
            "named": [
                {
                    "title": place.name_on(visit.lang),
                    "href": visit.urls.thing(("place", place.id)),
                    "count": count,
                }
                for place, count in shown
            ],
        },
        scene=scene,
    )


def _asked(visit: Visit, sections: Mapping[str, tuple[str, Section]]) -> tuple[dict[str, str], list[Mention]]:
    """Return what a request filters by, and the mentions that pass."""
    known: dict[str, Iterable[str]] = {"usage": USAGES, "section": sections}
    asked = {name: visit.query.get(name, "") for name in known}
    for name, value in asked.items():
        if value and value not in known[name]:
            msg = f"{name!r} is {value[:40]!r}; it may be {', '.join(known[name])}."
            raise RequestError(msg)
    text_id, section = sections.get(asked["section"], ("", None))
    chosen = [
        mention
        for mention in visit.atlas.mentions
        if asked["usage"] in {"", mention.usage}
        and (section is None or (mention.text == text_id and section.first <= mention.line <= section.last))
    ]
    return asked, chosen


def _sections(atlas: Store) -> dict[str, tuple[str, Section]]:
    """Return the sections of all texts by the name that an address uses, each with its text's id."""
    return {
        section.id if len(atlas.texts) == 1 else f"{text.id}-{section.id}": (text.id, section)
        for text in atlas.texts.values()
        for section in text.sections
    }


KIND = Kind(
    name="mentions",
    section="mentions",
    rank=5,
    ids=lambda atlas: [""] if atlas.mentions else [],
    heading="mentions.title",
    single=True,
    rules=("",),
    read=_read,
    scene=lambda atlas, _, lang: compose_mentions(atlas, atlas.mentions, lang),
    tell=_tell,
    page=_show,
    options=("usage", "section"),
    mentions=lambda atlas, *_: atlas.mentions,
)
