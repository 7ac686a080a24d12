"""The file of an event changes where its record is another, and nowhere else."""

from __future__ import annotations

import pytest

from mapsvc.atlas.editing.event_text import event_toml, put_event, read_event

BY_HAND = """# The line, as the diary has it.
on = 1920-04-26   # a day
category = "war"

[title]
en = "A line"  # for now

[[places]]
place = "alfa"
role = "happened"
"""


def test_what_is_the_same_stays_byte_for_byte() -> None:
    record = read_event(BY_HAND)
    assert record["on"] == "1920-04-26"
    assert put_event(BY_HAND, record) == BY_HAND
    record["title"]["tr"] = "Bir çizgi"
    changed = put_event(BY_HAND, record)
    assert changed == BY_HAND.replace("# for now\n", '# for now\ntr = "Bir çizgi"\n')


def test_fields_come_and_go() -> None:
    record = read_event(BY_HAND)
    del record["category"]
    record |= {"draft": True, "summary": {"en": "Long."}}
    record["places"].append({"place": "bravo", "role": "mentioned"})
    changed = put_event(BY_HAND, record)
    assert read_event(changed) == record
    assert changed.startswith("# The line, as the diary has it.\non = 1920-04-26   # a day\n")
    assert read_event(put_event("", record)) == record


def test_list_that_was_empty_becomes_tables_as_people_write_them() -> None:
    begun = put_event("", {"on": "1920", "places": [], "title": {"en": "One"}})
    record = read_event(begun) | {"places": [{"place": "alfa", "role": "happened"}]}
    assert put_event(begun, record).endswith('\n[[places]]\nplace = "alfa"\nrole = "happened"\n')
    assert read_event(put_event(begun, record)) == record


def test_file_that_is_no_toml_is_refused() -> None:
    with pytest.raises(ValueError, match="line 1"):
        put_event("on = = 1", {"on": "1920"})
    assert event_toml({"on": "1920", "texts": {"a": [1, 2]}}) == 'on = "1920"\n\n[texts]\na = [1, 2]\n'
