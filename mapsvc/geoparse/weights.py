"""What speaks for a reading of a name and how much: `weights.toml`, read once."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Weight:
    """
    A weight as the file has it.

    Attributes
    ----------
    value, neutral
        What it is, and what stands for "without it".
    reason, case
        What goes wrong without it, and a text that comes out wrong then.
    """

    name: str
    value: float
    neutral: float
    reason: str
    case: str = ""


def read_weights(path: Path) -> dict[str, Weight]:
    """Read the weights of a file, in its order."""
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    return {name: Weight(name=name, **values) for name, values in told.items()}


class WeightTable(dict[str, float]):
    """The value of each weight by name; it changes only while one is set aside."""

    def __init__(self, told: Mapping[str, Weight]) -> None:
        super().__init__((name, weight.value) for name, weight in told.items())
        self.told = told

    @contextmanager
    def without(self, name: str) -> Iterator[None]:
        """Set a weight aside for a while, to see what it is worth."""
        self[name] = self.told[name].neutral
        try:
            yield
        finally:
            self[name] = self.told[name].value


WEIGHTS = WeightTable(read_weights(Path(__file__).with_name("weights.toml")))
