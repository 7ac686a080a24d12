"""What readers of a text decided goes before what is found in it."""

from __future__ import annotations

from pathlib import Path

import geopandas
from click.testing import CliRunner

from mapsvc.atlas.corrections import Correction
from mapsvc.cli import main
from mapsvc.geoparse.corrected_mentions import correct_mentions, mention_rows
from mapsvc.geoparse.documents import Document
from mapsvc.geoparse.geoparser import Geoparser
from mapsvc.geoparse.mentions import DateMention, PlaceMention

WORDS = "On 4 May 1919 they left Trabzon for Samsun.\nThe Upper\nMill was burnt at Samsun.\n"


def corrected(parser: Geoparser, *corrections: Correction) -> tuple[list[PlaceMention], list[Correction]]:
    document = Document("diary.txt", WORDS)
    mentions, stale = correct_mentions(document, parser.parse(WORDS), corrections, parser.gazetteer, "en")
    assert [mention.start for mention in mentions] == sorted(mention.start for mention in mentions)
    return [mention for mention in mentions if isinstance(mention, PlaceMention)], stale


def test_decisions_of_a_reader_hold(parser: Geoparser) -> None:
    places, stale = corrected(
        parser,
        Correction("reject", "a ship of the name", line=1, column=25, surface="Trabzon"),
        Correction("move", "another", line=1, column=37, to="geonames:745044"),
        Correction("accept", "x", line=2, column=5, surface="Upper Mill", place="mill", usage="literal"),
    )  # fmt: skip
    assert stale == []
    first, mill, last = places
    assert (first.surface, first.entry and first.entry.id, first.score) == ("Samsun", "geonames:745044", 1.0)
    assert first.why == (("corrected", "another"),)
    assert (mill.surface, mill.entry, mill.usage, mill.lang) == ("Upper\nMill", None, "literal", "en")
    assert last.why[0][0] != "corrected"


def test_correction_whose_words_are_gone_is_named(parser: Geoparser) -> None:
    gone = Correction("accept", "x", line=2, column=1, surface="Lower Mill", place="mill", usage="literal")
    beyond = Correction("reject", "x", line=90, column=1)
    places, stale = corrected(parser, gone, beyond)
    assert stale == [gone, beyond]
    assert [place.surface for place in places] == ["Trabzon", "Samsun", "Samsun"]


def test_decisions_on_dates_hold(parser: Geoparser) -> None:
    def dates(*corrections: Correction) -> tuple[list[DateMention], list[Correction]]:
        mentions, stale = correct_mentions(
            Document("diary.txt", WORDS), parser.parse(WORDS), corrections, parser.gazetteer, "en"
        )
        return [mention for mention in mentions if isinstance(mention, DateMention)], stale

    value = {"edtf": "1919-05-04", "calendar": "julian", "gregorian": "1919-05-17"}
    other = Correction(
        "accept", "old style", line=1, column=4, surface="4 May 1919", type="date", **value
    )  # fmt: skip
    (found,), stale = dates(other)
    assert (found.surface, found.gregorian, found.score, stale) == ("4 May 1919", "1919-05-17", 1.0, [])
    assert found.reasons == (("corrected", "old style"),)
    none = Correction("reject", "a number", line=1, column=4, type="date")
    assert dates(none) == ([], [])
    gone = Correction("reject", "x", line=2, column=1, type="date")
    assert dates(gone)[1] == [gone]


def test_place_that_is_another_everywhere_says_so(parser: Geoparser) -> None:
    before = mention_rows(Document("diary.txt", WORDS), parser.parse(WORDS))[1].place
    places, _ = corrected(parser, Correction("rename", "its port", place=before, to="geonames:745044"))
    assert [place.entry and place.entry.id for place in places[1:]] == ["geonames:745044"] * 2
    assert places[2].why == (("corrected", "its port"),)


def test_rows_are_those_of_the_list(parser: Geoparser) -> None:
    rows = mention_rows(Document("diary.txt", WORDS), parser.parse(WORDS))
    assert [(row.line, row.column, row.surface, row.usage) for row in rows] == [
        (1, 25, "Trabzon", "literal"), (1, 37, "Samsun", "literal"), (3, 19, "Samsun", "literal"),
    ]  # fmt: skip


def test_command_obeys_the_corrections_of_a_text_of_the_atlas(tiny_root: Path) -> None:
    (tiny_root / "texts" / "paper.txt").write_text(WORDS, "utf-8")
    reject = "[[correction]]\naction = 'reject'\ntext = 'paper'\nline = {}\ncolumn = 25\nreason = 'x'\n"
    (tiny_root / "corrections.toml").write_text(reject.format(1) + reject.format(9), "utf-8")
    copy = tiny_root.parent / "copy.txt"
    copy.write_bytes(WORDS.replace("\n", "\r\n").encode())
    arguments = ["geoparse", str(copy), "--format", "csv", "--atlas", str(tiny_root)]
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 0, done.stderr
    assert "Trabzon" not in done.stdout
    assert "Samsun" in done.stdout
    assert "nothing to reject at 9:25 in the text 'paper'" in done.stderr
    copy.write_text(WORDS.replace("Trabzon", "Trabzon,"), "utf-8")
    assert "Trabzon" in CliRunner().invoke(main, arguments).stdout
    assert "Trabzon" not in CliRunner().invoke(main, [*arguments, "--text", "paper"]).stdout


def test_tables_obey_the_corrections_of_the_text_that_is_named(tiny_root: Path, tmp_path: Path) -> None:
    (tiny_root / "texts" / "paper.txt").write_text(WORDS, "utf-8")
    reject = "[[correction]]\naction = 'reject'\ntext = 'paper'\nline = {}\ncolumn = 25\nreason = 'x'\n"
    (tiny_root / "corrections.toml").write_text(reject.format(1) + reject.format(9), "utf-8")
    other, out = tmp_path / "other.txt", tmp_path / "found.parquet"
    other.write_text(WORDS.replace("Trabzon", "Trabzon,"), "utf-8")
    words = ["geoparse", "--format", "geoparquet", "-o", str(out), "--atlas", str(tiny_root), str(other)]
    assert CliRunner().invoke(main, words).exit_code == 0
    assert "Trabzon" in set(geopandas.read_parquet(out)["surface"])
    done = CliRunner().invoke(main, [*words, "--text", "paper"])
    assert done.exit_code == 0, done.output
    assert "nothing to reject at 9:25 in the text 'paper'" in done.stderr
    assert set(geopandas.read_parquet(out)["surface"]) == {"4 May 1919", "Samsun"}
    (tmp_path / "third.txt").write_text(WORDS, "utf-8")
    done = CliRunner().invoke(main, [*words, str(tmp_path / "third.txt"), "--text", "paper"])
    assert done.exit_code == 2
    assert "--text is for one document, and here are 2" in " ".join(done.output.split())
