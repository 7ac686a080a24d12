"""A library: many atlases in one service, each with its own addresses, broken and hidden ones among them."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from mapsvc.cli import main
from mapsvc.errors import SettingsError
from mapsvc.settings import Settings, read_settings
from mapsvc.web.library.app import create_library_app
from mapsvc.web.library.catalogue import Catalogue
from mapsvc.web.library.desk import LibraryDesk
from mapsvc.web.library.opening import split_address
from mapsvc.web.library.pages import PAGE
from tests.running import run_apart, running

ATLASES = Path(__file__).parents[1] / "data" / "atlases"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two sound atlases, one that is not public, one with a fault, and what is no atlas."""
    folder = tmp_path_factory.mktemp("library")
    for name in ("rhineland", "balkans"):
        shutil.copytree(ATLASES / name, folder / name)
    for name in ("hidden", "torn"):
        shutil.copytree(ATLASES / "rhineland", folder / name)
    _head(folder / "hidden", "public = false")
    _head(folder / "rhineland", 'edition = "2"\npublished = "2026-05"\nauthors = ["A historian"]')
    (folder / "torn" / "polities.toml").write_text("x = ", encoding="utf-8")
    (folder / "Müll").mkdir()
    shutil.copy(ATLASES / "rhineland" / "atlas.toml", folder / "Müll")
    (folder / "notes").mkdir()
    return folder


def _head(atlas: Path, lines: str) -> None:
    path = atlas / "atlas.toml"
    path.write_text(f"{lines}\n{path.read_text('utf-8')}", encoding="utf-8")


@pytest.fixture(scope="module")
def client(folder: Path) -> FlaskClient:
    app = create_library_app(folder, settings=Settings())
    app.library.read_all()
    return app.test_client()


@pytest.fixture(scope="module")
def ask(client: FlaskClient) -> Callable[..., TestResponse]:
    return lambda path, **more: client.get(path, **more)


def rows(page: str) -> list[str]:
    """The entries of the first page, as text."""
    found = re.findall(r'<li class="library-atlas">(.*?)</li>', page, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in found]


def test_first_page_lists_what_readers_may_have(ask: Callable[..., TestResponse]) -> None:
    listed = rows(ask("/?lang=en").text)
    assert len(listed) == 4
    _, balkans, rhineland, torn = listed
    assert balkans.startswith("The Balkan Wars, 1912–1913")
    assert "14 events 36 places" in balkans
    assert (
        "A historian. The occupied Rhineland, 1918–1930. ed. 2. 2026-05. http://localhost/a/rhineland/"
        in (rhineland)
    )
    assert torn.endswith("is not shown before they are mended.")
    assert "/a/torn/" not in ask("/").text
    assert "/a/hidden" not in ask("/").text


def test_first_page_speaks_the_language_of_its_reader(ask: Callable[..., TestResponse]) -> None:
    assert "Tüm atlaslarda ara" in ask("/?lang=tr").text
    assert "Искать во всех атласах" in ask("/", headers={"Accept-Language": "ru"}).text
    assert ask("/?lang=xx").status_code == 200


@pytest.mark.parametrize(
    "path", ["", "events/", "events/adrianople-taken", "places/", "api/", "search?q=sofia"]
)
def test_atlas_has_all_its_addresses_below_its_own(ask: Callable[..., TestResponse], path: str) -> None:
    answer = ask(f"/a/balkans/{path}")
    assert answer.status_code == 200
    for link in re.findall(r'(?:href|src|action)="(/[^"]*)"', answer.text):
        assert link.startswith("/a/balkans/"), link


def test_whole_addresses_name_the_host_and_the_atlas(ask: Callable[..., TestResponse]) -> None:
    page = ask("/a/balkans/events/adrianople-taken?lang=en", headers={"Host": "maps.example"}).text
    assert (
        '<link rel="canonical" href="http://maps.example/a/balkans/events/adrianople-taken?lang=en">' in page
    )
    told = ask("/a/balkans/api/collections", headers={"Host": "maps.example"}).text
    assert "http://maps.example/a/balkans/api/collections/events/items" in told
    asked = "/a/balkans/oembed?url=http://maps.example/a/balkans/events/adrianople-taken"
    answer = json.loads(ask(asked, headers={"Host": "maps.example"}).text)
    assert "http://maps.example/a/balkans/embed/events/adrianople-taken" in answer["html"]


def test_settings_say_where_a_library_lies(folder: Path) -> None:
    settings = replace(Settings(), base_url="https://maps.example/history")
    client = create_library_app(folder, settings=settings).test_client()
    assert 'href="https://maps.example/history/a/balkans/"' in client.get("/").text
    page = client.get("/a/balkans/").text
    links = re.findall(r'(?:href|src)="(https?:[^"]*)"', page)
    assert links
    assert {link[:37] for link in links} == {"https://maps.example/history/a/balkan"}


