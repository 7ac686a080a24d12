"""Maps in files that stand alone."""

from __future__ import annotations

import re

import pytest

from mapsvc import Atlas
from mapsvc.export.page import page_of
from mapsvc.kinds import export_job, parse_map_key
from mapsvc.render.document import notebook_html


@pytest.fixture(scope="module")
def page(tiny: Atlas) -> str:
    records = tiny.records
    return page_of(export_job(records, parse_map_key(records, "line-drawn"), "en"), {})


def test_file_asks_no_address_and_runs_only_its_own_scripts(page: str) -> None:
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)
    assert policy
    assert "default-src 'none'" in policy[1].replace("&#39;", "'")
    assert "unsafe-inline" not in re.search(r"script-src[^;]*", policy[1])[0]  # type: ignore[index]
    assert re.findall(r'<(?:script|link|img)[^>]+(?:src|href)="https?:', page) == []


def test_page_in_a_notebook_is_a_frame_whose_text_is_inert() -> None:
    frame = notebook_html('A "title"', '<p title="x">&</p>')
    assert "<p" not in frame
    assert "&lt;p title=&quot;x&quot;&gt;&amp;&lt;/p&gt;" in frame
