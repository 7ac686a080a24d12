"""The atlas on a day, in atlases of other times: every door has the same first and last day."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from mapsvc import Atlas, open_atlas
from mapsvc.cli import main
from mapsvc.errors import DateError
from mapsvc.model.day import Day
from mapsvc.web.app import create_app
from tests.dated import TINY, keep_one_event, move_atlas

SHIPPED = Path(__file__).parents[2] / "geodata"


class Moved:
    """An atlas of another time, with its doors."""

    def __init__(self, root: Path, first: str, last: str, opening: str, words: str) -> None:
        self.root, self.first, self.last, self.opening, self.words = root, first, last, opening, words
        self.atlas: Atlas = open_atlas(str(root))
        app = create_app(root)
        app.testing = True
        self.client: FlaskClient = app.test_client()

    def config(self, page: str) -> dict[str, object]:
        """Return what the slider's script reads."""
        answer = self.client.get(page)
        assert answer.status_code == 200, answer.text[:500]
        found = re.search(r'id="timeline-data">(.*?)</script>', answer.text, re.S)
        assert found
        config: dict[str, object] = json.loads(found[1])
        return config


@pytest.fixture(scope="module", params=["tiny-1877", "kars-treaty-1877", "401-bc", "1519"])
def moved(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Moved:
    folder = tmp_path_factory.mktemp("moved") / "tiny"
    if request.param == "kars-treaty-1877":
        root = keep_one_event(SHIPPED, folder.with_name("kars"), "kars-treaty", -44)
        return Moved(root, "1834-01-01", "1895-12-31", "1877-10-13", "13 October 1877")
    years = {"tiny-1877": -44, "401-bc": -2321, "1519": -402}[request.param]
    root = move_atlas(TINY, folder, years)
    if years == -2321:
        return Moved(root, "-0401-01-01", "-0400-12-31", "-0400-10-13", "13 October 401 BC")
    first, last = 1920 + years, 1921 + years
    return Moved(root, f"{first}-01-01", f"{last}-12-31", f"{last}-10-13", f"13 October {last}")


@pytest.mark.matrix(2)
def test_page_opens_on_the_treaty_and_spans_the_atlas(moved: Moved) -> None:
    config = moved.config("/timeline?lang=en")
    assert (config["first"], config["last"], config["day"]) == (moved.first, moved.last, moved.opening)
    page = moved.client.get("/timeline?lang=en").text
    assert f"<h1 data-day-text>{moved.words}</h1>" in page
    assert "16 March 1921" not in page


def test_first_and_last_day_have_a_map_and_their_neighbours_none(moved: Moved) -> None:
    period = moved.atlas.records.period
    assert (str(period.first), str(period.last)) == (moved.first, moved.last)
    for day in (period.first, period.last, period.opening):
        assert moved.client.get(f"/timeline?lang=en&on={day}").status_code == 200
        assert moved.client.get(f"/embed/timeline?lang=en&on={day}").status_code == 200
    for day in (period.first - 1, period.last + 1):
        answer = moved.client.get(f"/timeline?lang=en&on={day}")
        assert answer.status_code == 400
        assert moved.first in answer.text
        assert moved.client.get(f"/download/timeline/{day}.svg").status_code in {400, 404}
        with pytest.raises(DateError, match=moved.first):
            moved.atlas.day_map(str(day))


@pytest.mark.matrix(2)
def test_python_and_export_agree_with_the_page(moved: Moved, tmp_path: Path) -> None:
    for day in (moved.first, moved.last):
        assert moved.atlas.day_map(day).data.id == day
    target = tmp_path / "day.html"
    name = f"timeline/{moved.opening}"
    done = CliRunner().invoke(
        main, ["export", name, "--format", "html", "--atlas", str(moved.root), "-o", str(target)]
    )
    assert done.exit_code == 0, done.output
    found = re.search(r'id="timeline-data">(.*?)</script>', target.read_text("utf-8"), re.S)
    assert found
    config = json.loads(found[1])
    assert config["day"] == moved.opening
    # A file carries the days around its own, as many as have room.
    if moved.root.name == "tiny":
        assert (config["first"], config["last"]) == (moved.first, moved.last)
    assert moved.atlas.records.period.holds(Day.fromisoformat(config["first"]))
    assert moved.atlas.records.period.holds(Day.fromisoformat(config["last"]))
    answer = moved.client.get(f"/download/{name}.geojson")
    assert answer.status_code == 200


def test_year_and_month_stand_for_their_first_day(moved: Moved) -> None:
    year = moved.opening[:-6]
    assert moved.config(f"/timeline?lang=en&on={year}")["day"] == f"{year}-01-01"
    assert moved.config(f"/timeline?lang=en&on={year}-10")["day"] == f"{year}-10-01"


def test_moment_of_every_day_is_there(moved: Moved) -> None:
    config = moved.config("/timeline?lang=en")
    moments = config["moments"]
    assert isinstance(moments, list)
    assert moments[0] == moved.first
    assert len(moments) < 300  # changes of hands, events, what is known of where journeys were
    for moment in (moments[0], moments[-1]):
        assert moved.client.get(str(config["data"]).replace("DAY", moment)).status_code == 200


def test_lists_and_home_speak_of_the_time(moved: Moved) -> None:
    home, events = (moved.client.get(page).text for page in ("/?lang=en", "/events/?lang=en"))
    for text in (home, events):
        assert moved.words in text
    columns = re.findall(r'<h3><a href="[^"]*">(.*?)</a></h3>', home)
    assert columns
    assert columns[-1] == moved.words.split(" ", 2)[2]
    assert "1914" not in home


def test_years_before_the_first_are_found_by_either_spelling(tmp_path: Path) -> None:
    moved = Moved(move_atlas(TINY, tmp_path / "atlas", -2321), "", "", "", "")
    for text, count in (("-0400", 1), ("401 BC", 1), ("402 BC", 2), ("-0399", 0)):
        page = moved.client.get("/events/", query_string={"lang": "en", "from": text}).text
        assert f"<span data-count>{count}</span>" in page, text
    assert moved.config("/timeline?lang=en&on=401 BC")["day"] == "-0400-01-01"


def test_unknown_end_is_told_and_limits_nothing(tmp_path: Path) -> None:
    root = move_atlas(TINY, tmp_path / "atlas", -6)
    path = root / "borders" / "front.geojson"
    path.write_text(path.read_text("utf-8").replace('"1915-10-13/.."', '"1915-03-01/"'), "utf-8")
    atlas = open_atlas(str(root))
    for day, there in (("1915-02-28", False), ("1925-02-28", True), ("1925-03-02", True), ("2020", True)):
        assert bool(len(atlas.layer("borders", on=day))) is there, day
    moved = Moved(root, "", "", "", "")
    assert "from 1 March 1915, end unknown" in moved.client.get("/borders/front?lang=en").text
    linked = moved.client.get("/download/borders/front.kml").text
    assert "1925" not in linked
    items = moved.client.get("/api/collections/borders/items?datetime=1925-03-02").get_json()
    assert items["numberMatched"] > 0
