"""Borders of a map: territories, lines, and the points that a treaty names."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

import shapely

from mapsvc.atlas.store import Store
from mapsvc.history.citations import format_citations
from mapsvc.language import translate
from mapsvc.model.date_text import format_date
from mapsvc.model.numbers import format_feet, format_km
from mapsvc.model.records import Border, BorderArea, BorderLine
from mapsvc.model.scene import MapFeature
from mapsvc.model.text import said_together
from mapsvc.scene import symbology
from mapsvc.scene.symbology import Emphasis
from mapsvc.scene.symbols import Rows, Symbols, certainty_row, source_row

Piece = BorderLine | BorderArea
_PRIORITIES: dict[Emphasis, int] = {"subject": 1, "new": 1, "standing": 3}


def border_features(
    atlas: Store, borders: Iterable[Border], lang: str, *, emphasis: Mapping[str, Emphasis], symbols: Symbols
) -> Iterator[MapFeature]:
    """
    Yield territories, then lines.

    A stretch that several borders share is drawn once, for the border that the map is about, and
    labelled with all their names: two lines side by side would show a difference that is none.

    Parameters
    ----------
    emphasis
        How a border stands out, by its id; one that is not named stands in the background.
    """
    # Areas go with what the map is about, or are an extent themselves; they would crowd every later map.
    pieces = [
        (border, piece)
        for border in {border.id: border for border in borders}.values()
        for piece in border.pieces
        if isinstance(piece, BorderLine) or border.id in emphasis or border.kind == "extent"
    ]
    # Background first, so that what the map is about lies on top and owns what is shared.
    pieces.sort(key=lambda found: (isinstance(found[1], BorderLine), found[0].id in emphasis))
    drawn: dict[bytes | int, tuple[Border, Piece, dict[str, None]]] = {}
    for border, piece in reversed(pieces):
        key = shapely.to_wkb(piece.geometry) if isinstance(piece, BorderLine) else id(piece)
        drawn.setdefault(key, (border, piece, {}))[2][border.label.in_(lang)] = None
    labelled: set[str] = set()
    for border, piece, names in reversed(drawn.values()):
        title, standing = piece.title.in_(lang), emphasis.get(border.id, "standing")
        if isinstance(piece, BorderLine):
            label = " = ".join(names)
            symbol = symbology.border_symbol(border.status, piece.certainty, standing)
        else:
            label, symbol = title, symbology.extent_symbol(piece.status)
        yield MapFeature(
            id=f"borders/{border.id}/{piece.id}",
            geometry=piece.geometry,
            symbol=symbols.use(symbol),
            name=said_together(f"{border.label.in_(lang)}: {title}", border.label.in_(lang), title),
            detail=", ".join(_border_words(border, piece, lang)),
            label=None if label in labelled else label,
            priority=_PRIORITIES[standing],
            rows=tuple(_border_rows(border, piece, format_citations(atlas, piece.sources, lang), lang)),
            link=("border", border.id),
            certainty=piece.certainty,
            shared=border.id,
            joint=_joint(names),
        )
        labelled.add(label)


def _joint(names: Collection[str]) -> str | None:
    """Return the names of all borders that run along a stretch, if there are several."""
    return " = ".join(names) if len(names) > 1 else None


def _border_words(border: Border, piece: Piece, lang: str) -> Iterator[str]:
    yield translate(lang, f"status.{border.status_of(piece)}")
    yield translate(lang, f"certainty.{piece.certainty}")
    if isinstance(piece, BorderLine) and piece.provisional:
        yield translate(lang, "border.provisional")


def _border_rows(border: Border, piece: Piece, source: str, lang: str) -> Rows:
    status = translate(lang, f"status.{border.status_of(piece)}")
    rows: Rows = [(translate(lang, "row.status"), status)]
    if border.signed:
        rows.append((translate(lang, "row.signed"), format_date(border.signed, lang)))
    rows.append((translate(lang, "row.valid"), format_date(border.valid, lang)))
    if isinstance(piece, BorderLine) and piece.article:
        rows.append((translate(lang, "row.article"), border.article_in(piece.article, lang)))
    rows.append(certainty_row(piece.certainty, lang))
    rows.append((translate(lang, "row.accuracy"), f"± {format_km(piece.accuracy_km, lang)}"))
    rows.append((translate(lang, "row.source"), source))
    return rows


def point_features(atlas: Store, border: Border, lang: str, *, symbols: Symbols) -> Iterator[MapFeature]:
    """Yield the points that a treaty names, with the names as printed and the heights."""
    for point in border.points:
        if point.guide or point.title is None:
            continue
        rows: Rows = [(translate(lang, "row.part"), f"{point.n:g}")]
        if point.names:
            rows.append((translate(lang, "row.names"), ", ".join(dict.fromkeys(point.names.values()))))
        if point.what:
            rows.append((translate(lang, "row.what"), point.what.in_(lang)))
        if point.height_ft:
            rows.append((translate(lang, "row.height"), format_feet(point.height_ft, lang)))
        rows.append(certainty_row(point.certainty, lang))
        rows.append((translate(lang, "row.accuracy"), f"± {format_km(point.accuracy_km, lang)}"))
        if point.basis:
            rows.append((translate(lang, "row.basis"), point.basis.in_(lang)))
        rows += [(translate(lang, "row.note"), note.in_(lang)) for note in point.notes]
        rows.append(source_row(atlas, point.sources, lang))
        yield MapFeature(
            id=f"borders/{border.id}/{point.id}",
            geometry=point.geometry,
            symbol=symbols.use(symbology.treaty_point_symbol(point.certainty)),
            name=point.title.in_(lang),
            detail=point.what.in_(lang) if point.what else "",
            label=point.title.in_(lang),
            priority=6,
            rows=tuple(row for row in rows if row[1]),
            certainty=point.certainty,
        )
