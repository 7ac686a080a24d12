"""Reads RTF as a word processor shows it: text, tables and boxes, then the notes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from mapsvc.errors import SchemaError
from mapsvc.geoparse.documents import Document, Reader

_TOKEN = re.compile(
    r"\\(?P<word>[A-Za-z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<byte>[0-9A-Fa-f]{2})|\\(?P<sign>.)"
    r"|(?P<brace>[{}])|[\r\n\0]+|(?P<plain>[^\\{}\r\n\0]+)",
    re.DOTALL,
)
#: Encodings by the character set of a font.
_CHARSETS = {
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gbk", 136: "cp950", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874",
    238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
_OF_ALL = {"ansi": "cp1252", "mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
_SIGNS_OF_RTF = {
    "par": "\n", "sect": "\n\n", "page": "\n\n", "line": "\n", "softline": "\n", "tab": "\t", "cell": "\t",
    "nestcell": "\t", "row": "\n", "nestrow": "\n", "emdash": "\u2014", "endash": "\u2013",
    "emspace": " ", "enspace": " ", "qmspace": " ", "bullet": "\u2022", "lquote": "\u2018",
    "rquote": "\u2019", "ldblquote": "\u201c", "rdblquote": "\u201d", "zwj": "\u200d", "zwnj": "\u200c",
    "zwbo": "\u200b", "zwnbo": "\u2060",
    "~": "\u00a0", "-": "\u00ad", "_": "-", "{": "{", "}": "}", "\\": "\\", "\n": "\n", "\r": "\n",
}  # fmt: skip
#: What is not printed where it stands: tables of fonts and styles, marks of indexes, codes of fields,
#: headers, numbers of paragraphs, pictures, the first of two ways to say a thing.
_NO_TEXT_OF_RTF = """
    fonttbl colortbl stylesheet info fldinst pict objdata header headerl headerr headerf footer footerl
    footerr footerf listtext pntext nonshppict nonesttables shprslt xe tc txe rxe upr ftnsep ftnsepc aftnsep
    aftnsepc bkmkstart bkmkend annotation atnid atnauthor template filetbl revtbl
