"""Filters in CQL2 as a programme sends them: what they choose, and what is refused."""

from __future__ import annotations

import json
import threading
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mapsvc.errors import RequestError
from mapsvc.web.api.filters import FILTER_LANGUAGES, LONGEST_FILTER, read_filter

KINDS = {
    "geometry": "geometry", "title": "text", "kind": "text", "n": "number", "open": "truth",
    "start": "date", "end": "date", "links": "list",
}  # fmt: skip
ROWS: dict[str, dict[str, object]] = {
    name: dict(zip(("title", "kind", "n", "open", "start", "end", "links"), values, strict=True))
    for name, values in {
        "a": ("Şuşa", "town", 1, True, "1920-01-01", "1920-02-01", ["x"]),
        "b": ("Kars", "town", 2.5, False, "1921-03-16", None, ["x", "y"]),
        "c": (None, "río", None, None, None, None, []),
        "d": ("100% \\_", "", -3, True, "-0400-09-03", "-0399-01-01", None),
    }.items()
}  # fmt: skip


def chosen(text: str, language: str = FILTER_LANGUAGES[0]) -> str:
    test = read_filter(text, language, KINDS)
    return "".join(name for name, row in ROWS.items() if test((row, None)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("title = 'Kars'", "b"),
        ("'Kars' = title", "b"),
        ("title <> 'Kars'", "ad"),
        ("NOT title = 'Kars'", "ad"),
        ("title IS NULL", "c"),
        ("title IS NOT NULL", "abd"),
        ("casei(title) = casei('ŞUŞA')", "a"),
        ("accenti(title) = 'Susa'", "a"),
        ("casei(accenti(title)) LIKE 'su%'", "a"),
        ("title LIKE '%ar_'", "b"),
        ("title NOT LIKE 'K%'", "ad"),
        (r"title LIKE '100\% \\\_'", "d"),
        ("title LIKE '%'", "abd"),
        ("title IN ('Kars', 'Baku')", "b"),
        ("title NOT IN ('Kars')", "ad"),
        ("n BETWEEN 1 AND 2.5", "ab"),
        ("n > -4 AND n < 2", "ad"),
        ("n = 1 OR title = 'Kars'", "ab"),
        # What is unknown of one side does not hide the other.
        ("n = 7 OR kind = 'río'", "c"),
        ("NOT (n = 7 AND kind = 'town')", "abcd"),
        ("n * 2 + 1 = 6", "b"),
        ("n div 2 = 1", "b"),
        ("n / 0 = 1", ""),
        ("n ^ 4000 > 1", ""),
        ("n % 2 = 1", "a"),
        ("open", "ad"),
        ("open = false", "b"),
        ("open AND NOT n < 0", "a"),
        ("start = DATE('1921-03-16')", "b"),
        ("start > '1920-06-01'", "b"),
        ("start >= TIMESTAMP('1921-03-16T12:00:00Z')", "b"),
        ("start < DATE('0001-01-01')", "d"),
        ("start BETWEEN DATE('1920-01-01') AND DATE('1920-12-31')", "a"),
        ("T_AFTER(start, DATE('1920-01-31'))", "b"),
        ("T_BEFORE(start, DATE('1920-01-31'))", "ad"),
        ("T_DURING(start, INTERVAL('1919-12-31', '1921-01-01'))", "a"),
        ("T_INTERSECTS(INTERVAL(start, end), INTERVAL('1920-02-01', '..'))", "ab"),
        ("T_DISJOINT(INTERVAL(start, end), INTERVAL('1920-02-02', '1921-03-15'))", "abd"),
        ("T_EQUALS(INTERVAL(start, end), INTERVAL('1920-01-01', '1920-02-01'))", "a"),
        ("T_MEETS(INTERVAL(start, end), INTERVAL('1920-02-01', '1925-01-01'))", "a"),
        ("T_STARTS(INTERVAL(start, end), INTERVAL('1920-01-01', '1925-01-01'))", "a"),
        ("A_CONTAINS(links, ('x', 'y'))", "b"),
        ("A_CONTAINEDBY(links, ('x'))", "ac"),
        ("A_OVERLAPS(links, ('y', 'z'))", "b"),
        ("A_EQUALS(links, ('x'))", "a"),
    ],
)
def test_filter_chooses(text: str, expected: str) -> None:
    assert chosen(text) == expected


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("nosuch = 1", "'nosuch'"),
        ("properties.title = 'x'", "'properties.title'"),
        ("__class__ = 'x'", "character"),
        ("foo(title) = 'x'", "'foo'"),
        ("pg_sleep(10) = 1", "'pg_sleep'"),
        ("S_BUFFER(geometry, 1) = 1", "'S_BUFFER'"),
        ("title", "text and no condition"),
        ("1 = 1 AND title", "takes truth"),
        ("title = 1", "compares a text with a number"),
        ("n = 'x'", "compares a number with a text"),
        ("open > false", "two conditions"),
        ("start = 'yesterday'", "'yesterday'"),
        ("start = DATE('1921-02-30')", "'1921-02-30'"),
        ("start = DATE('1921-2-3')", "'1921-2-3'"),
        ("casei(n) = 'x'", "takes text"),
        ("n + 'a' = 1", "takes number"),
        ("S_INTERSECTS(title, POINT(1 1))", "takes geometry"),
        ("S_INTERSECTS(geometry, POINT(200 1))", "shape"),
        ("S_INTERSECTS(geometry, POINT(1 1e400))", ""),
        ("S_INTERSECTS(geometry, POLYGON((0 0, 1 1)))", "shape"),
        ("S_INTERSECTS(geometry, BBOX(1,2,3))", "box"),
        ("T_AFTER(title, n)", "takes date"),
        ("T_AFTER(start, INTERVAL('x', '..'))", "'x'"),
        ("A_CONTAINS(title, ('x'))", "takes list"),
        ("(title = 'x'", "character"),
        ("title = 'x'; DROP TABLE events", "character"),
        ("", "character"),
        ("(" * 30 + "n=1" + ")" * 30, "brackets"),
        ("not " * 200 + "n=1", "operators"),
        ("n" + "+n" * 200 + "=1", "operators"),
        ("n = (1" + " -1" * 300 + ")", "operators"),
        (f"title = '{'x' * LONGEST_FILTER}'", str(LONGEST_FILTER)),
    ],
)
def test_filter_that_cannot_be_used_is_refused_by_name(text: str, named: str) -> None:
    with pytest.raises(RequestError, match="'filter'") as refusal:
        read_filter(text, FILTER_LANGUAGES[0], KINDS)
    assert named in str(refusal.value)


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        ({"op": "=", "args": [{"property": "title"}, "Kars"]}, "b"),
        ({"op": "and", "args": [{"op": ">", "args": [{"property": "n"}, 0]}, {"property": "open"}]}, "a"),
        ({"op": "not", "args": [{"op": "isNull", "args": [{"property": "n"}]}]}, "abd"),
        ({"op": "in", "args": [{"property": "n"}, [1, 2.5]]}, "ab"),
        ({"op": "t_after", "args": [{"property": "start"}, {"date": "1921-01-01"}]}, "b"),
    ],
)
def test_filter_as_json_chooses_the_same(node: dict[str, Any], expected: str) -> None:
    assert chosen(json.dumps(node), "cql2-json") == expected


