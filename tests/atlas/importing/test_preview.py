from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mapsvc.atlas.checks.atlas import read_checked
from mapsvc.atlas.editing.desk import Desk
from mapsvc.atlas.importing.preview import Preview, preview, target_names
from mapsvc.atlas.importing.readers import FOREIGN_READERS
from mapsvc.atlas.new.files import NewAtlas
from mapsvc.atlas.new.folder import make_atlas
from tests.atlas.importing import foreign
from tests.atlas.importing.foreign import dumped


@pytest.fixture
def atlas(tmp_path: Path) -> Path:
    make_atlas(
        tmp_path / "atlas", NewAtlas(title="Waterloo", languages=("en",), years=(1815, 1830), bbox=None)
    )
    (tmp_path / "atlas" / "texts").mkdir()
    return tmp_path / "atlas"


def plain_words(name: str, data: bytes) -> str:
    """Stands for the readers of documents, which are on another floor."""
    text = data.decode()
    body = text[text.find("<body>") :] if "<body>" in text else text
    return "".join(part.partition(">")[2] for part in body.split("<")) if body.startswith("<") else body


def enter(atlas: Path, data: bytes | str, name: str, **more: Any) -> Preview:
    made = preview(data.encode() if isinstance(data, str) else data, name, atlas, **more)
    Desk(atlas).save(made.changes(), "test")
    return made


def states_of(name: str) -> Callable[[Path], bytes]:
    def make(folder: Path) -> bytes:
        foreign.states(folder / name)
        return (folder / name).read_bytes()

    return make


#: By format: what its file is called, its bytes, what enters, and where what is wrong with it stands.
FILES: dict[str, tuple[str, bytes | str | Callable[[Path], bytes], dict[str, int], list[str]]] = {
    "csv": ("places.csv", foreign.TABLE, {"places": 2}, ["line 4: column 'Boylam': '443,1' is no longitude"]),
    "csv in cp1254": (
        "places.csv", foreign.TABLE.replace("′", "'").replace("″", "''").encode("cp1254"), {"places": 2},
        ["line 4: column 'Boylam'"],
    ),
    "xlsx": (
        "events.xlsx", foreign.workbook(), {"events": 2},
        ["sheet 'Sheet', row 4: column 'Datum': 'irgendwann' is no date"],
    ),
    "linked places": ("lpf.json", dumped(foreign.LPF), {"places": 1}, ["feature 2: properties is missing"]),
    "lp-tsv": (
        "lp.tsv",
        "id\ttitle\ttitle_source\tccodes\tmatches\tvariants\ttypes\tlon\tlat\tstart\n"
        "1\tLigny\tx\tBE\twd:Q2746044\tLinei@nl\tvillage\t4.57\t50.51\t1815\n2\t\tx\t\t\t\t\t4\t50\t\n",
        {"places": 1},
        ["line 3: column 'title' is empty"],
    ),
    "pleiades": (
        "p.json", dumped([foreign.PLEIADES, {"reprPoint": None}]), {"places": 1}, ["place 2: has no name"],
    ),
    "wikidata": ("w.json", dumped(foreign.ENTITY), {"places": 1}, ["place 2: has no name"]),
    "sparql": ("query.json", dumped(foreign.SPARQL), {"places": 1}, ["place 2: has no name"]),
    "timeline": ("timeline.json", dumped(foreign.TIMELINE), {"events": 1}, ["slide 2: '1815-13' is no date"]),
    "storymap": ("story.json", dumped(foreign.STORYMAP), {"events": 1}, ["slide 3: has no date"]),
    "recogito": (
        "walk.csv", foreign.RECOGITO_CSV, {"mentions": 1},
        ["line 4: 'Wavre' does not stand there in texts/walk.txt"],
    ),
    "recogito json-ld": (
        "walk.jsonld", dumped(foreign.RECOGITO_JSONLD), {"mentions": 1},
        ["annotation 2: names no place of a text"],
    ),
    "tei": (
        "edition.xml", foreign.TEI, {"text": 1, "places": 1, "mentions": 1}, ["line 7: is a place without a"],
    ),
    "gpx": ("advance.gpx", foreign.GPX, {"routes": 3}, ["line 5: is no point on the earth: lat '150.51'"]),
    "osm": ("ohm.osm", foreign.OSM, {"territories": 1, "places": 1}, ["line 11: relation 'Elsewhere'"]),
    "kmz": (
        "line.kmz", foreign.kml(), {"borders": 1}, ["line 4: has coordinates that are no numbers: '4,x'"],
    ),
    "shapefile": (
        "states.zip", foreign.packed_shapefile, {"territories": 3},
        ["layer 'map0', feature 4: column 'cntry_name'"],
    ),
    "geopackage": (
        "states.gpkg", states_of("states.gpkg"), {"territories": 3},
        ["layer 'states', feature 4: column 'cntry_name' is empty"],
    ),
    "geojson": (
        "states.geojson", states_of("states.geojson"), {"territories": 3},
        ["feature 4: column 'cntry_name' is empty"],
    ),
    "bibtex": (
        "library.bib", foreign.BIBTEX, {"sources": 1},
        ["line 7: 'nothing' has neither a title nor an author", "line 8: is no entry of BibTeX"],
    ),
    "ris": (
        "library.ris", foreign.RIS, {"sources": 1},
        ["line 10: has neither a title", "line 13: does not end: 'ER  - ' is missing"],
    ),
    "csl-json": ("library.json", dumped(foreign.CSL), {"sources": 1}, ["item 2: has neither a title"]),
    "text": ("walk.txt", foreign.WALK, {"text": 1}, []),
}  # fmt: skip


