"""What Python is told of a comparison or a journey, as a table and as a notebook shows it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from html import escape
from typing import Any

import geopandas as gpd

from mapsvc.export.data.tables import CRS
from mapsvc.history.comparison import Comparison
from mapsvc.history.whereabouts import Whereabouts
from mapsvc.model.text import Text


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


def _told(name: str, text: Text) -> dict[str, str]:
    return {f"{name}_{tag}": words for tag, words in text.items()}


def _table(rows: list[dict[str, Any]], ids: Iterable[str], shapes: Iterable[Any]) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(rows, index=list(ids), geometry=list(shapes), crs=CRS)


def _html(table: gpd.GeoDataFrame) -> str:
    return str(table.drop(columns="geometry").to_html(border=0))
