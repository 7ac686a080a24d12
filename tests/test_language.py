"""Languages of an atlas and of the interface."""

from __future__ import annotations

import copy
import pickle

import pytest

from mapsvc.errors import SchemaError
from mapsvc.language import (
    LAST_RESORT,
    Language,
    find_interface,
    interface_languages,
    interface_words,
    strings,
    translate,
)


def test_language_is_its_tag_and_carries_the_interface() -> None:
    spanish = Language("es", "tr", {"map.home": "Casa"})
    assert spanish == "es"
    assert hash(spanish) == hash("es")
    assert (translate(spanish, "map.home"), translate(spanish, "map.close")) == (
        "Casa",
        translate("tr", "map.close"),
    )
    assert strings(spanish)["map.home"] == "Casa"


def test_language_without_words_gets_the_last_resort() -> None:
    assert translate("es", "map.close") == translate(LAST_RESORT, "map.close")
    assert Language("es").interface == LAST_RESORT
    assert Language("tr-CY").interface == "tr"
    assert find_interface(["es", "tr", "en"]) == "tr"


def test_copies_keep_what_a_language_carries() -> None:
    language = Language("es", "tr", {"map.home": "Casa"})
    for copied in (copy.copy(language), copy.deepcopy(language), pickle.loads(pickle.dumps(language))):
        assert (copied, copied.interface, copied.own) == ("es", "tr", {"map.home": "Casa"})


def test_no_words_of_a_language_without_a_folder() -> None:
    assert {"tr", "en"} <= set(interface_languages())
    with pytest.raises(SchemaError, match="'xx'"):
        interface_words("xx")
