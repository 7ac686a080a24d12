"""Documents of the API as they are sent: with their links, as JSON or as a page for people."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote, urlencode

from flask import Response, g, request

from mapsvc.errors import RequestError
from mapsvc.language import translate
from mapsvc.web.api.collections import SPOKEN
from mapsvc.web.api.parameters import DATA_OR_PAGE
from mapsvc.web.media import HTML, JSON, wants_page
from mapsvc.web.page import answer_page
from mapsvc.web.service import service

Link = dict[str, str]


def whole(path: str, **query: str) -> str:
    """Return the whole address of a document of the API."""
    given = f"?{urlencode(query)}" if query else ""
    return f"{service().base}{quote(path)}{given}"


def link(rel: str, href: str, title: str, kind: str = JSON) -> Link:
    """Return a link to a document."""
    return {"rel": rel, "href": href, "type": kind, "title": title}


def own_links(kind: str = JSON) -> list[Link]:
    """Return the links of a document to itself and to its other form."""
    asked = {name: value for name, value in request.args.items() if name != "f"}
    here = asked | ({"f": request.args["f"]} if "f" in request.args else {})
    page = is_page()
    forms = {
        "self": (here, HTML if page else kind),
        "alternate": (asked | {"f": _other()}, kind if page else HTML),
    }
    words = {"self": api_word("link_self"), "alternate": api_word("link_alternate")}
    return [link(rel, whole(request.path, **query), words[rel], form) for rel, (query, form) in forms.items()]


def _other() -> str:
    return DATA_OR_PAGE[0] if is_page() else DATA_OR_PAGE[1]


def is_page() -> bool:
    """Tell whether the reader is to get a page: by `f`, else by what the programme says it takes."""
    form = request.args.get("f")
    if form is not None and form not in DATA_OR_PAGE:
        msg = f"'f' is {form[:20]!r}; it may be {' or '.join(DATA_OR_PAGE)}."
        raise RequestError(msg)
    return form == DATA_OR_PAGE[1] if form else wants_page(request.headers.get("Accept", ""))


def spoken() -> str:
    """Return the language of a document: of a page the reader's, of data the one asked for, else English."""
    asked: str = g.lang
    return asked if is_page() or "lang" in request.args else SPOKEN


def api_word(key: str) -> str:
    """Return words of the API in the language of the document."""
    return translate(spoken(), f"api.{key}")


def answer(document: dict[str, Any], *, title: str, kind: str = JSON, **shown: Any) -> Response:
    """
    Send a document.

    Parameters
    ----------
    document
        What a programme gets.
    title
        Of the page.
    kind
        Media type for programmes.
    shown
        What the page shows beside the links of the document: `intro`, `tables`, `above`.

    Returns
    -------
    response
        A page if the reader wants one.
    """
    if is_page():
        return answer_text("", document.get("links", []), title=title, **shown)
    return answer_text(json.dumps(document, ensure_ascii=False), [], title=title, kind=kind)


def answer_text(text: str, links: list[Link], *, title: str, kind: str = JSON, **shown: Any) -> Response:
    """Send a document that is text already, or the page of it."""
    if is_page():
        context = {"intro": "", "tables": [], "above": [], **shown, "links": links}
        response = answer_page("api", title, context["intro"] or title, heading=title, **context)
    else:
        response = Response(text, content_type=kind)
    response.headers.add("Vary", "Accept")
    return response
