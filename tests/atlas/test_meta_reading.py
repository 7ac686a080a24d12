"""What an atlas says of itself, sound or at fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from mapsvc.atlas.meta_reading import find_other_form, read_meta, read_own_words, read_toml_table
from mapsvc.atlas.problems import Problems
from mapsvc.model.meta import FORMAT, Topic


def write(root: Path, file: str, words: str) -> None:
    (root / file).parent.mkdir(exist_ok=True)
    (root / file).write_text(words, "utf-8")


def test_languages_are_told_to_the_problems(tiny_root: Path) -> None:
    problems = Problems()
    meta = read_meta(tiny_root, problems)
    assert meta is not None
    assert meta.languages == ("tr", "en") == problems.languages
    assert not problems


def test_sound_fields_of_a_faulty_file_are_read_all_the_same(tiny_root: Path) -> None:
    path = tiny_root / "atlas.toml"
    path.write_text(path.read_text("utf-8").replace("least_deg = 7.0", 'least_deg = "wide"'), "utf-8")
    problems = Problems()
    meta = read_meta(tiny_root, problems)
    assert [problem.field for problem in problems.found] == ["view.least_deg"]
    assert meta is not None
    assert meta.title.in_("en") == "Tiny atlas"
    assert meta.headline == ("line-drawn",)


def test_language_that_stands_twice_is_the_one_fault(tiny_root: Path) -> None:
    path = tiny_root / "atlas.toml"
    path.write_text(path.read_text("utf-8").replace('["tr", "en"]', '["tr", "en", "tr"]'), "utf-8")
    problems = Problems()
    read_meta(tiny_root, problems)
    assert "atlas.toml: languages: 'tr' stands there twice" in map(str, problems.found)
    assert problems.languages == ()


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("format = 1", "the atlas has an older form, 1; `mapsvc upgrade "),
        ("", "the atlas has an older form, 1; "),
        (f"format = {FORMAT + 1}", "install a newer mapsvc"),
        ("format = true", f"is True; this version reads {FORMAT}"),
        ("format = 0", f"is 0; this version reads {FORMAT}"),
    ],
)
def test_other_form_is_told_with_what_to_do(tmp_path: Path, said: str, words: str) -> None:
    write(tmp_path, "atlas.toml", said)
    assert words in (find_other_form(tmp_path) or "")


def test_form_that_is_read_is_no_other(tmp_path: Path) -> None:
    write(tmp_path, "atlas.toml", f"format = {FORMAT}")
    assert find_other_form(tmp_path) is None
    assert find_other_form(tmp_path / "nowhere") is None


def test_own_words_are_those_of_the_interface_in_a_language_of_the_atlas(tmp_path: Path) -> None:
    write(tmp_path, "strings/en.toml", '[home]\nlead = "Mine"\n[no]\nsuch = "word"\n')
    write(tmp_path, "strings/fr.toml", '[home]\nlead = "À moi"\n')
    problems = Problems(languages=("en", "de"))
    found = read_own_words(tmp_path, problems)
    assert set(found) == {"en"}
    assert found["en"]["home.lead"] == "Mine"
    told = [str(problem) for problem in problems.found]
    assert any(line.startswith("strings/en.toml: no.such: is no word") for line in told)
    assert "strings/fr.toml: 'fr' is none of the atlas's languages: en, de" in told


def test_table_that_lacks_a_field_breaks_only_its_record(tmp_path: Path) -> None:
    write(tmp_path, "topics.toml", '[rivers]\ntitle = {en = "Rivers"}\n[straits]\n')
    problems = Problems()
    assert [key for key, _ in read_toml_table(tmp_path, "topics.toml", Topic, problems)] == ["rivers"]
    assert problems.is_broken("topic", "straits")
    assert not problems.is_broken("topic", "rivers")
