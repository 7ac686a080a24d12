"""What the columns of people's tables of places are called, and what words in them mean."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from mapsvc.atlas.gazetteer.index import NAME_LANGUAGES, PLACE_KINDS, name_key

#: Fields of a place and what columns are called that hold them, sides, and words for kinds.
_TOLD = tomllib.loads(Path(__file__).with_name("columns.toml").read_text(encoding="utf-8"))
_KNOWN_COLUMNS: dict[str, tuple[str, int]] = {
    name: (field, rank) for field, names in _TOLD["fields"].items() for rank, name in enumerate(names)
}
_NAME_IN = re.compile(
    r"(?:(?:place )?name|title|label|ad|adi|isim) ([a-z]{2,3})|([a-z]{2,3}) (?:name|label|adi?)"
)
_KIND_OF: dict[str, str] = {
    **{word: kind for kind, words in _TOLD["kinds"].items() for word in words},
    **{kind: kind for kind in PLACE_KINDS},
}
_SIDES = {field: frozenset(words) for field, words in _TOLD["sides"].items()}
_LAST_RANK = 1000
_CAMEL = re.compile(r"(?<=[a-zçğıöşü])(?=[A-ZÇĞİÖŞÜ])")


def field_of(column: str) -> tuple[str, int] | None:
    """
    Return what a column holds.

    Returns
    -------
    field, rank
        One of the fields, or `name:` and a language; the smaller rank is the better column. Nothing if its
        name says nothing that is known.
    """
    # Old MARC-like heads say more than the name: "Longitude (°E)", "boylam (derece)".
    bare = re.sub(r"[(\[].*?[)\]]", " ", column)
    for key in (name_key(bare), name_key(_CAMEL.sub(" ", bare)), name_key(column)):
        if key in _KNOWN_COLUMNS:
            return _KNOWN_COLUMNS[key]
        told = _NAME_IN.fullmatch(key)
        lang = (told[1] or told[2]) if told else key
        if lang in NAME_LANGUAGES[1:]:
            return f"name:{lang}", 0
    words = set(name_key(_CAMEL.sub(" ", column)).split())
    sides = [field for field, said in _SIDES.items() if not said.isdisjoint(words)]
    return (sides[0], _LAST_RANK) if len(sides) == 1 else None


def known_columns() -> tuple[str, ...]:
    """Return the fields of a place that a column may hold, each once."""
    return tuple(_TOLD["fields"])


def kind_told(word: str) -> str:
    """Return the kind of place that a word of a table means; a settlement where it is not known."""
    for part in re.split(r"[;,|/]", word):
        kind = _KIND_OF.get(name_key(part))
        if kind:
            return kind
    return "settlement"


#: Kinds of GeoNames by code, else by class of features.
_BY_CODE: dict[str, str] = {
    "PPLC": "city", "PPLA": "city", "PPLX": "settlement", "PCLI": "state", "PCLH": "state", "PCLD": "state",
    "ADM1": "region", "ADM2": "region", "RGN": "region", "STM": "river", "STMS": "river", "LK": "lake",
    "LKS": "lake", "SEA": "sea", "OCN": "sea", "STRT": "strait", "GULF": "gulf", "BAY": "gulf",
    "MTS": "range", "PASS": "pass", "PLN": "plain", "PLAT": "plain", "ISL": "island", "ISLS": "island",
    "PEN": "peninsula", "DSRT": "desert", "RSTN": "station", "FT": "fortress", "CSTL": "fortress",
}  # fmt: skip
_BY_CLASS = {"P": "settlement", "A": "region", "L": "region", "T": "mountain"}


def kind_of_geonames(feature_class: str, code: str) -> str:
    """Return the kind of a row of GeoNames."""
    return _BY_CODE.get(code) or _BY_CLASS.get(feature_class, "site")
