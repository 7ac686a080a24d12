"""Who can hold ground, in `polities.toml`: one table changed, made or taken out, the others untouched."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mapsvc.atlas.editing.event_text import read_event, toml_value
from mapsvc.atlas.editing.marked_text import newline_of
from mapsvc.atlas.editing.toml_text import put_value, remove_value


def read_polities(text: str) -> dict[str, dict[str, Any]]:
    """
    Return the tables of `polities.toml` as JSON can say them, in their order.

    Raises
    ------
    ValueError
        If it is no TOML.
    """
    return {key: said for key, said in read_event(text).items() if isinstance(said, dict)}


def put_polity(text: str, polity: str, record: Mapping[str, Any] | None) -> str:
    """
    Return the file with what a holder's record says now.

    Parameters
    ----------
    text
        The file.
    polity
        Its id; one that is not there stands at the end.
    record
        Its fields; nothing to take it out.

    Raises
    ------
    ValueError
        If the file is no TOML.
    """
    before = read_polities(text).get(polity)
    if record is None:
        return remove_value(text, [polity]) if before is not None else text
    if before is None:
        return _appended(text, polity, record)
    for key in before:
        if key not in record:
            text = remove_value(text, [polity, key])
    for key, value in record.items():
        if value != before.get(key):
            text = put_value(text, [polity, key], value)
    return text


def _appended(text: str, polity: str, record: Mapping[str, Any]) -> str:
    newline = newline_of(text)
    body = text.rstrip("\r\n")
    lines = [f"[{polity}]", *(f"{key} = {toml_value(value)}" for key, value in record.items())]
    return f"{body}{newline * 2 if body else ''}{newline.join(lines)}{newline}"
