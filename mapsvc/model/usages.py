"""How a text uses the name of a place."""

from __future__ import annotations

from typing import Literal, get_args

Usage = Literal["literal", "associative", "metonymic", "embedded"]
USAGES: tuple[Usage, ...] = get_args(Usage)
