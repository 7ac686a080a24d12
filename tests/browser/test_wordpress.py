"""WordPress, as it is, shows a map of ours by its address alone."""

from __future__ import annotations

import json
import shutil
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import wait_until_drawn
from tests.html_text import parse

SCRIPT = Path(__file__).with_name("wordpress.php")
HERE = Path("/usr/share/wordpress/wp-settings.php").exists() and all(
    map(shutil.which, ("php", "mariadbd", "mariadb-install-db"))
)


def run(*command: str | Path) -> str:
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout[-1000:] + done.stderr[-2000:]
    return done.stdout


@pytest.fixture(scope="module")
def socket(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where a database of its own listens."""
    folder = tmp_path_factory.mktemp("db")
    data, socket = folder / "data", folder / "socket"
    run("mariadb-install-db", "--no-defaults", f"--datadir={data}", "--user=root", "--skip-test-db",
        "--auth-root-authentication-method=normal")  # fmt: skip
    (data / "wordpress").mkdir()
    command = ["mariadbd", "--no-defaults", f"--datadir={data}", f"--socket={socket}", "--skip-networking"]
    with subprocess.Popen([*command, "--user=root"], stderr=subprocess.DEVNULL) as server:
        deadline = time.monotonic() + 60
        while not socket.exists() and server.poll() is None and time.monotonic() < deadline:
            time.sleep(0.1)
        assert socket.exists()
        yield socket
        server.terminate()


@pytest.fixture(scope="module")
def embedded(socket: Path, tmp_path_factory: pytest.TempPathFactory, server_url: str) -> dict[str, Any]:
    """What WordPress makes of the address of a page."""
    content = tmp_path_factory.mktemp("content")
    run("php", SCRIPT, socket, content, "install")
    url = f"{server_url}/events/kars-treaty?lang=en"
    told: dict[str, Any] = json.loads(run("php", SCRIPT, socket, content, url).partition("TOLD")[2])
    return told


@pytest.fixture
def blog(tmp_path: Path) -> Iterator[Callable[[str], str]]:
    """Returns a host that has a post."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(SimpleHTTPRequestHandler, directory=str(tmp_path)))
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()

    def publish(post: str) -> str:
        (tmp_path / "post.html").write_text(f'<!doctype html><meta charset="utf-8">{post}', "utf-8")
        return f"http://localhost:{server.server_address[1]}"

    yield publish
    server.shutdown()
    server.server_close()


@pytest.mark.skipif(not HERE, reason="no WordPress on this machine")
def test_embed_block_shows_a_map_without_a_setting(
    request: pytest.FixtureRequest, browser: Browser, server_url: str, blog: Callable[[str], str]
) -> None:
    if not request.config.option.all:
        pytest.skip("with --all")
    told = request.getfixturevalue("embedded")
    assert told["version"].startswith("6.")
    assert told["status"] == 200
    for html in (told["editor"]["html"], told["reader"]):
        (frame,) = parse(html).named("iframe")
        assert (frame["src"] or "").startswith(f"{server_url}/embed/events/kars-treaty?")
        assert frame["sandbox"] == "allow-scripts"
        assert frame["title"] == told["editor"]["title"]
    page = browser.new_page()
    page.goto(f"{blog(told['reader'])}/post.html")
    shown = page.frames[1]
    wait_until_drawn(shown)
    assert shown.locator(".map-label").filter(has_text="Kars").count()
    page.close()
