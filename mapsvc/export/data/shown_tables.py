"""What Python is told of comparisons, journeys, records and texts, as tables and as a notebook shows it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from html import escape
from typing import Any

import geopandas as gpd
from shapely import Point, box

from mapsvc.atlas.store import Store
from mapsvc.export.data.tables import CRS, layer_table
from mapsvc.geoparse.documents import Document
from mapsvc.geoparse.mention_files import MENTION_COLUMNS, mention_record
from mapsvc.geoparse.mentions import Mention
from mapsvc.history.comparison import Comparison
from mapsvc.history.whereabouts import Whereabouts
from mapsvc.model.text import Text

#: The name of what is no layer and has rows all the same.
TOURS = "tours"


@dataclass(frozen=True)
class ShownComparison(Comparison):
    """A comparison that shows itself in a notebook and becomes a table."""

    def to_frame(self) -> gpd.GeoDataFrame:
        """
        Return the pieces that change hands, the largest first, in EPSG:4326.

        Returns
        -------
        table
            From whom to whom, in each language of the atlas, `area_km2` and one standard deviation of it,
            `verdict`, `certainty` and the articles that say so; the index is the piece's id.
        """
        rows = [
            {
                "from_polity": piece.from_polity,
                "to_polity": piece.to_polity,
                **_told("from", piece.from_title),
                **_told("to", piece.to_title),
                "area_km2": piece.area_km2,
                "pm_km2": piece.pm_km2,
                "verdict": piece.verdict,
                "certainty": piece.certainty,
                "articles": "; ".join(f"{cause.border}: {cause.article}" for cause in piece.causes),
            }
            for piece in self.pieces
        ]
        return _table(rows, [piece.id for piece in self.pieces], [piece.geometry for piece in self.pieces])

    def _repr_html_(self) -> str:
        return f"<p>{escape(self.sentence.en)}</p>{_html(self.to_frame())}"

    def __repr__(self) -> str:
        """Name the two sides and say what differs, without geometry."""
        return f"<Comparison {self.a!r}, {self.b!r}: {len(self.pieces)} pieces, {self.sentence.en}>"


@dataclass(frozen=True)
class ShownWhereabouts(Whereabouts):
    """Whereabouts that show themselves in a notebook and become a table."""

    def to_frame(self) -> gpd.GeoDataFrame:
        """
        Return the stretch on which the travellers can have been, as one row in EPSG:4326.

        Returns
        -------
        table
            `kind`, the stops between which they were in each language of the atlas, first and last day of
            the stop or leg, both ends in kilometres of the way, `certainty`; the index is the day.
        """
        row = {
            "route": self.route,
            "variant": self.variant,
            "kind": self.kind,
            **_told("from", self.first.title),
            **_told("to", self.last.title),
            "start": self.span[0].isoformat(),
            "end": self.span[1].isoformat(),
            "near_km": self.near_km,
            "far_km": self.far_km,
            "certainty": self.certainty,
        }
        return _table([row], [self.day.isoformat()], [self.stretch])

    def _repr_html_(self) -> str:
        said = f"{self.day.isoformat()}: {self.text('en')}"
        return f"<p>{escape(said)}</p>{_html(self.to_frame())}"

    def __repr__(self) -> str:
        """Name journey and day and say where they were, without geometry."""
        return f"<Whereabouts {self.route!r} ({self.variant}), {self.day.isoformat()}: {self.text('en')}>"


def shown_comparison(found: Comparison) -> ShownComparison:
    """Return a comparison as Python is given it."""
    return ShownComparison(**{field.name: getattr(found, field.name) for field in fields(found)})


def shown_whereabouts(found: Whereabouts) -> ShownWhereabouts:
    """Return whereabouts as Python is given them."""
    return ShownWhereabouts(**{field.name: getattr(found, field.name) for field in fields(found)})


def record_rows(atlas: Store, name: str, wanted: str | None) -> gpd.GeoDataFrame:
    """
    Return the rows of a layer, or of the tours of an atlas.

    Parameters
    ----------
    atlas
        Where they come from.
    name
        A layer whose first column is the id of what its rows are of, or `tours`.
    wanted
        The id of one; nothing for all.
    """
    table = _steps(atlas) if name == TOURS else layer_table(atlas, name)
    return table if wanted is None else table[table[table.columns[0]] == wanted]


def _steps(atlas: Store) -> gpd.GeoDataFrame:
    """Return the steps of all tours: what each shows, and what is said there in each language."""
    rows = [
        {
            "tour": tour.id,
            "step": number,
            "shows": step.shows,
            "of": _plain(getattr(step, step.shows)),
            "date": None if step.date is None else step.date.edtf,
            **_told("heading", step.heading),
            **_told("paragraph", step.paragraph),
            "source": "; ".join(dict.fromkeys(cite.source for cite in step.cites)),
        }
        for tour in atlas.tours.values()
        for number, step in enumerate(tour.steps, 1)
    ]
    views = [
        None if step.view is None else box(*step.view) for tour in atlas.tours.values() for step in tour.steps
    ]
    return _table(rows, [f"{row['tour']}/{row['step']}" for row in rows], views)


def _plain(value: str | tuple[str, ...]) -> str:
    return value if isinstance(value, str) else ", ".join(value)


def mentions_table(text: str, found: Iterable[Mention]) -> gpd.GeoDataFrame:
    """
    Return what a text names as a table.

    Parameters
    ----------
    text
        In which it was found.
    found
        Places and dates.

    Returns
    -------
    table
        A row a mention with the fields of the JSON lines, other readings left out; EPSG:4326.
    """
    document = Document("", text)
    records = [mention_record(document, mention) for mention in found]
    shapes = [
        None if record.get("lon") is None else Point(record["lon"], record["lat"]) for record in records
    ]
    columns = [name for name in MENTION_COLUMNS if name not in {"file", "page"}]
    rows = [[record.get(name) for name in columns] for record in records]
    frame = gpd.GeoDataFrame(rows, columns=columns, geometry=shapes, crs=CRS)
    for offset in ("token_end", "start", "end", "line", "column"):
        frame[offset] = frame[offset].astype("Int64")
    return frame


def _told(name: str, text: Text) -> dict[str, str]:
    return {f"{name}_{tag}": words for tag, words in text.items()}


def _table(rows: list[dict[str, Any]], ids: Iterable[str], shapes: Iterable[Any]) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(rows, index=list(ids), geometry=list(shapes), crs=CRS)


def _html(table: gpd.GeoDataFrame) -> str:
    return str(table.drop(columns="geometry").to_html(border=0))
