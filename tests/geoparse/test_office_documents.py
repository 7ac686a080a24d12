# ruff: noqa: E501  (pieces of other programs' files, a line each)
"""Documents that word processors wrote, each read as its program shows the final text."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from mapsvc.errors import SchemaError
from mapsvc.geoparse.readers import docx, epub, read_document, rtf

FOLDER = Path(__file__).parents[1] / "data" / "documents"
BODY = "Yürüyüş Alay Kars’a girdi, sonra Gümrü’ye vardı. Afyonkara\u00adhisar uzaktı."
BESIDE_BOX = "Şuşa’da Tiflis konuşuldu; Баку и Эривань."
BOX, TABLE, END = "Kutuda Ardahan.", "Göle Iğdır Posof Artvin", "Son Gəncə."
NOTES = "Batum’dan gelenler. Sonda Oltu."
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"


@pytest.mark.parametrize("name", ["march.docx", "march.rtf", "march.odt", "march.fodt"])
def test_office_document_is_read_as_its_final_text(name: str) -> None:
    text = " ".join(read_document(FOLDER / name).text.split())
    assert text == f"{BODY} {BESIDE_BOX} {BOX} {TABLE} {END} {NOTES}"


@pytest.mark.parametrize("name", ["pandoc.docx", "pandoc.rtf"])
def test_document_of_a_converter_is_read(name: str) -> None:
    text = " ".join(read_document(FOLDER / name).text.split())
    assert "Kars’a girdi, sonra Gümrü’ye vardı." in text
    assert text.endswith(f"{BESIDE_BOX} {TABLE} {END} {NOTES}")


@pytest.mark.parametrize("name", ["march.epub", "pandoc.epub"])
def test_book_is_read_chapter_by_chapter(name: str) -> None:
    text = " ".join(read_document(FOLDER / name).text.split())
    for word in ("Kars’a", "Şuşa’da", "Эривань", "Iğdır", "Batum’dan"):
        assert text.count(word) == 1
    assert text.index("Kars’a") < text.index("Gəncə") < text.index("Oltu")


def test_pdf_of_a_word_processor_is_read() -> None:
    text = " ".join(read_document(FOLDER / "march.pdf").text.split())
    for word in ("Kars’a", "Gümrü’ye", "Afyonkarahisar", "Эривань", "Gəncə", "Ardahan"):
        assert text.count(word) == 1


# ---- DOCX ------------------------------------------------------------------------------------------
def word_file(path: Path, body: str, *, namespace: str = WORD, **parts: str) -> str:
    """Write a DOCX with a body and return what is read of it, lines joined by a bar."""
    spaces = f'xmlns:w="{namespace}" xmlns:mc="urn:mc" xmlns:wps="urn:wps" xmlns:v="urn:v" xmlns:m="urn:m"'
    related = "".join(
        f'<Relationship Id="r{kind}" Type="http://x/{kind}" Target="{kind}.xml"/>' for kind in parts
    )
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("word/document.xml", f"<w:document {spaces}><w:body>{body}</w:body></w:document>")
        packed.writestr("word/_rels/document.xml.rels", f"<Relationships>{related}</Relationships>")
        for kind, part in parts.items():
            packed.writestr(f"word/{kind}.xml", f"<w:{kind} {spaces}>{part}</w:{kind}>")
    return "|".join(
        line.strip() for line in docx.READER.read("a.docx", path.read_bytes(), "").text.split("\n")
    )


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def p(*inner: str) -> str:
    return f"<w:p>{''.join(inner)}</w:p>"


BOX_OF_WORD = f"<w:txbxContent>{p(run('Oltu'))}</w:txbxContent>"
FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
CASES = {
    "smart tag": (p(f'<w:smartTag w:element="place">{run("Batum")}</w:smartTag>', run("’a")), "Batum’a"),
    "custom XML": (f"<w:customXml>{p(run('Batum'))}</w:customXml>", "Batum"),
    "inserted": (p(f"<w:ins>{run('Kars')}</w:ins>"), "Kars"),
    "inserted by one, deleted by another": (p(f"<w:ins><w:del>{run('Kars')}</w:del></w:ins>", run("x")), "x"),
    "deleted": (p("<w:del><w:r><w:delText>Van</w:delText></w:r></w:del>", run("Kars")), "Kars"),
    "moved": (
        p(f"<w:moveFrom>{run('Van')}</w:moveFrom>", run("a ")) + p(f"<w:moveTo>{run('Van')}</w:moveTo>"),
        "a|Van",
    ),
    "end of a paragraph deleted": (
        p("<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>", run("Afyonkara")) + p(run("hisar")),
        "Afyonkarahisar",
    ),
    "content control in a line": (p(f"<w:sdt><w:sdtContent>{run('Kars')}</w:sdtContent></w:sdt>"), "Kars"),
    "content control of paragraphs": (f"<w:sdt><w:sdtContent>{p(run('Kars'))}</w:sdtContent></w:sdt>", "Kars"),
    "link": (p(f"<w:hyperlink>{run('Kars')}</w:hyperlink>"), "Kars"),
    "simple field": (p(f'<w:fldSimple w:instr="REF Paris">{run("Kars")}</w:fldSimple>'), "Kars"),
    "field": (
        p(
            FIELD.format("begin"), "<w:r><w:instrText>HYPERLINK Paris</w:instrText></w:r>", run("Roma"),
            FIELD.format("separate"), run("Kars"), FIELD.format("end"), run("’ta"),
        ),
        "Kars’ta",
    ),
    "field within a field, over paragraphs": (
        p(FIELD.format("begin"), FIELD.format("begin"), FIELD.format("separate"), run("Roma"))
        + p(FIELD.format("end"), FIELD.format("separate"), run("Kars"), FIELD.format("end"), run("!")),
        "|Kars!",
    ),
    "text box said twice": (
        p(
            f"<w:r><mc:AlternateContent><mc:Choice>{BOX_OF_WORD}</mc:Choice><mc:Fallback><w:pict>"
            f"{BOX_OF_WORD}</w:pict></mc:Fallback></mc:AlternateContent></w:r>",
            run("Kars"),
        ),
        "Kars|Oltu",
    ),
    "text box only in the fallback": (
        p(
            "<w:r><mc:AlternateContent><mc:Choice/><mc:Fallback>"
            f"{BOX_OF_WORD}</mc:Fallback></mc:AlternateContent></w:r>"
        ),
        "|Oltu",
    ),
    "text box of old Word": (p(f"<w:r><w:pict><v:textbox>{BOX_OF_WORD}</v:textbox></w:pict></w:r>"), "|Oltu"),
    "soft hyphen": (p("<w:r><w:t>Afyonkara</w:t><w:softHyphen/><w:t>hisar</w:t></w:r>"), "Afyonkara\u00adhisar"),
    "hyphen that does not break": (p("<w:r><w:t>Kara</w:t><w:noBreakHyphen/><w:t>Su</w:t></w:r>"), "Kara-Su"),
    "letters by their codes": (
        p(run("Ka"), '<w:r><w:sym w:font="Times" w:char="015F"/><w:sym w:font="Arial" w:char="F0FC"/></w:r>'),
        "Kaşü",
    ),
    "picture by its code": (p(run("Kars"), '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'), "Kars"),
    "hidden": (p(run("Paris", "<w:vanish/>"), run("Kars", '<w:vanish w:val="0"/>')), "Kars"),
    "ruby": (p(f"<w:r><w:ruby><w:rt>{run('k')}</w:rt><w:rubyBase>{run('Kars')}</w:rubyBase></w:ruby></w:r>"), "Kars"),
    "line and tab": (p("<w:r><w:t>Kars</w:t><w:br/><w:t>Van</w:t><w:tab/><w:t>Oltu</w:t></w:r>"), "Kars|Van\tOltu"),
    "cells merged": (
        "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>" + p(run("Kars")) + "</w:tc><w:tc><w:tcPr>"
        "<w:vMerge w:val='restart'/></w:tcPr>" + p(run("Van")) + "</w:tc></w:tr><w:tr><w:tc>" + p(run("Göle"))
        + "</w:tc><w:tc><w:tcPr><w:vMerge/></w:tcPr>" + p() + "</w:tc></w:tr></w:tbl>",
        "Kars\tVan|Göle",
    ),
    "row deleted, table in a cell": (
        "<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>" + p(run("Roma")) + "</w:tc></w:tr><w:tr><w:tc><w:tbl><w:tr>"
        "<w:tc>" + p(run("Kars")) + "</w:tc></w:tr></w:tbl>" + p() + "</w:tc></w:tr></w:tbl>",
        "Kars|",
    ),
    "formula": (p("<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>", run(" Kars")), "x Kars"),
}  # fmt: skip


@pytest.mark.parametrize("namespace", [WORD, STRICT], ids=["word", "strict"])
@pytest.mark.parametrize("case", CASES)
def test_word_file_is_read_as_word_shows_it(case: str, namespace: str, tmp_path: Path) -> None:
    body, text = CASES[case]
    assert word_file(tmp_path / "a.docx", body, namespace=namespace) == text


def test_notes_follow_in_the_order_of_the_text(tmp_path: Path) -> None:
    body = p(
        run("Kars"), '<w:r><w:footnoteReference w:id="7"/></w:r><w:r><w:endnoteReference w:id="2"/></w:r>',
        '<w:del><w:r><w:footnoteReference w:id="8"/></w:r></w:del><w:r><w:commentReference w:id="1"/></w:r>',
        '<w:r><w:footnoteReference w:id="3"/></w:r>',
    )  # fmt: skip
    notes = "".join(
        f'<w:footnote w:id="{number}">{p(run(place), f"<w:ins>{run(end)}</w:ins>")}</w:footnote>'
        for number, place, end in ((-1, "—", ""), (3, "Van", "’da"), (7, "Tif", "lis"), (8, "Roma", ""))
    )
    read = word_file(
        tmp_path / "a.docx", body, footnotes=notes,
        endnotes=f'<w:endnote w:id="2">{p(run("Oltu"))}</w:endnote>',
        comments=f'<w:comment w:id="1">{p(run("Paris"))}</w:comment>',
    )  # fmt: skip
    assert read == "Kars|Tiflis|Oltu|Van’da"


def test_word_file_of_another_layout_is_read(tmp_path: Path) -> None:
    """Word on the web calls the main part document2.xml."""
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as packed:
        packed.writestr(
            "_rels/.rels",
            '<Relationships><Relationship Type="http://x/officeDocument" Target="/word/document2.xml"/></Relationships>',
        )
        packed.writestr(
            "word/document2.xml",
            f'<w:document xmlns:w="{WORD}"><w:body>{p(run("Kars"))}</w:body></w:document>',
        )
    assert read_document(tmp_path / "a.docx").text == "Kars"


# ---- RTF -------------------------------------------------------------------------------------------
FONTS = (
    r"{\rtf1\ansi\ansicpg1254\deff0{\fonttbl{\f0\fcharset162 Times;}{\f1\fcharset204 Arial{\*\falt Ar;};}"
    r"{\f2\fcharset238 CE;}}{\info{\title Paris}}{\stylesheet{\s0 Roma;}}"
)
RTF = {
    r"I\'f0d\'fdr {\f1 \'c1\'e0\'ea\'f3} {\f2 \'a3\'f3d\'9f}": "Iğdır Баку Łódź",
    r"\u350\'deu\u351\'fea": "Şuşa",
    r"\uc2 \u350 ab\u351 ?\'61a": "Şşa",
    r"{\uc0 \u350 }u\u351 ?a": "Şuşa",
    r"\u55357 ?\u56832 ?": "\U0001f600",
    r"\u-3914 x": "\uf0b6",
    r"Kars{\footnote\pard Batum.}\par Van": "Kars|Van|Batum.",
    r"Kars{\*\footnote\ftnalt Batum.}": "Kars|Batum.",
    r"{\deleted Roma}Kars\deleted Roma\deleted0  Van": "Kars Van",
    r"{\v Roma}Kars\v Roma\plain Van": "KarsVan",
    r"{\field{\*\fldinst HYPERLINK Paris}{\fldrslt Kars}}’ta".replace("’", r"\rquote "): "Kars’ta",
    r"{\shp{\*\shpinst{\sp{\sn x}{\sv Berlin}}{\shptxt Oltu\par}}{\shprslt Oltu}}Kars\par Van": "Kars|Oltu|Van",
    r"\trowd Kars\cell Van\cell\row Oltu": "Kars\tVan\t|Oltu",
    r"{\upr{\*\bkmkstart a}{\*\ud{Kars}}}{\pict\wmetafile8 00ff}{\*\unknown Roma}": "Kars",
    "Afyonkara\\-hisar Kara\\_Su\\~x": "Afyonkara\u00adhisar Kara-Su\u00a0x",
    r"\bin5 {{{{{Kars\{\}\\": "Kars{}\\",
    "Ka\r\nrs\\\nVan": "Kars|Van",
    r"{\listtext 1.}Kars {\header Roma}{\*\annotation Paris}{\xe Berlin}": "Kars ",
}


@pytest.mark.parametrize("written", RTF)
def test_rtf_is_read_as_a_word_processor_shows_it(written: str) -> None:
    data = f"{FONTS}{written}}}Behind".encode("latin-1")
    assert rtf.READER.read("a.rtf", data, "").text.replace("\n", "|") == RTF[written]


@pytest.mark.parametrize(
    "written", ["{" * 100_000, "}" * 100_000, "{\\rtf1" + "\\u" * 100_000, "{\\rtf1 {\\*" * 50_000]
)
def test_rtf_without_an_end_is_no_trouble(written: str) -> None:
    text = rtf.READER.read("a.rtf", b"{\\rtf1 Kars " + written.encode(), "").text
    assert text.startswith("Kars")
    with pytest.raises(SchemaError, match="does not begin as one"):
        rtf.READER.read("a.rtf", written.replace("{\\rtf", "").encode(), "")


# ---- EPUB ------------------------------------------------------------------------------------------
def book(path: Path, chapters: dict[str, str], *, encryption: str = "", spine: str = "") -> str:
    items = "".join(
        f'<item id="c{at}" href="{href}" media-type="application/xhtml+xml"/>'
        for at, href in enumerate(chapters)
    )
    order = spine or "".join(f'<itemref idref="c{at}"/>' for at in range(len(chapters)))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(
            "META-INF/container.xml",
            '<container><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>',
        )
        packed.writestr(
            "OPS/book.opf",
            f"<package><manifest>{items}<item id='p' href='a.png' media-type='image/png'/></manifest>"
            f"<spine>{order}</spine></package>",
        )
        if encryption:
            packed.writestr(
                "META-INF/encryption.xml",
                f'<encryption><CipherReference URI="{encryption}"/></encryption>',
            )
        for href, chapter in chapters.items():
            packed.writestr(f"OPS/{href.replace('%20', ' ')}", chapter)
    return " ".join(epub.READER.read("a.epub", path.read_bytes(), "").text.split())


def test_book_is_read_in_the_order_of_its_spine(tmp_path: Path) -> None:
    chapters = {
        "b%20b.xhtml": "<p>Kars &#252;&uuml;</p>",
        "sub/a.xhtml": "<p>Van</p>",
        "toc.xhtml": "<p>Roma</p>",
    }
    spine = '<itemref idref="c1"/><itemref idref="c0"/><itemref idref="c1"/><itemref idref="p"/>'
    assert book(tmp_path / "a.epub", chapters, spine=spine) == "Van Kars üü"


def test_protected_book_says_so_and_one_with_locked_fonts_is_read(tmp_path: Path) -> None:
    assert book(tmp_path / "a.epub", {"a.xhtml": "Kars"}, encryption="OPS/font.otf") == "Kars"
    with pytest.raises(SchemaError, match="protected against copying"):
        book(tmp_path / "a.epub", {"a.xhtml": "Kars"}, encryption="OPS/a.xhtml")


def test_book_that_is_a_bomb_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SchemaError, match="100 times its size"):
        book(tmp_path / "a.epub", {"a.xhtml": " " * 3_000_000})
    with pytest.raises(SchemaError, match="no part that holds text"):
        book(tmp_path / "b.epub", {"a.jpg": " " * 3_000_000})
    with pytest.raises(SchemaError, match="no readable EPUB"):
        book(tmp_path / "c.epub", {}, spine="<")
