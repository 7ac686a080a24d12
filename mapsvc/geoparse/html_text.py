"""The text of an HTML page, with a map back to the characters of its source."""

from __future__ import annotations

import html
from collections import Counter
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any, NamedTuple

_SILENT = frozenset({"script", "style", "template", "noscript", "svg", "head"})
_BLOCKS_WORDS = """
    p div br li ul ol table tr td th h1 h2 h3 h4 h5 h6 section article header footer blockquote pre hr
    figure figcaption dl dt dd main nav aside title
"""
_VOID_HEAD_END = "body"


class TextRun(NamedTuple):
    """
    A run of the text of a page.

    Attributes
    ----------
    at, stood
        Where it begins in the text, and in the source.
    length, taken
        Its characters, and those of the source that it is made of: more where it is an entity.
    """

    at: int
    stood: int
    length: int
    taken: int


class GivenReading(NamedTuple):
    """
    What an edition says itself of words of its text: that they are a place, a date, a person.

    Attributes
    ----------
    start, end
        Offsets in the text, without the blanks at the ends.
    element, attributes
        The element around them, without its prefix, and what it says.
    """

    start: int
    end: int
    element: str
    attributes: dict[str, str]


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
    marked
        What it says itself of the words in it, and is remembered with them.
    """

    silent: frozenset[str]
    blocks: frozenset[str]
    within: frozenset[str] = frozenset({"br"})
    marked: frozenset[str] = frozenset()


_HTML = Markup(_SILENT, frozenset(_BLOCKS_WORDS.split()))


class _Reader(HTMLParser):
    """Gathers the text between tags and remembers where each run of it stood."""

    def __init__(self, source: str, markup: Markup) -> None:
        super().__init__(convert_charrefs=False)
        self._source = source
        self._markup = markup
        self._open: list[str] = []
        #: Of the open elements those that say what their words are: how deep, since where, what.
        self._marking: list[tuple[int, int, dict[str, str]]] = []
        self.marks: list[tuple[int, int, str, dict[str, str]]] = []
        self._open_counts: Counter[str] = Counter()
        #: Where the last of each sign that ends a piece of markup stands: what begins after it has no end.
        self._last = {end: source.rfind(end) for end in ("-->", "]>", ">")}
        self.parts: list[str] = []
        self.pieces: list[TextRun] = []
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

    def _add(self, text: str, taken: int = 0) -> None:
        """Add what `taken` characters of the source stand for; none do for a gap between blocks."""
        if taken:
            self.pieces.append(TextRun(self._length, self._source_offset(), len(text), taken))
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
                self._add("\n")
        elif tag in self._markup.blocks and not self._silent:
            self._add("\n\n")
        if self._markup is not _HTML:
            self._open.append(tag)
            self._open_counts[tag] += 1
            if tag in self._markup.marked:
                said = {key.rpartition(":")[2]: value or "" for key, value in attrs}
                self._marking.append((len(self._open), self._length, said))

    def handle_endtag(self, tag: str) -> None:
        tag = tag.rpartition(":")[2]
        if self._open_counts[tag]:
            while (closed := self._open.pop()) != tag:
                self._open_counts[closed] -= 1
            self._open_counts[tag] -= 1
            while self._marking and self._marking[-1][0] > len(self._open):
                _, begin, said = self._marking.pop()
                self.marks.append((begin, self._length, tag, said))
        if self._is_silent(tag):
            self._silent = max(0, self._silent - 1)
        elif tag in self._markup.blocks - self._markup.within and not self._silent:
            self._add("\n\n")

    def _is_silent(self, tag: str) -> bool:
        within = f"{self._open[-1]}/{tag}" if self._open else tag
        return not self._markup.silent.isdisjoint({tag, within})

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._add(data, len(data))

    def handle_entityref(self, name: str) -> None:
        self._add_sign(f"&{name}")

    def handle_charref(self, name: str) -> None:
        self._add_sign(f"&#{name}")

    def _add_sign(self, written: str) -> None:
        if not self._silent:
            ended = self._source.startswith(";", self._source_offset() + len(written))
            self._add(html.unescape(f"{written};"), len(written) + ended)


def text_of_html(source: str, markup: Markup = _HTML) -> tuple[str, tuple[TextRun, ...]]:
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
        Where in the source each run of it comes from.
    """
    text, pieces, _ = marked_text(source, markup)
    return text, pieces


def marked_text(source: str, markup: Markup) -> tuple[str, tuple[TextRun, ...], tuple[GivenReading, ...]]:
    """Return the text of a page, where its runs come from, and what it says itself of its words."""
    reader = _Reader(source, markup)
    reader.feed(source)
    reader.close()
    text = "".join(reader.parts)
    marks = []
    for begin, end, element, said in reader.marks:
        words = text[begin:end]
        if words.strip():
            start = begin + len(words) - len(words.lstrip())
            marks.append(GivenReading(start, start + len(words.strip()), element, said))
    return text, tuple(reader.pieces), tuple(sorted(marks, key=lambda mark: mark[:2]))
