"""What others hang on a link to count who follows it: it asks for nothing, and is let through."""

from __future__ import annotations

import re
from urllib.parse import unquote_plus

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
