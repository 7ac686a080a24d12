"""Makes `templates/export/slides.pptx`: the master of our slides, with its theme and layouts, and no slide.

Usage: `python docs/make_slides.py`. Letters, colours and places of text are changed here, or in PowerPoint
and Impress under View → Slide master; the file is read as it is: a house may put its own in its place.
"""

from __future__ import annotations

import io
import re
import sys
import zipfile
from pathlib import Path
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Inches

FILE = Path(__file__).parents[1] / "templates" / "export" / "slides.pptx"
SLIDE_IN = (13.333, 7.5)
#: What every office programme has, with the letters of most scripts: else another would take its place.
FONT, FONT_OF_SHAPED = "Arial", "Arial"
COLOURS = {
    "dk1": "16222B", "lt1": "FFFFFF", "dk2": "3C4A53", "lt2": "F7F1E4", "hlink": "7D1519",
    "accent1": "7D1519", "accent2": "2C5A6B", "accent3": "5C4A3C", "accent4": "B08A2E", "accent5": "4A565E",
    "accent6": "53402A", "folHlink": "4A565E",
}  # fmt: skip
#: The format wants them in this order.
ORDER = ("dk1", "lt1", "dk2", "lt2", *(f"accent{n}" for n in range(1, 7)), "hlink", "folHlink")
#: Boxes in inches: left, top, width, height.
ACROSS = 12.633
TITLE, SUBTITLE, SENTENCE = (0.35, 0.14, 11.6, 0.54), (0.35, 0.68, 11.6, 0.36), (0.35, 0.68, 11.6, 0.62)
PICTURE, LOWER_PICTURE = (0.35, 1.1, ACROSS, 5.96), (0.35, 1.36, ACROSS, 5.7)
CREDITS, NUMBER = (0.35, 7.12, 11.8, 0.26), (12.25, 7.12, 0.733, 0.26)
NO_EDGES = 'lIns="0" tIns="0" rIns="0" bIns="0"'


def placeholder(
    number: int,
    name: str,
    kind: str,
    box: tuple[float, ...],
    *,
    body: str = NO_EDGES,
    style: str = "",
    text: str = "",
) -> Any:
    """Return a placeholder; `style` is that of its first level."""
    left, top, width, height = (Inches(side) for side in box)
    content = text or f"<a:r><a:rPr/><a:t>{name}</a:t></a:r>"
    levels = f"<a:lstStyle>{style}</a:lstStyle>" if style else "<a:lstStyle/>"
    return parse_xml(
        f'<p:sp {nsdecls("p", "a", "r")}><p:nvSpPr><p:cNvPr id="{number}" name="{name}"/>'
        f'<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph {kind}/></p:nvPr></p:nvSpPr>'
        f'<p:spPr><a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>'
        f"<p:txBody><a:bodyPr {body}><a:normAutofit/></a:bodyPr>{levels}<a:p>{content}</a:p></p:txBody>"
        "</p:sp>"
    )


def level(size: int, colour: str, *, bold: bool = False, align: str = "l", more: str = "") -> str:
    """Return the style of a first level without a bullet; sizes are hundredths of a point."""
    return (
        f'<a:lvl1pPr marL="0" indent="0" algn="{align}"><a:spcBef><a:spcPts val="0"/></a:spcBef>{more}'
        "<a:buNone/>"
        f'<a:defRPr sz="{size}" b="{int(bold)}"><a:solidFill><a:schemeClr val="{colour}"/></a:solidFill>'
        '<a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/></a:defRPr>'
        "</a:lvl1pPr>"
    )


def slide_number() -> Any:
    """Return the number of the slide."""
    field = (
        '<a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum"><a:rPr/><a:t>‹#›</a:t></a:fld>'
    )
    return placeholder(
        9, "Slide number", 'type="sldNum" sz="quarter" idx="13"', NUMBER, body=f'{NO_EDGES} anchor="ctr"',
        style=level(1000, "accent5", align="r"), text=field,
    )  # fmt: skip


def fill(element: Any, name: str, shapes: list[Any]) -> None:
    """Put shapes in place of those of a layout or the master."""
    element.cSld.set("name", name)
    tree = element.cSld.spTree
    for shape in list(tree)[2:]:
        tree.remove(shape)
    tree.extend(shapes)


