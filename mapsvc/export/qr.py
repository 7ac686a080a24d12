"""QR codes of addresses, made here: a lecture's slide shows one, and the hall has the map in its hands."""

from __future__ import annotations

import io
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
    return _saved(
        address, kind="svg", light="#ffffff", dark="#000000", title=title,
        xmldecl=False, nl=True, svgclass=None, lineclass=None, omitsize=False,
    )  # fmt: skip


def qr_png(address: str) -> bytes | None:
    """Return a QR code as PNG, for slides and handouts; nothing for no address or one that is too long."""
    if not address or len(address.encode()) > MOST_BYTES:
        return None
    return _saved(address, kind="png")


def _saved(address: str, **options: Any) -> bytes:
    out = io.BytesIO()
    code = segno.make(address, error="m", micro=False)
    code.save(out, scale=_SCALE, border=_BORDER, **options)
    return out.getvalue()
