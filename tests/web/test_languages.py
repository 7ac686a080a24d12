"""Pages in every language of an atlas: those that the interface speaks, and those that it does not."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from flask import Flask
from flask.testing import FlaskClient

from mapsvc.language import interface_words, own_name
from mapsvc.web.app import create_app
from tests.foreign import write_foreign

#: Every kind of page of the shipped atlas.
PAGES = (
    "/", "/events/", "/events/kars-treaty", "/events/delegation-leaves", "/places/", "/places/baku",
    "/places/kafkasya", "/routes/", "/routes/bekir-sami-1920", "/borders/", "/borders/kars-1921",
    "/search?q=kars", "/search?q=zzzz", "/mentions", "/compare/moscow-1921/kars-1921",
    "/timeline?on=1921-03-16", "/tour/", "/tour/journey-to-moscow", "/tour/routes/red-army-1920",
    "/download/", "/share/events/kars-treaty", "/nothing", "/embed/events/kars-treaty", "/embed/timeline",
    "/embed/routes/bekir-sami-1920", "/embed/compare/moscow-1921/kars-1921", "/embed/tour/journey-to-moscow",
)  # fmt: skip
#: Attributes that a reader hears or sees. Of a region's name no part can be marked.
SPOKEN = ("title", "placeholder", "alt")
VOID = {"meta", "link", "input", "br", "img", "path", "rect", "circle", "hr", "source", "line"}


class Speech(HTMLParser):
    """The words of a page, each with the language that is set where it stands."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self._open: list[tuple[str, str | None]] = []
        self.words: list[tuple[str | None, str]] = []
        self.feed(page)

    def _lang(self) -> str | None:
        return next((lang for _, lang in reversed(self._open) if lang), None)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        lang = given.get("lang") or self._lang()
        if tag != "link":  # for machines, and it names the language of its own
            self.words += [(lang, words) for name in SPOKEN if (words := given.get(name))]
        if tag not in VOID:
            self._open.append((tag, given.get("lang")))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if data.strip() and not {tag for tag, _ in self._open} & {"script", "style", "textarea"}:
            self.words.append((self._lang(), " ".join(data.split())))


def with_language(path: str, lang: str) -> str:
    return f"{path}{'&' if '?' in path else '?'}lang={lang}"


@pytest.fixture(scope="module")
def shipped() -> FlaskClient:
    return create_app().test_client()


@pytest.mark.matrix(16)
@pytest.mark.parametrize("lang", ["az", "ru"])
@pytest.mark.parametrize("path", PAGES)
def test_no_word_of_the_interface_is_in_another_language(shipped: FlaskClient, path: str, lang: str) -> None:
    page = shipped.get(with_language(path, lang)).get_data(as_text=True)
    assert f'<html lang="{lang}"' in page
    here = set(interface_words(lang).values())
    others = {word for other in ("en", "tr") for word in interface_words(other).values()} - here
    assert [words for said, words in Speech(page).words if said == lang and words in others] == []


@pytest.mark.parametrize("path", PAGES)
def test_what_is_not_said_in_russian_is_marked(shipped: FlaskClient, path: str) -> None:
    page = shipped.get(with_language(path, "ru")).get_data(as_text=True)
    # Whole sentences in other letters; a name or a file's kind may stand among Russian words.
    found = [
        words
        for said, words in Speech(page).words
        if said == "ru" and len(re.findall("[A-Za-zçğıöşüÇĞİÖŞÜ]{3,}", words)) > 4
        if not re.search("[а-яё]", words)
    ]
    assert found == []


@pytest.mark.parametrize(("lang", "baku", "kars"), [("az", "Bakı", "Qars"), ("ru", "Баку", "Карс")])
def test_places_are_called_as_readers_call_them(
    shipped: FlaskClient, lang: str, baku: str, kars: str
) -> None:
    assert f"<h1>{baku}</h1>" in shipped.get(f"/places/baku?lang={lang}").get_data(as_text=True)
    event = shipped.get(f"/events/kars-treaty?lang={lang}").get_data(as_text=True)
    assert f'<span class="feature-name">{kars}</span>' in event
    assert '<p class="lead" lang="tr">' in event


def test_stops_are_called_as_their_places(shipped: FlaskClient) -> None:
    page = shipped.get("/routes/bekir-sami-1920?lang=ru").get_data(as_text=True)
    assert '<span class="stop-name">Ангора</span>' in page
    assert '<span class="stop-name" lang="tr">Sivas</span>' in page


