"""What a file is, told by its first bytes and by what is packed in it, and what would make it readable."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath
from zipfile import BadZipFile, ZipFile

_ZIP_MAGIC = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class KnownFile:
    """
    A kind of file.

    Attributes
    ----------
    called
        What it is, with its article: "a PDF".
    suffix
        What names of such files end in; who reads files with that ending reads them.
    for_text, for_places
        What would do for one who wants its text, or its places, and cannot have it of this file.
    """

    called: str
    suffix: str
    for_text: str = "save it as DOCX or PDF"
    for_places: str = "save its places as CSV"


_SHEET_TEXT = "it is no running text: enter it by 'mapsvc import', or give its places as CSV to --gazetteer"
_SHEET_PLACES = "save the sheet of places as CSV, or enter it into an atlas by 'mapsvc import'"
_MAP_TEXT = "it is no running text: enter it by 'mapsvc import', or give its places as GeoJSON to --gazetteer"
_MAP_PLACES = "save its places as GeoJSON, or enter them into an atlas by 'mapsvc import'"
_BY_OCR = "it must go through OCR first: save what that gives as PDF or TXT"
_UNPACK = "unpack it, and give what is in it"

_PDF = KnownFile("a PDF", ".pdf")
_DOCX = KnownFile("a DOCX", ".docx", for_places="save its table of places as CSV")
_ODT = KnownFile("an ODT", ".odt", for_places="save its table of places as CSV")
_ZIP = KnownFile("a ZIP archive", ".zip", for_text=_UNPACK, for_places=_UNPACK)
_SHAPEFILE = KnownFile("a shapefile", ".shp", for_text=_MAP_TEXT, for_places=_MAP_PLACES)
_SOUND = KnownFile("a sound", ".mp3", for_text="write down what is said, as TXT or DOCX")
_FILM = KnownFile("a film", ".mp4", for_text="write down what is said, as TXT or DOCX")
_OSM = KnownFile("an extract of OpenStreetMap", ".osm", for_text=_MAP_TEXT, for_places=_MAP_PLACES)
#: By what a file begins with.
_BY_MAGIC: tuple[tuple[bytes, KnownFile], ...] = (
    (b"%PDF", _PDF),
    (b"{\\rtf", KnownFile("an RTF", ".rtf")),
    (b"\x89PNG", KnownFile("a picture (PNG)", ".png", for_text=_BY_OCR)),
    (b"\xff\xd8\xff", KnownFile("a picture (JPEG)", ".jpg", for_text=_BY_OCR)),
    (b"II*\0", KnownFile("a picture (TIFF)", ".tif", for_text=_BY_OCR)),
    (b"MM\0*", KnownFile("a picture (TIFF)", ".tif", for_text=_BY_OCR)),
    (b"GIF8", KnownFile("a picture (GIF)", ".gif", for_text=_BY_OCR)),
    (
        b"AT&TFORM",
        KnownFile("a DjVu", ".djvu", for_text="save it as PDF with its text, or put it through OCR"),
    ),
    (b"SQLite format 3\0", KnownFile("a GeoPackage or another database", ".gpkg", _MAP_TEXT, _MAP_PLACES)),
    (b"\x00\x00\x27\x0a", _SHAPEFILE),
    (b"\0\0\0\x0d\n\tOSMHeader", _OSM),
    (b"\0\0\0\x0e\n\tOSMHeader", _OSM),
    (b"PAR1", KnownFile("a Parquet table", ".parquet", _SHEET_TEXT, "save its places as CSV or GeoJSON")),
    (b"\x1f\x8b", KnownFile("a gzip archive", ".gz", _UNPACK, _UNPACK)),
    (b"7z\xbc\xaf", KnownFile("a 7z archive", ".7z", _UNPACK, _UNPACK)),
    (b"Rar!", KnownFile("a RAR archive", ".rar", _UNPACK, _UNPACK)),
    (b"\xffWPC", KnownFile("a WordPerfect file", ".wpd")),
    (b"%!PS", KnownFile("a PostScript", ".ps", for_text="save it as PDF")),
    (b"ID3", _SOUND),
    (b"OggS", _SOUND),
    (b"fLaC", _SOUND),
    (b"\xff\xfb", _SOUND),
    (b"BZh", KnownFile("a bzip2 archive", ".bz2", _UNPACK, _UNPACK)),
    (b"\xfd7zXZ", KnownFile("an xz archive", ".xz", _UNPACK, _UNPACK)),
)
#: By what stands at the ninth byte, after how long a file is: of RIFF and of ISO's base media.
_BY_FORM: tuple[tuple[bytes, KnownFile], ...] = (
    (b"WEBP", KnownFile("a picture (WebP)", ".webp", for_text=_BY_OCR)),
    (b"WAVE", _SOUND),
    (b"M4A ", _SOUND),
    (b"heic", KnownFile("a picture (HEIC)", ".heic", for_text=_BY_OCR)),
    (b"mif1", KnownFile("a picture (HEIC)", ".heic", for_text=_BY_OCR)),
    (b"avif", KnownFile("a picture (AVIF)", ".avif", for_text=_BY_OCR)),
)
#: By a member of a ZIP archive; the first that is there.
_BY_MEMBER: tuple[tuple[str, KnownFile], ...] = (
    (r"word/document\d*\.xml", _DOCX),
    (r"xl/workbook\.(?:xml|bin)", KnownFile("an Excel workbook", ".xlsx", _SHEET_TEXT, _SHEET_PLACES)),
    (r"ppt/presentation\.xml", KnownFile("a PowerPoint presentation", ".pptx", for_text="save it as PDF")),
    (r"META-INF/container\.xml", KnownFile("an EPUB", ".epub")),
    (r"Index/.*\.iwa|index\.apxl", KnownFile("a Pages or Numbers file", ".pages", for_text="save it as PDF")),
    (r".*\.kml", KnownFile("a KMZ", ".kmz", _MAP_TEXT, _MAP_PLACES)),
    (r".*\.shp", KnownFile("a packed shapefile", ".zip", _MAP_TEXT, _MAP_PLACES)),
)  # fmt: skip
#: By what OpenDocument says of itself.
_BY_MIMETYPE = {
    "text": _ODT,
    "text-template": _ODT,
    "spreadsheet": KnownFile("an ODS", ".ods", _SHEET_TEXT, _SHEET_PLACES),
    "presentation": KnownFile("an ODP", ".odp", for_text="save it as PDF"),
}
#: By a stream of an old file of Office.
_BY_STREAM: tuple[tuple[str, KnownFile], ...] = (
    ("WordDocument", KnownFile("an old Word file", ".doc")),
    ("Workbook", KnownFile("an old Excel workbook", ".xls", _SHEET_TEXT, _SHEET_PLACES)),
    ("Book", KnownFile("an old Excel workbook", ".xls", _SHEET_TEXT, _SHEET_PLACES)),
    ("PowerPoint", KnownFile("an old PowerPoint presentation", ".ppt", for_text="save it as PDF")),
)
_TEI_FILE = KnownFile("an edition in TEI", ".tei")
#: By the outermost element of XML.
_BY_ROOT: dict[str, KnownFile] = {
    "gpx": KnownFile("a GPX", ".gpx", _MAP_TEXT, _MAP_PLACES),
    "kml": KnownFile("a KML", ".kml", _MAP_TEXT, _MAP_PLACES),
    "osm": _OSM,
    "svg": KnownFile("an SVG picture", ".svg", for_text="save it as PDF"),
    "Workbook": KnownFile("an Excel workbook in XML", ".xml", _SHEET_TEXT, _SHEET_PLACES),
    "wordDocument": KnownFile("a Word file in XML", ".xml"),
    "package": KnownFile("a Word file in XML", ".xml"),
    **dict.fromkeys(("TEI", "TEI.2", "teiCorpus"), _TEI_FILE),
    "FictionBook": KnownFile("an FB2", ".fb2", for_text="save it as HTML or TXT"),
}
_XML = KnownFile("XML of an unknown form", "", for_text="save its text as TXT, HTML or TEI")
_FIRST_ELEMENT = re.compile(r"<(?:[\w.-]+:)?([A-Za-z][\w.-]*)")
_BEFORE_IT = re.compile(
    r"\s*(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE(?:[^\[>]|\[[^\]]*\])*>)", re.DOTALL | re.IGNORECASE
)
#: Of texts whose form only their name or a look at their beginning tells.
_TABLE_FILE = KnownFile("a table", ".csv", _SHEET_TEXT)
_JSON_FILE = KnownFile(
    "JSON",
    ".json",
    "it is no running text: enter it by 'mapsvc import', or give places as GeoJSON to --gazetteer",
)
_BIBLIOGRAPHY = KnownFile(
    "a bibliography", ".bib", for_text="it is no running text; enter it by 'mapsvc import'"
)
_MAIL = KnownFile("a mail or a saved page in the form of one", ".eml", for_text="save it as HTML or TXT")
_BY_SUFFIX = {
    **dict.fromkeys((".csv", ".tsv", ".tab"), _TABLE_FILE),
    **dict.fromkeys((".json", ".jsonl", ".ndjson", ".geojson"), _JSON_FILE),
    **dict.fromkeys((".bib", ".ris", ".enw"), _BIBLIOGRAPHY),
    **dict.fromkeys((".eml", ".mht", ".mhtml"), _MAIL),
}
_BEGIN = 4096
#: BibTeX, also behind remarks, and RIS.
_OF_BIBLIOGRAPHY = re.compile(r"(?:%.*\s+)*@\w+\s*\{\s*[^\s,{}]+,|TY  - ")


def know_binary(data: bytes) -> KnownFile | None:
    """Return what kind of file some bytes are; nothing for plain text and what is not known."""
    for magic, kind in _BY_MAGIC:
        if data.startswith(magic):
            return kind
    if data.startswith(b"RIFF") or data[4:8] == b"ftyp":
        return dict(_BY_FORM).get(data[8:12], _FILM)
    if data.startswith(_OLD_OFFICE):
        found = (kind for stream, kind in _BY_STREAM if stream.encode("utf-16-le") in data)
        return next(found, KnownFile("an old file of Office", ".doc"))
    if data[60:68] == b"BOOKMOBI":
        return KnownFile("a MOBI", ".mobi", for_text="save it as EPUB, or as HTML or TXT")
    return _know_packed(data) if data.startswith(_ZIP_MAGIC) else None


def _know_packed(data: bytes) -> KnownFile | None:
    """Return what a ZIP archive is by what is in it; nothing for one that cannot be read."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            names = archive.namelist()
            if "mimetype" in names and archive.getinfo("mimetype").file_size < _BEGIN:
                mimetype = archive.read("mimetype").decode("ascii", errors="replace").strip()
                kind = _BY_MIMETYPE.get(mimetype.removeprefix("application/vnd.oasis.opendocument."))
                if kind is not None:
                    return kind
    except (BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError):
        return None
    for pattern, kind in _BY_MEMBER:
        if any(re.fullmatch(pattern, name) for name in names):
            return kind
    return _ZIP


