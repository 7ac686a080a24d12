"""The files of an atlas as an import changes them, before anything is written."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import Any

from mapsvc.atlas.atlas_reading import read_atlas
from mapsvc.atlas.bibliography import USUAL_LANGUAGE, plain_language
from mapsvc.atlas.editing.desk import FileChange
from mapsvc.atlas.editing.geojson_text import features_of_text, put_features
from mapsvc.atlas.editing.journal import digest_of_bytes
from mapsvc.atlas.editing.json_text import put_item
from mapsvc.atlas.editing.polity_text import put_polity
from mapsvc.atlas.importing.new_ids import new_id
from mapsvc.atlas.problems import Problems
from mapsvc.files import read_whole
from mapsvc.language import interface_languages, translate
from mapsvc.model.names import fold


class AtlasEdits:
    """
    An atlas folder whose files are changed in memory.

    Parameters
    ----------
    root
        The folder with `atlas.toml`.
    over
        Files that another import would write, and has not.

    Raises
    ------
    ValueError
        If a file that is asked for cannot be read; it is never overwritten then.
    """

    def __init__(self, root: Path, over: Mapping[str, bytes] | None = None) -> None:
        self.root = root
        self._over = over or {}
        self._before: dict[str, bytes | None] = {}
        self._texts: dict[str, str] = {}
        self._waiting: dict[str, dict[str, dict[str, Any]]] = {}
        self._pictures: dict[str, bytes] = {}

    def text(self, path: str) -> str:
        """Return a file as text, with what waits for it; empty where there is none."""
        if path in self._waiting:
            waiting = self._waiting.pop(path)
            self.put(path, put_features(self.text(path), list(waiting.values())))
        if path not in self._texts:
            file = self.root / path
            data = self._over.get(path)
            if data is not None or file.is_file():
                try:
                    data = read_whole(file) if data is None else data
                    self._texts[path] = data.decode("utf-8")
                except (OSError, UnicodeDecodeError) as error:
                    msg = f"{path} of the atlas cannot be read: {error}"
                    raise ValueError(msg) from error
            else:
                self._texts[path] = ""
            self._before[path] = data
        return self._texts[path]

    def put(self, path: str, text: str) -> None:
        """Say what a file is to hold."""
        self.text(path)
        self._texts[path] = text

    def put_later(self, path: str, feature: dict[str, Any]) -> None:
        """Put a feature into a collection when its text is next asked for."""
        self._waiting.setdefault(path, {})[feature["id"]] = feature

    def data(self, path: str) -> bytes | None:
        """Return the bytes of a file that is no text; nothing where there is none."""
        if path in self._pictures or path in self._over:
            return self._pictures.get(path, self._over.get(path))
        file = self.root / path
        return read_whole(file) if file.is_file() else None

    def put_data(self, path: str, data: bytes) -> None:
        """Say what a file that is no text is to hold."""
        old = self.data(path)
        if old != data:
            self._before.setdefault(path, old)
            self._pictures[path] = data

    def changes(self) -> list[FileChange]:
        """Return the files that are changed, against what was read of them."""
        for path in list(self._waiting):
            self.text(path)
        made = [(path, self._before[path], text.encode()) for path, text in self._texts.items()]
        made += [(path, self._before[path], data) for path, data in self._pictures.items()]
        return [
            FileChange(path, None if old is None else digest_of_bytes(old), new)
            for path, old, new in made
            if (old or b"") != new
        ]

    # ---- what is there -----------------------------------------------------------------------------
    def features(self, path: str) -> list[dict[str, Any]]:
        """Return the features of a collection of the atlas."""
        try:
            return features_of_text(self.text(path))
        except ValueError as error:
            msg = f"{path} of the atlas cannot be read: {error}"
            raise ValueError(msg) from error

    def items(self, path: str) -> list[dict[str, Any]]:
        """Return the records of a JSON file that is an array."""
        text = self.text(path).removeprefix("\ufeff").strip()
        try:
            found = json.loads(text) if text else []
        except ValueError as error:
            msg = f"{path} of the atlas cannot be read: {error}"
            raise ValueError(msg) from error
        return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []

    def table(self, path: str) -> dict[str, Any]:
        """Return what a TOML file holds."""
        try:
            return tomllib.loads(self.text(path).removeprefix("\ufeff").replace("\r\n", "\n"))
        except ValueError as error:
            msg = f"{path} of the atlas cannot be read: {error}"
            raise ValueError(msg) from error

    def stems(self, folder: str, suffix: str) -> set[str]:
        """Return the ids that files of a folder have, those that are not yet written among them."""
        there = {path.stem for path in (self.root / folder).glob(f"*{suffix}")}
        waiting = (path for path in {**self._over, **self._texts} if path.startswith(f"{folder}/"))
        return there | {Path(path).stem for path in waiting if path.endswith(suffix)}

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages of the atlas in its order."""
        tags = self.table("atlas.toml").get("languages")
        found = tuple(tag for tag in tags if isinstance(tag, str)) if isinstance(tags, list) else ()
        return found or (USUAL_LANGUAGE,)

    @cached_property
    def _drawn(self) -> dict[tuple[str, str], Any]:
        """Territories as the atlas draws them, by border and id; none where it cannot be read."""
        atlas = read_atlas(self.root, Problems())
        found = atlas.territories if atlas is not None else {}
        return {(border, one.id): one.geometry for border, held in found.items() for one in held.territories}

    def drawn_territory(self, border: str, ident: str) -> Any:
        """Return the geometry of a territory as maps draw it: tiled, and ended by the coast."""
        return self._drawn.get((border, ident))

    @property
    def lang(self) -> str:
        """The first language of the atlas, in which what has no language is taken to be."""
        return self.languages[0]

    def said(self, words: str) -> dict[str, str]:
        """Return words as a text of the atlas."""
        return {self.lang: words}

    def own_words(self, key: str, **parts: str) -> dict[str, str]:
        """Return a phrase of the interface in each language of the atlas that it speaks."""
        spoken = [lang for lang in self.languages if lang.partition("-")[0] in interface_languages()]
        return {lang: translate(lang.partition("-")[0], key).format(**parts) for lang in spoken} or {
            self.lang: translate(USUAL_LANGUAGE, key).format(**parts)
        }

    # ---- what imports of every kind need -----------------------------------------------------------
    def polity(self, name: str) -> str:
        """Return the id of a holder of a name, made if it is none of the atlas's."""
        known = self.table("polities.toml")
        wanted = fold(name)
        for ident, entry in known.items():
            if wanted == fold(ident) or wanted in map(fold, _words_of(entry.get("name"))):
                return ident
        ident = new_id(name, known)
        record = {"name": {self.lang: name}}
        self.put("polities.toml", put_polity(self.text("polities.toml"), ident, record))
        return ident

    def source_of(self, name: str) -> str:
        """Return the id of the source that a foreign file is, made if the atlas has none."""
        for item in self.items("sources.json"):
            if item.get("title") == name and item.get("type") == "dataset":
                return str(item["id"])
        ident = new_id(Path(name).stem, {str(item.get("id")) for item in self.items("sources.json")})
        note = self.own_words("import.source_note")
        plain = plain_language(self.languages)
        made: dict[str, Any] = {"id": ident, "type": "dataset", "title": name, "note": note.pop(plain, "")}
        made["custom"] = {"verified": False, **({"note": note} if note else {})}
        self.put("sources.json", put_item(self.text("sources.json"), made))
        return ident


def _words_of(text: Any) -> list[str]:
    """Return the words of a text of the atlas in all languages."""
    if isinstance(text, Mapping):
        return [word for word in text.values() if isinstance(word, str)]
    return [text] if isinstance(text, str) else []


def near_ids(wanted: str, known: set[str] | list[str]) -> str:
    """Return a phrase that names the ids nearest to one that is none; empty if nothing is near."""
    near = get_close_matches(wanted, list(known), n=3, cutoff=0.6)
    return f"; did you mean {' or '.join(map(repr, near))}?" if near else ""
