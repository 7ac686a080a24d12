"""Documents that are archives of XML: none is unpacked that is made to fill the memory."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import ZipFile

from mapsvc.errors import SchemaError

#: What all XML of a document may have when it is unpacked, in bytes; a book of a thousand pages has a third.
_MOST_XML = 60_000_000
#: By how much text shrinks at most; what shrinks more was made to, if there is much of it.
_MOST_SHRUNK, _MUCH = 100, 2_000_000
#: Members, and paragraphs: each costs time, whatever is in it.
_MOST_MEMBERS, _MOST_PARAGRAPHS = 20_000, 400_000
#: Where pictures, sounds and fonts lie, and what they are called where they may lie anywhere.
_PICTURE = re.compile(
    r"(?:^|/)(?:media|embeddings|fonts|Pictures|Thumbnails|Object \d+)/"
    r"|(?i:\.(?:jpe?g|png|gif|webp|tiff?|bmp|wmf|emf|mp3|mp4|m4a|ogg|ttf|otf|woff2?))$"
)
_BEGINS_PARAGRAPH = re.compile(rb"<(?:[\w.-]+:)?[ph][\s/>]")


def hold_unpacked(name: str, data: bytes) -> None:
    """
    Refuse an archive whose XML is more than a text can be.

    Nothing is unpacked before the archive has said how much it is; more than it said is never read.

    Raises
    ------
    SchemaError
        That says what is too much.
    zipfile.BadZipFile
        If it is no archive.
    """
    with ZipFile(BytesIO(data)) as archive:
        members = archive.infolist()
        if len(members) > _MOST_MEMBERS:
            _refuse(name, f"holds {len(members)} files")
        if len({member.filename for member in members}) < len(members):
            _refuse(name, "holds two files of one name")
        texts = [member for member in members if not _is_picture(member.filename)]
        if sum(member.file_size for member in texts) > _MOST_XML:
            _refuse(name, f"unpacks to more than {_MOST_XML // 1_000_000} MB of text")
        for member in (member for member in texts if member.file_size > _MUCH):
            if member.file_size > _MOST_SHRUNK * member.compress_size:
                _refuse(name, f"unpacks {member.filename[-60:]!r} to {_MOST_SHRUNK} times its size")
            hold_xml(name, archive.read(member))


def read_part(archive: ZipFile, name: str) -> bytes:
    """
    Read a member of an archive that `hold_unpacked` let through.

    Raises
    ------
    KeyError
        If it has none of this name, or one that is called a picture: how much that is nobody asked.
    SchemaError
        If there is more in it than in a text.
    """
    if _is_picture(name):
        msg = f"{name[-60:]!r} is no part that holds text"
        raise KeyError(msg)
    data = archive.read(name)
    hold_xml(PurePosixPath(name).name, data)
    return data


def hold_xml(name: str, data: bytes) -> None:
    """Refuse XML that has more paragraphs than a text, or declares what stands for something else."""
    if len(data) > _MOST_XML:
        _refuse(name, f"has more than {_MOST_XML // 1_000_000} MB of text")
    if sum(1 for _ in _BEGINS_PARAGRAPH.finditer(data)) > _MOST_PARAGRAPHS:
        _refuse(name, f"has more than {_MOST_PARAGRAPHS} paragraphs")
    if b"<!ENTITY" in data:
        _refuse(name, "declares entities")


def _is_picture(name: str) -> bool:
    """Tell whether a member is one that no text is read from."""
    return _PICTURE.search(name) is not None


def _refuse(name: str, found: str) -> None:
    msg = f"{name!r} {found}, which no text does; save its text anew, in parts if it is that long."
    raise SchemaError(msg)
