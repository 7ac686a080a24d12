"""`mapsvc freeze`: the site without a service."""

from __future__ import annotations

import importlib.util
import json
import pickle
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from mapsvc.cli import main
from mapsvc.files import held_folder
from mapsvc.web import freeze as frozen_site
from mapsvc.web.freeze import JOURNAL, MANIFEST
from mapsvc.web.frozen_html import data_script, frozen_data, frozen_page, links_of
from mapsvc.web.frozen_paths import Address, Links, read_address
from tests.conftest import TINY
from tests.grounds import add_grounds
from tests.html_text import parse

ROOT = Path(__file__).parents[1]
ANSWERS = "answers"


def bench() -> ModuleType:
    """The crawler, which is also the tool to check any frozen site with."""
    spec = importlib.util.spec_from_file_location("bench_freeze", ROOT / "bench" / "freeze.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def freeze(folder: Path, atlas: Path, *options: str) -> Result:
    return CliRunner().invoke(main, ["freeze", str(folder), "--atlas", str(atlas), *options])


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny atlas with grounds."""
    folder = Path(shutil.copytree(TINY, tmp_path_factory.mktemp("held") / "tiny"))
    add_grounds(folder)
    return folder


@pytest.fixture(scope="module")
def site(held: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """That atlas, frozen."""
    folder = tmp_path_factory.mktemp("frozen") / "site"
    done = freeze(folder, held)
    assert done.exit_code == 0, done.output
    return folder


@pytest.fixture(scope="module")
def english(held: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same in one language: half the work. Beside it lies what the service said to each address."""
    folder = tmp_path_factory.mktemp("english") / "site"
    crawl = frozen_site._crawl

    def keep(app: Flask, step: frozen_site.Step) -> Any:
        answers = crawl(app, step)
        (folder.parent / ANSWERS).write_bytes(pickle.dumps(answers))
        return answers

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(frozen_site, "_crawl", keep)
        done = freeze(folder, held, "--lang", "en")
    assert done.exit_code == 0, done.output
    return folder


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_no_link_is_broken(site: Path) -> None:
    assert bench().broken_links(site) == []


def test_every_room_is_reached_from_every_page(site: Path) -> None:
    page = parse((site / "en" / "places" / "alfa.html").read_text("utf-8"))
    rooms = {"index.html", "../events/index.html", "../timeline.html", "../tour/index.html", "../search.html"}
    compared = {link for link in page.links if re.fullmatch(r"\.\./compare/[\w-]+/[\w-]+\.html", link)}
    assert rooms <= set(page.links)
    assert len(compared) == 1
    assert all((site / "en" / "places" / link).is_file() for link in rooms | compared)


@pytest.mark.parametrize(
    "name",
    [
        "index.html",
        "{lang}/index.html",
        "{lang}/events/index.html",
        "{lang}/events/line-drawn.html",
        "{lang}/places/alfa.html",
        "{lang}/routes/journey.html",
        "{lang}/borders/front.html",
        "{lang}/timeline.html",
        "{lang}/mentions.html",
        "{lang}/mentions.usage-metonymic.html",
        "{lang}/search.html",
        "{lang}/embed/events/line-drawn.html",
        "{lang}/embed/timeline.html",
        "{lang}/download/events/line-drawn.gpkg",
        "{lang}/download/atlas.zip",
        "{lang}/download/events/letter-sent.geojson",
        "api/collections/places/items.json",
    ],
)
def test_site_has_pages_frames_files_and_data_in_both_languages(site: Path, name: str) -> None:
    for lang in ("tr", "en"):
        path = site / name.format(lang=lang)
        assert path.is_file()
        assert path.suffix != ".html" or name == "index.html" or f'lang="{lang}"' in path.read_text("utf-8")


def test_collection_of_the_api_is_whole(site: Path) -> None:
    found = json.loads((site / "api/collections/places/items.json").read_text("utf-8"))
    assert found["numberReturned"] == found["numberMatched"] == len(found["features"]) > 0


def data_of(script: Path) -> Any:
    """What a script of data hands to the page."""
    text = script.read_text("utf-8")
    assert text.startswith('mapsvc.give("/data/')
    return json.loads(text.partition(",")[2].removesuffix(");\n"))


def test_data_are_there_once_as_scripts(site: Path) -> None:
    scripts = list((site / "data").rglob("*.json.js"))
    assert scripts
    for script in scripts:
        # Of a tile that is all land there is nothing to say.
        assert data_of(script) or "/water/" in script.as_posix()
        assert not script.with_suffix("").exists()


@pytest.mark.parametrize("level", ["overview", "full"])
def test_days_have_the_grounds_that_they_show(site: Path, level: str) -> None:
    (found,) = (site / "data").glob(f"*/territories/front.{level}.json.js")
    ids = {feature["id"] for feature in data_of(found)["features"]}
    assert ids == {"territories/front/west", "territories/front/east", "edges/front", "edges/front/apart"}
    address = f"/data/{found.parts[-3]}/territories/front.{level}.json"
    assert found.read_text("utf-8").startswith(f'mapsvc.give("{address}"')
    for lang in ("tr", "en"):
        (year,) = (site / "data").glob(f"*/timeline/1921.{lang}.json.js")
        assert f"/timeline/1921-10-13.{lang}.json" in year.read_text("utf-8")
        assert f"frozen:{address}" in year.read_text("utf-8")


def test_what_only_a_service_can_do_is_not_there(site: Path) -> None:
    names = set(files(site))
    assert not any(name.endswith(("healthz.html", "readyz.html", "version.html")) for name in names)
    assert not any("?" in name or ":" in name for name in names)


def test_search_page_holds_everything(site: Path) -> None:
    page = (site / "en/search.html").read_text("utf-8")
    for word in ("Alfa", "../en/events/line-drawn.html", "borders/front.html", "routes/journey.html"):
        assert word.removeprefix("../en/") in page


def test_second_run_writes_nothing_and_removes_only_its_own(english: Path, held: Path) -> None:
    site = english
    before = files(site)
    times = {path: path.stat().st_mtime_ns for path in site.rglob("*") if path.is_file()}
    own = json.loads((site / MANIFEST).read_text("utf-8"))
    stale, foreign = site / "en" / "old" / "page.html", site / "en" / "notes.txt"
    stale.parent.mkdir()
    stale.touch()
    foreign.touch()
    (site / "en" / "index.html").write_text("changed")
    own["files"]["en/old/page.html"] = own["files"]["../outside.txt"] = "0"
    (site / MANIFEST).write_text(json.dumps(own))
    outside = site.parent / "outside.txt"
    outside.touch()
    done = freeze(site, held, "--lang", "en")
    assert "1 written, 1 removed" in done.output
    assert foreign.is_file()
    assert outside.is_file()
    foreign.unlink()
    assert not stale.parent.exists()
    assert files(site) == before
    touched = {path.name for path, at in times.items() if path.stat().st_mtime_ns != at}
    assert touched == {"index.html", MANIFEST}


def test_folder_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_text("mine")
    done = freeze(tmp_path, TINY)
    assert done.exit_code == 2
    assert "not empty" in done.output
    assert set(files(tmp_path)) == {"thesis.docx"}


#: Freezes with the answers that a crawl kept.
FREEZE_KEPT = """
import pickle, sys
from mapsvc.cli import main
from mapsvc.web import freeze
with open(sys.argv.pop(1), "rb") as file:
    answers = pickle.load(file)
freeze._crawl = lambda app, step: answers
main()
"""


def killed_while_writing(folder: Path, atlas: Path, crawled: Path) -> dict[str, bytes]:
    """What is left of a site whose writing was killed soon after it began."""
    options = ["freeze", str(folder), "--atlas", str(atlas), "--lang", "en"]
    words = [sys.executable, "-c", FREEZE_KEPT, str(crawled), *options]
    with subprocess.Popen(words, stdout=subprocess.DEVNULL) as run:
        for _ in range(60_000):
            if (folder / JOURNAL).is_file() or run.poll() is not None:
                break
            time.sleep(0.005)
        run.send_signal(signal.SIGKILL)
    return files(folder)


def test_run_that_is_killed_is_finished_by_the_next(
    english: Path, held: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected, crawled = files(english), english.parent / ANSWERS
    # Writing so small a site takes a moment only; on a busy machine the kill may come too late.
    for number in range(5):
        folder = tmp_path / f"site-{number}"
        left = killed_while_writing(folder, held, crawled)
        if MANIFEST not in left:
            break
    assert MANIFEST not in left, "the kill came too late"
    assert JOURNAL in left
    for name, data in left.items():
        assert name == JOURNAL or name.endswith(".tmp") or data == expected[name]
    monkeypatch.setattr(frozen_site, "_crawl", lambda _app, _step: pickle.loads(crawled.read_bytes()))
    assert freeze(folder, held, "--lang", "en").exit_code == 0
    assert files(folder) == expected


# ---- addresses and pages ----------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("href", "file", "rest"),
    [
        ("/?lang=en", "en/index.html", ""),
        ("/events/", "tr/events/index.html", ""),
        ("/events/?place=baku&lang=en", "en/events/index.html", "?place=baku"),
        ("/events/kars-treaty?lang=en#sources", "en/events/kars-treaty.html", "#sources"),
        ("/compare/a/b?mode=swipe&lang=tr", "tr/compare/a/b.html", "?mode=swipe"),
        ("/tour/events?ids=a,b&step=2", "tr/tour/events.ids-a,b.html", "?step=2"),
        ("/embed/routes/x?at=1920-04-28&variant=y", "tr/embed/routes/x.html", "?at=1920-04-28&variant=y"),
        ("/timeline?on=1920-04-28&lang=tr", "tr/timeline.html", "?on=1920-04-28"),
        ("/mentions?section=x&usage=y", "tr/mentions.section-x.usage-y.html", ""),
        ("/static/0123/css/bundle.css", "static/0123/css/bundle.css", ""),
        ("/data/0123/borders/x.full.json", "data/0123/borders/x.full.json", ""),
        ("/download/events/x.lpf.json?lang=en", "en/download/events/x.lpf.json", ""),
        ("/api/", "api/index.json", ""),
        ("/api/collections/events/items?limit=3", "api/collections/events/items.json", ""),
    ],
)
def test_address_has_a_file(href: str, file: str, rest: str) -> None:
    found = read_address(href, "tr")
    assert found is not None
    assert (found[0].file, found[1]) == (file, rest)


@pytest.mark.parametrize(
    "href", ["https://example.org/", "//example.org/x", "#main", "mailto:a@b.c", "x.html"]
)
def test_what_leads_elsewhere_is_no_address(href: str) -> None:
    assert read_address(href, "tr") is None


PAGE = """<!doctype html>
<html lang="tr"><head><title>a &amp; b &#39;</title><link rel="preload" as="fetch" href="/data/1/x.json">
<link rel="stylesheet" href="/static/1/a.css"></head>
<body data-next="/events/b?lang=tr"><!-- kept --><a href="/events/b?lang=tr&amp;x=1" title="&lt;b&gt;">B</a>
<a class="gone" href="/events/none">C</a> <a href="https://example.org/?a=1&amp;b=2">D</a><br/>
<form action="/mentions">
<select name="usage"><option value="">-</option><option value="y">y</option></select></form>
<script type="application/json" id="d">
{"href":"/events/b?lang=tr","text":"\\u003cscript>","data":"/data/1/x.json"}</script>
<script>if (1 < 2 && "/events/b") { go(); }</script>
</body></html>"""


def frozen(page: str) -> str:
    known = {
        Address("/events/b", "tr"): "tr/events/b.html",
        Address("/static/1/a.css", ""): "static/1/a.css",
        Address("/static/1/js/frozen.js", ""): "static/1/js/frozen.js",
        Address("/download/", "tr"): "tr/download/index.html",
        Address("/mentions", "tr"): "tr/mentions.html",
        Address("/mentions", "tr", (("usage", "y"),)): "tr/mentions.usage-y.html",
    }
    return frozen_page(page, Links("tr/events/a.html", "tr", known), "/static/1/js/frozen.js")


def test_links_become_relative_and_all_else_stays() -> None:
    page = frozen(PAGE)
    assert '<html lang="tr" data-frozen="../../" data-languages="">' in page
    assert "<title>a &amp; b &#39;</title>" in page
    assert "preload" not in page
    assert '<link rel="stylesheet" href="../../static/1/a.css">' in page
    assert '<body data-next="b.html"><!-- kept -->' in page
    assert '<a href="b.html?x=1" title="&lt;b&gt;">B</a>' in page
    assert '<a class="gone">C</a>' in page
    assert '<a href="https://example.org/?a=1&amp;b=2">D</a><br/>' in page
    assert '<script>if (1 < 2 && "/events/b") { go(); }</script>' in page
    assert page.endswith('<script src="../../static/1/js/frozen.js"></script>\n</body></html>')


def test_button_that_asks_the_service_leads_to_the_files() -> None:
    page = frozen('<body><a href="/share/x" data-share data-script="/static/1/share.js">S</a></body>')
    assert '<a href="../download/index.html">S</a>' in page


def test_link_of_the_head_that_is_dead_is_left_out() -> None:
    page = frozen('<head><link rel="alternate" href="/oembed?url=x"></head><body></body>')
    assert "<link" not in page


def test_data_of_a_page_lead_to_files_and_stay_data() -> None:
    data = frozen(PAGE).partition('id="d">')[2].partition("</script>")[0]
    assert "<" not in data
    assert json.loads(data) == {"href": "b.html", "text": "<script>", "data": "/data/1/x.json"}


def test_form_that_leads_on_knows_how_its_pages_are_named() -> None:
    form = '<form action="/compare"><input type="hidden" name="lang" value="tr"></form>'
    page = frozen(f"<body>{form}</body>")
    assert '<form data-frozen-page="../compare/{a}/{b}.html">' in page


def test_any_two_borders_can_be_compared(site: Path) -> None:
    for lang in ("tr", "en"):
        page = (site / lang / "compare/front/front.html").read_text("utf-8")
        assert 'data-frozen-page="../{a}/{b}.html"' in page
        assert "frozen-choices" not in page.partition("data-frozen-page")[2]
        assert 'data-frozen-page="compare/{a}/{b}.html"' in (site / lang / "timeline.html").read_text("utf-8")


def test_modes_of_a_comparison_are_one_file(site: Path) -> None:
    assert not list(site.rglob("*mode-*"))
    page = (site / "en/compare/front/front.html").read_text("utf-8")
    assert 'href="front.html?mode=swipe"' in page


def test_front_of_several_languages_lets_choose(site: Path) -> None:
    front = (site / "index.html").read_text("utf-8")
    assert 'http-equiv="refresh"' not in front
    assert "mapsvc" not in front.partition("<main>")[2].partition("</main>")[0]


def test_pages_tell_the_script_which_languages_there_are(site: Path) -> None:
    for page in (site / "index.html", site / "en/index.html", site / "tr/embed/timeline.html"):
        assert 'data-languages="tr en"' in page.read_text("utf-8")


def test_only_the_languages_asked_for_are_written(english: Path) -> None:
    assert {path.name for path in english.iterdir() if path.is_dir()} == {"api", "data", "en", "static"}
    assert bench().broken_links(english) == []
    assert '<meta http-equiv="refresh" content="0; url=en/index.html">' in (english / "index.html").read_text(
        "utf-8"
    )
    page = (english / "en/index.html").read_text("utf-8")
    assert "language-switch" not in page
    assert 'hreflang="tr"' not in page


def test_language_that_the_atlas_lacks_is_refused(held: Path, tmp_path: Path) -> None:
    done = freeze(tmp_path / "site", held, "--lang", "de")
    assert done.exit_code == 2
    assert "'de'; the atlas has tr, en" in done.output
    assert not (tmp_path / "site").exists()


def test_form_knows_the_page_of_each_choice() -> None:
    page = frozen(PAGE)
    assert 'action="../mentions.html"' in page
    assert "&quot;usage=y&quot;: &quot;../mentions.usage-y.html&quot;" in page
    assert "/mentions?usage=y" in list(links_of(PAGE))


def test_data_as_a_script_run_nothing_and_mark_their_links() -> None:
    links = Links("data/1/x.json", "tr", {Address("/events/b", "tr"): "tr/events/b.html"})
    document = {"a": "/events/b", "b": "</script>\u2028", "c": "/gone"}
    script = data_script("/data/1/x.json", frozen_data(document, links.marked))
    assert "</" not in script
    told = json.loads(script.partition(",")[2].removesuffix(");\n"))
    assert told == {"a": "frozen:/tr/events/b.html", "b": "</script>\u2028", "c": None}


@pytest.mark.parametrize("base", ["", "https://uni.example/atlas"])
def test_head_of_a_frozen_page_has_whole_addresses_or_none(base: str) -> None:
    head = """<html><head><link rel="canonical" href="/events/a?lang=tr">
<meta property="og:url" content="/events/a?lang=tr">
<meta property="og:image" content="/card/none.png?lang=tr">
<meta property="og:title" content="/x"></head><body></body></html>"""
    files = {
        Address("/events/a", "tr"): "tr/events/a.html",
        Address("/static/1/js/frozen.js", ""): "static/f.js",
    }
    page = frozen_page(head, Links("tr/events/a.html", "tr", files, ("tr",), base), "/static/1/js/frozen.js")
    whole = 'content="https://uni.example/atlas/tr/events/a.html"'
    assert (whole in page) is bool(base)
    assert ('rel="canonical" href="https://uni.example/atlas/tr/events/a.html"' in page) is bool(base)
    assert "og:image" not in page
    assert 'content="/x"' in page


def test_second_run_into_a_folder_that_is_being_written_is_one_line(held: Path, tmp_path: Path) -> None:
    with held_folder(tmp_path):
        done = freeze(tmp_path, held, "--lang", "en")
    assert done.exit_code == 1
    assert "another process is writing" in done.output
    assert list(tmp_path.iterdir()) == []
