"""Lines of logs are JSON, one object a line."""

from __future__ import annotations

import json
import logging

import pytest

from mapsvc.settings import LOG_LEVELS
from mapsvc.web.log_lines import JsonLines, access_line, logging_settings, network_of


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.77", "203.0.113.0/24"), ("::ffff:203.0.113.77", "203.0.113.0/24"),
        ("2001:db8:1:2:3::4", "2001:db8:1::/48"), ("", ""), ("x\ny", ""),
    ],
)  # fmt: skip
def test_reader_is_known_by_the_network_alone(address: str, network: str) -> None:
    assert network_of(address) == network


def test_line_of_a_request_is_one_and_short_whatever_was_asked() -> None:
    environ = {
        "mapsvc.request_id": "a",
        "mapsvc.notes": {"cache": "hit"},
        "QUERY_STRING": "q=\u2028\n" * 9000,
    }
    line = access_line(environ, ("GET" * 90, "/\r\n\x00\ud800"), 200, 0.5, 7)
    assert line.count(b"\n") == 1
    assert len(line) < 4096  # a pipe takes so much in one piece
    assert json.loads(line)["ms"] == 500


def test_record_is_one_line_with_what_is_said_beside_it() -> None:
    record = logging.LogRecord("mapsvc.x", logging.ERROR, "", 1, "failed\n%s", ("forged\r\n",), None)
    record.path = "/a\nb"
    try:
        raise ValueError("a\nb" * 9000)
    except ValueError as error:
        record.exc_info = (ValueError, error, error.__traceback__)
    text = JsonLines().format(record)
    assert "\n" not in text
    told = json.loads(text)
    assert (told["level"], told["path"], told["message"]) == ("error", "/a\nb", "failed\nforged\r\n")
    assert len(told["traceback"]) <= 12_000


@pytest.mark.parametrize("level", LOG_LEVELS)
def test_level_is_that_of_our_own_records(level: str) -> None:
    assert logging_settings(level)["loggers"]["mapsvc"]["level"] == level.upper()
