"""Options of an address: what only counts readers is let through, what nobody knows is refused."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from urllib.parse import unquote_plus

from mapsvc.errors import RequestError

#: Campaigns, clicks on advertisements, letters to many: each service has its own.
_TRACKERS = re.compile(
    r"(?:utm_|mtm_|pk_|matomo_|hsa_)\w+|(?:fb|g|d|y|ys|tw|tt)clid|(?:ms)?clkid|msclkid|[gw]braid|igsh(?:id)?|"
    r"mc_[ce]id|_hs(?:enc|mi)|mkt_tok|srsltid|_g[al]|li_fat_id|vero_id|oly_(?:anon|enc)_id",
    re.ASCII | re.IGNORECASE,
)


def without_tracking(query: str) -> str:
    """
    Return a query without what only counts.

    Parameters
    ----------
    query
        As it was sent; all else of it stays as it is, and in its order.
    """
    parts = query.split("&")
    kept = [part for part in parts if not _TRACKERS.fullmatch(unquote_plus(part.partition("=")[0]))]
    return query if len(kept) == len(parts) else "&".join(kept)


def refuse_options(
    given: Iterable[tuple[str, list[str]]], known: Collection[str], noun: str, taker: str
) -> None:
    """
    Refuse what an address does not know, and what is given twice.

    Parameters
    ----------
    given
        Names and all their values.
    known
        The names that are taken.
    noun, taker
        How a message calls them, and what takes them.

    Raises
    ------
    RequestError
        The message names the first that is wrong, and those that would do.
    """
    for name, values in given:
        if name not in known:
            msg = f"unknown {noun} {name[:40]!r}; this {taker} takes {', '.join(sorted(known))}."
            raise RequestError(msg)
        if len(values) > 1:
            msg = f"{noun} {name!r} is given {len(values)} times; give it once."
            raise RequestError(msg)