@pytest.mark.parametrize(
    "path", ["/a/hidden/", "/a/torn/", "/a/nowhere/", "/a/notes/", "/a/M%C3%BCll/", "/x"]
)
def test_what_readers_may_not_have_is_not_there(ask: Callable[..., TestResponse], path: str) -> None:
    answer = ask(f"{path}?lang=en")
    assert answer.status_code == 404
    assert "All atlases" in answer.text
    assert ("has faults" in answer.text) == (path in {"/a/torn/", "/a/M%C3%BCll/"})


def test_atlas_without_its_slash_is_led_to(ask: Callable[..., TestResponse]) -> None:
    answer = ask("/a/balkans?lang=en")
    assert (answer.status_code, answer.headers["Location"]) == (308, "/a/balkans/?lang=en")
    inner = ask("/a/balkans/events/adrianople-taken/")
    assert inner.headers["Location"].startswith("/a/balkans/events/adrianople-taken")


def test_search_finds_in_all_atlases_and_says_in_which(ask: Callable[..., TestResponse]) -> None:
    page = ask("/search?q=edirne&lang=en").text
    assert "/a/balkans/places/" in page
    assert "The Balkan Wars, 1912–1913" in page
    assert "/a/rhineland/places/mainz" in ask("/search?q=MAINZ").text
    assert "/a/hidden/" not in ask("/search?q=mainz").text
    assert "0 results" in ask("/search?q=nowhere&lang=en").text
    assert "&lt;b&gt;" in ask("/search?q=<b>").text


def test_least_used_atlas_is_closed(folder: Path) -> None:
    app = create_library_app(folder, settings=replace(Settings(), open_atlases=1))
    client = app.test_client()
    for name in ("balkans", "rhineland", "balkans"):
        assert client.get(f"/a/{name}/").status_code == 200
        assert list(app.library._open) == [name]


def test_pages_of_a_great_library_hold_a_hundred(tmp_path: Path) -> None:
    for number in range(PAGE + 5):
        path = tmp_path / f"atlas-{number:03d}"
        path.mkdir()
        path.joinpath("atlas.toml").write_text(
            f'format = 2\ntitle = "No. {number}"\nlanguages = ["en"]\n', "utf-8"
        )
    client = create_library_app(tmp_path, settings=Settings()).test_client()
    first, second = client.get("/?lang=en").text, client.get("/?page=2&lang=en").text
    assert (len(rows(first)), len(rows(second))) == (PAGE, 5)
    assert "page=2" in first
    assert "Page 2 of 2" in second
    assert rows(client.get("/?page=99").text) == rows(second) != rows(client.get("/?page=-1").text)


def test_catalogue_says_why_a_folder_has_no_address(folder: Path) -> None:
    by_name = {entry.name: entry for entry in Catalogue(folder).shown()}
    assert "has no address" in by_name["Müll"].fault
    assert "notes" not in by_name


def test_addresses_are_taken_apart() -> None:
    assert split_address("/a/balkans/events/x") == ("balkans", "/events/x")
    assert split_address("/a/balkans") == ("balkans", "")
    assert split_address("/about") == ("", "/about")


def test_library_that_is_not_there_is_told_of(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="is no folder"):
        create_library_app(tmp_path / "x")
    answer = CliRunner().invoke(main, ["serve", "--library", str(tmp_path), "--atlas", "x"])
    assert answer.exit_code == 2
    assert "give one of the two" in answer.output


def test_desk_asks_an_atlas_only_where_a_path_is_in_one(folder: Path) -> None:
    desk = LibraryDesk(create_library_app(folder, settings=Settings()), "nowhere")
    assert run_apart(desk._desk_of("hidden")) is None
    assert run_apart(desk._desk_of("balkans")) is run_apart(desk._desk_of("balkans")) is not None


def test_open_atlases_are_a_setting() -> None:
    assert read_settings({"MAPSVC_OPEN_ATLASES": "3"}).open_atlases == 3


def test_library_is_served_with_files_from_the_lane(folder: Path) -> None:
    with running("--port", "0", "--library", str(folder)) as server:
        assert b"Rhineland" in server.get("/a/rhineland/?lang=en")[1]
        status, drawn = server.get("/a/balkans/download/adrianople-taken.svg?lang=en")
        assert (status, b"<svg" in drawn[:500]) == (200, True)
        _, _, other = server.ask("/a/rhineland/download/all.svg?lang=en")
        assert other != drawn
        assert [server.get(path)[0] for path in ("/healthz", "/a/balkans/healthz", "/a/hidden/")] == [
            200,
            200,
            404,
        ]
    assert server.errors == []
