"""What each list of the lexicon and each weight is worth: a text read again without it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from mapsvc.atlas.gazetteer.names import Gazetteer
from mapsvc.geoparse.documents import Document
from mapsvc.geoparse.evaluation import Evaluation, Record, compare_mentions
from mapsvc.geoparse.geoparser import Geoparser
from mapsvc.geoparse.lexicon import SHIPPED
from mapsvc.geoparse.mention_files import mention_record
from mapsvc.geoparse.weights import WEIGHTS


@dataclass(frozen=True)
class Worth:
    """
    What a text loses without a list or a weight.

    Attributes
    ----------
    name
        `lexicon:<list>` or `weight:<name>`.
    places, positions, usage, dates
        Points that are lost, of a hundred: exact F1 of places, those within 161 km, macro F1 of usage, F1 of
        dates; less than nothing where the text is read better without it.
    """

    name: str
    places: float
    positions: float
    usage: float
    dates: float

    def __bool__(self) -> bool:
        """Tell whether anything changes."""
        return any((self.places, self.positions, self.usage, self.dates))


def parts_of_reading() -> list[str]:
    """Return the names of all that can be set aside."""
    return [*(f"lexicon:{name}" for name in SHIPPED.lists), *(f"weight:{name}" for name in WEIGHTS)]


def without(part: str) -> AbstractContextManager[None]:
    """Set a list or a weight aside for a while; a geoparser made before may not be used then."""
    kind, _, name = part.partition(":")
    return SHIPPED.without(name) if kind == "lexicon" else WEIGHTS.without(name)


def ablate(gazetteer: Gazetteer, document: Document, gold: Sequence[Record]) -> Iterator[Worth]:
    """
    Read a text once with everything and once without each part.

    Parameters
    ----------
    gazetteer
        Where names are looked up.
    document, gold
        A text and what it names.

    Yields
    ------
    worth
        One for each name of `parts_of_reading`, in its order.
    """
    whole = _figures(_measured(gazetteer, document, gold))
    for part in parts_of_reading():
        with without(part):
            rest = _figures(_measured(gazetteer, document, gold))
        yield Worth(part, *(round(100 * (all_ - some), 2) for all_, some in zip(whole, rest, strict=True)))


def _measured(gazetteer: Gazetteer, document: Document, gold: Sequence[Record]) -> Evaluation:
    found: list[dict[str, Any]] = [
        mention_record(document, mention) for mention in Geoparser(gazetteer).iterate(document.text)
    ]
    return compare_mentions(gold, found)


def _figures(report: Evaluation) -> tuple[float, float, float, float]:
    return report.exact.f1, report.within_km[161], report.usage_macro_f1, report.dates.f1


def format_worth(found: Sequence[Worth]) -> str:
    """Write out what each part is worth as a table for a terminal, the dearest first."""
    lines = [f"{'without':36}{'places':>8}{'161 km':>8}{'usage':>8}{'dates':>8}"]
    for each in sorted(found, key=lambda worth: (-worth.places, -worth.positions, -worth.usage, worth.name)):
        if each:
            figures = (each.places, each.positions, each.usage, each.dates)
            lines.append(f"{each.name:36}" + "".join(f"{-figure:+8.1f}" for figure in figures))
    lines.append(f"{sum(not each for each in found)} of {len(found)} change nothing in this text")
    return "\n".join(lines)
