"""The first room: a new atlas, texts and tables that are brought in, and what is there already."""

from __future__ import annotations

from flask import Blueprint, Response

from mapsvc.web.edit import Room
from mapsvc.web.edit.replies import room_page

blueprint = Blueprint("start", __name__, url_prefix="/edit/start")

ROOM = Room("start", 10)


@blueprint.get("/")
def start() -> Response:
    """Show what there is, and what can be brought in."""
    return room_page(ROOM)
