"""Citations as one line of text."""

from __future__ import annotations

import pytest

from mapsvc.history.citations import locator_in
from mapsvc.model.records import Citation


@pytest.mark.parametrize(
    ("locator", "tr", "en"),
    [
        ("l. 11, 77–78", "satır 11, 77–78", "l. 11, 77–78"),
        ("74-76", "74-76", "74-76"),
        ("l.3", "l.3", "l.3"),
        (None, None, None),
    ],
)
def test_place_in_a_work_is_told_in_the_reader_s_language(
    locator: str | None, tr: str | None, en: str | None
) -> None:
    citation = Citation("paper", locator)
    assert (locator_in(citation, "tr"), locator_in(citation, "en")) == (tr, en)
