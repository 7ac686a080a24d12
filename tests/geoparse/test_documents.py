from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from mapsvc.errors import SchemaError
from mapsvc.geoparse.documents import decode
from mapsvc.geoparse.readers import READERS, docx, find_documents, html, odt, pdf, read_document, tei, text
from mapsvc.geoparse.readers.html import read_html


def test_text_is_read_unchanged(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("\ufeffKars\r\nBakü".encode())
    document = read_document(path)
    assert document.text == "\ufeffKars\r\nBakü"
    assert document.line_column(document.text.index("B")) == (2, 1)
    assert document.page(0) is None


def test_suffix_says_which_reader_reads() -> None:
    for room in (docx, html, odt, pdf, tei, text):
        assert room.READER.suffixes
        assert all(READERS[suffix] is room.READER for suffix in room.READER.suffixes)


def test_html_offsets_lead_back_to_the_source() -> None:
    source = "<head><title>T</title><script>Kars</script></head><body><p>Bak&uuml; ve <b>Kars</b></p></body>"
    document = read_html("a.html", source)
    assert document.text.split() == ["Bakü", "ve", "Kars"]
    at = document.text.index("Kars")
    assert source[document.file_offset(at) :].startswith("Kars</b>")


def test_pdf_keeps_pages_and_lines(tmp_path: Path) -> None:
    canvas = pytest.importorskip("reportlab.pdfgen.canvas")
    path = tmp_path / "a.pdf"
    page = canvas.Canvas(str(path))
    for name in ("Ankara", "Kars"):
        page.drawString(72, 700, "first line")
        page.drawString(72, 680, name)
        page.showPage()
    page.save()
    document = read_document(path)
    at = document.text.index("Kars")
    assert document.page(at) == 2
    assert document.line_column(at)[0] == 2


def test_pdf_without_text_says_so(tmp_path: Path) -> None:
    pypdf = pytest.importorskip("pypdf")
    writer = pypdf.PdfWriter()
    writer.add_blank_page(width=200, height=200)
    path = tmp_path / "scan.pdf"
    writer.write(path)
    with pytest.raises(SchemaError, match="OCR"):
        read_document(path)


def test_docx_is_read_with_its_tables(tmp_path: Path) -> None:
    docx = pytest.importorskip("docx")
    document = docx.Document()
    document.add_paragraph("Bakü’ye girdi.")
    document.add_table(1, 2).cell(0, 1).text = "Kars"
    path = tmp_path / "a.docx"
    document.save(path)
    assert read_document(path).text.split() == ["Bakü’ye", "girdi.", "Kars"]


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.txt", "Kars’ın şehri".encode("cp1254"), "cp1254"),
        ("a.txt", b"%PDF-1.4 ...", "rename"),
        ("a.txt", b"K\x00a\x00r\x00s\x00", "utf-16"),
        ("a.txt", "Şuşa ve Bakü".encode("utf-16-be"), "utf-16-be"),
        ("a.pdf", b"%PDF-1.4 broken", "no readable PDF"),
        ("a.docx", b"PK\x03\x04 broken", "no readable DOCX"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, name: str, data: bytes, says: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(SchemaError, match=says):
        read_document(path)


def test_old_encodings_are_read_when_named() -> None:
    assert decode("Kars’ın şehri".encode("cp1254"), "a.txt", "cp1254") == "Kars’ın şehri"
    with pytest.raises(SchemaError, match="no known encoding"):
        decode(b"a", "a.txt", "klingon")


def test_folder_gives_its_documents_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "c.xyz"):
        (tmp_path / name).write_text("Kars", encoding="utf-8")
    told: list[str] = []
    assert [path.name for path in find_documents([tmp_path], told.append)] == ["a.md", "b.txt"]
    (tmp_path / "empty").mkdir()
    assert find_documents([tmp_path / "empty"], told.append) == []
    assert told


OFFICE = "".join(
    f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{urn}:1.0"'
    for name, urn in (("text", "text"), ("office", "office"), ("table", "table"), ("draw", "drawing"))
)
ODT = f"""<office:document-content{OFFICE}><office:body><office:text>
<text:tracked-changes><text:changed-region><text:deletion><text:p>Erivan</text:p></text:deletion>
</text:changed-region></text:tracked-changes>
<text:h>Yol</text:h><text:p>Kars’tan<text:s text:c="2"/><text:span>Tif</text:span>lis’e
<office:annotation><text:p>Ankara?</text:p></office:annotation>gitti<text:note><text:note-citation>1
</text:note-citation><text:note-body><text:p>Batum’dan.</text:p></text:note-body></text:note>.
<draw:frame><draw:text-box><text:p>Ardahan’da.</text:p></draw:text-box></draw:frame></text:p>
<text:list><text:list-item><text:p>Oltu’da.</text:p></text:list-item></text:list>
<table:table><table:table-row><table:table-cell><text:p>Göle</text:p></table:table-cell>
<table:table-cell><text:p>Iğdır</text:p></table:table-cell></table:table-row></table:table>
</office:text></office:body></office:document-content>"""


def packed(path: Path, files: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return path


def test_odt_is_read_as_it_is_printed(tmp_path: Path) -> None:
    mimetype = "application/vnd.oasis.opendocument.text"
    document = read_document(packed(tmp_path / "a.odt", {"mimetype": mimetype, "content.xml": ODT}))
    assert document.text.split() == [
        "Yol", "Kars’tan", "Tiflis’e", "gitti.", "Ardahan’da.", "Oltu’da.", "Göle", "Iğdır", "Batum’dan.",
    ]  # fmt: skip
    (tmp_path / "b.fodt").write_text('<?xml version="1.0"?>' + ODT, "utf-8")
    assert read_document(tmp_path / "b.fodt").text == document.text


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ({"content.xml": "<a"}, "no readable ODT"),
        ({"other.xml": "<a/>"}, "no readable ODT"),
        ({"META-INF/manifest.xml": "<x><encryption-data/></x>", "content.xml": ODT}, "encrypted"),
        ({"content.xml": f"<office:document-content{OFFICE}/>"}, "has no text"),
    ],
)
def test_odt_that_cannot_be_read_says_why(tmp_path: Path, files: dict[str, str], says: str) -> None:
    files = {"mimetype": "application/vnd.oasis.opendocument.text", **files}
    with pytest.raises(SchemaError, match=says):
        read_document(packed(tmp_path / "a.odt", files))


