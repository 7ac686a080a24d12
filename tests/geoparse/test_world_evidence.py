"""What speaks for a place where only GeoNames has the name: each sign alone, with what it weighs."""

from __future__ import annotations

from collections.abc import Iterable
from types import SimpleNamespace
from typing import Any

import pytest

from mapsvc.atlas.gazetteer.names import Entry, NameUse
from mapsvc.geoparse.endings import APOSTROPHE, BARE, POSSESSIVE, RUSSIAN, SUFFIX
from mapsvc.geoparse.span import Span
from mapsvc.geoparse.tokens import make_word, read_tokens
from mapsvc.geoparse.world_evidence import WORLD_THRESHOLD, weigh_evidence

NOWHERE = (100.0, 60.0)
REGION = (30.0, 40.0)


def a_use(population: int, lon: float | None = NOWHERE[0], lat: float | None = NOWHERE[1]) -> NameUse:
    entry = Entry(
        id=f"geonames:{population}", title="Zorbulak", kind="town", lon=lon, lat=lat, radius_km=1,
        population=population, tier="geonames",
    )  # fmt: skip
    return NameUse(entry, 0, "", 0, 0)


def weigh(
    text: str,
    *,
    lang: str = "tr",
    letters: int = 0,
    uses: Iterable[NameUse] = (),
    known: str = "",
    listed: str = "",
    **fields: Any,
) -> float:
    """
    Weigh the word of a text that stands in brackets.

    `letters` are those of the name, if it has an ending; `known` is a word of the text that GeoNames knows,
    `listed` one that the atlas knows.
    """
    at = text.index("[")
    tokens = read_tokens(text.replace("[", "").replace("]", ""), make_word, {}, lang)
    first = tokens.starts.index(at)
    word = tokens.words[first]
    for other in tokens.words:
        if other.text in {known, listed}:
            other.places = SimpleNamespace(names=(SimpleNamespace(home=other.text == listed),))
    shown = letters or len(word.plain)
    span = Span(first, first, at, at + shown, tokens.ends[first], word.plain[:shown], BARE, False)
    for name, value in fields.items():
        setattr(span, name, value)
    return weigh_evidence(tokens, span, word, list(uses))


def test_word_of_which_nothing_is_known_weighs_nothing() -> None:
    assert weigh("Garip garip [Zorbulak] garip garip.") == 0.0


def test_name_of_the_atlas_has_what_it_needs() -> None:
    # Whatever speaks against it: short, in capitals, a given name, beside a stranger.
    assert weigh("Garip garip [ALI] Smith garip.", home=True) == WORLD_THRESHOLD == 2.0


@pytest.mark.parametrize(
    ("text", "lang", "weight"),
    [
        # an ending that says where is nearly enough; any other after an apostrophe shows a name
        ("Garip garip [Zorbulak'ta] garip.", "tr", 1.8),
        ("Garip garip [Zorbulak'ı] garip.", "tr", 0.5),
        # a word before it
        ("They went slowly towards [Zorbulak] garip.", "en", 1.6),
        ("They were near [Zorbulak] garip.", "en", 1.6),
        ("Garip near [Zorbulak] garip.", "tr", 0.0),
        ("Garip near [Zorbulak'ta] garip.", "tr", 0.0),
        ("Garip battle of [Zorbulak] garip.", "en", 2.0),
        ("Battle of [Zorbulak] garip garip.", "en", 2.0),
        ("Garip treaty of [Zorbulak] garip.", "tr", 2.0),
        ("Garip garip of [Zorbulak] garip.", "en", 0.0),
        ("Garip battle garip [Zorbulak] garip.", "en", 0.0),
        ("of [Zorbulak] garip battle", "en", -0.7 + 0.7),
        # a noun of place behind it, with a possessive; English has none
        ("Garip garip [Zorbulak] civarında garip.", "tr", 1.2),
        ("Garip garip [Zorbulak] civarında garip.", "en", 0.0),
        ("Garip garip [Zorbulak] civar garip.", "tr", 0.0),
        ("Garip garip [Zorbulak] Civarında garip.", "tr", 0.0),
        ("Garip garip [Zorbulak] garibinde garip.", "tr", 0.0),
        ("Garip garip [Zorbulak], civarında garip.", "tr", 0.0),
        # the first word of a sentence may be any word; with an ending it is none
        ("[Zorbulak] garip garip.", "tr", -0.7),
        ("Garip garip. [Zorbulak] garip garip.", "tr", -0.7),
        ("[Zorbulak'ta] garip garip.", "tr", 1.8),
        # capitals around it are a longer name, unless they begin the sentence or mean something of their own
        ("Garip Smith [Zorbulak] garip.", "tr", -1.6),
        ("Garip garip [Zorbulak] Smith garip.", "tr", -1.6),
        ("Garip Smith [Zorbulak] Smith garip.", "tr", -3.2),
        ("Smith [Zorbulak] garip garip.", "tr", 0.0),
        ("Garip garip. Smith [Zorbulak] garip garip.", "tr", 0.0),
        ("Garip garip [Zorbulak] SMITH garip.", "tr", 0.0),
        ("Garip garip [Zorbulak] Ordu garip.", "tr", 0.0),
        ("Garip garip [Zorbulak], Smith garip.", "tr", 0.0),
        # headings and abbreviations are in capitals
        ("Garip garip [ZORBULAK] garip.", "tr", -2.0),
        ("Garip garip [ZORBULAK'TA] garip.", "tr", -0.2),
        # a given name; a name so short that it may be anything
        ("Garip garip [Mehmet] garip.", "tr", -2.5),
        ("Garip garip [Zorb] garip.", "tr", -1.0),
        ("Garip garip [Zorbu] garip.", "tr", 0.0),
        ("Garip garip [Ali] garip.", "tr", -3.5),
    ],
)
def test_each_sign_of_the_text_weighs_on_its_own(text: str, lang: str, weight: float) -> None:
    apostrophe = "'" in text
    letters = text.index("'") - text.index("[") - 1 if apostrophe else 0
    found = weigh(text, lang=lang, letters=letters, ending=APOSTROPHE if apostrophe else BARE)
    assert found == pytest.approx(weight)


