"""Reasons written out, for a historian to read, in each language of the interface."""

from __future__ import annotations

from collections.abc import Iterable

from mapsvc.language import find_word, translate

#: Reasons that are filled in with what is said in the language too: tiers, weekdays, kinds of places.
_SAID_TOO = {
    "only": "reason_tier",
    "tier": "reason_tier",
    "weekday-differs": "reason_weekday",
    "kind": "reading_kind",
    "other-kind": "reading_kind",
    "unknown": "reading_kind",
}


def reason_text(reasons: Iterable[tuple[str, ...]], lang: str = "en") -> str:
    """
    Write reasons out.

    Parameters
    ----------
    reasons
        Codes with what fills them in.
    lang
        A language of the interface.

    Returns
    -------
    text
        Clauses joined by semicolons.
    """
    return "; ".join(_clause(reason, lang) for reason in reasons)


def _clause(reason: tuple[str, ...], lang: str) -> str:
    code, *given = reason
    if given and code in _SAID_TOO:
        given[0] = find_word(lang, f"{_SAID_TOO[code]}.{given[0]}") or given[0]
    text = translate(lang, f"reason.{code}").format(*given, *[""] * 2)
    return text.replace(" ()", "").replace(": ;", ";").removesuffix(": ")
