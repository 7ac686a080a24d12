"""A map as folium has it: folium's own elements are added, shown, saved and opened without a network."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace

import folium
import geopandas as gpd
import pytest
import shapely
from folium.plugins import HeatMap, MarkerCluster
from playwright.sync_api import Browser, Page, expect

from mapsvc import Atlas
from tests.browser.conftest import wait_until_drawn

COLLECTION = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "properties": {"name": "Own ground"},
            "geometry": {"type": "Polygon", "coordinates": [[[42, 40], [43, 40], [43, 40.6], [42, 40]]]},
        },
        {
            "type": "Feature",
            "properties": {"name": "Own point"},
            "geometry": {"type": "Point", "coordinates": [42.3, 41.2]},
        },
    ],
}


@pytest.fixture(scope="module")
def added(tiny: Atlas, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """Open, without a network, a map with one of each of folium's elements; no request, no error."""
    shown = tiny.event_map("line-drawn").to_folium()
    assert isinstance(shown, folium.Map)
    folium.Marker([40.9, 43.6], popup="A plain pin", tooltip="Its tip").add_to(shown)
    red = folium.Icon(color="red", icon="info-sign")
    folium.Marker([41.3, 42.6], icon=red, popup=folium.Popup("<b>In bold</b>")).add_to(shown)
    folium.Marker([41.3, 43.2], icon=folium.Icon(icon="car", prefix="fa")).add_to(shown)
    folium.CircleMarker([40.2, 44.0], radius=14, fill=True, popup="A circle", tooltip="Round").add_to(shown)
    folium.GeoJson(
        COLLECTION,
        name="Own data",
        tooltip=folium.GeoJsonTooltip(["name"]),
        popup=folium.GeoJsonPopup(["name"]),
    ).add_to(shown)
    cluster = MarkerCluster(name="Cluster").add_to(shown)
    for step in range(5):
        folium.Marker([39.7 + step / 200, 43.4], popup=f"Number {step}").add_to(cluster)
    HeatMap([[41.0, 44.9, 1], [41.02, 44.92, 2]], name="Heat").add_to(shown)
    folium.LayerControl(collapsed=False).add_to(shown)
    path = tmp_path_factory.mktemp("folium") / "map.html"
    shown.save(path)
    yield from _opened(browser, path)


def _opened(browser: Browser, path: Path) -> Iterator[Page]:
    problems: list[str] = []
    context = browser.new_context(offline=True, viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda said: problems.append(said.text) if said.type == "error" else None)
    local = ("data:", "blob:", "file:", "about:")
    page.on("request", lambda asked: None if asked.url.startswith(local) else problems.append(asked.url))
    page.goto(path.as_uri())
    wait_until_drawn(page.main_frame)
    yield page
    context.close()
    assert problems == []


def test_pins_are_whole_pictures(added: Page) -> None:
    pins = added.locator("img.leaflet-marker-icon")
    expect(pins).to_have_count(2)  # a marker, and the point of the GeoJSON
    assert all(added.evaluate("[...document.querySelectorAll('img')].map(image => image.naturalWidth > 0)"))


def test_popup_and_tooltip_of_a_marker_open(added: Page) -> None:
    pin = added.locator("img.leaflet-marker-icon").first
    pin.hover()
    expect(added.locator(".leaflet-tooltip", has_text="Its tip")).to_be_visible()
    pin.click()
    expect(added.locator(".leaflet-popup", has_text="A plain pin")).to_be_visible()


def test_icons_have_their_pin_and_their_letter(added: Page) -> None:
    icons = added.locator(".awesome-marker:not(.awesome-marker-shadow)")
    expect(icons).to_have_count(2)
    pictures = icons.evaluate_all("icons => icons.map(icon => getComputedStyle(icon).backgroundImage)")
    assert all(picture.startswith('url("data:image/png') for picture in pictures)
    fonts = icons.locator("i").evaluate_all("""icons => Promise.all(icons.map(icon => {
      const {fontFamily, fontWeight} = getComputedStyle(icon, "::before");
      return document.fonts.load(`${fontWeight} 16px ${fontFamily}`).then(faces => faces.length > 0);
    }))""")
    assert fonts == [True, True]
    icons.first.click()
    expect(added.locator(".leaflet-popup b", has_text="In bold")).to_be_visible()


def test_circle_has_its_tooltip_and_popup(added: Page) -> None:
    circle = added.locator("path.leaflet-interactive[d*='a14,14']")
    circle.hover()
    expect(added.locator(".leaflet-tooltip", has_text="Round")).to_be_visible()
    circle.click()
    expect(added.locator(".leaflet-popup", has_text="A circle")).to_be_visible()


def test_cluster_counts_and_heat_is_painted(added: Page) -> None:
    expect(added.locator(".marker-cluster", has_text="5")).to_be_visible()
    painted = added.locator("canvas.leaflet-heatmap-layer").evaluate(
        "canvas => canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.some(Boolean)"
    )
    assert painted


def test_layers_are_switched_off_and_on(added: Page) -> None:
    control = added.locator(".leaflet-control-layers")
    for name in ("Own data", "Cluster", "Heat"):
        expect(control.get_by_text(name)).to_be_visible()
    control.get_by_text("Cluster").click()
    expect(added.locator(".marker-cluster")).to_have_count(0)
    control.get_by_text("Cluster").click()
    expect(added.locator(".marker-cluster")).to_have_count(1)


def test_geopandas_explores_upon_a_map(
    tiny: Atlas, browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # It imports them before it looks whether any colour is to be chosen; here none is.
    for name in ("matplotlib", "matplotlib.pyplot", "matplotlib.colors", "mapclassify"):
        module = ModuleType(name)
        vars(module).update(__path__=[], classify=None, colormaps={}, colors=SimpleNamespace())
        monkeypatch.setitem(sys.modules, name, module)
    shown = tiny.event_map("line-drawn").to_folium()
    tiny.layer("places").explore(m=shown, tooltip="title", popup=True)
    own = gpd.GeoDataFrame({"note": ["Own"]}, geometry=[shapely.Point(44.2, 40.9)], crs="EPSG:4326")
    own.explore(m=shown, marker_type="marker")
    path = tmp_path / "map.html"
    shown.save(path)
    for page in _opened(browser, path):
        expect(page.locator("img.leaflet-marker-icon")).to_have_count(1)
        expect(page.locator("path.leaflet-interactive")).to_have_count(3)  # of four places one lies nowhere
