"""Records as JSON and back, exact to the bit; what was checked as its file was read is not checked again."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any, TypeVar

import msgspec
import shapely
from shapely.geometry.base import BaseGeometry

from mapsvc.model.dates import DateSpan, parse_date
from mapsvc.model.text import Text

_Record = TypeVar("_Record")


def _as_plain(value: Any) -> Any:
    if isinstance(value, Text):
        return dict(value.items())
    if isinstance(value, DateSpan):
        return value.edtf
    if isinstance(value, BaseGeometry):
        return shapely.to_wkb(value)
    raise NotImplementedError(type(value))


def _as_read(kind: type[Any], value: Any) -> Any:
    if kind is Text:
        return Text(value)
    if kind is DateSpan:
        return parse_date(value)
    if kind is BaseGeometry:
        return shapely.from_wkb(base64.b64decode(value))
    return value  # what may be anything, such as an item of CSL-JSON


_ENCODER = msgspec.json.Encoder(enc_hook=_as_plain)


def write_record(record: object) -> str:
    """Return a record, or plain values, as JSON; shapes are WKB in it."""
    return _ENCODER.encode(record).decode()


def decoder(record: Callable[..., _Record]) -> Callable[[str], _Record]:
    """Return what makes records of a class of such JSON; nothing that it says is run."""
    return msgspec.json.Decoder(record, dec_hook=_as_read).decode
