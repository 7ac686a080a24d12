"""Lists in pages: so many things at once, with the ways to the pages before and after."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from mapsvc.kinds.views import View

_Listed = TypeVar("_Listed")
#: What one page lists.
LISTED = 100


def cut_page(
    things: Sequence[_Listed], asked: str, address: Callable[[str], str], *, size: int = LISTED
) -> tuple[Sequence[_Listed], View]:
    """
    Return the things of the page that is asked for; beyond the last it is the last.

    Parameters
    ----------
    things
        All of the list, in its order.
    asked
        The number of the page as it was typed; what is no number is the first.
    address
        Returns the address of a page by its number, which is empty for the first.
    size
        Of a page.

    Returns
    -------
    things
        Those of the page.
    pager
        `number`, `last`, and the addresses `previous` and `next`, nothing where there is none.
    """
    pager = pager_of(len(things), asked, address, size=size)
    begin = (pager["number"] - 1) * size
    return things[begin : begin + size], pager


def pager_of(count: int, asked: str, address: Callable[[str], str], *, size: int = LISTED) -> View:
    """Return the same pager for a list of which the number is known."""
    last = max(1, -(-count // size))
    typed = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 9 else 1
    number = min(max(1, typed), last)

    def to(page: int) -> str | None:
        return address(str(page) if page > 1 else "") if 1 <= page <= last else None

    return {"number": number, "last": last, "previous": to(number - 1), "next": to(number + 1)}
