"""What changed between the first form of an atlas and the second, file by file."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from tomlkit.exceptions import TOMLKitError

from mapsvc.atlas.new.upgrade_toml import dump_toml, with_meta, with_texts
from mapsvc.atlas.raw_files import parse_toml
from mapsvc.errors import AtlasError
from mapsvc.files import compact_json, read_whole
from mapsvc.model.fields import SLUG
from mapsvc.model.meta import PARTIES

_Json = dict[str, Any]
#: What a set of territories shares with its border, and repeated in the first form.
_REPEATED, _REPEATED_IF_SAME = ("valid", "status", "sources"), ("licence", "attribution")


def upgrade_files(root: Path) -> list[str]:
    """
    Rewrite the files of a folder of the first form, where they stand.

    Parameters
    ----------
    root
        A copy that nobody else reads.

    Returns
    -------
    remarks
        What somebody should look at afterwards.

    Raises
    ------
    AtlasError
        If a file that must change cannot be read; the message names it.
    """
    raw = _read(root, "atlas.toml", parse_toml)
    languages = [str(tag) for tag in raw.get("languages") or ["tr", "en"]]
    text = _text_id(raw.get("paper"))
    meta, sections = _read(root, "atlas.toml", lambda words: with_meta(words, text))
    if text is not None:
        # Make the file of the text from what `atlas.toml` said of it, and move its mentions.
        (root / "texts").mkdir(exist_ok=True)
        head = dump_toml({"language": _language_of(root, languages), "source": raw["paper"]})
        _write(root, f"texts/{text}.toml", f"{head}\n{sections.strip()}".strip() + "\n")
        if (root / "mentions.csv").is_file():
            (root / "mentions").mkdir(exist_ok=True)
            (root / "mentions.csv").rename(root / "mentions" / f"{text}.csv")
        for path in sorted((root / "events").glob("*.toml")):
            file = path.relative_to(root).as_posix()
            _write(root, file, _read(root, file, lambda words: with_texts(words, text)))
    _write(root, "atlas.toml", meta)
    remarks = [*_free_territories(root), *_name_holders(root, languages), *_name_topics(root, languages)]
    if (root / "basemap").is_dir() and not (root / "ground").exists():
        (root / "basemap").rename(root / "ground")
        remarks.append("basemap/ is now ground/")
    _sign_again(root)
    return remarks


def _text_id(paper: Any) -> str | None:
    """Return the id of the text that an atlas follows: that of its source, where that may be one."""
    if not isinstance(paper, str) or not paper:
        return None
    return paper if re.match(SLUG, paper) else "paper"


def _language_of(root: Path, languages: list[str]) -> str:
    """Return the language that most mentions of the text are in, else the atlas's first."""
    if not (root / "mentions.csv").is_file():
        return languages[0]
    rows = csv.DictReader(_read(root, "mentions.csv", str.splitlines))
    spoken = Counter(row.get("lang") for row in rows)
    return next((tag for tag, _ in spoken.most_common() if tag in languages), languages[0])


def _drop_if_same(name: str, own: dict[str, Any], border: Mapping[str, Any]) -> None:
    if own.get(name) == border.get(name):
        own.pop(name, None)


def _free_territories(root: Path) -> Iterator[str]:
    """Take out of the territories what their border says; yield what it says otherwise."""
    for path in sorted((root / "territories").glob("*.geojson")):
        file = path.relative_to(root).as_posix()
        document, border = _read_json(root, file), _border_of(root, path.stem)
        own = document.get("properties")
        if border is None or not isinstance(own, dict):
            continue
        for name in _REPEATED:
            if name in own and name in border and own[name] != border[name] and name != "sources":
                yield f"{file}: {name} was {own[name]!r}; that of the border counts, {border[name]!r}"
            own.pop(name, None)
        for name in _REPEATED_IF_SAME:
            _drop_if_same(name, own, border)
        for properties in _properties_of(document):
            _drop_if_same("status", properties, border)
        _write(root, file, _lines_of(document))


def _border_of(root: Path, stem: str) -> Mapping[str, Any] | None:
    file = f"borders/{stem}.geojson"
    found = _read_json(root, file).get("properties") if (root / file).is_file() else None
    return found if isinstance(found, dict) else None


