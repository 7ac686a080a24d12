"""No fact of the first atlas stands in the engine: no id, place, holder, year, box or source of it."""

from __future__ import annotations

import ast
import io
import re
import tokenize
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

import mapsvc
from mapsvc.language import flat_words

ROOT = Path(__file__).parents[1]
PACKAGE, TEMPLATES = ROOT / "mapsvc", ROOT / "templates"
#: The geoparser's lexicon and the gazetteer are the engine's own and may name any place; the years of
#: calendar reforms have one home.
FREE = ("geoparse/", "atlas/gazetteer", "model/calendars.py")
#: Words that are ids or names of the first atlas, and mean something else to the engine too.
COMMON = {
    # An id of a source, and what a picture is printed on.
    "paper",
    # Names of holders or places that are words of the interface or of code.
    "van", "map", "kara", "ani", "gence", "kaba", "ot", "on",
    # Evidence that needs no work: a word of the engine.
    "general-knowledge",
    # The gazetteer that ships with the package.
    "geonames", "osm", "natural-earth",
    # An event is called so, and so are letters.
    "cyrillic",
    # A topic of treaties that any atlas may have.
    "frontier",
}  # fmt: skip
#: What is said of the one text that the first atlas follows, where engine strings speak of any text.
OF_THE_PAPER = re.compile(r"\b(?:the|this) paper\b|\bmakale|\bməqalə", re.IGNORECASE)
YEAR = re.compile(r"(?<![\d.#-])(?:18[5-9]\d|19[0-4]\d)(?![\d.]|-\d{3}|px)")

#: A font may be called like a country.
FONTS = re.compile(r"(?:font|--)[\w-]*:[^;}]*serif")
#: Pictures are so many pixels wide.
PIXELS = {"mapsvc/export/print/png.py": "1920", "mapsvc/export/print/pptx.py": "1920"}

Line = tuple[int, str]


@dataclass(frozen=True)
class Facts:
    """What the first atlas names: words that stand alone, and names of several words by their first."""

    words: frozenset[str]
    phrases: Mapping[str, tuple[str, ...]]

    def findall(self, text: str) -> list[str]:
        folded = text.casefold()
        tokens = [part for word in WORD.findall(folded) for part in {word, *word.split("-")}]
        found = [token for token in tokens if token in self.words]
        for token in dict.fromkeys(tokens):
            found += [phrase for phrase in self.phrases.get(token, ()) if phrase in folded]
        return found


WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")


@cache
def facts() -> Facts:
    """Every id and name that the first atlas uses."""
    records = mapsvc.open_atlas().records
    ids = {
        *records.events, *records.places, *records.borders, *records.routes, *records.tours,
        *records.sources, *records.polities, *records.topics,
    }  # fmt: skip
    names = {name.toponym for place in records.places.values() for name in place.names}
    names |= {words for polity in records.polities.values() for _, words in polity.name.items()}
    names |= {place.title for place in records.places.values()}
    wanted = {word.casefold() for word in ids | names if len(word) > 2} - COMMON
    phrases: dict[str, list[str]] = {}
    for word in wanted:
        tokens = WORD.findall(word)
        if tokens and tokens != [word]:
            phrases.setdefault(tokens[0], []).append(word)
    alone = frozenset(word for word in wanted if WORD.findall(word) == [word])
    return Facts(alone, {first: tuple(rest) for first, rest in phrases.items()})


@cache
def named_in(text: str) -> tuple[str, ...]:
    """What is named in a piece of text; words of code come a thousand times."""
    return tuple(facts().findall(text))


@cache
def home() -> tuple[float, float, float, float]:
    return mapsvc.open_atlas().records.home


def boxes_in(source: str) -> Iterator[Line]:
    """Lines with four numbers that are a box on the ground of the first atlas."""
    west, south, east, north = home()
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Tuple | ast.List) or len(node.elts) != 4:
            continue
        numbers = [
            part.value
            for part in node.elts
            if isinstance(part, ast.Constant) and isinstance(part.value, int | float)
        ]
        if len(numbers) == 4:
            w, s, e, n = numbers
            inside = west - 5 <= w < e <= east + 5 and south - 5 <= s < n <= north + 5
            if inside and e - w > 0.1 and n - s > 0.1:
                yield node.lineno, ast.unparse(node)


