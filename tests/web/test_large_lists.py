"""Lists of an atlas of thousands of events: in pages, narrowed, and light whatever its size."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from bench.large_atlas import Size, make_atlas
from mapsvc.kinds.day_headings import _NEAREST
from mapsvc.web.app import create_app
from mapsvc.web.frozen_paths import read_address
from mapsvc.web.pages.event_list import _MOST_OFFERED
from mapsvc.web.pages.place_list import _MOST_PLACES

_EVENTS = 1_100
_HEAVIEST = 60_000


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    size = Size(events=_EVENTS, places=500, borders=130, routes=110, mentions=1_000)
    return create_app(make_atlas(tmp_path_factory.mktemp("large") / "atlas", size))


@pytest.fixture(scope="module")
def reader(large: Flask) -> FlaskClient:
    return large.test_client()


def page(reader: FlaskClient, path: str) -> str:
    answer = reader.get(path)
    assert answer.status_code == 200, path
    return answer.get_data(as_text=True)


def all_pages(reader: FlaskClient, path: str) -> Iterator[str]:
    """Yield a list page by page, as its links lead."""
    following: str | None = path
    while following:
        text = page(reader, following)
        yield text
        found = re.search(r'<link rel="next" href="([^"]+)"', text)
        following = found[1].replace("&amp;", "&") if found else None


def test_every_page_is_light(large: Flask, reader: FlaskClient) -> None:
    # A lecture is put together of a catalogue of all maps, which its script needs whole.
    rules = {rule.rule for rule in large.url_map.iter_rules() if not rule.arguments} - {"/tour", "/lecture"}
    busiest = max(large.extensions["mapsvc"].atlas.events_by_place.items(), key=lambda held: len(held[1]))[0]
    rules |= {"/search?q=der", "/events/?q=truce", "/places/?letter=B", "/timeline?on=1850-05-05"}
    for path in sorted(rules | {f"/places/{busiest}"}):
        answer = reader.get(path)
        if answer.mimetype == "text/html":
            assert len(gzip.compress(answer.data, 6)) <= _HEAVIEST, path


def test_pages_of_a_list_hold_each_thing_once(reader: FlaskClient) -> None:
    for path, thing, count in (
        ("/events/?lang=en", "events/event", _EVENTS),
        ("/borders/?lang=en", "borders/border", 130),
        ("/routes/?lang=en", "routes/route", 110),
        ("/search?q=fire&lang=en", "events/event", None),
    ):
        parts = [re.findall(rf'<a[^>]* href="/({thing}-\d+)', text) for text in all_pages(reader, path)]
        assert all(len(part) == 100 for part in parts[:-1])
        listed = [one for part in parts for one in part]
        assert len(set(listed)) == len(listed) > 100
        assert count in (None, len(listed))


def test_page_names_those_beside_it_and_itself(reader: FlaskClient) -> None:
    text = page(reader, "/events/?page=3&lang=de")
    head = text.partition("</head>")[0]
    assert '<link rel="prev" href="/events/?page=2&amp;lang=de">' in head
    assert '<link rel="next" href="/events/?page=4&amp;lang=de">' in head
    assert re.search(r'<link rel="canonical" href="[^"]*/events/\?page=3&amp;lang=de">', head)
    assert re.search(r'hreflang="en" href="[^"]*/events/\?page=3&amp;lang=en"', head)
    assert 'rel="prev" href="/events/?lang=de"' in page(reader, "/events/?page=2&lang=de")
    beyond = page(reader, "/events/?page=999&lang=de")
    assert "Page 11 of 11" in page(reader, "/events/?page=999&lang=en")
    assert '<link rel="next"' not in beyond


def test_facets_narrow_and_lead_back(large: Flask, reader: FlaskClient) -> None:
    atlas = large.extensions["mapsvc"].atlas
    treaties = [event for event in atlas.events.values() if event.category == "treaty"]
    text = page(reader, "/events/?kind=treaty&lang=en")
    assert f"<span data-count>{len(treaties)}</span>" in text
    chosen = re.findall(r'<a href="([^"]+)" aria-current="true">', text.partition('class="facets')[2])
    assert chosen == ["/events/?lang=en"]
    german = sum("de" in event.title.languages for event in treaties)
    assert f"<span data-count>{german}</span>" in page(reader, "/events/?kind=treaty&told=de&lang=en")
    century = re.search(r'href="(/events/\?from=1800&amp;to=1899&amp;kind=treaty&amp;lang=en)"', text)
    assert century is not None
    inside = [one for one in treaties if one.when.end.year >= 1800 and one.when.start.year <= 1899]
    assert f"<span data-count>{len(inside)}</span>" in page(reader, century[1].replace("&amp;", "&"))


def test_choices_of_a_form_are_few(reader: FlaskClient) -> None:
    text = page(reader, "/events/?place=place-0000001&lang=en")
    offered = re.findall(r'<option value="(place-\d+)"', text)
    assert _MOST_OFFERED <= len(offered) <= _MOST_OFFERED + 1
    assert re.search(r'<option value="place-0000001" selected', text)


def test_beside_a_day_only_the_marks_near_it_are_listed(reader: FlaskClient) -> None:
    text = page(reader, "/timeline?on=1850-05-05&lang=en").partition('id="marks"')[2]
    days = re.findall(r'class="event-line" data-day="(\d{4})', text)
    assert len(days) == _NEAREST
    assert {"1849", "1850"} <= set(days) <= {str(year) for year in range(1840, 1861)}
    counts = re.findall(r'class="quiet">\((\d+)\)', text)
    assert sum(map(int, counts)) > 0.9 * _EVENTS
    # Its script gets the days on which the picture changes as distances, one after the other.
    gaps = re.search(r'"moments": ?"([\d ]+)"', page(reader, "/timeline?on=1850-05-05&lang=en"))
    assert gaps is not None
    assert len(gaps[1].split()) > 1_000


def test_places_stand_under_their_letter(large: Flask, reader: FlaskClient) -> None:
    first = page(reader, "/places/?lang=en")
    assert "data-map" in first
    assert len(large.extensions["mapsvc"].atlas.places) > _MOST_PLACES
    letters = re.findall(r'href="(/places/\?letter=[^"]+)"', first)
    titles: list[str] = []
    for href in letters:
        for text in all_pages(reader, href.replace("&amp;", "&")):
            found = re.findall(r'class="row-link" href="[^"]+">([^<]+)<', text)
            assert {title[0].upper() for title in found} == {href.split("=")[1][0]}
            titles += found
    assert sorted(titles) == sorted(
        place.name_on("en") for place in large.extensions["mapsvc"].atlas.places.values()
    )
    assert titles == sorted(titles, key=str.casefold)


def test_home_counts_what_it_does_not_list(reader: FlaskClient) -> None:
    text = page(reader, "/?lang=en")
    counts = re.findall(
        r'<li><a href="(/events/\?from=[^"]+)" style="--share: [\d.]+">.*?class="num">(\d+)<', text
    )
    assert sum(int(count) for _, count in counts) == _EVENTS
    href, count = counts[3]
    shown = page(reader, href.replace("&amp;", "&"))
    assert re.search(r"<span data-count>(\d+)</span>", shown)[1] >= count  # type: ignore[index]
    assert text.count('href="/borders/border-') == text.count('href="/routes/route-') == 30


@pytest.mark.parametrize(
    ("href", "file"),
    [
        ("/events/?page=2&lang=en", "en/events/index.page-2.html"),
        ("/places/?letter=B&page=3&lang=en", "en/places/index.letter-B.page-3.html"),
        ("/places/?letter=%C4%B0&lang=tr", "tr/places/index.letter-İ.html"),
        ("/mentions?page=2&lang=en", "en/mentions.page-2.html"),
        ("/events/?kind=treaty&lang=en", "en/events/index.html"),
    ],
)
def test_frozen_site_has_a_file_for_each_page(href: str, file: str) -> None:
    found = read_address(href, "en")
    assert found is not None
    assert found[0].file == file
