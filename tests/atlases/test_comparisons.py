"""Comparisons of ground that a person drew: pieces, margins, causes and pages, over every small atlas."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import shapely
from flask.testing import FlaskClient

from mapsvc.atlas.checks.atlas import check_atlas
from mapsvc.atlas.loading import load_atlas
from mapsvc.atlas.store import Store
from mapsvc.export.formats import FORMATS
from mapsvc.history.changes import compare_borders, is_heir
from mapsvc.history.territories import find_sides, states_on
from mapsvc.kinds import export_job
from mapsvc.model.day import Day
from mapsvc.model.geometry import area_km2
from mapsvc.model.scene import MapKey
from mapsvc.scene.comparison import MODES, compose_comparison
from mapsvc.scene.comparison_words import area_words, passage
from mapsvc.scene.day_borders import borders_of_day
from mapsvc.scene.day_map import compose_day, moments
from tests.atlases.conftest import ATLASES, pairs_of
from tests.html_text import parse

BALKANS = ATLASES["balkans"]
LONDON, BUCHAREST = "london-1913", "bucharest-1913"


# ---- of any atlas whose ground is drawn ------------------------------------------------------------
def test_pieces_are_what_the_holders_do_not_share(records: Store) -> None:
    for a, b in pairs_of(records):
        comparison = compare_borders(records, a, b)
        first, second = records.territories[a], records.territories[b]
        total = 0.0
        for polity in {held.polity for held in first.territories}:
            before = shapely.union_all([t.geometry for t in first.territories if t.polity == polity])
            kept = [
                t.geometry
                for t in second.territories
                if t.polity == polity or is_heir(records.polities, polity, t.polity)
            ]
            both = shapely.union_all([t.geometry for t in second.territories])
            lost = shapely.difference(before, shapely.union_all(kept))
            total += area_km2(shapely.intersection(lost, both))
        # What is less than a part of its margin is where a hand went twice, and is left out.
        assert comparison.total_change_km2 == pytest.approx(total, rel=0.01)
        for piece in comparison.pieces:
            assert piece.from_polity != piece.to_polity
            assert piece.pm_km2 > 0
            assert (piece.verdict == "below") == (piece.area_km2 <= 1.645 * piece.pm_km2)
            assert piece.geometry.is_valid


def test_order_swaps_gainer_and_loser_and_nothing_else(records: Store) -> None:
    for a, b in pairs_of(records):
        there, back = compare_borders(records, a, b), compare_borders(records, b, a)
        assert [(p.from_polity, p.to_polity, round(p.area_km2, 3)) for p in there.pieces] == [
            (p.to_polity, p.from_polity, round(p.area_km2, 3)) for p in back.pieces
        ]


def test_ground_against_itself_has_no_piece(records: Store) -> None:
    for border in records.territories:
        comparison = compare_borders(records, border, border)
        assert comparison.same
        assert comparison.pieces == ()


def test_every_language_names_both_holders(records: Store) -> None:
    for a, b in pairs_of(records):
        comparison = compare_borders(records, a, b)
        for lang in records.meta.languages:
            compared = compose_comparison(records, comparison, records.language(lang))
            for piece in comparison.pieces:
                one, _, other = passage(records, comparison, piece, lang).partition(" → ")
                assert one != other
                assert not {one, other} & {"", piece.from_polity, piece.to_polity}
                sure = piece.area_km2 > piece.pm_km2
                area = r"[\d\s.,]+\s" if sure else r"[^\d]+\("
                assert re.fullmatch(area + r"±\s[\d\s.,]+\s\S+", area_words(piece, lang))
            layers = {layer.id for layer in compared.map.layers}
            assert layers <= set().union(*MODES.values())
            # No frame is drawn round what fills none, and no legend speaks of it.
            framed = any(records.territories[side].framed for side in (a, b))
            assert ("frame" in layers) == framed
            assert any(entry.symbol == "frame" for entry in compared.map.legend) == framed


def test_page_of_a_comparison_holds_what_its_map_asks_for(served: FlaskClient, records: Store) -> None:
    for a, b in pairs_of(records)[:3]:
        for lang in records.meta.languages:
            text = served.get(f"/compare/{a}/{b}", query_string={"lang": lang}).text
            found = re.search(
                r'<script type="application/json" id="map_0-data"[^>]*>(.*?)</script>', text, re.S
            )
            assert found is not None
            rows = {
                attributes["data-feature"]
                for tag, attributes in parse(text).elements
                if tag == "tr" and "data-feature" in attributes
            }
            features = [feature for layer in json.loads(found[1])["layers"] for feature in layer["features"]]
            assert rows == {feature["id"] for feature in features if feature["id"].startswith("changes/")}
            for feature in features:
                if feature["properties"]["src"] is not None:
                    held_at(served, feature)


def held_at(client: FlaskClient, feature: dict[str, Any]) -> None:
    """Hold that a file has the shape that a feature looks for in it."""
    for level in ("overview", "full"):
        address = feature["properties"]["src"][level]
        answer = client.get(address)
        assert answer.status_code == 200, address
        shapes = {each["id"] for each in answer.get_json(force=True)["features"]}
        assert feature["properties"].get("shape", feature["id"]) in shapes


# ---- of the Balkans --------------------------------------------------------------------------------
def test_hand_drawn_ground_tiles_the_land_and_no_sea(balkans: Store) -> None:
    for found in balkans.territories.values():
        shapes = [held.geometry for held in found.territories]
        assert shapely.coverage_is_valid(shapes)
        assert found.crossings
        assert not any(crossing.is_mistake for crossing in found.crossings)
        for sea in (shapely.Point(28.6, 42.7), shapely.Point(24.4, 39.3), shapely.Point(19.2, 41.0)):
            assert not any(shapely.intersects(shape, sea) for shape in shapes)


def test_areas_are_those_of_the_books_within_a_tenth(balkans: Store) -> None:
    held = {each.id: each.area_km2 for each in balkans.territories["before-1912"].territories}
    books = {"bulgaria": 96_345, "serbia": 48_303, "greece": 63_211, "romania": 130_177, "montenegro": 9_080}
    for polity, area in books.items():
        assert held[polity] == pytest.approx(area, rel=0.1), polity


def test_london_and_bucharest_tell_who_got_what_and_by_which_article(balkans: Store) -> None:
    comparison = compare_borders(balkans, LONDON, BUCHAREST)
    changes = {(p.from_polity, p.to_polity): p for p in comparison.pieces if p.verdict == "change"}
    gainers = {"greece", "serbia", "bulgaria", "montenegro"}
    assert changes.keys() == {("allies", gainer) for gainer in gainers} | {("bulgaria", "romania")}
    dobruja = changes["bulgaria", "romania"]
    assert dobruja.area_km2 == pytest.approx(6_960, rel=0.1)
    assert {(cause.border, cause.article) for cause in dobruja.causes} == {(BUCHAREST, "art-2")}
    assert area_words(dobruja, "en") == "7,200\u00a0±\u00a01,000\u00a0km²"
    assert "Южна Добруджа" in comparison.sentence.in_("bg")
    topics = {pair.topic: pair for pair in comparison.articles}
    assert topics["dobruja"].a is None
    assert topics["islands"].a is not None


def test_a_border_s_day_is_one_line_in_one_file(tmp_path: Path) -> None:
    root = Path(shutil.copytree(BALKANS, tmp_path / "balkans"))
    file = root / "borders" / f"{BUCHAREST}.geojson"
    before = file.read_text(encoding="utf-8")
    line = '"valid": "1913-08-10/1913-09-29"'
    assert before.count(line) == 1
    file.write_text(before.replace(line, '"valid": "1913-08-20/1913-09-29"'), encoding="utf-8")
    london = root / "borders" / f"{LONDON}.geojson"
    london.write_text(
        london.read_text(encoding="utf-8").replace("1913-05-30/1913-08-10", "1913-05-30/1913-08-20"),
        encoding="utf-8",
    )
    assert check_atlas(root) == []
    old, new = load_atlas(BALKANS), load_atlas(root)
    day = Day(1913, 8, 15)
    assert [state.id for state in states_on(old, day)] == [BUCHAREST]
    assert [state.id for state in states_on(new, day)] == [LONDON]
    assert [border.id for border in borders_of_day(new, day)] == [LONDON]
    assert Day(1913, 8, 20) in moments(new)
    assert new.territories[BUCHAREST].valid.edtf == "1913-08-20/1913-09-29"
    assert find_sides(new, "1913-08-15", "1913-08-25") == (LONDON, BUCHAREST)
    assert find_sides(old, "1913-08-15", "1913-08-25") == (BUCHAREST, BUCHAREST)
    names = {feature.name for layer in compose_day(new, day, "en").layers for feature in layer.features}
    assert "the Balkan allies (in common)" in names


def test_numbers_in_pictures_are_not_torn(balkans: Store) -> None:
    job = export_job(balkans, MapKey("compare", f"{LONDON}/{BUCHAREST}"), "bg")
    picture = FORMATS["svg"].write(job)
    assert "39\u00a0000\u00a0±\u00a04\u00a0000\u00a0km²<" in picture.decode("utf-8")


def test_island_s_area_is_as_sure_as_its_coast(balkans: Store) -> None:
    pieces = compare_borders(balkans, LONDON, BUCHAREST).pieces
    (thasos,) = (p for p in pieces if shapely.intersects(p.geometry, shapely.Point(24.68, 40.69)))
    assert thasos.area_km2 == pytest.approx(380, rel=0.1)
    assert thasos.pm_km2 < 40
    assert thasos.verdict == "change"
