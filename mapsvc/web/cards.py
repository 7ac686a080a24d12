"""What other sites show beside a link to a map: a picture, words for their cards, data for their machines."""

from __future__ import annotations

import json
from functools import partial
from typing import Any

from flask import Blueprint, Response, g, request

from mapsvc import __version__
from mapsvc.errors import MissingExtraError, RequestError, UnknownFormatError
from mapsvc.export.formats import find_format
from mapsvc.kinds import export_job, kind_of
from mapsvc.language import regional_tag
from mapsvc.model.dates import DateSpan
from mapsvc.model.meridian import standard_bounds
from mapsvc.model.scene import MapKey, Scene
from mapsvc.model.telling import Telling
from mapsvc.render.licences import licences_of
from mapsvc.scene.framing import split_view
from mapsvc.templating import read_static, script_safe
from mapsvc.web.made_files import made_file
from mapsvc.web.naming import IN_THE_NAME, find_key
from mapsvc.web.page import LOGO
from mapsvc.web.service import service

blueprint = Blueprint("cards", __name__)

#: Width of a card in pixels and its height: a slide's proportion, of which a card cuts almost nothing.
CARD_SIZES = {1200: 675, 600: 338, 320: 180}


# ---- the picture -----------------------------------------------------------------------------------
@blueprint.get("/card/<path:name>.png")
def picture(name: str) -> Response:
    """Return the picture of a map for cards, 1200, 600 or 320 pixels wide."""
    key = find_key(name)
    text = request.args.get("width", str(max(CARD_SIZES)))
    if text not in map(str, CARD_SIZES):
        msg = f"'width' is {text[:20]!r}; it may be {', '.join(map(str, CARD_SIZES))}."
        raise RequestError(msg)
    width = int(text)
    return made_file(("card", str(key), g.lang, text), partial(_picture, key, g.lang, width))


def _picture(key: MapKey, lang: str, width: int) -> Response:
    return Response(_drawn(key, lang, width), mimetype="image/png")


def _drawn(key: MapKey, lang: str, width: int) -> bytes:
    if "png" in kind_of(key).cannot:
        return read_static(LOGO)
    try:
        # Cards are seen at a desk, and cut to the map: a key on the map would be cut with it.
        options = {"width": width, "style": "desk"}
        return find_format("png").write(export_job(service().atlas, key, lang, options=options))
    except (MissingExtraError, UnknownFormatError):
        return read_static(LOGO)


# ---- the words in the head of a page -----------------------------------------------------------------
def card_of(key: MapKey, scene: Scene, told: Telling, *, title: str, description: str) -> dict[str, Any]:
    """
    Return what the head of a page with a map tells other sites.

    Parameters
    ----------
    key, scene
        The map of the page.
    told
        What is told of it.
    title, description
        Of the page, in its language.

    Returns
    -------
    card
        For `_partials/card.html`. Addresses are whole, as other sites want them.
    """
    lang = scene.lang
    urls = service().whole_urls(lang)
    page = urls.map_page(key)
    return {
        "key": str(key),
        "title": title,
        "description": description,
        "canonical": page,
        "languages": [
            {"lang": other, "href": service().whole_urls(other).map_page(key)}
            for other in service().languages
        ],
        "image": urls.map_card(key),
        "image_size": (max(CARD_SIZES), CARD_SIZES[max(CARD_SIZES)]),
        "image_text": f"{scene.title} ({scene.caption})",
        "locale": regional_tag(lang).replace("-", "_"),
        "share": service().urls(lang).map_share(key),
        "oembed": {name: urls.oembed(page, name) for name in ("json", "xml")},
        "json_ld": script_safe(
            json.dumps(_linked_data(scene, key, told, title, description), ensure_ascii=False, indent=None)
        ),
    }


def full_page(key: MapKey) -> str:
    """Return the page of the map that an embed shows, in the same state."""
    kept = {name: request.args[name] for name in request.args if name not in _OF_FRAMES}
    if "view" in kept:
        kept["view"] = split_view(kept["view"])[1]
    return service().urls(g.lang).map_page(key, **kept)


_OF_FRAMES = ("lang", "layers", "controls", "legend", *IN_THE_NAME)


def _linked_data(scene: Scene, key: MapKey, told: Telling, title: str, description: str) -> dict[str, Any]:
    atlas, lang = service().atlas, scene.lang
    urls = service().whole_urls(lang)
    west, south, east, north = (round(value, 4) for value in standard_bounds(scene.extent))
    when = _days_known(scene.date or (told.when.span if told.when else None))
    place = {"@type": "Place", "geo": {"@type": "GeoShape", "box": f"{south} {west} {north} {east}"}}
    shown: dict[str, Any] = {
        "@type": "Map",
        "@id": f"{urls.map_page(key)}#map",
        "name": title,
        "description": description,
        "inLanguage": lang,
        "url": urls.map_page(key),
        "image": urls.map_card(key),
        "isAccessibleForFree": True,
        "version": f"{__version__}+{atlas.digest[:12]}",
        "isPartOf": {"@type": "WebSite", "name": atlas.meta.title.in_(lang), "url": urls.home()},
        "spatialCoverage": place,
        "license": licences_of(scene),
        "creditText": " · ".join(credit.text for credit in scene.credits),
        "citation": [work.full for work in told.works],
    }
    if when:
        shown["temporalCoverage"] = when.pop("temporalCoverage")
    graph = [shown]
    if when and kind_of(key).event(atlas, key.id):
        event = {
            "@type": "Event",
            "@id": f"{urls.map_page(key)}#event",
            "name": title,
            "description": description,
            **when,
            "location": place,
            "subjectOf": {"@id": shown["@id"]},
        }
        shown["about"] = {"@id": event["@id"]}
        graph.append(event)
    return {"@context": "https://schema.org", "@graph": graph}


def _days_known(span: DateSpan | None) -> dict[str, str]:
    """
    Return the days of a date under their names in schema.org, plain, which is what others can read.

    A side that is open or unknown has none; that it is open, and not unknown, is said by `..`.
    """
    if span is None:
        return {}
    first, last = (day.isoformat() if day else "" for day in (span.start, span.end))
    sides = [first or ("" if span.unknown_start else ".."), last or ("" if span.unknown_end else "..")]
    covered = first if first == last else "/".join(sides)
    found = {"temporalCoverage": covered, "startDate": first, "endDate": last}
    return {name: text for name, text in found.items() if text}
