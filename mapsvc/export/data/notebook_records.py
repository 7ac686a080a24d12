"""Records and mentions as Python is given them: they show themselves in a notebook and become tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING, TypeVar

from mapsvc.atlas.store import Store
from mapsvc.geoparse.mentions import Mention
from mapsvc.model.records import Border, Event, Place, Route
from mapsvc.model.text import Text
from mapsvc.model.tours import Tour

if TYPE_CHECKING:
    import geopandas as gpd

_R = TypeVar("_R")
#: Makes the table of all records of a sort, or of the one of an id.
Rows = Callable[[str | None], "gpd.GeoDataFrame"]
#: What is said of many names so many of them.
_SOME = 5


class ShownRecord:
    """A record of an atlas that shows itself in a notebook and becomes a table."""

    id: str
    _rows: Rows

    def to_frame(self) -> gpd.GeoDataFrame:
        """
        Return its rows of the layer that it is in.

        Returns
        -------
        table
            A GeoDataFrame in EPSG:4326 as `Atlas.layer` gives it: one row of an event or a place, one a part
            of a border, one a stop or leg of a journey, one a step of a tour with its view, if it names one.
        """
        return self._rows(self.id)

    def _repr_html_(self) -> str:
        return _shown(repr(self), self.to_frame())

    def __repr__(self) -> str:
        """Name its sort, its id and its title."""
        said: Text | str = vars(self)["title"]
        title = said if isinstance(said, str) else said.en
        return f"<{type(self).__name__.removeprefix('Shown')} {self.id!r}: {title}>"


class ShownEvent(ShownRecord, Event):
    """An event that shows itself."""


class ShownPlace(ShownRecord, Place):
    """A place that shows itself."""


class ShownBorder(ShownRecord, Border):
    """A border that shows itself."""


class ShownRoute(ShownRecord, Route):
    """A journey that shows itself."""


class ShownTour(ShownRecord, Tour):
    """A tour that shows itself."""


class ShownRecords(dict[str, _R]):
    """Records of one sort by id; together they show themselves in a notebook and become a table."""

    _rows: Rows

    def to_frame(self) -> gpd.GeoDataFrame:
        """Return the rows of all of them."""
        return self._rows(None)

    def _repr_html_(self) -> str:
        return _shown(repr(self), self.to_frame())

    def __repr__(self) -> str:
        """Count them and name the first."""
        return f"<{len(self)} records{_first(self)}>"


class ShownMentions(list[Mention]):
    """What a text names, in its order; shows itself in a notebook and becomes a table."""

    _table: Callable[[list[Mention]], gpd.GeoDataFrame]

    def to_frame(self) -> gpd.GeoDataFrame:
        """
        Return a row a mention, a GeoDataFrame in EPSG:4326.

        Returns
        -------
        table
            The fields of `mapsvc geoparse --format jsonl` without the other readings; `start` and `end`
            count characters of the text. Points of places; a date, and a name that nothing fits, has none.
        """
        return self._table(self)

    def _repr_html_(self) -> str:
        return _shown(repr(self), self.to_frame())

    def __repr__(self) -> str:
        """Count them and name the first."""
        return f"<{len(self)} mentions{_first(mention.surface for mention in self)}>"


def shown_mentions(found: list[Mention], table: Callable[[list[Mention]], gpd.GeoDataFrame]) -> ShownMentions:
    """Return mentions as Python is given them, with what makes their table."""
    shown = ShownMentions(found)
    shown._table = table
    return shown


def shown_store(atlas: Store, tables_of: Callable[[str], Rows]) -> Store:
    """
    Return an atlas whose records show themselves.

    Parameters
    ----------
    atlas
        As it was read; it stays as it is.
    tables_of
        From the name of a layer, or `tours`, to what makes its table.
    """
    return replace(
        atlas,
        events=_all_shown(ShownEvent, atlas.events, tables_of("events")),
        places=_all_shown(ShownPlace, atlas.places, tables_of("places")),
        borders=_all_shown(ShownBorder, atlas.borders, tables_of("borders")),
        routes=_all_shown(ShownRoute, atlas.routes, tables_of("routes")),
        tours=_all_shown(ShownTour, atlas.tours, tables_of("tours")),
    )


def _all_shown(sort: type[_R], records: Mapping[str, object], rows: Rows) -> ShownRecords[_R]:
    shown: ShownRecords[_R] = ShownRecords()
    shown._rows = rows
    for key, record in records.items():
        # What is read already is right, and need not be read again.
        one = object.__new__(sort)
        vars(one).update(vars(record), _rows=rows)
        shown[key] = one
    return shown


def _first(names: Iterable[str]) -> str:
    found = list(names)
    said = ", ".join(found[:_SOME]) + ", …" * (len(found) > _SOME)
    return f": {said}" if said else ""


def _shown(title: str, table: gpd.GeoDataFrame) -> str:
    """Return a heading with a table below it, without shapes and what is empty; one row stands upright."""
    seen = table.drop(columns="geometry", errors="ignore").dropna(axis="columns", how="all")
    known, days = seen.notna(), seen.select_dtypes("datetime").columns
    words = seen.astype(dict.fromkeys(days, str)).astype(object).where(known, "")
    upright = words.T if len(words) == 1 else words
    return f"<p>{escape(title.strip('<>'))}</p>{upright.to_html(border=0)}"
