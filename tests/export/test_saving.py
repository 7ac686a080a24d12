"""The ending of a file's name says its format; a file is whole or as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from mapsvc import Atlas
from mapsvc.errors import RequestError, UnknownFormatError
from mapsvc.export.saving import format_of, save_map
from mapsvc.kinds import export_job, parse_map_key


@pytest.mark.parametrize(
    ("name", "format_"),
    [
        ("a.html", "html"),
        ("a.HTM", "html"),
        ("a", "html"),
        ("a.geojson", "geojson"),
        ("a.handout.pdf", "handout"),
        ("a.pdf", "pdf"),
        ("a.b.svg", "svg"),
    ],
)
def test_format_is_that_of_the_longest_ending(name: str, format_: str) -> None:
    assert format_of(Path(name)).name == format_


def test_unknown_ending_is_told_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(UnknownFormatError, match=r"'svgg'.*svg"):
        format_of(tmp_path / "a.svgg")


def test_usual_options_give_way_and_a_fault_leaves_the_file(tiny: Atlas, tmp_path: Path) -> None:
    job = export_job(tiny.records, parse_map_key(tiny.records, "line-drawn"), "en")
    path = tmp_path / "a.svg"
    save_map(path, job, {}, usual={"width": "400", "dpi": "of no format"})
    kept = path.read_bytes()
    assert b'width="400"' in kept
    with pytest.raises(RequestError, match="width"):
        save_map(path, job, {"width": "wide"}, usual={"width": "500"})
    assert path.read_bytes() == kept
