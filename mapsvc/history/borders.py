"""Borders as a table: which lines stood, were signed or were claimed on a day."""

from __future__ import annotations

from collections.abc import Iterable

import geopandas as gpd

from mapsvc.atlas.store import Atlas
from mapsvc.history.citations import format_citations
from mapsvc.history.tables import make_table
from mapsvc.model.dates import DateSpan, parse_date
from mapsvc.model.day import EARLIEST, Day
from mapsvc.model.fields import BorderStatus
from mapsvc.model.records import Border, BorderArea, BorderLine
from mapsvc.model.tables import by_language


def borders_on(atlas: Atlas, when: DateSpan) -> list[Border]:
    """Return the borders valid on some day of `when`, the latest begun first; never one of a later time."""
    valid = [(parse_date(border.valid), border) for border in atlas.borders.values()]
    standing = [(span.start or EARLIEST, border.id, border) for span, border in valid if span.overlaps(when)]
    return [border for _, _, border in sorted(standing, key=lambda entry: entry[:2], reverse=True)]


#: Statuses of what held on the ground, the strongest first; no claims, no awards that were never applied.
STANDING: tuple[BorderStatus, ...] = ("in-force", "signed", "de-facto", "never-ratified")


def state_on(atlas: Atlas, day: Day) -> list[str]:
    """
    Return the ids of the borders that stood on a day.

    Parameters
    ----------
    atlas
        Where they come from.
    day
        A day of the Gregorian calendar.

    Returns
    -------
    ids
        Those in force, then signed, de facto, and never ratified (a truce line); of one status the latest
        begun first. Neither a claim nor an award that was never applied, nor one whose `valid` does not hold
        the day; a day on which one ends and another begins belongs to the one that begins.
    """
    standing = [b for b in borders_on(atlas, parse_date(day.isoformat())) if b.status in STANDING]
    begins = any(parse_date(border.valid).start == day for border in standing)
    kept = [border for border in standing if not (begins and parse_date(border.valid).end == day)]
    return [border.id for border in sorted(kept, key=lambda border: STANDING.index(border.status))]


def borders_table(atlas: Atlas, borders: Iterable[Border] | None = None) -> gpd.GeoDataFrame:
    """
    Return stretches and areas of borders.

    Parameters
    ----------
    atlas
        Where they come from.
    borders
        Which ones; all of the atlas when not given.

    Returns
    -------
    table
        Columns of `mapsvc.model.tables.COLUMNS["borders"]`, (Multi)LineString or (Multi)Polygon geometry in
        EPSG:4326; the index is `<border>/<part id>`, `accuracy_km` one standard deviation.
    """
    pieces = [
        (border, piece)
        for border in (atlas.borders.values() if borders is None else borders)
        for piece in border.pieces
    ]
    return make_table(
        "borders",
        [_row(atlas, border, piece) for border, piece in pieces],
        [piece.geometry for _, piece in pieces],
        [f"{border.id}/{piece.id}" for border, piece in pieces],
        atlas.written_languages,
    )


def _row(atlas: Atlas, border: Border, piece: BorderLine | BorderArea) -> dict[str, object]:
    derived = atlas.lines.get(piece.line or "") if isinstance(piece, BorderLine) else None
    return {
        "border": border.id,
        "part": piece.part if isinstance(piece, BorderLine) else piece.id,
        "kind": "line" if isinstance(piece, BorderLine) else "area",
        "status": border.status if isinstance(piece, BorderLine) else piece.status,
        "signed": border.signed,
        "valid": border.valid,
        **by_language("title", piece.title, atlas.written_languages),
        **by_language("label", border.label, atlas.written_languages),
        "article": piece.article if isinstance(piece, BorderLine) else None,
        "provisional": isinstance(piece, BorderLine) and piece.provisional,
        "certainty": piece.certainty,
        "accuracy_km": piece.accuracy_km,
        "source": format_citations(atlas, piece.sources, "en"),
        "licence": derived.licence if derived else border.licence,
        "attribution": (derived.attribution if derived else border.attribution).en,
    }
