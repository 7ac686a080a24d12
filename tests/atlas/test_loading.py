"""An atlas is loaded with what is finished; a draft reaches nobody who did not ask for drafts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask

from mapsvc.atlas.loading import load_atlas
from mapsvc.cli import main
from mapsvc.errors import AtlasError
from mapsvc.settings import Settings
from mapsvc.web.app import create_app
from mapsvc.web.freeze import freeze_site

#: Every door of a site that lists, finds, counts or gives away events.
DOORS = (
    "/", "/events/", "/events/?q=letter", "/search?q=letter", "/search?q=Bravo", "/timeline", "/places/",
    "/places/bravo",
    "/tour/", "/lecture", "/sitemap.xml", "/texts/paper", "/sources/", "/timeline?on=1921-10-13",
    "/api/collections/events/items", "/api/collections", "/api/collections/places/items/bravo",
    "/events/line-drawn", "/download/line-drawn.geojson",
)  # fmt: skip


@pytest.fixture
def unfinished(tiny_root: Path) -> Path:
    """The tiny atlas, one of whose two events is a draft that lacks all that a draft may lack."""
    draft = """draft = true
on = "1920-04-26"
title = {en = "A letter is sent"}
places = [{place = "bravo", role = "happened"}]
"""
    (tiny_root / "events" / "letter-sent.toml").write_text(draft, "utf-8")
    return tiny_root


def asked(app: Flask, path: str) -> str:
    answer = app.test_client().get(path)
    assert answer.status_code in {200, 404}, (path, answer.status_code)
    return answer.get_data(as_text=True)


def test_draft_stands_apart_from_the_events(unfinished: Path) -> None:
    atlas = load_atlas(unfinished)
    assert (list(atlas.events), list(atlas.drafts)) == (["line-drawn"], ["letter-sent"])
    told = load_atlas(unfinished, drafts=True)
    assert list(told.events) == ["letter-sent", "line-drawn"]
    assert told.events["letter-sent"].title.in_("en") == "Draft: A letter is sent"
    assert told.events["line-drawn"].title == atlas.events["line-drawn"].title


def test_draft_is_behind_no_door_of_the_site(unfinished: Path) -> None:
    app = create_app(unfinished)
    for door in DOORS:
        found = asked(app, f"{door}{'&' if '?' in door else '?'}lang=en")
        assert not re.search(r"letter-sent|letter is sent|26 April 1920", found), door
    assert app.test_client().get("/events/letter-sent").status_code == 404


def test_draft_is_no_file_of_a_frozen_site(unfinished: Path, tmp_path: Path) -> None:
    freeze_site(create_app(unfinished), tmp_path / "site", languages=("en",), base="")
    for path in (tmp_path / "site").rglob("*"):
        assert "letter-sent" not in path.name
        assert not path.is_file() or b"letter is sent" not in path.read_bytes(), path


def test_drafts_asked_for_are_marked_wherever_they_stand(unfinished: Path) -> None:
    app = create_app(unfinished, settings=Settings(drafts=True))
    for door in ("/events/", "/events/letter-sent", "/embed/events/letter-sent", "/search?q=letter"):
        found = asked(app, f"{door}{'&' if '?' in door else '?'}lang=en")
        assert "Draft: A letter is sent" in re.sub(r"<[^>]*>", "", found), door


def test_check_counts_drafts_and_what_they_lack_is_no_fault(unfinished: Path) -> None:
    checked = CliRunner().invoke(main, ["check", "--atlas", str(unfinished)])
    assert checked.exit_code == 0, checked.output
    assert "1 draft, which is no fault" in checked.output
    assert "letter-sent" not in checked.output
    path = unfinished / "events" / "letter-sent.toml"
    path.write_text(path.read_text("utf-8").replace('"bravo"', '"nowhere"'), "utf-8")
    checked = CliRunner().invoke(main, ["check", "--atlas", str(unfinished)])
    assert checked.exit_code == 1
    assert "'nowhere' names no place" in checked.output


def test_draft_at_the_head_of_an_atlas_is_told_as_what_it_is(unfinished: Path) -> None:
    meta = unfinished / "atlas.toml"
    meta.write_text(meta.read_text("utf-8").replace('["line-drawn"]', '["letter-sent"]'), "utf-8")
    with pytest.raises(AtlasError, match="'letter-sent' names no event of the atlas, but a draft"):
        load_atlas(unfinished)


def test_atlas_of_drafts_alone_has_pages(unfinished: Path) -> None:
    (unfinished / "events" / "line-drawn.toml").unlink()
    meta = unfinished / "atlas.toml"
    text = meta.read_text("utf-8").replace('headline = ["line-drawn"]\n', "")
    meta.write_text(re.sub(r"\[headline_note[^\[]*", "", text), "utf-8")
    checked = CliRunner().invoke(main, ["check", "--atlas", str(unfinished)])
    assert checked.exit_code == 0, checked.output
    app = create_app(unfinished)
    for door in DOORS[:-2]:
        asked(app, door)
