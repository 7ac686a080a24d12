"""What an atlas says of itself in its new files: each fault is named at once, by file and field."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from mapsvc.atlas.atlas_reading import read_atlas
from mapsvc.atlas.checks.atlas import check_atlas
from mapsvc.atlas.checks.meta import check_meta
from mapsvc.atlas.new.files import NewAtlas
from mapsvc.atlas.new.folder import make_atlas
from mapsvc.atlas.new.upgrade import upgrade_atlas
from mapsvc.atlas.problems import Problem, Problems
from mapsvc.cli import main
from tests.conftest import HERE, TINY

Spoil = Callable[[Path], None]
META, POLITIES, TOPICS, TEXT = "atlas.toml", "polities.toml", "topics.toml", "texts/paper.toml"
EVENT, BORDER, COMPARISONS = "events/line-drawn.toml", "borders/front.geojson", "comparisons.toml"
TERRITORIES, MENTIONS = "territories/front.geojson", "mentions/paper.csv"


def text(old: str, new: str) -> Spoil:
    """Replace a text in a file."""

    def spoil(path: Path) -> None:
        content = path.read_text("utf-8")
        assert old in content, f"{path.name} holds no {old!r}"
        path.write_text(content.replace(old, new, 1), "utf-8")

    return spoil


def more(words: str) -> Spoil:
    """Add lines at the end of a file, which need not be there."""

    def spoil(path: Path) -> None:
        path.parent.mkdir(exist_ok=True)
        before = path.read_text("utf-8") if path.is_file() else ""
        path.write_text(before + words, "utf-8")

    return spoil


def top(words: str) -> Spoil:
    """Add lines at the top of a file."""

    def spoil(path: Path) -> None:
        path.write_text(words + path.read_text("utf-8"), "utf-8")

    return spoil


def period(words: str) -> Spoil:
    return more(f"\n[period]\n{words}\n")


LANGUAGES = 'languages = ["tr", "en"]'
HOME = "home = [40.0, 38.0, 48.0, 43.0]"
NORTH = "[northland]\n"
COMPARED = '[[comparisons]]\nborders = ["front", "{}"]\nsources = [{{source = "paper"}}]\nsentence = "A"\n'
#: File, what is done to it, and the field that must be named.
FAULTS: dict[str, tuple[str, Spoil, str]] = {
    "no title": (META, text("[title]", "[titel]"), "title"),
    "unknown key": (META, top('titel = "x"\n'), "titel"),
    "bad tag": (META, text(LANGUAGES, 'languages = ["tr", "en", "english"]'), "languages[2]"),
    "language twice": (META, text(LANGUAGES, 'languages = ["tr", "en", "tr"]'), "languages"),
    "no language": (META, text(LANGUAGES, "languages = []"), "languages"),
    "languages as text": (META, text(LANGUAGES, 'languages = "tr"'), "languages"),
    "format of tomorrow": (META, text("format = 2", "format = 3"), "format"),
    "format as text": (META, text("format = 2", 'format = "2"'), "format"),
    "foreign language": (META, text("[subtitle]\n", '[subtitle]\nfr = "Pour essayer"\n'), "subtitle.fr"),
    "empty text": (META, text('en = "For tests"', 'en = " "'), "subtitle.en"),
    "first that is no date": (META, period('first = "spring"'), "period.first"),
    "first as number": (META, period("first = 1920"), "period.first"),
    "last before first": (META, period('first = "1922"\nlast = "1919"'), "period.last"),
    "opening outside": (META, period('first = "1919"\nlast = "1922"\nopening = "1923"'), "period.opening"),
    "unknown key of the period": (META, period('begin = "1919"'), "period.begin"),
    "home upside down": (META, text(HOME, "home = [40.0, 43.0, 48.0, 38.0]"), "view.home"),
    "home of three numbers": (META, text(HOME, "home = [40.0, 38.0, 48.0]"), "view.home"),
    "home beyond the world": (META, text(HOME, "home = [40.0, 38.0, 198.0, 43.0]"), "view.home"),
    "near at the pole": (META, text(HOME, f"{HOME}\nnear = [40.0, 38.0, 48.0, 90.0]"), "view.near"),
    "least of nothing": (META, text(HOME, f"{HOME}\nleast_deg = 0"), "view.least_deg"),
    "unknown key of the view": (META, text(HOME, f"{HOME}\nzoom = 3"), "view.zoom"),
    "unknown text": (META, text('texts = ["paper"]', 'texts = ["paper", "diary"]'), "texts[1]"),
    "text twice": (META, text('texts = ["paper"]', 'texts = ["paper", "paper"]'), "texts"),
    "unknown headline": (META, text('headline = ["line-drawn"]', 'headline = ["drawn"]'), "headline[0]"),
    "headline twice": (META, text('["line-drawn"]', '["line-drawn", "line-drawn"]'), "headline"),
    "note of an unknown event": (META, more('\n[headline_note.battle]\nen = "x"\n'), "headline_note.battle"),
    "comparison with an unknown border": (
        META, top('headline_comparisons = [["front", "nowhere"]]\n'), "headline_comparisons[0]",
    ),
    "comparison of a border without territories": (
        META, top('headline_comparisons = [["front", "bare"]]\n'), "headline_comparisons[0]",
    ),
    "comparison with itself": (
        META, top('headline_comparisons = [["front", "front"]]\n'), "headline_comparisons[0]",
    ),
    "ground that is not there": (META, top('ground = "earth"\n'), "ground"),
    "holder without a name": (POLITIES, more("[empty]\n"), "empty.name"),
    "holder whose name is foreign": (POLITIES, more('[far]\nname = {fr = "Loin"}\n'), "far.name.fr"),
    "colour by name": (POLITIES, text(NORTH, f'{NORTH}colour = "red"\n'), "northland.colour"),
    "hatching too close": (POLITIES, text(NORTH, f"{NORTH}hatch = {{gap = 1}}\n"), "northland.hatch.gap"),
    "unknown heir": (POLITIES, text(NORTH, f'{NORTH}heirs = ["westland"]\n'), "northland.heirs[0]"),
    "own heir": (POLITIES, text(NORTH, f'{NORTH}heirs = ["northland"]\n'), "northland.heirs"),
    "counted with nobody": (POLITIES, text(NORTH, f'{NORTH}counted_with = "x"\n'), "northland.counted_with"),
    "counted with itself": (
        POLITIES, text(NORTH, f'{NORTH}counted_with = "northland"\n'), "northland.counted_with",
    ),
    "counted with each other": (
        POLITIES,
        more('[a]\nname = "A"\ncounted_with = "b"\n[b]\nname = "B"\ncounted_with = "a"\n'),
        "a.counted_with",
    ),
    "two names on one day": (
        POLITIES,
        more(
            '[c]\nname = "C"\n'
            'names = [{valid = "1900/1910", name = "D"}, {valid = "1910/1920", name = "E"}]\n'
        ),
        "c.names[1].valid",
    ),
    "name in a span that is none": (
        POLITIES, more('[d]\nname = "D"\nnames = [{valid = "long ago", name = "E"}]\n'), "d.names[0].valid",
    ),
    "id of a holder in capitals": (POLITIES, more('[North]\nname = "N"\n'), "North.id"),
    "holders that cannot be read": (POLITIES, more("[x"), ""),
    "ground of an unknown holder": (
        TERRITORIES, text('"polity":"southland"', '"polity":"eastland"'), "features.plain.polity",
    ),
    "unknown topic": (BORDER, text('"way-through"', '"way-out"'), "articles[0].topic"),
    "topic of the engine": (TOPICS, more('[parties]\ntitle = "P"\n'), "parties"),
    "topic without a title": (TOPICS, more("[bare]\n"), "bare.title"),
    "category of the engine": ("categories.toml", more('[war]\nname = "W"\n'), "war"),
    "unknown family": (
        "categories.toml", more('[raid]\nname = "R"\nfamily = "storms"\n'), "raid.family",
    ),
    "category without a name": ("categories.toml", more('[quake]\nfamily = "life"\n'), "quake.name"),
    "unknown category": (EVENT, text('category = "treaty"', 'category = "feast"'), "category"),
    "event in a foreign language": (EVENT, text("[title]\n", '[title]\nde = "Linie"\n'), "title.de"),
    "lines of an unknown text": (EVENT, text("paper = [3]", "paper = [3]\ndiary = [1]"), "texts.diary"),
    "line nought": (EVENT, text("paper = [3]", "paper = [0]"), "texts.paper[0]"),
    "line beyond the text": (EVENT, text("paper = [3]", "paper = [3, 400]"), "texts.paper"),
    "text of an unknown source": (TEXT, text('source = "paper"', 'source = "papers"'), "source"),
    "text in no language": (TEXT, text('language = "tr"', 'language = "Turkish"'), "language"),
    "section that ends before it begins": (TEXT, text("last = 2", "last = 0"), "sections[0].last"),
    "sections that overlap": (TEXT, text("first = 3", "first = 2"), "sections[1].first"),
    "section twice": (TEXT, text('id = "end"', 'id = "begin"'), "sections"),
    "section without a title": (TEXT, text('title = {tr = "Son", en = "End"}', ""), "sections[1].title"),
    "mentions of an unknown text": (
        "mentions/diary.csv", more("line,column,surface,place,usage,lang\n1,1,Alfa,alfa,literal,tr\n"), "",
    ),
    "mention beyond the text": (MENTIONS, more("900,1,Alfa,alfa,literal,tr\n"), "line 7.line"),
    "words of a foreign language": ("strings/fr.toml", more('[map]\nhome = "A"\n'), ""),
    "word that nobody says": ("strings/en.toml", more('[map]\nhomme = "A"\n'), "map.homme"),
    "word without what is filled in": ("strings/tr.toml", more('date.since = "eskiden"\n'), "date.since"),
    "word with what is never filled in": (
        "strings/tr.toml", more('date.until = "{date} {year}"\n'), "date.until",
    ),
    "word with an open brace": ("strings/tr.toml", more('date.about = "{date"\n'), "date.about"),
    "comparison of an unknown border": (
        COMPARISONS, more(COMPARED.format("nowhere")), "comparisons[0].borders",
    ),
    "territories of no border": (
        "territories/nowhere.geojson",
        more('{"type": "FeatureCollection", "id": "nowhere", "properties": {}, "features": []}'), "id",
    ),
}  # fmt: skip

#: Faults that cannot stand beside the others: nothing more of the file is read, or two are of one field.
ALONE = {
    "no title", "foreign language", "bad tag", "language twice", "no language", "languages as text",
    "format of tomorrow", "format as text", "first that is no date", "first as number", "last before first",
    "unknown key of the period", "opening outside", "home upside down", "home of three numbers",
    "home beyond the world", "unknown text", "text twice", "unknown headline", "headline twice",
    "comparison with an unknown border", "comparison with itself",
    "counted with nobody", "counted with itself", "holders that cannot be read", "own heir",
    "ground of an unknown holder", "line nought", "line beyond the text", "text in no language",
    "section that ends before it begins", "section without a title", "comparison of an unknown border",
}  # fmt: skip


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An atlas with holders, topics, a text, mentions and territories, and a border that has none."""
    root = Path(shutil.copytree(HERE / "data" / "atlases" / "form-1", tmp_path_factory.mktemp("a") / "whole"))
    upgrade_atlas(root)
    border = (root / "borders" / "front.geojson").read_text("utf-8")
    (root / "borders" / "bare.geojson").write_text(border.replace('"front"', '"bare"', 1), "utf-8")
    return root


