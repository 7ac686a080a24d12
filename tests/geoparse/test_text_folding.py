"""A folded text is as long as the printed one, so that offsets hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapsvc.geoparse.text_folding import fold_text
from mapsvc.model.names import fold


@given(st.text())
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold_text(text)) == len(text)


@given(st.text(alphabet="abcçğıİöşüÂâÎKaрКёЁ’ʼ-"))
def test_folding_a_text_is_folding_a_name(text: str) -> None:
    assert fold_text(text) == fold(text)


@pytest.mark.parametrize(
    ("printed", "folded"),
    [("Bakü’ye", "baku'ye"), ("IĞDIR", "igdir"), ("Въ Карсѣ", "въ карсе"), ("東京", "東京")],
)
def test_letters_fold_as_they_are_searched(printed: str, folded: str) -> None:
    assert fold_text(printed) == folded
