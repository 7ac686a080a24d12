"""The description of the API: requests made up from it are answered as it says."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from mapsvc.web.api.openapi import describe_api
from tests.web.api.over_limit import asks_above_the_maximum

ROOT = Path(__file__).parents[3]


#: Each kind of address once; the collections differ in what they hold alone.
SOME = ("/", "/openapi", "/conformance", "/collections", *(f"/collections/stops{rest}" for rest in (
    "", "/items", "/items/{featureId}", "/queryables")))  # fmt: skip


@pytest.mark.parametrize("path", SOME)
def test_made_up_request_is_answered_as_described(api_of_tiny: str, path: str) -> None:
    described = schemathesis.openapi.from_url(f"{api_of_tiny}/openapi")
    modes = (schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE)

    for mode in modes:

        @settings(max_examples=6, deadline=None, suppress_health_check=[*HealthCheck], database=None)
        @given(described[path]["GET"].as_strategy(generation_mode=mode))
        def ask(case: schemathesis.Case[Any]) -> None:
            # What no schema can say (a south before the north, a date, a filter) is refused, as is described.
            case.call_and_validate(excluded_checks=[positive_data_acceptance])

        ask()


def test_five_thousand_made_up_requests(
    request: pytest.FixtureRequest, api_of_tiny: str, capsys: pytest.CaptureFixture[str]
) -> None:
    if not request.config.option.all:
        pytest.skip("with --all")
    command = [str(Path(sys.executable).with_name("schemathesis")), "run", f"{api_of_tiny}/openapi"]
    command += ["--seed", str(request.config.option.seed), "--max-examples", "130"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4000:]
    (count,) = re.findall(r"(\d+) generated, \1 passed", done.stdout)
    assert int(count) >= 5000
    with capsys.disabled():
        print(f"\nschemathesis: {count} requests, 0 failures")


@pytest.mark.parametrize(
    ("limit", "left_out"),
    [("10001", True), (10_001, True), ("9" * 5000, True), ("10000", False), ("0", False), ("-10001", False),
     ("x", False), ("²", False), ([10_001], False), (None, False)],
)  # fmt: skip
def test_only_a_number_above_the_maximum_is_left_out(limit: object, left_out: bool) -> None:
    assert asks_above_the_maximum({"limit": limit}) is left_out
    assert not asks_above_the_maximum(None)


def test_description_names_nothing_of_another_atlas(tiny_app: Flask, tiny_client: FlaskClient) -> None:
    with tiny_app.test_request_context("/api/openapi"):
        tiny_app.preprocess_request()
        ours = describe_api()
    assert ours["paths"].keys() == tiny_client.get("/api/openapi").get_json()["paths"].keys()
    properties = ours["components"]["schemas"]["stops_feature"]["properties"]["properties"]["properties"]
    assert {"title_tr", "title_en", "variant", "certainty"} <= properties.keys()
    assert ours["components"]["parameters"]["lang"]["schema"]["enum"] == ["tr", "en"]


def test_address_that_the_server_does_not_read_is_described(tiny_client: FlaskClient) -> None:
    document = tiny_client.get("/api/openapi").get_json()
    assert all("414" in path["get"]["responses"] for path in document["paths"].values())
    assert "content" not in document["components"]["responses"]["AddressTooLong"]
