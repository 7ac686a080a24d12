"""Places of a user's own table, row by row; what is wrong with one is told by line, column and content."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mapsvc.atlas.gazetteer.column_names import kind_of_geonames, kind_told
from mapsvc.atlas.gazetteer.index import OPEN, PLACE_KINDS, Entry, NameForm
from mapsvc.atlas.gazetteer.tables import Row

#: Letters of a name; what is longer is none.
LONGEST_NAME = 120
_YEAR_AHEAD = re.compile(r"-?\d{1,5}")
_DECIMAL = re.compile(r"[-+]?\d+(?:\.\d*)?(?:[eE][-+]?\d+)?")
#: 40°36′30″N, 40 36 30 N, K 40.5°; the letters of English, Turkish and Russian.
_DEGREES = re.compile(
    r"([NSEWKGDBСЮВЗ]?)\s*([-+]?\d{1,3}(?:\.\d+)?)\s*(?:[°ºd]|\s)?\s*(?:(\d{1,2}(?:\.\d+)?)\s*['′’]?)?"
    r"\s*(?:(\d{1,2}(?:\.\d+)?)\s*(?:\"|″|”|'')?)?\s*([NSEWKGDBСЮВЗ]?)",
    re.IGNORECASE,
)
_NEGATIVE = frozenset("SWGBЮЗ")
_OF_LAT = frozenset("NSKGСЮ")
_WKT = re.compile(r"(?:SRID=4326;)?\s*POINT\s*Z?\s*\(\s*(\S+)\s+([^\s)]+)[^)]*\)", re.IGNORECASE)
_PAIR = re.compile(r"^[(\[]?\s*(.+?)\s*(?:[;|]|,\s+|,(?=\s*-?\d+\.)|\s+)\s*([-+]?\d\S*?)\s*[)\]]?$")
_LOOKS_EXCHANGED = "; the two numbers look exchanged"


def row_entry(stem: str, row: Row, *, geonames: bool = False) -> Entry:
    """
    Return the place of a row.

    Parameters
    ----------
    stem
        Of the file: names rows that have no id.
    row
        With the fields of `column_names`.
    geonames
        Whether it is one of a dump of GeoNames, which has its own kinds and other names with commas.

    Raises
    ------
    ValueError
        If it has no name, or its coordinates are none; the message names the column and what stands in it.
    """
    names = list(_names(row, geonames=geonames))
    if not names:
        msg = f"column {row.columns.get('title', 'title')!r} is empty; every row needs a name"
        raise ValueError(msg)
    lon, lat = _point(row)
    kind = row.cell("kind")
    plain = kind.split(";")[0].strip().lower()
    if geonames:
        kind = kind_of_geonames(row.cell("class"), row.cell("code"))
    else:
        kind = plain if plain in PLACE_KINDS else kind_told(kind)
    ident = row.cell("id") or f"{stem}:{row.line}"
    return Entry(
        id=f"geonames:{ident}" if geonames else ident,
        title=row.cell("title") or names[0].form,
        kind=kind,
        lon=lon,
        lat=lat,
        radius_km=_number(row, "radius_km", 0.0, 20_000.0) or 5.0,
        start=_year(row.cell("start")),
        end=_year(row.cell("end")),
        population=_people(row.cell("population")),
        country=_country(row.cell("country")),
        tier="user",
        names=tuple(dict.fromkeys(names)),
    )


def _names(row: Row, *, geonames: bool) -> Iterator[NameForm]:
    if row.cell("title"):
        yield NameForm(row.cell("title")[:LONGEST_NAME])
    for field, text in row.cells.items():
        if field.startswith("name:") and text:
            yield NameForm(text[:LONGEST_NAME], field[5:])
    others = row.cell("names")
    separator = "," if geonames else r"[;|\n]" if re.search(r"[;|\n]", others) else ","
    for part in re.split(separator, others):
        form, _, lang = part.strip().partition("@")
        if form.strip():
            yield NameForm(form.strip()[:LONGEST_NAME], lang.split("-")[0])


def _year(text: str) -> int:
    found = _YEAR_AHEAD.match(text)
    year = int(found[0]) if found else OPEN
    return year if -32_000 < year < 32_000 else OPEN


def _people(text: str) -> int:
    """Return a number of inhabitants, in whatever way its thousands are set apart."""
    plain = re.sub(r"(?<=\d)[., \u00a0'](?=\d{3}(?!\d))", "", text)
    found = re.match(r"\d+", plain)
    return int(found[0][:9]) if found else 0


def _country(text: str) -> str:
    code = text[:2].upper()
    return code if code.isascii() and code.isalpha() and (len(text) == 2 or text[2] in " ,;") else ""


# ---- coordinates -----------------------------------------------------------------------------------
def _point(row: Row) -> tuple[float | None, float | None]:
    """Return longitude and latitude of a row; nothing where it says none."""
    for field in ("lat lon", "lon lat", "point"):
        if row.cell(field) and not (row.cell("lon") and row.cell("lat")):
            return _pair(row, field)
    lon, lat = _number(row, "lon", -180.0, 180.0), _number(row, "lat", -90.0, 90.0)
    if (lon is None) is not (lat is None):
        given, other = ("lon", "lat") if lat is None else ("lat", "lon")
        msg = (
            f"column {row.columns.get(other, other)!r} is empty, and {row.columns.get(given, given)!r} is not"
        )
        raise ValueError(msg)
    return lon, lat


def _pair(row: Row, field: str) -> tuple[float, float]:
    text, column = row.cell(field), row.columns.get(field, field)
    wkt = _WKT.match(text)
    if wkt:
        return _degrees(wkt[1], column, 180.0), _degrees(wkt[2], column, 90.0)
    found = _PAIR.match(text)
    if not found:
        msg = f"column {column!r}: {text[:40]!r} is no point; write it as POINT(lon lat), or as two columns"
        raise ValueError(msg)
    first, second = found[1], found[2]
    if field == "point":
        if not _says_side(first):
            msg = (
                f"column {column!r}: {text[:40]!r} does not say which number comes first; "
                "call the column 'lat lon' or 'lon lat'"
            )
            raise ValueError(msg)
        field = "lat lon" if not _OF_LAT.isdisjoint(first.upper()) else "lon lat"
    lat, lon = (first, second) if field == "lat lon" else (second, first)
    return _degrees(lon, column, 180.0), _degrees(lat, column, 90.0)


def _says_side(text: str) -> bool:
    return any(letter in "NSEWKGDBСЮВЗ" for letter in text.upper())


def _number(row: Row, field: str, least: float, most: float) -> float | None:
    text = row.cell(field)
    if not text:
        return None
    value = _degrees(text, row.columns.get(field, field), most)
    if value < least:
        raise ValueError(_out_of(row.columns.get(field, field), text, most))
    return value


def _degrees(text: str, column: str, most: float) -> float:
    """Return a number of degrees, with a decimal comma or in degrees, minutes and seconds too."""
    plain = text.strip().replace("\u2212", "-").replace("\u00a0", " ")
    plain = re.sub(r"(?<=\d),(?=\d)", ".", plain) if plain.count(",") == 1 else plain
    if _DECIMAL.fullmatch(plain):
        value = float(plain)
    else:
        found = _DEGREES.fullmatch(plain)
        if not found:
            msg = f"column {column!r}: {text[:40]!r} is no number of degrees"
            raise ValueError(msg)
        before, degrees, minutes, seconds, behind = found.groups()
        value = abs(float(degrees)) + float(minutes or 0) / 60 + float(seconds or 0) / 3600
        if degrees.startswith("-") or (before or behind).upper() in _NEGATIVE:
            value = -value
    if abs(value) > most:
        raise ValueError(_out_of(column, text, most))
    return value


def _out_of(column: str, text: str, most: float) -> str:
    side = {180.0: "longitude", 90.0: "latitude"}.get(most, "value")
    number = re.match(r"\s*-?(\d+)", text)
    hint = ""
    if number and side == "latitude" and int(number[1]) <= 180:
        hint = _LOOKS_EXCHANGED
    elif number and len(number[1]) > 3:
        hint = "; metres of a grid, or degrees that lost their decimal sign, must be made degrees first"
    return f"column {column!r}: {text[:40]!r} is no {side} in degrees (at most {most:g}){hint}"
