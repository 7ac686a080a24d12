"""The text that an atlas follows, where its words lie beside it: mentions, sections and events fit them."""

from __future__ import annotations

import json

from click.testing import CliRunner

from mapsvc.atlas.loading import load_atlas
from mapsvc.cli import main
from tests.atlases.conftest import ATLASES

BALKANS = ATLASES["balkans"]
LINES = (BALKANS / "texts" / "account.txt").read_text(encoding="utf-8").splitlines()


def test_every_mention_stands_where_it_says() -> None:
    atlas = load_atlas(BALKANS)
    for mention in atlas.mentions:
        assert LINES[mention.line - 1][mention.column - 1 :].startswith(mention.surface), mention


def test_sections_cover_the_text_and_events_name_lines_of_it() -> None:
    atlas = load_atlas(BALKANS)
    sections = atlas.texts["account"].sections
    assert [section.first for section in sections] == [1, *(section.last + 1 for section in sections[:-1])]
    assert sections[-1].last == len(LINES)
    for event in atlas.events.values():
        assert all(line <= len(LINES) for line in event.texts.get("account", ()))


def test_geoparser_finds_them_in_a_language_that_is_none_of_its_own() -> None:
    """Bulgarian is not among its languages; names of places in its letters are found all the same."""
    runner = CliRunner()
    answer = runner.invoke(
        main, ["geoparse", str(BALKANS / "texts" / "account.txt"), "--atlas", str(BALKANS)]
    )
    assert answer.exit_code == 0, answer.output
    found = {
        (one["line"], one["column"], one["place"])
        for one in map(json.loads, answer.stdout.splitlines())
        if one["type"] == "place"
    }
    kept = {(one.line, one.column, one.place) for one in load_atlas(BALKANS).mentions}
    assert len(found & kept) > 0.9 * len(kept)