def _name_holders(root: Path, languages: list[str]) -> Iterator[str]:
    """Make `polities.toml` of who holds territories, named as their territories are."""
    names: dict[str, list[tuple[bool, str]]] = {}
    for path in sorted((root / "territories").glob("*.geojson")):
        document = _read_json(root, path.relative_to(root).as_posix())
        for feature in document.get("features", ()):
            properties = feature.get("properties") or {}
            polity, title = properties.get("polity"), properties.get("title")
            if isinstance(polity, str) and title:
                names.setdefault(polity, []).append((feature.get("id") == polity, compact_json(title)))
    # What a holder is called most often where the territory has its own id; else the first name.
    made = {}
    for key, called in names.items():
        own = Counter(name for is_own, name in called if is_own)
        made[key] = {"name": _text(json.loads(own.most_common(1)[0][0] if own else called[0][1]), languages)}
    remark = (
        "# Who can hold ground, named as their territories were: look whether each name is the holder's.\n"
    )
    if _add_tables(root, "polities.toml", made, remark):
        yield "polities.toml names who holds ground, as their territories were called: look through it"


def _name_topics(root: Path, languages: list[str]) -> Iterator[str]:
    """Make `topics.toml` of the topics of articles, each called by its id."""
    found: dict[str, None] = {}
    for path in sorted((root / "borders").glob("*.geojson")):
        document = _read_json(root, path.relative_to(root).as_posix())
        for article in (document.get("properties") or {}).get("articles") or ():
            topic = article.get("topic") if isinstance(article, dict) else None
            if isinstance(topic, str) and topic != PARTIES:
                found.setdefault(topic)
    made = {topic: {"title": {languages[0]: topic.replace("-", " ").capitalize()}} for topic in sorted(found)}
    remark = "# Headings under which the articles of treaties are set side by side: name each one.\n"
    if _add_tables(root, "topics.toml", made, remark):
        yield "topics.toml calls each topic of an article by its id: name them"


def _text(given: Any, languages: list[str]) -> dict[str, str]:
    return {languages[0]: given} if isinstance(given, str) else dict(given)


def _add_tables(root: Path, file: str, made: Mapping[str, Mapping[str, Any]], remark: str) -> bool:
    """Write tables by id into a file, below those that it has; tell whether there were any to write."""
    there = _read(root, file, str) if (root / file).is_file() else ""
    known = parse_toml(there) if there else {}
    new = {key: table for key, table in made.items() if key not in known}
    if new:
        parts = [dump_toml(table, header=key) for key, table in new.items()]
        _write(root, file, (there or remark) + "\n" + "\n".join(parts))
    return bool(new)


def _sign_again(root: Path) -> None:
    """Write the checksums of derived files that were rewritten, and their new places."""
    registry = root / "registry.txt"
    if not registry.is_file():
        return
    rows = []
    for row in _read(root, "registry.txt", str.splitlines):
        checksum, gap, name = row.partition("  ")
        moved = re.sub(r"^basemap/", "ground/", name) if (root / "ground").is_dir() else name
        path = root / moved
        if moved.startswith("territories/") and path.is_file():
            checksum = sha256(path.read_bytes()).hexdigest()
        rows.append(f"{checksum}{gap}{moved}")
    # Sorted as the recipes sort them, by path.
    _write(root, "registry.txt", "\n".join(sorted(rows, key=lambda row: row.partition("  ")[2])) + "\n")


def _properties_of(document: _Json) -> Iterator[dict[str, Any]]:
    for feature in document.get("features", ()):
        if isinstance(feature.get("properties"), dict):
            yield feature["properties"]


def _lines_of(document: _Json) -> str:
    """Return a collection with one feature a line, as derived files are written."""
    head = {key: value for key, value in document.items() if key != "features"}
    features = ",\n".join(compact_json(feature) for feature in document.get("features", ()))
    return f'{compact_json(head)[:-1]},"features":[\n{features}\n]}}\n'


def _read(root: Path, file: str, read: Callable[[str], Any]) -> Any:
    try:
        return read(read_whole(root / file).decode("utf-8-sig").replace("\r\n", "\n"))
    except (OSError, ValueError, RecursionError, TOMLKitError) as error:
        msg = f"{file!r} cannot be read, so nothing was changed: {error}"
        raise AtlasError(msg) from error


def _read_json(root: Path, file: str) -> _Json:
    found = _read(root, file, json.loads)
    if not isinstance(found, dict):
        msg = f"{file!r} is no GeoJSON FeatureCollection, so nothing was changed."
        raise AtlasError(msg)
    return found


def _write(root: Path, file: str, text: str) -> None:
    (root / file).write_bytes(text.encode())
