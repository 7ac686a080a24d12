"""Of what is many and alike, a run of the tests takes some: other ones each time, the same for a seed."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Protocol, TypeVar

_Thing = TypeVar("_Thing")


class Some(Protocol):
    """Gives so many of some things; all of them with `--all`."""

    def __call__(self, things: Sequence[_Thing], most: int) -> list[_Thing]:
        """Return what this run takes."""


def sampled(things: Sequence[_Thing], most: int, seed: str) -> list[_Thing]:
    """Return so many of some things at the most, in their order; the same for a seed."""
    if len(things) <= most:
        return list(things)
    chosen = random.Random(seed).sample(range(len(things)), most)
    return [things[index] for index in sorted(chosen)]
