"""Bars on the terminal for work that takes more than a moment."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import click

#: Work that takes longer shows how far it is.
PATIENCE_S = 2.0


@contextlib.contextmanager
def late_bar(length: int, label: str) -> Iterator[Callable[..., None]]:
    """Show a bar on the terminal once the work has taken a moment; it goes on by one, or by more."""
    begin, done = time.monotonic(), 0
    with contextlib.ExitStack() as stack:
        bar: Any = None

        def step(count: int = 1) -> None:
            nonlocal bar, done
            # What was counted too low before stays at the end, and what was too high gets there with it.
            count = min(count, length - done)
            done += count
            if bar is not None:
                bar.update(count)
            elif time.monotonic() - begin > PATIENCE_S and sys.stderr.isatty():
                bar = stack.enter_context(click.progressbar(length=length, label=label, file=sys.stderr))
                bar.update(done)

        yield step
