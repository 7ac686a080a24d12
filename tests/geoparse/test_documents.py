from __future__ import annotations

from pathlib import Path

import pytest

from mapsvc.errors import SchemaError
from mapsvc.geoparse.documents import decode
from mapsvc.geoparse.readers import READERS, docx, find_documents, html, pdf, read_document, text
from mapsvc.geoparse.readers.html import read_html


def test_text_is_read_unchanged(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("\ufeffKars\r\nBakü".encode())
    document = read_document(path)
    assert document.text == "\ufeffKars\r\nBakü"
    assert document.line_column(document.text.index("B")) == (2, 1)
    assert document.page(0) is None


def test_suffix_says_which_reader_reads() -> None:
    for room in (docx, html, pdf, text):
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
