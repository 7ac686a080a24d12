"""What is not said in a language of the atlas is listed, and is no fault."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from mapsvc import Atlas
from mapsvc.atlas.checks.atlas import check_atlas
from mapsvc.atlas.checks.untranslated_texts import Untranslated, find_untranslated, summarise
from tests.conftest import HERE, TINY


def test_atlas_said_in_all_its_languages_lacks_nothing(tiny: Atlas) -> None:
    assert find_untranslated(tiny.records) == []


def test_every_text_of_a_language_that_nobody_wrote_is_listed(tiny: Atlas) -> None:
    records = tiny.records
    meta = dataclasses.replace(records.meta, languages=("tr", "en", "fr"))
    found = find_untranslated(dataclasses.replace(records, meta=meta))
    assert {one.lang for one in found} == {"fr"}
    listed = {(one.file, one.field) for one in found}
    assert {
        ("atlas.toml", "title"),
        ("atlas.toml", "headline_note.line-drawn"),
        ("events/line-drawn.toml", "disputes[0].readings[0].claim"),
        ("events/letter-sent.toml", "places[1].note"),
        ("borders/front.geojson", "articles[0].text"),
        ("places.geojson", "alfa.names"),
        ("routes/journey.geojson", "summary"),
    } <= listed
    # What is printed is the same in all languages, and so are ids.
    assert not {field for file, field in listed if field.endswith(("printed", "locator", "category", ".id"))}
    assert len(found) == len(listed)


def test_region_of_a_language_reads_what_is_said_in_the_language(tiny: Atlas) -> None:
    records = tiny.records
    meta = dataclasses.replace(records.meta, languages=("tr", "en-GB"))
    found = find_untranslated(dataclasses.replace(records, meta=meta))
    assert {one.file for one in found} <= {"sources.json"}


def test_little_is_listed_file_by_file_and_much_is_counted() -> None:
    few = [Untranslated("es", "events/a.toml", field) for field in ("title", "summary")]
    many = [Untranslated("fr", f"events/{number}.toml", "title") for number in range(20)]
    many += [Untranslated("fr", "places.geojson", "a.names")]
    assert list(summarise([*few, *many])) == [
        "es: events/a.toml: title, summary",
        "fr: 21 texts are shown in another language (events 20, places 1)",
    ]
    assert list(summarise([])) == []


@pytest.mark.parametrize("root", [TINY, HERE / "data" / "atlases" / "balkans"])
def test_check_calls_nothing_untranslated_a_fault(root: Path) -> None:
    assert [problem for problem in check_atlas(root) if "translat" in problem.message] == []
