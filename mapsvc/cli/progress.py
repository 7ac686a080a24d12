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
def late_bar(length: int, label: str) -> Iterator[Callable[[], None]]:
    """Show a bar on the terminal once the work has taken more than a moment."""
    begin, done = time.monotonic(), 0
    with contextlib.ExitStack() as stack:
        bar: Any = None

        def step() -> None:
            nonlocal bar, done
            done += 1
            if bar is not None:
                bar.update(1)
            elif time.monotonic() - begin > PATIENCE_S and sys.stderr.isatty():
                bar = stack.enter_context(click.progressbar(length=length, label=label, file=sys.stderr))
                bar.update(done)

        yield step
