"""Letters of a wrong encoding are read as they were meant; what is lost is told once, with its reason."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from mapsvc.cli import main
from mapsvc.geoparse.garbled_letters import mend_letters, tell_lost_letters
from mapsvc.geoparse.mentions import PlaceMention

TURKISH = "Ordu Iğdır ve Şuşa’ya girdi, Nahçıvan’dan İzmir’e dönüldü."
RUSSIAN = "Армия вошла в Баку и Тифлис 5 июля 1920 года."


@pytest.mark.parametrize(
    ("text", "meant", "taken", "names"),
    [
        (TURKISH, "cp1254", "cp1252", ["Iğdır", "Şuşa", "Nahçıvan", "İzmir"]),
        (TURKISH.replace("’", "'"), "iso8859-9", "latin-1", ["Iğdır", "Şuşa", "Nahçıvan", "İzmir"]),
        (TURKISH, "cp1254", "cp1250", ["Iğdır", "Şuşa", "Nahçıvan", "İzmir"]),
        (TURKISH, "utf-8", "cp1252", ["Iğdır", "Şuşa", "Nahçıvan", "İzmir"]),
        (TURKISH, "utf-8", "latin-1", ["Iğdır", "Şuşa", "Nahçıvan", "İzmir"]),
        (TURKISH, "utf-8", "mac_roman", ["Iğdır", "Şuşa", "Nahçıvan", "İzmir"]),
        ("Gəncə və Şuşa şəhərlərinə getdi.", "utf-8", "cp1252", ["Gence", "Şuşa"]),
        (RUSSIAN, "cp1251", "cp1252", ["Bakü", "Tiflis"]),
        (RUSSIAN, "koi8-r", "latin-1", ["Bakü", "Tiflis"]),
        (RUSSIAN, "koi8-r", "cp1251", ["Bakü", "Tiflis"]),
        (RUSSIAN, "utf-8", "latin-1", ["Bakü", "Tiflis"]),
    ],
)
def test_wrong_encoding_is_undone(
    text: str, meant: str, taken: str, names: list[str], places: Callable[[str], list[PlaceMention]]
) -> None:
    garbled = text.encode(meant).decode(taken)
    found = places(garbled)
    assert [mention.entry.title if mention.entry else None for mention in found] == names
    assert all(garbled[mention.start : mention.end] == mention.surface for mention in found)


def test_old_turkish_pdf_is_read(places: Callable[[str], list[PlaceMention]]) -> None:
    text = "Ordu Iðdýr ve Þuþa’ya girdi."
    assert [(found.surface, found.entry and found.entry.title) for found in places(text)] == [
        ("Iðdýr", "Iğdır"), ("Þuþa", "Şuşa"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "Þingvellir í Reykjavík er á Íslandi, það er gott.",
        "They met at Þingvellir in 930.",
        "Nový Jičín a Slovenský Brod",
        "Đurđevac i Đakovo, Köln",
        "Timişoara, Constanţa, Ţara Românească, München",
        "Đây là ý của người dân Đà Nẵng",
        "LIBERTÉ» et «CAFÉ”, à\u00a0«Paris» ; DÉJÀ",
        "«СССР» — «ЦК ВКП(б)», Баку",
        "La Coruña, São Paulo, MANHÃ”, Malmö, Ærø, Łódź, Çeşme, Ağrı",
        "Ваня жил в Баку. СССР и США.",
        "Kars’a gitti.",
    ],
)
def test_right_letters_stay(text: str) -> None:
    assert list(mend_letters(text)) == []
    assert tell_lost_letters(text) == ""


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Ordu I?d?r ve ?u?a’ya girdi.", "question marks in place of letters"),
        ("Ordu I\ufffd\ufffdr ve \ufffdu\ufffda’ya girdi.", "could not be read"),
        ("Ordu \ue012\ue013 \ue014 ve \ue015 girdi.", "only its own font"),
        ("(cid:12)(cid:45)(cid:9) 1920", "only its own font"),
        ("Azяrbaycan Dювлят Bakыda", "mixes Latin and Cyrillic"),
        ("I§dır, Kar™s, ‘z¤mir, Erz¦rum", "no letters within words"),
    ],
)
def test_lost_letters_are_told_once_and_the_rest_is_read(text: str, reason: str, tmp_path: Path) -> None:
    assert reason in tell_lost_letters(text)
    (tmp_path / "a.txt").write_text(f"{text}\nKars’a gitti.", "utf-8")
    done = CliRunner().invoke(main, ["geoparse", str(tmp_path / "a.txt")])
    assert done.exit_code == 0
    assert done.stderr.count("\n") == 1
    assert "'a.txt'" in done.stderr
    assert '"surface": "Kars"' in done.stdout


@pytest.mark.parametrize(
    "text", ["Who? What? http://a.b/c?d=e&f?g", "Kars? Evet. Neden?", "25 % ± 3, § 5, 3 € ve 4 ¤"]
)
def test_ordinary_signs_are_no_lost_letters(text: str) -> None:
    assert tell_lost_letters(text) == ""
