"""What the fields of records may hold."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from mapsvc.model.fields import Km, Slug


@pytest.mark.parametrize("name", ["con", "aux", "nul", "prn", "com1", "lpt9"])
def test_id_that_windows_keeps_for_a_device_is_refused(name: str) -> None:
    with pytest.raises(ValidationError, match="Windows"):
        TypeAdapter(Slug).validate_python(name)
    assert TypeAdapter(Slug).validate_python(f"{name}-x") == f"{name}-x"


@pytest.mark.parametrize("far", [1e20, 20_041, float("inf"), float("nan")])
def test_length_beyond_the_earth_is_refused(far: float) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Km).validate_python(far)
    assert TypeAdapter(Km).validate_python(20_040) == 20_040
