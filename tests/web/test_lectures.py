"""Lectures of readers: what is read of what they send, and the tours that are made of it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapsvc import Atlas
from mapsvc.errors import RequestError
from mapsvc.model.lecture import Lecture
from mapsvc.model.tours import MOST_WORDS, Tour
from mapsvc.web.lectures import file_stem, read_lecture, tour_of_lecture, with_tour
from tests.hostile import ALL


def made(atlas: Atlas, *steps: dict[str, Any], lang: str = "en", **rest: Any) -> Tour:
    lecture = read_lecture(json.dumps({"steps": steps, "lang": lang, **rest}))
    return tour_of_lecture(atlas.records, lecture, ())


# ---- reading ---------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "no JSON"),
        ("[" * 60_000, "no JSON"),
        ('{"steps": [{"show": ', "no JSON"),
        ("[]", "table"),
        ("null", "table"),
        ('{"v": 2, "steps": []}', "the form '2'"),
        ('{"steps": []}', "lecture: steps"),
        ('{"steps": "x"}', "lecture: steps"),
        ('{"steps": [{"show": 3}]}', "steps[0].show"),
        ('{"steps": [{"show": "events/a", "vieww": 3}]}', "steps[0].vieww"),
        ('{"steps": [{"show": "events/a", "view": [3, 2, 1, 0]}]}', "steps[0].view"),
        ('{"steps": [{"show": "events/a"}], "lang": "not a tag"}', "lang"),
    ],
)
def test_what_is_no_lecture_is_refused_with_what_and_where(text: str, words: str) -> None:
    with pytest.raises(RequestError, match=words.replace("[", r"\[").replace("]", r"\]")):
        read_lecture(text)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
STEP = st.dictionaries(
    st.sampled_from(["show", "heading", "text", "notes", "view", "mode", "on", "stop", "variant", "x"]),
    st.sampled_from(["events/line-drawn", "routes/journey", "timeline/1921-01-05", "compare/front/front"])
    | JSON,
    max_size=5,
)


@given(
    JSON | st.fixed_dictionaries({"steps": st.lists(STEP, max_size=3)}, optional={"v": JSON, "title": JSON})
)
@settings(max_examples=150)
def test_reader_takes_anything_and_fails_only_in_its_own_way(tiny: Atlas, value: Any) -> None:
    try:
        lecture = read_lecture(json.dumps(value))
        steps = tour_of_lecture(tiny.records, Lecture(lecture.steps, lang="en"), ()).steps
    except RequestError:
        return
    assert len(steps) == len(lecture.steps) > 0


@given(st.text())
@settings(max_examples=60)
def test_words_of_any_letters_can_be_written_to_any_file(text: str) -> None:
    found = read_lecture(
        json.dumps({"title": text, "steps": [{"show": "events/a", "text": text[:900]}]})
    ).title
    assert found.encode().decode() == found
    assert not set(found) & {chr(code) for code in (*range(9), 0x1F, 0xFFFE, 0xFFFF)}


# ---- tours -----------------------------------------------------------------------------------------
def test_step_says_what_the_lecturer_says_and_else_what_the_atlas_tells(tiny: Atlas) -> None:
    own, told = made(
        tiny,
        {"show": "events/line-drawn", "heading": "My head", "text": "My words.", "notes": "My notes."},
        {"show": "events/line-drawn"},
    ).steps
    event = tiny.records.event("line-drawn")
    assert (own.heading.en, own.paragraph.en, own.notes and own.notes.en) == (
        "My head",
        "My words.",
        "My notes.",
    )
    assert told.heading.en == event.title.en
    assert event.summary is not None
    assert event.summary.en.startswith(told.paragraph.en.rstrip("…"))
    assert own.date == told.date == event.on
    assert own.cites


def test_nothing_of_a_sentence_that_is_too_long_is_lost(tiny: Atlas) -> None:
    words = " ".join(f"w{number}" for number in range(MOST_WORDS + 20))
    sentences = " ".join(f"Sentence {number} has five words." for number in range(20))
    for text in (words, sentences):
        (step,) = made(tiny, {"show": "events/line-drawn", "text": text, "notes": "Then this."}).steps
        assert len(step.paragraph.en.split()) <= MOST_WORDS
        assert step.notes is not None
        assert step.notes.en.endswith("\n\nThen this.")
        said = f"{step.paragraph.en} {step.notes.en}"
        assert all(word in said for word in text.split())


@pytest.mark.parametrize(
    ("step", "fields"),
    [
        ({"show": "borders/front"}, {"border": "front"}),
        ({"show": "places/alfa", "on": "1921-01-05"}, {"places": ("alfa",)}),
        ({"show": "routes/journey"}, {"route": "journey", "until": None}),
        ({"show": "timeline/1921-01-05"}, {"day": "1921-01-05"}),
        ({"show": "events/line-drawn", "view": [170, -10, -170, 10]}, {"view": (170.0, -10.0, 190.0, 10.0)}),
    ],
)
def test_every_kind_of_map_is_a_step(tiny: Atlas, step: dict[str, Any], fields: dict[str, Any]) -> None:
    (found,) = made(tiny, step).steps
    assert {name: getattr(found, name) for name in fields} == fields


@pytest.mark.parametrize(
    ("step", "words"),
    [
        ({"show": "events/line-drown"}, r"steps\[1\].show: No event .* mean 'line-drawn'"),
        ({"show": "tour/x"}, r"steps\[1\].show"),
        ({"show": "mentions"}, "no map that a step can show"),
        ({"show": "timeline/1700-01-01"}, "has no map"),
        ({"show": "events/line-drawn", "on": "1921-01-05"}, "'on' is not of 'events/line-drawn'"),
        ({"show": "events/line-drawn", "mode": "overlay"}, "'mode' is not of"),
        ({"show": "routes/journey", "stop": "nowhere"}, "stop of this journey"),
        ({"show": "routes/journey", "on": "1700-01-01"}, "has no map"),
    ],
)  # fmt: skip
def test_step_that_cannot_be_shown_is_named(tiny: Atlas, step: dict[str, Any], words: str) -> None:
    with pytest.raises(RequestError, match=words):
        made(tiny, {"show": "events/line-drawn"}, step)


def test_tours_of_two_lectures_are_never_taken_for_each_other(tiny: Atlas) -> None:
    first = made(tiny, {"show": "events/line-drawn", "text": "One."})
    second = made(tiny, {"show": "events/line-drawn", "text": "Two."})
    assert first.id != second.id == made(tiny, {"show": "events/line-drawn", "text": "Two."}).id
    atlas = with_tour(tiny.records, first)
    assert atlas.tour(first.id) is first
    assert first.id not in tiny.records.tours
    assert atlas.kept is tiny.records.kept


@pytest.mark.parametrize(
    ("title", "stem"),
    [
        ("Kars’a giden yol, 1921", "kars-a-giden-yol-1921"), ("Iğdır ve Şuşa", "igdir-ve-susa"),
        ("", "lecture"), ("Дорога", "lecture"), ("a" * 99, "lecture"), ("events", "lecture-events"),
        ("../../etc/passwd", "etc-passwd"),
        (ALL, "7-7-cycler-init-globals-os-getcwd-if-x-script"),
    ],
)  # fmt: skip
def test_title_names_a_file_that_an_atlas_takes(title: str, stem: str) -> None:
    assert file_stem(title) == stem
