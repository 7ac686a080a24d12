"""What a record says, where it may say nothing."""

from __future__ import annotations

from mapsvc.model.text import Text


def said(text: Text | None) -> Text:
    """The text, which the test knows to be there."""
    assert text is not None
    return text
