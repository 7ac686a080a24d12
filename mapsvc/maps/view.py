"""What a template needs to place a map: shell, legend, credits and the text list that drives it."""

from __future__ import annotations

from typing import Any

from mapsvc.language import interface_of
from mapsvc.maps.addresses import MapUrls
from mapsvc.maps.event_map import EventMap
from mapsvc.maps.render import MapShell, vector_addresses
from mapsvc.marking import languages_of


def map_view(event_map: EventMap, shell: MapShell, urls: MapUrls) -> dict[str, Any]:
    """
    Return a map as a template's variable `map`.

    Returns
    -------
    view
        `id`, `html`, `script`, `data` of the shell; `preload`, addresses that the map asks for
        whatever the reader's screen; `legend` with a symbol each; `credits`; `groups` of features
        for the text list; `caption`.
    """
    return {
        "id": shell.id,
        "html": shell.html,
        "script": shell.script,
        "data": shell.data,
        "caption": event_map.caption,
        "preload": _preload(event_map, urls),
        "legend": legend_view(event_map),
        "credits": [{"text": credit.text, "href": credit.href} for credit in event_map.credits],
        "groups": groups_of(event_map, urls),
    }


def legend_view(event_map: EventMap) -> list[dict[str, Any]]:
    """Return the entries of the legend, a symbol and its meaning each."""
    return [
        {
            "symbol": {"id": entry.symbol, **event_map.symbols[entry.symbol]},
            "label": entry.label,
            **languages_of({"lang": entry.label}, interface_of(event_map.lang)),
        }
        for entry in event_map.legend
    ]


def groups_of(event_map: EventMap, urls: MapUrls) -> list[dict[str, Any]]:
    """Return the features of the text list by layer, with their languages where the page's is another."""
    speaks = interface_of(event_map.lang)
    return [
        {
            "id": layer.id,
            "title": layer.title,
            "features": [
                {
                    "id": feature.id,
                    "name": feature.name,
                    "detail": feature.detail,
                    **languages_of({"lang": feature.name, "detail_lang": feature.detail}, speaks),
                    "symbol": {"id": feature.symbol, **event_map.symbols[feature.symbol]},
                    "href": urls.link(feature.link) if feature.link else None,
                    "certainty": feature.certainty,
                }
                for feature in layer.features
                if feature.listed
            ],
        }
        for layer in event_map.layers
    ]


def _preload(event_map: EventMap, urls: MapUrls) -> list[str]:
    vectors = list(vector_addresses(event_map, urls).values())
    if urls.shared is None:
        return vectors
    borders = dict.fromkeys(feature.shared for feature in event_map.features() if feature.shared)
    return [*vectors, *(urls.shared(border, "overview") for border in borders)]
