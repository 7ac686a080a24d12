"""Names of grounds in a browser stand on what they name."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import shapely

from mapsvc.atlas.loading import load_atlas
from mapsvc.kinds import compose_map, parse_map_key
from mapsvc.scene.comparison_modes import layers_of_mode
from tests.browser.conftest import NewPage, answering, open_map
from tests.conftest import HERE

BALKANS = HERE / "data" / "atlases" / "balkans"
PAIRS = ("compare/london-1913/bucharest-1913", "compare/before-1912/constantinople-1913")
#: The feature of each name, and the longitude and latitude of its middle.
MIDDLES = """() => {
  const [map] = mapsvc.maps();
  const frame = map.getContainer().getBoundingClientRect();
  return [...document.querySelectorAll(".map-label[data-feature]")].map((label) => {
    const box = label.querySelector(".map-label-text").getBoundingClientRect();
    const [x, y] = [box.x + box.width / 2 - frame.x, box.y + box.height / 2 - frame.y];
    const at = map.containerPointToLatLng([x, y]);
    return [label.dataset.feature, at.lng, at.lat];
  });
}"""


@pytest.fixture(scope="module")
def balkans_url() -> Iterator[str]:
    with answering(BALKANS) as url:
        yield url


@pytest.mark.matrix(1)
@pytest.mark.parametrize("size", [(1920, 1080), (1366, 768)])
@pytest.mark.parametrize("pair", PAIRS)
def test_no_name_of_a_ground_stands_on_another(
    new_page: NewPage, balkans_url: str, pair: str, size: tuple[int, int]
) -> None:
    atlas = load_atlas(BALKANS)
    scene = layers_of_mode(compose_map(atlas, parse_map_key(atlas, pair), "en"), "overlay")
    grounds = {
        feature.id: (feature.label, feature.geometry)
        for feature in scene.features()
        if feature.label and "Polygon" in feature.geometry.geom_type
    }
    page = new_page(base_url=balkans_url, viewport={"width": size[0], "height": size[1]})
    open_map(page, f"/{pair}?lang=en")
    named = [(key, shapely.Point(lon, lat)) for key, lon, lat in page.evaluate(MIDDLES) if key in grounds]
    assert len(named) >= 3
    astray = {
        (grounds[key][0], label)
        for key, middle in named
        for label, ground in grounds.values()
        if label != grounds[key][0] and ground.contains(middle) and not grounds[key][1].contains(middle)
    }
    assert astray == set()
