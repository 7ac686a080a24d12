"""What who runs a server sees of it, from a real one with two workers."""

from __future__ import annotations

import contextlib
import json
import shutil
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import click
import pytest
from click.testing import CliRunner
from prometheus_client.parser import text_string_to_metric_families

from mapsvc.cli import main
from mapsvc.cli.operating import _read_place
from tests.conftest import TINY
from tests.running import WAIT_S, Running, running

ASKED = (
    ("/events/line-drawn?lang=en", 200), ("/events/line-drawn?lang=en", 200), ("/api/nothing", 404),
    ("/places/%0d%0a%7B%22forged%22:1?q=\"x", 404), ("/healthz", 200),
)  # fmt: skip


@pytest.fixture(scope="module")
def atlas(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(TINY, tmp_path_factory.mktemp("operated") / "atlas"))


@pytest.fixture(scope="module")
def server(atlas: Path) -> Iterator[Running]:
    options = ("--atlas", str(atlas), "--port", "0", "--workers", "2", "--access-log", "--log-level", "info")
    with running(*options, "--metrics", "0") as server:
        for path, status in ASKED:
            found, headers, body = server.ask(path.replace('"', "%22"), {"X-Request-ID": "proxy-7"})
            assert (found, headers["x-request-id"]) == (status, "proxy-7")
            if status == 404 and path.startswith("/api/"):
                assert json.loads(body)["request_id"] == "proxy-7"
        yield server


def lines(server: Running, wanted: int) -> list[dict[str, Any]]:
    """The lines about requests, as soon as there are so many."""
    end = time.monotonic() + WAIT_S
    while True:
        found = [json.loads(line) for line in [*server.said] if line.startswith("{")]
        if len(found) >= wanted or time.monotonic() > end:
            return found
        time.sleep(0.02)


def metrics(server: Running) -> dict[tuple[str, ...], float]:
    address = next(line.split(" at ")[1] for line in server.said if line.startswith("metrics at "))
    with urlopen(address, timeout=WAIT_S) as answer:
        text = answer.read().decode()
    return {
        (sample.name, *sorted(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_each_request_is_a_line_that_tells_it_and_no_person(server: Running) -> None:
    told = lines(server, len(ASKED))[: len(ASKED)]
    assert [line["status"] for line in told] == [status for _, status in ASKED]
    assert {line["request_id"] for line in told} == {"proxy-7"}
    assert {line["client"] for line in told} == {"127.0.0.0/24"}
    assert [line["cache"] for line in told][2:4] == ["miss", "miss"]
    assert told[0]["path"] == "/events/line-drawn?lang=en"
    assert told[0]["bytes"] > 10_000
    assert all(line["ms"] >= 0 and line["method"] == "GET" for line in told)
    # What a stranger wrote stays within its line.
    assert "forged" in told[3]["path"]


def test_refused_request_is_found_by_its_name(server: Running) -> None:
    end = time.monotonic() + WAIT_S
    while not server.errors and time.monotonic() < end:
        time.sleep(0.02)
    refused = [json.loads(line) for line in server.errors]
    assert {"proxy-7"} == {line["request_id"] for line in refused}
    assert refused[0]["path"] == "/api/nothing"
    assert {line["level"] for line in refused} == {"info"}


def test_counts_are_those_of_all_workers(server: Running) -> None:
    before = metrics(server)
    for _ in range(12):
        assert server.get("/version")[0] == 200
    after = metrics(server)
    for name in ("mapsvc_requests_total", "mapsvc_request_seconds_count"):
        key = (name, *(("200", "probe") if name.endswith("total") else ("probe",)))
        assert after[key] - before[key] == 12
    assert after["mapsvc_requests_total", "404", "api"] == 1
    assert after["mapsvc_worker_starts_total",] == 2
    assert 20e6 < after["mapsvc_resident_memory_bytes", "1"] < 2e9
    assert after["mapsvc_requests_in_flight", "1"] == 0
    assert after["mapsvc_request_seconds_bucket", "+Inf", "probe"] == after[key]
    assert server.get("/metrics")[0] == 404


def test_slow_clients_keep_nobody_waiting(server: Running) -> None:
    """Half a header each, and no more of it; on one that waits for them, the others would wait too."""
    connection = server.connection()
    host, port = connection.host, connection.port
    with contextlib.ExitStack() as slow:
        for number in range(300):
            one = slow.enter_context(socket.create_connection((host, port), timeout=WAIT_S))
            one.sendall(b"GET /events/ HTTP/1.1\r\nHost: x\r\nX-Slow: " if number % 2 else b"G")
        for _ in range(20):
            assert server.get("/healthz")[0] == 200
        assert server.get("/events/?lang=en")[0] == 200


def test_service_is_unready_when_its_folder_is_gone(server: Running, atlas: Path) -> None:
    assert server.get("/readyz")[0] == 200
    away = atlas.with_name("away")
    atlas.rename(away)
    try:
        end = time.monotonic() + WAIT_S
        while (answer := server.get("/readyz"))[0] == 200 and time.monotonic() < end:
            time.sleep(0.1)
        assert answer[0] == 503
        assert json.loads(answer[1])["faults"] == ["what the atlas is read from is gone"]
        assert server.get("/healthz")[0] == 200
        assert server.get("/events/line-drawn?lang=en")[0] == 200
    finally:
        away.rename(atlas)


@pytest.mark.parametrize("text", ["x", "70000", ":", "localhost:", "9" * 30, "no.such.host.invalid:1"])
def test_place_of_the_counts_that_cannot_be_is_one_line(text: str) -> None:
    with pytest.raises(click.UsageError):
        _read_place(text)


def test_atlas_with_a_changed_derived_file_is_not_served(tmp_path: Path) -> None:
    atlas = Path(shutil.copytree(TINY, tmp_path / "atlas"))
    listed = (atlas / "registry.txt").read_text("utf-8").splitlines()[0].partition("  ")[2]
    with (atlas / listed).open("ab") as file:
        file.write(b"\n")
    done = CliRunner().invoke(main, ["serve", "--atlas", str(atlas), "--port", "0"])
    assert done.exit_code == 2
    assert listed in done.output
    assert "Traceback" not in done.output
    assert len(done.output.splitlines()) == 1


def test_log_level_that_is_none_is_refused() -> None:
    assert CliRunner().invoke(main, ["serve", "--log-level", "loud"]).exit_code == 2
