from __future__ import annotations

import html
import json
import re
import tomllib
from base64 import b64encode
from hashlib import sha256

import pytest

from mapsvc.atlas.gazetteer.names import open_gazetteer
from mapsvc.errors import SchemaError
from mapsvc.export.reading import MOST_CHARACTERS, render_reading, write_reading
from mapsvc.geoparse.documents import Document
from mapsvc.geoparse.geoparser import Geoparser
from mapsvc.geoparse.reason_text import reason_text
from mapsvc.resources import atlas_root, template_root

TEXT = """Ordu 28 Nisan 1920’de Bakü’ye girdi. <script>alert(1)</script> {{ 7 * 7 }} {# x #}

Kars Antlaşması ile Türkiye sınırı çizildi. Brest-Litovsk Antlaşması da önce imzalandı."""


@pytest.fixture(scope="module")
def parser() -> Geoparser:
    return Geoparser(open_gazetteer())


@pytest.fixture(scope="module", params=["tr", "en", "az", "ru"])
def page(parser: Geoparser, request: pytest.FixtureRequest) -> str:
    document = Document("a<b>.txt", TEXT)
    return render_reading([(document, parser.parse(TEXT))], lang=request.param, root=atlas_root())


def data(page: str, element: str) -> dict[str, object]:
    found = re.search(rf'<script type="application/json" id="{element}">(.*?)</script>', page, re.S)
    assert found
    value: dict[str, object] = json.loads(found[1])
    return value


def test_page_asks_for_nothing(page: str) -> None:
    loaded = re.findall(r"""<(?:script|link|img|iframe)\b[^>]*?(?:src|href)\s*=\s*["']([^"']*)""", page)
    assert [address for address in loaded if not address.startswith("data:")] == []
    assert re.findall(r"""url\((?!["']?(?:data:|#))[^)]*\)""", page) == []


def test_page_runs_its_own_scripts_alone_and_reaches_nothing(page: str) -> None:
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)
    assert policy
    said = dict(part.strip().partition(" ")[::2] for part in html.unescape(policy[1]).split(";"))
    assert (said["default-src"], said["form-action"], said["base-uri"]) == ("'none'", "'none'", "'none'")
    scripts = re.findall(r"<script>(.*?)</script>", page, re.S)
    hashes = [f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in scripts]
    assert (said["script-src"].split(), len(scripts)) == (hashes, 3)
    assert page.index("Content-Security-Policy") < page.index("<title")


def test_text_is_shown_and_never_run(page: str) -> None:
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "{{ 7 * 7 }}" in page
    assert "a&lt;b&gt;.txt" in page


def test_mentions_are_marked_by_usage(page: str) -> None:
    marks = re.findall(r'class="m m-(\w+)" data-n="(\d+)">([^<]+)<', page)
    assert [(kind, text) for kind, _, text in marks] == [
        ("date", "28 Nisan 1920"),
        ("literal", "Bakü"),
        ("embedded", "Kars"),
        ("metonymic", "Türkiye"),
        ("embedded", "Brest-Litovsk"),
    ] or [text for _, _, text in marks] == ["28 Nisan 1920", "Bakü", "Kars", "Türkiye", "Brest-Litovsk"]


def test_place_inside_a_name_is_not_pinned(page: str) -> None:
    read = data(page, "reading-data")
    names = [place["name"] for place in read["places"]]  # type: ignore[attr-defined]
    assert {"Bakü", "Baku", "Bakı", "Баку"} & set(names)
    assert not {"Kars", "Qars", "Карс"} & set(names)


def test_same_text_gives_the_same_page(parser: Geoparser) -> None:
    document = Document("a.txt", TEXT)
    first, second = (
        render_reading([(document, parser.parse(TEXT))], lang="en", root=atlas_root()) for _ in range(2)
    )
    assert first == second


def test_text_without_places_still_has_a_page(parser: Geoparser) -> None:
    page = render_reading([(Document("a.txt", "Hiç yer yok."), [])], lang="tr", root=atlas_root())
    assert "Hiç yer yok." in page


def test_too_long_text_is_refused() -> None:
    long = Document("a.txt", "a" * (MOST_CHARACTERS + 1))
    with pytest.raises(SchemaError, match="jsonl"):
        list(write_reading([(long, [])], lang="en", root=atlas_root()))


FAR = "They sailed from Manila over the Caspian Sea to Brazil and the United States on 1 May 1898."
CALLED = {
    "en": {"Caspian Sea", "Brazil", "United States"},
    "tr": {"Hazar Denizi", "Brezilya", "Amerika Birleşik Devletleri"},
    "az": {"Xəzər dənizi", "Braziliya", "Amerika Birləşmiş Ştatları"},
    "ru": {"Каспийское море", "Бразилия", "Соединённые Штаты"},
}
SEA = {"tr": "Hazar Denizi", "az": "Xəzər dənizi", "ru": "Каспийское море"}


@pytest.mark.parametrize("lang", CALLED)
def test_page_speaks_the_language_of_its_reader(parser: Geoparser, lang: str) -> None:
    page = render_reading(
        [(Document("a.txt", FAR), parser.parse(FAR))], lang=lang, root=atlas_root(), title="Reise 1898"
    )
    read = data(page, "reading-data")
    named = {place["name"] for place in read["places"]}  # type: ignore[attr-defined]
    assert named >= CALLED[lang]
    assert {item.get("name") for item in read["mentions"]} - {None} == named  # type: ignore[attr-defined]
    assert f'<html lang="{lang}"' in page
    assert "<title>Reise 1898</title>" in page
    assert "<h1>Reise 1898</h1>" in page
    assert all((word in page) == (tongue == lang) for tongue, word in SEA.items())


@pytest.mark.parametrize("lang", CALLED)
def test_every_reason_has_words(lang: str) -> None:
    said = tomllib.loads((template_root() / "strings" / lang / "reason.toml").read_text("utf-8"))
    for code in said["reason"]:
        filled = ("weekday-differs", "6") if code == "weekday-differs" else (code, "one", "two")
        text = reason_text([filled], lang)
        assert text
        assert "{" not in text
    assert said["reason_tier"]["atlas"] in reason_text([("only", "atlas")], lang)
    assert said["reason_weekday"]["6"] in reason_text([("weekday-differs", "6")], lang)
