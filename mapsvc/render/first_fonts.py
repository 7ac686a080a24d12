"""Which fonts the first view of a page with a map needs, so that the page asks for them at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache

from mapsvc.language import strings
from mapsvc.model.scene import Scene
from mapsvc.render.picture.names import ground_words
from mapsvc.render.picture.view import fit_view
from mapsvc.render.web_fonts import WebFont, faces_of, web_fonts

#: A page's map is about this large; names a little outside are ready when it is moved.
_WIDTH_PX, _HEIGHT_PX, _OUTSIDE_PX = 1366.0, 768.0, 200.0
_HEADS = "Noto Serif"
#: A letter of a language is in as many words of the interface.
_COMMON = 3
#: Latin beyond English: the texts of a page are not known here, but names in them have such letters.
_LIKELY = "ş"


def first_fonts(scene: Scene) -> list[str]:
    """
    Return the addresses under `static/` of the fonts that draw letters of the first view, Latin first.

    Headings are in the serif. Names on the map and beside it stand in every face of the other: titles of
    works and waters slanted, what matters bold.
    """
    alphabet = _letters_of(tuple(strings(scene.lang).values()))
    heads = {*alphabet, *scene.title, *scene.caption}
    words = {*alphabet, *"".join(_said(scene)), *_LIKELY}
    drawn = {True: _faces(heads), False: _faces(words)}
    found = [font for font in web_fonts() if font.address in drawn[font.family == _HEADS]]
    return [font.address for font in sorted(found, key=_rank)]


def _faces(letters: Iterable[str]) -> set[str]:
    return {font.address for letter in letters for font in faces_of(letter)}


@lru_cache(maxsize=64)
def _letters_of(words: tuple[str, ...]) -> frozenset[str]:
    """Return the letters that a language is written in, without those of a name or two from elsewhere."""
    counted = Counter(letter for word in words for letter in {*word} if not letter.isspace())
    return frozenset(letter for letter, count in counted.items() if count >= _COMMON)


def _said(scene: Scene) -> Iterator[str]:
    """Yield what stands on the map and beside it."""
    yield scene.title
    yield scene.caption
    yield from (entry.label for entry in scene.legend)
    yield from (credit.text for credit in scene.credits)
    for layer in scene.layers:
        yield layer.title
        for feature in layer.features:
            yield f"{feature.name}{feature.label or ''}{feature.detail}"
    view = fit_view(scene.extent, _WIDTH_PX, _HEIGHT_PX)
    for word in ground_words(scene.basemap, view, scene.day, scene.lang):
        x, y = word.at or (0.0, 0.0)
        if -_OUTSIDE_PX < x < _WIDTH_PX + _OUTSIDE_PX and -_OUTSIDE_PX < y < _HEIGHT_PX + _OUTSIDE_PX:
            yield word.text


def _rank(font: WebFont) -> tuple[bool, int]:
    order = [other.ranges for other in web_fonts()]
    return font.family == _HEADS, order.index(font.ranges)
