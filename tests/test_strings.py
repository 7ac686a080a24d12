"""The words of the interface, language by language."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from mapsvc.language import (
    PLURAL_FORMS,
    flat_words,
    interface_languages,
    interface_words,
    locale_of,
    plural_forms,
)
from mapsvc.resources import template_root

ROOT = Path(__file__).parents[1]
LANGUAGES = interface_languages()
#: In the order of the columns of the glossary.
GLOSSARY_LANGUAGES = ("en", "tr", "az", "ru")
#: Words of calendars and of the kinds of places are about other things.
OF_OTHER_THINGS = ("reading_kind.", "date.", "evidence.")
SLOTS = re.compile(r"\{\w*\}")
#: Names and patterns that are the same in English; a word that is in neither was forgotten.
SAME = re.compile(
    r"""share\.form_(geojson|gpkg|kml|csv|lpf|geoparquet|apa|chicago|bibtex|csl-json|html|iframe)
    | download\.file_(geojson|gpkg|kml) | reading\.GeoNames | reason_tier\.geonames | language\.listed
    | date\.(declining|numerals|years|within|decade|century|part_of_year)
    | player\.(leg_of|by_mode) | holder\.by_border | witness\.height_only
    | edit_sources\.js\.DOI | unit\.\w+ | compare\.said_moved_one""",
    re.VERBOSE,
)
#: Words that two languages have in common, by language.
SHARED = {
    "tr": {"reading_kind.vilayet", "reading_kind.guberniya", "reading_kind.oblast", "library.count.one"},
    "az": {"library.count.one", "reading_kind.oblast", "row.radius", "row.status"},
}
#: Letters that a language does not write in.
FOREIGN = {"ru": "ıəğşİ", "az": "âêîûéäąęєії", "tr": "əxqw", "en": "ıəğşİçöü"}
NAMED = re.compile(
    r"https?://\S+|\b(?:mapsvc|Moodle|WordPress|Jupyter|QGIS|ArcGIS|Google Earth|GeoNames|DuckDB|pandas"
    r"|R|HTML|URL"
    r"|SCORM|DOI|RIS|QR|SVG|PNG|PDF|CSV|KML|ZIP|USB|API|README|PowerPoint|reveal\.js|oEmbed|iframe|JavaScript|Enter|Esc|Shift"
    r"|Page(?:Up|Down)|Home|End|Ctrl\+C|Web|WGS|WKT|UTF-8|EDTF|CSL-JSON|BibTeX|GeoJSON|GeoPackage|GeoParquet"
    r"|Linked Places(?: Format)?|World Historical Gazetteer|W3C(?: Web)?|Annotations?|RFC|Zotero|APA"
    r"|Chicago|html"
    r"|geoparse|format|licence|attribution|source|date|certainty|F|N|J|S|I+|CC BY|CC0)\b|\{\w*\}"
)


#: Where a word that is not used for a thing means another, by language: "the way to", "certainty".
OTHER_THINGS = {
    "en": re.compile(
        r"under way|on (?:the|its|their) way|way to|waypoint|ground in common|certainty|guided|background"
        r"|{version}|version of this page",
        re.IGNORECASE,
    ),
    "tr": re.compile(
        r"W3C açıklamaları|sürüm|istek anlaşıl|isteme|istediğ|istenen|göster(?!ge)", re.IGNORECASE
    ),
    "ru": re.compile(r"достоверност", re.IGNORECASE),
}


def stem(key: str) -> str:
    """A key without the form of its number."""
    name, _, form = key.rpartition(".")
    return f"{name}.*" if form in PLURAL_FORMS and f"{name}.other" in interface_words("en") else key


def counted(words: Mapping[str, str]) -> Iterator[str]:
    yield from (key.removesuffix(".other") for key in words if key.endswith(".other"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_all_languages_have_the_same_words(lang: str) -> None:
    assert {*map(stem, interface_words(lang))} == {*map(stem, interface_words("en"))}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_word_with_a_number_has_the_forms_of_its_language(lang: str) -> None:
    wanted = {*locale_of(lang).plural_form.tags, "other"}
    for key in counted(interface_words("en")):
        assert plural_forms(lang, key).keys() == wanted, key


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_word_stands_in_two_files(lang: str) -> None:
    files = sorted((template_root() / "strings" / lang).glob("*.toml"))
    found = Counter(key for path in files for key in flat_words(tomllib.loads(path.read_text("utf-8"))))
    assert [key for key, times in found.items() if times > 1] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_word_is_empty_or_has_stray_spaces(lang: str) -> None:
    odd = [
        key
        for key, word in interface_words(lang).items()
        if not word.strip() or "  " in word or (word != word.strip() and not key.startswith("cite."))
    ]
    assert odd == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_placeholders_are_those_of_the_english(lang: str) -> None:
    # An ending may be a part of the word, as that of a decade is where it declines.
    differing = [
        key
        for key, word in interface_words(lang).items()
        if {*SLOTS.findall(word)} - {"{century}"}
        != {*SLOTS.findall(interface_words("en").get(key, word))} - {"{century}"}
    ]
    assert differing == []


@pytest.mark.parametrize("lang", [lang for lang in LANGUAGES if lang != "en"])
def test_no_word_was_left_in_english(lang: str) -> None:
    english = interface_words("en")
    left = [
        key
        for key, word in interface_words(lang).items()
        if english.get(key) == word and not SAME.fullmatch(key) and key not in SHARED.get(lang, ())
    ]
    assert left == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_words_are_in_the_letters_of_their_language(lang: str) -> None:
    for key, word in interface_words(lang).items():
        if key.startswith(("date.rumi_months", "language.")):
            continue
        text = NAMED.sub("", word)
        assert not set(FOREIGN.get(lang, "")) & set(text), (key, word)
        latin = re.findall("[A-Za-z]{2,}", text)
        assert lang != "ru" or not latin or key.startswith("date."), (key, word)


def glossary() -> list[list[str]]:
    """The rows of the words of the interface: a thing, its word in four languages, and what is not said."""
    text = (ROOT / "docs" / "concepts.md").read_text("utf-8")
    table = text.partition("## The words of the interface")[2].partition("\n## ")[0]
    rows = [line.strip("|").split(" | ") for line in table.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in row] for row in rows if row[0].strip() != "thing"]


def twins(lang: str) -> dict[str, str]:
    """Beginnings of words that are not used, with the word that is."""
    at = GLOSSARY_LANGUAGES.index(lang) + 1
    found: dict[str, str] = {}
    for row in glossary():
        for part in row[-1].split(";"):
            tag, _, words = part.strip().partition(": ")
            if tag == lang:
                found |= {word.strip(): row[at] for word in words.split(",")}
    return found


def own_words() -> Iterator[tuple[str, dict[str, str]]]:
    for path in sorted((ROOT / "geodata" / "strings").glob("*.toml")):
        yield path.stem, flat_words(tomllib.loads(path.read_text("utf-8")))


@pytest.mark.parametrize("lang", GLOSSARY_LANGUAGES)
def test_a_thing_has_one_name_in_the_interface(lang: str) -> None:
    forbidden = twins(lang)
    assert len(forbidden) > 3
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, forbidden))})", re.IGNORECASE)
    others = OTHER_THINGS.get(lang)
    said = [
        *interface_words(lang).items(),
        *(pair for tag, own in own_words() if tag == lang for pair in own.items()),
    ]
    found = [
        (key, twin[0], word)
        for key, word in said
        if not key.startswith(OF_OTHER_THINGS)
        and (twin := pattern.search(others.sub("", word) if others else word))
    ]
    assert found == []


@pytest.mark.parametrize("lang", GLOSSARY_LANGUAGES)
def test_words_of_the_glossary_are_those_of_the_interface(lang: str) -> None:
    at = GLOSSARY_LANGUAGES.index(lang) + 1
    said = " ".join(interface_words(lang).values()).casefold()
    missing = [
        (row[0], word)
        for row in glossary()
        for word in row[at].split(", ")
        if word.casefold().replace("i̇", "i")[: max(4, len(word) - 3)] not in said.replace("i̇", "i")
    ]
    assert missing == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_quotes_are_those_of_the_language(lang: str) -> None:
    wrong = {"ru": "\"“”„'‘", "tr": "\"«»'", "en": "\"«»'", "az": "\"«»'"}.get(lang, '"')
    assert [key for key, word in interface_words(lang).items() if set(wrong) & set(word)] == []
