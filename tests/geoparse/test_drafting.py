"""A text becomes proposed events: what happened, when and where, each thing once, and drafts in an atlas."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from mapsvc.atlas.editing.event_text import event_toml
from mapsvc.atlas.gazetteer.names import open_gazetteer
from mapsvc.atlas.loading import load_atlas
from mapsvc.atlas.new.files import NewAtlas
from mapsvc.atlas.new.folder import make_atlas
from mapsvc.cli import main
from mapsvc.errors import RequestError
from mapsvc.geoparse.documents import Document
from mapsvc.geoparse.drafting.draft_events import draft_record, placeholder_title
from mapsvc.geoparse.drafting.draft_files import draft_text
from mapsvc.geoparse.drafting.draft_places import PlaceBook, unknown_names
from mapsvc.geoparse.drafting.happenings import find_happenings
from mapsvc.geoparse.drafting.passages import find_sentences
from mapsvc.geoparse.drafting.place_roles import role_of
from mapsvc.geoparse.drafting.proposals import Proposal, propose_events
from mapsvc.geoparse.geoparser import Geoparser
from mapsvc.geoparse.mentions import PlaceMention

WORDS = """The war in the gulf

On 6 November 1914 the brigade took the fort at Fao. On 22 November the British were in Basra, and on
9 December the garrison of Qurna laid down its arms. Gorringe took Nasiriya in July 1915.

