"""
Words in another language than the page's, marked in its HTML.

A template prints what an atlas says as it prints everything. Words that know their language come out between
signs that no text has, and once the page is whole the signs become `lang` attributes: only then is it known
whether the words stand alone in their element, among others, or where no mark may be.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from mapsvc.language import direction

_START, _MIDDLE, _END = "\ue000", "\ue001", "\ue002"
_SIGNS = re.compile("[\ue000-\ue002]")
_MARKED = re.compile("\ue000([A-Za-z0-9-]+)\ue001([^\ue000-\ue002]*)\ue002")
_ALONE = re.compile(r"<([a-z][a-z0-9]*)((?:\s[^<>]*)?)>" + _MARKED.pattern + r"(?=</\1>)")
_TAG = re.compile(r"<[a-z][^<>]*>")
_PLAIN = re.compile(r"(<(title|option|textarea)\b[^<>]*>)([^<]*)(?=</\2>)")


def signed(value: object, ambient: str) -> object:
    """
    Return a value for a template, between signs if it is words in another language.

    Parameters
    ----------
    value
        Anything; words know their language by an attribute `lang`, a row of them has `parts`.
    ambient
        Tag of the language in which the page speaks.
    """
    parts: tuple[str, ...] | None = getattr(value, "parts", None)
    if parts is not None:
        return str(getattr(value, "between", " ")).join(str(signed(part, ambient)) for part in parts)
    lang = foreign(value, ambient)
    if not isinstance(value, str) or not lang:
        return value
    return f"{_START}{lang}{_MIDDLE}{_SIGNS.sub('', value)}{_END}"


def foreign(words: object, ambient: str) -> str | None:
    """Return the language of words that are not in the one of their surroundings, for code in the browser."""
    lang: str | None = getattr(words, "lang", None)
    return lang if lang != ambient else None


def languages_of(words: Mapping[str, object], ambient: str) -> dict[str, str]:
    """Return, by the name given to each, the languages of those words that are not in the one around them."""
    return {name: lang for name, value in words.items() if (lang := foreign(value, ambient))}


def mark_languages(page: str, ambient: str) -> str:
    """Return a page with its signs turned into `lang` attributes, and `dir` where the writing turns."""
    if _START not in page:
        return page
    page = _TAG.sub(lambda found: _bare(found[0]), page)
    page = _ALONE.sub(lambda found: _on_element(found, ambient), page)
    page = _PLAIN.sub(lambda found: _on_plain(found, ambient), page)
    return _MARKED.sub(lambda found: f"<span{attributes(found[1], ambient)}>{found[2]}</span>", page)


def attributes(lang: str, ambient: str) -> str:
    """Return the attributes of an element whose words are in a language, with a space before them."""
    turned = direction(lang)
    return f' lang="{lang}"' + (f' dir="{turned}"' if turned != direction(ambient) else "")


def _bare(text: str) -> str:
    return _MARKED.sub(r"\2", text)


def _on_plain(found: re.Match[str], ambient: str) -> str:
    """Put the language on an element that holds text alone, if all its words are in one."""
    start, text = found[1], found[3]
    said = {mark[1] for mark in _MARKED.finditer(text)}
    if len(said) == 1 and not re.search(r"[^\W\d_]", _MARKED.sub("", text)) and " lang=" not in start:
        start = f"{start[:-1]}{attributes(said.pop(), ambient)}>"
    return start + _bare(text)


def _on_element(found: re.Match[str], ambient: str) -> str:
    """Put the language on the element, unless it has one."""
    name, own, lang, words = found.groups()
    if " lang=" in own:
        return f"<{name}{own}>{words}"
    return f"<{name}{own}{attributes(lang, ambient)}>{words}"
