"""
A hook of schemathesis: leaves out the requests that the schema calls wrong and the standard does not.

Who asks for more features than the maximum is given as many as that, and no error (OGC API – Features on
`limit`), while a number above the maximum of a schema is to be refused.
"""

from __future__ import annotations

from typing import Any

import schemathesis

from mapsvc.web.api.parameters import MAX_LIMIT


def asks_above_the_maximum(query: dict[str, Any] | None) -> bool:
    """Tell whether a query has a good number of features above the maximum."""
    text = str((query or {}).get("limit", ""))
    return text.isascii() and text.isdigit() and int(text[:9]) > MAX_LIMIT


@schemathesis.hook
def filter_case(_context: schemathesis.HookContext, case: schemathesis.Case[Any]) -> bool:
    """Keep all other requests."""
    return not asks_above_the_maximum(case.query)
