"""QR codes of addresses, made here: a lecture's slide shows one, and the hall has the map in its hands."""

from __future__ import annotations

import io

import segno

#: Module size in SVG units, and the quiet zone around the code in modules that the standard asks for.
_SCALE, _BORDER = 8, 4


def write_qr(address: str, *, title: str) -> bytes:
    """
    Return a QR code as SVG.

    Parameters
    ----------
    address
        What the code says; at most some 2,300 bytes fit.
    title
        For readers who hear the picture.

    Returns
    -------
    svg
        Black on white, error correction M (15 per cent), the same bytes each time.
    """
    code = segno.make(address, error="m", micro=False)
    out = io.BytesIO()
    code.save(
        out, kind="svg", scale=_SCALE, border=_BORDER, light="#ffffff", dark="#000000", title=title,
        xmldecl=False, nl=True, svgclass=None, lineclass=None, omitsize=False,
    )  # fmt: skip
    return out.getvalue()
