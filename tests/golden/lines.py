"""
What a reader sees of an answer, a line to each piece, without what changes when nothing is seen to change.

Left out or made alike: the hashes in addresses, the version of the programme and of the data, the hashes of
scripts, the order of attributes and of keys, white space that no browser shows, what is fetched ahead, how
the background is cut into tiles, and the bytes of the fonts that a picture carries.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

_ADDRESS = re.compile(r"/(static|data)/[0-9a-f]{12}/")
_SCRIPT_HASH = re.compile(r"sha(?:256|384|512)-[A-Za-z0-9+/=]{40,}")
_FONT_FACE = re.compile(r"@font-face\s*\{[^}]*\}")
_CALL = re.compile(r"mapsvc\.\w+\(\w+, (?=[{\[])")
_SPACE = re.compile(r"\s+")
#: Elements beside which white space is seen.
_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "button", "cite", "code", "em", "i", "input", "label", "q", "small", "span"}
    | {"strong", "sub", "sup", "svg", "time"}
)
#: Keys of JSON that no reader sees: how the background is cut into tiles.
_UNSEEN = frozenset({"manifest", "sea"})
_BROAD = 100
#: Begins the lines of what a page gives to its scripts.
SCRIPT_LEAD = "| "


def lines_of_page(text: str, mimetype: str, versions: dict[str, str]) -> list[str]:
    """
    Take an answer apart.

    Parameters
    ----------
    text
        The answer's body.
    mimetype
        Says whether it is HTML or JSON; anything else stays as its own lines.
    versions
        What to write instead of texts that name a version.
    """
    text = _SCRIPT_HASH.sub("sha256-", _ADDRESS.sub(r"/\1/-/", text))
    for version, instead in versions.items():
        text = text.replace(version, instead)
    if mimetype == "text/html":
        reader = _Lines()
        reader.feed(text)
        reader.close()
        return reader.lines
    if mimetype.endswith("json"):
        return list(_lines_of_json(json.loads(text)))
    return text.splitlines()


def drawing_of_svg(text: str) -> str:
    """Return a picture without the fonts that it carries."""
    return _FONT_FACE.sub("", text)


def words_of(lines: list[str]) -> list[str]:
    """Return what a reader reads of lines: texts, and attributes that are read out."""
    read = re.compile(r' (?:alt|aria-label|title|placeholder|content)="[^"]*"')
    words: list[str] = []
    for line in lines:
        if not line.startswith(SCRIPT_LEAD):
            words += read.findall(line) if line.startswith("<") else [line]
    return words


class _Lines(HTMLParser):
    """Writes a line for each element, its attributes in order, and each text."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self._script: str | None = None
        self._code: list[str] = []
        self._inline, self._space = False, False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: _SPACE.sub(" ", value or "").strip() for name, value in attrs}
        if tag == "link" and given.get("rel") == "preload":
            return
        if tag == "script":
            self._script = given.get("type", "")
        words = "".join(f' {name}="{value}"' for name, value in sorted(given.items()))
        self._add(f"<{tag}{words}>", inline=tag in _INLINE)

    def handle_endtag(self, tag: str) -> None:
        if self._script is not None:
            lines = _lines_of_script("".join(self._code), self._script)
            self.lines += [SCRIPT_LEAD + line for line in lines]
            self._script, self._code = None, []
        self._add(f"</{tag}>", inline=tag in _INLINE)

    def handle_data(self, data: str) -> None:
        if self._script is not None:
            self._code.append(data)
            return
        words = _SPACE.sub(" ", data)
        self._space = self._space or words.startswith(" ")
        if words.strip():
            self._add(words.strip(), inline=True)
            self._space = words.endswith(" ")

    def _add(self, line: str, *, inline: bool) -> None:
        if self._space and self._inline and inline:
            self.lines.append("␠")
        self.lines.append(line)
        self._inline, self._space = inline, False


def _lines_of_script(code: str, kind: str) -> Iterator[str]:
    """Yield JSON by its members; of code the calls of ours by what they are given, and the rest as it is."""
    if not code.strip():
        return
    if kind.endswith("json"):
        yield from _lines_of_json(json.loads(code))
        return
    at = 0
    for call in _CALL.finditer(code):
        if call.start() < at:
            continue
        yield from _lines_of_code(code[at : call.end()])
        given, at = json.JSONDecoder().raw_decode(code, call.end())
        yield from _lines_of_json(given)
    yield from _lines_of_code(code[at:])


def _lines_of_code(code: str) -> Iterator[str]:
    for line in code.splitlines():
        if line.strip():
            yield _SPACE.sub(" ", line).strip()


def _lines_of_json(value: Any, lead: str = "", end: str = "") -> Iterator[str]:
    """Yield JSON with its keys in order, short members on one line."""
    text = json.dumps(_seen(value), ensure_ascii=False, sort_keys=True)
    if len(text) <= _BROAD or not isinstance(value, (dict, list)):
        yield f"{lead}{text}{end}"
        return
    indent = " " * (len(lead) - len(lead.lstrip()) + 1)
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    yield lead + opening
    if isinstance(value, dict):
        for key in sorted(value.keys() - _UNSEEN):
            yield from _lines_of_json(value[key], f"{indent}{json.dumps(key, ensure_ascii=False)}: ", ",")
    else:
        for member in value:
            yield from _lines_of_json(member, indent, ",")
    yield indent[1:] + closing + end


def _seen(value: Any) -> Any:
    """Return JSON without the keys that nobody sees."""
    if isinstance(value, dict):
        return {key: _seen(member) for key, member in value.items() if key not in _UNSEEN}
    return [_seen(member) for member in value] if isinstance(value, list) else value
