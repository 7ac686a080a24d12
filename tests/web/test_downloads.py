"""`/download/`: files with their names, types, languages and no more rights than a file needs."""

from __future__ import annotations

import json
import sys

import pytest
from flask.testing import FlaskClient

from mapsvc.export.formats import FORMATS, Format
from mapsvc.export.job import ExportJob
from mapsvc.web.app import create_app
from mapsvc.web.downloads import WHOLE
from tests.conftest import TINY

KARS = "/download/kars-treaty.geojson"


def test_file_is_made_once_and_known_by_what_it_is_made_of(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    write = Format.write

    def count(format_: Format, job: ExportJob) -> bytes:
        made.append(format_.name)
        return write(format_, job)

    monkeypatch.setattr(Format, "write", count)
    client, address = create_app(TINY).test_client(), "/download/line-drawn.png?lang=en&width=400"
    first = client.get(address)
    assert client.get(address).data == first.data
    assert made == ["png"]
    tag = first.headers["ETag"]
    again = client.get(address, headers={"If-None-Match": tag})
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)
    assert client.get("/download/line-drawn.png?lang=en&width=401").headers["ETag"] != tag
    # Whoever comes back with it after the service has begun anew is told so without a drawing.
    made.clear()
    assert create_app(TINY).test_client().get(address, headers={"If-None-Match": tag}).status_code == 304
    assert made == []


@pytest.mark.parametrize("format_", [name for name in FORMATS if name != "zip"])
def test_every_format_can_be_downloaded_by_name_and_by_suffix(client: FlaskClient, format_: str) -> None:
    found = FORMATS[format_]
    by_name = client.get(f"/download/telegram-lenin.{format_}?lang=tr")
    assert by_name.status_code == 200
    assert by_name.headers["Content-Type"] == found.media_type
    assert by_name.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in by_name.headers["Content-Security-Policy"]
    assert "script-src" not in by_name.headers["Content-Security-Policy"]
    name = f"telegram-lenin.{found.suffix}"
    disposition = by_name.headers["Content-Disposition"]
    assert disposition == f"attachment; filename=\"{name}\"; filename*=UTF-8''{name}"
    assert client.get(f"/download/{name}?lang=tr").data == by_name.data


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("events/kars-treaty", "kars-treaty"),
        ("compare/moscow-1921/kars-1921", "compare-moscow-1921-kars-1921"),
        ("timeline/1920-04-28", "timeline-1920-04-28"),
        ("mentions", "mentions"),
    ],
)
def test_paths_of_pages_name_maps(client: FlaskClient, name: str, file: str) -> None:
    answer = client.get(f"/download/{name}.csv")
    assert answer.status_code == 200
    assert f'filename="{file}.csv"' in answer.headers["Content-Disposition"]


def test_language_is_that_of_the_address(client: FlaskClient) -> None:
    titles = {lang: json.loads(client.get(f"{KARS}?lang={lang}").data)["title"] for lang in ("tr", "en")}
    assert titles["tr"] != titles["en"]


def test_download_is_cached_like_any_answer(client: FlaskClient) -> None:
    first = client.get(f"{KARS}?lang=en", headers={"Accept-Encoding": "br"})
    assert first.headers["Content-Encoding"] == "br"
    again = client.get(
        f"{KARS}?lang=en", headers={"Accept-Encoding": "br", "If-None-Match": first.headers["ETag"]}
    )
    assert again.status_code == 304
    head = client.head(f"{KARS}?lang=en", headers={"Accept-Encoding": "br"})
    assert head.status_code == 200
    assert head.data == b""
    assert head.headers["Content-Length"] == first.headers["Content-Length"]


def test_host_that_is_asked_by_does_not_get_into_a_file(client: FlaskClient) -> None:
    assert b"evil" not in client.get(f"{KARS}?lang=tr", headers={"Host": "evil.example"}).data


@pytest.mark.parametrize(
    ("path", "word"),
    [
        ("kars-treatty.geojson", "kars-treaty"),
        ("kars-treaty.geojsn", "geojson"),
        ("kars-treaty", ""),
        (".geojson", ""),
        ("borders/kars-1922.csv", "kars-1921"),
        ("../../etc/passwd.csv", ""),
    ],
)
def test_what_does_not_exist_is_404_and_names_what_is_near(client: FlaskClient, path: str, word: str) -> None:
    answer = client.get(f"/download/{path}")
    assert answer.status_code == 404
    assert word in answer.text


@pytest.mark.parametrize("query", ["width=3", "x=1", "mode=swipe", "lang=de", "lang=tr&paper=a4"])
def test_option_that_a_format_does_not_know_is_400(client: FlaskClient, query: str) -> None:
    assert client.get(f"{KARS}?{query}").status_code == 400


def test_day_that_does_not_exist_is_400(client: FlaskClient) -> None:
    assert client.get("/download/timeline/1920-02-31.csv").status_code == 400


def test_whole_atlas_is_one_file(client: FlaskClient) -> None:
    answer = client.get("/download/atlas.zip?lang=tr")
    assert answer.status_code == 200
    assert answer.data[:2] == b"PK"
    assert client.get("/download/atlas.zip?width=1").status_code == 400


def test_whole_atlas_takes_no_option_but_its_language(tiny_client: FlaskClient) -> None:
    answer = tiny_client.get(f"/download/{WHOLE}.zip?width=3")
    assert answer.status_code == 400
    assert "the whole atlas takes lang" in answer.text
    # No map has its name.
    assert tiny_client.get(f"/download/{WHOLE}.svg").status_code == 404


def test_format_whose_library_is_missing_is_refused_and_not_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    client, address = create_app(TINY).test_client(), "/download/line-drawn.parquet"
    answer = client.get(address)
    assert answer.status_code == 404
    assert "pip install pyarrow" in answer.get_data(as_text=True)
    for page in ("/download/", "/share/events/line-drawn", "/events/line-drawn"):
        shown = client.get(page)
        assert shown.status_code == 200
        assert ".parquet" not in shown.get_data(as_text=True), page
        assert ".gpkg" in shown.get_data(as_text=True) or page == "/events/line-drawn"