@pytest.mark.parametrize(
    ("text", "letters", "ending", "weight"),
    [
        ("Garip garip [Zorbulakta] garip.", 8, SUFFIX, 1.0 - 1.0),  # says where, but is written as any word
        ("Garip garip [Zorbulaklar] garip.", 8, SUFFIX, -1.0),
        ("[Zorbulakta] garip garip.", 8, SUFFIX, 0.0),
        ("Garip garip [Zorbulaks] garip.", 8, POSSESSIVE, 0.2),
        ("Garip garip [Zorbulake] garip.", 8, RUSSIAN, 0.2),
        ("Garip garip [Zorbulaks] civarında garip.", 8, POSSESSIVE, 0.2),
    ],
)
def test_ending_without_an_apostrophe_says_less(text: str, letters: int, ending: int, weight: float) -> None:
    assert weigh(text, letters=letters, ending=ending) == pytest.approx(weight)


def test_kind_of_place_that_is_asked_for_is_enough() -> None:
    assert weigh("Garip garip [Zorbulak] garip.", kind="village") == pytest.approx(3.0)


def test_name_of_several_words_speaks_for_itself() -> None:
    assert weigh("Garip garip [Zorbulak] garip.", several=True) == pytest.approx(0.5)
    assert weigh("Garip garip [ZORBULAK] garip.", several=True) == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("text", "weight"),
    [
        ("Garip garip [Zorbulak], Kars garip.", 1.7),
        ("Garip garip [Zorbulak] ve Kars garip.", 1.7),
        ("Garip Kars, [Zorbulak] garip.", 1.7),
        ("Garip garip [Zorbulak] Kars garip.", -0.3),  # no list: two names in a row
    ],
)
def test_neighbour_that_the_atlas_knows_speaks_for_a_name(text: str, weight: float) -> None:
    assert weigh(text, listed="Kars") == pytest.approx(weight)


def test_neighbour_that_geonames_knows_may_be_another_place() -> None:
    assert weigh("Garip garip [Zorbulak] Lipa garip.", known="Lipa") == pytest.approx(-0.3)
    assert weigh("Garip garip [Zorbulak], Lipa garip.", known="Lipa") == 0.0


@pytest.mark.parametrize(
    ("populations", "weight"),
    [
        ((19_999,), 0.0),
        ((20_000,), 0.6),
        ((99_999,), 0.6),
        ((100_000,), 1.3),
        ((499_999,), 1.3),
        ((500_000,), 2.0),
        ((50, 20_000, 3), 0.6),  # the largest that has the name
    ],
)
def test_large_town_needs_less_evidence(populations: tuple[int, ...], weight: float) -> None:
    found = weigh("Garip garip [Zorbulak] garip.", uses=map(a_use, populations))
    assert found == pytest.approx(weight)


def test_town_is_no_likelier_for_lying_in_any_one_region() -> None:
    for lon, lat in (REGION, NOWHERE, (-80.0, 35.0)):
        assert weigh("Garip garip [Zorbulak] garip.", uses=[a_use(3_000, lon, lat)]) == 0.0
