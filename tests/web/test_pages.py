"""Pages as a reader's browser asks for them."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from mapsvc import Atlas
from mapsvc.web.app import create_app
from tests.html_text import Parsed, parse
from tests.said import said
from tests.sampling import Some

LANGUAGES = ("tr", "en")
SECTIONS = ("events", "places", "routes", "borders")


def get_page(client: FlaskClient, path: str, lang: str = "en") -> Parsed:
    answer = client.get(path, query_string={"lang": lang})
    assert (answer.status_code, answer.mimetype) == (200, "text/html"), path
    return parse(answer.text)


def test_description_of_a_long_page_ends_with_a_word(client: FlaskClient, atlas: Atlas) -> None:
    page = get_page(client, "/events/kars-treaty", "tr")
    found = [meta["content"] for meta in page.named("meta") if meta.get("name") == "description"]
    assert found[0].endswith("…")
    opening = found[0].removesuffix("…")
    assert len(found[0]) <= 300
    assert said(atlas.records.events["kars-treaty"].summary).tr.startswith(opening + " ")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_page_answers_in_both_languages(
    client: FlaskClient, page_paths: list[str], some: Some, lang: str
) -> None:
    faults = []
    for path in some(page_paths, 50):
        answer = client.get(f"{path}?lang={lang}")
        page = parse(answer.text)
        if (
            answer.status_code != 200
            or page.named("html")[0].get("lang") != lang
            or len(page.named("h1")) != 1
        ):
            faults.append((path, answer.status_code, page.named("html"), len(page.named("h1"))))
    assert faults == []


COMPARED = re.compile(r"/compare/([^/?]+)/([^/?]+)")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_link_of_every_page_leads_to_an_answer(
    client: FlaskClient, page_paths: list[str], some: Some, lang: str
) -> None:
    seen: set[str] = set()
    paths = some(page_paths, 20)
    for path in paths:
        page = parse(client.get(f"{path}?lang={lang}").text)
        seen |= {address for address in page.addresses if address.startswith("/")}
    assert len(seen) > len(paths)
    asked = [address for address in sorted(seen) if not COMPARED.match(address)]
    asked += one_of_each([address for address in sorted(seen) if COMPARED.match(address)])
    broken = {
        address: status for address in some(asked, 60) if (status := client.get(address).status_code) != 200
    }
    assert broken == {}


def one_of_each(comparisons: list[str]) -> list[str]:
    """Return comparisons in which each border stands once on each side; every pair would take minutes."""
    kept, firsts, seconds = [], set[str](), set[str]()
    for address in comparisons:
        a, b = COMPARED.match(address).groups()  # type: ignore[union-attr]
        if a not in firsts or b not in seconds:
            kept.append(address)
            firsts.add(a)
            seconds.add(b)
    assert kept
    return kept


def test_fragment_links_lead_to_an_element(client: FlaskClient, page_paths: list[str], some: Some) -> None:
    broken = []
    for path in some(page_paths, 50):
        page = parse(client.get(f"{path}?lang=en").text)
        ids = {attributes["id"] for _, attributes in page.elements if "id" in attributes}
        broken += [(path, link) for link in page.addresses if link.startswith("#") and link[1:] not in ids]
    assert broken == []


def test_page_asks_no_other_host_for_anything(client: FlaskClient, page_paths: list[str], some: Some) -> None:
    for path in some(page_paths, 50):
        loads = parse(client.get(f"{path}?lang=tr").text).loads
        assert loads
        assert not [address for address in loads if not address.startswith("/") or address.startswith("//")]


@pytest.mark.parametrize(
    ("accept", "lang"),
    [
        ("", "tr"),
        ("tr", "tr"),
        ("en", "en"),
        ("en-GB,en;q=0.9,tr;q=0.8", "en"),
        ("de,fr;q=0.9", "en"),
        ("de,en;q=0.1", "en"),
        ("tr;q=0.2,en;q=0.9", "en"),
        ("en;q=0,tr;q=0.1", "tr"),
        ("en;q=0", "tr"),
        ("EN-us", "en"),
        ("*", "tr"),
        (";;;,,q=", "tr"),
        ("en;q=abc", "tr"),
        ("tr; q=0.2, en ; q=0.9", "en"),
        ("tr;Q=0.2,en;q=0.9", "en"),
    ],
)
def test_language_follows_the_reader_unless_the_address_says(
    client: FlaskClient, accept: str, lang: str
) -> None:
    headers = {"Accept-Language": accept}
    guessed = client.get("/", headers=headers)
    assert parse(guessed.text).named("html")[0]["lang"] == lang
    assert "Accept-Language" in guessed.headers["Vary"]
    for asked in LANGUAGES:
        said = client.get(f"/?lang={asked}", headers=headers)
        assert parse(said.text).named("html")[0]["lang"] == asked
        assert "Accept-Language" not in said.headers["Vary"]


@pytest.mark.parametrize("path", ["/", "/events/kars-treaty", "/search?q=kars", "/events/?kind=treaty"])
def test_other_language_is_one_link_away(client: FlaskClient, path: str) -> None:
    page = parse(client.get(path, headers={"Accept-Language": "tr"}).text)
    other = next(link["href"] for link in page.named("a") if link.get("hreflang") == "en")
    there = parse(client.get(other).text)
    assert there.named("html")[0]["lang"] == "en"
    if "?" in path:
        assert path.partition("?")[2] in other


def test_events_page_lists_every_event_in_order_of_date(client: FlaskClient, atlas: Atlas) -> None:
    page = get_page(client, "/events/")
    shown = [
        match[1] for link in page.named("a") if (match := re.match(r"/events/([a-z0-9-]+)\?", link["href"]))
    ]
    events = list(atlas.records.events)
    assert len(events) >= 60
    assert [event for event in dict.fromkeys(shown) if event in events] == events


@pytest.mark.parametrize("section", SECTIONS)
def test_list_leads_to_every_thing(client: FlaskClient, atlas: Atlas, section: str) -> None:
    page = get_page(client, f"/{section}/")
    wanted = {f"/{section}/{key}?lang=en" for key in getattr(atlas.records, section)}
    assert wanted <= {link["href"] for link in page.named("a")}


def shown_events(client: FlaskClient, query: str) -> list[str]:
    answer = client.get(f"/events/?lang=en&{query}")
    assert answer.status_code == 200
    main = answer.text.partition("<main")[2].partition("</main>")[0]
    return list(dict.fromkeys(re.findall(r'href="/events/([a-z0-9-]+)\?', main)))


@pytest.mark.parametrize(
    ("query", "some", "none"),
    [
        ("kind=treaty", ["kars-treaty", "moscow-treaty"], ["baku-taken"]),
        ("place=kars", ["kars-treaty"], ["stalin-dies"]),
        ("from=1940", ["stalin-dies", "soviet-note-1945"], ["kars-treaty"]),
        ("to=1880", ["rustu-born", "stalin-born"], ["kars-treaty"]),
        ("from=1921&to=1921", ["kars-treaty", "moscow-treaty"], ["baku-taken", "ankara-1921"]),
        ("q=KARS", ["kars-treaty"], ["lenin-arrives"]),
        ("q=bakü", ["baku-taken"], ["balkan-wars"]),
        ("q=baku", ["baku-taken"], ["balkan-wars"]),
        ("kind=treaty&from=1921&q=kars", ["kars-treaty"], ["moscow-treaty-1918", "baku-taken"]),
    ],
)
def test_events_are_filtered(client: FlaskClient, query: str, some: list[str], none: list[str]) -> None:
    shown = shown_events(client, query)
    assert set(some) <= set(shown)
    assert set(none).isdisjoint(shown)


@pytest.mark.parametrize("query", ["kind=nothing", "place=nowhere", "from=2200", "q=xyzzyxyzzy"])
def test_filter_that_fits_nothing_shows_no_event(client: FlaskClient, query: str) -> None:
    assert shown_events(client, query) == []


@pytest.mark.parametrize("query", ["from=abc", "to=19", "from=-100", "to=1e3", "from=١٩٢٠", "from=99999"])
def test_wrong_year_is_refused_by_name(client: FlaskClient, query: str) -> None:
    answer = client.get(f"/events/?lang=en&{query}")
    assert answer.status_code == 400
    assert f"{query.partition('=')[0]!r}" in parse(answer.text).text


@pytest.mark.parametrize(
    ("words", "path"),
    [
        ("Bakü", "/places/baku"),
        ("baku", "/places/baku"),
        ("BAKU", "/places/baku"),
        ("Bakı", "/places/baku"),
        ("Баку", "/places/baku"),
        ("istanbul", "/places/istanbul"),
        ("İSTANBUL", "/places/istanbul"),
        ("Kars Antlaşması", "/events/kars-treaty"),
        ("treaty of kars", "/events/kars-treaty"),
        ("treaty kars", "/borders/kars-1921"),
        ("bekir sami", "/routes/bekir-sami-1920"),
        ("Karabekir", "/events/kars-treaty"),
    ],
)
def test_search_finds_a_thing_in_any_spelling(client: FlaskClient, words: str, path: str) -> None:
    page = parse(client.get("/search", query_string={"q": words, "lang": "en"}).text)
    assert f"{path}?lang=en" in [link["href"] for link in page.named("a")]


def test_event_page_holds_what_a_lecturer_needs(client: FlaskClient, atlas: Atlas) -> None:
    event = atlas.records.event("kars-treaty")
    text = " ".join(get_page(client, "/events/kars-treaty", "tr").text.split())
    for words in (
        "13 Ekim 1921",
        "13 Teşrinievvel 1337",
        event.title.tr,
        said(event.summary).tr,
        *(actor.tr for actor in event.actors),
        *(reading.claim.tr for reading in event.disputes[0].readings),
        *(reading.by.tr for reading in event.disputes[0].readings),
        "346–348",
    ):
        assert words in text


def test_event_page_names_the_feature_of_every_row(client: FlaskClient, atlas: Atlas) -> None:
    for event in atlas.records.events:
        page = get_page(client, f"/events/{event}", "tr")
        rows = [attributes["data-feature"] for _, attributes in page.elements if "data-feature" in attributes]
        payload = page.json_script("map_0-data")
        drawn = [feature["id"] for layer in payload["layers"] for feature in layer["features"]]
        assert rows == drawn
        assert len(set(drawn)) == len(drawn) >= 1, event


def test_previous_and_next_walk_through_all_events(client: FlaskClient, atlas: Atlas) -> None:
    order = list(atlas.records.events)
    for before, after in itertools.pairwise(order):
        forward = get_page(client, f"/events/{before}").named("body")[0]
        backward = get_page(client, f"/events/{after}").named("body")[0]
        assert forward["data-next"] == f"/events/{after}?lang=en"
        assert backward["data-prev"] == f"/events/{before}?lang=en"
    assert "data-prev" not in get_page(client, f"/events/{order[0]}").named("body")[0]
    assert "data-next" not in get_page(client, f"/events/{order[-1]}").named("body")[0]


def test_place_page_names_all_languages_events_and_mentions(client: FlaskClient, atlas: Atlas) -> None:
    place = atlas.records.place("baku")
    page = get_page(client, "/places/baku")
    for name in place.names:
        assert name.toponym in page.text
    assert place.links
    assert set(place.links) <= set(page.addresses)
    links = {link["href"] for link in page.named("a")}
    assert {f"/events/{event.id}?lang=en" for event in atlas.records.events_by_place["baku"]} <= links
    assert str(len(atlas.records.mentions_by_place["baku"])) in page.text


def test_place_without_coordinates_has_a_page_without_a_map(tiny_client: FlaskClient) -> None:
    page = get_page(tiny_client, "/places/delta")
    assert not [attributes for attributes in page.named("script") if attributes.get("id") == "map_0-data"]


def test_route_page_tells_both_accounts(client: FlaskClient, atlas: Atlas) -> None:
    route = atlas.records.route("bekir-sami-1920")
    text = get_page(client, "/routes/bekir-sami-1920").text
    assert {"stated", "reconstructed"} <= {variant.id for variant in route.variants}
    for variant in route.variants:
        assert variant.title.en in text
    for stop in route.stops:
        assert stop.title.en in text


def test_border_page_names_articles_and_points(client: FlaskClient, atlas: Atlas) -> None:
    border = atlas.records.border("kars-1921")
    text = get_page(client, "/borders/kars-1921").text
    for article in border.articles:
        assert article.ref in text
        assert article.text.en in text
    assert len([point for point in border.points if point.title]) > 10
    for point in border.points:
        assert point.guide or point.title is None or point.title.en in text


def test_home_shows_the_headlines_and_every_event(client: FlaskClient, atlas: Atlas) -> None:
    page = get_page(client, "/")
    links = [link["href"] for link in page.named("a")]
    assert {f"/events/{event}?lang=en" for event in atlas.records.events} <= set(links)
    for event, note in atlas.records.meta.headline_note.items():
        assert f"/events/{event}?lang=en" in links
        assert note.en in page.text


@pytest.mark.parametrize("section", SECTIONS)
def test_list_without_its_slash_leads_there(client: FlaskClient, section: str) -> None:
    answer = client.get(f"/{section}?lang=en")
    assert (answer.status_code, answer.headers["Location"]) == (308, f"/{section}/?lang=en")


@pytest.mark.parametrize(
    "text", ["//evil.example/events", "/\\evil.example", "/%2F%2Fevil.example", "///evil.example"]
)
def test_no_address_redirects_to_another_host(client: FlaskClient, text: str) -> None:
    answer = client.get(text)
    location = answer.headers.get("Location", "/")
    assert re.match(r"/(?![/\\])|http://localhost/(?![/\\])", location), location


@pytest.mark.parametrize(
    ("path", "leads_to"),
    [("/download?x=//y", "/download/?x=//y"), ("/events//", "/events/"), ("/download", "/download/")],
)
def test_redirect_never_names_the_host_of_the_request(client: FlaskClient, path: str, leads_to: str) -> None:
    answer = client.get(path, headers={"Host": "evil.example"})
    assert (answer.status_code, answer.headers["Location"]) == (308, leads_to)
    assert "evil.example" not in answer.text


def test_changed_event_shows_in_a_fresh_service(tiny_root: Path) -> None:
    path = tiny_root / "events" / "line-drawn.toml"
    before = create_app(tiny_root).test_client().get("/events/line-drawn?lang=en")
    path.write_text(path.read_text("utf-8").replace("The line is drawn", "The line was redrawn"), "utf-8")
    after = create_app(tiny_root).test_client().get("/events/line-drawn?lang=en")
    assert "The line was redrawn" not in before.text
    assert "The line was redrawn" in after.text
    assert before.headers["ETag"] != after.headers["ETag"]


def test_new_event_file_shows_in_a_fresh_service(tiny_root: Path) -> None:
    text = (
        (tiny_root / "events" / "line-drawn.toml")
        .read_text("utf-8")
        .replace("The line is drawn", "Once more")
    )
    (tiny_root / "events" / "once-more.toml").write_text(text, "utf-8")
    client = create_app(tiny_root).test_client()
    assert "Once more" in client.get("/events/once-more?lang=en").text
    assert "/events/once-more?lang=en" in client.get("/events/?lang=en").text


def test_two_fresh_services_give_the_same_bytes(app: Flask, page_paths: list[str], some: Some) -> None:
    client, other = app.test_client(), create_app().test_client()
    sample = ["/", "/events/kars-treaty", *some(page_paths, 12)]
    differing = [
        path for path in sample if client.get(f"{path}?lang=tr").data != other.get(f"{path}?lang=tr").data
    ]
    assert differing == []
