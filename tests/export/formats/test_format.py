from __future__ import annotations

from dataclasses import replace

import pytest

from mapsvc import Atlas
from mapsvc.errors import RequestError, UnknownFormatError
from mapsvc.export.formats import FORMATS, find_format, read_options
from mapsvc.export.formats.format import OPTIONS, Format
from mapsvc.kinds import KINDS, export_job
from mapsvc.model.scene import MapKey

PNG = FORMATS["png"]


def test_options_are_read_as_their_format_knows_them() -> None:
    given = {"width": "640", "view": "1,2,3,4", "layers": "places,routes", "paper": "a4"}
    assert read_options(PNG, given) == {
        "width": 640, "view": (1.0, 2.0, 3.0, 4.0), "layers": ("places", "routes"), "paper": "a4",
    }  # fmt: skip
    assert all(set(format_.options) <= set(OPTIONS) for format_ in FORMATS.values())


@pytest.mark.parametrize("text", ["", "-1", "6.5", "١٢", "123456", "wide"])
def test_width_is_a_number_of_pixels(text: str) -> None:
    with pytest.raises(RequestError, match="a number of pixels"):
        read_options(PNG, {"width": text})


def test_option_that_a_format_does_not_know_is_refused_with_those_it_knows() -> None:
    with pytest.raises(RequestError, match=r"unknown option 'width'; geojson takes lang\."):
        read_options(FORMATS["geojson"], {"width": "640"})


def test_kind_that_cannot_be_had_in_a_format_says_why(tiny: Atlas) -> None:
    kind = replace(KINDS["events"], cannot={"csv": "there is no table of it."})
    job = replace(export_job(tiny.records, MapKey("events", "line-drawn"), "en"), kind=kind)
    with pytest.raises(RequestError, match="'events/line-drawn' cannot be had as csv: there is no table"):
        FORMATS["csv"].write(job)
    assert FORMATS["geojson"].write(job)


def test_writer_is_loaded_when_it_is_called(tiny: Atlas) -> None:
    absent = Format("x", "x", "text/plain", "mapsvc.nowhere:write", "data")
    with pytest.raises(ModuleNotFoundError, match="nowhere"):
        absent.write(export_job(tiny.records, MapKey("events", "line-drawn"), "en"))


def test_unknown_format_is_refused_with_close_names() -> None:
    assert find_format("png") is PNG
    with pytest.raises(UnknownFormatError, match="geojson"):
        find_format("geojsn")
