"""Words of a reader against the things of an atlas."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from mapsvc.model.names import fold
from mapsvc.web.app import create_app
from mapsvc.web.matching import Thing, WordIndex, lower, marked
from tests.html_text import parse

KARS = Thing(
    titles=("Kars Antlaşması", "Treaty of Kars"),
    names=("Gümrü", "Kâzım Karabekir"),
    text=("Ona karşı çıktı.",),
)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("kars", (0, 0)),
        ("KARS'TA", (0, 0)),
        ("Kars’ta", (0, 0)),
        ("antlasma", (0, 1)),
        ("kars antlaşması", (0, 0)),
        ("gumru", (1, 0)),
        ("kazım", (1, 0)),
        ("kars gümrü", (1, 0)),
        ("karşı", (2, 0)),
        ("ars", None),
        ("kars moskova", None),
    ],
)
def test_rank_goes_by_where_a_word_stands(query: str, expected: tuple[int, int] | None) -> None:
    assert rank(query, KARS) == expected


def rank(query: str, thing: Thing) -> tuple[int, int] | None:
    return WordIndex([thing]).ranks(query).get(0)


WORDS = [
    "kars",
    "Kars’ta",
    "karşı",
    "KARŞI",
    "Gümrü",
    "gümrük",
    "ısı",
    "Isı",
    "kara-dağ",
    "kara",
    "dağ",
    "é",
    "e",
]
texts = st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join), max_size=2)
things = st.builds(Thing, texts, texts, texts)


def told_one_by_one(word: str, thing: Thing) -> tuple[int, int] | None:
    """The same, of one word, looked for in each text."""
    for tier, part in enumerate((thing.titles, thing.names, thing.text)):
        pairs = [
            (lower(piece), fold(piece))
            for each in " ".join(part).split()
            for stem in [each.partition("’")[0]]
            for piece in (stem, *stem.split("-"))
        ]
        small, folded = lower(word), fold(word)
        whole = any(token == folded or (tier == 2 and exact == small) for exact, token in pairs)
        starts = any(
            (exact if tier == 2 else token).startswith(small if tier == 2 else folded)
            for exact, token in pairs
        )
        if whole or starts:
            return tier, int(not whole)
    return None


@given(
    st.lists(things, max_size=6),
    st.lists(st.sampled_from([*WORDS, "kar", "güm", "zz"]), min_size=1, max_size=2),
)
def test_index_of_many_ranks_as_if_each_thing_was_read(many: list[Thing], query: list[str]) -> None:
    words = [word.partition("’")[0] for word in query]
    expected = {}
    for at, thing in enumerate(many):
        fits = [told_one_by_one(word, thing) for word in words]
        found = [fit for fit in fits if fit is not None]
        if len(found) == len(fits):
            expected[at] = max(where for where, _ in found), sum(loose for _, loose in found)
    assert WordIndex(many).ranks(" ".join(query)) == expected


def test_question_without_a_word_fits_all() -> None:
    assert WordIndex([KARS, KARS]).ranks("?!") == {0: (0, 0), 1: (0, 0)}


def test_running_text_is_not_found_by_another_word_without_its_dots() -> None:
    thing = Thing(titles=("x",), text=("Hükûmete karşı çıktı; Gümrü’de durdu.",))
    assert rank("kars", thing) is None
    assert rank("gumru", thing) == (2, 0)
    assert rank("hük", thing) == (2, 1)


def test_found_words_are_marked_and_nothing_is_lost() -> None:
    text = "Kars’ta durdular, Kars üzerinden geçtiler; karşı çıktılar."
    pieces = marked("kars", text)
    assert [piece for piece, found in pieces if found] == ["Kars’ta", "Kars"]
    assert "".join(piece for piece, _ in pieces) == text
    assert marked("nothing", "Kısa.") == [("Kısa.", False)]


@pytest.mark.parametrize("query", ["gümrü", "kazım", "karşı", "kars antlaşması", "gümr"])
def test_letters_in_two_signs_rank_and_mark_alike(query: str) -> None:
    apart = unicodedata.normalize("NFD", query)
    in_parts = Thing(*([unicodedata.normalize("NFD", text) for text in part] for part in (
        KARS.titles, KARS.names, KARS.text
    )))  # fmt: skip
    assert rank(apart, KARS) == rank(query, in_parts) == rank(query, KARS) is not None
    text = "Gümrü’de, Kâzım’la; karşı çıktı."
    assert marked(apart, unicodedata.normalize("NFD", text)) == marked(query, text)


@pytest.mark.parametrize(
    "address",
    [
        "/search?q=Nahçıvan", "/search?q=Şuşa", "/search?q=Iğdır üzerinden", "/search?q=Ёлка",
        "/search?q=5 Ağustos 1920", "/events/?q=Gümrü", "/events/?q=Bakü’de", "/search?q=MÖ 401",
        "/timeline?on=5 Ağustos 1920", "/mentions?q=Şuşa",
    ],
)  # fmt: skip
def test_reader_who_types_letters_in_two_signs_gets_the_same_page(client: FlaskClient, address: str) -> None:
    path, _, query = address.partition("?")
    name, _, value = query.partition("=")
    composed, apart = (
        client.get(path, query_string={name: unicodedata.normalize(form, value), "lang": "tr"})
        for form in ("NFC", "NFD")
    )
    assert (composed.status_code, composed.text) == (apart.status_code, apart.text)


def test_names_that_an_atlas_writes_in_two_signs_are_found(tiny_root: Path) -> None:
    path = tiny_root / "places.geojson"
    text = path.read_text("utf-8")
    assert '"Alfa"' in text
    path.write_text(text.replace('"Alfa"', json.dumps(unicodedata.normalize("NFD", "Şüküroğlu"))), "utf-8")
    app = create_app(tiny_root).test_client()
    for form in ("NFC", "NFD"):
        page = app.get("/search", query_string={"q": unicodedata.normalize(form, "şüküroğlu"), "lang": "en"})
        assert "/places/alfa" in page.text
        assert "Şüküroğlu" in page.text


def test_search_puts_what_is_called_so_first(client: FlaskClient) -> None:
    page = parse(client.get("/search?q=kars&lang=tr").text)
    shown = [link["href"].partition("?")[0] for link in page.named("a") if link.get("class") == "row-link"]
    assert shown[0] == "/places/kars"
    called = ["/places/kars", "/events/kars-treaty", "/borders/kars-1921", "/routes/kars-conference-1921"]
    assert max(map(shown.index, called)) < shown.index("/events/brest-litovsk")  # only tells of Kars
    assert "/events/february-revolution" not in shown  # says "karşı", not "Kars"
