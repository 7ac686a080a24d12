"""Every error the package raises on purpose."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class MapsvcError(Exception):
    """Base of all own errors; its text is fit to be shown to the user."""


class AtlasError(MapsvcError):
    """An atlas cannot be read."""


class SchemaError(MapsvcError, ValueError):
    """A table or a document lacks what its contract states."""


class DateError(MapsvcError, ValueError):
    """A text is no EDTF date, or a day does not exist in its calendar."""


class GeometryError(MapsvcError, ValueError):
    """A geometry is malformed or out of range."""


class RequestError(MapsvcError, ValueError):
    """A request carries a parameter that is unknown or has a wrong value."""


class DayError(RequestError):
    """
    A field for a day was filled in with what is no day, or none that has a map.

    Attributes
    ----------
    field, typed
        The parameter, and what stands in it.
    ends
        The first and the last day that would do, and one between them, as EDTF.
    outside
        The day that was meant, if it was one, as EDTF.
    """

    def __init__(self, field: str, typed: str, ends: tuple[str, str, str], outside: str = "") -> None:
        self.field, self.typed, self.ends, self.outside = field, typed[:80], ends, outside
        first, last, such = ends
        said = f"{typed[:20]!r}" + (f", {outside}, which has no map" if outside else "")
        super().__init__(f"{field!r} is {said}; it may be a day from {first} to {last}, such as {such}.")


class WriteError(MapsvcError, OSError):
    """A file cannot be written; what stood there before still does."""


class EditConflict(MapsvcError):  # noqa: N818 - what others call it who edit files
    """
    A file was changed by somebody else since it was read, at the same place.

    Attributes
    ----------
    path
        Of the file, inside of the atlas.
    base
        Digest of what stands there now: who keeps his own saves again on it.
    theirs, yours
        What both made of the place.
    """

    def __init__(self, path: str, base: str, theirs: str, yours: str) -> None:
        self.path, self.base, self.theirs, self.yours = path, base, theirs, yours
        super().__init__(f"{path!r} was changed by somebody else meanwhile; nothing was written over it.")


class SettingsError(MapsvcError):
    """A setting is unknown or has a wrong value."""


class MissingExtraError(MapsvcError, ImportError):
    """An optional dependency is not installed."""


class UnavailableError(MapsvcError):
    """What an atlas is read from does not answer for now."""


class NotFoundError(MapsvcError, LookupError):
    """Something was asked for by an id that does not exist."""


class UnknownEventError(NotFoundError):
    """No event has this id."""


class UnknownPlaceError(NotFoundError):
    """No place has this id."""


class UnknownBorderError(NotFoundError):
    """No border has this id."""


class UnknownRouteError(NotFoundError):
    """No route has this id."""


class UnknownTourError(NotFoundError):
    """No tour has this id."""


class UnknownVariantError(NotFoundError):
    """A journey has no account or branch of this id."""


class UnknownLayerError(NotFoundError):
    """No layer has this name."""


class UnknownFormatError(NotFoundError):
    """No export format has this name."""


#: So many names are read at a glance; of more, those are said that are close to the wanted one.
_FEW = 16


def not_found(error: type[NotFoundError], noun: str, wanted: str, known: Iterable[str]) -> NotFoundError:
    """
    Make a `NotFoundError` that names up to three ids close to the wanted one; of few, all that there are.

    Parameters
    ----------
    error
        The class to make.
    noun
        What was looked for, as the message calls it.
    wanted
        The id that was asked for.
    known
        All ids that exist.

    Returns
    -------
    exception
        Ready to be raised.
    """
    # Ids are lower case: who writes them otherwise means the same.
    names = list(dict.fromkeys(known))
    near = get_close_matches(str(wanted).lower(), names, n=3, cutoff=0.5)
    hint = f" Did you mean {', '.join(map(repr, near))}?" if near else ""
    if 0 < len(names) <= _FEW:
        hint += f" There are: {', '.join(names)}."
    return error(f"No {noun} has the id {str(wanted)[:80]!r}.{hint}")
