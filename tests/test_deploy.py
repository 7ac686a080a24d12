"""One server as far from home as they come: no temp folder, below a path, at a unix socket behind a proxy."""

from __future__ import annotations

import html
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urldefrag

import pytest

from tests.conftest import TINY
from tests.running import Running, running

BASE = "https://uni.example/maps"
_LINK = re.compile(r'(?:href|src|action)="([^"#][^"]*)"')
#: A Python whose folders for what is temporary cannot be written.
_BARRED = """#!/bin/sh
exec unshare -rm sh -c '
    for folder in {folders}; do
        mount --bind $folder $folder 2>/dev/null
        mount -o remount,bind,ro $folder || exit 9
    done
    exec "$@"' sh {python} "$@"
"""


def may_unshare() -> bool:
    """Tell whether this system lets us take a view of its folders of our own."""
    bar = "mount --bind /tmp /tmp && mount -o remount,bind,ro /tmp"
    command = ["unshare", "-rm", "sh", "-c", bar]
    known = shutil.which("unshare") is not None
    return known and subprocess.run(command, capture_output=True, check=False).returncode == 0


def barred_python(folder: Path, *barred: str) -> str:
    """Return a Python that cannot write to some folders."""
    if not may_unshare():
        pytest.skip("this system lets nobody take a view of its folders of his own")
    python = folder / "python"
    python.write_text(_BARRED.format(folders=" ".join(barred), python=sys.executable), "utf-8")
    python.chmod(0o755)
    return str(python)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    # In shared memory, as the server cannot write to /tmp.
    place = Path(f"/dev/shm/mapsvc-test-{tmp_path_factory.getbasetemp().name}.sock")
    python = barred_python(tmp_path_factory.mktemp("barred"), "/tmp", "/var/tmp")
    options = ("--uds", str(place), "--atlas", str(TINY))
    settings = {"MAPSVC_BASE_URL": BASE, "MAPSVC_TRUSTED_PROXIES": "unix", "TMPDIR": "/tmp"}
    settings |= {
        "LANG": "C",
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "TZ": "Pacific/Kiritimati",
        "HOME": "/nowhere",
    }
    with running(*options, python=python, **settings) as server:
        yield server


def links_of(server: Running, path: str) -> tuple[int, list[str]]:
    """The status of a page, and where it leads, as it says so."""
    status, headers, body = server.ask(path)
    found = [headers["location"]] if "location" in headers else []
    if headers.get("content-type", "").startswith("text/html"):
        found += [urldefrag(html.unescape(link))[0] for link in _LINK.findall(body.decode())]
    return status, found


def kind_of_link(path: str) -> str:
    """What a link is to: of each kind one is asked."""
    plain = path.partition("?")[0]
    end = plain.rpartition(".")[2] if plain.startswith("/download/") else ""
    return f"{plain.split('/')[1]}.{end}" if end else re.sub(r"[^/]+$", "", plain)


def test_every_kind_of_link_is_answered_and_stays_below_the_path(server: Running) -> None:
    asked: dict[str, str] = {}
    todo, faults = ["/", "/download/?lang=en", "/events/line-drawn?lang=en", "/api/"], {}
    while todo:
        path = todo.pop(0)
        status, links = links_of(server, path)
        if status >= 400:
            faults[path] = status
        for link in links:
            if link.startswith("/"):
                assert link.startswith("/maps/"), f"{path} leads to {link}"
                link = link.removeprefix("/maps")
            link = link.removeprefix(BASE)
            if link.startswith("/") and kind_of_link(link) not in asked:
                asked[kind_of_link(link)] = link
                todo.append(link)
    assert faults == {}
    assert {"download.gpkg", "download.zip", "download.png", "/events/"} <= asked.keys()


def test_page_finds_its_own_frame_below_the_path(server: Running) -> None:
    status, body = server.get(f"/oembed?url={BASE}/events/line-drawn")
    assert status == 200
    assert f"{BASE}/embed/events/line-drawn" in body.decode()


def may_use_ipv6() -> bool:
    """Tell whether this machine has the newer address of its own."""
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return False
    return True


def test_where_nothing_at_all_can_be_written_a_file_is_had_or_refused_in_one_line(tmp_path: Path) -> None:
    python = barred_python(tmp_path, "/", "/tmp", "/var/tmp", "/dev/shm")
    host = "::1" if may_use_ipv6() else "127.0.0.1"
    needy, others = {"gpkg", "zip"}, {"png", "pdf", "pptx", "csv"}
    with running("--host", host, "--port", "0", "--atlas", str(TINY), python=python, TMPDIR="") as server:
        answers = {
            name: server.ask(f"/download/events/line-drawn.{name}?lang=en") for name in sorted(needy | others)
        }
        for path in ("/", "/download/", "/events/line-drawn?lang=en", "/healthz"):
            assert server.get(path)[0] == 200
    refused = {name for name, (status, _, _) in answers.items() if status != 200}
    assert {answers[name][0] for name in refused} == {507}
    assert refused == needy
    assert all(b"another format" in answers[name][2].lower() for name in refused)
    told = [line for line in server.errors if "no room for a file" in line]
    assert len(told) == len(needy)
    assert not any("Traceback" in line for line in server.errors)
