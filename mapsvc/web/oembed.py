"""How other sites find the frame of a page: oEmbed 1.0, as JSON and as XML."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import escape
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit
from xml.etree import ElementTree as ET

from flask import Blueprint, Response, current_app, g, request

from mapsvc.errors import MapsvcError, NotFoundError, RequestError
from mapsvc.scene.framing import split_view
from mapsvc.web.cards import CARD_SIZES
from mapsvc.web.errors import answer_error
from mapsvc.web.frame_options import allowed
from mapsvc.web.naming import IN_THE_NAME, key_of
from mapsvc.web.origins import origin_of
from mapsvc.web.service import service
from mapsvc.web.urls import Urls

blueprint = Blueprint("oembed", __name__)

#: What a frame measures when nobody asks for less, in pixels.
WIDTH_PX, HEIGHT_PX = 800, 600
_MOST_PX = 10_000
_LONGEST_URL = 2000
_FORMATS = ("json", "xml")
#: The schemes of our addresses with the port that nobody writes.
_PORTS = {"http": 80, "https": 443}
_HOST_LEFT_OUT = re.compile(r"/(?!/)")


@blueprint.get("/oembed")
def oembed() -> Response:
    """Tell how a page of ours is embedded: 404 for others, 501 for other formats, as the standard has it."""
    if "callback" in request.args:
        msg = "'callback' is not offered: the answer is plain JSON that any host may read."
        raise RequestError(msg)
    format_ = request.args.get("format", "json")
    if format_ not in _FORMATS:
        msg = f"'format' is {format_[:20]!r}; it may be {' or '.join(_FORMATS)}."
        return answer_error(501, msg)
    most = (_most("maxwidth"), _most("maxheight"))
    text = request.args.get("url", "")
    if not text:
        msg = "'url' is missing; it is the whole address of a page with a map."
        raise RequestError(msg)
    answer = _answer(text, *most)
    if format_ == "xml":
        root = ET.Element("oembed")
        for name, value in answer.items():
            # Without what XML cannot say, such as NUL.
            ET.SubElement(root, name).text = re.sub(
                r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", str(value)
            )
        return Response(
            ET.tostring(root, encoding="utf-8", xml_declaration=True), content_type="text/xml; charset=utf-8"
        )
    return Response(json.dumps(answer, ensure_ascii=False), mimetype="application/json")


def own_address() -> str:
    """
    Return scheme and host of this service: the setting, else what the request was sent to.

    Only answers that no cache keeps for others may use it: the sender of a request chooses its host.
    """
    if service().settings.base_url:
        return service().base
    origin = origin_of(request.environ)
    if not origin:
        msg = "the 'Host' of the request is no host name."
        raise RequestError(msg)
    return origin + service().prefix


def own_urls(lang: str) -> Urls:
    """Return whole addresses of this service."""
    return replace(service().urls(lang), base=own_address())


def _most(name: str) -> int:
    text = request.args.get(name, str(_MOST_PX))
    digits = text.lstrip("0") if text.isascii() and text.isdigit() else ""
    if not digits:
        msg = f"{name!r} is {text[:20]!r}; it may be a whole number of pixels from 1."
        raise RequestError(msg)
    return min(int(digits[: len(str(_MOST_PX))]), _MOST_PX)


def _answer(url: str, most_width: int, most_height: int) -> dict[str, Any]:
    unknown = f"no page with a map of this service has the address {url[:200]!r}."
    parts = _split(url)
    if parts is None or len(url) > _LONGEST_URL:
        raise NotFoundError(unknown)
    query = dict(parse_qsl(parts.query))
    lang = next((lang for lang in service().languages if lang == query.get("lang", g.lang)), None)
    try:
        key = key_of(parts.path, query, lang or g.lang)
    except MapsvcError as error:
        raise NotFoundError(f"{unknown} {error}") from error
    if lang is None:
        raise NotFoundError(unknown)
    urls = own_urls(lang)
    scene = service().scene(key, lang)
    width, height = min(WIDTH_PX, most_width), min(HEIGHT_PX, most_height)
    options = kept_options(str(key), query)
    try:
        _try_frame(replace(urls, base="").map_embed(key, **options))
    except MapsvcError as error:
        raise NotFoundError(f"{unknown} {error}") from error
    frame = urls.map_embed(key, **options)
    answer: dict[str, Any] = {
        "type": "rich",
        "version": "1.0",
        "title": scene.title,
        "provider_name": service().atlas.meta.title.in_(lang),
        "provider_url": urls.home(),
        "cache_age": 86400,
        "html": iframe(frame, scene.title, width, height),
        "width": width,
        "height": height,
    }
    for across, down in CARD_SIZES.items():
        if across <= most_width and down <= most_height:
            card = urls.map_card(key, across)
            return answer | {"thumbnail_url": card, "thumbnail_width": across, "thumbnail_height": down}
    return answer


def _try_frame(path: str) -> None:
    """Ask the frame itself, so that no code is given out for one that would refuse its own address."""
    # A context of its own: language and view of the frame are not those of this request.
    with current_app.app_context(), current_app.test_request_context(path):
        current_app.preprocess_request()
        current_app.dispatch_request()


def _split(url: str) -> SplitResult | None:
    """Return the parts of an address of this service, its path as pages have it, or nothing."""
    try:
        own = urlsplit(own_address())
        # The head of a page of a service that has not been told its address names the page by its path.
        parts = urlsplit(f"{own.scheme}://{own.netloc}{url}" if _HOST_LEFT_OUT.match(url) else url)
        same = _host(parts) == _host(own) and parts.scheme in _PORTS
    except ValueError:
        return None
    # The service may lie below a path of its host, which belongs to none of its own addresses.
    if not url.startswith("/") or f"{parts.path}/".startswith(f"{own.path}/"):
        same = same and f"{parts.path}/".startswith(f"{own.path}/")
        parts = parts._replace(path=parts.path.removeprefix(own.path))
    return parts._replace(path=unquote(parts.path).rstrip("/")) if same else None


def _host(parts: SplitResult) -> tuple[str, int | None]:
    """Return host and port as they are meant: a name in small letters, no port for the usual one."""
    host, port = parts.netloc.rpartition("@")[0] + "@" + (parts.hostname or ""), parts.port
    return host, None if port == _PORTS.get(parts.scheme) else port


def kept_options(name: str, query: dict[str, str]) -> dict[str, str]:
    """Return what of a page's query an embed of its map takes, the language aside."""
    names = {*allowed(name.partition("/")[0])} - {"lang", *IN_THE_NAME}
    kept = {name: query[name] for name in sorted(names & query.keys())}
    if "view" in kept:
        kept["view"] = split_view(kept["view"])[1]
    return {name: value for name, value in kept.items() if value or name != "view"}


def iframe(address: str, title: str, width: int | str, height: int | str) -> str:
    """Return the code of a frame; `width` and `height` are pixels or, for a width, `100%`."""
    return (
        f'<iframe src="{escape(address)}" title="{escape(title)}" width="{width}" height="{height}" '
        'style="border:0;max-width:100%" loading="lazy" allow="fullscreen" '
        'sandbox="allow-scripts allow-popups"></iframe>'
    )
