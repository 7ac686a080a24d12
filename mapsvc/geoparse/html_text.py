"""The text of an HTML page, with a map back to the characters of its source."""

from __future__ import annotations

import html
from html.parser import HTMLParser

_SILENT = frozenset({"script", "style", "template", "noscript", "svg", "head"})
_BLOCKS_WORDS = """
    p div br li ul ol table tr td th h1 h2 h3 h4 h5 h6 section article header footer blockquote pre hr
    figure figcaption dl dt dd main nav aside title
"""
_BLOCKS = frozenset(_BLOCKS_WORDS.split())
_VOID_HEAD_END = "body"


class _Reader(HTMLParser):
    """Gathers the text between tags and remembers where each run of it stood."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=False)
        self.parts: list[str] = []
        self.pieces: list[tuple[int, int]] = []
        self._length = 0
        self._silent = 0
        self._line_starts = [0]
        for line in source.splitlines(keepends=True):
            self._line_starts.append(self._line_starts[-1] + len(line))
        # HTMLParser counts lines by "\n" alone
        if "\r" in source or any(sign in source for sign in "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"):
            self._line_starts = [0, *(n + 1 for n, character in enumerate(source) if character == "\n")]

    def _source_offset(self) -> int:
        line, column = self.getpos()
        return self._line_starts[line - 1] + column

    def _add(self, text: str, *, shown: bool) -> None:
        if shown:
            self.pieces.append((self._length, self._source_offset()))
        self.parts.append(text)
        self._length += len(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == _VOID_HEAD_END:
            self._silent = 0
        if tag in _SILENT:
            self._silent += 1
        elif tag in _BLOCKS and not self._silent:
            self._add("\n" if tag == "br" else "\n\n", shown=False)

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in _BLOCKS and not self._silent:
            self._add("\n\n", shown=False)

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._add(data, shown=True)

    def handle_entityref(self, name: str) -> None:
        if not self._silent:
            self._add(html.unescape(f"&{name};"), shown=True)

    def handle_charref(self, name: str) -> None:
        if not self._silent:
            self._add(html.unescape(f"&#{name};"), shown=True)


def text_of_html(source: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """
    Return the text of an HTML page.

    Parameters
    ----------
    source
        The page.

    Returns
    -------
    text
        What a reader sees, blocks apart by an empty line.
    pieces
        Pairs of an offset in the text and the offset in the source that it comes from.
    """
    reader = _Reader(source)
    reader.feed(source)
    reader.close()
    return "".join(reader.parts), tuple(reader.pieces)
