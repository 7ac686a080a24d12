"""What a change did to a file, line by line."""

from __future__ import annotations

import difflib


def changed_lines(before: str, after: str) -> list[str]:
    """The lines that went and came, with `-` and `+` before them."""
    lines = difflib.unified_diff(before.split("\n"), after.split("\n"), n=0, lineterm="")
    return [line for line in lines if not line.startswith(("---", "+++", "@@"))]