@pytest.mark.parametrize(
    ("accepted", "lang"),
    [("ru-RU,ru;q=0.9", "ru"), ("de,az;q=0.4", "az"), ("de", "en"), ("en-US", "en"), ("tr;q=0,en", "en")],
)
def test_language_is_that_of_the_browser_else_the_first(
    shipped: FlaskClient, accepted: str, lang: str
) -> None:
    page = shipped.get("/places/", headers={"Accept-Language": accepted}).get_data(as_text=True)
    assert f'<html lang="{lang}"' in page


def test_language_that_the_atlas_has_not_is_refused(shipped: FlaskClient) -> None:
    answer = shipped.get("/?lang=de")
    assert answer.status_code == 400
    assert "tr or en or az or ru" in answer.get_data(as_text=True)
    version = shipped.application.extensions["mapsvc"].geometry_version
    assert shipped.get(f"/data/{version}/borders/kars-1921.witnesses.de.json").status_code == 404
    witnesses = shipped.get(f"/data/{version}/borders/kars-1921.witnesses.ru.json").get_json()
    assert witnesses["words"]["article"] == "Статья"
    assert {part["basis_lang"] for part in witnesses["parts"].values()} == {"tr"}


def test_features_of_the_map_name_their_language(shipped: FlaskClient) -> None:
    page = shipped.get("/events/kars-treaty?lang=ru").get_data(as_text=True)
    data = re.search(r'id="map_0-data"[^>]*>(.*?)</script>', page)
    assert data is not None
    assert '"name":"Карс","label"' in data[1]
    assert '"name":"Kars 1921: Sarp – Aşağı Karasu ağzı","lang":"tr"' in data[1]


def test_switch_lists_all_languages_by_their_own_names(shipped: FlaskClient) -> None:
    page = shipped.get("/events/kars-treaty?lang=az").get_data(as_text=True)
    for lang in ("tr", "en", "az", "ru"):
        assert re.search(rf'lang="{lang}" hreflang="{lang}"[^>]*>{own_name(lang)}</a>', page)
    assert '<meta property="og:locale" content="az_AZ">' in page


# ---- languages that the interface does not speak ---------------------------------------------------
@pytest.fixture(scope="module")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """An atlas in Spanish and Arabic, with one event."""
    return create_app(write_foreign(tmp_path_factory.mktemp("foreign") / "atlas"))


def page_in(app: Flask, path: str, lang: str) -> str:
    answer = app.test_client().get(with_language(path, lang))
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_content_is_in_the_language_asked_for_and_the_interface_says_what_it_is(foreign: Flask) -> None:
    page = page_in(foreign, "/events/arrival", "es")
    assert '<html lang="es"' in page
    assert re.search(r'<body[^>]* lang="en"', page)
    assert '<h1 lang="es">La llegada</h1>' in page
    assert "What happened" in page
    assert '<time datetime="1522-09-08" lang="es">8 de septiembre de 1522</time>' in page
    assert '<a class="site-title"' in page
    assert 'hreflang="ar"' in page
    assert own_name("es") == "Español"


def test_words_from_right_to_left_turn_where_they_stand(foreign: Flask) -> None:
    page = page_in(foreign, "/events/arrival", "ar")
    assert '<html lang="ar"' in page
    assert '<h1 lang="ar" dir="rtl">الوصول</h1>' in page
    assert '<p class="lead" lang="es">Dieciocho' in page
    assert '<span class="feature-name" lang="ar" dir="rtl">إشبيلية</span>' in page
    for path in (
        "/",
        "/events/",
        "/places/",
        "/places/seville",
        "/search?q=x",
        "/timeline",
        "/embed/events/arrival",
    ):
        assert 'lang="ar"' in page_in(foreign, path, "ar")


def test_first_language_of_the_atlas_is_that_of_its_errors(foreign: Flask) -> None:
    answer = foreign.test_client().get("/nothing", headers={"Accept-Language": "de"})
    assert '<html lang="es"' in answer.get_data(as_text=True)
    assert foreign.test_client().get("/?lang=tr").status_code == 400


@pytest.mark.parametrize(("asked", "got"), [("EN", "en"), ("en-GB", "en"), ("az_AZ", "az"), ("Tr", "tr")])
def test_tag_has_no_case_and_a_region_is_answered_by_its_language(
    client: FlaskClient, asked: str, got: str
) -> None:
    answer = client.get(f"/events/kars-treaty?lang={asked}")
    assert answer.status_code == 200
    assert f'<html lang="{got}"' in answer.text
    assert client.get("/?lang=fr-FR").status_code == 400
