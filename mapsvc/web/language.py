"""Which language a reader gets."""

from __future__ import annotations

from mapsvc.templating import LANGUAGES


def negotiate(asked: str | None, accept_language: str) -> str | None:
    """
    Choose a language.

    Parameters
    ----------
    asked
        What the address asks for, or nothing.
    accept_language
        The browser's header.

    Returns
    -------
    lang
        The one asked for, else the first acceptable one, else Turkish, the language of the first
        atlas's paper. Nothing if the one asked for does not exist.
    """
    if asked is not None:
        return asked if asked in LANGUAGES else None
    weighed: list[tuple[float, int, str]] = []
    for position, part in enumerate(accept_language.split(",")):
        tag, _, weight = part.replace(" ", "").lower().partition(";q=")
        lang = tag.split("-")[0]
        try:
            share = float(weight) if weight else 1.0
        except ValueError:
            continue
        if lang in LANGUAGES and share > 0:
            weighed.append((-share, position, lang))
    return min(weighed)[2] if weighed else LANGUAGES[0]
