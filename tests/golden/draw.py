"""
Draw what is kept, through the doors that stay: `open_atlas().map(…).save(…)` and the pages of `create_app()`.

As a programme it draws with the package of any checkout: `python -m tests.golden.draw CHECKOUT FOLDER GROUP
[--only PATTERN] [--png]`. Everything of the tests is imported before the other checkout is, and mapsvc after.
"""

from __future__ import annotations

import argparse
import io
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from fnmatch import fnmatch
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, quote

from PIL import Image
from pypdf import PdfReader

from tests.golden.lines import drawing_of_svg, lines_of_page
from tests.golden.subjects import GROUPS, STATUSES

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from mapsvc import Atlas

HERE = Path(__file__).parent
#: A thing that cannot be drawn is kept as these words and what went wrong.
FAILED = b"failed: "
_SHOWN_PX = 1280
Drawn = Iterator[tuple[str, bytes]]


def draw_group(group: str, addresses: Iterable[str], atlas: Atlas, client: FlaskClient) -> Drawn:
    """Yield addresses of a group with what is drawn there: a file, or the lines of a page."""
    writers: dict[str, Callable[[str], bytes]] = {
        "pictures": lambda address: draw_picture(atlas, address),
        "pages": lambda address: read_page(client, address),
    }
    for address in addresses:
        yield address, _attempted(writers[group], address)


def _attempted(write: Callable[[str], bytes], address: str) -> bytes:
    """Return what is drawn, or why it cannot be: another commit may lack it, and the rest is compared."""
    try:
        return write(address)
    except Exception as error:
        return FAILED + f"{type(error).__name__}: {error}".encode()


def draw_picture(atlas: Atlas, address: str, *, ending: str = "", **more: Any) -> bytes:
    """Return a picture as a file; `ending` and further options stand for those of the address."""
    path, _, query = address.partition("?")
    name, _, own_ending = path.partition(".")
    options: dict[str, Any] = {**dict(parse_qsl(query)), **more}
    lang = options.pop("lang")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"picture.{ending or own_ending}"
        atlas.map(name, lang=lang).save(file, **options)
        return file.read_bytes()


def read_page(client: FlaskClient, address: str) -> bytes:
    """Return what a reader sees of a page, by lines."""
    answer = client.get(address)
    wanted = STATUSES.get(address, 200)
    if answer.status_code != wanted:
        msg = f"the answer is {answer.status}, not {wanted}"
        raise ValueError(msg)
    known = client.get("/version").get_json()
    versions = {known["atlas"]: "-", f"mapsvc {known['version']}": "mapsvc -"}
    lines = lines_of_page(answer.get_data(as_text=True), answer.mimetype or "", versions)
    return "\n".join([f"{answer.status} {answer.mimetype}", *lines, ""]).encode()


def digest(address: str, drawn: bytes) -> str:
    """Return the hash of what is seen of a file, or of lines as they are."""
    ending = address.partition("?")[0].rpartition(".")[2]
    seen = drawn if drawn.startswith(FAILED) else _SEEN.get(ending, bytes)(drawn)
    return sha256(seen).hexdigest()


def _pixels(png: bytes) -> bytes:
    with Image.open(io.BytesIO(png)) as picture:
        return repr(picture.size).encode() + picture.convert("RGBA").tobytes()


def _set_texts(pdf: bytes) -> bytes:
    """Return what a PDF says, where and how large: its bytes change with every font and version of Typst."""
    told: list[tuple[object, ...]] = []

    def note(text: str, moved: list[float], at: list[float], _font: object, size: float) -> None:
        if text.strip():
            told.append((text, *map(round, (*moved[4:], *at[4:])), round(size, 1)))

    for page in PdfReader(io.BytesIO(pdf)).pages:
        told.append(tuple(map(round, page.mediabox)))
        page.extract_text(visitor_text=note)
    return repr(told).encode()


_SEEN: dict[str, Callable[[bytes], bytes]] = {
    "svg": lambda svg: drawing_of_svg(svg.decode()).encode(),
    "png": _pixels,
    "pdf": _set_texts,
}


def kept_file(group: str) -> Path:
    """Return where the hashes of a group are kept."""
    return HERE / f"{group}.json"


def read_kept(group: str) -> dict[str, str]:
    """Return the hashes that are kept of a group, by address."""
    file = kept_file(group)
    return dict(json.loads(file.read_text("utf-8"))) if file.exists() else {}


def file_of(folder: Path, address: str) -> Path:
    """Return where a thing is drawn in a folder."""
    return folder / quote(address, safe="")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("checkout", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("group", choices=GROUPS)
    parser.add_argument("--only", default="*")
    parser.add_argument("--png", nargs="+", help="draw these as PNG, whatever their ending")
    given = parser.parse_args()
    sys.path.insert(0, str(given.checkout))
    import mapsvc

    if not Path(mapsvc.__file__).is_relative_to(given.checkout):
        sys.exit(f"mapsvc comes from {mapsvc.__file__} and not from {given.checkout}")
    given.folder.mkdir(parents=True, exist_ok=True)
    atlas = mapsvc.open_atlas()
    for address, drawn in _as_png(atlas, given.png) if given.png else _all_of(given.group, atlas, given.only):
        file_of(given.folder, address).write_bytes(drawn)


def _all_of(group: str, atlas: Atlas, only: str) -> Drawn:
    from mapsvc.web.app import create_app

    addresses = [address for address in GROUPS[group] if fnmatch(address, only)]
    yield from draw_group(group, addresses, atlas, create_app().test_client())


def _as_png(atlas: Atlas, addresses: list[str]) -> Drawn:
    def write(address: str) -> bytes:
        if ".pdf?" in address:
            return _sheets(draw_picture(atlas, address))
        return draw_picture(atlas, address, ending="png", width=_SHOWN_PX)

    for address in addresses:
        yield address, _attempted(write, address)


def _sheets(pdf: bytes) -> bytes:
    """Return the pages of a PDF as one PNG, one below the other."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["pdftoppm", "-png", "-r", "96", "-", f"{folder}/sheet"], input=pdf, check=True)
        sheets = [Image.open(file) for file in sorted(Path(folder).iterdir())]
        size = max(sheet.width for sheet in sheets), sum(sheet.height for sheet in sheets)
        whole, top = Image.new("RGB", size, "white"), 0
        for sheet in sheets:
            whole.paste(sheet, (0, top))
            top += sheet.height
    file = io.BytesIO()
    whole.save(file, "PNG")
    return file.getvalue()


if __name__ == "__main__":
    main()