@pytest.fixture
def root(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(whole, tmp_path / "whole"))


def names(problems: list[Problem], file: str, field: str) -> bool:
    fields = {problem.field for problem in problems if problem.file == file and len(problem.message) > 8}
    # A fault may be deeper in the field, and features are named by id or by number.
    return any(field in found if field else not found for found in fields)


def test_atlas_that_faults_are_planted_in_is_sound(whole: Path) -> None:
    assert check_atlas(whole) == []


@pytest.mark.parametrize("fault", FAULTS)
def test_fault_of_what_an_atlas_says_of_itself_is_named(root: Path, fault: str) -> None:
    file, spoil, field = FAULTS[fault]
    spoil(root / file)
    problems = check_atlas(root)
    assert names(problems, file, field), "\n".join(map(str, problems))
    assert len(problems) <= 3, "\n".join(map(str, problems))


def test_all_faults_of_what_an_atlas_says_of_itself_are_named_at_once(root: Path) -> None:
    planted = [fault for fault in FAULTS if fault not in ALONE]
    for fault in planted:
        FAULTS[fault][1](root / FAULTS[fault][0])
    problems = check_atlas(root)
    unnamed = [fault for fault in planted if not names(problems, FAULTS[fault][0], FAULTS[fault][2])]
    assert len(planted) >= 35
    assert unnamed == [], "\n".join(map(str, problems))


