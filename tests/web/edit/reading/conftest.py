"""A text on the workbench that was read: the siege of Malta, of which the atlas knows nothing."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.web.edit.conftest import Ask

MALTA = Path(__file__).parents[3] / "data" / "texts" / "workbench" / "en-malta-1565.txt"
#: Its first section is enough.
WORDS = MALTA.read_text("utf-8").partition("II. The spring")[0]

Decide = Callable[..., Any]


@pytest.fixture
def siege(edited: Path) -> Path:
    """The atlas, with the text in it."""
    (edited / "texts" / "siege.toml").write_text(
        'language = "en"\nsource = "paper"\ntitle = "Siege"\n', "utf-8"
    )
    (edited / "texts" / "siege.txt").write_text(WORDS, "utf-8")
    return edited


@pytest.fixture
def text(siege: Path, ask: Ask) -> dict[str, Any]:
    """What the page of the text gets, once it has been read."""
    for _ in range(2400):  # a busy machine takes its time
        data = ask("GET", "/edit/read/siege/text.json?lang=en").json
        assert data is not None
        assert not data.get("unread")
        if data["ready"]:
            return dict(data)
        time.sleep(0.05)
    raise AssertionError(siege)


@pytest.fixture
def decide(text: dict[str, Any], ask: Ask) -> Decide:
    """A page that sends decisions."""
    assert text["ready"]

    def send(*decisions: dict[str, Any], **more: Any) -> Any:
        return ask("POST", "/edit/read/siege/decisions.json?lang=en", json={"decisions": decisions, **more})

    return send


def place_called(text: dict[str, Any], surface: str, nth: int = 0) -> dict[str, Any]:
    """A mention of a name as a page decides on it: accepted as found."""
    lines = WORDS.split("\n")
    found = [
        one
        for one in text["mentions"]
        if lines[one["line"] - 1][one["column"] - 1 :][: one["length"]] == surface
    ][nth]
    return {
        "line": found["line"], "column": found["column"], "length": found["whole"], "action": "accept",
        "place": found.get("place", ""), "usage": found.get("usage", "literal"), "lang": "en", "seen": "",
    }  # fmt: skip
