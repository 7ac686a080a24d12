"""What `mapsvc check` says of a journey that is wrong."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import shapely

from mapsvc import Atlas
from mapsvc.atlas.checks.atlas import check_atlas
from mapsvc.atlas.checks.routes import check_route
from mapsvc.atlas.problems import Problems

FILE = "routes/journey.geojson"
Parts = dict[str, Any]


def set_on(part: str, on: str) -> Callable[[Parts], None]:
    return lambda parts: parts[part]["properties"].update(on=on)


def lose(part: str) -> Callable[[Parts], None]:
    return lambda parts: parts.pop(part)


def move(parts: Parts) -> None:
    parts["rebuilt-leg-1"]["geometry"]["coordinates"][-1] = [44.2, 41.3]


def unsource(parts: Parts) -> None:
    parts["rebuilt-leg-2"]["properties"]["sources"] = []


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        (set_on("stated-stop-2", "1921-09-01"), "stated-stop-2.on", "before an earlier stop"),
        (set_on("rebuilt-leg-1", "1921-10-20"), "rebuilt-stop-1.on", "exclude each other"),
        (set_on("rebuilt-stop-2", "1921-10-12"), "rebuilt-stop", "cannot be before"),
        (lose("rebuilt-stop-2"), "variants.rebuilt", "stop 2 is missing"),
        (lose("rebuilt-leg-1"), "variants.rebuilt", "leg 1 is missing"),
        (move, "rebuilt-leg-1.geometry", "does not meet the stop 'rebuilt-stop-2'"),
        (unsource, "rebuilt-leg-2.sources", "every leg needs a source"),
    ],
    ids=[
        "stop runs back",
        "leg off its stop",
        "nobody is that fast",
        "no stop",
        "no leg",
        "gap",
        "no source",
    ],
)
def test_check_says_what_is_wrong_with_a_journey(
    tiny_root: Path, change: Callable[[Parts], None], field: str, words: str
) -> None:
    path = tiny_root / FILE
    document = json.loads(path.read_text("utf-8"))
    parts = {feature["id"]: feature for feature in document["features"]}
    change(parts)
    document["features"] = list(parts.values())
    path.write_text(json.dumps(document), "utf-8")
    found = [problem for problem in check_atlas(tiny_root) if problem.file == FILE]
    assert any(field in problem.field and words in problem.message for problem in found), found


def test_stop_lies_at_the_place_that_it_names(tiny: Atlas) -> None:
    atlas, problems = tiny.records, Problems()
    route = atlas.route("journey")
    check_route(atlas, route, problems)
    assert not problems
    # Bravo is at 44.8, 41.7: a stop so far away is allowed no more than 15 km and the leg's accuracy of 5 km.
    near, far = (replace(route.stops[0], geometry=shapely.Point(44.8, lat)) for lat in (41.86, 41.9))
    for stop, found in ((near, False), (far, True)):
        problems = Problems()
        check_route(atlas, replace(route, stops=(stop, *route.stops[1:])), problems)
        assert any("from the place 'bravo'" in problem.message for problem in problems.found) is found


def test_piece_of_no_variant_is_named_with_those_there_are(tiny: Atlas) -> None:
    route, problems = tiny.records.route("journey"), Problems()
    lost = replace(route.stops[0], variant="retold")
    check_route(tiny.records, replace(route, stops=(lost, *route.stops[1:])), problems)
    first = problems.found[0]
    assert first.field == "features.stated-stop-1.variant"
    assert first.message == "'retold' is no variant of this route; it has rebuilt, stated"
