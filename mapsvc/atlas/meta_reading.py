"""Read what an atlas says of itself: `atlas.toml`, its holders, topics, categories, texts and words."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from mapsvc.atlas.problems import Problems, build
from mapsvc.atlas.raw_files import files_of, parse_toml, read_text, read_toml
from mapsvc.files import read_whole
from mapsvc.language import LAST_RESORT, flat_words, is_word
from mapsvc.model.meta import FORMAT, OLDEST_FORM, AtlasMeta, FollowedText
from mapsvc.model.text import TAG

_Named = TypeVar("_Named")
_FILE = "atlas.toml"


def read_meta(root: Path, problems: Problems) -> AtlasMeta | None:
    """
    Read `atlas.toml`, and tell the problems which languages texts may be in.

    An atlas of an older form has this one fault: everything else would follow from it.
    """
    raw = read_toml(root / _FILE, _FILE, problems)
    if raw is None:
        return None
    other = find_other_form(root)
    if other is not None:
        problems.add(_FILE, "format", other)
        return None
    languages = raw.get("languages")
    if isinstance(languages, list):
        tags = [tag for tag in languages if isinstance(tag, str) and re.match(TAG, tag)]
        for tag in sorted({tag for tag in tags if tags.count(tag) > 1}):
            problems.add(_FILE, "languages", f"{tag!r} stands there twice")
        # Of texts nothing can be said while a tag is none or stands there twice: that is the one fault.
        problems.languages = tuple(tags) if len(set(tags)) == len(languages) else ()
    return build(AtlasMeta, raw, file=_FILE, problems=problems) or _without_faults(raw, problems)


def _without_faults(raw: Mapping[str, Any], problems: Problems) -> AtlasMeta | None:
    """
    Return what is sound of a faulty file, so that the faults of all other files are told at once.

    Nobody is served it: the faults are noted.
    """
    languages = problems.languages or (LAST_RESORT,)
    sound: dict[str, Any] = {"title": {languages[0]: "–"}, "languages": list(languages)}
    for key, value in raw.items():
        tried = Problems(languages=problems.languages)
        if build(AtlasMeta, sound | {key: value}, file=_FILE, problems=tried) is not None:
            sound[key] = value
    return build(AtlasMeta, sound, file=_FILE, problems=Problems(languages=problems.languages))


def find_other_form(root: Path) -> str | None:
    """Say what to do with a folder of another form than the one that this version reads; nothing if it is."""
    try:
        raw = parse_toml(read_whole(root / _FILE).decode("utf-8-sig"))
    except (OSError, ValueError):
        return None
    found = raw.get("format", OLDEST_FORM)
    if found == FORMAT and not isinstance(found, bool):
        return None
    if not isinstance(found, int) or isinstance(found, bool) or found < OLDEST_FORM:
        return f"is {found!r}; this version reads {FORMAT}"
    if found > FORMAT:
        return f"is {found}; this version reads {FORMAT}: install a newer mapsvc"
    command = f"mapsvc upgrade {shlex.quote(str(root))}"
    return f"the atlas has an older form, {found}; `{command}` brings it to {FORMAT} and keeps a copy"


def read_toml_table(
    root: Path, file: str, record: type[_Named], problems: Problems
) -> Iterator[tuple[str, _Named]]:
    """Yield id and record of each table of a TOML file that an atlas may go without."""
    if not (root / file).is_file():
        return
    noun = record.__name__.lower()
    raw = read_toml(root / file, file, problems)
    if raw is None:
        problems.break_all(noun)
        return
    for key, entry in raw.items():
        fields = {"id": key, **entry} if isinstance(entry, Mapping) else entry
        made = build(record, fields, file=file, prefix=f"{key}.", problems=problems)
        if made is None:
            problems.break_off(noun, key)
        else:
            yield key, made


def read_followed_texts(root: Path, problems: Problems) -> Iterator[FollowedText]:
    """Yield the texts of `texts/<id>.toml`; their own words may lie beside them as plain text."""
    for path, file in files_of(root, "texts", ".toml", problems, beside=(".txt", ".md")):
        raw = read_toml(path, file, problems)
        made = (
            build(FollowedText, {"id": path.stem} | raw, file=file, problems=problems)
            if raw is not None
            else None
        )
        if made is None:
            problems.break_off("text", path.stem)
        else:
            yield made


def read_own_words(root: Path, problems: Problems) -> dict[str, dict[str, str]]:
    """Return the atlas's own words over those of the interface, by language and dotted key."""
    found: dict[str, dict[str, str]] = {}
    for path, file in files_of(root, "strings", ".toml", problems):
        raw = read_toml(path, file, problems)
        if raw is None:
            continue
        if problems.languages and path.stem not in problems.languages:
            known = ", ".join(problems.languages)
            problems.add(file, "", f"{path.stem!r} is none of the atlas's languages: {known}")
            continue
        words = flat_words(raw)
        for key in (key for key in words if not is_word(key)):
            problems.add(file, key, "is no word of the interface; its keys stand in templates/strings/en")
        found[path.stem] = words
    return found


def read_mention_files(root: Path, problems: Problems) -> Iterator[tuple[str, str, str]]:
    """Yield id of the text, file and content of each `mentions/<id>.csv`."""
    for path, file in files_of(root, "mentions", ".csv", problems):
        text = read_text(path, file, problems)
        if text is not None:
            yield path.stem, file, text
