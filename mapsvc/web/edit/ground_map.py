"""The map of a room: the house's own ground in the atlas's box, with nothing on it."""

from __future__ import annotations

from typing import Any

from mapsvc.atlas.store import Store
from mapsvc.language import translate
from mapsvc.model.numbers import format_length
from mapsvc.model.scene import Scene
from mapsvc.render.addresses import MapUrls, no_link
from mapsvc.render.shell import CONTROL_WORDS, SCALE_LENGTHS_M, basemap_options
from mapsvc.scene.composition import usual_day
from mapsvc.scene.ground.basemap import ground_under


def ground_map(atlas: Store, lang: str) -> dict[str, Any]:
    """Return what `groundMap` of the rooms' scripts needs: options of ground and buttons, credits."""
    ground = ground_under(atlas)
    scene = Scene(
        kind="day", id="ground", lang=lang, title="", caption="", date=None, day=usual_day(atlas),
        extent=atlas.home, layers=(), symbols={}, legend=(), credits=(), basemap=ground,
    )  # fmt: skip
    urls = MapUrls(basemap=f"/edit/ground/{ground.digest[:12]}/", link=no_link)
    return {
        "basemap": basemap_options(scene, urls),
        "controls": {
            "extent": list(atlas.home),
            "strings": {word: translate(lang, f"map.{word}") for word in CONTROL_WORDS},
            "scale": [[metres, format_length(metres, lang)] for metres in SCALE_LENGTHS_M],
        },
        "credits": [text for text, _ in ground.credits_in(lang)],
    }