@pytest.mark.parametrize(
    "text",
    [
        "", "x", "[]", "1", "null", "{}", '{"op":"="}', '{"op":"=","args":[]}', '{"op":"=","args":[1]}',
        '{"op":1,"args":[1,1]}', '{"op":"=","args":[{"property":1},1]}', '{"property":["n"]}',
        '{"op":"in","args":[{"property":"n"},[]]}', '{"op":"in","args":[{"property":"n"},1]}',
        '{"op":"=","args":[{"property":"n"},NaN]}', '{"op":"=","args":[{"property":"n"},{"x":1}]}',
        '{"op":"=","args":[{"property":"n"},null]}', '{"op":"t_after","args":[{"interval":["a"]},1]}',
        '{"op":"s_within","args":[{"property":"geometry"},{"type":"Blob","coordinates":[]}]}',
        '{"op":"not","args":[' * 200 + "1" + "]}" * 200, "[" * 3900 + "]" * 3900,
    ],
)  # fmt: skip
def test_filter_as_json_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(RequestError, match="'filter'"):
        read_filter(text, "cql2-json", KINDS)


WORDS = st.sampled_from(
    ["title", "n", "start", "geometry", "open",
     "links", "'x'", "1", "-1", "1e9", "=", "<", "+", "-", "^",
     "(", ")", ",", "and", "or", "not", "like", "between", "in", "is null", "DATE('1920-01-01')",
     "POINT(1 1)",
     "BBOX(1,1,2,2)", "casei(", "s_within(", "t_after(", "INTERVAL('..','..')", "true", "null", "'", '"',
     "\\"]
)  # fmt: skip


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(st.lists(WORDS, max_size=14).map(" ".join), st.text(max_size=40)))
def test_whatever_is_sent_is_a_filter_or_a_refusal(text: str) -> None:
    for language in FILTER_LANGUAGES:
        try:
            test = read_filter(text, language, KINDS)
        except RequestError:
            continue
        for row in ROWS.values():
            assert test((row, None)) in (True, False)