"""
_SILENT_IN_RTF = frozenset(_NO_TEXT_OF_RTF.split())
#: What is printed although all around it is not: the text of a shape, the second of two ways.
_PRINTED_WITHIN = frozenset({"shptxt", "dptxbxtext", "ud"})
_BOXES = frozenset({"shptxt", "dptxbxtext"})
_HIDING = frozenset({"v", "deleted"})
_ENDS_PARAGRAPH = frozenset({"par", "row", "sect"})


@dataclass(frozen=True)
class _State:
    """What holds within a group, and again behind the groups in it."""

    out: list[str]
    silent: bool = False
    hidden: bool = False
    deleted: bool = False
    #: Signs of old programs that stand behind each one given by its number.
    stand_ins: int = 1
    font: int | None = None
    in_fonts: bool = False


@dataclass
class _RtfReading:
    """An RTF while it is gone through."""

    encoding: str = "cp1252"
    fonts: dict[int, str] = field(default_factory=dict)
    first_font: int | None = None
    main: list[str] = field(default_factory=list)
    boxes: list[list[str]] = field(default_factory=list)
    notes: list[list[str]] = field(default_factory=list)
    state: _State = field(default_factory=lambda: _State([]))
    around: list[_State] = field(default_factory=list)
    #: Bytes whose encoding is that of the font, and halves of signs, until what they are is complete.
    waiting: bytearray = field(default_factory=bytearray)
    halves: list[int] = field(default_factory=list)
    #: So many signs are passed over, as they only stand in.
    passed: int = 0
    starred: bool = False

    def read(self, source: str) -> str:
        self.state = _State(self.main)
        at = 0
        while found := _TOKEN.match(source, at):
            at = found.end()
            if found["word"] == "bin":
                at += max(0, int(found["number"] or 0))
            else:
                self._take(found)
            if found[0] == "}" and not self.around:
                break
        self._flush()
        self._place_boxes()
        return "".join(["".join(self.main), *("\n" + "".join(note) for note in self.notes)])

    def _take(self, found: re.Match[str]) -> None:
        if found["byte"] or found["plain"]:
            self._add_bytes(found)
        elif found["brace"]:
            self._turn_group(found[0])
        elif word := found["word"] or found["sign"]:
            self._obey(word, found["number"])

    def _add_bytes(self, found: re.Match[str]) -> None:
        data = bytes.fromhex(found["byte"]) if found["byte"] else found["plain"].encode("latin-1")
        # what stands in for a sign that was given by its number
        cut = min(self.passed, len(data))
        self.passed -= cut
        if len(data) > cut:
            self._write_halves()
            self.waiting += data[cut:]
        self.starred = False

    def _turn_group(self, brace: str) -> None:
        self._flush()
        self.passed = 0
        if brace == "{":
            self.around.append(self.state)
        elif self.around:
            self.state = self.around.pop()

    def _obey(self, word: str, number: str | None) -> None:
        """Do what a control word says; the signs of one letter are words as well."""
        if word == "u" and number is not None:
            self._write_bytes()
            self.halves.append(int(number) % 0x10000)
            self.passed = self.state.stand_ins
            return
        self._flush()
        starred, self.starred = self.starred, word == "*"
        if word in _SIGNS_OF_RTF:
            self._write(_SIGNS_OF_RTF[word])
            if word in _ENDS_PARAGRAPH and self.state.out is self.main:
                self._place_boxes()
        elif word in _HIDING:
            self._hide(word, on=number != "0")
        elif word == "footnote" or word in _PRINTED_WITHIN:
            self._open(word)
        elif starred or word in _SILENT_IN_RTF:
            self.state = replace(self.state, silent=True, in_fonts=word == "fonttbl")
        else:
            self._set(word, int(number or 0))

    def _hide(self, word: str, *, on: bool) -> None:
        state = self.state
        self.state = replace(state, hidden=on) if word == "v" else replace(state, deleted=on)

    def _open(self, word: str) -> None:
        """Begin a note or a box, or go on with what is printed although all around it is not."""
        if word != "footnote":
            self.state = replace(self.state, silent=False)
        kept = self.notes if word == "footnote" else self.boxes if word in _BOXES else None
        if kept is not None and not self.state.silent:
            kept.append([])
            self.state = replace(self.state, out=kept[-1])

    def _set(self, word: str, number: int) -> None:
        """Take in what encoding the text, a font or the next signs have."""
        if word in _OF_ALL or word == "ansicpg":
            self.encoding = _OF_ALL.get(word) or _known(f"cp{number}", self.encoding)
        elif word == "deff":
            self.first_font = number
        elif word == "uc":
            self.state = replace(self.state, stand_ins=number)
        elif word == "f":
            self.state = replace(self.state, font=number)
        elif word == "plain":
            self.state = replace(self.state, hidden=False, deleted=False, font=self.first_font)
        elif self.state.in_fonts and self.state.font is not None:
            self._set_font(self.state.font, word, number)

    def _set_font(self, font: int, word: str, number: int) -> None:
        if word == "fcharset" and number in _CHARSETS:
            # the character set of the text itself says no more than its code page
            self.fonts[font] = _CHARSETS[number] if number else self.encoding
        elif word == "cpg":
            self.fonts[font] = _known(f"cp{number}", self.encoding)

    def _flush(self) -> None:
        self._write_bytes()
        self._write_halves()

    def _write_bytes(self) -> None:
        if self.waiting:
            font = self.state.font if self.state.font is not None else self.first_font
            encoding = self.fonts.get(font, self.encoding) if font is not None else self.encoding
            self._write(self.waiting.decode(encoding, errors="replace"))
            self.waiting.clear()

    def _write_halves(self) -> None:
        if self.halves:
            data = b"".join(half.to_bytes(2, "little") for half in self.halves)
            self._write(data.decode("utf-16-le", errors="replace"))
            self.halves.clear()

    def _write(self, text: str) -> None:
        state = self.state
        if not (state.silent or state.hidden or state.deleted):
            state.out.append(text)

    def _place_boxes(self) -> None:
        for box in self.boxes:
            self.main.append("".join(box).rstrip("\n") + "\n")
        self.boxes = []


def _known(encoding: str, otherwise: str) -> str:
    try:
        b"".decode(encoding)
    except LookupError:
        return otherwise
    return encoding


def _read(name: str, data: bytes, _: str) -> Document:
    if not data.startswith(b"{\\rtf"):
        msg = f"{name!r} is no readable RTF: it does not begin as one."
        raise SchemaError(msg)
    return Document(name, _RtfReading().read(data.decode("latin-1")))


READER = Reader((".rtf",), _read, empty="has no text")
