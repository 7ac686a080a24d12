"""What CLDR knows of a language: months, orders, signs."""

from __future__ import annotations

from functools import cache

from babel import Locale
from babel.core import UnknownLocaleError

from mapsvc.language import interface_of

#: A tag without a region means the readers whom CLDR takes first, but for these: day, month, year.
_REGIONS = {"en": "en-GB"}


def locale_of(lang: str) -> Locale:
    """Return how a language writes dates and numbers; one that CLDR lacks writes them as its interface."""
    return find_locale(lang) or find_locale(interface_of(lang)) or Locale("en", "GB")


@cache
def find_locale(tag: str) -> Locale | None:
    """Return what CLDR has for a BCP 47 tag, or for the longest beginning of it that it knows."""
    parts = str(_REGIONS.get(tag, tag)).split("-")
    for length in range(len(parts), 0, -1):
        try:
            return Locale.parse("-".join(parts[:length]), sep="-")
        except (UnknownLocaleError, ValueError, TypeError):
            continue
    return None
