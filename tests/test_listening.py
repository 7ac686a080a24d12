"""Where a server listens: names, both protocols, unix sockets."""

from __future__ import annotations

import http.client
import re
import socket
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from mapsvc.cli.listening import Listener, _find_socket, find_listener
from tests.conftest import TINY
from tests.running import Running, running


def has_ipv6() -> bool:
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return False
    return True


needs_ipv6 = pytest.mark.skipif(not has_ipv6(), reason="this machine has no IPv6")


@pytest.fixture(scope="module")
def at_socket(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server at a unix socket that one which was killed had left behind."""
    place = tmp_path_factory.mktemp("run") / "atlas.sock"
    with socket.socket(socket.AF_UNIX) as left:
        left.bind(str(place))
    with running("--uds", str(place), "--atlas", str(TINY), MAPSVC_TRUSTED_PROXIES="unix") as server:
        yield server
        server.stop()
    assert not place.exists()


@pytest.mark.parametrize(
    ("listener", "address", "local"),
    [
        (Listener("127.0.0.1", 8000), "http://localhost:8000/", True),
        (Listener("0.0.0.0", 8000), "http://localhost:8000/", False),
        (Listener("::", 80), "http://localhost:80/", False),
        (Listener("::1", 80), "http://[::1]:80/", True),
        (Listener("192.0.2.7", 80), "http://192.0.2.7:80/", False),
        (Listener("", 0, Path("/run/a.sock")), "unix:/run/a.sock", False),
    ],
)
def test_address_is_one_to_open(listener: Listener, address: str, local: bool) -> None:
    assert (listener.address, listener.is_local) == (address, local)


def test_name_becomes_an_address_with_a_free_port() -> None:
    found = find_listener("localhost", 0)
    assert found.host in {"127.0.0.1", "::1"}
    assert found.port > 0


@needs_ipv6
@pytest.mark.parametrize("host", ["::1", "[::1]", "::"])
def test_address_of_the_newer_protocol_is_taken(host: str) -> None:
    assert find_listener(host, 0).host == host.strip("[]")


@pytest.mark.parametrize("host", ["no.such.host.invalid", "300.1.1.1", "", "a" * 80, "192.0.2.7", "fe80::1"])
def test_host_that_is_not_here_is_one_line(host: str) -> None:
    with pytest.raises(click.UsageError, match="host") as refused:
        find_listener(host, 0)
    assert "\n" not in refused.value.message


def test_taken_port_is_one_line_that_names_it() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(click.UsageError, match=str(other.getsockname()[1])):
            find_listener("localhost", other.getsockname()[1])


def test_socket_is_taken_only_where_nothing_lives(tmp_path: Path) -> None:
    file, place = tmp_path / "notes.txt", tmp_path / "a.sock"
    file.write_text("mine", "utf-8")
    for path in (file, tmp_path, tmp_path / "no" / "folder.sock", tmp_path / ("a" * 120)):
        with pytest.raises(click.UsageError, match="--uds"):
            _find_socket(path)
    assert file.read_text("utf-8") == "mine"
    with socket.socket(socket.AF_UNIX) as other:
        other.bind(str(place))
        other.listen()
        with pytest.raises(click.UsageError, match="another server"):
            _find_socket(place)
        assert place.exists()
    assert _find_socket(place).uds == place


def test_server_answers_at_a_unix_socket_and_believes_the_proxy_there(at_socket: Running) -> None:
    forwarded = {"X-Forwarded-Host": "maps.example.org", "X-Forwarded-Proto": "https"}
    status, body = at_socket.get("/api/", **forwarded)
    assert status == 200
    assert b"https://maps.example.org/api/" in body
    assert at_socket.get("/events/line-drawn?lang=en")[0] == 200


@needs_ipv6
def test_server_answers_by_both_protocols_where_it_takes_all() -> None:
    with running("--host", "::", "--port", "0", "--atlas", str(TINY)) as server:
        port = int(re.findall(r":(\d+)/", server.address)[0])
        assert server.get("/healthz")[0] == 200
        for host in ("127.0.0.1", "::1"):
            asked = http.client.HTTPConnection(host, port, timeout=20)
            asked.request("GET", "/oembed?url=/events/line-drawn")
            answer = asked.getresponse()
            assert answer.status == 200
            assert f"{f'[{host}]' if ':' in host else host}:{port}/embed/" in answer.read().decode()
            asked.close()
