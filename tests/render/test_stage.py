"""What the map of a kind needs beside itself."""

from __future__ import annotations

from mapsvc.render.stage import Stage


def test_map_alone_needs_nothing() -> None:
    stage = Stage()
    assert stage.template == "export/map.html"
    assert not any([stage.styles, stage.scripts, stage.files, stage.note, stage.moves])
    assert stage.drawn is None
