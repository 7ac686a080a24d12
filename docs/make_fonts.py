"""
Make the fonts of pictures: static, cut to what maps are written in, with further scripts merged in.

Needs `fonttools`, `brotli`, `uharfbuzz`, `fontpkg-noto-sans` 2.15, `fontpkg-noto-sans-arabic` 2.12 (OFL 1.1);
Armenian, Georgian and Hebrew come from the web fonts in `templates/static/vendor/noto-sans`. Noto Sans has no
arrows and no ≈: they are drawn here. Writes `templates/fonts/`; the same versions give the same bytes.
"""

from __future__ import annotations

import hashlib
import importlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ["SOURCE_DATE_EPOCH"] = "1704067200"

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "templates" / "fonts"
VENDOR = ROOT / "templates" / "static" / "vendor" / "noto-sans"
STYLES = (
    ("Regular", "NotoSans[wdth,wght].ttf", 400),
    ("Bold", "NotoSans[wdth,wght].ttf", 700),
    ("Italic", "NotoSans-Italic[wdth,wght].ttf", 400),
)
LETTERS = {
    *range(0x20, 0x7F), *range(0xA0, 0x530), *range(0x1E00, 0x2000), *range(0x2010, 0x2028),
    *range(0x2030, 0x203B), *range(0x2070, 0x20C1), *range(0x2150, 0x218A), *range(0xFB00, 0xFB05),
    0x200B, 0x200C, 0x200D, 0x202F, 0x2044, 0x2116, 0x2117, 0x2122, 0x2212, 0x2215, 0x2260, 0x2264, 0x2265,
    0x25A0, 0x25CB, 0x25CC, 0x25CF, 0xFFFD,
}  # fmt: skip
#: Arabic as Arabs, Persians, Ottomans, Kurds write it; forms by place in a word are glyphs, no letters.
ARABIC = {*range(0x600, 0x700), 0x200D}
SHAPING = ["mark", "mkmk", "ccmp", "rlig", "init", "medi", "fina", "isol", "calt"]


def tools(name: str) -> Any:
    """Return a module of fonttools, which the project does not depend on."""
    return importlib.import_module(f"fontTools.{name}")


def main() -> None:
    """Write the fonts, their checksums and the list of letters that all of them have."""
    source = Path(importlib.import_module("fontpkg_noto_sans").__file__ or "").parent / "files"
    known: list[set[int]] = []
    for style, file, weight in STYLES:
        with tempfile.TemporaryDirectory() as folder:
            parts = [_latin(source / file, weight, Path(folder) / "latin.ttf")]
            parts += [_script(name, Path(folder)) for name in ("armenian", "georgian", "hebrew")]
            parts.append(_arabic(weight, Path(folder) / "arabic.ttf"))
            font = tools("merge").Merger().merge(parts)
            _keep_metrics(font, tools("ttLib").TTFont(parts[0]))
        _add_arrows(font)
        _add_almost(font)
        _add_marks(font)
        _rename(font, style, weight)
        font.recalcTimestamp = False
        font.save(TARGET / f"NotoSans-{style}.ttf")
        known.append(set(font.getBestCmap()))
    _write_lists(set.intersection(*known))


def _subset(font: Any, codes: set[int], features: list[str], path: Path) -> str:
    options = tools("subset").Options()
    options.layout_features, options.hinting, options.notdef_outline = features, False, True
    options.drop_tables += ["STAT", "MATH"]
    cutter = tools("subset").Subsetter(options)
    cutter.populate(unicodes=codes)
    cutter.subset(font)
    font.save(path)
    return str(path)


def _latin(source: Path, weight: int, path: Path) -> str:
    font = tools("ttLib").TTFont(source)
    font = tools("varLib.instancer").instantiateVariableFont(font, {"wght": weight, "wdth": 100})
    return _subset(font, LETTERS, ["kern", "mark", "mkmk", "locl", "liga"], path)


def _script(name: str, folder: Path) -> str:
    font = tools("ttLib").TTFont(VENDOR / f"noto-sans-{name}-{name}-400-normal.woff2")
    font.flavor = None
    codes = {code for code in font.getBestCmap() if code > 0x250 and code not in LETTERS}
    return _subset(font, codes, ["kern", "mark", "ccmp"], folder / f"{name}.ttf")


def _arabic(weight: int, path: Path) -> str:
    folder = Path(importlib.import_module("fontpkg_noto_sans_arabic").__file__ or "").parent / "files"
    font = tools("ttLib").TTFont(folder / "NotoSansArabic[wdth,wght].ttf")
    font = tools("varLib.instancer").instantiateVariableFont(font, {"wght": weight, "wdth": 100})
    shaped = path.with_name("shaped.ttf")
    _subset(font, ARABIC, SHAPING, shaped)
    importlib.import_module("arabic_forms").compose_forms(shaped, path)
    return str(path)


