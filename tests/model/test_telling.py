from __future__ import annotations

from mapsvc.model.telling import Cited, CitedWork, Telling, Term, ToldDate, ToldDispute, ToldIn, ToldReading


def cited(key: str, locator: str | None = None) -> Cited:
    return Cited(key=key, label=key.title(), full=f"{key.title()}. A book.", locator=locator)


def dispute(*cites: Cited) -> ToldDispute:
    reading = ToldReading(by="A", claim="B", evidence=Term("uncertain", "uncertain"), cites=cites)
    return ToldDispute(about="The day", readings=(reading,))


def test_work_is_named_once_with_all_the_places_in_it_that_are_cited() -> None:
    told = Telling(
        title="T",
        cites=(cited("carr", "74"), cited("albo"), cited("carr", "80"), cited("carr", "74")),
        disputes=(dispute(cited("said", "9"), cited("albo", "1")),),
        texts=(ToldIn(text="paper", title=None, source=cited("paper"), locator="lines 3"),),
    )
    assert [(work.label, work.locators) for work in told.works] == [
        ("Carr", ("74", "80")),
        ("Albo", ("1",)),
        ("Said", ("9",)),
        ("Paper", ()),
    ]
    assert told.works[0].line == "Carr. A book. [74, 80]"
    assert CitedWork("F", "L", None, ()).line == "F"


def test_line_of_sources_is_that_of_the_record_and_of_texts() -> None:
    told = Telling(
        title="T",
        cites=(cited("carr", "74"), cited("carr", "74")),
        disputes=(dispute(cited("said")),),
        texts=(ToldIn(text="paper", title=None, source=cited("paper"), locator="lines 3"),),
    )
    assert told.source_line == "Carr: 74; Paper, lines 3"
    assert Telling(title="T").source_line == ""


def test_what_is_to_be_said_of_the_date_stands_between_story_and_addition() -> None:
    when = ToldDate(text="1921", note="Old Style.")
    told = Telling(title="T", when=when, paragraphs=("One.", "Two."), aside="Names.")
    assert told.told == ("One.", "Two.", "Old Style.", "Names.")
    assert told.date == "1921"
    assert Telling(title="T").told == ()
    assert Telling(title="T").date == ""
