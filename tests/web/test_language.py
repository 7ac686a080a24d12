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
        (None, "de", "en"),
        (None, "de-AT, de;q=0.9, fr;q=0.5", "en"),
        (None, "*", "tr"),
        (None, "not a header;;;", "tr"),
        (None, "", "tr"),
        ("de", "en", None),
        ("", "en", None),
        ("en'", "en", None),
        ("x" * 5000, "en", None),
    ],
)
def test_language_is_chosen(asked: str | None, accepted: str, found: str | None) -> None:
    assert negotiate(asked, accepted, OFFERED) == found


@pytest.mark.parametrize(
    ("accepted", "offered", "found"),
    [
        ("uk, be;q=0.8", ("tr", "en", "az", "ru"), "ru"),
        ("de", ("tr", "az", "ru"), "tr"),
        ("de", ("tr", "az", "en"), "en"),
        ("ka", ("tr", "en"), "en"),
        ("uk, en;q=0.3", ("tr", "en", "ru"), "en"),
    ],
)
def test_reader_of_other_languages_gets_the_nearest(
    accepted: str, offered: tuple[str, ...], found: str
) -> None:
    assert negotiate(None, accepted, tuple(map(Language, offered))) == found


def test_address_of_data_names_a_language_of_the_atlas_exactly(tiny_app: Flask) -> None:
    with tiny_app.test_request_context("/"):
        assert named_language("tr") == "tr"
        with pytest.raises(NotFound):
            named_language("tr-TR")
