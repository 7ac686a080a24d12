"""Addresses that are no evidence are named with the reason, unless the work is marked."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

import mapsvc.atlas.checks.sources as checked
from mapsvc.atlas.atlas_reading import read_atlas
from mapsvc.atlas.checks.atlas import check_atlas
from mapsvc.atlas.problems import Problems

HOSTS = tomllib.loads(Path(checked.__file__).with_name("hosts.toml").read_text("utf-8"))


def add(root: Path, **item: Any) -> None:
    path = root / "sources.json"
    items = json.loads(path.read_text("utf-8"))
    items.append({"id": "page", "type": "webpage", "title": "Sayfa", "language": "tr"} | item)
    path.write_text(json.dumps(items), "utf-8")


def of_address(root: Path) -> list[str]:
    return [str(found) for found in check_atlas(root) if found.field == "page.URL"]


@pytest.mark.parametrize(
    "url", ["https://wikimili.com/en/X", "http://nl.xcv.wiki/wiki/X", "https://www.scribd.com/1"]
)
def test_host_that_is_no_evidence_is_named_with_the_reason(tiny_root: Path, url: str) -> None:
    add(tiny_root, URL=url)
    (told,) = of_address(tiny_root)
    assert told.startswith("sources.json: page.URL: is no evidence: '")
    assert any(reason in told for reason in HOSTS["reasons"].values())


@pytest.mark.parametrize(
    "url", ["https://notwikimili.com/x", "https://wikimili.com.example.org/x", "https://example.org/x"]
)
def test_host_that_only_looks_like_one_is_not(tiny_root: Path, url: str) -> None:
    add(tiny_root, URL=url)
    assert of_address(tiny_root) == []


def test_work_that_is_marked_may_stand_on_such_a_host(tiny_root: Path) -> None:
    add(tiny_root, URL="https://wikimili.com/en/X", custom={"verified": False})
    assert of_address(tiny_root) == []


def test_address_of_a_page_names_a_page(tiny_root: Path) -> None:
    add(tiny_root, URL="https://fa.example.org/")
    assert of_address(tiny_root) == [
        "sources.json: page.URL: names the host 'fa.example.org' and no page of it; cite the edition or "
        'archive, or mark the work: "custom": {"verified": false}'
    ]


def test_home_of_a_dataset_is_its_address(tiny_root: Path) -> None:
    add(tiny_root, type="dataset", URL="https://data.example.org/")
    assert of_address(tiny_root) == []


def test_work_is_quoted_by_one_of_the_atlas(tiny_root: Path) -> None:
    add(tiny_root, custom={"through": "papre"})
    told = [str(found) for found in check_atlas(tiny_root) if "through" in found.field]
    assert len(told) == 1
    assert told[0].startswith("sources.json: page.custom.through: 'papre' names no source of the atlas")


def test_every_host_has_a_reason_and_stands_in_order() -> None:
    assert set(HOSTS["hosts"].values()) <= set(HOSTS["reasons"])
    assert list(HOSTS["hosts"]) == sorted(HOSTS["hosts"])
    assert set(HOSTS["reasons"]) == set(HOSTS["hosts"].values())


def test_readers_are_told_what_is_not_verified(tiny_root: Path) -> None:
    add(
        tiny_root,
        note="Not seen",
        custom={"verified": False, "note": {"tr": "Görülmedi"}, "short": {"tr": "S"}},
    )
    atlas = read_atlas(tiny_root, Problems())
    assert atlas is not None
    page = atlas.sources["page"]
    assert page.label.tr == "Sayfa (doğrulanmadı)"
    assert page.full.tr == "Sayfa. Görülmedi. Doğrulanmadı."
    assert page.short is not None
    assert page.short.tr == "S (doğrulanmadı)"
    assert atlas.sources["paper"].label.tr == "Yazar 2020"
