"""The table of style: read with types, and nothing in it that only one renderer needs."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from mapsvc.model.style import STYLE, Crowd, StyleTable, read_style
from mapsvc.templating import static_root

ROOT = Path(__file__).parents[2]
TABLE: dict[str, Any] = json.loads((static_root() / "style.json").read_text("utf-8"))
#: Told to the browser by the style sheet, which tests/test_parity.py compares.
IN_STYLE_SHEET = {"fill", "halo", "halo_px", "edge"}


def code_of(folder: str, suffix: str) -> str:
    files = sorted((ROOT / folder).rglob(f"*{suffix}"))
    return "".join(path.read_text("utf-8") for path in files if path.name != "style.py")


def names_in(section: Any) -> set[str]:
    """The keys that code asks for: of a table of many alike, those of each."""
    if not isinstance(section, dict):
        return set()
    inner = [value for value in section.values() if isinstance(value, dict)]
    return set().union(*map(names_in, inner)) if inner else set(section)


@pytest.mark.parametrize("section", TABLE)
def test_both_renderers_need_what_the_table_tells(section: str) -> None:
    python, browser = code_of("mapsvc", ".py"), code_of("ui/src", ".js")
    for name in {section} | names_in(TABLE[section]) - {"l", "m", "s"}:
        assert re.search(rf"\b{name}\b", python), f"{section}.{name} is not used by pictures"
        if name not in IN_STYLE_SHEET:
            assert re.search(rf"\b{name}\b", browser), f"{section}.{name} is not used by pages"


def test_table_is_typed_and_whole() -> None:
    assert isinstance(STYLE.crowd, Crowd)
    assert STYLE.names["feature-1"].weight == 700
    assert STYLE.placement.around[0] == (1, 0, 0)
    assert STYLE.ornaments["rail"].period == TABLE["ornaments"]["rail"]["period"]


@pytest.mark.parametrize(
    ("key", "value"), [("colour", {}), ("crowd", {"priority": 5}), ("crowd", {"often": 1})]
)
def test_key_too_many_or_too_few_is_a_fault(key: str, value: Any) -> None:
    with pytest.raises(TypeError):
        read_style(StyleTable, {**TABLE, key: value})
