"""Pictures of old maps: opened with care, for what comes from elsewhere may be anything."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageDraw, UnidentifiedImageError

#: What is read.
SCAN_FORMATS = ("JPEG", "PNG", "WEBP", "TIFF")
#: A sheet of A0 at 200 dots an inch has 62 million; decoded, each takes four bytes.
MOST_SCAN_PIXELS = 80_000_000
MOST_SCAN_BYTES = 200_000_000
_LEAST_SIDE, _LONGEST_SIDE = 16, 65_000


class ScanError(ValueError):
    """A picture is none that can be laid under maps; the message says why, and what would do."""


@dataclass(frozen=True)
class ScanHead:
    """What a picture says of itself before it is unpacked: format, width, height, and tags of a TIFF."""

    format: str
    size: tuple[int, int]
    tags: dict[int, Any]


def read_scan_head(data: bytes | Path) -> ScanHead:
    """
    Return what a picture says of itself; nothing of it is unpacked.

    Parameters
    ----------
    data
        Its bytes or its file.

    Raises
    ------
    ScanError
        If it is none of `SCAN_FORMATS`, or too large.
    """
    size = len(data) if isinstance(data, bytes) else data.stat().st_size
    if size > MOST_SCAN_BYTES:
        most = MOST_SCAN_BYTES // 1_000_000
        msg = f"has {size / 1e6:.0f} MB; {most} MB are the most: save it as JPEG, or smaller"
        raise ScanError(msg)
    with _opened(data) as image:
        tags = dict(image.tag_v2) if image.format == "TIFF" and hasattr(image, "tag_v2") else {}
        return ScanHead(str(image.format), image.size, tags)


def read_scan(data: bytes | Path) -> Image.Image:
    """
    Return a picture in red, green, blue and alpha, its rows as they are stored.

    Raises
    ------
    ScanError
        If it cannot be read whole.
    """
    read_scan_head(data)
    with _opened(data) as image:
        try:
            image.load()
            return _plain(image).convert("RGBA")
        except (OSError, ValueError, SyntaxError, EOFError, MemoryError) as error:
            msg = f"cannot be read whole ({error}); open it in another program and save it again"
            raise ScanError(msg) from error


def _opened(data: bytes | Path) -> Image.Image:
    try:
        with warnings.catch_warnings():
            # What is too large is refused below, in words.
            warnings.simplefilter("ignore")
            image = Image.open(io.BytesIO(data) if isinstance(data, bytes) else data, formats=SCAN_FORMATS)
    except Image.DecompressionBombError as error:
        msg = f"has more than {MOST_SCAN_PIXELS // 1_000_000} million pixels; make it smaller"
        raise ScanError(msg) from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as error:
        msg = "is no picture that is read here; save it as JPEG, PNG, WebP or TIFF"
        raise ScanError(msg) from error
    width, height = image.size
    if width * height > MOST_SCAN_PIXELS or max(image.size) > _LONGEST_SIDE:
        share = (MOST_SCAN_PIXELS / (width * height)) ** 0.5
        msg = (
            f"has {width} × {height} pixels; {MOST_SCAN_PIXELS // 1_000_000} million are the most: make it "
            f"{int(width * min(share, 1))} pixels wide"
        )
        image.close()
        raise ScanError(msg)
    if min(image.size) < _LEAST_SIDE:
        image.close()
        msg = f"has {width} × {height} pixels, which is no map"
        raise ScanError(msg)
    return image


def _plain(image: Image.Image) -> Image.Image:
    """Return a picture of eight bits a colour: archives scan in sixteen."""
    if image.mode.startswith(("I", "F")):
        values = np.asarray(image, dtype=np.float64)
        low, high = float(values.min()), float(values.max())
        low, high = (0.0, 65535.0) if 255 < high <= 65535 and low >= 0 else (low, high)
        scaled = (values - low) / ((high - low) or 1.0) * 255
        return Image.fromarray(scaled.clip(0, 255).astype(np.uint8))
    return image


def cropped(image: Image.Image, corners: tuple[tuple[float, float], ...]) -> Image.Image:
    """Return a picture that is clear outside of a polygon; all of it without corners."""
    if not corners:
        return image
    mask = Image.new("L", image.size, 0)
    ImageDraw.Draw(mask).polygon([(x, y) for x, y in corners], fill=255)
    clear = Image.new("L", image.size, 0)
    image.putalpha(Image.composite(image.getchannel("A"), clear, mask))
    return image


def scan_picture(path: Path, *, most_px: int) -> bytes:
    """Return a scan as a picture that browsers show, no side longer than so many pixels."""
    image = read_scan(path)
    image.thumbnail((most_px, most_px), Image.Resampling.LANCZOS, reducing_gap=2.0)
    buffer = io.BytesIO()
    image.convert("RGB").save(buffer, "WEBP", quality=82, method=2)
    return buffer.getvalue()
