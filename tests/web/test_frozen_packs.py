"""Documents that are much alike, packed into one."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from mapsvc.web.frozen_packs import _PACKED, pack, pack_of, packed_text
from tests.browser.conftest import UI

SIGN = {"type": "marker", "path": "M0,-9.5L2.6,-3.4L9.2,-2.9Z", "fill": "#ffffff"}
#: The same thing on two days, the second of which says more of it.
DAYS: dict[str, Any] = {
    "/data/1/timeline/1921-03-16.tr.json": {
        "year": 1921, "symbols": {"a": SIGN, "b": SIGN}, "features": [{"id": "x", "sign": SIGN, "rows": []}],
    },
    "/data/1/timeline/1921-03-17.tr.json": {
        "year": 1921, "symbols": {"a": SIGN}, "features": [{"id": "x", "sign": SIGN, "rows": [["Gün"]]}],
    },
}  # fmt: skip


def whole(value: Any, parts: list[Any]) -> Any:
    """What `ui/src/pure/packs.js` makes of a packed document."""
    if isinstance(value, list):
        return [whole(part, parts) for part in value]
    if not isinstance(value, dict):
        return value
    if "$" in value:
        return whole(parts[value["$"]], parts)
    return {key: whole(part, parts) for key, part in value.items()}


def test_packed_documents_are_whole_again() -> None:
    packed = json.loads(json.dumps(pack(DAYS)))
    assert {key: whole(value, packed["parts"]) for key, value in packed["documents"].items()} == DAYS
    assert packed["parts"] == [SIGN]


def test_equal_documents_are_one_part() -> None:
    packed = pack({"/a": SIGN, "/b": dict(SIGN), "/c": {"short": 1}, "/d": {"short": 1}})
    assert packed == {
        "parts": [SIGN],
        "documents": {"/a": {"$": 0}, "/b": {"$": 0}, "/c": {"short": 1}, "/d": {"short": 1}},
    }


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/data/1/timeline/1921-03-16.tr.json", "/data/1/timeline/1921.tr.json"),
        ("/data/1/tours/journey-to-moscow/12.en.json", "/data/1/tours/journey-to-moscow.en.json"),
        ("/data/1/tours/events/a-1,b/2.en.json", "/data/1/tours/events/a-1,b.en.json"),
        ("/data/1/territories/kars-1921.full.json", "/data/1/territories/kars-1921.full.json"),
        ("/data/1/timeline/1921.tr.json", "/data/1/timeline/1921.tr.json"),
    ],
)
def test_document_has_a_pack(address: str, name: str) -> None:
    assert pack_of(address) == name


def test_parts_are_made_of_parts() -> None:
    feature = {"id": "x", "sign": SIGN}
    packed = pack({"/a": [feature, SIGN], "/b": [feature]})
    assert packed["parts"] == [{"id": "x", "sign": {"$": 1}}, SIGN]


def test_page_carries_the_shorter_of_two_forms() -> None:
    value = {"a": SIGN, "b": [SIGN, "</script>", 1, None]}
    packed = json.loads(packed_text(value))
    assert whole(packed["$"], packed["parts"]) == value
    assert packed_text({"a": SIGN}) == json.dumps({"a": SIGN}, separators=(",", ":"))


def test_browser_finds_packs_by_the_same_rule() -> None:
    found = re.search(r"const PACKED = /(.+)/;", (UI / "src" / "pure" / "packs.js").read_text("utf-8"))
    assert found is not None
    assert found[1].replace("\\/", "/") == _PACKED.pattern
