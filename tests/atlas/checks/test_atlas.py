"""`mapsvc check` names everything that is wrong with an atlas, at once, by file and field."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import mapsvc
from mapsvc.atlas.checks.atlas import check_atlas
from mapsvc.atlas.problems import Problem
from mapsvc.errors import AtlasError
from tests.conftest import TINY

Spoil = Callable[[Path], None]


def text(*pairs: str) -> Spoil:
    """Replace texts in a file, given in pairs."""

    def spoil(path: Path) -> None:
        content = path.read_text("utf-8")
        for old, new in zip(pairs[::2], pairs[1::2], strict=True):
            assert old in content, f"{path.name} holds no {old!r}"
            content = content.replace(old, new, 1)
        path.write_text(content, "utf-8")

    return spoil


def feature(feature_id: str, change: Callable[[dict[str, Any]], object]) -> Spoil:
    """Change a feature of a GeoJSON file."""

    def spoil(path: Path) -> None:
        document = json.loads(path.read_text("utf-8"))
        change(next(found for found in document["features"] if found["id"] == feature_id))
        path.write_text(json.dumps(document), "utf-8")

    return spoil


def having(name: str, value: Any) -> Callable[[dict[str, Any]], object]:
    return lambda found: found["properties"].update({name: value})


def at(value: Any) -> Callable[[dict[str, Any]], object]:
    return lambda found: found["geometry"].update({"coordinates": value})


def raw(content: bytes) -> Spoil:
    """Write a file anew."""

    def spoil(path: Path) -> None:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)

    return spoil


def cut(pattern: str) -> Spoil:
    """Take out what a pattern finds."""

    def spoil(path: Path) -> None:
        content, count = re.subn(pattern, "", path.read_text("utf-8"), flags=re.DOTALL)
        assert count
        path.write_text(content, "utf-8")

    return spoil


def copied_from(name: str) -> Spoil:
    """Copy a file that lies beside it."""

    def spoil(path: Path) -> None:
        path.write_bytes((path.parent / name).read_bytes())

    return spoil


def more(line: str) -> Spoil:
    """Add a line to a file."""

    def spoil(path: Path) -> None:
        path.write_text(f"{path.read_text('utf-8')}{line}\n", "utf-8")

    return spoil


TEXT = "texts/paper.toml"
LETTER, DRAWN = "events/letter-sent.toml", "events/line-drawn.toml"
FRONT, JOURNEY, PLACES = "borders/front.geojson", "routes/journey.geojson", "places.geojson"
BOW_TIE = [[[44.0, 39.0], [45.0, 40.0], [45.0, 39.0], [44.0, 40.0], [44.0, 39.0]]]
LOOP = [[42.0, 41.0], [43.0, 42.0], [43.0, 41.0], [42.0, 42.0]]

#: File that is spoilt, how, and the field (a pattern) under which the fault must be named.
FAULTS: dict[str, tuple[str, Spoil, str]] = {
    "unknown key": (LETTER, text("category = ", 'mood = "grim"\ncategory = '), "mood"),
    "unknown key inside": (LETTER, text("[date]", '[date]\nera = "old"'), r"date\.era"),
    "missing key": (LETTER, text('on = "', 'own = "'), "on"),
    "word not in the list": (LETTER, text('"diplomacy"', '"gossip"'), "category"),
    "dangling place": (LETTER, text('"bravo"', '"brava"'), r"places\[1\]\.place"),
    "dangling source": (LETTER, text('"carr"', '"car"'), r"cites\[0\]\.source"),
    "dangling source of a reading": (DRAWN, text('"paper", locator', '"papper", locator'),
    r"readings\[0\]\.cites.*"),
    "arrow from nowhere": (LETTER, text('"origin"', '"mentioned"'), "arrow"),
    "arrow to nowhere": (LETTER, text('"destination"', '"mentioned"'), "arrow"),
    "dangling border": (DRAWN, text('"front"', '"frent"'), r"borders\[0\]"),
    "dangling route": (DRAWN, text('"journey"', '"jorney"'), r"routes\[0\]"),
    "dangling headline": ("atlas.toml", text('["line-drawn"]', '["line-drown"]'), r"headline\[0\]"),
    "dangling text": ("atlas.toml", text('["paper"]', '["papper"]'), r"texts\[0\]"),
    "dangling source of a text": (TEXT, text('source = "paper"', 'source = "papper"'), "source"),
    "dangling mention": ("mentions/paper.csv", text("Bravo,bravo", "Bravo,brava"), r"line 3\.place"),
    "dangling stop": (JOURNEY, feature("stated-stop-1", having("place", "x")), r"stated-stop-1\.place"),
    "dangling source of a place": (PLACES, text('"source": "geonames"', '"source": "geo"'),
    r"alfa\.sources\[0\]"),
    "dangling line": (FRONT, feature("south", having("line", "frontier/x")), r"south\.line"),
    "no EDTF date": (LETTER, text("1920-04-26", "26.4.1920"), "on"),
    "day that never was": (DRAWN, text("1921-10-13", "1921-02-30"), "on"),
    "start after end": (JOURNEY, text("1921-10-01/1921-10-12", "1921-10-12/1921-10-01"), "valid"),
    "impossible time": (LETTER, text("02:00", "25:00"), "time"),
    "latitude 95": (FRONT, feature("summit", at([43.0, 95.0])), "geometry"),
    "longitude 540": (FRONT, feature("north", at([[540, 41], [43, 41]])), "geometry"),
    "not a number": (PLACES, text("43.1", "NaN"), ""),
    "infinite number": (PLACES, text("43.1", "1e400"), "geometry"),
    "line of one point": (FRONT, feature("north", at([[42, 41]])), "geometry"),
    "coordinates of words": (FRONT, feature("north", at([["42", "41"], [43, 41]])), "geometry"),
    "nested coordinates": (FRONT, feature("north", at([[[[[42, 41]]]]])), "geometry"),
    "collection for a shape": (
        FRONT,
        feature("north", lambda found: found["geometry"].update(type="GeometryCollection")),
        "geometry",
    ),
    "no source of a leg": (JOURNEY, feature("stated-leg-1", having("sources", [])), r"stated-leg-1\.sources"),
    "no source of a line": (FRONT, feature("north", having("sources", [])), r"north\.sources"),
    "no source of an area": (FRONT, feature("wedge", having("sources", [])), r"wedge\.sources"),
    "no source of an event": (LETTER, cut(r"cites = .*?\n|1, 2, 5"), "cites"),
    "third language": (LETTER, text('en = "A letter is sent"', 'en = "A"\nde = "Ein Brief"'), r"title\.de"),
    "empty text": (LETTER, text('"A letter is sent"', '"  "'), r"title\.en"),
    "line crossing itself": (FRONT, feature("north", at(LOOP)), r"north\.geometry"),
    "area crossing itself": (FRONT, feature("wedge", at(BOW_TIE)), r"wedge\.geometry"),
    "accuracy of nothing": (FRONT, feature("north", having("accuracy_km", 0)), r"north\.accuracy_km"),
    "wrong checksum": ("lines/frontier.geojson", text("43.9", "43.91"), ""),
    "missing file of the registry": (
        "registry.txt",
        more(f"{'0' * 64}  basemap/relief/1.webp"),
        "basemap/relief/1.webp",
    ),
    "registry of another form": (
        "registry.txt", more("nonsense"), r"line \d"
    ),
    "file that is not in the registry": ("lines/x.json", raw(b"{}"), ""),
    "bad TOML": ("events/bad.toml", raw(b"on = = 1\n"), ""),
    "bad JSON": ("routes/bad.geojson", raw(b'{"type": '), ""),
    "bad bytes": ("events/bytes.toml", raw(b'on = "\xff"\n'), ""),
    "deep JSON": ("routes/deep.geojson", raw(b"[" * 100_000), ""),
    "file of another kind": ("events/notes.txt", raw(b"x"), ""),
    "list for a collection": ("borders/list.geojson", raw(b"[]"), ".*"),
    "wrong id": (FRONT, text('"id": "front"', '"id": "fronts"'), "id"),
    "file name that is no id": ("events/Letter Sent.toml", copied_from("letter-sent.toml"), "id"),
    "duplicated place": (PLACES, text('"id": "bravo"', '"id": "charlie"'), "id"),
    "duplicated source": ("sources.json", text('"id": "carr"', '"id": "paper"'), r"\[1\]\.id"),
    "unknown key of custom": ("sources.json", text('"title": {', '"titel": {'), r"\[2\]\.custom\.titel"),
    "duplicated feature": (FRONT, text('"id": "guide-1"', '"id": "summit"'), "id"),
    "Julian day that does not match": (LETTER, text("1920-04-13", "1920-04-14"), r"date\.other\.julian"),
    "Julian day that never was": (LETTER, text("1920-04-13", "1919-02-29"), r"date\.other\.julian"),
    "Rumi day that does not match": (LETTER, text("1336-04-26", "1336-04-25"), r"date\.other\.rumi"),
    "Rumi day that was left out": (LETTER, text("1336-04-26", "1332-02-20"), r"date\.other\.rumi"),
    "leg that misses its stop": (
        JOURNEY, feature("stated-leg-1", at([[44.8, 41.7], [43.2, 40.6]])), r"stated-leg-1\.geometry"
    ),
    "variant that is none": (JOURNEY, feature("stated-leg-1", having("variant", "x")),
    r"stated-leg-1\.variant"),
    "stop that is missing": (JOURNEY, feature("rebuilt-stop-2", having("n", 4)), r"variants\.rebuilt"),
    "stop before the one before": (JOURNEY, feature("stated-stop-2", having("on", "1921-09-01")),
    r"stated-stop-2\.on"),
    "dispute with one reading": (
        DRAWN, cut(r"  \[\[disputes\.readings\]\]\n  claim = [^\n]*güneyinden.*"), r"disputes\[0\]\.readings"
    ),
    "event without a place": (DRAWN, cut(r"\[\[places\]\].*?\n\n"), "places"),
    "event without coordinates": (DRAWN, text('"alfa"', '"delta"', '"charlie"', '"delta"'), "places"),
    "area without its reach": (PLACES, text('"radius_km": 60', '"radius_km": null'), "radius_km"),
    "point without coordinates": (PLACES, feature("bravo", lambda found: found.update(geometry=None)),
    "geometry"),
    "kind that is none": (FRONT, feature("north", having("kind", "river")), "kind"),
    "mention without a line": ("mentions/paper.csv", text("3,1,Alfa", "x,1,Alfa"), "line 4"),
    "mentions without a column": ("mentions/paper.csv", text("line,column,", "row,column,"), "line 1"),
    "mention of too many columns": ("mentions/paper.csv", more("4,1,Alfa,alfa,literal,tr,more"), r"line \d+"),
    "mention of too few columns": ("mentions/paper.csv", more("5,1,Alfa"), r"line \d+"),
    "mention in line 0": ("mentions/paper.csv", more("0,1,Alfa,alfa,literal,tr"), r"line \d+\.line"),
    "line of the paper before the first": (LETTER, text("[1, 2, 5]", "[0, 2, 5]"), r"texts\.paper\[0\]"),
    "decimal comma": (PLACES, text("40.6", "40,6"), r"geometry\.coordinates"),
    "authors as text": ("sources.json", text('"author": [', '"author": "Carr", "x": ['), r"\[\d\]\.author"),
    "year as text": ("sources.json", text('"date-parts"', '"date-parts": "1921", "x"'), r"\[\d\]\.issued"),
    "link that is no address": (PLACES, text("https://www.geonames.org/1", "javascript:alert(1)"),
    r"links.*"),
}  # fmt: skip

#: Faults that hide others of the same file, which is then not read further.
HIDING = {
    "not a number",
    "infinite number",
    "mentions without a column",
    "duplicated place",
    "dangling source of a place",
    "decimal comma",
    "authors as text",
    "year as text",
}


def named(problems: list[Problem], file: str, field: str) -> bool:
    """Whether a problem stands under the file and a field that fits, with something said of it."""
    # A feature is named by its id or by its position in the file.
    wanted = re.compile(rf"(?:features(?:\[\d+\]|\.[\w-]+)\.)?(?:properties\.)?(?:.*\.)?{field}(?:[.\[].*)?$")
    return any(
        problem.file == file and wanted.match(problem.field) and len(problem.message) > 8
        for problem in problems
    )


def test_shipped_atlas_is_sound(atlas: mapsvc.Atlas) -> None:
    assert [str(problem) for problem in check_atlas(atlas.records.root)] == []


def test_tiny_atlas_is_sound() -> None:
    assert [str(problem) for problem in check_atlas(TINY)] == []


@pytest.mark.parametrize("fault", FAULTS)
def test_fault_is_named_by_file_and_field(tiny_root: Path, fault: str) -> None:
    file, spoil, field = FAULTS[fault]
    spoil(tiny_root / file)
    problems = check_atlas(tiny_root)
    assert named(problems, file, field), "\n".join(map(str, problems))


def own_file(root: Path, file: str, fault: str) -> str:
    """Copy an event, a border or a route under a name of its own, so that each fault has its file."""
    folder, _, name = file.partition("/")
    if not (root / file).is_file() or folder not in {"events", "borders", "routes"}:
        return file
    stem, _, suffix = name.partition(".")
    copy = f"{folder}/{re.sub('[^a-z0-9]+', '-', fault.lower())}.{suffix}"
    content = (root / file).read_text("utf-8")
    (root / copy).write_text(content.replace(f'"id": "{stem}"', f'"id": "{Path(copy).stem}"'), "utf-8")
    return copy


def test_all_faults_are_named_at_once(tiny_root: Path) -> None:
    planted = {
        fault: own_file(tiny_root, entry[0], fault) for fault, entry in FAULTS.items() if fault not in HIDING
    }
    for fault, file in planted.items():
        if fault != "wrong id":  # the copy has another id already
            FAULTS[fault][1](tiny_root / file)
    text("wrong-id", "wrong")(tiny_root / planted["wrong id"])
    problems = check_atlas(tiny_root)
    unnamed = [fault for fault, file in planted.items() if not named(problems, file, FAULTS[fault][2])]
    assert len(planted) > 50
    assert unnamed == []


def test_problems_come_sorted_and_once(tiny_root: Path) -> None:
    for fault in (
        "unknown key",
        "dangling border",
        "latitude 95",
        "wrong checksum",
        "bad TOML",
        "dangling headline",
    ):
        FAULTS[fault][1](tiny_root / FAULTS[fault][0])
    problems = check_atlas(tiny_root)
    assert len(problems) >= 6
    assert problems == sorted(set(problems))
    assert all(str(problem).startswith(problem.file) for problem in problems)


@pytest.mark.parametrize(
    ("file", "spoil"),
    [
        (PLACES, FAULTS["link that is no address"][1]),
        (FRONT, feature("north", having("certainty", "sure"))),
        (JOURNEY, feature("stated-leg-1", having("mode", "balloon"))),
    ],
)
def test_fault_of_a_record_is_not_also_held_against_those_that_name_it(
    tiny_root: Path, file: str, spoil: Spoil
) -> None:
    spoil(tiny_root / file)
    assert {problem.file for problem in check_atlas(tiny_root)} == {file}


def test_faults_of_one_record_are_told_with_what_it_names_that_does_not_exist(tiny_root: Path) -> None:
    path = tiny_root / LETTER
    text('"diplomacy"', '"gossip"', '"bravo"', '"brava"', '"carr"', '"car"')(path)
    found = {problem.field: problem.message for problem in check_atlas(tiny_root)}
    assert set(found) == {"category", "places[1].place", "cites[0].source"}
    assert "'bravo'" in found["places[1].place"]
    assert "'carr'" in found["cites[0].source"]


@pytest.mark.parametrize("content", [b"{", b"\xff", b'{"type": "FeatureCollection", "type": "x"}'])
@pytest.mark.parametrize("name", ["places.geojson", "sources.json"])
def test_file_that_cannot_be_read_is_the_only_problem(tiny_root: Path, name: str, content: bytes) -> None:
    (tiny_root / name).write_bytes(content)
    assert {problem.file for problem in check_atlas(tiny_root)} == {name}


@pytest.mark.matrix(3)
@pytest.mark.parametrize(
    "name",
    [LETTER, FRONT, JOURNEY, PLACES, TEXT, "atlas.toml", "sources.json", "mentions/paper.csv"],
)
def test_byte_order_mark_and_line_ends_of_windows_are_no_fault(tiny_root: Path, name: str) -> None:
    path = tiny_root / name
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert check_atlas(tiny_root) == []
    shown = mapsvc.open_atlas(tiny_root).event_map("line-drawn")
    shown.save(tiny_root / "map.svg")
    assert shown._repr_html_()


@pytest.mark.parametrize("value", [None, 3, "x", ["x"], [[1, 2]], {"x": 1}])
def test_value_of_another_kind_is_a_problem_and_no_crash(tiny_root: Path, value: Any) -> None:
    path = tiny_root / "lines/frontier.geojson"
    document = json.loads(path.read_text("utf-8"))
    document["features"][0]["properties"]["attribution"] = value
    document["features"][0]["geometry"]["type"] = value
    path.write_text(json.dumps(document), "utf-8")
    found = {problem.field for problem in check_atlas(tiny_root)}
    assert "features[0].geometry" in found
    if value != "x":  # a text is the same in both languages
        assert any(field.startswith("features[0].properties.attribution") for field in found)


def test_registry_that_is_no_text_is_named(tiny_root: Path) -> None:
    (tiny_root / "registry.txt").write_bytes(b"\xff\xfe")
    assert "registry.txt" in {problem.file for problem in check_atlas(tiny_root)}


def test_number_of_a_stop_that_is_far_too_large_is_named_at_once(tiny_root: Path) -> None:
    feature("stated-stop-2", having("n", 1_000_000_000))(tiny_root / JOURNEY)
    (problem,) = check_atlas(tiny_root)
    assert "stop 2, 3, 4, 5, 6 is missing" in problem.message


def test_key_that_stands_twice_is_named(tiny_root: Path) -> None:
    text('"properties":', '"properties": {}, "properties":')(tiny_root / PLACES)
    (problem,) = check_atlas(tiny_root)
    assert (problem.file, "'properties' stands twice" in problem.message) == (PLACES, True)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('on = "1920-04-26"', "on = 1920-04-26", "quotes"),
        ('"1336-04-26"', '"26 Nisan 1336"', "year, month and day"),
        ('"02:00"', '"2 am"', "14:30"),
        ('"bravo"', '"Bravo City"', "hyphens"),
        ('"A letter is sent"', '""', "is empty"),
        ("[1, 2, 5]", '"1-5"', "a list"),
        ('"diplomacy"', '"diplomac"', "did you mean 'diplomacy'"),
    ],
)
def test_message_says_what_would_do(tiny_root: Path, old: str, new: str, says: str) -> None:
    text(old, new)(tiny_root / LETTER)
    assert [problem for problem in check_atlas(tiny_root) if says in problem.message]


@pytest.mark.matrix(10)
@pytest.mark.parametrize("fault", FAULTS)
def test_opening_a_faulty_atlas_is_refused_or_sound(tiny_root: Path, fault: str) -> None:
    file, spoil, _ = FAULTS[fault]
    spoil(tiny_root / file)
    refusal = ""
    try:
        mapsvc.open_atlas(tiny_root)
    except AtlasError as error:
        refusal = str(error)
    assert not refusal or file in refusal


@pytest.mark.parametrize("content", [b"{", b"[]", b"\xff", b'{"type":"FeatureCollection"}'])
@pytest.mark.parametrize("file", ["ground/towns.geojson", "ground/CREDITS.json", "ground/tiles.json"])
def test_fault_of_the_background_is_named(tiny_root: Path, file: str, content: bytes) -> None:
    (tiny_root / file).write_bytes(content)
    assert [problem for problem in check_atlas(tiny_root) if problem.file == file]


@pytest.mark.parametrize(
    "name", ["sources.json", "places.geojson", "texts/paper.toml", "atlas.toml", "lines/frontier.geojson"]
)
def test_missing_file_is_named(tiny_root: Path, name: str) -> None:
    (tiny_root / name).unlink()
    problems = check_atlas(tiny_root)
    stem = name.removeprefix("texts/").removesuffix(".toml")
    assert [problem for problem in problems if name in str(problem) or repr(stem) in str(problem)]


@pytest.mark.parametrize(
    "content", [b"", b"null", b"[]", b"3", b'"x"', b"{}", b"[null]", b"[3]", b'[{"id": 3}]', b"{"]
)
@pytest.mark.parametrize(
    "name",
    [
        "sources.json",
        "places.geojson",
        "lines/frontier.geojson",
        "borders/front.geojson",
        "routes/journey.geojson",
    ],
)
def test_json_of_any_shape_is_a_problem_and_no_crash(tiny_root: Path, name: str, content: bytes) -> None:
    (tiny_root / name).write_bytes(content)
    problems = check_atlas(tiny_root)
    if (name, content) == ("sources.json", b"[]"):
        # An atlas may begin without works; the faults stand where one is cited.
        assert all("names no source" in str(problem) for problem in problems)
        assert problems
        return
    assert [problem for problem in problems if problem.file == name]


@pytest.mark.matrix(10)
@pytest.mark.parametrize("value", [None, 3, "x", [], {}, [None], [3], {"a": 1}, True])
@pytest.mark.parametrize("member", ["properties", "geometry", "names", "links", "descriptions", "when", "id"])
def test_place_with_a_member_of_any_shape_is_no_crash(tiny_root: Path, member: str, value: object) -> None:
    path = tiny_root / "places.geojson"
    document = json.loads(path.read_text("utf-8"))
    document["features"][0][member] = value
    path.write_text(json.dumps(document), "utf-8")
    check_atlas(tiny_root)


@pytest.mark.matrix(10)
@pytest.mark.parametrize("value", [None, 3, "x", [], {}, [None], {"a": 1}])
@pytest.mark.parametrize("member", ["properties", "geometry", "id"])
@pytest.mark.parametrize(
    "name", ["borders/front.geojson", "routes/journey.geojson", "lines/frontier.geojson"]
)
def test_feature_with_a_member_of_any_shape_is_no_crash(
    tiny_root: Path, name: str, member: str, value: object
) -> None:
    path = tiny_root / name
    document = json.loads(path.read_text("utf-8"))
    document["features"][0][member] = value
    path.write_text(json.dumps(document), "utf-8")
    check_atlas(tiny_root)


@pytest.mark.matrix(10)
@pytest.mark.parametrize("value", ["3", '"x"', "[]", "{}", "[3]", "true", "1921-10-13", "nan", "[[1]]"])
@pytest.mark.parametrize(
    "key", ["on", "time", "category", "headline", "certainty", "actors", "title", "summary", "date",
    "places", "paper",
            "cites", "disputes", "borders", "routes", "arrow"]
)  # fmt: skip
def test_event_with_a_value_of_any_kind_is_no_crash(tiny_root: Path, key: str, value: str) -> None:
    keys = {"on": '"1921"', "category": '"treaty"', "headline": "false", "certainty": '"attested"'} | {
        key: value
    }
    (tiny_root / "events" / "odd.toml").write_text(
        "".join(f"{name} = {text}\n" for name, text in keys.items()), "utf-8"
    )
    assert [problem for problem in check_atlas(tiny_root) if problem.file == "events/odd.toml"]


def test_opening_shows_the_first_faults_and_counts_the_rest(tiny_root: Path) -> None:
    for number in range(20):
        (tiny_root / "events" / f"bad-{number}.toml").write_text("on = ", "utf-8")
    with pytest.raises(AtlasError, match=r"(?s)20 problems.*… and 8 more") as caught:
        mapsvc.open_atlas(tiny_root)
    assert str(caught.value).count("events/bad-") == 12