On 11 March 1917 they entered Baghdad. Long after, in London, nobody could say why Baghdad had been taken.
The brigade had sailed from Bombay to Bahrain in October 1914. Baghdad was entered on 11 March 1917.
"""


def proposed(parser: Geoparser, words: str, year: int | None = None) -> list[Proposal]:
    return propose_events(Document("t.txt", words), parser.parse(words, year=year), "en")


def told(parser: Geoparser, words: str) -> list[tuple[str, str, dict[str, str]]]:
    return [
        (
            one.date.gregorian,
            one.happening.kind if one.happening else "",
            {part.mention.surface: part.role for part in one.places},
        )
        for one in proposed(parser, words)
    ]


@pytest.mark.parametrize(
    ("words", "date", "kind", "places"),
    [
        ("On 11 March 1917 they entered Baghdad.", "1917-03-11", "taking", {"Baghdad": "happened"}),
        (
            "On 4 May 1919 the brigade sailed from Trabzon to Samsun.",
            "1919-05-04", "going", {"Trabzon": "origin", "Samsun": "destination"},
        ),
        (
            "Heyet 19 Temmuz 1920’de Batum üzerinden Moskova’ya vardı.",
            "1920-07-19", "going", {"Batum": "waypoint", "Moskova": "destination"},
        ),
        ("1872’de Erzurum kentinde doğdu.", "1872", "living", {"Erzurum": "happened"}),
        ("3 dekabr 1918-ci ildə Bakıda müqavilə imzalandı.", "1918-12-03", "signing", {"Bakı": "happened"}),
        (
            "Am 3. Mai 1915 marschierte die Armee von Wien nach Belgrad.",
            "1915-05-03", "going", {"Wien": "origin", "Belgrad": "destination"},
        ),
        (
            "Le 3 mai 1915, la flotte partit de Toulon pour Alger.",
            "1915-05-03", "going", {"Toulon": "origin", "Alger": "destination"},
        ),
        ("3 мая 1915 года войска прибыли в Москву.", "1915-05-03", "going", {"Москву": "destination"}),
        ("3 мая 1915 года в Москве был подписан договор.", "1915-05-03", "signing", {"Москве": "happened"}),
        ("10 Ağustos 1913’te Bükreş Antlaşması imzalandı.", "1913-08-10", "signing", {"Bükreş": "happened"}),
    ],
)  # fmt: skip
def test_what_happened_where_is_told_in_each_language(
    parser: Geoparser, words: str, date: str, kind: str, places: dict[str, str]
) -> None:
    assert told(parser, words) == [(date, kind, places)]


@pytest.mark.parametrize(
    "words",
    [
        "In the nineteenth century Baghdad was taken.",
        "Baghdad was taken.",
        "It was published (The Times, 11 March 1917: 4) that Baghdad had been taken.",
        "On 11 March 1917 they entered the town.",
    ],
)
def test_what_has_no_day_or_no_place_is_no_event(parser: Geoparser, words: str) -> None:
    assert told(parser, words) == []


def test_dates_of_one_sentence_have_their_own_places(parser: Geoparser) -> None:
    words = (
        "Falluja was taken on 19 March 1917, Samarra in April, Ramadi on 29 September and Tikrit in November."
    )
    assert [(date, [*places]) for date, _, places in told(parser, words)] == [
        ("1917-03-19", ["Falluja"]), ("1917-04", ["Samarra"]),
        ("1917-09-29", ["Ramadi"]), ("1917-11", ["Tikrit"]),
    ]  # fmt: skip


def test_what_is_told_twice_is_one_event_with_the_lines_of_both(parser: Geoparser) -> None:
    found = [one for one in proposed(parser, WORDS) if one.date.gregorian == "1917-03-11"]
    assert [one.lines for one in found] == [(6, 7)]


def test_scene_that_the_story_named_before_is_inferred(parser: Geoparser) -> None:
    words = "The troops lay in Edirne. On 23 January 1913 the cabinet was overthrown."
    (one,) = proposed(parser, words)
    assert [(part.mention.surface, part.role, part.told) for part in one.places] == [
        ("Edirne", "happened", False)
    ]


def test_sentences_do_not_end_at_initials_ordinals_and_dates() -> None:
    words = "M. Emin came on the 3. of May. Then G. Smith left. The 15. Corps stayed."
    found = [words[one.whole.start : one.whole.end].strip() for one in find_sentences(words, [], "en")]
    assert found == ["M. Emin came on the 3. of May.", "Then G. Smith left.", "The 15. Corps stayed."]


def test_word_of_a_happening_is_the_whole_word_or_its_beginning() -> None:
    words = "They signed it, insignificant as it was, and set out at once."
    found = [words[one.start : one.end] for one in find_happenings(words, 0, len(words), "en")]
    assert found == ["signed", "set out"]


def test_name_of_who_acts_is_no_scene(parser: Geoparser) -> None:
    words = "Türkiye 4 Mayıs 1919’da karar aldı."
    places = [one for one in parser.parse(words) if isinstance(one, PlaceMention)]
    assert [role_of(words, place, None) for place in places] == ["mentioned"]


def test_title_is_of_the_text_and_cut_at_a_word(parser: Geoparser) -> None:
    long = (
        "On 11 March 1917 they entered Baghdad with all that they had carried over the plain and the river."
    )
    (one,) = proposed(parser, long)
    title = placeholder_title(long, one)
    assert title.endswith("…")
    assert long.startswith(title.removesuffix("…"))
    assert len(title) <= 91


def test_draft_says_the_day_in_both_calendars(parser: Geoparser) -> None:
    words = "Antlaşma 27 Nisan 1336’da Ankara’da imzalandı."
    (one,) = proposed(parser, words)
    record = tomllib.loads(event_toml(draft_record(words, one, {"ankara": "ankara"}, "paper", ("tr",))))
    assert record["on"] == "1920-04-27"
    assert record["draft"] is True
    assert record["date"] == {
        "printed": "27 Nisan 1336", "calendar": "rumi", "basis": "printed", "other": {"rumi": "1336-04-27"},
    }  # fmt: skip
    assert record["places"] == [{"place": "ankara", "role": "happened"}]
    assert record["texts"] == {"paper": [1]}


def test_names_that_no_gazetteer_has_are_counted(parser: Geoparser) -> None:
    words = "They lay in the village of Qwrtzu. The village of Qwrtzu was burnt."
    mentions = [one for one in parser.parse(words) if isinstance(one, PlaceMention)]
    assert unknown_names(mentions) == {"Qwrtzu": 2}


@pytest.fixture
def gulf(tmp_path: Path) -> Path:
    """A new atlas of another region, and a text beside it."""
    make_atlas(tmp_path / "gulf", NewAtlas(title="The gulf", languages=("en", "tr"), years=None, bbox=None))
    (tmp_path / "war.txt").write_text(WORDS, "utf-8")
    return tmp_path / "gulf"


def files_of(root: Path) -> dict[str, bytes]:
    found = (path for path in root.rglob("*") if path.is_file() and ".mapsvc" not in path.parts)
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found}


def test_command_makes_drafts_that_the_check_takes(gulf: Path) -> None:
    command = ["draft", str(gulf.parent / "war.txt"), "--atlas", str(gulf)]
    before = files_of(gulf)
    tried = CliRunner().invoke(main, [*command, "--dry-run"])
    assert tried.exit_code == 0, tried.output
    assert files_of(gulf) == before
    done = CliRunner().invoke(main, command)
    assert done.exit_code == 0, done.output
    atlas = load_atlas(gulf)
    assert atlas.texts["war"].language == "en"
    assert {one.on.edtf for one in atlas.drafts.values()} >= {
        "1914-11-06",
        "1915-07",
        "1917-03-11",
        "1914-10",
    }
    assert set(atlas.events) == {"example"}
    assert atlas.places["basra"].names[0].toponym == "Basra"
    assert {mention.place for mention in atlas.mentions} <= atlas.places.keys()
    checked = CliRunner().invoke(main, ["check", "--atlas", str(gulf)])
    assert checked.exit_code == 0, checked.output
    assert f"{len(atlas.drafts)} drafts" in checked.output
    once = files_of(gulf)
    again = CliRunner().invoke(main, command)
    assert "Nothing changes." in again.output
    assert files_of(gulf) == once


def test_second_run_leaves_what_a_person_wrote(gulf: Path, tmp_path: Path) -> None:
    document = Document("war.txt", WORDS)
    parser = Geoparser(open_gazetteer(gulf))
    found = draft_text(load_atlas(gulf), document, parser)
    for path, words in found.files.items():
        (gulf / path).parent.mkdir(exist_ok=True)
        (gulf / path).write_text(words, "utf-8")
    key = next(key for key, record in found.drafts.items() if record["on"] == "1917-03-11")
    mine = gulf / "events" / f"{key}.toml"
    mine.rename(gulf / "events" / "baghdad-falls.toml")
    mine = gulf / "events" / "baghdad-falls.toml"
    mine.write_text(mine.read_text("utf-8").replace("draft = true\n", "# by me\n"), "utf-8")
    other = next(key for key in found.drafts if key != mine.stem and found.drafts[key]["on"] == "1914-11-06")
    (gulf / "events" / f"{other}.toml").unlink()
    (gulf / "corrections.toml").write_text(
        "[[correction]]\naction = 'reject'\ntext = 'war'\nline = 6\ncolumn = 31\nreason = 'a ship'\n", "utf-8"
    )
    again = draft_text(load_atlas(gulf), document, Geoparser(open_gazetteer(gulf)))
    assert [record["on"] for record in again.drafts.values()] == ["1914-11-06"]
    assert set(again.files) == {"mentions/war.csv", f"events/{other}.toml"}
    assert "6,31," not in again.files["mentions/war.csv"]


def test_text_with_other_words_is_refused(gulf: Path) -> None:
    (gulf / "texts").mkdir(exist_ok=True)
    (gulf / "texts" / "war.txt").write_text("Something else.", "utf-8")
    parser = Geoparser(open_gazetteer(gulf))
    with pytest.raises(RequestError, match="another text 'war'"):
        draft_text(load_atlas(gulf), Document("war.txt", WORDS), parser)


def test_places_of_the_atlas_come_first(tiny_root: Path, parser: Geoparser) -> None:
    gazetteer = open_gazetteer(tiny_root)
    words = "On 4 May 1919 they left Alfa for Samsun."
    mentions = [one for one in Geoparser(gazetteer).parse(words) if isinstance(one, PlaceMention)]
    book = PlaceBook(load_atlas(tiny_root), gazetteer)
    assert [book.place_of(one) for one in mentions] == ["alfa", "samsun"]
    assert [*book.new] == ["samsun"]
    assert book.new["samsun"]["links"][0]["identifier"].startswith("https://www.geonames.org/")


def test_proposed_events_of_the_paper_are_those_of_the_atlas(paper: str, parser: Geoparser) -> None:
    atlas = load_atlas()
    proposals = propose_events(Document("paper.txt", paper), parser.parse(paper), "tr")

    def fits(one: Proposal) -> list[str]:
        return [
            event.id
            for event in atlas.events.values()
            if one.scenes & {part.place for part in event.places} and one.when.overlaps(event.when)
        ]

    right = [one for one in proposals if fits(one)]
    found = {event for one in proposals for event in fits(one)}
    assert len(right) / len(proposals) >= 0.5
    assert len(found) / len(atlas.events) >= 0.6
