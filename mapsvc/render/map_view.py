"""What a template needs to place a map: shell, legend, credits and the text list that drives it."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from mapsvc.language import interface_of
from mapsvc.marking import languages_of
from mapsvc.model.scene import Scene
from mapsvc.model.style import STYLE
from mapsvc.render.addresses import MapUrls
from mapsvc.render.shell import MapShell, old_maps_view, vector_addresses
from mapsvc.templating import script_json


def map_view(scene: Scene, shell: MapShell, urls: MapUrls) -> dict[str, Any]:
    """
    Return a map as a template's variable `map`.

    Returns
    -------
    view
        `id`, `html`, `script`, `data` of the shell; `old_maps`, data of the scans that
        readers may lay under it; `preload`, the addresses that its script asks for first;
        `legend` with a symbol each; `credits`; `groups` of features for the text list; `title`, `caption`,
        `day`.
    """
    old_maps = old_maps_view(scene, urls)
    return {
        "id": shell.id,
        "html": shell.html,
        "script": shell.script,
        "data": shell.data,
        "old_maps": script_json(old_maps) if old_maps else "",
        "title": scene.title,
        "caption": scene.caption,
        "day": scene.day.isoformat(),
        "preload": _preload(scene, urls),
        "legend": legend_view(scene),
        "credits": [{"text": credit.text, "href": credit.href} for credit in scene.credits],
        "groups": groups_of(scene, urls),
    }


def legend_view(scene: Scene) -> list[dict[str, Any]]:
    """
    Return the entries of the legend, a symbol and its meaning each.

    `covers` are the symbols of features that it speaks for, with spaces between them; none of what holds for
    all, such as how sure a dashed line is. `first` says whether it is read at once, before a script knows
    what is seen.
    """
    used = {feature.symbol for feature in scene.features()}
    return [
        {
            "symbol": {"id": entry.symbol, **scene.symbols[entry.symbol]},
            "covers": " ".join(key for key in entry.covers if key in used),
            "first": rank < STYLE.key.most,
            "label": entry.label,
            **languages_of({"lang": entry.label}, interface_of(scene.lang)),
        }
        for rank, entry in enumerate(scene.legend)
    ]


def groups_of(scene: Scene, urls: MapUrls) -> list[dict[str, Any]]:
    """Return the features of the text list by layer, with their languages where the page's is another."""
    speaks = interface_of(scene.lang)
    return [
        {
            "id": layer.id,
            "title": f"{layer.title}: {group}" if group else layer.title,
            "features": [
                {
                    "id": feature.id,
                    "name": feature.name,
                    "detail": feature.detail,
                    **languages_of({"lang": feature.name, "detail_lang": feature.detail}, speaks),
                    "symbol": {"id": feature.symbol, **scene.symbols[feature.symbol]},
                    "href": urls.link(feature.link) if feature.link else None,
                    "certainty": feature.certainty,
                }
                for feature in features
                if feature.listed
            ],
        }
        for layer in scene.layers
        for group, features in groupby(layer.features, key=lambda feature: feature.group)
    ]


def _preload(scene: Scene, urls: MapUrls) -> list[str]:
    """Return what a map needs whatever the reader's screen, except for its ground."""
    shared = dict.fromkeys(feature.shared for feature in scene.features() if feature.shared)
    shapes = [urls.shared(key, "overview") for key in shared] if urls.shared else []
    return [*vector_addresses(scene, urls).values(), *shapes]
