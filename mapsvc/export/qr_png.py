"""QR codes of addresses as small PNG pictures, for slides and handouts."""

from __future__ import annotations

import io

import segno

#: Pixels of a module, and the quiet zone in modules that the standard asks for.
_MODULE_PX, _BORDER = 8, 4
#: A QR code of error correction M holds this many bytes at most.
MOST_BYTES = 2331


def qr_png(address: str) -> bytes | None:
    """Return the QR code of an address, or nothing for none or one that is too long."""
    if not address or len(address.encode()) > MOST_BYTES:
        return None
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="png", scale=_MODULE_PX, border=_BORDER)
    return out.getvalue()
