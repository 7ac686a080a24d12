"""Scans of old maps, with the control points that lie beside them."""

from __future__ import annotations

from mapsvc.atlas.importing.foreign_files import FileContent, FileReader, ForeignFile, Incoming
from mapsvc.atlas.importing.georeferences import read_georeference
from mapsvc.ground.scan import read_scan_head
from mapsvc.model.old_maps import SCAN_SUFFIXES

_OF_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"II*\0", b"MM\0*")


def _claims(file: ForeignFile) -> bool:
    return file.data.startswith(_OF_PICTURES) or (file.data[:4] == b"RIFF" and file.data[8:12] == b"WEBP")


def _read(file: ForeignFile) -> FileContent:
    head = read_scan_head(file.data)
    raw = read_georeference(head, file.beside) | {"format": head.format}
    return FileContent(records=[Incoming("oldmap", raw, "")])


READER = FileReader("old map", SCAN_SUFFIXES, _claims, _read)
