"""What can be wrong with the texts of an atlas, the places they name, and what it says of them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from mapsvc.atlas.problems import Problem, Problems
from mapsvc.atlas.store import Store
from mapsvc.atlas.wordings import Wording
from mapsvc.model.meta import FollowedText

#: Words that people write where something is left to do.
_UNFINISHED = re.compile(r"\b(?:TODO|TBD|FIXME)\b|\b[Ll]orem ipsum\b")


def check_texts(atlas: Store, problems: Problems) -> None:
    """Note sections that run into each other, lines beyond the last one, and mentions out of order."""
    for text in atlas.texts.values():
        _check_sections(text, problems)
    divided = [text for text in atlas.texts.values() if text.sections]
    last = {text.id: max(part.last for part in text.sections) for text in divided}
    for event in (*atlas.events.values(), *atlas.drafts.values()):
        for text_id, lines in event.texts.items():
            beyond = [line for line in lines if line > last.get(text_id, line)]
            if beyond:
                problems.add(f"events/{event.id}.toml", f"texts.{text_id}", _beyond(beyond[0], last[text_id]))
    _check_mentions(atlas, last, problems)


def _beyond(line: int, last: int) -> str:
    return f"names line {line}; the last section of the text ends with line {last}"


def _check_sections(text: FollowedText, problems: Problems) -> None:
    file = f"texts/{text.id}.toml"
    seen: set[str] = set()
    for index, part in enumerate(text.sections):
        if part.id in seen:
            problems.add(file, f"sections[{index}].id", f"{part.id!r} stands there twice")
        seen.add(part.id)
        if not 1 <= part.first <= part.last:
            message = f"is {part.last}; the section begins at line {part.first}"
            problems.add(file, f"sections[{index}].last", message)
    for index, (before, after) in enumerate(itertools.pairwise(text.sections), start=1):
        if after.first <= before.last:
            message = f"is {after.first}; the section before, {before.id!r}, ends with line {before.last}"
            problems.add(file, f"sections[{index}].first", message)


def _check_mentions(atlas: Store, last: dict[str, int], problems: Problems) -> None:
    for text_id, found in itertools.groupby(atlas.mentions, key=lambda mention: mention.text):
        file = f"mentions/{text_id}.csv"
        before = None
        for row, mention in enumerate(found, start=2):
            if mention.line > last.get(text_id, mention.line):
                problems.add(file, f"line {row}.line", _beyond(mention.line, last[text_id]))
            if before is not None and (mention.line, mention.column) < (before.line, before.column):
                problems.add(file, f"line {row}", "stands before the row above it in the text; sort the rows")
            elif (
                before is not None
                and mention.line == before.line
                and mention.column < before.column + len(before.surface)
            ):
                message = f"begins inside of {before.surface!r}, the mention before it"
                problems.add(file, f"line {row}", message)
            before = mention


def unfinished_notices(wording: Wording) -> Iterator[Problem]:
    """Yield words that were left to be written."""
    for lang, words in wording.words:
        left = _UNFINISHED.search(words)
        if left:
            where = f"{wording.field}.{lang}" if lang else wording.field
            yield Problem(wording.file, where, f"holds {left[0]!r}: something is left to be written")
