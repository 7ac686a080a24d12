"""Days as addresses and fields name them: EDTF, or as people type them in a language of the atlas."""

from __future__ import annotations

from mapsvc.atlas.period import AtlasPeriod
from mapsvc.atlas.store import Store
from mapsvc.errors import DateError, DayError
from mapsvc.geoparse.typed_dates import TypedDate, months_by_name, read_all_typed, read_typed
from mapsvc.language import interface_languages
from mapsvc.model.date_text import format_date, year_label
from mapsvc.model.day import Day, is_day


def read_day(atlas: Store, field: str, text: str, ends: tuple[Day, Day] | None = None) -> Day:
    """
    Read a day that has a map.

    Parameters
    ----------
    atlas
        Whose languages name months.
    field
        The parameter that is read, for the message.
    text
        A day as people type it; a month or a year stands for the first of its days that has a map.
    ends
        The first and the last day that will do; those of the atlas if not given.

    Raises
    ------
    DayError
        If it is no date, or none of its days will do.
    """
    period = atlas.period
    if ends is not None:
        period = AtlasPeriod(*ends, min(max(period.opening, ends[0]), ends[1]))
    try:
        return period.read(text.strip())
    except DateError:
        date = typed_date(atlas, text)
    told = (str(period.first), str(period.last), str(period.opening))
    if date is None or date.rest:
        raise DayError(field, text, told)
    if not date.span.overlaps(period.span):
        raise DayError(field, text, told, date.span.edtf)
    return max(date.span.begin, period.first)


def read_side(atlas: Store, field: str, text: str) -> str:
    """
    Read a side of a comparison: the id of a border, or a day as people type it, as `YYYY-MM-DD`.

    What is neither is returned as it is, for who knows which borders there are.
    """
    typed = text.strip()
    if typed in atlas.borders or is_day(typed) or typed_date(atlas, typed) is None:
        return typed
    return read_day(atlas, field, typed).isoformat()


def typed_date(atlas: Store, text: str) -> TypedDate | None:
    """Return the first date among words that a reader of an atlas typed."""
    return read_typed(text, _languages(atlas), atlas.period.span)


def typed_dates(atlas: Store, text: str) -> list[TypedDate]:
    """Return all dates among words that a reader of an atlas typed."""
    return read_all_typed(text, _languages(atlas), atlas.period.span)


def day_examples(atlas: Store, lang: str) -> dict[str, str]:
    """Return the opening day in the notations that a field takes, and the ends of the atlas in words."""
    such, period = atlas.period.opening, atlas.period
    return {
        "long": format_date(such, lang),
        "short": f"{such.day}.{such.month}.{such.year}" if such.year > 0 else such.isoformat(),
        "iso": such.isoformat(),
        "year": year_label(such.year, lang),
        "first": format_date(period.first, lang),
        "last": format_date(period.last, lang),
    }


def day_ends(atlas: Store) -> dict[str, str]:
    """Return the first and the last day of an atlas, as a browser's calendar takes them."""
    return {"first": atlas.period.first.isoformat(), "last": atlas.period.last.isoformat()}


def month_names(atlas: Store) -> dict[str, int]:
    """Return the numbers of months by their names in all languages that a reader may type, folded."""
    return months_by_name(_languages(atlas))


def _languages(atlas: Store) -> list[str]:
    """Return the languages in which months are named: those of the atlas first, and all of the interface."""
    return list(dict.fromkeys([*map(str, atlas.languages), *interface_languages()]))