def _keep_metrics(font: Any, latin: Any) -> None:
    """Leave the height of a line as Latin has it: of merged fonts, the highest would count."""
    for table, fields in {
        "hhea": ("ascent", "descent", "lineGap"),
        "OS/2": (
            "sTypoAscender", "sTypoDescender", "sTypoLineGap", "usWinAscent", "usWinDescent", "sxHeight",
            "sCapHeight",
        ),
    }.items():  # fmt: skip
        for name in fields:
            setattr(font[table], name, getattr(latin[table], name))


def _add_glyph(font: Any, code: int, glyph: Any, width: int) -> None:
    glyph.recalcBounds(font["glyf"])
    name = f"uni{code:04X}"
    order = [*font.getGlyphOrder(), name]
    font.setGlyphOrder(order)
    font["glyf"].glyphs[name], font["glyf"].glyphOrder = glyph, order
    font["hmtx"].metrics[name] = (width, glyph.xMin)
    for table in font["cmap"].tables:
        table.cmap[code] = name


def _add_arrows(font: Any) -> None:
    """Draw → ← ↑ ↓ in the weight of the minus sign."""
    minus = font["glyf"][font.getBestCmap()[0x2212]]
    half, mid = (minus.yMax - minus.yMin) // 2, (minus.yMax + minus.yMin) // 2
    right = [
        (60, mid - half), (60, mid + half), (700, mid + half), (520, mid + 210), (640, mid + 210),
        (900, mid), (640, mid - 210), (520, mid - 210), (700, mid - half),
    ]  # fmt: skip
    turns: dict[int, Callable[[int, int], tuple[int, int]]] = {
        0x2192: lambda x, y: (x, y),
        0x2190: lambda x, y: (960 - x, y),
        0x2191: lambda x, y: (480 + (y - mid), mid + (x - 480)),
        0x2193: lambda x, y: (480 + (y - mid), mid - (x - 480)),
    }
    for code, turn in turns.items():
        points = [turn(*point) for point in right]
        area = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, [*points[1:], points[0]], strict=True))
        pen = tools("pens.ttGlyphPen").TTGlyphPen(None)
        points = points[::-1] if area > 0 else points
        pen.moveTo(points[0])
        for point in points[1:]:
            pen.lineTo(point)
        pen.closePath()
        _add_glyph(font, code, pen.glyph(), 960)


def _add_almost(font: Any) -> None:
    """Draw ≈ as two tildes."""
    glyphs, tilde = font.getGlyphSet(), font.getBestCmap()[ord("~")]
    pen = tools("pens.ttGlyphPen").TTGlyphPen(glyphs)
    for rise in (-110, 110):
        glyphs[tilde].draw(tools("pens.transformPen").TransformPen(pen, (1, 0, 0, 1, 0, rise)))
    _add_glyph(font, 0x2248, pen.glyph(), font["hmtx"].metrics[tilde][0])


def _add_marks(font: Any) -> None:
    """Add the marks that give a line its direction, which show nothing: a PDF wants a glyph of each."""
    for code in range(0x2066, 0x206A):
        _add_glyph(font, code, tools("pens.ttGlyphPen").TTGlyphPen(None).glyph(), 0)


def _rename(font: Any, style: str, weight: int) -> None:
    texts = {
        0: "Copyright The Noto Project Authors (https://github.com/notofonts)",
        1: "Noto Sans",
        2: style,
        3: f"mapsvc: Noto Sans {style}",
        4: f"Noto Sans {style}",
        5: "Version 2.015; cut and merged for mapsvc",
        6: f"NotoSans-{style}",
        13: "This Font Software is licensed under the SIL Open Font License, Version 1.1.",
        14: "https://openfontlicense.org",
    }
    font["name"].names = []
    for number, text in texts.items():
        font["name"].setName(text, number, 3, 1, 0x409)
        font["name"].setName(text, number, 1, 0, 0)
    font["OS/2"].usWeightClass = weight
    flag = {"Regular": 0x40, "Bold": 0x20, "Italic": 0x01}[style]
    font["OS/2"].fsSelection = flag | (font["OS/2"].fsSelection & 0x80)
    font["head"].macStyle = {"Regular": 0, "Bold": 1, "Italic": 2}[style]
    font["head"].modified = font["head"].created


def _write_lists(codes: set[int]) -> None:
    runs: list[list[int]] = []
    for code in sorted(codes):
        if runs and code == runs[-1][1] + 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    lines = "".join(f"{first:04X} {last:04X}\n" for first, last in runs)
    head = "# Code points that all three fonts have, in hexadecimal, first and last.\n"
    (TARGET / "letters.txt").write_text(head + lines, encoding="utf-8")
    sums = (
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n"
        for path in sorted(TARGET.glob("*.ttf"))
    )
    (TARGET / "SHA256SUMS").write_text("".join(sums), encoding="utf-8")


if __name__ == "__main__":
    main()