@pytest.mark.parametrize(
    "text",
    ["(" * 20 + "n=1" + ")" * 20, "not " * 99 + "n=1", "n=1" + " or n=1" * 49, "n" + "^n" * 98 + "=1",
     "n=1" + " and not n=2" * 33],
)  # fmt: skip
def test_deepest_filter_that_is_read_fits_a_small_stack(text: str) -> None:
    """The parser is no Python: what is too deep for its stack would end the process."""
    before, read = threading.stack_size(512 * 1024), []
    try:
        thread = threading.Thread(target=lambda: read.append(read_filter(text, FILTER_LANGUAGES[0], KINDS)))
        thread.start()
        thread.join()
    finally:
        threading.stack_size(before)
    assert read


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("places", "S_INTERSECTS(geometry, BBOX(43,40,44,41))", {"alfa"}),
        ("places", "S_WITHIN(geometry, POLYGON((43 40, 44 40, 44 41, 43 41, 43 40)))", {"alfa"}),
        ("places", "S_DISJOINT(geometry, BBOX(43,40,44,41))", {"bravo", "charlie"}),
        ("places", "S_INTERSECTS(geometry, BBOX(170,0,44,90))", {"alfa"}),
        ("events", "category = 'letter'", set()),
        ("events", "headline = true", {"line-drawn"}),
    ],
)
def test_filter_of_the_api(tiny_client: FlaskClient, name: str, text: str, expected: set[str]) -> None:
    answer = tiny_client.get(f"/api/collections/{name}/items", query_string={"filter": text})
    document = answer.get_json()
    assert {feature["id"] for feature in document["features"]} == expected
    assert document["numberMatched"] == len(expected)


def test_filter_goes_on_to_the_next_page(tiny_client: FlaskClient) -> None:
    query = {"filter": json.dumps({"op": ">", "args": [{"property": "n"}, 1]}), "filter-lang": "cql2-json"}
    path = "/api/collections/stops/items"
    whole = [f["id"] for f in tiny_client.get(path, query_string=query).get_json()["features"]]
    page = tiny_client.get(path, query_string=query | {"limit": "1"}).get_json()
    walked = []
    while True:
        walked += [feature["id"] for feature in page["features"]]
        following = [link["href"] for link in page["links"] if link["rel"] == "next"]
        if not following:
            break
        page = tiny_client.get(following[0]).get_json()
    assert walked == whole
    assert len(whole) > 1


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ({"filter": "n = 1", "filter-lang": "sql"}, "filter-lang"),
        ({"filter": "nosuch = 1"}, "nosuch"),
        ({"filter": "system('x') = 1"}, "system"),
        ({"filter": "<script>alert(1)</script>"}, "filter"),
    ],
)
def test_wrong_filter_is_a_400_that_names_it(
    tiny_client: FlaskClient, query: dict[str, str], named: str
) -> None:
    answer = tiny_client.get("/api/collections/stops/items", query_string=query)
    assert (answer.status_code, answer.mimetype) == (400, "application/json")
    assert named in answer.get_json()["description"]
