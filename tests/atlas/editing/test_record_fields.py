"""Forms ask for what records declare, in their own way."""

from __future__ import annotations

from mapsvc.atlas.editing.record_fields import form_of
from mapsvc.model.records import Border, BorderLine, Stop


def test_form_asks_for_each_field_as_its_type_wants_it() -> None:
    found = {field["name"]: field for field in form_of(BorderLine, leave_out=("geometry", "line"))}
    assert found["title"] == {"name": "title", "asked": "words", "needed": True}
    assert found["certainty"]["choices"] == ["attested", "inferred", "uncertain"]
    assert (found["accuracy_km"]["asked"], found["sources"]["asked"]) == ("number", "cites")
    assert (found["provisional"]["asked"], found["provisional"]["needed"]) == ("flag", False)
    assert not found.keys() & {"id", "geometry", "line"}


def test_needed_fields_stand_first_and_one_may_say_nothing() -> None:
    fields = form_of(Border)
    needed = [field["needed"] for field in fields]
    assert needed == sorted(needed, reverse=True)
    (signed,) = (field for field in fields if field["name"] == "signed")
    assert (signed["asked"], signed["none"]) == ("date", True)


def test_field_that_names_a_thing_says_of_which_kind_and_what_is_too_much_for_a_form_is_left() -> None:
    found = {field["name"]: field for field in form_of(Stop)}
    assert found["place"]["of"] == "place"
    assert found["n"]["whole"]
    assert not found.keys() & {"geometry", "rule"}
