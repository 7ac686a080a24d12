"""The formats that ship: what each file of the room lists."""

from __future__ import annotations

from importlib import import_module

import pytest

from mapsvc.export.formats import FORMATS, data, offered_formats, pictures
from mapsvc.export.formats.format import Format

LISTED = {format_.name: format_ for module in (pictures, data) for format_ in module.FORMATS}


def test_every_format_is_listed_by_one_file() -> None:
    assert LISTED.keys() == FORMATS.keys()
    assert len(pictures.FORMATS) + len(data.FORMATS) == len(FORMATS)
    assert list(FORMATS)[:3] == ["html", "scorm", "png"]


def test_files_to_look_at_know_view_and_layers_and_data_know_nothing() -> None:
    assert {format_.name for format_ in data.FORMATS if format_.options} == set()
    assert all({"view", "layers"} <= set(format_.options) for format_ in pictures.FORMATS)
    assert {format_.group for format_ in data.FORMATS} == {"data"}


@pytest.mark.parametrize("format_", LISTED.values(), ids=LISTED)
def test_writer_that_is_named_is_there(format_: Format) -> None:
    for name in filter(None, (format_.writer, format_.whole)):
        module, _, function = name.partition(":")
        assert callable(getattr(import_module(module), function))


def test_no_two_formats_have_one_suffix() -> None:
    suffixes = [format_.suffix for format_ in FORMATS.values()]
    assert len(set(suffixes)) == len(suffixes)


def test_format_whose_library_is_missing_is_not_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    needy = {format_.name for format_ in FORMATS.values() if format_.needs}
    assert needy
    monkeypatch.setattr("mapsvc.export.formats.format.find_spec", lambda _: None)
    assert offered_formats() == [name for name in FORMATS if name not in needy]
    monkeypatch.setattr("mapsvc.export.formats.format.find_spec", lambda name: name)
    assert offered_formats() == list(FORMATS)
