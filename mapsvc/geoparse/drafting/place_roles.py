"""What part a place has in what happened: by the case of its name, the word before it, and the verb."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mapsvc.geoparse.drafting.happenings import Happening
from mapsvc.geoparse.mentions import PlaceMention
from mapsvc.geoparse.text_folding import fold_text

_LAST_WORD = re.compile(
    r"(?:^|[^\w])([^\W\d_]+)['’]?(?:[-\s]+(?:the|der|den|dem|die|das|la|le|les|l)['’]?)?\s*$"
)
_NEXT_WORD = re.compile(r"\s*[^\W\d_]+")
_NO_LETTERS = re.compile(r"[^\w]")
_CASE_ENDING = re.compile(r"(?:[iu]|s[iu]|[bcdfghjklmnprstvyzq])(n?[dt][ae]n|n?[dt][ae]|n[ae]|[ae])$")
_LETTERS_BEFORE = 24
_WAY_FRAMES = frozenset({"going", "sending"})
#: What a place is for who takes it, or goes in: the scene.
_TAKEN_ROLES = frozenset({"destination", "happened"})


@dataclass(frozen=True)
class _Sign:
    """What stands beside or behind a name, and the roles that it gives."""

    langs: frozenset[str]
    words: frozenset[str]
    ending: re.Pattern[str] | None
    way: str
    scene: str


def _read() -> dict[str, list[_Sign]]:
    table = tomllib.loads(Path(__file__).with_name("place_roles.toml").read_text(encoding="utf-8"))
    return {where: [_sign(told) for told in listed] for where, listed in table.items()}


def _sign(told: dict[str, Any]) -> _Sign:
    form = told.get("form", told.get("ending"))
    words = frozenset(map(fold_text, told.get("words", "").split()))
    return _Sign(
        frozenset(told["langs"].split()),
        words,
        re.compile(form) if form else None,
        told["way"],
        told["scene"],
    )


_ROLE_SIGNS = _read()


def role_of(text: str, place: PlaceMention, happening: Happening | None) -> str:
    """
    Return the role of a place in what happened.

    Parameters
    ----------
    text, place
        The text, and where it names the place.
    happening
        What happened there; nothing where no word says it.

    Returns
    -------
    role
        `happened`, `origin`, `destination`, `waypoint`, or `mentioned` where it is only spoken of.
    """
    frame = happening.frame if happening is not None else "scene"
    sign = _sign_of(text, place)
    if place.usage != "literal":
        # "The army of Vienna" set out from there, if the word before says so in any sentence.
        leaves = sign is not None and sign.way == sign.scene == "origin" and frame in _WAY_FRAMES
        return "origin" if leaves and place.usage == "associative" else "mentioned"
    if sign is None:
        return "happened" if frame == "taking" else "mentioned"
    role = sign.way if frame in _WAY_FRAMES else sign.scene
    return "happened" if frame not in _WAY_FRAMES and role in _TAKEN_ROLES else role


def _case_of_generic(word: str) -> str:
    """Return the ending of case of a noun that stands behind a name: of "köyünde" it is "nde"."""
    if not any(word.startswith(stem) for sign in _ROLE_SIGNS["generic"] for stem in sign.words):
        return ""
    found = _CASE_ENDING.search(word)
    return found[1] if found else ""


def _sign_of(text: str, place: PlaceMention) -> _Sign | None:
    """Return the first sign that fits: a word behind the name, its ending, a word before it."""
    following = _NEXT_WORD.match(text, place.token_end)
    behind = fold_text(following[0].strip()) if following else ""
    ending = _NO_LETTERS.sub("", fold_text(text[place.end : place.token_end]))
    if not ending and place.lang in _ROLE_SIGNS["generic"][0].langs:
        ending = _case_of_generic(behind)
    before = _LAST_WORD.search(text[max(0, place.start - _LETTERS_BEFORE) : place.start])
    ahead = fold_text(before[1]) if before else ""
    last = fold_text(text[place.start : place.token_end])[-2:]
    for where, word in (("after", behind), ("endings", ending), ("before", ahead)):
        for sign in _ROLE_SIGNS[where]:
            if place.lang in sign.langs and word and _fits(sign, word, last):
                return sign
    return None


def _fits(sign: _Sign, word: str, last: str) -> bool:
    """Tell whether a word is one of a sign's, and the name ends so; without words, the word is the ending."""
    if not sign.words:
        return sign.ending is not None and sign.ending.fullmatch(word) is not None
    return word in sign.words and (sign.ending is None or sign.ending.search(last) is not None)
