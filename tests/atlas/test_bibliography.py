"""CSL-JSON items become references in both languages; their words of ours must have both."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import mapsvc
from mapsvc.atlas.bibliography import read_source
from mapsvc.atlas.checks.atlas import check_atlas
from mapsvc.atlas.checks.sources import untranslated_sources
from mapsvc.atlas.problems import Problems
from mapsvc.errors import AtlasError
from mapsvc.model.records import Source

PAGE = {"type": "webpage", "title": "Return of the envoys"}
TURKISH = {"title": {"tr": "Elçilerin dönüşü"}}
THREE = [{"family": "A"}, {"family": "B", "given": "C."}, {"literal": "D"}]


def source_of(item: dict[str, Any]) -> Source:
    problems = Problems(languages=("tr", "en"))
    source = read_source({"id": "key"} | item, file="sources.json", prefix="[0].", problems=problems)
    assert problems.found == []
    assert source is not None
    return source


@pytest.mark.parametrize(
    ("item", "labels", "fulls"),
    [
        (
            PAGE | {"note": "Not seen", "custom": TURKISH | {"note": {"tr": "Görülmedi"}}},
            ("Return of the envoys", "Elçilerin dönüşü"),
            ("Return of the envoys. Not seen.", "Elçilerin dönüşü. Görülmedi."),
        ),
        (
            {"type": "book", "author": THREE, "title": "T", "issued": {"date-parts": [[1989]]}},
            ("A & B et al. 1989", "A, B vd. 1989"),
            ("A, B, C., D. (1989). T.", "A, B, C., D. (1989). T."),
        ),
        (
            {"type": "book", "author": THREE[:2], "title": "T"},
            ("A & B", "A ve B"),
            ("A, B, C. T.", "A, B, C. T."),
        ),
        (
            {
                "type": "dataset",
                "title": "Map",
                "author": [{"literal": "Its makers"}],
                "custom": {"author": {"tr": "Yapanlar"}},
            },
            ("Its makers", "Yapanlar"),
            ("Its makers. Map.", "Yapanlar. Map."),
        ),
        (
            PAGE | {"title": "x" * 70, "custom": {"title": {"tr": "ş" * 64}}},
            ("x" * 48 + "…", "ş" * 64),
            ("x" * 70 + ".", "ş" * 64 + "."),
        ),
        (
            PAGE | {"title": "The return of the envoys by way of the sea, (and then by rail, 1921)"},
            ("The return of the envoys by way of the sea…",) * 2,
            ("The return of the envoys by way of the sea, (and then by rail, 1921).",) * 2,
        ),
        (
            PAGE | {"title": "Bought from Iran?", "note": "Seen."},
            ("Bought from Iran?",) * 2,
            ("Bought from Iran? Seen.",) * 2,
        ),
        (
            {"type": "book", "title": " ", "author": [{"family": ""}], "note": None},
            ("key",) * 2,
            ("key",) * 2,
        ),
    ],
)
def test_source_speaks_both_languages(
    item: dict[str, Any], labels: tuple[str, str], fulls: tuple[str, str]
) -> None:
    source = source_of(item)
    assert (source.label.en, source.label.tr) == labels
    assert (source.full.en, source.full.tr) == fulls
    assert source.csl == {"id": "key"} | item


def written(root: Path, item: dict[str, Any]) -> Path:
    """Add an item to the bibliography of an atlas."""
    path = root / "sources.json"
    path.write_text(json.dumps([*json.loads(path.read_text("utf-8")), {"id": "key"} | item]), "utf-8")
    return root


@pytest.mark.parametrize(
    ("custom", "field"),
    [
        ({"titel": {"tr": "Dönüş"}}, "titel"),
        ({"title": {"de": "Rückkehr", "tr": "Dönüş"}}, "title.de"),
        ({"title": {}}, "title"),
        ({"title": {"tr": " "}}, "title.tr"),
        (["Dönüş"], ""),
        (None, ""),
    ],
)
def test_custom_of_another_form_is_named_and_the_atlas_refused(
    tiny_root: Path, custom: object, field: str
) -> None:
    root = written(tiny_root, PAGE | {"custom": custom})
    where = f"[3].custom.{field}".rstrip(".")
    assert {(problem.file, problem.field) for problem in check_atlas(root)} == {("sources.json", where)}
    with pytest.raises(AtlasError, match="custom"):
        mapsvc.open_atlas(root)


@pytest.mark.parametrize(
    ("item", "fields"),
    [
        (PAGE, ["key.custom.title"]),
        ({"type": "dataset", "title": "Limits", "custom": {}}, ["key.custom.title"]),
        ({"type": "document", "title": "Hearsay", "custom": {"title": None}}, ["key.custom.title"]),
        (PAGE | {"note": "Seen", "custom": TURKISH}, ["key.custom.note"]),
        (PAGE | {"note": "Seen"}, ["key.custom.note", "key.custom.title"]),
        ({"type": "book", "title": "T", "note": "Seen"}, ["key.custom.note"]),
        # A printed title stays as it is printed.
        ({"type": "book", "title": "T"}, []),
        (PAGE | {"title": "GeoNames", "language": "en"}, []),
        (PAGE | {"custom": TURKISH}, []),
    ],
)
def test_words_of_ours_in_one_language_are_named_and_shown_as_they_are(
    tiny_root: Path, item: dict[str, Any], fields: list[str]
) -> None:
    root = written(tiny_root, item)
    assert check_atlas(root) == []
    untold = sorted(
        field for _, field, _ in untranslated_sources(mapsvc.open_atlas(root).records) if "key" in field
    )
    assert untold == fields
    assert mapsvc.open_atlas(root).records.sources["key"].label.tr


def test_words_that_translate_nothing_are_a_fault(tiny_root: Path) -> None:
    root = written(tiny_root, {"type": "book", "title": "T", "custom": {"note": {"tr": "Görüldü"}}})
    assert [(problem.file, problem.field) for problem in check_atlas(root)] == [("sources.json", "key.note")]
