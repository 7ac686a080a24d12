"""QR codes of addresses, made here: a lecture's slide shows one, and the hall has the map in its hands."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

import segno

#: Size of a module in SVG units or pixels, and the quiet zone in modules that the standard asks for.
_SCALE, _BORDER = 8, 4
#: A QR code of error correction M holds this many bytes at most.
MOST_BYTES = 2331


def write_qr(address: str, *, title: str) -> bytes:
    """
    Return a QR code as SVG.

    Parameters
    ----------
    address
        What the code says; at most `MOST_BYTES` fit.
    title
        For readers who hear the picture.

    Returns
    -------
    svg
        Black on white, error correction M (15 per cent), the same bytes each time.
    """
    out = io.BytesIO()
    _code(address).save(
        out, kind="svg", scale=_SCALE, border=_BORDER, light="#ffffff", dark="#000000", title=title,
        xmldecl=False, nl=True, svgclass=None, lineclass=None, omitsize=False,
    )  # fmt: skip
    return out.getvalue()


def qr_png(address: str) -> bytes | None:
    """Return a QR code as PNG, for slides and handouts; nothing for no address or one that is too long."""
    if not address or len(address.encode()) > MOST_BYTES:
        return None
    # The library's own writer goes pixel by pixel. Here a module is as broad as a byte has bits.
    edge = b"\xff" * _BORDER
    rows = [edge + bytes(0 if module else 255 for module in row) + edge for row in _code(address).matrix]
    side = len(rows[0])
    blank = [b"\xff" * side] * _BORDER
    lines = b"".join((b"\0" + row) * _SCALE for row in (*blank, *rows, *blank))
    head = struct.pack(">2I5B", side * _SCALE, side * _SCALE, 1, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in parts)


def _chunk(kind: bytes, data: bytes) -> bytes:
    """Return a part of a PNG."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _code(address: str) -> Any:
    return segno.make(address, error="m", micro=False)