@pytest.mark.parametrize("form", FILES)
def test_good_parts_enter_bad_ones_are_told_and_a_second_run_changes_nothing(
    form: str, atlas: Path, tmp_path: Path
) -> None:
    name, made, counts, flaws = FILES[form]
    data = made(tmp_path) if callable(made) else made
    if form.startswith("recogito"):
        enter(atlas, foreign.WALK, "walk.txt")
    found = enter(atlas, data, name, read_words=plain_words if form == "tei" else None)
    told = [record.target for record in found.records]
    assert {target: told.count(target) for target in dict.fromkeys(told)} == counts, found.problems
    assert len(found.problems) == len(flaws), found.problems
    for problem, wanted in zip(sorted(found.problems), sorted(flaws), strict=True):
        assert str(problem).startswith(wanted)
    # What stands there is an atlas without a fault.
    _, problems = read_checked(atlas)
    assert [str(problem) for problem in problems] == []
    again = preview(
        data.encode() if isinstance(data, str) else data,
        name,
        atlas,
        read_words=plain_words if form == "tei" else None,
    )
    assert again.changes() == []


def test_every_reader_has_a_file_here() -> None:
    called = {
        next(reader.called for reader in FOREIGN_READERS if Path(name).suffix in reader.suffixes)
        for name, *_ in FILES.values()
    }
    assert {"a table", "a workbook", "GPX", "KML", "BibTeX", "RIS", "TEI", "a text"} <= called
    assert len(FILES) >= len(FOREIGN_READERS)


def places_of(atlas: Path) -> dict[str, Any]:
    return {one["id"]: one for one in json.loads((atlas / "places.geojson").read_text("utf-8"))["features"]}


def test_places_of_a_table_have_ids_coordinates_kinds_and_links(atlas: Path) -> None:
    made = enter(atlas, foreign.TABLE, "places.csv")
    places = places_of(atlas)
    assert places["yukaripinar"]["geometry"]["coordinates"] == [43.1, 40.2]
    assert places["yukaripinar"]["links"][0]["identifier"] == "https://www.wikidata.org/entity/Q1"
    assert places["ligny"]["geometry"]["coordinates"] == [4.57, 50.51]
    assert made.sheets[0].fields == {"title": "Ad", "lon": "Boylam", "lat": "Enlem", "kind": "Tür"}
    assert made.sheets[0].unread == ["matches"]


def test_place_that_is_there_by_link_or_by_name_and_spot_gets_more_and_no_double(atlas: Path) -> None:
    enter(atlas, dumped(foreign.SPARQL), "query.json")
    before = set(places_of(atlas))
    enter(atlas, dumped(foreign.LPF), "lpf.json")
    enter(atlas, "name,lon,lat\nLIGNY,4.58,50.52\n", "again.csv")
    assert set(places_of(atlas)) == before
    ligny = places_of(atlas)["ligny"]
    assert [name["lang"] for name in ligny["names"]] == ["en", "fr", "nl"]
    enter(atlas, "name,lon,lat\nLigny,1.5,43.2\n", "far.csv")
    assert places_of(atlas)["ligny-2"]["geometry"]["coordinates"] == [1.5, 43.2]


def test_ids_are_letters_of_english(atlas: Path) -> None:
    enter(
        atlas, "title,lon,lat\nÇanakkale Şəhəri,26,40\nПетербург,30,60\nΑθήνα,23,38\n東京,139,35\n", "x.csv"
    )
    assert {"canakkale-sahari", "peterburg", "athina", "place"} <= set(places_of(atlas))


