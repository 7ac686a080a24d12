"""A map as a SCORM 1.2 package: its manifest, and what a platform hears of it."""

from __future__ import annotations

import http.server
import io
import re
import threading
import zipfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Browser

from mapsvc import Atlas
from mapsvc.atlas.store import Store
from mapsvc.export.archive import archive_bytes
from mapsvc.export.formats import find_format
from mapsvc.export.lms.scorm import write_scorm
from mapsvc.kinds import export_job, parse_map_key
from tests.browser.conftest import NODE_MODULES, lacking

PACKAGING = "{http://www.imsproject.org/xsd/imscp_rootv1p1p2}"
ADL = "{http://www.adlnet.org/xsd/adlcp_rootv1p2}"
#: A platform, by somebody else's implementation of what platforms offer.
PLATFORM = """<!doctype html><meta charset="utf-8"><title>Course</title>
<script src="platform.js"></script>
<script>window.API = new Scorm12API({autocommit: false, logLevel: 5});
window.heard = new Map();
API.on('LMSSetValue', (name, value) => heard.set(name, value));</script>
<iframe src="index.html" width="1000" height="600"></iframe>"""


def package(records: Store, name: str, lang: str = "en") -> bytes:
    return write_scorm(export_job(records, parse_map_key(records, name), records.find_language(lang)))


@pytest.fixture(scope="module")
def records(atlas: Atlas) -> Store:
    return atlas.records


@pytest.fixture(scope="module")
def unpacked(records: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("course")
    with zipfile.ZipFile(io.BytesIO(package(records, "kars-treaty"))) as archive:
        archive.extractall(folder)
    return folder


def test_manifest_names_every_file_and_where_to_begin(unpacked: Path) -> None:
    root = ET.parse(unpacked / "imsmanifest.xml").getroot()
    assert root.find(f"{PACKAGING}metadata/{PACKAGING}schemaversion").text == "1.2"  # type: ignore[union-attr]
    (resource,) = root.iter(f"{PACKAGING}resource")
    (item,) = root.iter(f"{PACKAGING}item")
    assert item.get("identifierref") == resource.get("identifier")
    assert (resource.get(f"{ADL}scormtype"), resource.get("href")) == ("sco", "index.html")
    named = {file.get("href") for file in resource.iter(f"{PACKAGING}file")}
    assert named | {"imsmanifest.xml"} == {path.name for path in unpacked.iterdir()}
    assert item.findtext(f"{PACKAGING}title") == "Treaty of Kars"


def test_archive_keeps_the_order_that_it_is_given() -> None:
    files = {"b": b"1", "a/c": b"2"}
    with zipfile.ZipFile(io.BytesIO(archive_bytes(files))) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == files
        assert archive.namelist() == ["b", "a/c"]


def test_manifest_comes_first_and_the_bytes_are_the_same_each_time(records: Store) -> None:
    data = package(records, "kars-treaty", "tr")
    assert zipfile.ZipFile(io.BytesIO(data)).namelist()[0] == "imsmanifest.xml"
    assert data == package(records, "kars-treaty", "tr") != package(records, "kars-treaty", "en")
    assert find_format("scorm").suffix == "scorm.zip"


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def course(unpacked: Path) -> Iterator[str]:
    if not (NODE_MODULES / "scorm-again").is_dir():
        lacking("scorm-again")
    platform = next((NODE_MODULES / "scorm-again" / "dist").glob("scorm12.min.js"))
    (unpacked / "platform.js").write_bytes(platform.read_bytes())
    (unpacked / "course.html").write_text(PLATFORM, encoding="utf-8")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(unpacked)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/course.html"
    server.shutdown()
    server.server_close()


@pytest.mark.browser
def test_platform_hears_that_the_map_was_seen(browser: Browser, course: str) -> None:
    page = browser.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda line: faults.append(line.text) if line.type == "error" else None)
    page.goto(course)
    page.frame_locator("iframe").frame_locator("iframe").locator("html[data-map-drawn]").wait_for(
        state="attached"
    )
    assert page.evaluate("API.cmi.core.lesson_status") == "completed"
    page.evaluate("document.querySelector('iframe').remove()")
    assert re.fullmatch(r"00:\d\d:\d\d", page.evaluate("heard.get('cmi.core.session_time')"))
    assert faults == []
    page.close()
