"""The Python door: open an atlas, take a map or a layer; find what a text names."""

from __future__ import annotations

import os
from functools import partial
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, cast

from mapsvc.atlas.gazetteer.names import open_gazetteer
from mapsvc.atlas.store import Store
from mapsvc.errors import RequestError
from mapsvc.export.data.notebook_records import (
    ShownMentions,
    ShownRecords,
    ShownTour,
    shown_mentions,
    shown_store,
)
from mapsvc.export.notebook_map import ShownMap
from mapsvc.geoparse.geoparser import LANGUAGES, Geoparser
from mapsvc.history.changes import compare_borders
from mapsvc.history.territories import find_sides
from mapsvc.history.whereabouts import find_whereabouts
from mapsvc.kinds import export_job, parse_map_key
from mapsvc.model.scene import MapKey
from mapsvc.resources import atlas_root
from mapsvc.scene.comparison_modes import layers_of_mode
from mapsvc.settings import read_settings
from mapsvc.store.opening import open_store

if TYPE_CHECKING:
    import geopandas as gpd

    from mapsvc.export.data.shown_tables import ShownComparison, ShownWhereabouts


class Atlas:
    """
    An opened atlas: maps to show and layers to compute with.

    Attributes
    ----------
    records
        All records of the atlas, by kind and id; events, places, borders, routes and tours show themselves in
        a notebook, and `to_frame()` makes tables of them.
    """

    def __init__(self, records: Store) -> None:
        self.records: Store = shown_store(records, lambda name: partial(_rows, records, name))

    def __repr__(self) -> str:
        """Name the atlas and count what it holds."""
        records = self.records
        return (
            f"<Atlas {records.meta.title.en!r}: {len(records.events)} events, {len(records.places)} places, "
            f"{len(records.borders)} borders, {len(records.routes)} routes>"
        )

    def event_map(self, event_id: str, *, lang: str | None = None) -> ShownMap:
        """
        Return the map of an event; it shows itself in a notebook.

        Parameters
        ----------
        event_id
            Such as `"kars-treaty"`.
        lang
            One of the atlas's languages; nothing for English if it has that, else for its first.

        Raises
        ------
        UnknownEventError
            If there is no such event; the message names close ids.
        """
        return self.map(f"events/{event_id}", lang=lang)

    def map(self, name: str, *, lang: str | None = None) -> ShownMap:
        """
        Return any map by its name; it shows itself in a notebook.

        Parameters
        ----------
        name
            Such as `"compare/moscow-1921/kars-1921"`, `"timeline/1920-04-28"`, `"borders/kars-1921"`,
            `"routes/bekir-sami-1920"`, `"mentions"`, or an event's id alone.
        lang
            One of the atlas's languages; nothing for English if it has that, else for its first.

        Raises
        ------
        NotFoundError
            If there is no such map; the message names close ids.
        """
        return self._show(parse_map_key(self.records, name), lang)

    def _show(self, key: MapKey, lang: str | None, **options: str) -> ShownMap:
        job = export_job(self.records, key, self.records.find_language(lang))
        data = layers_of_mode(job.map, options["mode"]) if "mode" in options else job.map
        return ShownMap(data, job, options)

    @property
    def tours(self) -> ShownRecords[ShownTour]:
        """The guided tours of the atlas by id, each with its steps."""
        return cast("ShownRecords[ShownTour]", self.records.tours)

    def tour_map(self, tour_id: str, step: int = 1, *, lang: str | None = None) -> ShownMap:
        """
        Return the map of a step of a tour.

        Parameters
        ----------
        tour_id
            Such as `"journey-to-moscow"`; also `"routes/<id>"` for any journey, or `"events/<id>,<id>"`.
        step
            Counted from 1.
        lang
            One of the atlas's languages; nothing for English if it has that, else for its first.

        Raises
        ------
        NotFoundError
            If there is no such tour or step; the message names what there is.
        """
        return self._show(parse_map_key(self.records, f"tour/{tour_id}/{step}"), lang)

    def compare(self, a: str, b: str, *, law: bool = False) -> ShownComparison:
        """
        Return what differs between two borders, or between two days.

        Parameters
        ----------
        a, b
            Ids such as `"moscow-1921"`, or days such as `"1914-08-01"`.
        law
            Whether two days are compared by what was law, and not by in whose hands the ground was.

        Returns
        -------
        comparison
            Pieces from whom to whom with area and margin in km², shared lines, articles side by side,
            and `sentence`, what it shows.

        Raises
        ------
        UnknownBorderError
            If there is no such border, or nothing is drawn for a day.
        DateError
            If a day does not exist.
        """
        found = compare_borders(self.records, *find_sides(self.records, a, b, law=law))
        return _tables("shown_tables").shown_comparison(found)

    def compare_map(
        self, a: str, b: str, *, mode: str = "overlay", law: bool = False, lang: str | None = None
    ) -> ShownMap:
        """
        Return the map of a comparison in one mode; it shows itself in a notebook.

        Parameters
        ----------
        a, b, law
            As for `compare`.
        mode
            `"overlay"`, `"swipe"` (both states of affairs; only the page can clip them) or `"difference"`.
        lang
            One of the atlas's languages; nothing for English if it has that, else for its first.

        Raises
        ------
        NotFoundError
            If there is no such border or mode.
        DateError
            If a day does not exist.
        """
        return self._show(parse_map_key(self.records, f"compare/{a}/{b}{'/law' * law}"), lang, mode=mode)

    def day_map(self, on: str, *, lang: str | None = None) -> ShownMap:
        """
        Return the atlas on a day: who held what, borders by status, events, journeys; nothing later.

        Parameters
        ----------
        on
            A day of the Gregorian calendar, such as `"1921-03-16"`, or `"-0400-09-03"` before the year 1;
            a year or a month stands for its first day.
        lang
            One of the atlas's languages; nothing for English if it has that, else for its first.

        Raises
        ------
        DateError
            If `on` is no day, does not exist, or lies outside of the days that the atlas tells of.
        """
        return self.map(f"timeline/{self.records.period.read(on)}", lang=lang)

    def layer(self, name: str, *, on: str | None = None) -> gpd.GeoDataFrame:
        """
        Return a layer as a table in EPSG:4326.

        Parameters
        ----------
        name
            `"events"`, `"places"`, `"borders"`, `"routes"`, `"mentions"`, `"holders"`, `"territories"` or
            `"legs"`.
        on
            An EDTF date that its rows must share a day with.

        Returns
        -------
        table
            The columns are stated in `mapsvc.export.data.tables.COLUMNS`.

        Raises
        ------
        UnknownLayerError
            If there is no such layer.
        DateError
            If `on` is not valid EDTF.
        """
        return _tables().layer_table(self.records, name, on)

    def holders(self, on: str | None = None, *, lang: str | None = None) -> gpd.GeoDataFrame:
        """
        Return in whose hands the ground was, as a table in EPSG:4326.

        Parameters
        ----------
        on
            A day, such as `"1920-07-19"`, or any EDTF date; every interval where none is given.
        lang
            One of the atlas's languages; nothing for English if it has that, else for its first.

        Returns
        -------
        table
            One polygon a district and holder with `how` it was held, `of` whom if it was occupied, from
            `start` to `end`, how certain that is and by which source. Empty for an atlas without districts.

        Raises
        ------
        DateError
            If `on` is not valid EDTF.
        """
        return _tables().holders_table(self.records, on, lang)

    def whereabouts(self, route_id: str, *, on: str, variant: str | None = None) -> ShownWhereabouts:
        """
        Return where the travellers of a journey were on a day, as far as the sources allow.

        Parameters
        ----------
        route_id
            Such as `"bekir-sami-1920"`.
        on
            A day, `"1920-06-20"`.
        variant
            Which account, such as `"reconstructed"`; the surest one when not given.

        Raises
        ------
        UnknownRouteError
            If there is no such journey.
        UnknownVariantError
            If it has no such account; the message names those that it has.
        DateError
            If `on` is no day.
        """
        return _tables("shown_tables").shown_whereabouts(
            find_whereabouts(self.records, route_id, on, variant)
        )

    def legs(self, route_id: str, *, variant: str | None = None) -> gpd.GeoDataFrame:
        """Return the legs of one account of a journey, its days; see `export.data.tables.legs_table`."""
        return _tables().legs_table(self.records, route_id, variant)


