"""A tour's file: steps that move keep their lines and remarks."""

from __future__ import annotations

from mapsvc.atlas.editing.event_text import read_event
from mapsvc.atlas.editing.tour_text import put_tour
from tests.atlas.editing.diffs import changed_lines

FILE = """# Three days.
rank = 2
sources = [{source = "book"}]
title = {en = "Days"}
subtitle = "In short"

# The first of them.
[[steps]]
day = "1900-01-01"
heading = {en = "One"}  # by the sea

[[steps]]
day = "1900-01-02"
heading = {en = "Two"}

[[steps]]
day = "1900-01-03"

[steps.heading]
en = "Three"
"""


def test_step_that_moves_keeps_its_lines() -> None:
    record = read_event(FILE)
    one, two, three = record["steps"]
    made = put_tour(FILE, {**record, "steps": [three, one, two]})
    assert read_event(made)["steps"] == [three, one, two]
    assert sorted(made.split()) == sorted(FILE.split())
    assert 'heading = {en = "One"}  # by the sea' in made


def test_words_of_one_step_change_one_line() -> None:
    record = read_event(FILE)
    record["steps"][1]["heading"]["en"] = "The second"
    assert changed_lines(FILE, put_tour(FILE, record)) == [
        '-heading = {en = "Two"}',
        '+heading = {en = "The second"}',
    ]


def test_step_comes_and_goes_and_a_new_file_says_all() -> None:
    record = read_event(FILE)
    longer = {**record, "steps": [*record["steps"][:1], {"day": "1900-06-01"}, *record["steps"][1:]]}
    made = put_tour(FILE, longer)
    assert read_event(made) == longer
    assert [line for line in changed_lines(FILE, made) if line.startswith("-")] == []
    assert read_event(put_tour(made, record)) == record
    assert read_event(put_tour("", record)) == record
