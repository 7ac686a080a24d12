"""Addresses of a service and the files that stand for them in a frozen site."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from mapsvc.model.text import TAG

#: What a query asks of a page that needs another file; the rest is left to the page's script.
_OF_THE_FILE = ("usage", "section", "ids", "letter", "page")
#: Forms that lead on to the page of what was chosen.
CHOOSERS = {"/compare": "/compare/{a}/{b}"}
#: The same in every language.
_OF_NO_LANGUAGE = ("/static/", "/data/", "/api/", "/favicon.ico")
#: About a running service, or about the host it runs on.
_NOT_FROZEN = (
    *("/healthz", "/readyz", "/version", "/oembed", "/share/", "/qr/", "/favicon.ico"),
    *("/api/openapi", "/api/conformance", "/sitemap", "/robots.txt"),
)
#: What tells how a running service is asked.
_OF_A_SERVICE = "/queryables"
#: What only leads on to what a query asks for.
_ASKED = (*CHOOSERS, "/compare/")
#: Ends of addresses that are files already; a point may stand in others too.
_SUFFIXES = frozenset(
    [
        *("css", "csv", "geojson", "gpkg", "html", "js", "json", "kml", "parquet", "pdf", "png", "pptx"),
        *("svg", "toml", "txt", "webp", "woff2", "xml", "zip"),
    ]
)
#: A link of data that the browser loads; it is turned into one from the page that shows it.
FROZEN_MARK = "frozen:/"
#: What the disk of a stick takes in no name.
_FORBIDDEN = str.maketrans({sign: "_" for sign in '<>:"\\|?*'})


@dataclass(frozen=True, order=True)
class Address:
    """
    An address of the service as a frozen site tells files apart.

    Attributes
    ----------
    path
        Decoded.
    lang
        Empty for what is the same in every language.
    query
        Only what needs a file of its own, in order of its names.
    """

    path: str
    lang: str
    query: tuple[tuple[str, str], ...] = ()

    @property
    def url(self) -> str:
        """What the service is asked."""
        given = [*self.query, *((("lang", self.lang),) if self.lang else ())]
        return quote(self.path) + (f"?{urlencode(given)}" if given else "")

    @property
    def file(self) -> str:
        """The file's path in the frozen site."""
        name = self.path.lstrip("/")
        if self.path.startswith("/api/"):
            name = f"{name.rstrip('/')}{'/index' if name == 'api/' else ''}.json"
        elif name.endswith("/") or not name:
            name += f"index{self._of_query}.html"
        elif self.path.startswith("/download/") or _suffix(name) in _SUFFIXES:
            pass
        else:
            name += f"{self._of_query}.html"
        return posixpath.join(self.lang, name).translate(_FORBIDDEN)

    @property
    def _of_query(self) -> str:
        return "".join(f".{key}-{value}" for key, value in self.query)


def _suffix(name: str) -> str:
    return name.rpartition("/")[2].rpartition(".")[2] if "." in name else ""


def read_address(href: str, lang: str) -> tuple[Address, str] | None:
    """
    Read a link of a page of the service.

    Parameters
    ----------
    href
        As it stands in the page.
    lang
        Of the page.

    Returns
    -------
    address, rest
        The address, and what a link to its file needs after the file's name: query and fragment that
        are the script's. Nothing for a link that leads out of the site.
    """
    if not href.startswith("/") or href.startswith("//"):
        return None
    parts = urlsplit(href)
    path = unquote(parts.path)
    query = parse_qsl(parts.query)
    if path.startswith(_OF_NO_LANGUAGE):
        return Address(path, ""), ""
    asked = dict(query).get("lang", lang)
    own = tuple(sorted(pair for pair in query if pair[0] in _OF_THE_FILE))
    left = [pair for pair in query if pair[0] not in (*_OF_THE_FILE, "lang")]
    rest = (f"?{urlencode(left)}" if left else "") + (f"#{parts.fragment}" if parts.fragment else "")
    return Address(path, asked if re.match(TAG, asked) else lang, own), rest


def is_frozen(address: Address) -> bool:
    """Tell whether an address can stand without a service."""
    told = address.path.startswith("/api/") and address.path.endswith(_OF_A_SERVICE)
    return not told and address.path not in _ASKED and not address.path.startswith(_NOT_FROZEN)


def relative(target: str, origin: str) -> str:
    """Return the way from one file of a site to another."""
    return posixpath.relpath(target, posixpath.dirname(origin) or ".")


def chosen_page(action: str, lang: str, origin: str) -> str | None:
    """Return the way to the pages that a form leads to, its fields in braces; nothing for other forms."""
    page = CHOOSERS.get(urlsplit(action).path)
    return relative(Address(page, lang).file, origin) if page else None


@dataclass(frozen=True)
class Links:
    """
    Where the links of one file lead.

    Attributes
    ----------
    origin
        The file.
    lang
        Of the file.
    files
        The file of each address that is in the site; those that lead on to another have its file.
    languages
        All of the site, for scripts that lead from one to another.
    base
        Where the site will lie, for what must be whole; empty where that is not known.
    """

    origin: str
    lang: str
    files: Mapping[Address, str]
    languages: tuple[str, ...] = ()
    base: str = ""

    def find(self, href: str) -> str | None:
        """Return a link as it stands in the site, from its root; nothing where it has no such file."""
        found = read_address(href, self.lang)
        if found is None:
            return None
        file = self.files.get(found[0])
        return None if file is None else quote(file) + found[1]

    def whole(self, href: str) -> str | None:
        """Return a whole link; nothing where the site has no such file, or nobody said where it will lie."""
        found = self.find(href) if self.base else None
        return None if found is None else f"{self.base}/{found}"

    def marked(self, href: str) -> str | None:
        """Return a link for data that many pages load; nothing where the site has no such file."""
        found = self.find(href)
        return None if found is None else FROZEN_MARK + found

    def href(self, href: str) -> str | None:
        """Return a link from this file; those that lead out of the site stay; nothing for a dead one."""
        if not href.startswith("/") or href.startswith("//"):
            return href
        found = self.find(href)
        if found is None:
            return None
        file, sign, rest = _cut(found)
        here = quote(self.origin)
        return relative(file, here) + sign + rest

    @property
    def root(self) -> str:
        """Return the way to the folder of the site, with a stroke at its end; empty in that folder."""
        return "../" * self.origin.count("/")


def _cut(found: str) -> tuple[str, str, str]:
    at = min((place for sign in "?#" if (place := found.find(sign)) >= 0), default=len(found))
    return found[:at], found[at : at + 1], found[at + 1 :]
