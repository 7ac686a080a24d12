"""Places of an atlas in Linked Places Format."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mapsvc.atlas.problems import Problems, build
from mapsvc.errors import DateError, GeometryError
from mapsvc.model.dates import DateSpan, parse_date
from mapsvc.model.geometry import parse_geometry
from mapsvc.model.records import Place

_MEMBERS = {
    "type",
    "id",
    "@id",
    "properties",
    "when",
    "names",
    "types",
    "geometry",
    "links",
    "descriptions",
    "relations",
    "depictions",
}
_PROPERTIES = {
    "title", "ccodes", "kind", "shape", "radius_km", "certainty",
    "on_map", "note", "sources", "rank", "fclasses",
}  # fmt: skip


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
    properties = feature.get("properties")
    if not isinstance(properties, Mapping):
        problems.add(file, f"{prefix}properties", "is missing")
        return None
    before = len(problems.found)
    for name in feature.keys() - _MEMBERS:
        problems.add(file, f"{prefix}{name}", "is not a known field")
    for name in properties.keys() - _PROPERTIES:
        problems.add(file, f"{prefix}properties.{name}", "is not a known field")
    raw = {key: properties[key] for key in _PROPERTIES & properties.keys() - {"ccodes", "fclasses"}}
    raw["id"] = feature.get("id")
    raw["countries"] = tuple(properties.get("ccodes", ()))
    raw["links"] = tuple(_links(feature, file, prefix, problems))
    raw["descriptions"] = {
        part.get("lang"): part.get("value") for part in feature.get("descriptions") or ()
    } or None
    raw["names"] = [
        {
            "toponym": name.get("toponym"),
            "lang": name.get("lang"),
            "span": _span(name.get("when"), file, f"{prefix}names[{index}].when", problems),
        }
        for index, name in enumerate(feature.get("names") or ())
    ]
    raw["lifetime"] = _span(feature.get("when"), file, f"{prefix}when", problems)
    raw |= _point(feature.get("geometry"), file, prefix, problems)
    place = build(Place, raw, file=file, prefix=prefix, problems=problems)
    if place is not None and place.shape != "none" and place.lon is None:
        problems.add(file, f"{prefix}geometry", f"is missing, but the shape is {place.shape!r}")
    if place is not None and place.shape == "area" and not place.radius_km:
        problems.add(file, f"{prefix}properties.radius_km", "is missing, but the shape is 'area'")
    return place if len(problems.found) == before else None


def _point(geometry: Any, file: str, prefix: str, problems: Problems) -> dict[str, float]:
    if geometry is None:
        return {}
    try:
        shape = parse_geometry({key: geometry[key] for key in ("type", "coordinates") if key in geometry})
    except (GeometryError, TypeError) as error:
        problems.add(file, f"{prefix}geometry", str(error))
        return {}
    centre = shape.representative_point()
    return {"lon": centre.x, "lat": centre.y}


def _links(feature: Mapping[str, Any], file: str, prefix: str, problems: Problems) -> Iterator[str]:
    """Yield the addresses of a place elsewhere; they become links, so only those of the web will do."""
    for index, link in enumerate(feature.get("links") or ()):
        address = str(link.get("identifier", "")) if isinstance(link, Mapping) else ""
        if address.startswith(("https://", "http://")):
            yield address
        else:
            message = f"is {address[:60]!r}; it must begin with https:// or http://"
            problems.add(file, f"{prefix}links[{index}].identifier", message)


def _span(when: Any, file: str, field: str, problems: Problems) -> DateSpan | None:
    """Read the first timespan of an LPF `when`."""
    if not when:
        return None
    spans: Sequence[Any] = when.get("timespans", ()) if isinstance(when, Mapping) else ()
    if not spans:
        problems.add(file, field, 'has no timespans; write {"timespans": [{"start": {"in": "1918"}}]}')
        return None
    start, end = (
        _bound(spans[0].get(side), first) for side, first in (("start", "earliest"), ("end", "latest"))
    )
    try:
        return parse_date(f"{start or '..'}/{end or '..'}")
    except DateError as error:
        problems.add(file, field, str(error))
        return None


def _bound(side: Any, preferred: str) -> str:
    if not isinstance(side, Mapping):
        return ""
    return str(side.get("in") or side.get(preferred) or next(iter(side.values()), ""))
