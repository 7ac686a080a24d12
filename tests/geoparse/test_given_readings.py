"""What an edition says of its words goes before what is read: its places, dates and persons."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from mapsvc.geoparse.corpus import parse_documents
from mapsvc.geoparse.geoparser import Geoparser
from mapsvc.geoparse.given_readings import honour_edition
from mapsvc.geoparse.mention_files import mention_record
from mapsvc.geoparse.mentions import Mention
from mapsvc.geoparse.readers import read_document


def found(parser: Geoparser, folder: Path, body: str) -> tuple[str, list[dict[str, Any]]]:
    path = folder / "a.xml"
    path.write_text(
        f"<TEI xmlns='http://www.tei-c.org/ns/1.0'><text><body><p>{body}</p></body></text></TEI>", "utf-8"
    )
    ((document, mentions),) = parse_documents(parser, [path], language="tr")
    return document.source, [mention_record(document, mention) for mention in mentions]


def test_reference_of_a_place_is_its_reading(parser: Geoparser, tmp_path: Path) -> None:
    refers = "https://www.geonames.org/314648/genc.html"
    body = f'Alay <placeName ref="{refers}"><settlement>Genç</settlement></placeName>’e girdi.'
    source, (place,) = found(parser, tmp_path, body)
    assert (place["place"], place["score"], place["surface"]) == ("geonames:314648", 1.0, "Genç")
    assert place["given"] == refers
    assert "314648" in place["reason"]
    assert source[place["start"] : place["end"]] == "Genç"


def test_place_that_the_edition_marks_is_one(parser: Geoparser, tmp_path: Path) -> None:
    """A common word at the start of a sentence, and a name that nobody knows."""
    body = '<placeName>Ordu</placeName> kuşatıldı. <rs type="place" ref="#ziltinova">Zıltınova</rs> yandı.'
    _, places = found(parser, tmp_path, body)
    assert [(place["surface"], place["place"] is None) for place in places] == [
        ("Ordu", False),
        ("Zıltınova", True),
    ]
    assert places[1]["given"] == "#ziltinova"


def test_person_of_the_edition_is_no_place(parser: Geoparser, tmp_path: Path) -> None:
    body = "<persName>Milan</persName>’dan <placeName>Milan</placeName>’a mektup gitti; Roma’dan da."
    source, places = found(parser, tmp_path, body)
    assert [place["surface"] for place in places] == ["Milan", "Roma"]
    assert places[0]["start"] == source.index("<placeName>") + len("<placeName>")


@pytest.mark.parametrize(
    ("element", "edtf"),
    [
        ('<date when="1877-06-24">12 Haziran 1877</date>', "1877-06-24"),
        ('<date when="1877-06">o yaz</date>', "1877-06"),
        ('<date when="--06-24">o gün</date>', "XXXX-06-24"),
        ('<date when="1877-06-24T10:30:00">sabah</date>', "1877-06-24"),
        ('<date when-iso="1877-06-24">sabah</date>', "1877-06-24"),
        ('<date notBefore="1877-01" notAfter="1877-03-05">kışın</date>', "1877-01/1877-03-05"),
        ('<date from="1877" to="1878">savaşta</date>', "1877/1878"),
        ('<date notBefore="1877">sonra</date>', "1877/.."),
        ('<date notAfter="1877">önce</date>', "../1877"),
        ('<date when="yesterday">dün</date>', ""),
        ("<date>dün</date>", ""),
    ],
)
def test_date_of_the_edition_is_its_value(parser: Geoparser, tmp_path: Path, element: str, edtf: str) -> None:
    source, dates = found(parser, tmp_path, f"{element} yola çıkıldı.")
    assert [(date["gregorian"], date["given"]) for date in dates] == ([(edtf, edtf)] if edtf else [])
    for date in dates:
        assert (
            source[date["start"] : date["end"]]
            == source[source.index(">", source.index("<date")) + 1 : source.index("</date")]
        )


def test_printed_calendar_stays_beside_the_value_of_the_edition(parser: Geoparser, tmp_path: Path) -> None:
    _, (date,) = found(parser, tmp_path, '<date when="1876-09-03">12 Şaban 1293</date>’te okundu.')
    assert (date["calendar"], date["edtf"], date["gregorian"]) == ("hijri", "1293-08-12~", "1876-09-03")


def test_other_documents_are_passed_on(parser: Geoparser, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Kars’a", "utf-8")
    document = read_document(tmp_path / "a.txt")
    mentions: list[Mention] = list(parser.parse(document.text))
    assert list(honour_edition(document, mentions, parser.gazetteer)) == mentions


def test_many_readings_take_time_by_their_number(parser: Geoparser, tmp_path: Path) -> None:
    body = "<placeName>Kars</placeName> ve <date when='1877'>o yıl</date> " * 3000
    _, records = found(parser, tmp_path, body)
    assert len(records) == 6000
    deep = "<placeName>" * 3000 + "Kars" + "</placeName>" * 3000
    assert len(found(parser, tmp_path, deep)[1]) == 1
