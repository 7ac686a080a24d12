"""Which language a reader gets: the one asked for, else the one liked best, else the atlas's first."""

from __future__ import annotations

import pytest
from flask import Flask
from werkzeug.exceptions import NotFound

from mapsvc.language import Language
from mapsvc.web.language import named_language, negotiate

OFFERED = tuple(map(Language, ("tr", "en", "pt-BR")))


@pytest.mark.parametrize(
    ("asked", "accepted", "found"),
    [
        ("en", "tr", "en"),
        ("EN", "", "en"),
        ("en-GB", "", "en"),
        ("pt_br", "", "pt-BR"),
        ("pt", "", "pt-BR"),
        (None, "en;q=0.5, tr;q=0.4", "en"),
        (None, "de, en;q=0.1", "en"),
        (None, "de", "tr"),
        (None, "", "tr"),
        ("de", "en", None),
        ("", "en", None),
        ("en'", "en", None),
        ("x" * 5000, "en", None),
    ],
)
def test_language_is_chosen(asked: str | None, accepted: str, found: str | None) -> None:
    assert negotiate(asked, accepted, OFFERED) == found


def test_address_of_data_names_a_language_of_the_atlas_exactly(tiny_app: Flask) -> None:
    with tiny_app.test_request_context("/"):
        assert named_language("tr") == "tr"
        with pytest.raises(NotFound):
            named_language("tr-TR")
