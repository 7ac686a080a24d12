"""Copies of atlases whose dates are moved by years, for tests of other times."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

from mapsvc.model.day import format_year

TINY = Path(__file__).parent / "data" / "tiny"
#: The members and keys that hold EDTF.
_DATED = ("on", "valid", "signed", "in", "from", "to", "first", "last", "opening")
_YEAR = re.compile(r"(?<![\d-])\d{4}(?!\d)")
_LINE = re.compile(rf'^(\s*(?:{"|".join(_DATED)}) = )"([^"]*)"', re.M)
_OTHER_CALENDARS = re.compile(r"^other = .*\n|^\[date\.other\]\n(?:\w.*\n)*", re.M)


def move_edtf(text: str, years: int) -> str:
    """Return a date so many years later."""
    return _YEAR.sub(lambda year: format_year(int(year[0]) + years), text)


def move_atlas(source: Path, target: Path, years: int) -> Path:
    """Copy an atlas with all its dates so many years later; days of other calendars are left out."""
    shutil.copytree(source, target)
    for path in target.rglob("*.toml"):
        text = path.read_text(encoding="utf-8")
        text = _LINE.sub(lambda line: f'{line[1]}"{move_edtf(line[2], years)}"', text)
        text = _OTHER_CALENDARS.sub("", text).replace('calendar = "rumi"', 'calendar = "gregorian"')
        path.write_text(text, encoding="utf-8")
    for path in target.rglob("*.geojson"):
        moved = _moved(json.loads(path.read_text(encoding="utf-8")), years)
        path.write_text(json.dumps(moved, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return target


def _moved(value: Any, years: int, name: str = "") -> Any:
    if isinstance(value, dict):
        return {key: _moved(member, years, key) for key, member in value.items()}
    if isinstance(value, list):
        return [_moved(member, years, name) for member in value]
    return move_edtf(value, years) if name in _DATED and isinstance(value, str) else value


def keep_one_event(source: Path, target: Path, event: str, years: int) -> Path:
    """Copy an atlas with one of its events alone, all its dates so many years later, and no period said."""
    ignored = shutil.ignore_patterns("basemap", "gazetteer", "recipes", "tours", "comparisons.toml")
    kept = target.with_name(f"{target.name}-kept")
    shutil.copytree(source, kept, ignore=ignored)
    for path in (kept / "events").glob("*.toml"):
        if path.stem != event:
            path.unlink()
    path = kept / "atlas.toml"
    text = re.sub(r"(?m)^headline = .*$", f'headline = ["{event}"]', path.read_text("utf-8"))
    text = re.sub(rf"\n\[headline_note\.(?!{event}\])[^\[]*", "\n", text)
    path.write_text(re.sub(r"\n\[period\][^\[]*", "\n", text), encoding="utf-8")
    return move_atlas(kept, target, years)
