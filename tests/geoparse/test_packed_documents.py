"""Documents that attack: each is one line that says what, in little time, and the others are done."""

from __future__ import annotations

import os
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pypdf
import pytest
from click.testing import CliRunner
from reportlab.pdfgen.canvas import Canvas

from mapsvc.atlas.known_files import xml_root
from mapsvc.cli import main
from mapsvc.errors import SchemaError
from mapsvc.geoparse.html_text import text_of_html
from mapsvc.geoparse.packed_documents import hold_unpacked
from mapsvc.geoparse.readers import find_documents, read_document, tei
from tests.conftest import TINY

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
Write = Callable[[Path], None]


def archive(path: Path, name: str, data: bytes, times: int = 1) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        if path.suffix == ".odt":
            packed.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        with packed.open(name, "w") as member:
            for _ in range(times):
                member.write(data)


def write_bytes(path: Path, data: bytes) -> None:
    path.write_bytes(data)


def bomb(path: Path) -> None:
    archive(path, "word/document.xml", b"<w:t>" + b"a" * 999_995, 64)


def random_bomb(path: Path) -> None:
    """Of the same size, of what hardly shrinks: its size alone tells."""
    archive(path, "word/document.xml", os.urandom(500_000) + b" " * 500_000, 64)


def empty_paragraphs(path: Path) -> None:
    start = f'<w:document xmlns:w="{WORD}"><w:body>'.encode()
    filler = b"".join(b"<w:p/><!--%d-->" % (number * 7919 % 10**9) for number in range(450_000))
    archive(path, "word/document.xml", start + filler + b"</w:body></w:document>")


def odt_bomb(path: Path) -> None:
    archive(path, "content.xml", b"<text:p>" + b" " * 999_992, 64)


def odt_entities(path: Path) -> None:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 30))
    text = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">{entities}]><x>&a29;</x>'
    path.write_text(text, "utf-8")


def odt_deep(path: Path) -> None:
    archive(path, "content.xml", b"<a>" * 60_000 + b"</a>" * 60_000)


def locked_pdf(path: Path, user: str = "secret") -> None:
    plain = path.with_name("plain.bin")
    page = Canvas(str(plain))
    page.drawString(72, 700, "from Alfa to Bravo")
    page.save()
    writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(str(plain)))
    writer.encrypt(user, "owner", algorithm="AES-256")
    writer.write(path)
    plain.unlink()


def device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def loop(path: Path) -> None:
    path.symlink_to(path)


ATTACKS: dict[str, tuple[str, Write, str]] = {
    "unpacks to much": ("a.docx", bomb, "60 MB"),
    "unpacks to much and hardly shrinks": ("a.docx", random_bomb, "60 MB"),
    "half a million paragraphs": ("a.docx", empty_paragraphs, "paragraphs"),
    "no text in the archive": ("a.docx", lambda path: archive(path, "word/document.xml", b"<a/>"), "DOCX"),
    "ODT that unpacks to much": ("a.odt", odt_bomb, "60 MB"),
    "entities": ("a.fodt", odt_entities, "entities"),
    "deep XML": ("a.odt", odt_deep, "ODT"),
    "PDF with a password": ("a.pdf", locked_pdf, "save a copy without a password."),
    "PDF of nothing": (
        "a.pdf",
        lambda path: write_bytes(path, b"%PDF-1.7\n" + b"<<" * 50_000),
        "PDF",
    ),
    "device": ("a.txt", device, "no ordinary file"),
    "symlink to itself": ("a.txt", loop, "symbolic links"),
    "packed twice": ("a.docx", lambda path: archive(path, "a.docx", b"PK\x03\x04"), "ZIP"),
}


@pytest.mark.parametrize("name", ATTACKS)
def test_document_that_attacks_is_one_line(name: str, tmp_path: Path) -> None:
    file, write, said = ATTACKS[name]
    write(tmp_path / file)
    with pytest.raises(SchemaError, match=said) as refused:
        read_document(tmp_path / file)
    message = str(refused.value)
    assert repr(file) in message
    assert "\n" not in message
    assert message.count(repr(file)) == 1
    assert not message.endswith("..")


def test_archive_that_says_it_is_too_much_is_not_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bomb(tmp_path / "a.docx")
    data = (tmp_path / "a.docx").read_bytes()
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *_: pytest.fail("unpacked"))
    with pytest.raises(SchemaError, match="60 MB"):
        hold_unpacked("a.docx", data)


def test_two_files_of_one_name_are_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.odt", "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        packed.writestr("content.xml", "<a/>")
        with pytest.warns(UserWarning, match="Duplicate"):
            packed.writestr("content.xml", "<b/>")
    with pytest.raises(SchemaError, match="two files of one name"):
        read_document(tmp_path / "a.odt")


