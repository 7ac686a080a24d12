"""How far the coast may be out."""

from __future__ import annotations

import pytest

from mapsvc.model.style import STYLE
from mapsvc.scene.ground.coast import coast_note, coast_words


class Ground:
    """A ground whose coast may be a kilometre out."""

    def coast_km(self, lon: float, lat: float) -> float | None:
        return 1.0 if lon < 100 else None


#: A degree so broad shows a kilometre as large as counts.
_WIDTH_PX = 111.32 * STYLE.ground.coast_seen_px


@pytest.mark.parametrize(("width_px", "told"), [(_WIDTH_PX - 5, False), (_WIDTH_PX + 5, True)])
def test_coast_is_excused_where_its_doubt_is_seen(width_px: float, told: bool) -> None:
    note = coast_note(Ground(), (40.0, -0.5, 41.0, 0.5), width_px, "en")  # type: ignore[arg-type]
    assert bool(note) is told


def test_nothing_is_said_where_nobody_knows() -> None:
    assert coast_note(Ground(), (150.0, 0.0, 150.1, 0.1), 900, "en") == ""  # type: ignore[arg-type]
    assert "250" in coast_words(0.25, "en")
