"""The fonts of pages: which letters each file draws, and which files a text needs."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from mapsvc.templating import read_static

#: The one list of them, with the letters for which a browser loads each.
STYLESHEET = "css/fonts.css"
FONT_FACE = re.compile(r"@font-face\s*\{[^}]*\}")
#: Turkish, Azerbaijani and what the interface writes everywhere: carried where later texts are not known.
LATIN = "Aaİşə0123456789°–"
#: Letters that few pages have are a family apart: a browser makes ready each face of a family that it uses.
_RARER = " World"

_FIELD = re.compile(r"([a-z-]+):\s*([^;]+);")
_ADDRESS = re.compile(r'url\("\.\./([^"]+)"\)')


@dataclass(frozen=True, kw_only=True)
class WebFont:
    """
    A file of letters.

    Attributes
    ----------
    family, weight, style
        As in CSS; a family is one with that of its rarer letters.
    address
        Of the file under `templates/static/`.
    ranges
        As in CSS; `codes` are the same as numbers, first and last.
    rule
        The whole rule as it stands in the style sheet.
    """

    family: str
    weight: str
    style: str
    address: str
    ranges: str
    codes: tuple[tuple[int, int], ...]
    rule: str

    def draws(self, letters: Iterable[str]) -> bool:
        """Tell whether a browser would load it for one of these letters."""
        return any(first <= ord(letter) <= last for letter in letters for first, last in self.codes)


@cache
def web_fonts() -> tuple[WebFont, ...]:
    """Return the fonts of pages in the order of the style sheet."""
    sheet = read_static(STYLESHEET).decode()
    return tuple(map(parse_rule, FONT_FACE.findall(sheet)))


@lru_cache(maxsize=4096)
def faces_of(letter: str) -> tuple[WebFont, ...]:
    """Return the fonts of pages that draw a letter; a page asks it of each of its letters."""
    return tuple(font for font in web_fonts() if font.draws(letter))


def parse_rule(rule: str) -> WebFont:
    """Return the font of a rule of the style sheet."""
    fields = dict(_FIELD.findall(rule))
    address = _ADDRESS.search(rule)
    assert address is not None, rule
    ranges = fields["unicode-range"]
    return WebFont(
        family=fields["font-family"].strip('"').removesuffix(_RARER),
        weight=fields["font-weight"],
        style=fields["font-style"],
        address=address[1],
        ranges=ranges,
        codes=tuple(_codes(part) for part in ranges.split(",")),
        rule=rule,
    )


def _codes(part: str) -> tuple[int, int]:
    first, _, last = part.strip().removeprefix("U+").partition("-")
    return int(first, 16), int(last or first, 16)


def fonts_for(text: Collection[str], family: str | None = None) -> list[WebFont]:
    """
    Return the fonts that draw letters of a text.

    Parameters
    ----------
    text
        Whatever is shown; space does not count.
    family
        Only those of a family.
    """
    letters = {letter for letter in text if not letter.isspace()}
    return [font for font in web_fonts() if family in {None, font.family} and font.draws(letters)]
