"""The two views of a day: in whose hands the ground was, and what was law."""

from __future__ import annotations

from typing import Literal

from mapsvc.atlas.store import Store
from mapsvc.model.day import Day

View = Literal["hands", "law"]
VIEWS: tuple[View, ...] = ("hands", "law")


def has_hands(atlas: Store) -> bool:
    """Tell whether an atlas knows in whose hands the ground was; else its days have one view."""
    return bool(atlas.control)


def day_id(atlas: Store, day: Day, view: View) -> str:
    """Return the id of the map of a day: the day alone is the atlas's first view."""
    return f"{day.isoformat()}/{view}" if has_hands(atlas) and view != VIEWS[0] else day.isoformat()


def read_day_id(map_id: str) -> tuple[Day, View | None]:
    """Return the day and the view of the id of a map; no view for the day alone."""
    text, _, named = map_id.partition("/")
    return Day.fromisoformat(text), next((view for view in VIEWS if view == named), None)


def view_of(atlas: Store, asked: str | None) -> View:
    """Return the view that is shown to who asks for one, or for none."""
    return "law" if not has_hands(atlas) or asked == "law" else "hands"
