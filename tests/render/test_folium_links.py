"""What folium's elements ask of other hosts, out of the package."""

from __future__ import annotations

import hashlib
import tomllib

import folium
import pytest
from folium.plugins import HeatMap, MarkerCluster

from mapsvc.render.folium_links import copies_of, helpers_for, inlined, without_links
from mapsvc.templating import read_vendored

FILES = tomllib.loads(read_vendored("folium/MANIFEST.toml").decode("utf-8"))["file"]


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file["path"]))
def test_copy_is_the_one_of_the_list_and_has_its_licence(file: dict[str, str]) -> None:
    assert hashlib.sha256(read_vendored(f"folium/{file['path']}")).hexdigest() == file["sha256"]
    assert read_vendored(f"folium/{file['licence_text']}")


def test_all_that_folium_and_its_two_plugins_link_is_there() -> None:
    links = [*folium.Map.default_js, *folium.Map.default_css]
    for plugin in (MarkerCluster, HeatMap):
        links += [*plugin.default_js, *plugin.default_css]
    known = {address: copies_of(address) for _, address in links}
    unknown = [address for address, names in known.items() if names is None]
    assert unknown == []
    for names in filter(None, known.values()):
        assert "url(http" not in inlined(name for name in names if name.endswith(".css"))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("L.AwesomeMarkers.icon({});", ["leaflet.awesome-markers.min.js", "leaflet.awesome-markers.css"]),
        ("$(`<div></div>`)[0]", ["jquery.min.js"]),
        ('"prefix": "fa"', ["fontawesome.min.css", "solid.min.css"]),
        ("<i class='fa-brands fa-github'>", ["fontawesome.min.css", "solid.min.css", "brands.min.css"]),
        ("L.marker([40, 43]).addTo(map_0);", []),
    ],
)  # fmt: skip
def test_element_is_given_what_it_takes_for_granted(text: str, names: list[str]) -> None:
    assert [name.rpartition("/")[2] for name in helpers_for([text])] == names


def test_links_written_into_a_text_are_replaced_and_unknown_ones_stay() -> None:
    text = (
        '<script src="https://code.jquery.com/ui/1.12.1/jquery-ui.js"></script>'
        '<script src="https://example.org/own.js"></script>'
        '<link rel="stylesheet" href="https://x.org/MarkerCluster.css"/>'
    )
    found = without_links(text)
    assert "jquery-ui" not in found
    assert "https://example.org/own.js" in found
    assert "<link" not in found
    assert ".leaflet-cluster-anim" in found