def layouts() -> dict[str, tuple[str, list[Any]]]:
    """Return the layouts by name: type and shapes."""
    low = f'{NO_EDGES} anchor="ctr"'
    credits = placeholder(
        6, "Credits", 'type="body" sz="quarter" idx="12"', CREDITS, body=low, style=level(900, "accent5")
    )

    def shown(name: str, subtitle: tuple[float, ...], picture: tuple[float, ...], size: int) -> list[Any]:
        return [
            placeholder(2, "Title", 'type="title"', TITLE),
            placeholder(3, name, 'type="body" sz="quarter" idx="10"', subtitle, style=level(size, "accent1")),
            placeholder(4, "Map", 'type="pic" idx="11"', picture, style=level(1600, "accent5")),
            parse_xml(etree.tostring(credits)),
            slide_number(),
        ]

    opening = [
        placeholder(
            2, "Title", 'type="ctrTitle"', (0.9, 1.7, 11.5, 2.2), body=f'{NO_EDGES} anchor="b"',
            style=level(4000, "tx1", bold=True),
        ),
        placeholder(
            3, "Subtitle", 'type="subTitle" idx="1"', (0.9, 4.15, 11.5, 1.3), style=level(2000, "accent1")
        ),
        slide_number(),
    ]  # fmt: skip
    gap = '<a:spcAft><a:spcPts val="500"/></a:spcAft>'
    closing = [
        placeholder(2, "Title", 'type="title"', TITLE),
        placeholder(3, "Text", 'idx="1"', (0.35, 0.95, ACROSS, 6.05), style=level(1400, "tx1", more=gap)),
        slide_number(),
    ]
    return {
        "Opening": ("title", opening),
        "Map": ("cust", shown("Date", SUBTITLE, PICTURE, 1800)),
        "Map and sentence": ("cust", shown("Sentence", SENTENCE, LOWER_PICTURE, 1600)),
        "Sources": ("obj", closing),
    }


def themed(blob: bytes) -> bytes:
    """Return a theme with our names, letters and colours."""
    text = blob.decode()
    text = re.sub(r'(<a:theme [^>]*name=")[^"]*', r"\1mapsvc", text, count=1)
    text = re.sub(r'(<a:(?:clrScheme|fontScheme) name=")[^"]*', r"\1mapsvc", text)
    colours = "".join(f'<a:{name}><a:srgbClr val="{COLOURS[name]}"/></a:{name}>' for name in ORDER)
    text = re.sub(r"(<a:clrScheme [^>]*>).*?(</a:clrScheme>)", rf"\1{colours}\2", text, flags=re.S)
    fonts = f'<a:latin typeface="{FONT}"/><a:ea typeface=""/><a:cs typeface="{FONT_OF_SHAPED}"/>'
    for kind in ("majorFont", "minorFont"):
        text = re.sub(rf"(<a:{kind}>).*?(</a:{kind}>)", rf"\1{fonts}\2", text, flags=re.S)
    return text.encode()


def make() -> bytes:
    """Return the file; the same each time."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = (Inches(side) for side in SLIDE_IN)
    master = deck.slide_master
    wanted = layouts()
    for layout in list(master.slide_layouts)[len(wanted) :]:
        master.slide_layouts.remove(layout)
    for layout, (name, (kind, shapes)) in zip(master.slide_layouts, wanted.items(), strict=True):
        fill(layout._element, name, shapes)
        layout._element.set("type", kind)
    title = placeholder(2, "Title", 'type="title"', TITLE, body=f'{NO_EDGES} anchor="b"')
    text = placeholder(3, "Text", 'type="body" idx="1"', (0.35, 0.95, ACROSS, 6.05))
    fill(master._element, "mapsvc", [title, text, slide_number()])
    styles = master._element.find(".//{*}titleStyle")
    heading = level(2800, "tx1", bold=True).replace("+mn-", "+mj-")
    styles.getparent().replace(
        styles, parse_xml(f"<p:titleStyle {nsdecls('p', 'a')}>{heading}</p:titleStyle>")
    )
    for slides in (deck.part, deck.notes_master.part):
        owner = master.part if slides is deck.part else slides
        theme = owner.part_related_by(RELATIONSHIP_TYPE.THEME)
        if hasattr(theme, "_element"):
            theme._element = parse_xml(themed(theme.blob))
        else:
            theme._blob = themed(theme.blob)
    # A picture of another deck, and somebody's printer.
    for owner in (deck.part.package, deck.part):
        for key, relation in list(owner._rels.items()):
            if relation.reltype.endswith(("/thumbnail", "/printerSettings")):
                owner._rels.pop(key)
    out = io.BytesIO()
    deck.save(out)
    return timeless(out.getvalue())


def timeless(data: bytes) -> bytes:
    """Return a ZIP archive whose members all have the same time."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in sorted(given.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            member = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            member.compress_type, member.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            made.writestr(member, given.read(name))
    return out.getvalue()


if __name__ == "__main__":
    sys.stdout.write(f"{FILE.write_bytes(make())} bytes: {FILE}\n")
