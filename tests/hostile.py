"""A copy of the tiny atlas that carries an attack in every text field."""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

TINY = Path(__file__).parent / "data" / "tiny"

#: Each is shown as it stands, runs nothing and breaks nothing.
ATTACKS = {
    "jinja-expression": "{{7*7}}",
    "jinja-globals": "{{cycler.__init__.__globals__.os.getcwd()}}",
    "jinja-comment": "{#",
    "jinja-tag": "{% if x %}",
    "jinja-unclosed": "{{ {%",
    "script": "<script>window.__xss=1</script>",
    "image": "<img src=x onerror=window.__xss=1>",
    "svg": "<svg onload=window.__xss=1>",
    "attribute": "\" onfocus=window.__xss=1 autofocus x='",
    "template-literal": "${1}${window.__xss=1}",
    "backtick": "`",
    "backslash": "\\' \\u0041 \\",
    "script-end": "</script><script>window.__xss=1</script>",
    "comment": "<!--<script>",
    "cdata": "]]>",
    "entity": "&lt;b&gt;&#65;",
    "direction": "\u202eters",
    "line-separator": "bir\u2028iki\u2029\u00fc\u00e7",
    "branca": "{{ this.get_name() }}%{{'{'}}",
}
ALL = " ".join(ATTACKS.values())

#: Marks of the attack's ends, so that a text that was cut or changed is found.
OPEN, CLOSE = "\u27e6", "\u27e7"

_TEXT_KEYS = {
    "tr", "en", "toponym", "title", "value", "printed", "locator", "label", "note", "family", "given",
    "literal",
    "container-title", "publisher", "ref", "article", "licence", "attribution",
}  # fmt: skip
_NAME_TABLES = {"names"}


def armed(text: str, attack: str) -> str:
    """The text with the attack behind it."""
    return f"{text} {OPEN}{attack}{CLOSE}"


def hostile_copy(folder: Path, attack: str) -> Path:
    """Write the tiny atlas with an attack behind every text and return its root."""

    def arm(text: str) -> str:
        return armed(text, attack)

    root = folder / "atlas"
    shutil.copytree(TINY, root)
    for path in root.rglob("*.toml"):
        path.write_text(_toml(_arm_all(tomllib.loads(path.read_text("utf-8")), arm)), "utf-8")
    for path in (*root.rglob("*.json"), *root.rglob("*.geojson")):
        path.write_text(
            json.dumps(_arm_all(json.loads(path.read_text("utf-8")), arm), ensure_ascii=False), "utf-8"
        )
    _arm_column(root / "mentions" / "paper.csv", "surface", arm)
    registry = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(root).as_posix()}\n"
        for path in sorted((root / "lines").iterdir())
    ]
    (root / "registry.txt").write_text("".join(registry), "utf-8")
    return root


def _arm_all(value: Any, arm: Callable[[str], str], *, key: str = "", inside: str = "") -> Any:
    if isinstance(value, dict):
        return {name: _arm_all(part, arm, key=name, inside=key) for name, part in value.items()}
    if isinstance(value, list):
        return [_arm_all(part, arm, key=key, inside=inside) for part in value]
    text = key in _TEXT_KEYS or inside in _NAME_TABLES
    return arm(value) if isinstance(value, str) and value and text and key != "lang" else value


def _arm_column(path: Path, column: str, arm: Callable[[str], str]) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(row | {column: arm(row[column])} for row in rows)


def _toml(table: dict[str, Any]) -> str:
    return "".join(f"{json.dumps(key)} = {_toml_value(value)}\n" for key, value in table.items())


def _toml_value(value: Any) -> str:
    if isinstance(value, dict):
        return (
            "{" + ", ".join(f"{json.dumps(key)} = {_toml_value(part)}" for key, part in value.items()) + "}"
        )
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml_value, value)) + "]"
    return json.dumps(value)