def test_event_of_a_table_is_a_file_with_date_place_words_and_its_source(atlas: Path) -> None:
    enter(atlas, foreign.workbook(), "events.xlsx")
    event = tomllib.loads((atlas / "events" / "schlacht-bei-ligny.toml").read_text("utf-8"))
    assert event["on"] == "1815-06-16"
    assert event["title"] == {"en": "Schlacht bei Ligny"}
    assert event["summary"] == {"en": "Der Kaiser greift an."}
    assert event["places"] == [{"place": "ligny", "role": "happened", "certainty": "inferred"}]
    assert event["cites"] == [{"source": "events", "locator": "sheet 'Sheet', row 2"}]
    sources = json.loads((atlas / "sources.json").read_text("utf-8"))
    assert next(item for item in sources if item["id"] == "events")["custom"]["verified"] is False


@pytest.mark.parametrize(
    ("cells", "on"),
    [
        (["6/18/1815", "6/5/1815"], ["1815-06-18", "1815-06-05"]),
        (["18/6/1815", "6/5/1815"], ["1815-06-18", "1815-05-06"]),
        (["June 1815", "c. 1815"], ["1815-06", "1815~"]),
        (["1815.0", "-44"], ["1815", "-0044"]),
    ],
)
def test_dates_are_read_in_the_notation_of_their_column(atlas: Path, cells: list[str], on: list[str]) -> None:
    rows = "".join(f"one {number};{cell}\n" for number, cell in enumerate(cells))
    made = preview(f"title;date\n{rows}".encode(), "d.csv", atlas)
    assert [record.raw["on"] for record in made.records] == on


def test_columns_that_a_person_says_stand_before_the_guess(atlas: Path) -> None:
    data = b"Wann;Was;Notiz\n1815;Ligny;x\n"
    guessed = preview(data, "d.csv", atlas)
    assert "say it by --as" in str(guessed.problems[0])
    made = preview(data, "d.csv", atlas, "events", {"Wann": "on", "Was": "title", "Notiz": ""})
    assert [(record.raw["title"], record.raw["on"]) for record in made.records] == [("Ligny", "1815")]


def test_file_like_cshapes_becomes_states_of_affairs(atlas: Path, tmp_path: Path) -> None:
    enter(atlas, foreign.packed_shapefile(tmp_path), "states.zip")
    valid = {
        path.stem: json.loads(path.read_text("utf-8"))["properties"]["valid"]
        for path in sorted((atlas / "borders").glob("*.geojson"))
    }
    assert valid == {"states-1815": "1815/1830", "states-1831": "1831/1914"}
    held = {
        path.stem: [one["properties"]["polity"] for one in json.loads(path.read_text("utf-8"))["features"]]
        for path in sorted((atlas / "territories").glob("*.geojson"))
    }
    assert held == {"states-1815": ["netherlands", "prussia"], "states-1831": ["prussia", "belgium"]}
    assert tomllib.loads((atlas / "polities.toml").read_text("utf-8"))["belgium"]["name"] == {"en": "Belgium"}


def test_days_of_openhistoricalmap_bound_a_state_of_affairs(atlas: Path) -> None:
    enter(atlas, foreign.OSM, "ohm.osm")
    assert [path.name for path in (atlas / "territories").iterdir()] == ["ohm-1815.geojson"]
    border = json.loads((atlas / "borders" / "ohm-1815.geojson").read_text("utf-8"))
    assert border["properties"]["valid"] == "1815/1830-08-25"


def test_track_is_a_journey_with_its_stops_at_places_of_the_atlas(atlas: Path) -> None:
    enter(atlas, "title,lon,lat\nLigny,4.57,50.51\n", "p.csv")
    enter(atlas, foreign.GPX, "advance.gpx")
    route = json.loads((atlas / "routes" / "advance.geojson").read_text("utf-8"))
    assert route["properties"]["valid"] == "1815-06-15/1815-06-16"
    stops = [one["properties"] for one in route["features"] if one["properties"]["kind"] == "stop"]
    assert [(stop["title"]["en"], stop.get("place"), stop["on"]) for stop in stops] == [
        ("Charleroi", None, "1815-06-15"),
        ("Ligny", "ligny", "1815-06-16"),
    ]


def test_mentions_stand_where_the_text_has_them(atlas: Path) -> None:
    enter(atlas, foreign.WALK, "walk.txt")
    enter(atlas, foreign.RECOGITO_CSV, "walk.csv")
    assert (atlas / "mentions" / "walk.csv").read_text("utf-8") == (
        "line,column,surface,place,usage,lang\n1,13,Ligny,ligny,literal,en\n"
    )