def know_text(name: str, text: str) -> KnownFile | None:
    """Return what kind of file a text is that is no running text; nothing for one that is, or may be."""
    kind = _BY_SUFFIX.get(PurePath(name).suffix.lower())
    if kind is not None:
        return kind
    begin = text[:_BEGIN].lstrip("\ufeff \t\r\n")
    if begin.startswith("<"):
        root = xml_root(begin)
        if root.lower() == "html":
            return None
        return _BY_ROOT.get(root, _XML if begin.startswith("<?xml") else None)
    if re.match(r"\{|\[\s*[{\[\"]", begin) and _is_json(text):
        return _JSON_FILE
    return _BIBLIOGRAPHY if _OF_BIBLIOGRAPHY.match(begin) else None


def xml_root(text: str) -> str:
    """Return the name of the outermost element of XML, without its prefix; empty if there is none."""
    at = 0
    while found := _BEFORE_IT.match(text, at):
        at = found.end()
    root = _FIRST_ELEMENT.match(text[at : at + _BEGIN].lstrip())
    return root[1] if root else ""


def _is_json(text: str) -> bool:
    """Tell whether a text is JSON, or its first line is."""
    text = text.lstrip("\ufeff")
    for part in (text.partition("\n")[0], text):
        try:
            return isinstance(json.loads(part), (dict, list))
        except (ValueError, RecursionError):
            continue
    return False
