"""Pictures from elsewhere: read in every form, refused where they are none or would fill the memory."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from mapsvc.ground.scan import MOST_SCAN_PIXELS, ScanError, cropped, read_scan, read_scan_head
from tests import old_scans


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP", "TIFF"])
def test_picture_is_read_in_every_form(form: str, tmp_path: Path) -> None:
    data = old_scans.scan_bytes(form)
    assert read_scan_head(data).format == form
    (tmp_path / "a").write_bytes(data)
    image = read_scan(tmp_path / "a")
    assert (image.size, image.mode) == (old_scans.SIZE, "RGBA")
    red, green, _, alpha = image.getpixel((220, 220))  # type: ignore[misc]
    assert red > 150 > green
    assert alpha == 255


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def bomb(width: int, height: int) -> bytes:
    """A PNG that says it is so large; nothing of it is there."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (bomb(60_000, 60_000), "million"),
        (bomb(12_000, 10_000), "pixels wide"),
        (bomb(70_000, 20), "million are the most"),
        (bomb(3, 3), "no map"),
        (b"GIF89a" + bytes(40), "save it as JPEG"),
        (b"%PDF-1.7", "save it as JPEG"),
        (b"", "save it as JPEG"),
        (old_scans.scan_bytes()[:1500], "cannot be read whole"),
    ],
)
def test_what_is_no_picture_or_too_large_is_refused(data: bytes, told: str) -> None:
    with pytest.raises(ScanError, match=told):
        read_scan(data)


def test_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Image.Image, "load", lambda _self: pytest.fail("unpacked"))
    with pytest.raises(ScanError):
        read_scan(bomb(MOST_SCAN_PIXELS // 1000, 1001))


def test_archives_scan_in_sixteen_bits() -> None:
    deep = Image.fromarray((np.linspace(0, 65535, 4096).reshape(64, 64)).astype(np.uint16))
    out = io.BytesIO()
    deep.save(out, "TIFF")
    image = np.asarray(read_scan(out.getvalue()))[..., 0]
    assert (image[0, 0], image[-1, -1]) == (0, 255)
    assert image[32, 0] == pytest.approx(128, abs=2)


def test_crop_clears_what_is_outside() -> None:
    image = cropped(read_scan(old_scans.scan_bytes()), ((100.0, 100.0), (300.0, 100.0), (300.0, 300.0)))
    alpha = image.getchannel("A")
    assert (alpha.getpixel((250, 150)), alpha.getpixel((120, 280))) == (255, 0)
