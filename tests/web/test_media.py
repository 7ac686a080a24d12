"""Which form of an answer a programme takes."""

from __future__ import annotations

import pytest

from mapsvc.web.media import wants_page


@pytest.mark.parametrize(
    ("accepted", "page"),
    [
        ("", False),
        ("*/*", False),
        ("application/json", False),
        ("application/geo+json, text/html;q=0.5", False),
        ("application/schema+json, text/html;q=0.5", False),
        ("text/html", True),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", True),
        ("text/html;q=0.1, application/json;q=0.9", False),
        ("image/png", False),
        (";;,,", False),
    ],
)
def test_page_is_for_who_likes_it_better_than_data(accepted: str, page: bool) -> None:
    assert wants_page(accepted) is page
