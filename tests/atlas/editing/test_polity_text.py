"""`polities.toml` changed holder by holder: remarks and the others stay."""

from __future__ import annotations

from mapsvc.atlas.editing.polity_text import put_polity, read_polities
from tests.atlas.editing.diffs import changed_lines

FILE = """# Who was there.
[alfa]
name = {en = "Alfa"}  # as it called itself
colour = "#a3262a"

[bravo]
name = "Bravo"
"""


def test_colour_and_heirs_change_two_lines() -> None:
    record = {**read_polities(FILE)["alfa"], "colour": "#112233", "heirs": ["bravo"]}
    made = put_polity(FILE, "alfa", record)
    assert changed_lines(FILE, made) == [
        '-colour = "#a3262a"',
        '+colour = "#112233"',
        '+heirs = ["bravo"]',
    ]
    assert read_polities(made)["alfa"] == record


def test_new_holder_stands_at_the_end_and_goes_again() -> None:
    record = {"name": {"en": "Charlie"}, "names": [{"valid": "1900/1910", "name": {"en": "Young Charlie"}}]}
    made = put_polity(FILE, "charlie", record)
    assert made.startswith(FILE)
    assert read_polities(made)["charlie"] == record
    assert put_polity(made, "charlie", None).rstrip() == FILE.rstrip()


def test_what_a_record_no_longer_says_goes() -> None:
    assert changed_lines(FILE, put_polity(FILE, "alfa", {"name": {"en": "Alfa"}})) == ['-colour = "#a3262a"']
