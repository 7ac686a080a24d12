"""
Make a font of Arabic in which every letter is one glyph in each of its forms.

Noto Sans Arabic builds a letter of a skeleton and dots. Shown it is the same, but a PDF must say which letter
each glyph stands for, and dots stand for none: no text would pass as PDF/UA. Here HarfBuzz (`uharfbuzz`
0.57) puts each form together once, and substitutions are written anew: forms by place in a word, lam with
alif, vowel marks above and below the middle of a letter.
"""

from __future__ import annotations

import importlib
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_ZWJ = "\u200d"
_FORMS = {"isol": ("", ""), "init": ("", _ZWJ), "medi": (_ZWJ, _ZWJ), "fina": (_ZWJ, "")}
#: Vowel marks: their classes, how far they stand off, and not lower than this.
_ABOVE, _BELOW, _GAP, _LEAST_TOP = "@ABOVE", "@BELOW", 40, 500
_LAM, _ALIFS = 0x644, (0x622, 0x623, 0x625, 0x627)


def tools(name: str) -> Any:
    """Return a module of fonttools, which the project does not depend on."""
    return importlib.import_module(f"fontTools.{name}")


def compose_forms(source: Path, target: Path) -> None:
    """
    Write a font with one glyph for each form of each letter.

    Parameters
    ----------
    source
        A static font with its rules of shaping.
    target
        Where to write; nothing but letters, marks, digits and their forms is kept.
    """
    old = tools("ttLib").TTFont(source)
    shaper = _Shaper(source, old)
    glyphs: dict[str, Any] = {".notdef": (tools("pens.ttGlyphPen").TTGlyphPen(None).glyph(), 600)}
    codes: dict[int, str] = {}
    rules: dict[str, list[str]] = {form: [] for form in ("init", "medi", "fina", "rlig")}
    for code in sorted(code for code in old.getBestCmap() if 0x600 <= code < 0x700):
        name = codes[code] = f"uni{code:04X}"
        glyphs[name] = shaper.draw(chr(code))
        if unicodedata.category(chr(code)) != "Lo":
            continue
        for form, (before, after) in list(_FORMS.items())[1:]:
            drawn = shaper.draw(before + chr(code) + after)
            if shaper.outline(before + chr(code) + after) != shaper.outline(chr(code)):
                glyphs[f"{name}.{form}"] = drawn
                rules[form].append(f"sub {name} by {name}.{form};")
    for name, text, rule in _lam_alifs(glyphs):
        glyphs[name] = shaper.draw(text)
        rules["rlig"].append(rule)
    codes |= dict(_coded_forms(glyphs))
    _build(old, glyphs, codes, rules, target)


def _coded_forms(known: dict[str, Any]) -> Iterator[tuple[int, str]]:
    """Yield the codes that Unicode gives to forms, and their glyphs: whoever measures a text asks by code."""
    short = {"<initial>": "init", "<medial>": "medi", "<final>": "fina", "<isolated>": "isol"}
    for code in (*range(0xFB50, 0xFC00), *range(0xFE80, 0xFEFD)):
        kind, *parts = unicodedata.decomposition(chr(code)).split() or [""]
        name = "_".join(f"uni{part}" for part in parts)
        found = next((glyph for glyph in (f"{name}.{short.get(kind, '')}", name) if glyph in known), None)
        if found:
            yield code, found


