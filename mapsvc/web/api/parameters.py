"""What a request to the API asks for: each parameter read, and refused by name where it cannot be used."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import shapely
from flask import request

from mapsvc.errors import DateError, RequestError
from mapsvc.model.dates import DateSpan, parse_date
from mapsvc.model.geometry import Bounds
from mapsvc.model.meridian import halves
from mapsvc.web import tracking
from mapsvc.web.api.filters import FILTER_LANGUAGES, read_filter
from mapsvc.web.api.queryables import queryables_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from mapsvc.web.api.collections import Collection, Item

DEFAULT_LIMIT, MAX_LIMIT = 100, 10_000
CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
#: Each may say that coordinates are those of `CRS84`, in which everything is.
IN_CRS = ("filter-crs", "bbox-crs", "crs")
#: What every address of the API takes.
OF_ALL = ("lang", "f")
#: What a list of features takes beside.
OF_ITEMS = ("bbox", "datetime", "limit", "offset", "after", "filter", "filter-lang", *IN_CRS)
DATA_OR_PAGE = ("json", "html")
_HOUR = r"(?:[01]\d|2[0-3]):[0-5]\d"
#: What follows the day in a time of RFC 3339; 60 is the second that is leapt.
_TIMESTAMP = re.compile(
    rf"(?<=\d)T{_HOUR}(?::(?:[0-5]\d|60)(?:\.\d+)?)?(?:Z|[+-]{_HOUR})?\Z", re.ASCII | re.IGNORECASE
)


@dataclass(frozen=True)
class Asked:
    """
    Which features are asked for.

    Attributes
    ----------
    limit, offset
        At most how many, and how many before them are left out.
    after
        Id of the feature before the first.
    """

    box: Bounds | None
    span: DateSpan | None
    test: Callable[[Item], bool] | None
    limit: int
    offset: int
    after: str | None

    def meets(self, item: Item) -> bool:
        """Tell whether a feature is asked for: by its shape, its days and what the filter says."""
        if self.span is not None and item.span is not None and not item.span.overlaps(self.span):
            return False
        # The boxes of shapes of many parts would be as wide as the world where one part lies beyond the line.
        if self.box is not None and not (
            item.geometry is not None
            and any(bool(shapely.intersects(item.geometry, half)) for half in halves(self.box))
        ):
            return False
        return self.test is None or self.test(item)


def read_asked(collection: Collection) -> Asked:
    """Read what of a collection's features is asked for; `RequestError` names what cannot be used."""
    refuse_unknown(*OF_ALL, *OF_ITEMS)
    args = request.args
    for name in IN_CRS:
        if args.get(name, CRS84) != CRS84:
            msg = f"{name!r} is {args[name][:80]!r}; coordinates are in {CRS84} alone."
            raise RequestError(msg)
    if "offset" in args and "after" in args:
        msg = "'offset' and 'after' both say where to go on; give one of them."
        raise RequestError(msg)
    return Asked(
        box=_bbox(args.get("bbox")),
        span=_datetime(args.get("datetime")),
        test=_filter(collection),
        limit=_limit(args.get("limit"), MAX_LIMIT if collection.spoken else DEFAULT_LIMIT),
        offset=_whole(args.get("offset", "0"), "offset", 0),
        after=args.get("after"),
    )


def refuse_unknown(*known: str) -> None:
    """Refuse a parameter that is not known, and one that is given twice."""
    tracking.refuse_options(request.args.lists(), known, "parameter", "address")


def _filter(collection: Collection) -> Callable[[Item], bool] | None:
    language = request.args.get("filter-lang", FILTER_LANGUAGES[0])
    if language not in FILTER_LANGUAGES:
        msg = f"'filter-lang' is {language[:40]!r}; it may be {' or '.join(FILTER_LANGUAGES)}."
        raise RequestError(msg)
    text = request.args.get("filter")
    if text is None:
        return None
    test = read_filter(text, language, queryables_of(collection))
    return lambda item: test((item.columns, item.geometry))


def _bbox(text: str | None) -> Bounds | None:
    if text is None:
        return None
    parts = text.split(",")
    try:
        numbers = [float(part) for part in parts]
    except ValueError:
        numbers = []
    readable = len(numbers) in {4, 6} and all(map(math.isfinite, numbers))
    if len(numbers) == 6:
        numbers = [*numbers[:2], *numbers[3:5]]
    if not readable:
        msg = f"'bbox' is {text[:60]!r}; write four numbers: west,south,east,north in degrees."
        raise RequestError(msg)
    west, south, east, north = numbers
    if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90):
        msg = f"'bbox' is {text[:60]!r}; longitudes lie in ±180, latitudes in ±90 with the south first."
        raise RequestError(msg)
    return west, south, east, north


def _datetime(text: str | None) -> DateSpan | None:
    if text is None:
        return None
    sides = [_TIMESTAMP.sub("", side) or ".." for side in text.split("/")]
    try:
        if len(sides) > 2 or sides in ([".."], ["..", ".."]):
            raise DateError(text)
        return parse_date("/".join(sides))
    except DateError as error:
        forms = "a date (1648-10-24), an interval (1648-04-01/1648-05-31) or an open one (../1648)"
        msg = f"'datetime' is {text[:60]!r}; write {forms}."
        raise RequestError(msg) from error


def _limit(text: str | None, usual: int) -> int:
    return usual if text is None else min(_whole(text, "limit", 1), MAX_LIMIT)


def _whole(text: str, name: str, least: int) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 12 and int(text) >= least):
        more = f"; more than {MAX_LIMIT} gives {MAX_LIMIT}" if name == "limit" else ""
        msg = f"{name!r} is {text[:20]!r}; write a whole number from {least}{more}."
        raise RequestError(msg)
    return int(text)
