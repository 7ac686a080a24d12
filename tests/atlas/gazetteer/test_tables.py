"""A user's table is read whatever program wrote it, or the message says which separator, line and column."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from mapsvc.atlas.gazetteer.column_names import field_of, kind_of_geonames, kind_told
from mapsvc.atlas.gazetteer.names import open_gazetteer
from mapsvc.atlas.gazetteer.sources import read_user
from mapsvc.atlas.gazetteer.tables import decode_table, read_table
from mapsvc.errors import AtlasError
from mapsvc.geoparse.geoparser import Geoparser

NAME = "Yukarıpınar"


def read(
    folder: Path, data: str | bytes, name: str = "own.csv"
) -> list[tuple[str, float | None, float | None]]:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return [(entry.title, entry.lon, entry.lat) for entry in read_user(path)]


@pytest.mark.parametrize(
    "data",
    [
        f"id;title;lon;lat\n1;{NAME};43,1;40,2\n",
        f"id,title,lon,lat\n1,{NAME},43.1,40.2\n",
        f'"id","title","lon","lat"\r\n"1","{NAME}","43.1","40.2"\r\n',
        f'id,title,lon,lat\n1,{NAME},"43,1","40,2"\n',
        f"sep=;\r\nAd;Boylam;Enlem\r\n{NAME};43,1;40,2\r\n".encode("utf-8-sig"),
        f"Yer adı\tBoylam (D)\tEnlem (K)\n{NAME}\t43,1\t40,2\n".encode("utf-16"),
        f"Yer adı\tBoylam\tEnlem\n{NAME}\t43,1\t40,2\n".encode("utf-16-le"),
        f"köy adı;ilçe;boylam;enlem\n{NAME};Göle;43,1;40,2\n".encode("cp1254"),
        f"köy adı;ilçe;boylam;enlem\n{NAME};Göle;43,1;40,2\n".encode("iso8859-9"),
        f"köy;x;y\n{NAME};43,1;40,2\n".encode("cp857"),
        f"name|longitude|latitude\n{NAME}|43.1|40.2\n",
        f"# köyler\n\nİsim,Lat,Long\n{NAME},40.2,43.1\n",
        f"name,geometry\n{NAME},POINT (43.1 40.2)\n",
        f"name,wkt\n{NAME},SRID=4326;POINT Z (43.1 40.2 1700)\n",
        f'name,"lat, lon"\n{NAME},"40.2, 43.1"\n',
        f"name;koordinat\n{NAME};40°12′N 43°06′E\n",
        f"name,lat,lon\n{NAME},40°12′N,43°06′E\n",
        f"name;enlem;boylam\n{NAME};K 40°12';D 43°06'\n",
        f'name\tdecimalLatitude\tdecimalLongitude\n"{NAME}"\t40.2\t43.1\n',
        f"Place_Name,Longitude_WGS84,Latitude_WGS84\n{NAME},43.1,40.2\n",
        f"id\tname_tr\tname_en\tLAT\tLNG\n1\t{NAME}\tUpper Spring\t40.2\t43.1\n",
        f"name,lon,lat\r{NAME},43.1,40.2\r",
    ],
)
def test_table_of_any_program_is_read(tmp_path: Path, data: str | bytes) -> None:
    ((title, lon, lat),) = read(tmp_path, data)
    assert title == NAME
    assert lon == pytest.approx(43.1)
    assert lat == pytest.approx(40.2)


def test_russian_of_old_windows_is_read(tmp_path: Path) -> None:
    data = "Название;Долгота;Широта\nВерхний Ключ;43,1;40,2\n".encode("cp1251")
    assert read(tmp_path, data) == [("Верхний Ключ", 43.1, 40.2)]


def test_all_that_a_row_says_is_kept(tmp_path: Path) -> None:
    head = "Kod;Adı;Diğer adları;name_en;Tür;Başlangıç;Bitiş;Ülke kodu;Nüfus;Boylam;Enlem"
    path = tmp_path / "a.csv"
    path.write_text(f"{head}\n36;Kars;Qars@az|Карс@ru;Kars;Şehir;1878;1918;TR;78.100;43,09;40,6\n", "utf-8")
    (entry,) = read_user(path)
    assert (entry.id, entry.title, entry.kind, entry.start, entry.end) == ("36", "Kars", "city", 1878, 1918)
    assert (entry.country, entry.population, entry.tier) == ("TR", 78100, "user")
    assert {(name.form, name.lang) for name in entry.names} == {
        ("Kars", ""), ("Kars", "en"), ("Qars", "az"), ("Карс", "ru"),
    }  # fmt: skip


def test_dump_of_geonames_is_read_as_it_is(tmp_path: Path) -> None:
    rows = (
        "743952\tKars\tKars\tQars,Карс\t40.60\t43.09\tP\tPPLA\tTR\t\t36\t\t\t\t78100\t\t1756\tEurope/Istanbul\t2024\n"
        '1\tAra"s\tAras\t\t40.0\t43.9\tH\tSTM\tTR\t\t\t\t\t\t0\t\t\tEurope/Istanbul\t2024\n'
    )
    (tmp_path / "TR.txt").write_text(rows, "utf-8")
    kars, aras = read_user(tmp_path / "TR.txt")
    assert (kars.id, kars.kind, kars.population, kars.lon, kars.lat) == (
        "geonames:743952", "city", 78100, 43.09, 40.6,
    )  # fmt: skip
    assert [name.form for name in kars.names] == ["Kars", "Qars", "Карс"]
    assert (aras.title, aras.kind) == ('Ara"s', "river")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (
            f"foo;bar\n{NAME};2\n",
            r"lacks the columns title, lon, lat: line 1 is 'foo', 'bar' \(sep",
        ),
        (f"name;boylam;n\n{NAME};43,1;40,2\n", r"lacks the columns lat \(line 1, separator ';'.*'n'"),
        (f"name;a;b\n{NAME};43,1;40,2\n", r"lacks the columns lon, lat .*'a', 'b'"),
        (f"name,lon,lat\n{NAME},43,1,40,2\n", r"line 2: has 5 cells for 3 columns \(separator ','"),
        (f"name;lon;lat\n{NAME};43,1x;40\n", r"line 2 \(separator ';', utf-8\): column 'lon': '43,1x'"),
        ("name;lon;lat\nA;43;40\n;43,1;40,2\n", r"line 3 .*column 'name' is empty"),
        (f"ad;boylam;enlem\n{NAME};43,1;\n", r"column 'enlem' is empty"),
        (f"ad;boylam;enlem\n{NAME};40,2;143,1\n", r"column 'enlem': '143,1'.*look exchanged"),
        (f"name,x,y\n{NAME},435000,4400000\n", r"column 'x': '435000'.*metres of a grid"),
        (f'name,coordinates\n{NAME},"40.2, 43.1"\n', r"does not say which number comes first.*'lat lon'"),
        (f"name,coordinates\n{NAME},Göle\n", r"column 'coordinates': 'Göle' is no point"),
        ("", "is empty"),
        (b"PK\x05\x06", "lacks the columns"),
        ("<?xml version='1.0'?><kml/>", "is a KML, which is not read: save its places as GeoJSON, or"),
        (b"SQLite format 3\0", "is a GeoPackage or another database.*GeoJSON"),
        (b"\xd0\xcf\x11\xe0" + "Workbook".encode("utf-16-le"), "is an old Excel workbook.*as CSV"),
    ],
)
def test_what_is_wrong_is_one_line_with_its_place(tmp_path: Path, data: str | bytes, says: str) -> None:
    with pytest.raises(AtlasError, match=says) as raised:
        read(tmp_path, data)
    assert "\n" not in str(raised.value)
    assert "'own.csv'" in str(raised.value)


def test_village_of_a_turkish_spreadsheet_is_found_in_a_text(tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_bytes(f"id;title;lon;lat\n1;{NAME};43,1;40,2\n".encode("cp1254"))
    found = Geoparser(open_gazetteer(extra=tmp_path / "own.csv")).parse(f"{NAME}’a vardılar.")
    assert [mention.surface for mention in found] == [NAME]


@pytest.mark.parametrize(
    ("column", "field"),
    [
        ("Place Name", "title"), ("placeName", "title"), ("KÖY_ADI", "title"), ("Boylam (°D)", "lon"),
        ("Y", "lat"), ("name:tr", "name:tr"), ("en", "name:en"), ("ad_tr", "name:tr"), ("Eski adı", "names"),
        ("itemLabel", "title"), ("reprLatLong", "lat lon"), ("geoWKT", "point"), ("foo", None), ("", None),
    ],
)  # fmt: skip
def test_columns_are_known_by_their_names(column: str, field: str | None) -> None:
    known = field_of(column)
    assert (known[0] if known else None) == field


def test_kinds_are_known_by_words_and_codes() -> None:
    assert [kind_told(word) for word in ("Köy", "nehir; su", "castle", "xyz", "")] == [
        "village", "river", "fortress", "settlement", "settlement",
    ]  # fmt: skip
    assert [kind_of_geonames(*code) for code in (("P", "PPL"), ("T", "PASS"), ("S", "CH"))] == [
        "settlement", "pass", "site",
    ]  # fmt: skip


def test_encoding_and_separator_are_told() -> None:
    text, encoding = decode_table("ad;x;y\nŞuşa;46,7;39,8".encode("cp1254"))
    assert (text[7:11], encoding) == ("Şuşa", "cp1254")
    assert read_table("a", text, encoding).how == "separator ';', cp1254"


def test_limit_of_cells_is_that_of_before() -> None:
    before = csv.field_size_limit()
    with pytest.raises(AtlasError):
        read_table("a.csv", "", "utf-8")
    assert csv.field_size_limit() == before
