"""One geoparser over the shipped gazetteer, and the paper where it lies beside the checkout."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from mapsvc.atlas.gazetteer.names import Gazetteer, open_gazetteer
from mapsvc.geoparse.geoparser import Geoparser
from mapsvc.geoparse.mentions import DateMention, PlaceMention
from mapsvc.geoparse.name_spans import find_spans
from mapsvc.geoparse.span import Span
from mapsvc.geoparse.tokens import TokenText, read_tokens
from mapsvc.geoparse.word_names import look_at

PAPER = Path(__file__).parents[3] / "shared" / "source" / "paper.txt"


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return open_gazetteer()


@pytest.fixture(scope="session")
def parser(gazetteer: Gazetteer) -> Geoparser:
    return Geoparser(gazetteer)


@pytest.fixture
def named(gazetteer: Gazetteer) -> Callable[[str], tuple[TokenText, dict[str, Span]]]:
    """Reads a text and returns its names as they are printed, before anybody says whether they are places."""

    def read(text: str) -> tuple[TokenText, dict[str, Span]]:
        tokens = read_tokens(text, lambda printed: look_at(printed, gazetteer), {})
        return tokens, {text[span.start : span.end]: span for span in find_spans(tokens, gazetteer)}

    return read


@pytest.fixture
def places(parser: Geoparser) -> Callable[[str], list[PlaceMention]]:
    return lambda text: [found for found in parser.parse(text) if isinstance(found, PlaceMention)]


@pytest.fixture
def dates(parser: Geoparser) -> Callable[[str], list[DateMention]]:
    return lambda text: [found for found in parser.parse(text) if isinstance(found, DateMention)]


@pytest.fixture(scope="session")
def paper() -> str:
    if not PAPER.is_file():
        pytest.skip("the paper is not beside this checkout")
    return PAPER.read_text(encoding="utf-8")