def _lam_alifs(known: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    for alif in _ALIFS:
        for form, before, lam in (("isol", "", "init"), ("fina", _ZWJ, "medi")):
            name, last = f"uni0644_uni{alif:04X}.{form}", f"uni{alif:04X}.fina"
            last = last if last in known else last.removesuffix(".fina")
            yield name, before + chr(_LAM) + chr(alif), f"sub uni0644.{lam} {last} by {name};"


class _Shaper:
    """Draws texts as one glyph."""

    def __init__(self, path: Path, font: Any) -> None:
        self._harfbuzz: Any = importlib.import_module("uharfbuzz")
        self._font = self._harfbuzz.Font(self._harfbuzz.Face(path.read_bytes()))
        self._glyphs, self._order = font.getGlyphSet(), font.getGlyphOrder()

    def outline(self, text: str) -> tuple[tuple[str, int, int], ...]:
        """Return the glyphs that a text is made of and where each stands."""
        return tuple((name, x, y) for name, x, y, _ in self._parts(text))

    def draw(self, text: str) -> tuple[Any, int]:
        """Return the glyph of a text and how far it advances."""
        pen = tools("pens.ttGlyphPen").TTGlyphPen(None)
        parts = list(self._parts(text))
        for name, x, y, _ in parts:
            flat = tools("pens.recordingPen").DecomposingRecordingPen(self._glyphs)
            self._glyphs[name].draw(tools("pens.transformPen").TransformPen(flat, (1, 0, 0, 1, x, y)))
            flat.replay(pen)
        return pen.glyph(), sum(part[3] for part in parts)

    def _parts(self, text: str) -> Iterator[tuple[str, int, int, int]]:
        buffer = self._harfbuzz.Buffer()
        buffer.add_str(text)
        buffer.direction, buffer.script, buffer.language = "rtl", "Arab", "ar"
        self._harfbuzz.shape(self._font, buffer)
        x = 0
        for info, at in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            name = self._order[info.codepoint]
            if name not in {"space", "uni200D", "zwj"}:
                yield name, x + at.x_offset, at.y_offset, at.x_advance
            x += at.x_advance


def _vowels(table: Any, glyphs: dict[str, Any], codes: dict[int, str]) -> str:
    """Return the rules by which vowel marks stand above and below the middle of letters and each other."""
    marks = {
        name: _BELOW if unicodedata.combining(chr(code)) in {29, 32, 220} else _ABOVE
        for code, name in codes.items()
        if unicodedata.combining(chr(code)) and table[name].numberOfContours
    }
    classes, bases, upper = [], [], []
    for name, (_, advance) in glyphs.items():
        glyph = table[name]
        if not glyph.numberOfContours:
            continue
        middle, top, bottom = (glyph.xMin + glyph.xMax) // 2, glyph.yMax, glyph.yMin
        if name not in marks:
            places = (
                f"<anchor {advance // 2} {max(top, _LEAST_TOP) + _GAP}> mark {_ABOVE}",
                f"<anchor {advance // 2} {min(bottom, 0) - _GAP}> mark {_BELOW}",
            )
            bases.append(f"pos base {name} {' '.join(places)};")
            continue
        edge = bottom if marks[name] == _ABOVE else top
        far = top + _GAP if marks[name] == _ABOVE else bottom - _GAP
        classes.append(f"markClass {name} <anchor {middle} {edge}> {marks[name]};")
        upper.append(f"pos mark {name} <anchor {middle} {far}> mark {marks[name]};")
    lines = "\n".join
    rules = f"feature mark {{\n{lines(bases)}\n}} mark;\nfeature mkmk {{\n{lines(upper)}\n}} mkmk;\n"
    return f"{lines(classes)}\n{rules}"


def _build(old: Any, glyphs: dict[str, Any], codes: dict[int, str], rules: Any, target: Path) -> None:
    builder = tools("fontBuilder").FontBuilder(old["head"].unitsPerEm, isTTF=True)
    builder.setupGlyphOrder(list(glyphs))
    builder.setupCharacterMap(codes)
    builder.setupGlyf({name: glyph for name, (glyph, _) in glyphs.items()})
    table = builder.font["glyf"]
    builder.setupHorizontalMetrics({name: (wide, table[name].xMin) for name, (_, wide) in glyphs.items()})
    builder.setupHorizontalHeader(ascent=old["hhea"].ascent, descent=old["hhea"].descent)
    builder.setupNameTable({"familyName": "Arabic", "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=old["hhea"].ascent, sTypoDescender=old["hhea"].descent)
    builder.setupPost()
    features = "languagesystem DFLT dflt;\nlanguagesystem arab dflt;\n" + "".join(
        f"feature {name} {{ {' '.join(lines)} }} {name};\n" for name, lines in rules.items()
    )
    tools("feaLib.builder").addOpenTypeFeaturesFromString(
        builder.font, features + _vowels(table, glyphs, codes)
    )
    builder.save(target)
