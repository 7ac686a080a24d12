"""Which old encoding a text is in, and as which it was read: told by its letters, and by nothing else."""

from __future__ import annotations

import pytest

from mapsvc.errors import SchemaError
from mapsvc.geoparse.documents import decode
from mapsvc.geoparse.legible_text import read_legibly
from mapsvc.geoparse.mistaken_encodings import find_mistaken, guess_encoding

TURKISH = "Müfreze Eğin’den Şebinkarahisar’a yürüdü; Niğde ve Uşak’ta çarpışıldı, İzmir’e dönüldü."
PLAIN = TURKISH.replace("’", "'")
RUSSIAN = "Колонна вышла из Елисаветполя и остановилась у Шуши; оттуда дорога вела на Нахичевань."


def taken_for(text: str, meant: str, taken: str) -> str:
    """Return a text whose bytes were read in another encoding; what that leaves out are signs of control."""
    signs = (bytes([code]).decode(taken, "replace") for code in text.encode(meant))
    return "".join(
        chr(code) if sign == "\ufffd" else sign for code, sign in zip(text.encode(meant), signs, strict=True)
    )


@pytest.mark.parametrize(
    ("text", "meant", "taken"),
    [
        *((TURKISH, "mac_turkish", taken) for taken in ("cp1252", "latin-1", "cp1254", "mac_roman")),
        *((PLAIN, "cp857", taken) for taken in ("cp1252", "latin-1", "cp1254", "cp850", "cp437")),
        (TURKISH, "cp1254", "mac_roman"),
        *((RUSSIAN, "cp866", taken) for taken in ("cp1251", "cp1252", "latin-1", "koi8-r", "mac_roman")),
        *((RUSSIAN, "cp1251", taken) for taken in ("cp866", "koi8-r", "mac_roman")),
        *((RUSSIAN, "koi8-r", taken) for taken in ("cp866", "cp1251", "cp1252")),
        *((RUSSIAN, "iso8859-5", taken) for taken in ("cp1251", "latin-1")),
        *((RUSSIAN, "mac_cyrillic", taken) for taken in ("latin-1", "mac_roman")),
        *((text, "utf-8", taken) for text in (TURKISH, RUSSIAN) for taken in ("cp1252", "cp1254", "latin-1")),
        *((text, "utf-8", taken) for text in (TURKISH, RUSSIAN) for taken in ("cp437", "cp850", "cp866")),
    ],
)
def test_text_taken_for_another_encoding_is_read_as_it_was_meant(text: str, meant: str, taken: str) -> None:
    legible = read_legibly(garbled := taken_for(text, meant, taken))
    assert legible.text == text
    name = "Niğde" if text != RUSSIAN else "Шуши"
    at = legible.text.index(name)
    given = garbled[legible.given_start(at) : legible.given_end(at + len(name))]
    assert given == taken_for(name, meant, taken)


@pytest.mark.parametrize("taken", ["cp1252", "latin-1"])
def test_text_saved_so_twice_is_read(taken: str) -> None:
    twice = taken_for(taken_for(TURKISH, "utf-8", taken), "utf-8", taken)
    assert read_legibly(twice).text == TURKISH


@pytest.mark.parametrize(
    "text",
    [
        TURKISH,
        RUSSIAN,
        "Gəncədən Şəkiyə, Naxçıvandan Şuşaya getdilər.",
        "Le général est arrivé à Genève où il a été reçu. Noël, façade, œuvre, été, août.",
        "Die Straße nach Köln war weiß und groß; Füße, Öfen, Ärger, Gefäß, naß, Schloß.",
        "Øystein gikk på Åsen ved sjøen; både blå og grå ål, en å, to åer.",
        "Þórður og Ýmir fóru til Þingvalla með hesta sína á Íslandi.",
        "Árvíztűrő tükörfúrógép, Győr és Pécs; őszi szőlő.",
        "Łódź, Kraków, żółć, Gdańsk, Świętokrzyskie, Częstochowa",
        "Dvořák šel do Plzně; žluťoučký kůň úpěl ďábelské ódy",
        "Отрядъ выступилъ изъ Тифлиса въ Карсъ; ѣхали всю ночь.",
        "Україна, Київ, Їжак, ґанок, її, європейський шлях",
        "Ђорђевић, Џон, Љубљана, Ћуприја, Његош, Ђурђевац",
        "Γεώργιος πήγε στη Θεσσαλονίκη και την Αθήνα",
        "Bucureşti, Iaşi, Paşcani, Ştefan cel Mare, Timişoara",
        "São Paulo, Conceição, Maranhão, Piauí, João Pessoa, Goiás",
        "España, Coruña, Córdoba, Málaga, año, señor, niño",
        "Atatürk 1920’de Ankara’ya geldi",
        "تهران و تبریز در سال ۱۹۲۰",
        "“Quotes” – and dashes — and ellipses… ©2020 ±5° «x» ½",
    ],
)
def test_text_of_any_language_stays_as_it_is(text: str) -> None:
    assert list(find_mistaken(text)) == []
    assert read_legibly(text).text == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        *((PLAIN, encoding) for encoding in ("cp1254", "mac_turkish", "cp857")),
        *((RUSSIAN, encoding) for encoding in ("cp1251", "cp866", "koi8-r", "mac_cyrillic", "iso8859-5")),
    ],
)
def test_file_in_an_old_encoding_is_told_which(text: str, encoding: str) -> None:
    assert guess_encoding(text.encode(encoding)) == encoding
    with pytest.raises(SchemaError, match=f"say --encoding {encoding}"):
        decode(text.encode(encoding), "a.txt")
    assert decode(text.encode(encoding), "a.txt", encoding) == text


def test_bytes_of_nothing_known_are_not_guessed() -> None:
    assert guess_encoding("Příliš žluťoučký kůň".encode("cp1250")) == ""
    assert guess_encoding(b"Kars\xff") == ""
    assert guess_encoding(bytes(range(128, 256)) * 3) == ""
