"""What the page of a text is given: its words, what was found in them, what was decided."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from mapsvc.atlas.corrections import Correction
from mapsvc.atlas.editing.entry_places import PlaceIds
from mapsvc.atlas.followed_texts import TEXTS, read_words, text_ids
from mapsvc.files import compact_json
from mapsvc.geoparse.kept_mentions import written_reasons
from mapsvc.web.edit.reading.candidates import told_place
from mapsvc.web.edit.reading.decisions import fold_decisions, stale_corrections, told_decisions
from mapsvc.web.edit.reading.finding import Found


@dataclass(frozen=True)
class ListedText:
    """
    A text of an atlas as the list of texts shows it.

    Attributes
    ----------
    letters
        How many; nothing where its words do not lie in the atlas.
    decided
        How many of its mentions a reader has decided on.
    """

    id: str
    title: str
    language: str
    letters: int | None
    decided: int


def listed_texts(root: Path, lang: str, corrections: Iterable[Correction]) -> list[ListedText]:
    """Return the texts of an atlas, with titles in a language where they have one."""
    folded = list(corrections)
    found = []
    for text in text_ids(root):
        title, language = said_of_text(root, text, lang)
        words = read_words(root, text)
        decided = len(fold_decisions(one for one in folded if one.text in {"", text}))
        found.append(ListedText(text, title, language, None if words is None else len(words), decided))
    return found


def said_of_text(root: Path, text: str, lang: str) -> tuple[str, str]:
    """Return the title and the language of a text as its file says them; its id where it says none."""
    try:
        said = tomllib.loads((root / TEXTS / f"{text}.toml").read_text("utf-8-sig"))
    except (OSError, ValueError):
        return text, "en"
    title = said.get("title")
    if isinstance(title, Mapping):
        title = title.get(lang) or next(iter(title.values()), None)
    return str(title or text), str(said.get("language") or "en")


def found_json(
    words: str,
    found: Found,
    known: PlaceIds,
    corrections: Iterable[Correction],
    titles: Mapping[str, str],
    lang: str,
) -> dict[str, str]:
    """
    Return what was found in a text, and what was decided, as pieces of JSON by name.

    The mentions go to the page as they were kept, without being read here.
    """
    listed = list(corrections)
    folded = fold_decisions(listed)
    entries = {
        own: dict(entry, id=own, name=titles.get(own, entry["name"]))
        for own, entry in found.head["entries"].items()
    }
    decided = {told["place"] for told in folded.values() if "place" in told}
    linked = {entry: own for entry in {*entries, *decided} if (own := known.find(entry))}
    renames = {one.place: one.to for one in listed if one.action == "rename"}
    own_places = {*linked.values(), *decided, *renames.values()}
    places = {own: told_place(known, own, None, titles) for own in own_places}
    pieces = {
        "entries": entries,
        "places": places,
        "linked": linked,
        "renames": renames,
        "reasons": written_reasons(found.head, lang),
        "decisions": told_decisions(folded, folded),
        "stale": stale_corrections(listed, words),
    }
    return {name: compact_json(piece) for name, piece in pieces.items()} | {"mentions": found.told}


def joined_json(pieces: Mapping[str, str]) -> str:
    """Return one object of pieces that are JSON already."""
    return "{" + ",".join(f"{compact_json(name)}:{piece}" for name, piece in pieces.items()) + "}"
