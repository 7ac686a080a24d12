"""The text of an HTML page, with a map back to the characters of its source."""

from __future__ import annotations

import html
from collections import Counter
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

_SILENT = frozenset({"script", "style", "template", "noscript", "svg", "head"})
_BLOCKS_WORDS = """
    p div br li ul ol table tr td th h1 h2 h3 h4 h5 h6 section article header footer blockquote pre hr
    figure figcaption dl dt dd main nav aside title
"""
_VOID_HEAD_END = "body"


@dataclass(frozen=True)
class Markup:
    """
    What elements of a markup mean for its text; their names in small letters.

    Attributes
    ----------
    silent
        What is not read; `choice/sic` is a `sic` within a `choice`.
    blocks
        What stands apart from what is around it.
    within
        Ends of lines and pages, over which a word goes on where they say `break="no"`.
    """

    silent: frozenset[str]
    blocks: frozenset[str]
    within: frozenset[str] = frozenset({"br"})


_HTML = Markup(_SILENT, frozenset(_BLOCKS_WORDS.split()))


class _Reader(HTMLParser):
    """Gathers the text between tags and remembers where each run of it stood."""

    def __init__(self, source: str, markup: Markup) -> None:
        super().__init__(convert_charrefs=False)
        self._markup = markup
        self._open: list[str] = []
        self._open_counts: Counter[str] = Counter()
        #: Where the last of each sign that ends a piece of markup stands: what begins after it has no end.
        self._last = {end: source.rfind(end) for end in ("-->", "]>", ">")}
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

    def set_cdata_mode(self, elem: str, **options: Any) -> None:
        """Take "<" for a plain sign within an element; XML has none in which it is."""
        if self._markup is _HTML:
            super().set_cdata_mode(elem, **options)

    # A piece without an end goes to the end of the text. The library looks for its end again from each
    # beginning, which takes minutes where somebody wrote a hundred thousand of them.
    def parse_comment(self, i: int, report: bool = True) -> int:
        """Pass over a comment."""
        return len(self.rawdata) if i > self._last["-->"] else super().parse_comment(i, report)

    def parse_html_declaration(self, i: int) -> int:
        """Pass over a declaration; those of marked sections that nobody knows are remarks."""
        if self.rawdata.startswith("<![", i) and not self.rawdata.startswith("<![CDATA[", i):
            return self.parse_bogus_comment(i)
        ends = "]>" if self.rawdata.startswith("<![", i) else ">"
        return len(self.rawdata) if i > self._last[ends] else super().parse_html_declaration(i)

    def parse_pi(self, i: int) -> int:
        """Pass over an instruction."""
        return len(self.rawdata) if i > self._last[">"] else super().parse_pi(i)

    def parse_bogus_comment(self, i: int, report: bool = True) -> int:
        """Pass over what is no comment and no element."""
        return len(self.rawdata) if i > self._last[">"] else super().parse_bogus_comment(i, report)

    def parse_endtag(self, i: int) -> int:
        """Pass over the end of an element."""
        return len(self.rawdata) if i > self._last[">"] else super().parse_endtag(i)

    def parse_starttag(self, i: int) -> int:
        """Pass over the beginning of an element."""
        return len(self.rawdata) if i > self._last[">"] else super().parse_starttag(i)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        tag = tag.rpartition(":")[2]
        if tag == _VOID_HEAD_END:
            self._silent = 0
        if self._is_silent(tag):
            self._silent += 1
        elif tag in self._markup.within:
            if not self._silent and ("break", "no") not in attrs:
                self._add("\n", shown=False)
        elif tag in self._markup.blocks and not self._silent:
            self._add("\n\n", shown=False)
        if self._markup is not _HTML:
            self._open.append(tag)
            self._open_counts[tag] += 1

    def handle_endtag(self, tag: str) -> None:
        tag = tag.rpartition(":")[2]
        if self._open_counts[tag]:
            while (closed := self._open.pop()) != tag:
                self._open_counts[closed] -= 1
            self._open_counts[tag] -= 1
        if self._is_silent(tag):
            self._silent = max(0, self._silent - 1)
        elif tag in self._markup.blocks - self._markup.within and not self._silent:
            self._add("\n\n", shown=False)

    def _is_silent(self, tag: str) -> bool:
        within = f"{self._open[-1]}/{tag}" if self._open else tag
        return not self._markup.silent.isdisjoint({tag, within})

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._add(data, shown=True)

    def handle_entityref(self, name: str) -> None:
        if not self._silent:
            self._add(html.unescape(f"&{name};"), shown=True)

    def handle_charref(self, name: str) -> None:
        if not self._silent:
            self._add(html.unescape(f"&#{name};"), shown=True)


def text_of_html(source: str, markup: Markup = _HTML) -> tuple[str, tuple[tuple[int, int], ...]]:
    """
    Return the text of an HTML page.

    Parameters
    ----------
    source
        The page.
    markup
        What its elements mean, if it is in another markup.

    Returns
    -------
    text
        What a reader sees, blocks apart by an empty line.
    pieces
        Pairs of an offset in the text and the offset in the source that it comes from.
    """
    reader = _Reader(source, markup)
    reader.feed(source)
    reader.close()
    return "".join(reader.parts), tuple(reader.pieces)
