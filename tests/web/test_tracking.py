"""What others hang on a link, and a slash too many."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from mapsvc.settings import Settings
from mapsvc.web.app import create_app
from mapsvc.web.slashes import lead_without_slash
from mapsvc.web.tracking import without_tracking
from tests.conftest import TINY

COUNTED = (
    "utm_source=x", "utm_medium=a%20b", "UTM_CAMPAIGN=x", "utm_source", "fbclid=IwAR0", "gclid=1",
    "msclkid=1",
    "mc_cid=1",
    "mc_eid=2", "igshid=x", "yclid=1", "ysclid=1", "twclid=1", "ttclid=1", "dclid=1", "gbraid=1", "wbraid=1",
    "_ga=2.1", "_gl=1*x", "mtm_campaign=x", "pk_kwd=x", "_hsenc=x", "mkt_tok=x", "srsltid=x",
    "%75tm_source=x",
)  # fmt: skip


@pytest.mark.parametrize("part", COUNTED)
def test_what_only_counts_is_left_out(part: str) -> None:
    assert without_tracking(part) == ""
    assert without_tracking(f"a=1&{part}&b=%20") == "a=1&b=%20"


@pytest.mark.parametrize(
    "query", ["", "a", "a=utm_x", "utm=1", "xutm_source=1", "q=fbclid", "&&", "lang=en&q=%C5%9F"]
)
def test_all_else_of_a_query_stays_as_it_is(query: str) -> None:
    assert without_tracking(query) == query


PATHS = (
    "/?lang=en", "/embed/events/line-drawn?lang=en", "/api/collections/events/items?limit=1",
    "/download/events/line-drawn.csv?lang=en", "/share/events/line-drawn?lang=en",
    "/card/events/line-drawn.png?width=320", "/timeline?lang=en", "/events/line-drawn?lang=en",
)  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_link_that_is_counted_gets_the_answer_of_the_plain_one(tiny_client: FlaskClient, path: str) -> None:
    plain = tiny_client.get(path)
    counted = tiny_client.get(f"{path}&utm_source=moodle&utm_medium=a&fbclid=1")
    assert (plain.status_code, counted.status_code) == (200, 200)
    assert (counted.data, counted.headers["ETag"]) == (plain.data, plain.headers["ETag"])


@pytest.mark.parametrize("path", PATHS[1:6])
@pytest.mark.parametrize("name", ["utm", "nosuch", "callback", "source"])
def test_other_unknown_options_are_still_refused(tiny_client: FlaskClient, path: str, name: str) -> None:
    answer = tiny_client.get(f"{path}&{name}=1&utm_source=x")
    known = path.startswith(("/share/", "/card/"))
    assert answer.status_code == (200 if known else 400)


@pytest.mark.parametrize(
    "path",
    [
        "/events/line-drawn", "/timeline", "/search", "/mentions", "/places/alfa", "/api/collections",
        "/api/collections/events", "/api/collections/events/items",
        "/api/collections/events/items/line-drawn",
        "/api/openapi", "/embed/events/line-drawn", "/share/events/line-drawn", "/sitemap.xml", "/healthz",
        "/download/events/line-drawn.csv", "/card/events/line-drawn.png",
    ],
)  # fmt: skip
def test_slash_too_many_leads_to_the_address_without_it(tiny_client: FlaskClient, path: str) -> None:
    for end in ("/", "//"):
        answer = tiny_client.get(f"{path}{end}?lang=en", headers={"Host": "evil.example"})
        assert answer.status_code == 308, path
        location = answer.headers["Location"]
        if location != f"{path}?lang=en":  # two slashes are one first
            location = tiny_client.get(location).headers["Location"]
        assert location == f"{path}?lang=en"
    assert tiny_client.get(path).status_code == 200


@pytest.mark.parametrize(
    "path",
    ["/nothing/", "/%2F%2Fevil.example/", "/%5Cevil.example/", "/events/%0d%0aX:1/"],
)
def test_slash_of_an_address_that_is_none_leads_to_no_other_host(tiny_client: FlaskClient, path: str) -> None:
    answer = tiny_client.get(path)
    assert answer.status_code in {404, 308}
    location = answer.headers.get("Location", "/")
    assert location.startswith("/")
    assert location[1:2] not in {"/", "\\"}
    assert tiny_client.get(path, follow_redirects=True).status_code == 404


def test_address_that_ends_in_a_slash_stays(tiny_client: FlaskClient) -> None:
    for path in ("/", "/events/", "/api/", "/places/"):
        assert tiny_client.get(path).status_code == 200
    for path, leads in (("/nothing/", None), ("/", None), ("/timeline/?on=1", "/timeline?on=1")):
        with tiny_client.application.test_request_context(path):
            found = lead_without_slash()
            assert (found and found.headers["Location"]) == leads


@pytest.mark.parametrize(
    ("path", "leads"),
    [
        ("/events?lang=en", "/events/?lang=en"),
        ("/events/line-drawn/?lang=en", "/events/line-drawn?lang=en"),
        ("/events//", "/events/"), ("/download", "/download/"), ("/tour?lang=en", "/tour/?lang=en"),
        ("/compare/?lang=en", "/compare?lang=en"),
        ("/compare?a=front&b=front&lang=en", "/compare/front/front?lang=en"),
    ],
)  # fmt: skip
def test_redirect_stays_below_the_path_of_the_service(path: str, leads: str) -> None:
    client = create_app(TINY, settings=Settings(base_url="https://uni.example/atlas")).test_client()
    location = client.get(path, headers={"Host": "inner:8000"}).headers["Location"]
    assert location.removeprefix("https://uni.example") == f"/atlas{leads}"
