"""Years named for what had been before: days of the story are none of theirs."""

from __future__ import annotations

import re

from mapsvc.geoparse.date_context import DateSpot
from mapsvc.geoparse.text_folding import fold_text
from mapsvc.geoparse.tokens import SENTENCE_END

_NEAR_BY = 160
#: A clause behind a semicolon tells of its own time.
_END_OF_SENTENCE = re.compile(rf"{SENTENCE_END.pattern}|;(?=\s)")
#: The tense of what was over before the story: "had served", "kurulmuştu"; not "imzalanmıştır".
_BEFORE_STORY = re.compile(
    r"\bhad (?!a |an |the |no |to |his |her |its |their |some |many )|\bhadn't "
    r"|\w(?:mis|mus)[td][iu](?:l[ae]r|k|n|m)?\b"
)
#: Where a life or a thing began, right beside the year.
_BEGAN = re.compile(
    r"\b(?:born|founded|built|since|back|as early as|as far back as|родил(?:ся|ась)|основан[аоы]?|еще)"
    r"(?: [^\W\d_]+){0,3} (?:in |в )?$"
)
_BEGAN_BEHIND = re.compile(
    r"['’]?[a-z]{0,4}(?: [^\s.;]+){0,3} (?:dogdu|dogan|dogmus|dogumlu|anadan ol|kurul(?:du|an))"
)


def is_background(spot: DateSpot, end: int) -> bool:
    """
    Tell whether a year is named for what lies before the story that is told.

    Parameters
    ----------
    spot
        Where the year begins.
    end
        Its length.
    """
    before = fold_text(spot.text[max(0, spot.start - _NEAR_BY) : spot.start])
    behind = fold_text(spot.text[spot.start + end : spot.start + end + _NEAR_BY])
    before = _END_OF_SENTENCE.split(before)[-1]
    behind = _END_OF_SENTENCE.split(behind)[0]
    return bool(
        _BEFORE_STORY.search(f"{before} {behind}") or _BEGAN.search(before) or _BEGAN_BEHIND.match(behind)
    )
