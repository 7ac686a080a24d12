"""A new atlas, from `mapsvc new` on, as somebody makes it who brings a subject of their own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

import mapsvc
from mapsvc.cli import main
from mapsvc.language import interface_languages
from mapsvc.model.dates import parse_date
from mapsvc.web.app import create_app

WATERLOO = ("--title", "Waterloo", "--lang", "en", "--years", "1815")
#: What a historian writes to get from there to an event: two files, thirty lines.
EVENT = """\
on = "1815-06-18"
category = "war"
arrow = "movement"
cites = [{source = "example", locator = "ch. 9"}]
title = "The battle of Waterloo"
summary = "The Prussians come from Wavre to the field of battle."

[[places]]
place = "wavre"
role = "origin"

[[places]]
place = "waterloo"
role = "destination"
"""
PLACES = """\
{"type": "FeatureCollection", "features": [
 {"type": "Feature", "id": "waterloo", "properties": {"title": "Waterloo", "sources": ["example"]},
  "geometry": {"type": "Point", "coordinates": [4.41, 50.68]}},
 {"type": "Feature", "id": "wavre", "properties": {"title": "Wavre", "sources": ["example"]},
  "geometry": {"type": "Point", "coordinates": [4.61, 50.72]}}
]}
"""


def make(runner: CliRunner, folder: Path, *options: str) -> Path:
    done = runner.invoke(main, ["new", str(folder), *options])
    assert done.exit_code == 0, done.output
    assert len(done.output.splitlines()) == 2
    return folder


def files(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def lines_changed(before: dict[str, str], after: dict[str, str]) -> dict[str, int]:
    """How many lines each file has that it had not."""
    changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    return {
        name: len([line for line in after.get(name, "").splitlines() if line.strip()])
        for name in sorted(changed)
    }


@pytest.mark.matrix(1)
@pytest.mark.parametrize(
    "options",
    [
        (),
        WATERLOO,
        ("--lang", "tr,en", "--lang", "az", "--lang", "ru", "--years", "1877..1878", "--bbox", "38,38,46,43"),
        ("--lang", "es,pt-BR", "--years=1519..1522", "--bbox=150,-60,-30,45"),
        ("--years=-0400..-0399", "--lang", "el"),
        ("--title", 'He said "no" \\ – 100 % {x}', "--bbox", "-180,-85,180,85"),
    ],
)
def test_new_atlas_is_clean_and_every_door_opens_it(
    runner: CliRunner, tmp_path: Path, options: tuple[str, ...]
) -> None:
    root = make(runner, tmp_path / "new-atlas", *options)
    done = runner.invoke(main, ["check", "--atlas", str(root)])
    assert (done.exit_code, done.output) == (0, "No problems.\n")
    atlas = mapsvc.open_atlas(root)
    assert list(atlas.records.events) == ["example"]
    first = atlas.records.meta.languages[0]
    page = tmp_path / "example.html"
    atlas.event_map("example", lang=first).save(page)
    client = _client(root)
    for address in ("/", "/events/example", "/events/", "/places/", "/places/first-place", "/timeline"):
        for lang in atlas.records.meta.languages:
            assert client.get(f"{address}?lang={lang}").status_code == 200, (address, lang)
    for name in ("png", "pptx", "geojson", "handout"):
        done = runner.invoke(
            main, ["export", "example", "--format", name, "-o", f"{tmp_path}/", "--atlas", str(root)]
        )
        assert done.exit_code == 0, done.output


def _client(root: Path) -> FlaskClient:
    app = create_app(root)
    app.testing = True
    return app.test_client()


def test_example_is_told_in_each_language_of_the_interface(runner: CliRunner, tmp_path: Path) -> None:
    tags = interface_languages()
    root = make(runner, tmp_path / "a", *(part for tag in tags for part in ("--lang", tag)))
    event = mapsvc.open_atlas(root).records.event("example")
    assert event.title.languages == tags
    assert len({event.title.in_(tag) for tag in tags}) == len(tags)
    assert "to be translated" not in files(root)["events/example.toml"]


def test_example_in_another_language_asks_to_be_translated(runner: CliRunner, tmp_path: Path) -> None:
    root = make(runner, tmp_path / "a", "--lang", "bg,en", "--title", "Балкани")
    event = files(root)["events/example.toml"]
    assert event.count("# to be translated: say it in 'bg'") == 2
    assert "'en'" not in event
    assert mapsvc.open_atlas(root).records.meta.title.bg == "Балкани"


def test_title_is_the_folders_name_where_none_is_given(runner: CliRunner, tmp_path: Path) -> None:
    root = make(runner, tmp_path / "the_third-crusade")
    assert mapsvc.open_atlas(root).records.meta.title.en == "The third crusade"


def test_box_and_years_are_those_asked_for(runner: CliRunner, tmp_path: Path) -> None:
    root = make(runner, tmp_path / "a", "--years=-400..-399", "--bbox", "170,-20,-170,10")
    records = mapsvc.open_atlas(root).records
    assert records.meta.period.first == parse_date("-0400")
    assert records.meta.period.last == parse_date("-0399")
    assert records.meta.view.home == (170.0, -20.0, -170.0, 10.0)
    assert [place.lon for place in records.places.values()] == [175.0, -175.0]
    assert records.event("example").on == parse_date("-0400")


@pytest.mark.parametrize(
    ("options", "named"),
    [
        (("--years", "1878..1877"), "1878..1877"),
        (("--years", "19th century"), "19th century"),
        (("--years", "1815-06-18"), "1815-06-18"),
        (("--years", ""), "''"),
        (("--bbox", "1,2,3"), "1,2,3"),
        (("--bbox", "1,2,x,4"), "1,2,x,4"),
        (("--bbox", "0,10,10,0"), "no box"),
        (("--bbox", "0,0,0,10"), "no box"),
        (("--bbox", "0,0,200,10"), "no box"),
        (("--bbox", "0,nan,20,10"), "no box"),
        (("--lang", "English"), "'English'"),
        (("--lang", "en,en"), "twice"),
        (("--lang", ""), "''"),
        (("--title", "  "), "title"),
        (("--title", "a\x07b"), "title"),
        (("--nothing",), "--nothing"),
    ],
)
def test_mistake_is_one_clear_line_and_nothing_is_written(
    runner: CliRunner, tmp_path: Path, options: tuple[str, ...], named: str
) -> None:
    done = runner.invoke(main, ["new", str(tmp_path / "a"), *options])
    assert done.exit_code == 2
    assert named in done.stderr.splitlines()[-1]
    assert list(tmp_path.iterdir()) == []


def test_folder_with_something_in_it_is_left_alone(runner: CliRunner, tmp_path: Path) -> None:
    full = tmp_path / "full"
    full.mkdir()
    (full / "mine.txt").write_text("mine", "utf-8")
    for place in (full, full / "mine.txt"):
        done = runner.invoke(main, ["new", str(place)])
        assert done.exit_code == 2
        assert str(place) in done.stderr
    assert files(full) == {"mine.txt": "mine"}
    assert list(tmp_path.iterdir()) == [full]


def test_empty_folder_in_which_one_stands_stays_the_same(
    runner: CliRunner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    before = Path.cwd().stat().st_ino
    make(runner, Path())
    assert (Path("atlas.toml").is_file(), (tmp_path / "here").stat().st_ino) == (True, before)
    assert mapsvc.open_atlas(".").records.meta.title.en == "Here"


def test_empty_folder_and_folders_above_will_do(runner: CliRunner, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert "atlas.toml" in files(make(runner, tmp_path / "empty"))
    assert "atlas.toml" in files(make(runner, tmp_path / "a" / "b" / "c"))


def test_waterloo_takes_two_files_and_thirty_lines(runner: CliRunner, tmp_path: Path) -> None:
    root = make(runner, tmp_path / "waterloo", *WATERLOO)
    before = files(root)
    (root / "events" / "example.toml").write_text(EVENT, "utf-8")
    (root / "places.geojson").write_text(PLACES, "utf-8")
    changed = lines_changed(before, files(root))
    assert set(changed) == {"events/example.toml", "places.geojson"}
    assert sum(changed.values()) <= 30
    done = runner.invoke(main, ["check", "--atlas", str(root)])
    assert (done.exit_code, done.output) == (0, "No problems.\n")
    records = mapsvc.open_atlas(root).records
    event = records.event("example")
    assert (event.on.edtf, event.arrow, len(event.places)) == ("1815-06-18", "movement", 2)
    assert records.home[0] < 4.41 < records.home[2]
    assert records.home[2] - records.home[0] < 2
    text = _client(root).get("/events/example?lang=en").get_data(as_text=True)
    assert "18 June 1815" in text
    home = _client(root).get("/").get_data(as_text=True)
    assert 'class="headline-card"' in home
    assert "every day from 1 January 1815 to 31 December 1815" in home


def test_event_of_its_own_name_may_take_the_place_of_the_example(runner: CliRunner, tmp_path: Path) -> None:
    root = make(runner, tmp_path / "waterloo", *WATERLOO)
    (root / "events" / "example.toml").unlink()
    (root / "events" / "battle.toml").write_text(EVENT, "utf-8")
    (root / "places.geojson").write_text(PLACES, "utf-8")
    done = runner.invoke(main, ["check", "--atlas", str(root)])
    assert (done.exit_code, done.output) == (0, "No problems.\n")


def test_plainest_place_is_one_with_the_usual_values(runner: CliRunner, tmp_path: Path) -> None:
    root = make(runner, tmp_path / "a", "--lang", "fr,en")
    document = json.loads(files(root)["places.geojson"])
    ring = [[4.0, 50.0], [5.0, 50.0], [5.0, 51.0], [4.0, 51.0], [4.0, 50.0]]
    document["features"] += [
        {"type": "Feature", "id": "ligny", "properties": {"title": "Ligny"},
         "geometry": {"type": "Point", "coordinates": [4.57, 50.51]}},
        {"type": "Feature", "id": "nowhere", "properties": {"title": "Nowhere"}, "geometry": None},
        {"type": "Feature", "id": "somewhere", "properties": {"title": "Somewhere"}},
        {"type": "Feature", "id": "brabant", "properties": {"title": "Brabant"},
         "geometry": {"type": "Polygon", "coordinates": [ring]}},
        {"type": "Feature", "id": "field", "properties": {"title": "Field", "radius_km": 3},
         "geometry": {"type": "Point", "coordinates": [4.5, 50.6]}},
    ]  # fmt: skip
    (root / "places.geojson").write_text(json.dumps(document), "utf-8")
    done = runner.invoke(main, ["check", "--atlas", str(root)])
    assert done.exit_code == 0
    notices = [line.split(":")[1].strip() for line in done.output.splitlines() if ".sources:" in line]
    assert notices == ["brabant.sources", "field.sources", "ligny.sources"]
    places = mapsvc.open_atlas(root).records.places
    ligny = places["ligny"]
    assert (ligny.kind, ligny.shape, ligny.certainty, ligny.on_map, ligny.rank) == (
        "settlement", "point", "attested", True, 3,
    )  # fmt: skip
    assert [(name.toponym, name.lang) for name in ligny.names] == [("Ligny", "fr")]
    assert (places["nowhere"].shape, places["somewhere"].shape) == ("none", "none")
    assert places["brabant"].shape == "area"
    assert places["brabant"].radius_km == pytest.approx(50, abs=1)
    assert (places["field"].shape, places["field"].radius_km) == ("area", 3)
