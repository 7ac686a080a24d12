"""The language of a sentence is told by its small words and letters; others than those read are named."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from mapsvc.atlas.gazetteer.names import open_gazetteer
from mapsvc.cli import main
from mapsvc.geoparse.geoparser import Geoparser
from mapsvc.geoparse.mentions import PlaceMention
from mapsvc.geoparse.sentence_language import (
    READ,
    name_of_language,
    other_language,
    small_word_of,
    tell_unread,
    told_by,
    votes_of,
)
from mapsvc.geoparse.tokens import make_word, read_tokens

SENTENCES = {
    "tr": "Kolordu köprüyü geçti ve şehir bir gün sonra alındı.",
    "en": "The columns reached El Paso and La Paz in the spring.",
    "az": "Qoşun kəndi tərk etdi.",
    "ru": "Отрядъ выступилъ изъ крѣпости.",
    "de": "Die Truppen rückten in die Festung ein.",
    "fr": "Les troupes quittèrent la place.",
    "es": "El ejército de los Estados Unidos tomó la ciudad en agosto.",
    "it": "L'esercito occupò la città nel mese di ottobre.",
    "pt": "O exército não conseguiu chegar à cidade.",
    "nl": "Het leger trok naar de stad en de regering was niet tevreden.",
    "pl": "Wojska weszły do miasta w sierpniu, ale rząd się nie zgodził.",
    "bg": "Войските превзеха града през март, като след това се оттеглиха.",
    "uk": "Війська увійшли до міста. Це був початок війни.",
    "el": "Ο στρατός μπήκε στην πόλη τον Οκτώβριο.",
    "ar": "دخل الجيش المدينة في شهر تشرين",
    "hy": "Զորքը մտավ քաղաք",
}


@pytest.mark.parametrize(("lang", "text"), SENTENCES.items())
def test_language_of_a_sentence_is_told(lang: str, text: str) -> None:
    tokens = read_tokens(text, make_word, {})
    assert {tokens.language(position) for position in range(len(tokens.words))} == {lang}


def test_sentence_that_tells_nothing_is_of_the_language_around_it() -> None:
    tokens = read_tokens("Die Truppen rückten in die Stadt ein. Berlin schwieg.", make_word, {})
    assert tokens.language(len(tokens.words) - 1) == "de"


def test_language_that_is_given_holds_for_all_sentences() -> None:
    tokens = read_tokens("The columns reached the town.", make_word, {}, "fr")
    assert tokens.language(0) == "fr"


def test_votes_are_summed_in_one_number() -> None:
    words = [("der", "der"), ("Sultan", "sultan"), ("und", "und"), ("die", "die")]
    assert told_by(sum(votes_of(*word) for word in words)) == ("de", False)
    assert told_by(0) == ("", False)
    assert other_language(words) == ""


def test_texts_that_are_read_need_no_line() -> None:
    assert [tell_unread(SENTENCES[lang]) for lang in READ] == [""] * len(READ)


@pytest.mark.parametrize("lang", [lang for lang in SENTENCES if lang not in READ])
def test_language_that_is_not_read_is_named(lang: str) -> None:
    assert f"is written in {name_of_language(lang)}, which is not read" in tell_unread(SENTENCES[lang])


def test_command_says_in_one_line_that_a_language_is_not_read() -> None:
    done = CliRunner().invoke(main, ["geoparse", "-"], input=SENTENCES["es"])
    assert done.exit_code == 0
    (line,) = done.stderr.splitlines()
    assert "is written in Spanish, which is not read" in line
    assert CliRunner().invoke(main, ["geoparse", "-"], input=SENTENCES["fr"]).stderr == ""


def test_places_of_a_language_that_is_not_read_have_a_lower_score() -> None:
    parser = Geoparser(open_gazetteer())
    (read,) = parser.parse("Les troupes entrèrent à Odessa et y restèrent.")
    (unread,) = parser.parse("Las tropas entraron en Odessa y se quedaron en la ciudad.")
    assert isinstance(read, PlaceMention)
    assert isinstance(unread, PlaceMention)
    assert (read.lang, unread.lang) == ("fr", "es")
    assert unread.score < 0.85 * read.score
    assert small_word_of("the") == ("en",)
    assert small_word_of("kars") == ()


def test_short_sentence_is_in_the_language_of_its_text() -> None:
    """What could be Russian too is not, in a text of which the rest is Bulgarian."""
    story = "Войските превзеха града през март, като след това се оттеглиха. Боят продължава пет дни."
    short = "Новата граница върви от Енос до Мидия."
    for text, lang in ((short, "ru"), (f"{story} {short}", "bg")):
        tokens = read_tokens(text, make_word, {})
        assert tokens.language(len(tokens.words) - 1) == lang
    russian = "Армия вышла из города в марте. Въ крѣпости остались войска. Болгарія объявила войну."
    tokens = read_tokens(f"{russian} {short}", make_word, {})
    assert tokens.language(0) == "ru"
