from __future__ import annotations

import importlib.util
import json
import sys
import unicodedata
from pathlib import Path

import pytest

from mapsvc.atlas.gazetteer.index import (
    Entry,
    NameForm,
    index_of,
    name_key,
    read_index,
    telling_mask,
    write_index,
)
from mapsvc.atlas.gazetteer.names import Gazetteer, one_edit, open_gazetteer, source_digest
from mapsvc.atlas.gazetteer.sources import read_historical, read_user, with_short_forms
from mapsvc.errors import AtlasError
from mapsvc.resources import atlas_root

KARS = Entry(
    id="kars", title="Kars", kind="city", lon=43.0855, lat=40.5983, radius_km=5.0,
    start=1000, tier="historical",
    names=(NameForm("Kars", "tr"), NameForm("Карс", "ru", 1878, 1918)),
)  # fmt: skip
HEADER = "id\ttitle\tkind\tlon\tlat\tradius_km\tfrom\tto\tnames\tsource\tnote\n"


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return open_gazetteer()


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("İzmir", "izmir"),
        ("Brest-Litovsk", "brest litovsk"),
        ("San'a", "sana"),
        ("Bakı", "baki"),
        ("Gəncə", "gence"),
    ],
)
def test_key_is_folded_and_plain(name: str, key: str) -> None:
    assert name_key(name) == key


@pytest.mark.parametrize("name", ["Nahçıvan", "Şuşa", "İzmir", "Gəncə", "Kâzım", "Göle", "Майкоп"])
def test_letters_in_two_signs_make_the_same_key_and_mask(name: str) -> None:
    apart = unicodedata.normalize("NFD", name)
    assert (name_key(apart), telling_mask(apart)) == (name_key(name), telling_mask(name))


def test_mask_tells_letters_apart() -> None:
    assert telling_mask("Kars") == 0
    assert telling_mask("Karş") == 0b1000
    assert telling_mask("Kâzım") == 0
    assert telling_mask("Gəncə") == 0b10010


def test_index_returns_what_it_was_given(tmp_path: Path) -> None:
    write_index(tmp_path, "x", [KARS], digest=b"d" * 32, mended=True)
    index = read_index(tmp_path, "x", "home")
    (record,) = index.records("карс")
    entry = index.entry(record[0])
    assert (entry.id, entry.title, entry.kind, entry.tier, entry.start) == (
        "kars",
        "Kars",
        "city",
        "historical",
        1000,
    )
    assert entry.lon == pytest.approx(43.0855)
    assert entry.lat == pytest.approx(40.5983)
    assert record[3:] == (1878, 1918)
    assert index.digest == b"d" * 32


def test_index_is_the_same_bytes_every_time(tmp_path: Path) -> None:
    first, second = (write_index(tmp_path / name, "x", [KARS], mended=True) for name in "ab")
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def test_missing_index_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(AtlasError, match="recipe"):
        read_index(tmp_path, "home", "home")


def test_point_is_optional() -> None:
    nowhere = Entry(
        id="x", title="Xyz", kind="village", lon=None, lat=None, radius_km=1, names=(NameForm("Xyz"),)
    )
    assert index_of("user", [nowhere]).entry(0).lon is None


def test_tiers_come_in_order(gazetteer: Gazetteer) -> None:
    order = {"atlas": 0, "historical": 1, "world": 2, "geonames": 3}
    tiers = [order[use.entry.tier] for use in gazetteer.uses("paris")]
    assert tiers == sorted(tiers)
    assert (tiers[0], tiers[-1]) == (0, 3)
    assert gazetteer.is_home("baku")
    assert gazetteer.uses("springfield")


def test_shipped_index_is_up_to_date() -> None:
    root = atlas_root()
    index = read_index(root / "gazetteer", "home", "home")
    wanted = source_digest(root / "places.geojson", root / "gazetteer" / "historical.tsv")
    assert index.digest == wanted, "run geodata/recipes/run.py --only gazetteer"


def test_shipped_index_of_the_world_is_up_to_date() -> None:
    folder = atlas_root() / "gazetteer"
    wanted = source_digest(folder / "world.tsv", folder / "first-order.tsv")
    assert read_index(folder, "world", "world").digest == wanted, "run the recipes first_order and gazetteer"


def test_world_stands_back_where_ours_has_the_place(gazetteer: Gazetteer) -> None:
    """ "Cezayir" of the historical list is no second state beside that of CLDR; both names lead to one."""
    for name in ("algeria", "cezayir", "ungarn", "portugal"):
        states = [use.entry.id for use in gazetteer.uses(name) if use.entry.kind in {"state", "region"}]
        assert len(set(states)) == 1, name


def test_entry_from_memory_is_marked_and_rough(tmp_path: Path) -> None:
    path = tmp_path / "world.tsv"
    row = "a\tAby\tregion\t1\t2\t90\t\t\ten:Aby\t{}\t\n"
    path.write_text(HEADER + row.format("own") + row.format("memory").replace("a\tAby", "b\tAby"), "utf-8")
    write_index(tmp_path, "x", read_historical(path, tier="world", language="en"))
    index = read_index(tmp_path, "x", "world")
    known, remembered = index.entry(0), index.entry(1)
    assert (known.tier, known.from_memory, known.is_rough) == ("world", False, False)
    assert (remembered.tier, remembered.from_memory, remembered.is_rough) == ("world", True, True)


