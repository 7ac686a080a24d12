"""One HTML file with what differs between two drawings: pictures side by side, pages by lines."""

from __future__ import annotations

import base64
import difflib
import html
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageChops

from tests.golden.draw import FAILED, file_of
from tests.golden.lines import SCRIPT_LEAD, words_of

_MOST_LINES = 300
_LONGEST_LINE = 4000
_COMMON_LINES = 60
_QUALITY = 88
#: A channel of a pixel that differs by less is not seen.
_SEEN_STEP = 8
_CSS = """
body{font:15px/1.45 system-ui,sans-serif;margin:1.5rem;color:#16222b;background:#fff}
.pair{display:grid;grid-template-columns:1fr 1fr 1fr;gap:.6rem}
figure{margin:0}img{max-width:100%;border:1px solid #aab}
figure:focus{grid-column:1/-1;order:-1}figcaption,.quiet{color:#5b6670;font-size:13px}
pre{white-space:pre-wrap;background:#f6f6f2;padding:.6rem;font-size:12.5px}
ins,del{text-decoration:none}ins{background:#d9f2dc}del{background:#fbdcdc}h3{margin:1.6rem 0 .4rem}
"""


@dataclass(frozen=True)
class Sides:
    """
    Two drawings of a group.

    Attributes
    ----------
    before, after
        Folders of what was drawn; a thing that one side lacks has no file there.
    differing
        Addresses whose hashes are not the same.
    count
        Of all that were drawn.
    """

    before: Path
    after: Path
    differing: Sequence[str]
    count: int


def write_report(file: Path, names: tuple[str, str], pictures: Sides, pages: Sides) -> list[str]:
    """
    Write the report.

    Parameters
    ----------
    file
        Where.
    names
        What the two sides are called.
    pictures
        Its files are PNG.
    pages
        Its files are lines.

    Returns
    -------
    list
        A line for each thing that differs: how, and its address.
    """
    shown = sorted((_picture(pictures, address) for address in pictures.differing), reverse=True)
    read = sorted((_page(pages, address) for address in pages.differing), reverse=True)
    told = [f"picture  {how:24}  {address}" for _, how, address, _ in shown]
    told += [f"page     {how:24}  {address}" for how, address, _ in read]
    before, after = map(html.escape, names)
    parts = [
        f"<!doctype html><html lang='en'><meta charset='utf-8'><title>{before} and {after}</title>",
        f"<style>{_CSS}</style><h1>{before} and {after}</h1>",
        f"<p>{len(shown)} of {pictures.count} pictures and {len(read)} of {pages.count} pages differ.</p>",
        f"<pre>{html.escape(chr(10).join(told))}</pre>",
        "<h2>Pictures</h2><p class='quiet'>A click makes a picture large.</p>",
        *(f"<h3>{html.escape(address)}</h3><p>{how}</p>{body}" for _, how, address, body in shown),
        "<h2>Pages</h2>",
        *_common_lines(pages),
        *(f"<h3>{html.escape(address)}</h3><p>{how}</p>{body}" for how, address, body in read),
    ]
    file.write_text("\n".join(parts), "utf-8")
    return told


def _picture(sides: Sides, address: str) -> tuple[float, str, str, str]:
    """Return how much of a picture differs, the same in words, its address, and both sides."""
    drawn = [_read(folder, address) for folder in (sides.before, sides.after)]
    failed = [side for side in drawn if side.startswith(FAILED)]
    if failed:
        body = "".join(f"<pre>{html.escape(side.decode())}</pre>" for side in failed)
        return 2.0, "cannot be drawn", address, body
    before, after = (Image.open(io.BytesIO(side)).convert("RGB") for side in drawn)
    share, marked = _marked(before, after)
    figures = zip(("before", "after", "what differs"), (before, after, marked), strict=True)
    body = "".join(
        f"<figure tabindex='0'><img alt='' src='{_address_of(picture)}'>"
        f"<figcaption>{name}</figcaption></figure>"
        for name, picture in figures
    )
    how = f"{share:.2%} of the pixels" if share else "no pixel, the file alone"
    return share, how, address, f"<div class='pair'>{body}</div>" if share else ""


def _marked(before: Image.Image, after: Image.Image) -> tuple[float, Image.Image]:
    """Return the share of pixels that differ and the later picture, pale, with those pixels in red."""
    if before.size != after.size:
        return 1.0, after
    red, green, blue = ImageChops.difference(before, after).split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    mask = most.point([255 if step >= _SEEN_STEP else 0 for step in range(256)])
    pale = Image.blend(after, Image.new("RGB", after.size, "white"), 0.75)
    pale.paste((200, 0, 0), mask=mask)
    return mask.histogram()[255] / (after.width * after.height), pale


def _address_of(picture: Image.Image) -> str:
    file = io.BytesIO()
    picture.save(file, "WEBP", quality=_QUALITY)
    return f"data:image/webp;base64,{base64.b64encode(file.getvalue()).decode()}"


def _page(sides: Sides, address: str) -> tuple[str, str, str]:
    """Return how a page differs, its address, and the lines that do."""
    before, after = _lines(sides.before, address), _lines(sides.after, address)
    how = _how(before, after)
    diff = list(difflib.unified_diff(before, after, "before", "after", n=2, lineterm=""))[2:]
    body = "\n".join(_coloured(line) for line in diff[:_MOST_LINES])
    rest = len(diff) - _MOST_LINES
    more = f"<p class='quiet'>… and {rest} lines more</p>" if rest > 0 else ""
    return how, address, f"<pre>{body}</pre>{more}"


def _how(before: list[str], after: list[str]) -> str:
    if words_of(before) != words_of(after):
        return "words"
    scripts = ([line for line in side if line.startswith(SCRIPT_LEAD)] for side in (before, after))
    return "markup, not words" if next(scripts) == next(scripts) else "data, not words"


def _common_lines(sides: Sides) -> Iterator[str]:
    """Yield what changed alike on several pages, so that it need be read once."""
    changed: Counter[str] = Counter()
    for address in sides.differing:
        before, after = Counter(_lines(sides.before, address)), Counter(_lines(sides.after, address))
        changed.update({f"-{line}" for line in before - after} | {f"+{line}" for line in after - before})
    common = [(line, count) for line, count in changed.most_common(_COMMON_LINES) if count > 1]
    if common:
        lines = "\n".join(f"{count:3} × {_coloured(line)}" for line, count in common)
        yield f"<h3>Lines that changed on several pages</h3><pre>{lines}</pre>"


def _coloured(line: str) -> str:
    text = html.escape(line[:_LONGEST_LINE])
    tag = {"+": "ins", "-": "del"}.get(line[:1])
    return f"<{tag}>{text}</{tag}>" if tag else text


def _lines(folder: Path, address: str) -> list[str]:
    return _read(folder, address).decode().splitlines()


def _read(folder: Path, address: str) -> bytes:
    file = file_of(folder, address)
    return file.read_bytes() if file.exists() else FAILED + b"it was not drawn"
