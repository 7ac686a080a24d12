"""The page of mentions."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from mapsvc import Atlas
from tests.html_text import parse


@pytest.mark.parametrize("lang", ["tr", "en"])
def test_mentions_are_counted_and_mapped(client: FlaskClient, atlas: Atlas, lang: str) -> None:
    answer = client.get(f"/mentions?lang={lang}")
    page = parse(answer.text)
    assert answer.status_code == 200
    assert str(len(atlas.records.mentions)) in page.text
    assert f"/places/baku?lang={lang}" in page.addresses


@pytest.mark.parametrize("usage", ["literal", "associative", "metonymic", "embedded"])
def test_mentions_are_filtered_by_usage(client: FlaskClient, atlas: Atlas, usage: str) -> None:
    found = [mention for mention in atlas.records.mentions if mention.usage == usage]
    answer = client.get(f"/mentions?lang=en&usage={usage}")
    assert answer.status_code == 200
    assert str(len(found)) in parse(answer.text).text


@pytest.mark.parametrize("query", ["usage=x", "section=x", "usage=<script>"])
def test_filter_that_does_not_exist_is_refused_by_name(client: FlaskClient, query: str) -> None:
    answer = client.get(f"/mentions?lang=en&{query}")
    assert answer.status_code == 400
    assert query.partition("=")[0] in parse(answer.text).text
