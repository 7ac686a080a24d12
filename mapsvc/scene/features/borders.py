"""Borders of a map: territories, lines, and the points that a treaty names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from mapsvc.atlas.store import Atlas
from mapsvc.history.borders import borders_table
from mapsvc.history.citations import format_citations
from mapsvc.language import translate
from mapsvc.model.date_text import format_date
from mapsvc.model.numbers import format_feet, format_km
from mapsvc.model.records import Border
from mapsvc.model.scene import MapFeature, Symbol
from mapsvc.model.text import said_together
from mapsvc.scene import symbology
from mapsvc.scene.symbology import Emphasis
from mapsvc.scene.symbols import Rows, Symbols


def border_features(
    atlas: Atlas, borders: Iterable[Border], lang: str, *, emphasis: Mapping[str, Emphasis], symbols: Symbols
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
    by_id = {border.id: border for border in borders}
    pieces = {f"{border.id}/{piece.id}": piece for border in by_id.values() for piece in border.pieces}
    # Areas go with what the map is about, or are an extent themselves; they would crowd every later map.
    rows = [
        row
        for row in borders_table(atlas, by_id.values()).itertuples()
        if row.kind == "line" or row.border in emphasis or by_id[row.border].kind == "extent"
    ]
    # Background first, so that what the map is about lies on top and owns what is shared.
    rows.sort(key=lambda row: (row.kind == "line", row.border in emphasis))
    owners = {row.geometry.wkb: row.Index for row in rows if row.kind == "line"}
    names: dict[str, dict[str, None]] = {}
    for row in reversed(rows):
        names.setdefault(owners.get(row.geometry.wkb, row.Index), {})[by_id[row.border].label.in_(lang)] = (
            None
        )
    labelled: set[str] = set()
    for row in rows:
        if owners.get(row.geometry.wkb, row.Index) != row.Index:
            continue
        border = by_id[row.border]
        title = pieces[row.Index].title.in_(lang)
        label = " = ".join(names[row.Index]) if row.kind == "line" else title
        yield MapFeature(
            id=f"borders/{row.Index}",
            geometry=row.geometry,
            symbol=symbols.use(_border_symbol(border, row, emphasis.get(border.id, "standing"))),
            name=said_together(f"{border.label.in_(lang)}: {title}", border.label.in_(lang), title),
            detail=", ".join(_border_words(border, row, lang)),
            label=None if label in labelled else label,
            priority=1 if border.id in emphasis else 3,
            rows=tuple(
                _border_rows(border, row, format_citations(atlas, pieces[row.Index].sources, lang), lang)
            ),
            link=("border", border.id),
            certainty=row.certainty,
            shared=border.id,
        )
        labelled.add(label)


def _border_symbol(border: Border, row: Any, emphasis: Emphasis) -> tuple[str, Symbol]:
    if row.kind == "area":
        return symbology.extent_symbol(row.status)
    return symbology.border_symbol(border.status, row.certainty, emphasis)


def _border_words(border: Border, row: Any, lang: str) -> Iterator[str]:
    yield translate(lang, f"status.{row.status}")
    yield translate(lang, f"certainty.{row.certainty}")
    if row.provisional:
        yield translate(lang, "border.provisional")


def _border_rows(border: Border, row: Any, source: str, lang: str) -> Rows:
    rows: Rows = [(translate(lang, "row.status"), translate(lang, f"status.{row.status}"))]
    if border.signed:
        rows.append((translate(lang, "row.signed"), format_date(border.signed, lang)))
    rows.append((translate(lang, "row.valid"), format_date(border.valid, lang)))
    if row.article:
        rows.append((translate(lang, "row.article"), border.article_in(row.article, lang)))
    rows.append((translate(lang, "row.certainty"), translate(lang, f"certainty.{row.certainty}")))
    rows.append((translate(lang, "row.accuracy"), f"± {format_km(row.accuracy_km, lang)}"))
    rows.append((translate(lang, "row.source"), source))
    return rows


def point_features(atlas: Atlas, border: Border, lang: str, *, symbols: Symbols) -> Iterator[MapFeature]:
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
        rows.append((translate(lang, "row.certainty"), translate(lang, f"certainty.{point.certainty}")))
        rows.append((translate(lang, "row.accuracy"), f"± {format_km(point.accuracy_km, lang)}"))
        if point.basis:
            rows.append((translate(lang, "row.basis"), point.basis.in_(lang)))
        rows.append((translate(lang, "row.source"), format_citations(atlas, point.sources, lang)))
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
