"""
Recognisers that a user has installed: their names join ours before the second pass.

A recogniser is a function from a text to the spans, in characters, that it takes for places. It comes from an
entry point of the group `mapsvc.recognizers`, or is a pipeline of spaCy, `spacy:<model>`. None is needed.
"""

from __future__ import annotations

import importlib
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence

from mapsvc.atlas.gazetteer.index import name_key
from mapsvc.atlas.gazetteer.names import Gazetteer
from mapsvc.errors import MissingExtraError, UnknownFormatError, not_found
from mapsvc.geoparse.candidates import NamedSpan
from mapsvc.geoparse.endings import BARE
from mapsvc.geoparse.span import Span
from mapsvc.geoparse.tokens import TokenText
from mapsvc.geoparse.weights import WEIGHTS

__all__ = ["GROUP", "Recognizer", "join_spans", "open_recognizer"]

Recognizer = Callable[[str], Iterable[tuple[int, int]]]
GROUP = "mapsvc.recognizers"
_SPACY = "spacy:"
#: What pipelines of spaCy call places: those trained on OntoNotes, and those trained on Wikipedia.
_LABELS = frozenset({"GPE", "LOC"})
#: A longer name is none.
_LONGEST_NAME = 8


def open_recognizer(name: str) -> Recognizer:
    """
    Open a recogniser.

    Parameters
    ----------
    name
        Of an entry point of the group `mapsvc.recognizers`, or `spacy:<model>`.

    Raises
    ------
    UnknownFormatError
        If no installed package has it.
    MissingExtraError
        If spaCy or its model is not installed.
    """
    if name.startswith(_SPACY):
        return _spacy(name.removeprefix(_SPACY))
    # only here, as it reads mail to read what is installed: most texts are parsed without
    entry_points = importlib.import_module("importlib.metadata").entry_points
    found = {point.name: point for point in entry_points(group=GROUP)}
    if name not in found:
        raise not_found(UnknownFormatError, "recognizer", name, [*found, _SPACY + "<model>"])
    made: Recognizer = found[name].load()
    return made


def _spacy(model: str) -> Recognizer:
    try:
        pipeline = importlib.import_module("spacy").load(model)
    except (ImportError, OSError) as error:
        msg = f"The pipeline {model!r} of spaCy cannot be loaded: {error}; pip install spacy and the model."
        raise MissingExtraError(msg) from error
    return lambda text: [
        (entity.start_char, entity.end_char) for entity in pipeline(text).ents if entity.label_ in _LABELS
    ]


def join_spans(
    tokens: TokenText,
    readings: list[NamedSpan],
    gazetteer: Gazetteer,
    recognizers: Sequence[Recognizer],
    year_near: Callable[[int], int],
) -> list[NamedSpan]:
    """
    Let what recognisers find count, and take in the names that only they find.

    Parameters
    ----------
    tokens, readings
        A text and the names found in it, in text order.
    year_near
        Returns the year of which the text speaks at an offset.

    Returns
    -------
    readings
        In text order; a name that no gazetteer has is one too, as in a text's "village of".
    """
    taken = {
        at: reading.span for reading in readings for at in range(reading.span.first, reading.span.last + 1)
    }
    joined = list(readings)
    for start, end in sorted({found for recognizer in recognizers for found in recognizer(tokens.text)}):
        first, last = bisect_left(tokens.ends, start + 1), bisect_right(tokens.starts, end - 1) - 1
        if not first <= last < first + _LONGEST_NAME:
            continue
        known = {id(taken[at]): taken[at] for at in range(first, last + 1) if at in taken}
        for span in known.values():
            span.evidence += 0.0 if span.home else WEIGHTS["is-recognised"]
        if not known:
            span = _span(tokens, first, last)
            joined.append(NamedSpan(span, list(gazetteer.uses(span.key)), year_near(span.start)))
            taken.update(dict.fromkeys(range(first, last + 1), span))
    joined.sort(key=lambda reading: reading.span.start)
    return joined


def _span(tokens: TokenText, first: int, last: int) -> Span:
    """Return a name without the article before it and the English ending behind it."""
    if first < last and tokens.words[first].plain == "the":
        first += 1
    word = tokens.words[last]
    end = tokens.starts[last] + word.offset(len(word.head))
    key = name_key(tokens.text[tokens.starts[first] : end])
    span = Span(first, last, tokens.starts[first], end, tokens.ends[last], key, BARE, False)
    span.several, span.evidence = first < last, WEIGHTS["is-recognised"]
    return span
