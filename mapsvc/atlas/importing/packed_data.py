"""Archives of others: none is unpacked that is made to fill the memory."""

from __future__ import annotations

from io import BytesIO
from zipfile import BadZipFile, ZipFile

#: What an archive may unpack_member to, in bytes, and by how much a large member may have shrunk.
_MOST_UNPACKED, _MOST_SHRUNK, _MUCH = 300_000_000, 200, 5_000_000
_MOST_PACKED = 5_000


def is_archive_with(data: bytes, name: str) -> bool:
    """Tell whether some bytes are an archive with a member whose name ends so."""
    return any(member.lower().endswith(name) for member in members_of(data))


def members_of(data: bytes) -> list[str]:
    """Return the names in an archive; none of what is no archive."""
    if not data.startswith(b"PK\x03\x04"):
        return []
    try:
        with ZipFile(BytesIO(data)) as archive:
            return archive.namelist()
    except (BadZipFile, OSError, ValueError, NotImplementedError):
        return []


def hold_archive(data: bytes) -> None:
    """Refuse an archive that says it unpacks to more than a person's table or map; `ValueError`."""
    with ZipFile(BytesIO(data)) as archive:
        members = archive.infolist()
    if len(members) > _MOST_PACKED:
        msg = f"it holds {len(members)} files"
        raise ValueError(msg)
    if sum(member.file_size for member in members) > _MOST_UNPACKED:
        msg = f"it unpacks to more than {_MOST_UNPACKED // 1_000_000} MB; split it"
        raise ValueError(msg)
    for member in members:
        if member.file_size > max(_MUCH, _MOST_SHRUNK * member.compress_size):
            msg = f"it unpacks {member.filename[-60:]!r} to {_MOST_SHRUNK} times its size"
            raise ValueError(msg)


def unpack_member(data: bytes, name: str) -> bytes:
    """Return a member of an archive that is held; `ValueError` if it is damaged."""
    hold_archive(data)
    try:
        with ZipFile(BytesIO(data)) as archive:
            return archive.read(name)
    except (BadZipFile, OSError, RuntimeError, NotImplementedError) as error:
        msg = f"it cannot be unpacked: {error}"
        raise ValueError(msg) from error
