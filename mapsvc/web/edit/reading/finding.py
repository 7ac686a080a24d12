"""What the geoparser finds in the texts of an atlas: read once, in the background, and kept in its folder."""

from __future__ import annotations

import json
import logging
import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from mapsvc.atlas.gazetteer.names import Gazetteer, open_gazetteer, source_digest, titles_in
from mapsvc.atlas.place_paths import place_paths
from mapsvc.errors import MapsvcError
from mapsvc.files import compact_json, make_folder, write_atomic
from mapsvc.geoparse.documents import Document
from mapsvc.geoparse.geoparser import Geoparser
from mapsvc.geoparse.kept_mentions import Packing, kept_name

CACHE = Path(".mapsvc", "cache")
#: So many texts stay in memory.
_MOST_HELD = 3
#: After so many mentions others are let in, and progress is told.
_TOLD_EACH = 50

log = logging.getLogger("mapsvc")


@dataclass(frozen=True)
class Found:
    """
    What was found in a text.

    Attributes
    ----------
    head
        What `kept_mentions` packs, without its mentions.
    told
        The mentions as JSON, as they were kept.
    """

    head: Mapping[str, Any]
    told: str

    @cached_property
    def mentions(self) -> dict[tuple[int, int, str], dict[str, Any]]:
        """The mentions by line, column and type."""
        return {(one["line"], one["column"], one["type"]): one for one in json.loads(self.told)}


@dataclass
class TextReading:
    """A text that is being read: how much of it is done, 0 to 1, and why it ended early, if it did."""

    share: float = 0.0
    fault: str = ""
    done: threading.Event = field(default_factory=threading.Event, repr=False)


class Findings:
    """
    What is found in the texts of an atlas; one for the process, safe between threads.

    Parameters
    ----------
    root
        Folder of the atlas; what was found is kept below its `.mapsvc`.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        #: Held by who saves decisions: of two at once the second is made of what the first left.
        self.saving = threading.Lock()
        self._lock, self._reads = threading.Lock(), threading.Lock()
        self._readings: dict[str, TextReading] = {}
        self._held: OrderedDict[str, Found] = OrderedDict()
        self._titles: dict[str, dict[str, str]] = {}
        self._opened: tuple[bytes, Gazetteer] | None = None

    def gazetteer(self, *, fresh: bool = False) -> Gazetteer:
        """Return the gazetteer; a `fresh` one knows the places of the atlas as they are now."""
        digest = source_digest(*place_paths(self._root)) if fresh or self._opened is None else b""
        with self._lock:
            if self._opened is None or (fresh and self._opened[0] != digest):
                self._opened = digest, open_gazetteer(self._root)
            return self._opened[1]

    def titles(self, lang: str) -> dict[str, str]:
        """Return what places of the lists are called in a language, by id."""
        with self._lock:
            if lang not in self._titles:
                self._titles[lang] = titles_in(self._root, lang)
            return self._titles[lang]

    def find(self, words: str) -> Found | None:
        """Return what was found in a text; nothing as long as it has not been read."""
        name = kept_name(words)
        with self._lock:
            if name in self._held:
                self._held.move_to_end(name)
                return self._held[name]
        found = self._read_kept(name)
        if found is not None:
            self._hold(name, found)
        return found

    def begin(self, words: str, *, again: bool = False) -> TextReading:
        """Read a text in the background, unless that is done or being done; `again` as the atlas is now."""
        name = kept_name(words)
        with self._lock:
            reading = self._readings.get(name)
            if reading is not None and not reading.done.is_set():
                return reading
            reading = self._readings[name] = TextReading()
            if again:
                self._held.pop(name, None)
        if again:
            (self._root / CACHE / name).unlink(missing_ok=True)
        threading.Thread(target=self._run, args=(name, words, reading), name="reading", daemon=True).start()
        return reading

    def reading(self, words: str) -> TextReading | None:
        """Return how far the reading of a text has come; nothing if it was never begun here."""
        return self._readings.get(kept_name(words))

    def _run(self, name: str, words: str, reading: TextReading) -> None:
        try:
            with self._reads:
                found = self._parse(words, reading)
            self._hold(name, found)
            self._keep(name, found)
        except Exception as error:  # a text that no reader foresaw must not leave who waits for it waiting
            log.exception("a text could not be read")
            reading.fault = str(error) if isinstance(error, MapsvcError) else type(error).__name__
        finally:
            reading.share = 1.0
            reading.done.set()

    def _parse(self, words: str, reading: TextReading) -> Found:
        packing = Packing(Document("text", words))
        for number, mention in enumerate(Geoparser(self.gazetteer(fresh=True)).iterate(words)):
            packing.add(mention)
            if number % _TOLD_EACH == 0:
                reading.share = mention.start / len(words)
        packed = packing.packed()
        mentions = packed.pop("mentions")
        return Found(packed, compact_json(mentions))

    def _hold(self, name: str, found: Found) -> None:
        with self._lock:
            self._held[name] = found
            while len(self._held) > _MOST_HELD:
                self._held.popitem(last=False)

    def _keep(self, name: str, found: Found) -> None:
        """Keep what was found beside the atlas; where nothing can be written it is read again next time."""
        try:
            make_folder(self._root / CACHE)
            data = f"{compact_json(found.head)}\n{found.told}\n".encode("utf-8", "surrogatepass")
            write_atomic(self._root / CACHE / name, data, durable=False)
        except MapsvcError as error:
            log.warning("what was found in a text is not kept: %s", error)

    def _read_kept(self, name: str) -> Found | None:
        try:
            head, told, _ = (self._root / CACHE / name).read_text("utf-8").split("\n")
            return Found(json.loads(head), told)
        except (OSError, ValueError):
            return None
