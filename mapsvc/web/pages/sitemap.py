"""What search engines read first: every page in each language, and what is not for them."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree as ET

from flask import Blueprint, Response

from mapsvc.errors import NotFoundError
from mapsvc.kinds import every_map
from mapsvc.web.pages import menu_of
from mapsvc.web.service import service
from mapsvc.web.urls import Urls

blueprint = Blueprint("sitemap", __name__)

_SITEMAPS, _XHTML = "http://www.sitemaps.org/schemas/sitemap/0.9", "http://www.w3.org/1999/xhtml"
#: So many addresses a file names; more than 50,000 it may not, and each is told in all languages.
_MOST_ADDRESSES = 10_000
#: The same again in another form, files, and pages that are made of what somebody asks.
_NOT_SEARCHED = (
    "/embed/",
    "/share/",
    "/qr/",
    "/oembed",
    "/download/",
    "/search",
    "/lecture",
    "/api/",
)

#: What is asked of a page beyond its language, a day, a stop, a choice, is one of very many states of it;
#: of two rules the longer goes first (RFC 9309). Days, of which there are most, also without a `*`.
_STATES = ("/*?", "/timeline?on=")


@blueprint.get("/sitemap.xml")
def sitemap() -> Response:
    """List every page, with the same page in the other languages; of very many, the lists of them."""
    versions = _versions()
    parts = -(-len(versions) // _pages_of_part())
    if parts <= 1:
        return _answer(versions)
    ET.register_namespace("", _SITEMAPS)
    root = ET.Element(f"{{{_SITEMAPS}}}sitemapindex")
    for number in range(1, parts + 1):
        part = ET.SubElement(root, f"{{{_SITEMAPS}}}sitemap")
        ET.SubElement(part, f"{{{_SITEMAPS}}}loc").text = f"{service().base}/sitemap-{number}.xml"
    return _xml(root)


@blueprint.get("/sitemap-<int:number>.xml")
def sitemap_part(number: int) -> Response:
    """List a part of very many pages."""
    begin = (number - 1) * _pages_of_part()
    found = _versions()[begin : begin + _pages_of_part()] if number > 0 else []
    if not found:
        msg = f"No sitemap {number}; /sitemap.xml lists those that there are."
        raise NotFoundError(msg)
    return _answer(found)


def _pages_of_part() -> int:
    return _MOST_ADDRESSES // len(service().languages)


def _versions() -> list[tuple[str, ...]]:
    """Return the address of every page in each language."""
    pages = [dict.fromkeys(_pages(service().whole_urls(lang))) for lang in service().languages]
    return list(zip(*pages, strict=True))


def _answer(pages: list[tuple[str, ...]]) -> Response:
    languages = service().languages
    ET.register_namespace("", _SITEMAPS)
    ET.register_namespace("xhtml", _XHTML)
    root = ET.Element(f"{{{_SITEMAPS}}}urlset")
    for versions in pages:
        for address in versions:
            page = ET.SubElement(root, f"{{{_SITEMAPS}}}url")
            ET.SubElement(page, f"{{{_SITEMAPS}}}loc").text = address
            for lang, other in zip(languages, versions, strict=True):
                told = {"rel": "alternate", "hreflang": str(lang), "href": other}
                ET.SubElement(page, f"{{{_XHTML}}}link", told)
    return _xml(root)


def _xml(root: ET.Element) -> Response:
    text = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return Response(text, content_type="application/xml; charset=utf-8")


def _pages(urls: Urls) -> Iterator[str]:
    atlas = service().atlas
    yield urls.home()
    for entry in menu_of(atlas):
        path = entry.path if isinstance(entry.path, str) else entry.path(atlas)
        if not path.startswith(_NOT_SEARCHED):
            yield urls.page(path)
    yield from map(urls.map_page, every_map(atlas))


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Name the list of pages, and what is not for search engines."""
    refused = "".join(f"Disallow: {path}\n" for path in (*_NOT_SEARCHED, *_STATES))
    text = f"User-agent: *\n{refused}Allow: /*?lang=\n\nSitemap: {service().base}/sitemap.xml\n"
    return Response(text, content_type="text/plain; charset=utf-8")