def strings_of_python(source: str) -> Iterator[Line]:
    """Constants of code; docstrings may give examples, comments explain."""
    tree = ast.parse(source)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) not in docstrings and type(node.value) in {str, int}:
            yield node.lineno, str(node.value)
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.NAME and "_" not in token.string and len(token.string) > 3:
            yield token.start[0], token.string


def lines_of_script(source: str) -> Iterator[Line]:
    """Lines of a script or style sheet without its comments."""
    source = FONTS.sub("", source)
    bare = re.sub(r"/\*.*?\*/", lambda found: "\n" * found[0].count("\n"), source, flags=re.DOTALL)
    for number, line in enumerate(bare.splitlines(), start=1):
        yield number, re.sub(r"(?<!:)//.*", "", line)


def lines_of_template(source: str) -> Iterator[Line]:
    source = FONTS.sub("", source)
    bare = re.sub(r"\{#.*?#\}", lambda found: "\n" * found[0].count("\n"), source, flags=re.DOTALL)
    yield from enumerate(bare.splitlines(), start=1)


def lines_of_strings(source: str) -> Iterator[Line]:
    yield from enumerate(flat_words(tomllib.loads(source)).values(), start=1)


READERS = {
    ".py": strings_of_python,
    ".js": lines_of_script,
    ".css": lines_of_script,
    ".html": lines_of_template,
    ".typ": lines_of_script,
    ".toml": lines_of_strings,
}


def found_in(name: str, source: str) -> list[str]:
    """What a file of the engine says of the first atlas."""
    suffix = Path(name).suffix
    found = []
    for number, text in READERS[suffix](source):
        hits = [*named_in(text)]
        if suffix in {".py", ".js", ".html", ".toml"}:
            hits += [year for year in YEAR.findall(text) if year != PIXELS.get(name)]
        if suffix in {".html", ".toml"}:
            hits += OF_THE_PAPER.findall(text)
        found += [f"{name}:{number}: {hit}" for hit in hits]
    if suffix == ".py":
        found += [f"{name}:{number}: {box}" for number, box in boxes_in(source)]
    return found


def files() -> Mapping[str, Path]:
    ours = {
        path.relative_to(ROOT).as_posix(): path
        for folder in (PACKAGE, TEMPLATES, ROOT / "ui" / "src")
        for path in sorted(folder.rglob("*"))
        if path.suffix in READERS and "vendor" not in path.parts
    }
    return {name: path for name, path in ours.items() if not name.removeprefix("mapsvc/").startswith(FREE)}


def test_engine_states_no_fact_of_the_first_atlas() -> None:
    found = [hit for name, path in files().items() for hit in found_in(name, path.read_text("utf-8"))]
    assert found == []


@pytest.mark.parametrize(
    ("name", "planted"),
    [
        ("a.py", 'OPENING = "kars-treaty"'),
        ("a.py", "def f() -> str:\n    return 'Bakü'"),
        ("a.py", "HEIRS = {'ottoman': 1}"),
        ("a.py", "first = 1914"),
        ("a.py", "GROUND = (25.0, 35.0, 52.0, 47.0)"),
        ("a.py", "from x import kars"),
        ("a.py", 'msg = f"not in {year}, see moscow-1921"'),
        ("a.js", "const start = '1921-03-16';"),
        ("a.js", "if (id === 'georgia') draw();"),
        ("a.html", "<p>The Treaty of Kars</p>"),
        ("a.html", "<option value=moscow-1921>"),
        ("a.toml", 'placeholder = "Search: Kars, 1921…"'),
        ("a.toml", 'in_text = "In the paper"'),
        ("a.toml", 'in_text = "Makalede"'),
        ("a.css", ".polity-ottoman { color: red }"),
    ],
)
def test_planted_fact_is_found(name: str, planted: str) -> None:
    assert found_in(name, planted)


@pytest.mark.parametrize(
    ("name", "innocent"),
    [
        ("a.py", '"""Such as `"kars-treaty"`, 1921."""'),
        ("a.py", "x = 1  # Kars was taken in 1877"),
        ("a.py", "WIDTH, COLOUR = 1950.5, '#1920ff'"),
        ("a.js", "// Kars\nconst width = 2000;"),
        ("a.html", "{# Kars #}<p>{{ event.title }}</p>"),
    ],
)
def test_what_is_no_fact_is_left_alone(name: str, innocent: str) -> None:
    assert found_in(name, innocent) == []
