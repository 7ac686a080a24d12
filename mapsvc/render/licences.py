"""The licences that the credits of a map name."""

from __future__ import annotations

import re

from mapsvc.model.scene import Scene

#: Where a licence can be read, by how credits name it.
LICENCES = {
    "CC0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "CC BY 4.0": "https://creativecommons.org/licenses/by/4.0/",
    "ODbL 1.0": "https://opendatacommons.org/licenses/odbl/1-0/",
    "LGPL": "https://www.gnu.org/licenses/lgpl-3.0.html",
}


def licences_of(scene: Scene) -> list[str]:
    """Return the addresses of the licences that a map's credits name, in the order of the credits."""
    found = [
        address
        for credit in scene.credits
        for name, address in LICENCES.items()
        if re.search(rf"\b{re.escape(name)}\b", credit.text)
    ]
    return list(dict.fromkeys(found))
