"""What a lecture of a reader's own may hold."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from mapsvc.model.lecture import MOST_STEPS, Lecture

LECTURES = TypeAdapter(Lecture)


def lecture(**step: Any) -> Lecture:
    return LECTURES.validate_python({"steps": [{"show": "events/a", **step}]})


def test_lecture_has_the_form_of_today_and_words_without_edges() -> None:
    found = lecture(text="  One’s own.\n")
    assert (found.v, found.title, found.lang, found.steps[0].text) == (1, "", None, "One’s own.")


@pytest.mark.parametrize(
    "step",
    [
        {"show": ""}, {"show": "x" * 201}, {"text": "x" * 2_001}, {"notes": "x" * 12_001},
        {"view": [1, 2, 3]}, {"view": [50, 40, 40, 42]}, {"view": [40, 39, 46, float("nan")]},
        {"mode": "swipe"}, {"on": "1920"},
        {"texts": "x"}, {"text": None}, {"text": ["x"]},
    ],
)  # fmt: skip
def test_step_that_cannot_be_is_refused(step: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        lecture(**step)


@pytest.mark.parametrize("count", [0, MOST_STEPS + 1])
def test_lecture_has_steps_and_not_too_many(count: int) -> None:
    with pytest.raises(ValidationError):
        LECTURES.validate_python({"steps": [{"show": "events/a"}] * count})
