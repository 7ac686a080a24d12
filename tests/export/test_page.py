"""A map as one HTML file needs nothing beside it."""

from __future__ import annotations

import re

from mapsvc import Atlas
from mapsvc.export.page import page_of, write_html
from mapsvc.kinds import export_job, parse_map_key


def test_page_asks_for_nothing_from_elsewhere(tiny: Atlas) -> None:
    job = export_job(tiny.records, parse_map_key(tiny.records, "line-drawn"), "en")
    page = write_html(job).decode()
    assert page.startswith("<!doctype html>")
    assert re.findall(r"<(?:script|img|link)[^>]+(?:src|href)=\"(?!data:|#)([^\"]+)", page) == []
    assert "The parties agree on a line at Alfa." in page
    assert tiny.records.digest[:12] in page


def test_bare_page_is_the_map_without_its_text(tiny: Atlas) -> None:
    job = export_job(tiny.records, parse_map_key(tiny.records, "line-drawn"), "en")
    bare = page_of(job, {}, bare=True)
    assert len(bare) < len(page_of(job, {}))
    assert "<h2>Sources" not in bare
