"""Each list of words and each weight has a case that comes out right with it and otherwise without it."""

from __future__ import annotations

import re

import pytest

from mapsvc.atlas.gazetteer.names import Gazetteer
from mapsvc.geoparse.ablation import parts_of_reading, without
from mapsvc.geoparse.geoparser import Geoparser
from mapsvc.geoparse.lexicon import SHIPPED
from mapsvc.geoparse.mentions import Mention, PlaceMention
from mapsvc.geoparse.weights import WEIGHTS
from mapsvc.model.usages import USAGES

#: Lists and weights that have no case yet, or one that other lists carry too: it may only fall.
WITHOUT_CASE = 128
#: Those whose case comes out the same without them, as another list or rule sees to it.
CARRIED = {
    "lexicon:peoples-fr", "lexicon:institutions-fr", "lexicon:events-fr", "lexicon:press-fr",
    "lexicon:ships-en-fr-ru", "lexicon:peoples-de", "lexicon:institutions-de", "lexicon:sentence-starts-tr",
    "lexicon:sentence-starts-en", "lexicon:sentence-starts-fr", "lexicon:common-nouns-de",
    "lexicon:sentence-starts-ru", "lexicon:words-of-taking", "lexicon:aided-az", "lexicon:directions-ru",
}  # fmt: skip

_MARK = re.compile(r"\{([^{}|]+)((?:\|[^{}|]+)*)\}|\[([^\[\]]+)\]")
_NUMBERS = re.compile(r"-?\d+,-?\d+")


def case_of(part: str) -> str:
    kind, _, name = part.partition(":")
    return SHIPPED.lists[name].case if kind == "lexicon" else WEIGHTS.told[name].case


def read_case(case: str) -> tuple[str, list[tuple[str, list[str]]]]:
    """Return the text of a case, and each of its mentions with what is said of it."""
    text, at = "", 0
    told = []
    for mark in _MARK.finditer(case):
        text += case[at : mark.start()]
        surface = mark[1] or mark[3]
        told.append((surface, ["date"] if mark[3] else [said for said in mark[2].split("|") if said]))
        text += surface
        at = mark.end()
    return text + case[at:], told


def is_as_said(mention: Mention, said: str) -> bool:
    if not isinstance(mention, PlaceMention):
        return said == "date"
    if said in USAGES:
        return mention.usage == said
    if said[0] in "<>":
        return (mention.score < float(said[1:])) == (said[0] == "<")
    if _NUMBERS.fullmatch(said):
        entry = mention.entry
        if entry is None or entry.lon is None or entry.lat is None:
            return False
        return said == f"{round(entry.lon)},{round(entry.lat)}"
    return mention.kind == said


def holds(gazetteer: Gazetteer, case: str) -> bool:
    text, told = read_case(case)
    found = Geoparser(gazetteer).parse(text)
    if [mention.surface for mention in found] != [surface for surface, _ in told]:
        return False
    pairs = zip(found, told, strict=True)
    return all(is_as_said(mention, word) for mention, (_, said) in pairs for word in said)


def test_mark_of_a_case_is_read() -> None:
    text, told = read_case("In {Kars|literal|43,41} on [1 May 1919].")
    assert text == "In Kars on 1 May 1919."
    assert told == [("Kars", ["literal", "43,41"]), ("1 May 1919", ["date"])]


@pytest.mark.parametrize(
    "part", [part for part in parts_of_reading() if case_of(part) and part not in CARRIED]
)
def test_case_comes_out_right_only_with_its_part(gazetteer: Gazetteer, part: str) -> None:
    case = case_of(part)
    assert holds(gazetteer, case), case
    with without(part):
        assert not holds(gazetteer, case), f"{case!r} is read the same without {part}"


def test_parts_without_a_case_grow_fewer() -> None:
    missing = [part for part in parts_of_reading() if not case_of(part) or part in CARRIED]
    assert len(missing) <= WITHOUT_CASE, missing