def test_works_come_once_whatever_format_brings_them(atlas: Path) -> None:
    enter(atlas, foreign.BIBTEX, "library.bib")
    item = json.loads((atlas / "sources.json").read_text("utf-8"))[-1]
    assert item["id"] == "clausewitz_feldzug_1835"
    assert item["title"] == "Der Feldzug von 1815 in Frankreich"
    assert item["author"] == [
        {"family": "Clausewitz", "given": "Carl von"},
        {"family": "Müller", "given": "J."},
    ]
    assert (item["issued"], item["publisher"], item["page"]) == ({"date-parts": [[1835]]}, "Dümmler", "1-20")
    same = {**item, "id": "other"}
    assert not preview(dumped([same]), "again.json", atlas).changes()


def test_control_by_names_of_districts_and_holders(tmp_path: Path) -> None:
    atlas = copied("rhineland", tmp_path)
    district = json.loads((atlas / "districts.geojson").read_text("utf-8"))["features"][0]
    polity = next(iter(tomllib.loads((atlas / "polities.toml").read_text("utf-8"))))
    title = next(iter(district["properties"]["title"].values()))
    before = (atlas / "control.csv").read_bytes()
    made = enter(
        atlas,
        f"Kreis;Staat;von\n{title};{polity};30.6.1931\nNirgendwo;{polity};1931\n",
        "c.csv",
        as_="control",
    )
    assert [problem.where for problem in made.problems] == ["line 3"]
    after = (atlas / "control.csv").read_bytes()
    assert after.startswith(before)
    assert f"{district['id']},{polity},1931-06-30,,administered" in after.decode()


def copied(name: str, folder: Path) -> Path:
    import shutil

    return Path(shutil.copytree(Path(__file__).parents[2] / "data" / "atlases" / name, folder / name))


def test_districts_with_their_holder(atlas: Path, tmp_path: Path) -> None:
    foreign.states(tmp_path / "d.geojson")
    columns = {"cntry_name": "polity", "gwsyear": "from", "gweyear": "to"}
    text = (tmp_path / "d.geojson").read_text("utf-8").replace('"cntry_name": null', '"cntry_name": "X"')
    text = text.replace('"cntry_name"', '"title": "West", "cntry_name"')
    made = enter(atlas, text, "d.geojson", as_="districts", columns=columns)
    assert made.problems == []
    districts = json.loads((atlas / "districts.geojson").read_text("utf-8"))["features"]
    assert [district["id"] for district in districts] == ["west"]
    rows = (atlas / "control.csv").read_text("utf-8").splitlines()
    assert [row.split(",")[:4] for row in rows[1:]] == [
        ["west", "netherlands", "1815", "1830"],
        ["west", "prussia", "1815", "1914"],
        ["west", "belgium", "1831", "1914"],
        ["west", "x", "1815", "1820"],
    ]


@pytest.mark.parametrize(
    ("data", "name", "told"),
    [
        (b"%PDF-1.4", "map.csvx", "it is a PDF"),
        (b"[" * 100_000, "deep.geojson", "nested too deep"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><gpx><wpt>&a;</wpt></gpx>', "bomb.gpx", "declares entities"),
        (b"<gpx>" + b"<a>" * 500, "deep.gpx", "more elements"),
        (b"<gpx><wpt>", "cut.gpx", "line 1: is no valid XML"),
        (b"SQLite format 3\0" + b"\0" * 200, "broken.gpkg", "cannot be read"),
        (b"\x00\x00\x27\x0a" + b"\0" * 200, "alone.shp", "lacks alone.dbf, alone.shx"),
        (b'{"type": "FeatureCollection", "features": [', "cut.geojson", ""),
        (b"", "empty.csv", "it is empty"),
        (b"PK\x03\x04xl/workbook.xml", "broken.xlsx", "it is"),
    ],
)
def test_file_that_is_hostile_or_broken_is_told_and_changes_nothing(
    data: bytes, name: str, told: str, atlas: Path
) -> None:
    made = preview(data, name, atlas)
    assert told in str(made.problems[0])
    assert made.changes() == []


def test_archive_that_unpacks_to_too_much_is_refused(atlas: Path) -> None:
    import io
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 20_000_000)
    made = preview(out.getvalue(), "bomb.xlsx", atlas)
    assert "times its size" in str(made.problems[0])


def test_targets_are_those_of_the_command() -> None:
    assert set(target_names()) == {
        "places", "events", "borders", "territories", "districts", "control", "routes", "mentions", "sources",
        "text", "oldmap",
    }  # fmt: skip