def test_tei_is_read_by_its_elements(tmp_path: Path) -> None:
    source = """<?xml version="1.0"?>
    <TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><title>Erivan <hi>1921</hi></title></teiHeader>
    <text><body><head>Yol</head><p><date when="1920-06-09">9 Haziran 1920</date>’de
    <placeName ref="http://www.wikidata.org/entity/Q83086">Kars</placeName>’a,
    Afyonkara<lb break="no"/>hisar’a
    <choice><sic>Tifls</sic><corr>Tiflis</corr></choice>’e<pb n="3"/>gitti &amp; <del>Ankara</del>döndü.</p>
    </body></text></TEI>"""
    path = tmp_path / "a.xml"
    path.write_text(source, "utf-8")
    document = read_document(path)
    assert document.text.split() == [
        "Yol", "9", "Haziran", "1920’de", "Kars’a,", "Afyonkarahisar’a", "Tiflis’e", "gitti", "&", "döndü.",
    ]  # fmt: skip
    assert source[document.file_offset(document.text.index("Kars’")) :].startswith("Kars</placeName>")


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.docx", b"%PDF-1.4", r"is a PDF, but its name does not say so; rename it to end in '\.pdf'"),
        ("a.txt", b"{\\rtf1 Kars}", r"is an RTF, but its name does not say so; rename it to end in '\.rtf'"),
        ("a.docx", b"{\\rtf1 Kars}", r"is an RTF.*rename it to end in '\.rtf'"),
        ("a.jpg", b"\xff\xd8\xff\xe0", "OCR"),
        ("a.csv", b"id;title\n1;Kars\n", "is a table.*as CSV to --gazetteer"),
        ("a.geojson", b'{"type": "FeatureCollection", "features": []}', "is JSON"),
        ("a.gpx", b"<?xml version='1.0'?><gpx/>", "is a GPX.*GeoJSON to --gazetteer"),
        ("a.xml", b"<?xml version='1.0'?><gpx/>", "is a GPX.*GeoJSON to --gazetteer"),
        ("a.txt", b"<?xml version='1.0'?><TEI/>", "is an edition in TEI.*rename it to end in '.tei'"),
        ("a.kml", b"<kml xmlns='http://www.opengis.net/kml/2.2'/>", "is a KML.*GeoJSON to --gazetteer"),
        ("a.xml", b"<!-- x -->\n<osm version='0.6'/>", "is an extract of OpenStreetMap.*GeoJSON to --gaz"),
        ("a.pbf", b"\0\0\0\x0d\n\tOSMHeader\x18\x7c", "is an extract of OpenStreetMap.*GeoJSON to --gaz"),
        ("a.tsv", b"id\ttitle\n1\tKars\n", "is a table.*as CSV to --gazetteer"),
        ("a.txt", b'\xef\xbb\xbf [ {"name": "Kars"} ]', "is JSON.*no running text"),
        ("a.ris", b"TY  - BOOK\nTI  - Kars\nER  - ", "is a bibliography.*no running text"),
        ("a.txt", b"% Zotero\n@article{a,\n title={Kars}}", "is a bibliography.*no running text"),
        ("a.bib", b"@book{a, title={Kars}}", "is a bibliography"),
        ("a.webp", b"RIFF\x24\0\0\0WEBPVP8 ", r"is a picture \(WebP\).*OCR"),
        ("scan.heic", b"\0\0\0\x18ftypheic\0\0\0\0", r"is a picture \(HEIC\).*OCR"),
        ("talk.mp3", b"ID3\x03\0\0\0\0", "is a sound.*write down what is said"),
        ("talk.wav", b"RIFF\x24\0\0\0WAVEfmt ", "is a sound"),
        ("talk.mp4", b"\0\0\0\x18ftypisom\0\0\0\0", "is a film"),
        ("a.wpd", b"\xffWPC\x10\0\0\0", "is a WordPerfect file.*save it as DOCX or PDF"),
        ("a.ps", b"%!PS-Adobe-3.0\n(Kars) show", "is a PostScript.*save it as PDF"),
        ("a.mhtml", b"MIME-Version: 1.0\n\nKars", "is a mail or a saved page"),
    ],
)
def test_file_of_another_kind_is_named_with_what_would_do(
    tmp_path: Path, name: str, data: bytes, says: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(SchemaError, match=says) as raised:
        read_document(path)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("files", "name", "says"),
    [
        ({"xl/workbook.xml": ""}, "a.xlsx", "is an Excel workbook.*as CSV to --gazetteer"),
        ({"xl/workbook.xml": ""}, "a.docx", "is an Excel workbook"),
        (
            {"ppt/presentation.xml": ""},
            "a.pptx",
            "PowerPoint presentation, which is not read: save it as PDF",
        ),
        ({"META-INF/container.xml": ""}, "a.zip", r"is an EPUB.*rename it to end in '\.epub'"),
        ({"word/document.xml": ""}, "a.odt", r"is a DOCX.*rename it to end in '\.docx'"),
        ({"a.txt": "Kars"}, "a.zip", "is a ZIP archive.*unpack it"),
    ],
)
def test_archive_is_told_by_what_is_in_it(
    tmp_path: Path, files: dict[str, str], name: str, says: str
) -> None:
    with pytest.raises(SchemaError, match=says):
        read_document(packed(tmp_path / name, files))


def test_advice_to_rename_works(tmp_path: Path) -> None:
    mimetype = "application/vnd.oasis.opendocument.text"
    path = packed(tmp_path / "makale.docx", {"mimetype": mimetype, "content.xml": ODT})
    with pytest.raises(SchemaError, match=r"is an ODT.*rename it to end in '\.odt'"):
        read_document(path)
    assert "Tiflis’e" in read_document(path.rename(tmp_path / "makale.odt")).text


def test_what_a_folder_leaves_out_is_named(tmp_path: Path) -> None:
    for name in ("a.txt", "b.doc", "c.xlsx", ".DS_Store", "~$a.docx"):
        (tmp_path / name).write_text("Kars", encoding="utf-8")
    told: list[str] = []
    assert [path.name for path in find_documents([tmp_path], told.append)] == ["a.txt"]
    (line,) = told
    assert "b.doc, c.xlsx" in line
    assert "DS_Store" not in line
