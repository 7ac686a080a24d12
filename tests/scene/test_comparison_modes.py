"""What each mode of a comparison shows of its one map."""

from __future__ import annotations

import pytest

from mapsvc import Atlas
from mapsvc.errors import NotFoundError
from mapsvc.kinds import compose_map
from mapsvc.model.scene import MapKey, Scene
from mapsvc.scene.comparison import MODES, layers_of_mode


@pytest.fixture(scope="module")
def compared(atlas: Atlas) -> Scene:
    return compose_map(atlas.records, MapKey("compare", "moscow-1921/kars-1921"), "en")


@pytest.mark.parametrize("mode", MODES)
def test_mode_shows_its_layers_and_explains_what_they_draw(compared: Scene, mode: str) -> None:
    shown = layers_of_mode(compared, mode)
    assert {layer.id for layer in shown.layers} <= {*MODES[mode]}
    used = {feature.symbol for feature in shown.features()}
    assert used <= shown.symbols.keys()
    for entry in shown.legend:
        assert entry.symbol in shown.symbols
        assert entry.symbol.startswith("certainty-") or used & {*entry.covers}
    assert (shown.extent, shown.title, shown.credits) == (compared.extent, compared.title, compared.credits)


def test_overlay_tints_what_differs_and_hatches_nothing_else(compared: Scene) -> None:
    """Hatchings in two directions over ground that stayed the same were a moiré on the wall."""
    overlay = layers_of_mode(compared, "overlay")
    entries = {mode: [entry.symbol for entry in layers_of_mode(compared, mode).legend] for mode in MODES}
    gains = {mode: [key for key in symbols if key.startswith("gain-")] for mode, symbols in entries.items()}
    assert gains == {"overlay": ["gain-armenia-soviet"], "swipe": [], "difference": ["gain-armenia-soviet"]}
    hatched = {key for key, symbol in overlay.symbols.items() if symbol.get("hatch") is not None}
    assert hatched == {"gain-armenia-soviet"}
    sides = [overlay.symbols[f"side-{side}"]["opacity"] for side in "ab"]
    together = 1 - (1 - sides[0]) * (1 - sides[1])
    assert together < 0.6 * overlay.symbols["gain-armenia-soviet"]["opacity"]


def test_unknown_mode_is_refused_by_name(compared: Scene) -> None:
    with pytest.raises(NotFoundError, match="overlay"):
        layers_of_mode(compared, "overlai")
