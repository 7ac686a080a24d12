"""The views of a day and the names of their maps."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from mapsvc.atlas.store import Store
from mapsvc.model.day import Day
from mapsvc.scene.day_views import day_id, has_hands, read_day_id, view_of
from mapsvc.scene.framing import split_view


def test_atlas_without_hands_has_one_view_and_no_button(
    tiny_records: Store, tiny_client: FlaskClient
) -> None:
    assert not has_hands(tiny_records)
    assert view_of(tiny_records, "hands") == view_of(tiny_records, None) == "law"
    assert day_id(tiny_records, Day(1921, 10, 13), "law") == "1921-10-13"
    page = tiny_client.get("/timeline?lang=en&on=1921-10-13&view=law")
    assert page.status_code == 200
    assert "data-view=" not in page.text
    assert tiny_client.get("/timeline?lang=en&on=1921-10-13&view=both").status_code == 400


def test_day_and_view_of_a_name() -> None:
    assert read_day_id("1921-03-16") == (Day(1921, 3, 16), None)
    assert read_day_id("1921-03-16/law") == (Day(1921, 3, 16), "law")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("law", ("law", "")),
        ("law,38,37,51,42", ("law", "38,37,51,42")),
        ("38,37,51,42", ("", "38,37,51,42")),
        ("", ("", "")),
    ],
)
def test_view_of_a_day_stands_before_its_box(text: str, parts: tuple[str, str]) -> None:
    assert split_view(text) == parts