def _rows(records: Store, name: str, wanted: str | None) -> gpd.GeoDataFrame:
    """Return the rows of a layer, or of the tours; of one record where its id is given."""
    return _tables("shown_tables").record_rows(records, name, wanted)


def _mention_rows(text: str, found: ShownMentions) -> gpd.GeoDataFrame:
    return _tables("shown_tables").mentions_table(text, found)


def _tables(name: str = "tables") -> ModuleType:
    """Return what makes tables; the libraries behind it take longer to load than all else together."""
    return import_module(f"mapsvc.export.data.{name}")


def open_atlas(path: str | os.PathLike[str] | None = None) -> Atlas:
    """
    Open an atlas.

    Parameters
    ----------
    path
        Its folder, or the index that `mapsvc build` made of it; `$MAPSVC_ATLAS`, or the atlas that ships
        with the package, when not given.

    Returns
    -------
    atlas
        Ready for use.

    Raises
    ------
    AtlasError
        If the folder is missing or its files have problems; the message lists them.
    """
    return Atlas(open_store(path or read_settings().atlas or None))


def find_mentions(text: str, language: str = "auto", year: int | None = None) -> ShownMentions:
    """
    Find the places and dates that a text names.

    Parameters
    ----------
    text
        Any text; offsets of the result count its characters.
    language
        `"auto"` tells it for each sentence; or `"tr"`, `"en"`, `"az"`, `"ru"` for all.
    year
        Of which the text speaks where it names none: days without a year are of it, and places are those of
        its time.

    Returns
    -------
    mentions
        A list in text order: a `PlaceMention` has an `entry` of the gazetteer, a `DateMention` its `edtf`.
        It shows itself in a notebook, and `to_frame()` makes a table of it.

    Raises
    ------
    RequestError
        If the language is none of these.
    """
    if language not in LANGUAGES:
        raise RequestError(f"language is {language!r}; write one of {', '.join(LANGUAGES)}.")
    root = atlas_root(read_settings().atlas or None)
    found = Geoparser(open_gazetteer(root)).parse(text, language=language, year=year)
    return shown_mentions(found, partial(_mention_rows, text))
