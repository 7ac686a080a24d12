"""What a form asks for a record: its fields, as the record itself declares them."""

from __future__ import annotations

import types
from collections.abc import Collection, Iterator
from dataclasses import MISSING, Field, fields
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from mapsvc.atlas.references import named_by
from mapsvc.model.fields import Edtf
from mapsvc.model.records import Citation
from mapsvc.model.text import Text

#: How a field is asked for.
Asked = Literal["words", "several", "word", "number", "flag", "choice", "cites", "date"]


def form_of(record: type[Any], *, leave_out: Collection[str] = ()) -> list[dict[str, Any]]:
    """
    Return the fields of a record that a form can ask for, those that are needed first.

    Parameters
    ----------
    record
        A class of records.
    leave_out
        Fields that are not asked for: a geometry is drawn.

    Returns
    -------
    fields
        `name`, `asked` (how, see `Asked`), `needed`, and where they apply `none` (it may say nothing),
        `choices`, `whole` (a whole number) and `of` (the kind of thing that it names by its id). What holds
        more than that is left to the file.
    """
    hints = get_type_hints(record, include_extras=True)
    known = [one for one in fields(record) if one.name not in leave_out and one.name != "id"]
    found = [
        {**asked, "name": one.name, "needed": _is_needed(one)}
        for one in known
        for asked in _asked(one, hints)
    ]
    return sorted(found, key=lambda one: not one["needed"])


def _is_needed(field: Field[Any]) -> bool:
    return field.default is MISSING and field.default_factory is MISSING


def _asked(field: Field[Any], hints: dict[str, Any]) -> Iterator[dict[str, Any]]:
    kind = _without_none(hints[field.name])
    none = {"none": True} if kind is not hints[field.name] else {}
    if kind == Edtf:
        yield {"asked": "date", **none}
        return
    kind = get_args(kind)[0] if get_origin(kind) is Annotated else kind
    if get_origin(kind) is Literal:
        yield {"asked": "choice", "choices": list(get_args(kind)), **none}
    elif kind in _ASKED_BY_TYPE:
        of = named_by(field.name)
        yield _ASKED_BY_TYPE[kind] | none | ({"of": of} if of else {})


def _without_none(kind: Any) -> Any:
    """Return what a field holds that may hold nothing."""
    if get_origin(kind) in {Union, types.UnionType}:
        kept = [part for part in get_args(kind) if part is not type(None)]
        return kept[0] if len(kept) == 1 else kind
    return kind


_ASKED_BY_TYPE: dict[Any, dict[str, Any]] = {
    Text: {"asked": "words"},
    tuple[Text, ...]: {"asked": "several"},
    str: {"asked": "word"},
    float: {"asked": "number"},
    int: {"asked": "number", "whole": True},
    bool: {"asked": "flag"},
    tuple[Citation, ...]: {"asked": "cites"},
}
