"""Every fault, live, each leading to its field; what is not translated, drafts left, how far it is."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, g

from mapsvc.atlas.checks.atlas import read_checked
from mapsvc.atlas.checks.notices import find_notices
from mapsvc.atlas.checks.untranslated_texts import Untranslated, find_untranslated
from mapsvc.atlas.problems import Problem
from mapsvc.atlas.store import Store
from mapsvc.atlas.wordings import find_wordings
from mapsvc.language import own_name
from mapsvc.web.edit import Room
from mapsvc.web.edit.bench import Bench, Signature, bench
from mapsvc.web.edit.fault_places import fault_place
from mapsvc.web.edit.replies import answer_data, room_page

blueprint = Blueprint("check", __name__, url_prefix="/edit/check")

ROOM = Room("check", 100)

#: Collections of an atlas that say how far it is.
_COUNTED_HERE = ("events", "drafts", "places", "sources", "borders", "routes", "texts")
#: So many of a kind are listed; of more the number is told.
_MOST_FOUND = 200


@dataclass
class Checking:
    """
    The last check of an atlas, made beside whoever asks.

    Attributes
    ----------
    of
        The state of the files that it is of.
    """

    of: Signature | None = None
    atlas: Store | None = None
    faults: list[Problem] = field(default_factory=list)
    notices: list[Problem] = field(default_factory=list)
    untranslated: list[Untranslated] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)
    _running: threading.Thread | None = field(default=None, repr=False)

    def begin(self, held: Bench) -> bool:
        """Check the files as they are now, unless that was done; tell whether it is done."""
        with self._lock:
            signature = held.signature()
            if self.of == signature:
                return True
            if self._running is None or not self._running.is_alive():
                self._running = threading.Thread(target=self._run, args=(held.root, signature), daemon=True)
                self._running.start()
            return False

    def _run(self, root: Path, signature: Signature) -> None:
        atlas, faults = read_checked(root)
        notices = find_notices(atlas) if atlas else []
        untranslated = find_untranslated(atlas) if atlas else []
        with self._lock:
            self.of, self.atlas, self.faults = signature, atlas, faults
            self.notices, self.untranslated = notices, untranslated


@blueprint.get("/")
def check_page() -> Response:
    """Show what is wrong, and what is left to do."""
    return room_page(ROOM)


@blueprint.get("/faults.json")
def faults() -> Response:
    """List what is wrong: at once what the form of the files says, then all."""
    held = bench()
    checking = held.part(Checking)
    done = checking.begin(held)
    atlas, of_form = held.read()
    found = checking.faults if done else of_form
    return answer_data(
        {
            "done": done,
            "count": len(found),
            "faults": list(_told(found)),
            "notices": list(_told(checking.notices)) if done else [],
            "untranslated": list(_by_language(checking.untranslated)) if done else [],
            "drafts": list(_drafts(atlas)) if atlas else [],
            "progress": _progress(atlas) if atlas else {},
        }
    )


def _told(found: Iterable[Problem]) -> Iterator[dict[str, str]]:
    for one in [*found][:_MOST_FOUND]:
        href = fault_place(one.file, one.field, one.message)
        yield {"file": one.file, "field": one.field, "message": one.message, "href": href}


def _by_language(found: Iterable[Untranslated]) -> Iterator[dict[str, Any]]:
    missing: dict[str, list[Untranslated]] = {}
    for one in found:
        missing.setdefault(one.lang, []).append(one)
    for lang, left in missing.items():
        listed = [
            {"file": one.file, "field": one.field, "href": fault_place(one.file, one.field)}
            for one in left[:_MOST_FOUND]
        ]
        yield {"lang": lang, "label": own_name(lang), "count": len(left), "texts": listed}


def _drafts(atlas: Store) -> Iterator[dict[str, str]]:
    for event in atlas.drafts.values():
        href = fault_place(f"events/{event.id}.toml", "")
        yield {"id": event.id, "title": event.title.in_(g.lang), "href": href}


def _progress(atlas: Store) -> dict[str, Any]:
    """Return how much there is of each thing, and how much of it is said in each language."""
    said: Counter[str] = Counter()
    texts = 0
    for wording in find_wordings(atlas):
        if wording.languages is not None:
            texts += 1
            said.update({str(tag) for tag in wording.languages})
    counts = {name: len(getattr(atlas, name)) for name in _COUNTED_HERE}
    languages = [
        {"lang": str(tag), "label": own_name(tag), "said": min(said[str(tag)], texts), "of": texts}
        for tag in atlas.meta.languages
    ]
    return {"counts": counts, "languages": languages}