def test_historical_list_is_large_enough() -> None:
    entries = read_historical(atlas_root() / "gazetteer" / "historical.tsv")
    assert len(entries) >= 800
    assert len({(name.lang, name.form) for entry in entries for name in entry.names}) >= 4000


def test_atlas_without_an_index_is_indexed_in_memory(tmp_path: Path) -> None:
    feature = {
        "type": "Feature",
        "id": "yer",
        "properties": {"title": "Yerkent", "kind": "settlement", "radius_km": 3},
        "names": [{"toponym": "Yerkent", "lang": "tr"}],
        "geometry": {"type": "Point", "coordinates": [30, 40]},
    }
    (tmp_path / "places.geojson").write_text(json.dumps({"features": [feature]}), encoding="utf-8")
    found = open_gazetteer(tmp_path)
    assert found.uses("yerkent")[0].entry.id == "yer"
    assert found.uses("springfield"), "GeoNames of the shipped atlas serves others too"


def test_user_gazetteer_comes_first(tmp_path: Path) -> None:
    path = tmp_path / "own.tsv"
    path.write_text("id\ttitle\tlon\tlat\tvariants\nmine\tKars\t1\t2\tQars@az\n", encoding="utf-8")
    uses = open_gazetteer(extra=path).uses("kars")
    assert (uses[0].entry.id, uses[0].entry.tier) == ("mine", "user")


def test_user_gazetteer_in_linked_places_format(tmp_path: Path) -> None:
    path = tmp_path / "own.geojson"
    feature = {
        "@id": "http://example.org/1",
        "properties": {"title": "Somewhere"},
        "names": [
            {
                "toponym": "Someplace",
                "when": {"timespans": [{"start": {"in": "1900"}, "end": {"in": "1910"}}]},
            }
        ],
        "geometry": {"type": "LineString", "coordinates": [[0, 0], [2, 4]]},
    }
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8")
    (entry,) = read_user(path)
    assert (entry.lon, entry.lat) == (1, 2)
    assert entry.names[1] == NameForm("Someplace", "", 1900, 1910)


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("a.geojson", "{", "Linked Places"),
        ("a.tsv", "name\tx\nKars\t1\n", "lacks the columns"),
        ("h.tsv", HEADER + "x\tX\tcastle in the air\t1\t2\t3\t\t\ttr:X\town\t\n", "line 2"),
        ("n.tsv", "id\ttitle\tlon\tlat\n1\tKars\teast\t2\n", "east"),
    ],
)
def test_faulty_gazetteer_is_refused_with_its_place(tmp_path: Path, name: str, text: str, says: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(AtlasError, match=says):
        read_user(path)


def test_short_forms_follow_from_long_ones() -> None:
    entries = [
        Entry("r", "Rusya", "state", 40, 56, 900, names=(NameForm("Rusya", "tr"),)),
        Entry("v", "Van", "region", 43, 38, 90, names=(NameForm("Van vilayeti", "tr"),)),
        Entry("b", "Balkanlar", "region", 22, 42, 500, names=(NameForm("Balkanlar", "tr"),)),
        Entry("c", "Çarlık Rusyası", "state", 40, 56, 900, names=(NameForm("Çarlık Rusyası", "tr"),)),
    ]
    forms = {entry.id: {name.form for name in entry.names} for entry in with_short_forms(entries)}
    assert "Van" in forms["v"]
    assert "Balkan" in forms["b"]
    assert "Çarlık Rusya" in forms["c"]


@pytest.mark.parametrize(
    ("first", "second", "near"),
    [("erzurum", "erzurnm", True), ("azerbaycan", "azerbayan", True), ("kars", "kras", True),
     ("kars", "kars", False), ("kars", "tiflis", False)],
)  # fmt: skip
def test_one_edit(first: str, second: str, near: bool) -> None:
    assert one_edit(first, second) is near


def test_recipe_makes_the_shipped_index(tmp_path: Path) -> None:
    recipes = Path(__file__).parents[3] / "geodata" / "recipes"
    sys.path.insert(0, str(recipes))
    spec = importlib.util.spec_from_file_location("gazetteer_recipe", recipes / "gazetteer.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    root = atlas_root()
    home = module.home_entries([root / "places.geojson"], root / "gazetteer" / "historical.tsv")
    written = write_index(tmp_path, "home", home, mended=True)
    for path in written:
        if path.suffix != ".places":  # its header holds the digest
            assert path.read_bytes() == (root / "gazetteer" / path.name).read_bytes()


def test_names_are_found_the_same_when_many_have_been_asked_for() -> None:
    fresh = open_gazetteer()
    asked = ["kars", "karsi", "erzer", "qqq", "zzzz", "b", "", "tifli", "xbaku"]
    first = [(fresh._begins_home(head), fresh._begins_mended(head)) for head in asked]
    mended = fresh.near_home_names("erzerun"), fresh.near_home_names("qwertyuiop")
    letters = "abcdefghijklmnopqrstuvwxyz"
    for head in (one + two + three for one in letters for two in letters for three in letters[:6]):
        fresh.begins_home(head)
        fresh.begins_mended(head)
    assert [(fresh.begins_home(head), fresh.begins_mended(head)) for head in asked] == first
    assert mended == (fresh.near_home_names("erzerun"), fresh.near_home_names("qwertyuiop"))
