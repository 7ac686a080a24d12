"""Whatever an atlas says, its pages, maps and API say it as text."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from mapsvc.errors import AtlasError
from mapsvc.web.app import create_app
from tests.hostile import ALL, ATTACKS, CLOSE, OPEN, armed, hostile_copy
from tests.html_text import parse

PAGES = (
    "/",
    "/events/",
    "/events/line-drawn",
    "/events/letter-sent",
    "/places/",
    "/places/alfa",
    "/places/charlie",
    "/places/delta",
    "/routes/",
    "/routes/journey",
    "/borders/",
    "/borders/front",
    "/search?q=alfa",
    "/search?q=Bravo",
    "/mentions",
    "/embed/events/line-drawn",
    "/embed/borders/front",
)
COLLECTIONS = ("events", "places", "borders", "routes", "mentions")
ClientOf = Callable[[str], FlaskClient]


@pytest.fixture(scope="module")
def client_of(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ClientOf]:
    """A client of the tiny atlas with an attack in every text field, made once for each attack."""
    made: dict[str, FlaskClient] = {}

    def client_of(attack: str) -> FlaskClient:
        if attack not in made:
            made[attack] = create_app(hostile_copy(tmp_path_factory.mktemp("hostile"), attack)).test_client()
        return made[attack]

    yield client_of
    made.clear()


def in_language(path: str, lang: str) -> str:
    return f"{path}{'&' if '?' in path else '?'}lang={lang}"


def assert_whole(text: str, attack: str, at_least: int = 1) -> None:
    """Every attack in a text stands there from its first to its last character."""
    assert text.count(OPEN) >= at_least
    # Names beside a diagram have little room: they are cut after a word, and say so.
    cut = [part.partition("…")[0].rstrip() for part in text.split(OPEN)[1:] if not part.startswith(attack)]
    assert all(f"{attack}{CLOSE}".startswith(part) for part in cut)
    assert text.count(f"{OPEN}{attack}{CLOSE}") + len(cut) == text.count(OPEN)


@pytest.mark.matrix(10)
@pytest.mark.parametrize("name", ATTACKS)
@pytest.mark.parametrize("path", ["/events/line-drawn", "/places/alfa", "/borders/front", "/routes/journey"])
def test_page_shows_every_attack_as_text(client_of: ClientOf, name: str, path: str) -> None:
    answer = client_of(ATTACKS[name]).get(in_language(path, "tr"))
    assert answer.status_code == 200
    page = parse(answer.text)
    assert_whole(page.text, ATTACKS[name], at_least=5)
    assert page.handlers == []


@pytest.mark.parametrize("lang", ["tr", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_page_of_all_attacks_has_the_elements_of_a_harmless_one(
    client_of: ClientOf, tiny_client: FlaskClient, path: str, lang: str
) -> None:
    hostile = parse(client_of(ALL).get(in_language(path, lang)).text)
    harmless = parse(tiny_client.get(in_language(path, lang)).text)
    assert_whole(hostile.text, ALL, at_least=2)
    assert [tag for tag, _ in hostile.elements] == [tag for tag, _ in harmless.elements]
    assert [sorted(attributes) for _, attributes in hostile.elements] == [
        sorted(attributes) for _, attributes in harmless.elements
    ]


@pytest.mark.parametrize("path", PAGES)
def test_template_in_data_is_never_evaluated(client_of: ClientOf, path: str) -> None:
    attack = "{{7919*7907}}"
    text = client_of(attack).get(in_language(path, "en")).text
    assert attack in parse(text).text
    assert "62615533" not in text


@pytest.mark.parametrize("name", ATTACKS)
def test_map_payload_carries_every_attack_as_data(client_of: ClientOf, name: str) -> None:
    page = parse(client_of(ATTACKS[name]).get("/events/line-drawn?lang=tr").text)
    payload = page.json_script("map_0-data")
    features = [feature for layer in payload["layers"] for feature in layer["features"]]
    assert payload["title"] == armed("Çizgi çizilir", ATTACKS[name])
    names = {feature["properties"]["label"] for feature in features}
    assert {armed("Alfa", ATTACKS[name]), armed("Çizgi 1921", ATTACKS[name])} <= names
    assert_whole(
        json.dumps(payload, ensure_ascii=False), json.dumps(ATTACKS[name], ensure_ascii=False)[1:-1], 10
    )


@pytest.mark.parametrize("name", ATTACKS)
def test_map_script_holds_no_text_of_the_data(
    client_of: ClientOf, tiny_client: FlaskClient, name: str
) -> None:
    def inline_code(client: FlaskClient) -> list[str]:
        page = parse(client.get("/events/line-drawn?lang=tr").text)
        return [
            text for attributes, text in page.scripts if "src" not in attributes and "type" not in attributes
        ]

    hostile, harmless = inline_code(client_of(ATTACKS[name])), inline_code(tiny_client)
    assert len(hostile) == 1
    assert OPEN not in hostile[0]
    assert len(hostile[0]) == len(harmless[0])


@pytest.mark.matrix(10)
@pytest.mark.parametrize("name", ATTACKS)
@pytest.mark.parametrize("collection", COLLECTIONS)
def test_api_gives_every_attack_as_data(client_of: ClientOf, name: str, collection: str) -> None:
    answer = client_of(ATTACKS[name]).get(f"/api/collections/{collection}/items")
    assert answer.status_code == 200
    document = json.loads(answer.data.decode("utf-8"))
    texts = list(strings_in(document["features"]))
    assert [text for text in texts if OPEN in text]
    assert_whole("".join(texts), ATTACKS[name])


def strings_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from strings_in(part)


@pytest.mark.parametrize("name", ATTACKS)
@pytest.mark.parametrize("field", ["title", "surface"])
def test_attack_is_kept_as_it_was_written(client_of: ClientOf, name: str, field: str) -> None:
    expected = {"title": ("places", "Alfa"), "surface": ("mentions", "Alfa’dan")}[field]
    document = client_of(ATTACKS[name]).get(f"/api/collections/{expected[0]}/items").get_json()
    assert document["features"][0]["properties"][field] == armed(expected[1], ATTACKS[name])


@pytest.mark.matrix(12)
@pytest.mark.parametrize("attack", [*ATTACKS.values(), "%0d%0aSet-Cookie: a=b", "'; DROP TABLE events; --"])
@pytest.mark.parametrize("path", ["/search", "/events/"])
def test_search_words_are_shown_as_text(client: FlaskClient, path: str, attack: str) -> None:
    answer = client.get(path, query_string={"q": attack, "lang": "en"})
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers
    page = parse(answer.text)
    assert page.handlers == []
    assert len(page.named("script")) == len(parse(client.get(f"{path}?lang=en").text).named("script"))
    assert attack in [attributes.get("value") for attributes in page.named("input")]


@pytest.mark.parametrize("path", ["/search", "/events/"])
@pytest.mark.parametrize("text", ["\x00", "\ud800", "a" * 100_000, "\U0010ffff", "\r\n\r\n"])
def test_search_words_of_any_kind_are_answered(client: FlaskClient, path: str, text: str) -> None:
    query = {"q": text.encode("utf-8", "surrogatepass"), "lang": "en"}
    assert client.get(path, query_string=query).status_code == 200


@pytest.mark.parametrize(
    "attack", ['"><script>window.__xss=1</script>', "{{7919*7907}}", "../../x", "{{config}}"]
)
@pytest.mark.parametrize("path", ["/events/", "/places/", "/routes/", "/borders/", "/api/collections/", "/"])
def test_unknown_address_is_not_found_and_echoes_nothing_live(
    client: FlaskClient, path: str, attack: str
) -> None:
    answer = client.get(path + attack.replace("/", "%2F"))
    assert answer.status_code == 404
    assert "62615533" not in answer.text
    if answer.mimetype == "text/html":
        page = parse(answer.text)
        assert page.handlers == []
        assert not [text for _, text in page.scripts if "__xss" in text]


@pytest.mark.parametrize(
    "attack", ['"><script>window.__xss=1</script>', "xx", "tr-<script>", "tr-", "", "../tr"]
)
def test_unknown_language_is_refused_as_text(client: FlaskClient, attack: str) -> None:
    answer = client.get("/", query_string={"lang": attack})
    assert answer.status_code == 400
    assert not [text for _, text in parse(answer.text).scripts if "__xss" in text]


def test_link_of_a_place_never_runs_script(tiny_root: Path) -> None:
    path = tiny_root / "places.geojson"
    path.write_text(
        path.read_text("utf-8").replace("https://www.geonames.org/1", "javascript:window.__xss=1"), "utf-8"
    )
    with pytest.raises(AtlasError, match="javascript"):
        create_app(tiny_root)


def test_link_of_a_source_never_runs_script(tiny_root: Path) -> None:
    path = tiny_root / "sources.json"
    path.write_text(
        path.read_text("utf-8").replace("https://example.org/carr", "javascript:window.__xss=1"), "utf-8"
    )
    links = parse(create_app(tiny_root).test_client().get("/events/letter-sent?lang=en").text).addresses
    assert not [link for link in links if link.startswith("javascript")]
