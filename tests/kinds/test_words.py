from __future__ import annotations

from mapsvc import Atlas
from mapsvc.atlas.store import Store as Records
from mapsvc.kinds.words import Words
from mapsvc.model.records import Citation
from mapsvc.model.text import Text


def test_citation_is_said_with_its_place_in_the_readers_words(tiny: Atlas) -> None:
    citation = Citation("paper", "l. 3")
    said = {lang: Words(tiny.records, lang).cite(citation) for lang in ("tr", "en")}
    assert said["en"].line == "Yazar 2020: l. 3"
    assert said["tr"].line == "Yazar 2020: satır 3"
    assert said["en"].full.startswith("Yazar, Bir. (2020)")


def test_texts_leave_out_what_says_nothing(tiny: Atlas) -> None:
    words = Words(tiny.records, "en")
    assert words.texts(None, Text({"en": "A"}), None, Text({"tr": "B"})) == ("A", "B")


def test_date_of_an_event_has_other_calendars(elcano: Records) -> None:
    told = Words(elcano, "en").event_date(elcano.event("guam-reached"))
    assert told.text == "16 March 1521"
    assert [text for _, text in told.others] == ["6 March 1521"]
    assert told.basis is not None


def test_lines_of_a_text_are_told_text_by_text(tiny: Atlas) -> None:
    [told] = Words(tiny.records, "en").told_in([tiny.records.event("line-drawn")])
    assert (told.text, told.locator) == ("paper", "lines 3")
