"""Files are known by what is in them."""

from __future__ import annotations

import io
import zipfile

import pytest

from mapsvc.atlas.known_files import know_binary, know_text, xml_root


def packed(*names: str, mimetype: str = "") -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        if mimetype:
            archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{mimetype}")
        for name in names:
            archive.writestr(name, "")
    return data.getvalue()


@pytest.mark.parametrize(
    ("data", "called"),
    [
        (b"%PDF-1.4", "a PDF"),
        (b"{\\rtf1\\ansi Kars}", "an RTF"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "WordDocument".encode("utf-16-le"), "an old Word file"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "Workbook".encode("utf-16-le"), "an old Excel workbook"),
        (packed("word/document.xml"), "a DOCX"),
        (packed("xl/workbook.xml", "[Content_Types].xml"), "an Excel workbook"),
        (packed("ppt/presentation.xml"), "a PowerPoint presentation"),
        (packed("content.xml", mimetype="text"), "an ODT"),
        (packed("content.xml", mimetype="spreadsheet"), "an ODS"),
        (packed("META-INF/container.xml"), "an EPUB"),
        (packed("doc.kml"), "a KMZ"),
        (packed("TR.txt", "readme.txt"), "a ZIP archive"),
        (b"\x89PNG\r\n", "a picture (PNG)"),
        (b"SQLite format 3\0", "a GeoPackage or another database"),
        (b"Kars", None),
        (b"PK\x03\x04 broken", None),
    ],
)
def test_bytes_say_what_they_are(data: bytes, called: str | None) -> None:
    kind = know_binary(data)
    assert (kind.called if kind else None) == called


@pytest.mark.parametrize(
    ("name", "text", "called"),
    [
        ("a.csv", "id;title\n1;Kars", "a table"),
        ("a", '{"type": "FeatureCollection"}', "JSON"),
        ("a.txt", '[{"name": "Kars"}]', "JSON"),
        ("a", '<?xml version="1.0"?><gpx version="1.1"/>', "a GPX"),
        ("a", "<kml xmlns='x'/>", "a KML"),
        ("a.txt", "<?xml version='1.0'?><!-- x --><TEI xmlns='x'>", "an edition in TEI"),
        ("a", "@book{kars1920,\n title={Kars}}", "a bibliography"),
        ("a", "TY  - BOOK\nTI  - Kars", "a bibliography"),
        ("a.md", "<div>Kars</div>", None),
        ("a.txt", "{Kars} ve [Ardahan]", None),
        ("a.txt", "@ahmet yazdı: Kars", None),
        ("a.txt", "Kars, Ardahan; Batum", None),
    ],
)
def test_text_that_is_no_running_text_is_known(name: str, text: str, called: str | None) -> None:
    kind = know_text(name, text)
    assert (kind.called if kind else None) == called


def test_outermost_element_is_named_without_its_prefix() -> None:
    assert xml_root('<?xml version="1.0"?>\n<!DOCTYPE a [<!ENTITY b "c">]>\n<t:TEI xmlns:t="u">') == "TEI"
    assert xml_root("no markup") == ""