def test_sound_atlas_has_nothing_to_note() -> None:
    problems = Problems()
    atlas = read_atlas(TINY, problems)
    assert atlas is not None
    check_meta(atlas, problems)
    assert not problems


def no_events(root: Path) -> None:
    shutil.rmtree(root / "events")


def no_places(root: Path) -> None:
    no_events(root)
    (root / "places.geojson").write_text('{"type": "FeatureCollection", "features": []}', "utf-8")


def unplaced(root: Path) -> None:
    document = json.loads((root / "places.geojson").read_text("utf-8"))
    for feature in document["features"]:
        feature["geometry"] = None
    (root / "places.geojson").write_text(json.dumps(document), "utf-8")


def elsewhere(root: Path) -> None:
    more("\n[view]\nhome = [170.0, 60.0, -170.0, 70.0]\n")(root / META)


def at_another_time(root: Path) -> None:
    period('first = "1700"\nlast = "1710"')(root / META)


@pytest.mark.parametrize(
    ("spoil", "where"),
    [
        (no_events, "events"),
        (no_places, "places.geojson: features"),
        (unplaced, "events/example.toml: places"),
        (elsewhere, "atlas.toml: view.home"),
        (at_another_time, "atlas.toml: period"),
        (lambda root: top('ground = "none"\n')(root / META), "atlas.toml: ground"),
    ],
)
def test_atlas_whose_maps_would_be_blank_is_never_called_sound(
    tmp_path: Path, runner: CliRunner, spoil: Spoil, where: str
) -> None:
    make_atlas(tmp_path / "new", NewAtlas(title="New"))
    spoil(tmp_path / "new")
    done = runner.invoke(main, ["check", "--atlas", str(tmp_path / "new")])
    assert done.exit_code == 1
    assert any(line.startswith(where) for line in done.stdout.splitlines()), done.output
    assert "No problems" not in done.output


def test_own_word_may_say_itself_what_is_the_same_in_the_whole_atlas(root: Path) -> None:
    words = '[footer]\nlicence = "Free for all."\n[n_events]\none = "a single event"\n'
    more(words)(root / "strings" / "en.toml")
    assert [problem for problem in check_atlas(root) if "lacks" in problem.message] == []