def test_protected_pdf_that_opens_without_a_password_is_read(tmp_path: Path) -> None:
    locked_pdf(tmp_path / "a.pdf", user="")
    assert "from Alfa to Bravo" in read_document(tmp_path / "a.pdf").text


def test_reader_that_fails_unforeseen_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.html").write_text("<p>x", "utf-8")

    def fail(*_: object) -> None:
        msg = "two\nlines"
        raise AssertionError(msg)

    monkeypatch.setattr("mapsvc.geoparse.readers.html.text_of_html", fail)
    with pytest.raises(SchemaError, match=r"^'a.html' cannot be read: AssertionError two lines$"):
        read_document(tmp_path / "a.html")


def test_other_files_of_the_folder_are_done(tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "good.txt").write_text("They went from Alfa to Bravo.", "utf-8")
    locked_pdf(folder / "locked.pdf")
    bomb(folder / "bomb.docx")
    odt_entities(folder / "entities.fodt")
    os.mkfifo(folder / "pipe.txt")
    (folder / "loop").symlink_to(folder)
    done = CliRunner().invoke(main, ["geoparse", str(folder), "--atlas", str(TINY), "--format", "csv"])
    assert done.exit_code == 2
    assert "Alfa" in done.stdout
    failed = [line for line in done.stderr.splitlines() if line.startswith("mapsvc: '")]
    assert [line.split("'")[1] for line in failed] == [
        (folder / name).as_posix() for name in ("bomb.docx", "entities.fodt", "locked.pdf")
    ]
    assert "Traceback" not in done.output


def test_pipe_is_no_document_of_a_folder(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    warned: list[str] = []
    assert find_documents([tmp_path], warned.append) == []
    assert len(warned) == 1


UNENDING = (
    "<!--",
    "<!",
    "<![",
    "<![CDATA[",
    "<![if x",
    "<?",
    "</",
    "<a ",
    '<a b="',
    "<",
    "&",
    "&#",
    "<a>",
    "<script></",
)


def seconds(source: str, *markup: object) -> float:
    begin = time.process_time()
    text_of_html(source, *markup)  # type: ignore[arg-type]
    return time.process_time() - begin


@pytest.mark.parametrize("markup", [(), (tei._MARKUP,)], ids=["html", "tei"])
@pytest.mark.parametrize("piece", UNENDING)
def test_markup_without_an_end_takes_time_by_its_length(piece: str, markup: tuple[object, ...]) -> None:
    for tail in ("", ">"):
        # What grew by the square would take a hundred times of this.
        assert seconds(piece * (60_000 // len(piece)) + tail, *markup) < 5


def test_elements_without_an_end_take_time_by_their_number() -> None:
    assert seconds("<a>" * 40_000 + "</b>" * 40_000, tei._MARKUP) < 5


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<p>Alfa<!-- and Bravo", "Alfa"), ("<p>Alfa<!-- x --> Bravo", "Alfa Bravo"),
        ("<p>Alfa<![if x]> Bravo<![endif]>", "Alfa Bravo"), ("<p>Alfa <![CDATA[x]]>", "Alfa"),
        ("<p>Alfa<?php x ?> Bravo", "Alfa Bravo"), ("<p>5 < 6 Alfa", "5 < 6 Alfa"),
        ("<p>Alfa <b>Bravo</b", "Alfa Bravo"),
        ("<script><!-- x </script><p>Alfa", "Alfa"), ("<p>Alfa &amp Bravo", "Alfa & Bravo"),
    ],
)  # fmt: skip
def test_text_beside_broken_markup_is_read(source: str, text: str) -> None:
    assert " ".join(text_of_html(source)[0].split()) == text


def test_beginning_of_xml_is_found_in_little_time() -> None:
    begin = time.process_time()
    for source in (
        "<!DOCTYPE " + "[a]" * 60,
        "<!DOCTYPE " + "[" * 60_000,
        "<!--" * 60_000,
        "<!DOCTYPE x [a]><b>",
    ):
        root = xml_root(source)
    assert root == "b"
    assert time.process_time() - begin < 5


def test_docx_tells_nothing_of_other_files(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("the secret", "utf-8")
    plain = tmp_path / "plain.docx"
    docx.Document().save(str(plain))
    text = f"""<!DOCTYPE x [<!ENTITY s SYSTEM "file://{tmp_path}/secret.txt">]>
    <w:document xmlns:w="{WORD}"><w:body><w:p><w:r><w:t>Alfa &s; Bravo</w:t></w:r></w:p></w:body>
    </w:document>"""
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(tmp_path / "a.docx", "w") as new:
        for name in old.namelist():
            new.writestr(name, text if name == "word/document.xml" else old.read(name))
    try:
        read = read_document(tmp_path / "a.docx").text
    except SchemaError as error:
        read = str(error)
    assert "the secret" not in read
