"""
One name, one spelling: maps print the register's name of the day, texts that say another are told.

The rules stand in `mapsvc.atlas.checks.names`, of what time a text speaks in
`mapsvc.atlas.checks.wording_times`, reading in `mapsvc.atlas.name_reading`.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mapsvc.atlas.atlas_reading import read_atlas
from mapsvc.atlas.checks.atlas import check_atlas
from mapsvc.atlas.problems import Problems
from mapsvc.model.dates import parse_date
from mapsvc.model.records import Place
from tests.held import add_control, districts

HEAD = "thing,lang,name,from,to,use,geonames\n"
ROWS = """bravo,en,Bravoburg,,1899-12-31,map,743952
bravo,en,Newbravo,1900-01-01,,map,
bravo,en,Brawo,,,variant,
bravo,en,Treaty of Brawo,,,phrase,
"""


def register(root: Path, rows: str = ROWS) -> None:
    (root / "names.csv").write_text(HEAD + rows, "utf-8")


def say(root: Path, words: str, on: str = "1877-11-18") -> None:
    text = (
        f'on = "{on}"\ncites = [{{source = "carr"}}]\nplaces = [{{place = "alfa", role = "happened"}}]\n'
        f'title = {{en = "Said"}}\nsummary = {{en = "{words}"}}\n'
    )
    (root / "events" / "said.toml").write_text(text, "utf-8")


def said(root: Path) -> list[str]:
    return [problem.message for problem in check_atlas(root) if "names.csv" in str(problem)]


def bravo(root: Path) -> Place:
    atlas = read_atlas(root, Problems())
    assert atlas is not None
    return atlas.place("bravo")


def test_place_is_called_as_the_register_says_on_that_day(tiny_root: Path) -> None:
    register(tiny_root)
    place = bravo(tiny_root)
    assert place.name_on("en", parse_date("1899-12-31")) == "Bravoburg"
    assert place.name_on("en", parse_date("1900-01-01")) == "Newbravo"


def test_other_forms_are_found_and_not_printed(tiny_root: Path) -> None:
    before = [name.toponym for name in bravo(tiny_root).names if name.lang == "en"]
    register(tiny_root)
    place = bravo(tiny_root)
    aliases = {name.toponym for name in place.names if name.alias}
    assert {"Brawo", *before} <= aliases
    for day in ("1877-01-01", "1950-06-01"):
        assert place.name_on("en", parse_date(day)) not in aliases


@pytest.mark.parametrize(
    ("words", "on", "fault"),
    [
        ("They came to Brawo.", "1877-11-18", "says 'Brawo'; the name is 'Bravoburg' (names.csv)"),
        ("They came to Newbravo.", "1877-11-18", "says 'Newbravo'; the name is 'Bravoburg' (names.csv)"),
        ("Bravoburg’s walls.", "1905", "says 'Bravoburg'; the name is 'Newbravo' (names.csv)"),
        ("They came to Bravoburg.", "1877-11-18", None),
        ("They came to Newbravo.", "1905", None),
        ("By the Treaty of Brawo.", "1877-11-18", None),
        ("At Bravoburg (now Newbravo).", "1877-11-18", None),
        ("At Alfa (now Newbravo).", "1877-11-18", "says 'Newbravo'; the name is 'Bravoburg' (names.csv)"),
        (
            "At Bravoburg (old), Newbravo.",
            "1877-11-18",
            "says 'Newbravo'; the name is 'Bravoburg' (names.csv)",
        ),
        ("Brawos and subBrawo are other words.", "1877-11-18", None),
    ],
)
def test_text_says_the_name_of_its_day(tiny_root: Path, words: str, on: str, fault: str | None) -> None:
    register(tiny_root)
    say(tiny_root, words, on)
    assert said(tiny_root) == ([] if fault is None else [fault])


ORDINARY = """bravo,en,Brava,,,map,
bravo,en,Bravograd,1900,1950,map,
"""


@pytest.mark.parametrize(
    ("words", "on", "fault"),
    [
        ("In Brava.", "1905", "says 'Brava'; the name is 'Bravograd' (names.csv)"),
        ("In Brava.", "1899", None),
        ("In Bravograd.", "1899", "says 'Bravograd'; the name is 'Brava' (names.csv)"),
    ],
)
def test_ordinary_name_is_none_where_a_span_has_its_own(
    tiny_root: Path, words: str, on: str, fault: str | None
) -> None:
    register(tiny_root, ORDINARY)
    say(tiny_root, words, on)
    assert said(tiny_root) == ([] if fault is None else [fault])


@pytest.mark.parametrize(
    ("shown", "when"),
    [
        ('date = "1877-11-18"\nplaces = ["alfa"]', "1877-11-18"),
        ('day = "1877-11-18"', "1877-11-18"),
        ('event = "said"', "1877-11-18"),
        ('places = ["alfa"]', None),
    ],
)
def test_step_of_a_tour_speaks_of_what_it_shows(tiny_root: Path, shown: str, when: str | None) -> None:
    register(tiny_root)
    say(tiny_root, "Nothing.")
    (tiny_root / "tours").mkdir(exist_ok=True)
    (tiny_root / "tours" / "walk.toml").write_text(
        'title = {en = "Walk"}\nsubtitle = {en = "There"}\nsources = [{source = "carr"}]\n[[steps]]\n'
        f'{shown}\nheading = {{en = "On"}}\nparagraph = {{en = "To Newbravo."}}\n'
        'cites = [{source = "carr"}]\n',
        "utf-8",
    )
    assert bool(said(tiny_root)) == (when is not None)


@pytest.mark.parametrize(("begins", "fault"), [("1921-01-01", True), ("1897-01-01", False)])
def test_note_of_control_speaks_of_the_day_on_which_its_row_begins(
    tiny_root: Path, begins: str, fault: bool
) -> None:
    register(tiny_root)
    add_control(tiny_root, (f"west,west,{begins},,administered,,attested,carr,,They left Bravoburg",))
    assert said(tiny_root) == (["says 'Bravoburg'; the name is 'Newbravo' (names.csv)"] if fault else [])


def test_title_of_a_district_may_have_the_name_of_any_time_and_no_variant(tiny_root: Path) -> None:
    register(tiny_root)
    ground = districts()
    ground["features"][0]["properties"]["title"]["en"] = "Newbravo"
    ground["features"][1]["properties"]["title"]["en"] = "Brawo"
    add_control(tiny_root, ground=ground)
    assert len(said(tiny_root)) == 1


def test_two_names_of_one_time_clash(tiny_root: Path) -> None:
    register(tiny_root, ROWS + "bravo,en,Thirdbravo,1890-01-01,1910-01-01,map,\n")
    problems = [problem for problem in check_atlas(tiny_root) if problem.file == "names.csv"]
    assert [problem.message for problem in problems] == [
        "'bravo' is called 'Bravoburg' and 'Thirdbravo' in 'en' at one time"
    ]


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        ("bravo,en,Bravoburg,,\n", "line 2: must have 7 columns"),
        ("bravo,en,Bravoburg,1899-13-01,,map,\n", "line 2.span"),
        ("bravo,en,Bravoburg,,,printed,\n", "line 2.use"),
        ("bravo,en,,,,map,\n", "line 2.name"),
    ],
)
def test_row_that_cannot_be_read_is_named_by_line(tiny_root: Path, rows: str, fault: str) -> None:
    register(tiny_root, rows)
    problems = [str(problem) for problem in check_atlas(tiny_root) if problem.file == "names.csv"]
    assert len(problems) == 1
    assert fault in problems[0]


def test_header_must_be_the_known_one(tiny_root: Path) -> None:
    (tiny_root / "names.csv").write_text("thing;lang;name\n", "utf-8")
    problems = [str(problem) for problem in check_atlas(tiny_root) if problem.file == "names.csv"]
    assert problems == ["names.csv: line 1: must be thing,lang,name,from,to,use,geonames"]


def test_linked_settlement_is_found_by_its_number_and_a_region_is_not(tiny_root: Path) -> None:
    register(tiny_root, "elsewhere,en,Castle,,,map,743952\n")
    path = tiny_root / "places.geojson"
    document = json.loads(path.read_text("utf-8"))
    feature = next(one for one in document["features"] if one["id"] == "bravo")
    feature["links"] = [{"type": "closeMatch", "identifier": "https://www.geonames.org/743952"}]
    path.write_text(json.dumps(document), "utf-8")
    assert bravo(tiny_root).name_on("en") == "Castle"
    feature["properties"]["kind"] = "region"
    path.write_text(json.dumps(document), "utf-8")
    assert bravo(tiny_root).name_on("en") != "Castle"


def test_headline_speaks_of_the_time_of_its_event(tiny_root: Path) -> None:
    register(tiny_root)
    before = said(tiny_root)
    event = next((tiny_root / "events").glob("*.toml")).stem
    with (tiny_root / "atlas.toml").open("a", encoding="utf-8") as file:
        file.write(f'\n[headline_note.{event}]\nen = "From Bravoburg to the sea."\n')
    assert [message for message in said(tiny_root) if message not in before] == [
        "says 'Bravoburg'; the name is 'Newbravo' (names.csv)"
    ]


def test_words_of_an_atlas_over_those_of_the_interface_use_the_register_too(tiny_root: Path) -> None:
    register(tiny_root)
    before = said(tiny_root)
    (tiny_root / "strings").mkdir(exist_ok=True)
    (tiny_root / "strings" / "en.toml").write_text('[search]\nplaceholder = "Search: Brawo"\n', "utf-8")
    assert [message for message in said(tiny_root) if message not in before] == [
        "says 'Brawo'; the name is 'Bravoburg' (names.csv)"
    ]
