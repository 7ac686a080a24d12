"""Places of an atlas in Linked Places Format."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import Any

from pydantic import ConfigDict
from pydantic.dataclasses import dataclass

from mapsvc.atlas.problems import Problems, build
from mapsvc.errors import DateError
from mapsvc.model.dates import DateSpan, parse_date
from mapsvc.model.fields import Certainty, FilledText, Geometry, PlaceKind, Shape, Slug
from mapsvc.model.geometry import area_km2
from mapsvc.model.records import Citation, MadeOf, Name, Place
from mapsvc.model.text import Text

_FORM = ConfigDict(extra="forbid", arbitrary_types_allowed=True)


@dataclass(frozen=True, config=_FORM)
class _Timespan:
    start: dict[str, str] = field(default_factory=dict)
    end: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, config=_FORM)
class _When:
    timespans: tuple[_Timespan, ...]
    label: str | None = None
    certainty: str | None = None


@dataclass(frozen=True, config=_FORM)
class _Name:
    toponym: FilledText
    lang: FilledText
    when: _When | None = None
    citations: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True, config=_FORM)
class _Link:
    type: str
    identifier: FilledText


@dataclass(frozen=True, config=_FORM)
class _Description:
    value: FilledText
    lang: FilledText


@dataclass(frozen=True, config=_FORM)
class PlaceProperties:
    """What the format and the atlas say of a place; without a shape it follows from the geometry."""

    title: FilledText
    kind: PlaceKind = "settlement"
    shape: Shape | None = None
    certainty: Certainty = "attested"
    on_map: bool = True
    rank: int = 3
    ccodes: tuple[str, ...] = ()
    fclasses: tuple[str, ...] = ()
    radius_km: float | None = None
    note: Text | None = None
    sources: tuple[Citation, ...] = ()
    ground: MadeOf | None = None


@dataclass(frozen=True, config=_FORM)
class _Feature:
    """
    A feature of the format; `id` and some members of `properties` are the atlas's own.

    Of a plain GeoJSON feature the title is the name, in the first language of the atlas.
    """

    type: str
    id: Slug
    properties: PlaceProperties
    names: tuple[_Name, ...] = ()
    when: _When | None = None
    types: tuple[dict[str, Any], ...] = ()
    geometry: Geometry | None = None
    links: tuple[_Link, ...] = ()
    descriptions: tuple[_Description, ...] = ()
    relations: tuple[dict[str, Any], ...] = ()
    depictions: tuple[dict[str, Any], ...] = ()


def read_place(feature: Mapping[str, Any], *, file: str, prefix: str, problems: Problems) -> Place | None:
    """
    Make a place of a feature in Linked Places Format.

    Parameters
    ----------
    feature
        The feature as parsed JSON; its `properties` also carry the atlas's own members.
    file, prefix
        Where it stands, for messages.
    problems
        Takes the faults.

    Returns
    -------
    place
        Nothing if there were faults.

    References
    ----------
    Linked Places Format 1.2, https://github.com/LinkedPasts/linked-places-format
    """
    before = len(problems.found)
    raw = {key: value for key, value in feature.items() if key != "@id"}
    if isinstance(raw.get("geometry"), Mapping):
        # The format lets a geometry say how sure it is; ours says so for the whole place.
        raw["geometry"] = {key: raw["geometry"].get(key) for key in ("type", "coordinates")}
    form = build(_Feature, raw, file=file, prefix=prefix, problems=problems)
    if form is None:
        problems.break_off("place", feature.get("id"))
        return None
    links = tuple(_links(form, file, prefix, problems))
    names = tuple(_names(form, file, prefix, problems))
    lifetime = _span(form.when, file, f"{prefix}when", problems)
    descriptions = _descriptions(form, file, prefix, problems)
    shape, radius_km = _spread(form)
    _check_shape(form, file, prefix, problems)
    _check_point(feature.get("geometry"), file, prefix, problems)
    if len(problems.found) > before:
        problems.break_off("place", form.id)
        return None
    point = form.geometry.representative_point() if form.geometry is not None else None
    own = form.properties
    return Place(
        id=form.id, title=own.title, kind=own.kind, shape=shape, certainty=own.certainty,
        on_map=own.on_map, rank=own.rank, names=names, lon=point.x if point else None,
        lat=point.y if point else None, radius_km=radius_km, note=own.note, lifetime=lifetime,
        countries=own.ccodes, links=links, descriptions=descriptions, sources=own.sources,
        ground=own.ground,
    )  # fmt: skip


def _names(form: _Feature, file: str, prefix: str, problems: Problems) -> Iterator[Name]:
    for index, name in enumerate(form.names):
        when = _span(name.when, file, f"{prefix}names[{index}].when", problems)
        yield Name(name.toponym, name.lang, when)
    if not form.names and problems.languages:
        yield Name(form.properties.title, problems.languages[0])


def _spread(form: _Feature) -> tuple[Shape, float | None]:
    """Return the shape of a place and how far it spreads, in km, where its file does not say so."""
    own, geometry = form.properties, form.geometry
    wide = area_km2(geometry) if geometry is not None else 0.0
    if own.shape is None:
        usual: Shape = "area" if wide or own.radius_km else "point"
        shape = usual if geometry is not None else "none"
    else:
        shape = own.shape
    if shape == "area" and own.radius_km is None and wide:
        # The radius of a disc of the same size.
        return shape, round(math.sqrt(wide / math.pi), 1)
    return shape, own.radius_km


def _check_shape(form: _Feature, file: str, prefix: str, problems: Problems) -> None:
    """Note what a shape needs and the feature has not."""
    shape, radius_km = _spread(form)
    if shape != "none" and form.geometry is None:
        problems.add(file, f"{prefix}geometry", f"is missing, but the shape is {shape!r}")
    ground = form.properties.ground
    if ground is not None and bool(ground.districts) == bool(ground.polities):
        problems.add(file, f"{prefix}properties.ground", "needs either 'districts' or 'polities'")
    if ground is not None and shape != "area":
        problems.add(file, f"{prefix}properties.ground", f"is that of an area, but the shape is {shape!r}")
    if shape == "area" and not radius_km:
        problems.add(file, f"{prefix}properties.radius_km", "is missing, but the shape is 'area'")


def _check_point(geometry: Any, file: str, prefix: str, problems: Problems) -> None:
    """Note a third number, which is no height of a place but what follows a decimal comma."""
    if isinstance(geometry, Mapping) and geometry.get("type") == "Point" and len(geometry["coordinates"]) > 2:
        message = f"is {geometry['coordinates']}, more than two numbers; decimals follow a point, not a comma"
        problems.add(file, f"{prefix}geometry.coordinates", message)


def _descriptions(form: _Feature, file: str, prefix: str, problems: Problems) -> Text | None:
    if not form.descriptions:
        return None
    values = {description.lang: description.value for description in form.descriptions}
    return build(Text, values, file=file, prefix=f"{prefix}descriptions.", problems=problems)


def _links(form: _Feature, file: str, prefix: str, problems: Problems) -> Iterator[str]:
    """Yield the addresses of a place elsewhere; they become links, so only those of the web will do."""
    for index, link in enumerate(form.links):
        if link.identifier.startswith(("https://", "http://")):
            yield link.identifier
        else:
            message = f"is {link.identifier[:60]!r}; it must begin with https:// or http://"
            problems.add(file, f"{prefix}links[{index}].identifier", message)


def _span(when: _When | None, file: str, field_name: str, problems: Problems) -> DateSpan | None:
    """Read the first timespan of an LPF `when`."""
    if when is None:
        return None
    if not when.timespans:
        problems.add(file, field_name, 'has no timespans; write {"timespans": [{"start": {"in": "1648"}}]}')
        return None
    start, end = when.timespans[0].start, when.timespans[0].end
    first = start.get("in") or start.get("earliest") or next(iter(start.values()), "..")
    last = end.get("in") or end.get("latest") or next(iter(end.values()), "..")
    try:
        return parse_date(f"{first}/{last}")
    except DateError as error:
        problems.add(file, field_name, str(error))
        return None
