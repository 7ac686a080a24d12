"""Which language a reader gets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from werkzeug.datastructures import LanguageAccept
from werkzeug.exceptions import NotFound
from werkzeug.http import parse_accept_header
from werkzeug.routing import BaseConverter

from mapsvc.language import LAST_RESORT, script_of
from mapsvc.web.service import service

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mapsvc.language import Language


_TAG_FORM = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*", re.ASCII)


class LanguageConverter(BaseConverter):
    """Part of an address that names a language, such as `az` in `/data/…/a.az.json`."""

    regex = r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*"


def negotiate(asked: str | None, accepted: str, languages: Sequence[Language]) -> Language | None:
    """
    Choose a language.

    Parameters
    ----------
    asked
        What the address asks for, or nothing.
    accepted
        The browser's header.
    languages
        Those that are offered, in the atlas's order.

    Returns
    -------
    lang
        The one asked for (tags have no case, and `en-GB` is answered by `en`), else the one that the reader
        likes best; for a reader who likes others alone the `nearest` one, for a reader who says nothing the
        first. Nothing if the one asked for is not offered.
    """
    if asked is not None:
        return _named(asked, languages)
    best = _liked(accepted, languages)
    liked = parse_accept_header(accepted, LanguageAccept)
    wished = [tag for tag, quality in liked if quality > 0 and _TAG_FORM.fullmatch(tag.lower())]
    if best is None and wished:
        return nearest(wished[0], accepted, languages)
    return next((lang for lang in languages if lang == best), languages[0])


def _liked(accepted: str, languages: Sequence[Language]) -> str | None:
    """Return the tag that a browser likes best of those that are offered."""
    return parse_accept_header(accepted, LanguageAccept).best_match([str(lang) for lang in languages])


def _named(asked: str, languages: Sequence[Language]) -> Language | None:
    """Return the language of a tag, however it is written; a region is answered by its language."""
    tag = asked.replace("_", "-").lower()
    if not _TAG_FORM.fullmatch(tag):
        return None
    exact = next((lang for lang in languages if lang.lower() == tag), None)
    if exact is not None:
        return exact
    plain = tag.partition("-")[0]
    return next((lang for lang in languages if lang.lower().partition("-")[0] == plain), None)


def nearest(asked: str, accepted: str, languages: Sequence[Language]) -> Language:
    """
    Choose a language for a reader who asks for one that is not offered.

    Parameters
    ----------
    asked
        The tag that was asked for, whatever it is.
    accepted
        The browser's header.
    languages
        Those that are offered, in the atlas's order.

    Returns
    -------
    lang
        The one that the browser likes best; if it likes none, English or the first in the letters of the
        one that was asked for; else English, else the first.
    """
    liked = _liked(accepted, languages)
    alike = [lang for lang in languages if script_of(lang) == script_of(asked)] or languages
    return next(
        (lang for wanted in (liked, LAST_RESORT) for lang in alike if lang == wanted),
        next((lang for lang in languages if lang == liked), alike[0]),
    )


def named_language(tag: str) -> Language:
    """Return the language that an address of data names; 404 where the atlas has none of this tag."""
    found = next((lang for lang in service().languages if lang == tag), None)
    if found is None:
        raise NotFound
    return found
